//! What a chart is asked to show.

use crate::layout::Layout;
use crate::limit::Limit;
use crate::range::Range;
use crate::scale::Spacing;
use crate::series::Series;
use crate::value_ticks::Steps;

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
    /// Which steps a linear axis may have: [`Unit::steps`](crate::Unit::steps).
    pub steps: Steps,
}

impl<'a> Chart<'a> {
    /// A latency chart: robust limit, linear, lines only.
    #[must_use]
    pub fn new(layout: Layout, range: Range, series: &'a [Series<'a>]) -> Self {
        let (limit, spacing) = (Limit::Robust, Spacing::Linear);
        Self { layout, range, series, limit, spacing, fill: false, steps: Steps::Decimal }
    }
}
