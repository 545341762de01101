//! What a chart keeps from one drawing to the next.

use nezha_chart::{Hit, Pinch, Point, Range, TimeScale};

use super::inks::Inks;
use super::picture::Picture;
use super::read_out::ReadOut;

/// What is kept from one drawing to the next.
#[derive(Default)]
pub(super) struct ChartState {
    pub(super) picture: Option<Picture>,
    pub(super) range: Option<Range>,
    pub(super) size: (f32, f32),
    /// Where it begins, from the left of the window, as when it was measured or a pointer came.
    pub(super) left: f32,
    pub(super) pixel_ratio: f64,
    pub(super) inks: Option<Inks>,
    pub(super) time: Option<TimeScale>,
    pub(super) read_out: ReadOut,
    pub(super) hits: Vec<Hit>,
    pub(super) is_due: bool,
    /// Where a drag began, from the left edge.
    pub(super) drag_from: Option<f32>,
    /// The fingers that are on the chart, each with the browser's number for it.
    pub(super) fingers: Vec<(i32, Point)>,
    /// When the last one came down, in milliseconds, and where.
    pub(super) tapped: Option<(f64, Point)>,
    /// What two of them do.
    pub(super) pinch: Option<Pinch>,
    /// What the last one read out stays there.
    pub(super) is_held: bool,
}
