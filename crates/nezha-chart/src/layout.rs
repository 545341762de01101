//! How much room there is, and how it is shared between the plot and its labels.

use crate::geometry::Rect;
use crate::scale::Spacing;

/// A chart's size and how its labels are set.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Layout {
    /// Whole width, CSS pixels.
    pub width: f32,
    /// Whole height, CSS pixels.
    pub height: f32,
    /// Device pixels for each CSS pixel: decimation keeps as much as the screen can show.
    pub pixel_ratio: f32,
    /// Size of the labels, CSS pixels.
    pub font_px: f32,
    /// The least width of the value labels' column: charts above each other are given the same, so that a
    /// moment is at the same place in all.
    pub least_left: f32,
}

impl Layout {
    /// A chart on a plain screen.
    #[must_use]
    pub fn new(width: f32, height: f32) -> Self {
        Self { width, height, pixel_ratio: 1.0, font_px: 11.0, least_left: 0.0 }
    }

    /// The same with sizes that can be drawn, whatever was measured: not zero, not endless.
    pub(crate) fn drawable(self) -> Self {
        // `max` first: of a value that is no number it makes the other one.
        let within = |value: f32, least: f32, most: f32| value.max(least).min(most);
        Self {
            width: within(self.width, 1.0, MOST_PIXELS),
            height: within(self.height, 1.0, MOST_PIXELS),
            pixel_ratio: within(self.pixel_ratio, 0.25, 8.0),
            font_px: within(self.font_px, 4.0, 100.0),
            least_left: within(self.least_left, 0.0, MOST_PIXELS),
        }
    }

    /// How far below its middle a line of text has its baseline.
    pub(crate) fn baseline(&self) -> f32 {
        self.font_px * 0.35
    }

    /// Room above the plot: half a label.
    fn above(&self) -> f32 {
        (self.font_px * 0.75).round()
    }

    /// Room below the plot: a label and air.
    fn below(&self) -> f32 {
        (self.font_px * 2.1).round()
    }

    /// Height of the plot itself.
    pub(crate) fn plot_height(&self) -> f32 {
        (self.height - self.above() - self.below()).max(1.0)
    }

    /// How many value labels fit above each other with air between. A logarithmic axis is read by its grid, so
    /// its labels may be closer.
    pub(crate) fn most_value_ticks(&self, spacing: Spacing) -> usize {
        let each = match spacing {
            Spacing::Linear => 2.8,
            Spacing::Log => 2.2,
        };
        ((self.plot_height() / (self.font_px * each)) as usize).clamp(1, 10)
    }

    /// The plot's box when the widest value label is `label_width` wide.
    pub(crate) fn area(&self, label_width: f32) -> Rect {
        let left = (label_width + AIR).max(self.least_left).ceil();
        let width = (self.width - left - RIGHT).max(1.0);
        Rect { x: left, y: self.above(), width, height: self.plot_height() }
    }
}

/// No screen is larger.
const MOST_PIXELS: f32 = 16_384.0;

/// Right of the plot, so that half an arrow on the last sample is not cut off.
const RIGHT: f32 = 4.0;

/// Between a label and what it labels.
pub(crate) const AIR: f32 = 8.0;
