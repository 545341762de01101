//! Names beside their colours, for a picture that leaves the page.

use crate::geometry::Point;
use crate::paint::{Anchor, Ink, Painter};
use crate::style::style;
use crate::words::Words;

/// Length of a sample of the line, CSS pixels.
const SWATCH: f32 = 22.0;
/// Between the sample and its name, and between two entries.
const GAP: f32 = 6.0;
const BETWEEN: f32 = 18.0;

/// How high [`paint_legend`] will be for these names, in CSS pixels.
#[must_use]
pub fn legend_height(names: &[(usize, &str)], width: f32, font_px: f32, words: &dyn Words) -> f32 {
    places(names, width, font_px, words).last().map_or(0.0, |last| last.y + font_px)
}

/// Writes names with a sample of their lines, in as many rows as `width` needs, below `top_left`. Each name comes
/// with the index of its series.
pub fn paint_legend(
    names: &[(usize, &str)],
    top_left: Point,
    width: f32,
    font_px: f32,
    words: &dyn Words,
    painter: &mut dyn Painter,
) {
    for (&(index, name), place) in names.iter().zip(places(names, width, font_px, words)) {
        let (x, y) = (top_left.x + place.x, top_left.y + place.y);
        let middle = y - font_px * 0.35;
        painter.begin_series(style(index));
        painter.run(&[Point { x, y: middle }, Point { x: x + SWATCH, y: middle }]);
        painter.end_series();
        painter.text(Point { x: x + SWATCH + GAP, y }, name, Anchor::Start, Ink::Strong);
    }
}

/// Where each entry begins, on the baseline of its row.
fn places(names: &[(usize, &str)], width: f32, font_px: f32, words: &dyn Words) -> Vec<Point> {
    let mut next = Point { x: 0.0, y: font_px };
    let mut places = Vec::with_capacity(names.len());
    for (_, name) in names {
        let entry = SWATCH + GAP + words.width(name);
        if next.x > 0.0 && next.x + entry > width {
            next = Point { x: 0.0, y: next.y + font_px * 1.7 };
        }
        places.push(next);
        next.x += entry + BETWEEN;
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::PlainWords;

    #[test]
    fn names_wrap_and_a_name_too_long_has_a_row_of_its_own() {
        let words = PlainWords::default();
        let names =
            [(0, "Tokyo"), (1, "Frankfurt"), (2, "a name that is much longer than the chart is wide")];
        let rows: Vec<f32> = places(&names, 180.0, 10.0, &words).iter().map(|place| place.y).collect();
        assert_eq!(rows, [10.0, 10.0, 27.0]);
        assert_eq!(legend_height(&names, 180.0, 10.0, &words), 37.0);
        assert_eq!(legend_height(&[], 180.0, 10.0, &words), 0.0);
    }
}
