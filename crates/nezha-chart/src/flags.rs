//! Marks beside the lines: lost samples on the axis, arrows where a line leaves through the top, lids where it is at the cap.

use crate::chart::Chart;
use crate::geometry::{Point, Rect, at_least};
use crate::scale::{TimeScale, ValueScale};
use crate::series::{Mark, Series};
use crate::style::{Style, style};

/// A mark at the height of a sample, in the look of its series.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Tip {
    pub(crate) at: Point,
    pub(crate) style: Style,
}

/// All marks of a chart, few enough to draw: at most one of each kind and place.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Flags {
    /// Arrows upwards: the value is above the top, and known.
    pub(crate) arrows: Vec<Tip>,
    /// Lids: the value is the dashboard's cap, and the truth is this much or more.
    pub(crate) lids: Vec<Tip>,
    /// Middle of each tick of a wholly lost sample.
    pub(crate) lost: Vec<f32>,
    /// The same for partly lost ones, except where there is a wholly lost one.
    pub(crate) partly_lost: Vec<f32>,
    /// The same for those of which one cannot tell, where there is neither.
    pub(crate) cannot_tell: Vec<f32>,
}

/// Width of an arrow and of a lid, CSS pixels.
pub(crate) const TIP: f32 = 7.0;

impl Flags {
    #[inline(never)]
    pub(crate) fn new(chart: &Chart, time: &TimeScale, value: &ValueScale, area: Rect) -> Self {
        let mut flags = Self::default();
        // The worst mark of every CSS pixel of the axis; made when the first is found.
        let mut axis: Vec<Mark> = Vec::new();
        let last_pixel = area.width as usize;
        for series in chart.series {
            let window = series.window(chart.range);
            flags.add_tips(series, window.clone(), time, value, area);
            for (at, &mark) in window.clone().zip(series.marks_in(&window)) {
                if badness(mark) == 0 {
                    continue;
                }
                axis.resize(last_pixel + 1, Mark::Plain);
                let pixel = (time.x(series.times_ms()[at]) - area.x) as usize;
                let slot = &mut axis[pixel.min(last_pixel)];
                if badness(mark) > badness(*slot) {
                    *slot = mark;
                }
            }
        }
        for (pixel, mark) in axis.into_iter().enumerate() {
            let x = area.x + pixel as f32 + 0.5;
            match mark {
                Mark::Lost => flags.lost.push(x),
                Mark::PartlyLost => flags.partly_lost.push(x),
                Mark::CannotTell => flags.cannot_tell.push(x),
                Mark::Plain | Mark::Capped => {}
            }
        }
        flags
    }

    #[inline(never)]
    fn add_tips(
        &mut self,
        series: &Series,
        window: core::ops::Range<usize>,
        time: &TimeScale,
        value: &ValueScale,
        area: Rect,
    ) {
        let style = style(series.index());
        let mut last = [Point { x: f32::NEG_INFINITY, y: 0.0 }; 2];
        for (at, &sample) in window.clone().zip(series.tops(&window)) {
            let mark = series.mark(at);
            if !(sample > value.high() || mark == Mark::Capped) || mark == Mark::Lost || !sample.is_finite() {
                continue;
            }
            let tip = Point { x: time.x(series.times_ms()[at]), y: at_least(value.y(sample), area.y) };
            let [arrow, lid] = &mut last;
            let (tips, last) = match mark {
                Mark::Capped => (&mut self.lids, lid),
                _ => (&mut self.arrows, arrow),
            };
            // Marks of one kind and series that would cover each other are one.
            if tip.x - last.x >= TIP * 0.6 || (tip.y - last.y).abs() >= TIP {
                tips.push(Tip { at: tip, style });
                *last = tip;
            }
        }
    }
}

/// Which mark is shown where several have one place on the axis; 0 for those that are not shown there.
fn badness(mark: Mark) -> u8 {
    match mark {
        Mark::Plain | Mark::Capped => 0,
        Mark::CannotTell => 1,
        Mark::PartlyLost => 2,
        Mark::Lost => 3,
    }
}
