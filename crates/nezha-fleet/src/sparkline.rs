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
    /// Silence of more than this, in milliseconds, is a gap, unless reports beside it are nearly as far apart: at a slow pace, behind
    /// a cache, or where only some are kept.
    pub gap_ms: f64,
}

/// So many times as long as a step beside it a step must be to be a gap.
const STEPS: f64 = 2.5;

/// The `d` of an SVG path: a line from report to report, with gaps, and dots (of no length, so give the line round
/// ends) where a report stands alone. Empty when there is nothing to draw.
pub fn path(recent: &Recent, figure: RingFigure, frame: &Frame) -> String {
    let mut path = String::new();
    let span_ms = frame.to_ms - frame.from_ms;
    if span_ms <= 0.0 {
        return path;
    }
    let inside = |(at_ms, _): &(f64, Option<f32>)| (frame.from_ms..=frame.to_ms).contains(at_ms);
    let mut samples = recent.series(figure).filter(inside).peekable();
    let (mut last_ms, mut step_before_ms, mut follows) = (f64::NEG_INFINITY, 0.0, false);
    let mut alone = false;
    while let Some((at_ms, value)) = samples.next() {
        let step_ms = at_ms - last_ms;
        let step_after_ms = samples.peek().map_or(0.0, |(next_ms, _)| next_ms - at_ms);
        let beside_ms = if step_before_ms > step_after_ms { step_before_ms } else { step_after_ms };
        let joined = follows && (step_ms <= frame.gap_ms || step_ms <= STEPS * beside_ms);
        step_before_ms = if last_ms.is_finite() { step_ms } else { 0.0 };
        last_ms = at_ms;
        follows = value.is_some();
        let Some(value) = value else { continue };
        if alone && !joined {
            path.push_str("h0");
        }
        alone = !joined;
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
