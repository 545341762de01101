//! The colours of charts: those of the page's theme, on the canvas and in files.

use crate::browser::looks;
use leptos::prelude::{document, window};
use nezha_chart::{COLOURS, Palette};

/// The colours of the page's theme, read from its tokens.
pub(super) struct Inks {
    paper: String,
    grid: String,
    label: String,
    strong: String,
    no_data: String,
    lost: String,
    partly_lost: String,
    series: [String; COLOURS],
}

impl Inks {
    /// Reads the tokens that hold for the page. Looking them up makes the browser compute styles: keep them.
    pub(super) fn of_page() -> Option<Self> {
        let style = window().get_computed_style(&document().document_element()?).ok()??;
        Some(Self::of(|name| style.get_property_value(name).unwrap_or_default().trim().to_owned()))
    }

    /// Those of the light theme, whichever the page has: for paper.
    pub(super) fn of_paper() -> Option<Self> {
        let shown = looks::theme();
        looks::show_theme(Some("light"));
        let inks = Self::of_page();
        looks::show_theme(shown.as_deref());
        inks
    }

    fn of(token: impl Fn(&str) -> String) -> Self {
        Self {
            paper: token("--surface"),
            grid: token("--line"),
            label: token("--ink-3"),
            strong: token("--ink"),
            no_data: token("--no-data"),
            lost: token("--bad"),
            partly_lost: token("--warn"),
            series: std::array::from_fn(|at| token(&format!("--series-{at}"))),
        }
    }

    /// Which is for what, borrowed.
    pub(super) fn palette(&self) -> Palette<'_> {
        Palette {
            background: &self.paper,
            grid: &self.grid,
            axis: &self.label,
            label: &self.label,
            strong: &self.strong,
            no_data: &self.no_data,
            lost: &self.lost,
            partly_lost: &self.partly_lost,
            series: self.series.each_ref().map(String::as_str),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOKENS: &str =
        concat!(include_str!("../../style/tokens.css"), include_str!("../../style/chart_tokens.css"));

    /// The value of a token in the light theme, which is told first, or in the dark one.
    fn token(name: &str, is_dark: bool) -> String {
        let declared = TOKENS.lines().filter_map(|line| line.trim().strip_prefix(name)?.strip_prefix(": "));
        let value = declared.clone().nth(usize::from(is_dark));
        value.and_then(|value| value.strip_suffix(';')).unwrap_or_default().to_owned()
    }

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
        for is_dark in [false, true] {
            let inks = Inks::of(|name| token(name, is_dark));
            let palette = inks.palette();
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
