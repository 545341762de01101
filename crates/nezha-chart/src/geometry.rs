//! Points and boxes.

/// A position in CSS pixels, origin at the top left of the chart.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Point {
    /// From the left.
    pub x: f32,
    /// From the top.
    pub y: f32,
}

/// A box in CSS pixels.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Rect {
    /// Left edge.
    pub x: f32,
    /// Top edge.
    pub y: f32,
    /// Never negative.
    pub width: f32,
    /// Never negative.
    pub height: f32,
}

impl Rect {
    /// The right edge.
    #[must_use]
    pub fn right(self) -> f32 {
        self.x + self.width
    }

    /// The bottom edge.
    #[must_use]
    pub fn bottom(self) -> f32 {
        self.y + self.height
    }
}

/// The corners of a triangle that points up, `size` wide and a little lower than that.
#[must_use]
pub fn triangle(tip: Point, size: f32) -> [Point; 3] {
    let (half, y) = (size / 2.0, tip.y + size * 0.85);
    [tip, Point { x: tip.x + half, y }, Point { x: tip.x - half, y }]
}

/// The lower of two numbers; `bound` where the other is none.
///
/// For what is asked of every sample: the library's `f32::min` is a call in WebAssembly, which has no instruction by its rule.
pub(crate) fn at_most(number: f32, bound: f32) -> f32 {
    if number < bound { number } else { bound }
}

/// The higher of two numbers, in the same way.
pub(crate) fn at_least(number: f32, bound: f32) -> f32 {
    if number > bound { number } else { bound }
}

/// How wide a line of one pixel is where a CSS pixel has `pixel_ratio` device pixels, in CSS pixels: whole device pixels, as
/// many as come nearest.
#[must_use]
pub fn line_width(pixel_ratio: f32) -> f32 {
    pixel_ratio.round().max(1.0) / pixel_ratio
}

/// Where the device pixel begins that a position is in, in CSS pixels.
#[must_use]
pub fn pixel_edge(position: f32, pixel_ratio: f32) -> f32 {
    (position * pixel_ratio).floor() / pixel_ratio
}

/// The middle of a one-pixel line near `position` that begins and ends where device pixels do: it is sharp instead of two or
/// three grey rows.
pub(crate) fn crisp(position: f32, pixel_ratio: f32) -> f32 {
    pixel_edge(position, pixel_ratio) + line_width(pixel_ratio) / 2.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_sharp_on_every_screen() {
        for ratio in [1.0, 1.25, 1.5, 1.75, 2.0, 2.625, 3.0, 4.0] {
            let width = line_width(ratio);
            assert!((0.75..=1.34).contains(&width), "{width} at {ratio}");
            for position in [0.0, 7.3, 8.0, 133.337, 1279.9] {
                let middle = crisp(position, ratio);
                assert!((middle - position).abs() <= 1.0, "{middle} near {position}");
                for edge in [middle - width / 2.0, middle + width / 2.0] {
                    let device = edge * ratio;
                    assert!((device - device.round()).abs() < 1e-3, "{device} at {ratio}");
                }
            }
        }
    }

    #[test]
    fn zoomed_out_a_line_is_one_pixel_of_the_screen() {
        for ratio in [0.25, 0.5, 0.67, 0.8, 0.9] {
            for position in [0.0, 7.3, 133.337] {
                let [left, right] = [-0.5, 0.5].map(|side| crisp(position, ratio) + side * line_width(ratio));
                let edges = [left * ratio, right * ratio];
                assert!(edges.iter().all(|edge| (edge - edge.round()).abs() < 1e-3), "{edges:?} at {ratio}");
                assert_eq!((edges[1] - edges[0]).round(), 1.0);
            }
        }
    }

    #[test]
    fn on_a_plain_screen_lines_are_in_the_middle_of_a_pixel() {
        assert_eq!([crisp(7.0, 1.0), crisp(7.9, 1.0)], [7.5, 7.5]);
    }
}
