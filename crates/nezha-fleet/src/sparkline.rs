//! The line of a sparkline.

use crate::recent::{Recent, RingFigure};
use crate::units::decimal;

/// Where a line is drawn, and what its edges mean.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Frame {
    /// In units of the drawing.
    pub width: f64,
    /// In units of the drawing.
    pub height: f64,
    /// The time at the left edge, in milliseconds.
    pub from_ms: f64,
    /// The time at the right edge, in milliseconds.
    pub to_ms: f64,
    /// The value at the upper edge; the lower one is zero.
    pub top: f32,
    /// Silence of more than this, in milliseconds, is a gap.
    pub gap_ms: f64,
}

/// The `d` of an SVG path: a line from report to report, with gaps, and dots (of no length, so give the line round
/// ends) where a report stands alone. Empty when there is nothing to draw.
pub fn path(recent: &Recent, figure: RingFigure, frame: &Frame) -> String {
    let mut path = String::new();
    let span_ms = frame.to_ms - frame.from_ms;
    if span_ms <= 0.0 {
        return path;
    }
    let mut last_ms = None;
    let mut alone = false;
    for (at_ms, value) in recent.series(figure) {
        let Some(value) = value.filter(|_| (frame.from_ms..=frame.to_ms).contains(&at_ms)) else {
            last_ms = None;
            continue;
        };
        let joined = last_ms.is_some_and(|last_ms| at_ms - last_ms <= frame.gap_ms);
        if alone && !joined {
            path.push_str("h0");
        }
        alone = !joined;
        last_ms = Some(at_ms);
        let share = if frame.top > 0.0 { f64::from(value / frame.top).clamp(0.0, 1.0) } else { 0.0 };
        path.push(if joined { 'L' } else { 'M' });
        path.push_str(&decimal((at_ms - frame.from_ms) / span_ms * frame.width, 1));
        path.push(' ');
        path.push_str(&decimal((1.0 - share) * frame.height, 1));
    }
    if alone {
        path.push_str("h0");
    }
    path
}
