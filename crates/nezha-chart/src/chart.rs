//! What a chart is asked to show.

use crate::layout::Layout;
use crate::limit::Limit;
use crate::range::Range;
use crate::scale::Spacing;
use crate::series::Series;

/// Everything that decides how a chart looks, except for words and colours.
#[derive(Debug, Clone, Copy)]
pub struct Chart<'a> {
    /// Size and margins.
    pub layout: Layout,
    /// The stretch of time.
    pub range: Range,
    /// The visible series, drawn in this order.
    pub series: &'a [Series<'a>],
    /// What decides the ends of the value axis.
    pub limit: Limit,
    /// Linear or logarithmic.
    pub spacing: Spacing,
    /// Whether the area under each line is filled.
    pub fill: bool,
    /// Whether a linear axis has steps of powers of two, for amounts in steps of 1024.
    pub binary: bool,
}

impl<'a> Chart<'a> {
    /// A latency chart: robust limit, linear, lines only.
    #[must_use]
    pub fn new(layout: Layout, range: Range, series: &'a [Series<'a>]) -> Self {
        let (limit, spacing) = (Limit::Robust, Spacing::Linear);
        Self { layout, range, series, limit, spacing, fill: false, binary: false }
    }
}
