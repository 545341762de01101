//! The colours of a chart.

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
    /// For a picture that no page has colours for: tests and examples.
    pub const PLAIN: Self = Self {
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
