//! A chart worked out: every position, once for each change of data, size, range or visible series.

use crate::bands::{Band, no_data};
use crate::chart::Chart;
use crate::columns::{Thinned, device_columns, thin};
use crate::envelope::{Envelope, push_envelopes};
use crate::flags::Flags;
use crate::geometry::{Point, Rect, crisp};
use crate::label::TickLabel;
use crate::layout::AIR;
use crate::limit::value_axis;
use crate::range::Range;
use crate::scale::{TimeScale, ValueScale};
use crate::style::{Style, style};
use crate::time_ticks::{time_step, time_ticks};
use crate::value_ticks::value_ticks;
use crate::wall::Wall;
use crate::words::Words;
use crate::zone::Zone;

/// A labelled height.
#[derive(Debug, Clone, PartialEq)]
pub struct ValueMark {
    /// What is labelled.
    pub value: f32,
    /// Where its grid line is.
    pub y: f32,
    /// What it says.
    pub text: String,
}

/// A labelled moment.
#[derive(Debug, Clone, PartialEq)]
pub struct TimeMark {
    /// Unix milliseconds.
    pub at_ms: i64,
    /// Where it is.
    pub x: f32,
    /// Middle of the text: under `x`, or a little aside where the text would leave the chart.
    pub text_x: f32,
    /// What it says; empty where it would touch its neighbour.
    pub text: String,
    /// Whether a day begins here, which gets a line.
    pub starts_day: bool,
}

/// Where the unbroken runs of one series are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Line {
    pub(crate) style: Style,
    /// Positions in `Plot::ends`.
    pub(crate) first_run: u32,
    pub(crate) end_run: u32,
}

/// Everything of a chart that is drawn, and the scales that a cursor needs.
#[derive(Debug, Clone, PartialEq)]
pub struct Plot {
    /// Where lines are drawn, without labels.
    pub area: Rect,
    /// The horizontal axis.
    pub time: TimeScale,
    /// The vertical axis.
    pub value: ValueScale,
    /// Labels of the vertical axis, low to high; none without any value.
    pub value_marks: Vec<ValueMark>,
    /// Labels of the horizontal axis, early to late.
    pub time_marks: Vec<TimeMark>,
    /// Where no series has a sample.
    pub bands: Vec<Band>,
    pub(crate) no_data: String,
    pub(crate) pixel_ratio: f32,
    pub(crate) font_px: f32,
    pub(crate) baseline: f32,
    pub(crate) fill: bool,
    pub(crate) points: Vec<Point>,
    pub(crate) ends: Vec<u32>,
    pub(crate) lines: Vec<Line>,
    pub(crate) envelopes: Vec<Envelope>,
    pub(crate) flags: Flags,
}

impl Plot {
    /// Works out a chart. `zone` says where wall clocks stand, `words` what labels say and how wide they are.
    #[must_use]
    pub fn new(chart: &Chart, zone: &dyn Zone, words: &dyn Words) -> Self {
        let chart = &Chart { layout: chart.layout.drawable(), ..*chart };
        let layout = &chart.layout;
        let most = layout.most_value_ticks(chart.spacing);
        let axis = value_axis(chart, most);
        let (low, high) = axis.unwrap_or((0.0, 1.0));
        let mut value_marks = Vec::new();
        let mut label_width = 0.0f32;
        // Without a value, labels would be made up.
        if axis.is_some() {
            let scale = ValueScale::new(chart.spacing, low, high, 1.0, 0.0);
            let ticks = value_ticks(&scale, most, chart.steps);
            for (at, &value) in ticks.iter().enumerate() {
                let step = value - if at > 0 { ticks[at - 1] } else { 0.0 };
                let text = words.value(value, if step > 0.0 { step } else { high }, at + 1 == ticks.len());
                label_width = label_width.max(words.width(&text));
                value_marks.push(ValueMark { value, y: 0.0, text });
            }
        }
        let area = layout.area(label_width);
        let value = ValueScale::new(chart.spacing, low, high, area.bottom(), area.y);
        for mark in &mut value_marks {
            mark.y = crisp(value.y(mark.value), layout.pixel_ratio);
        }
        let time = TimeScale::new(chart.range, area.x, area.right());
        let mut plot = Self {
            area,
            time,
            value,
            value_marks,
            time_marks: time_marks(chart, area, &time, zone, words),
            bands: Vec::new(),
            no_data: String::new(),
            pixel_ratio: layout.pixel_ratio,
            font_px: layout.font_px,
            baseline: layout.baseline(),
            fill: chart.fill,
            points: Vec::new(),
            ends: Vec::new(),
            lines: Vec::with_capacity(chart.series.len()),
            envelopes: Vec::new(),
            flags: Flags::new(chart, &time, &value, area),
        };
        plot.place_bands(chart, words);
        plot.place_lines(chart);
        plot
    }

    fn place_bands(&mut self, chart: &Chart, words: &dyn Words) {
        let found = no_data(chart.series, chart.range);
        if found.is_empty() {
            return;
        }
        words.no_data().clone_into(&mut self.no_data);
        let label_width = words.width(&self.no_data) + AIR;
        self.bands = found.into_iter().map(|range| self.band(range, label_width)).collect();
    }

    fn band(&self, range: Range, label_width: f32) -> Band {
        let x = self.time.x(range.from_ms);
        // An outage is seen also where it is narrower than a pixel.
        let width = (self.time.x(range.to_ms) - x).max(1.0);
        let rect = Rect { x, width, ..self.area };
        Band { range, rect, has_label: width >= label_width && self.area.height >= self.font_px * 3.0 }
    }

    #[inline(never)]
    fn place_lines(&mut self, chart: &Chart) {
        let columns = device_columns(&self.time, self.area.width, chart.layout.pixel_ratio);
        let mut thinned = Thinned::default();
        for series in chart.series {
            thin(series, chart.range, &columns, &mut thinned);
            push_envelopes(series, chart.range, &columns, (&self.time, &self.value), &mut self.envelopes);
            let first_run = self.ends.len() as u32;
            let base = self.points.len() as u32;
            let (times, values) = (series.times_ms(), series.values());
            self.points.reserve(thinned.kept.len());
            for &at in &thinned.kept {
                let at = at as usize;
                self.points.push(Point { x: self.time.x(times[at]), y: self.value.y(values[at]) });
            }
            self.ends.extend(thinned.ends.iter().map(|end| base + end));
            let end_run = self.ends.len() as u32;
            self.lines.push(Line { style: style(series.index()), first_run, end_run });
        }
    }

    /// The unbroken runs of a line, each at least one point.
    pub(crate) fn runs(&self, line: Line) -> impl Iterator<Item = &[Point]> {
        (line.first_run..line.end_run).map(|run| {
            let start = if run == 0 { 0 } else { self.ends[run as usize - 1] };
            &self.points[start as usize..self.ends[run as usize] as usize]
        })
    }
}

/// Between two labels of the time axis, in widths of the font.
const TIME_AIR: f32 = 2.0;

#[inline(never)]
fn time_marks(
    chart: &Chart,
    area: Rect,
    time: &TimeScale,
    zone: &dyn Zone,
    words: &dyn Words,
) -> Vec<TimeMark> {
    let wall = Wall::at(chart.range.to_ms, zone);
    let fitting = |label: TickLabel| {
        let width = words.width(&words.time(label)) + TIME_AIR * chart.layout.font_px;
        ((area.width / width) as usize).max(1)
    };
    let mut most = fitting(TickLabel::Minute(wall));
    if time_step(chart.range.length_ms(), most) < 60_000 {
        most = fitting(TickLabel::Second(wall));
    }
    let mut marks = Vec::with_capacity(most + 1);
    let mut free_from = 0.0f32;
    for tick in time_ticks(chart.range, zone, most) {
        let x = time.x(tick.at_ms);
        let mut text = words.time(tick.label);
        let half = words.width(&text) / 2.0;
        let text_x = x.min(chart.layout.width - half).max(half);
        if text_x - half < free_from {
            text.clear();
        } else {
            free_from = text_x + half + chart.layout.font_px * 0.5;
        }
        let starts_day = matches!(tick.label, TickLabel::Day(_));
        marks.push(TimeMark {
            at_ms: tick.at_ms,
            x: crisp(x, chart.layout.pixel_ratio),
            text_x,
            text,
            starts_day,
        });
    }
    marks
}
