//! The part of a chart's time that one looks at: zoomed in by dragging, and back.

use crate::range::Range;
use crate::scale::TimeScale;

/// What a chart, or several above each other, show of the time they could.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct View {
    whole: Range,
    part: Option<Range>,
}

/// A drag over fewer pixels than this is a click.
const LEAST_DRAG: f32 = 4.0;

impl View {
    /// All of a range.
    #[must_use]
    pub fn of(whole: Range) -> Self {
        Self { whole, part: None }
    }

    /// What is shown.
    #[must_use]
    pub fn range(&self) -> Range {
        self.part.unwrap_or(self.whole)
    }

    /// Whether only a part is shown, and can be reset.
    #[must_use]
    pub fn is_zoomed(&self) -> bool {
        self.part.is_some()
    }

    /// What a drag between two positions on a chart marks, in either direction; `None` for a click. For the shade while the
    /// pointer is still down.
    #[must_use]
    pub fn marked(&self, scale: &TimeScale, x1: f32, x2: f32, shortest_ms: i64) -> Option<Range> {
        // Not `<`: a position that is no number marks nothing either.
        let far_enough = (x1 - x2).abs() >= LEAST_DRAG;
        far_enough.then(|| Range::zoom(scale, x1, x2, shortest_ms).clamp(self.whole))
    }

    /// Zooms in to what a drag marked. False for a click, and then nothing changes.
    pub fn drag(&mut self, scale: &TimeScale, x1: f32, x2: f32, shortest_ms: i64) -> bool {
        let marked = self.marked(scale, x1, x2, shortest_ms);
        if let Some(part) = marked {
            self.show(part);
        }
        marked.is_some()
    }

    /// Shows a range, as far as there is that much time.
    pub fn show(&mut self, part: Range) {
        let part = part.clamp(self.whole);
        self.part = (part != self.whole).then_some(part);
    }

    /// Shows everything again.
    pub fn reset(&mut self) {
        self.part = None;
    }

    /// Takes another range for the whole, after a new answer or another preset. A part that is shown stays where it is while it
    /// is inside.
    pub fn set_whole(&mut self, whole: Range) {
        self.whole = whole;
        if let Some(part) = self.part {
            self.show(part);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: i64 = 3_600_000;
    const DAY: Range = Range { from_ms: 0, to_ms: 24 * HOUR };

    fn dragged(x1: f32, x2: f32) -> View {
        let mut view = View::of(DAY);
        view.drag(&TimeScale::new(DAY, 0.0, 240.0), x1, x2, 60_000);
        view
    }

    #[test]
    fn a_drag_zooms_in_and_a_reset_goes_back() {
        let mut view = dragged(50.0, 20.0);
        assert_eq!((view.range(), view.is_zoomed()), (Range { from_ms: 2 * HOUR, to_ms: 5 * HOUR }, true));
        view.reset();
        assert_eq!((view.range(), view.is_zoomed()), (DAY, false));
    }

    #[test]
    fn a_click_changes_nothing() {
        for (x1, x2) in [(50.0, 50.0), (50.0, 53.0), (f32::NAN, 50.0)] {
            assert_eq!(dragged(x1, x2), View::of(DAY));
        }
    }

    #[test]
    fn a_drag_beyond_the_edges_ends_there() {
        assert_eq!(dragged(200.0, 999.0).range(), Range { from_ms: 20 * HOUR, to_ms: 24 * HOUR });
        assert!(!dragged(-99.0, 999.0).is_zoomed());
    }

    #[test]
    fn what_is_shown_stays_when_time_goes_on() {
        let mut view = dragged(20.0, 50.0);
        let before = view.range();
        view.set_whole(DAY.moved(HOUR));
        assert_eq!(view.range(), before);
        view.set_whole(DAY.moved(4 * HOUR));
        assert_eq!(view.range(), Range { from_ms: 4 * HOUR, to_ms: 7 * HOUR });
        view.set_whole(Range { from_ms: 4 * HOUR, to_ms: 6 * HOUR });
        assert!(!view.is_zoomed());
    }

    #[test]
    fn the_shortest_stretch_is_kept_however_small_the_drag() {
        let view = &mut View::of(Range { from_ms: 0, to_ms: 600_000 });
        assert!(view.drag(&TimeScale::new(view.range(), 0.0, 600.0), 100.0, 104.0, 10_000));
        assert_eq!(view.range(), Range { from_ms: 97_000, to_ms: 107_000 });
    }
}
