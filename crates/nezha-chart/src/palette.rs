//! The colours of a chart that is drawn outside a page.

use crate::paint::Ink;
use crate::style::COLOURS;

/// The colours of a chart, as CSS writes them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Palette<'a> {
    /// Behind everything; empty for none.
    pub background: &'a str,
    /// Lines behind everything.
    pub grid: &'a str,
    /// The line at the bottom.
    pub axis: &'a str,
    /// Labels.
    pub label: &'a str,
    /// Labels of days, and names.
    pub strong: &'a str,
    /// Bands without data.
    pub no_data: &'a str,
    /// Lost samples.
    pub lost: &'a str,
    /// Partly lost samples.
    pub partly_lost: &'a str,
    /// The series.
    pub series: [&'a str; COLOURS],
}

impl Palette<'static> {
    /// For light paper; each series has a contrast of 3 to 1 or more against the background.
    pub const LIGHT: Self = Self {
        background: "#ffffff",
        grid: "#e9edf2",
        axis: "#c9d0da",
        label: "#6b7585",
        strong: "#161b24",
        no_data: "#f0f2f6",
        lost: "#c8233a",
        partly_lost: "#b45309",
        series: ["#5b63e6", "#0c8a79", "#c2701a", "#c0417f", "#2478c8", "#66831f", "#9a5bd0", "#b5584a"],
    };

    /// For dark screens, with the same contrast.
    pub const DARK: Self = Self {
        background: "#171b21",
        grid: "#242a33",
        axis: "#3b4350",
        label: "#8892a2",
        strong: "#e8ebf1",
        no_data: "#20252d",
        lost: "#ff6b7d",
        partly_lost: "#fbbf24",
        series: ["#7f86ff", "#2bb5a0", "#e2964a", "#e0629f", "#4ba3ee", "#96b545", "#b67de6", "#d27766"],
    };
}

impl Palette<'_> {
    /// The colour of an ink.
    #[must_use]
    pub fn colour(&self, ink: Ink) -> &str {
        match ink {
            Ink::Grid => self.grid,
            Ink::Axis => self.axis,
            Ink::Label => self.label,
            Ink::Strong => self.strong,
            Ink::NoData => self.no_data,
            Ink::Series(colour) => self.series[usize::from(colour) % COLOURS],
            Ink::Lost => self.lost,
            Ink::PartlyLost => self.partly_lost,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative luminance as WCAG 2 defines it.
    fn luminance(colour: &str) -> f64 {
        let channel = |at: usize| {
            let share = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).unwrap()) / 255.0;
            if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
    }

    fn contrast(a: &str, b: &str) -> f64 {
        let (a, b) = (luminance(a) + 0.05, luminance(b) + 0.05);
        (a / b).max(b / a)
    }

    #[test]
    fn lines_and_marks_are_seen_and_labels_are_read_on_their_background() {
        for palette in [Palette::LIGHT, Palette::DARK] {
            for colour in palette.series.iter().chain([&palette.lost, &palette.partly_lost]) {
                assert!(contrast(colour, palette.background) >= 3.0, "{colour}");
                assert!(contrast(colour, palette.no_data) >= 3.0, "{colour} beside a band");
            }
            for text in [palette.label, palette.strong] {
                assert!(contrast(text, palette.background) >= 4.5, "{text}");
            }
            assert!(contrast(palette.label, palette.no_data) >= 4.0, "the words in a band");
        }
    }
}
