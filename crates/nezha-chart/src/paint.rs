//! From a plot to strokes, on anything that can draw.

use crate::flags::{TIP, Tip};
use crate::geometry::{Point, Rect, crisp};
use crate::plot::Plot;
use crate::style::Style;

/// What something is, which decides its colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ink {
    /// Lines behind everything.
    Grid,
    /// The line at the bottom of the value axis.
    Axis,
    /// Labels.
    Label,
    /// Labels that stand out: the day among its hours, names in a legend.
    Strong,
    /// A band without data.
    NoData,
    /// A series, by its colour.
    Series(u8),
    /// A lost sample.
    Lost,
    /// A partly lost sample.
    PartlyLost,
}

/// Which part of a text is at its position.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    /// The left end.
    Start,
    /// The middle.
    Middle,
    /// The right end.
    End,
}

/// Something that draws. Positions are CSS pixels; lines of the grid are as wide as [`line_width`](crate::line_width) says, and
/// begin and end where device pixels do.
pub trait Painter {
    /// Fills a box.
    fn rect(&mut self, rect: Rect, ink: Ink);

    /// Draws a straight line of the grid.
    fn line(&mut self, from: Point, to: Point, ink: Ink);

    /// Writes a text with its baseline at `at`.
    fn text(&mut self, at: Point, text: &str, anchor: Anchor, ink: Ink);

    /// Fills a [`triangle`](crate::triangle()) that points up: `tip` is its highest point, `size` its width.
    fn triangle(&mut self, tip: Point, size: f32, ink: Ink);

    /// What follows is seen only inside `area`, until [`Painter::unclip`].
    fn clip(&mut self, area: Rect);

    /// Ends [`Painter::clip`].
    fn unclip(&mut self);

    /// Sets colour and dash for the runs that follow, [`LINE_PX`] wide.
    fn begin_series(&mut self, style: Style);

    /// Adds an unbroken line of two points or more to the series. Points may lie far outside the clip.
    fn run(&mut self, points: &[Point]);

    /// All runs of the series are there: one stroke may draw them.
    fn end_series(&mut self);

    /// Fills between a line and the height `base`, lightly, as [`FILL_OPACITY`] says, in the colour of `style`.
    fn area(&mut self, points: &[Point], base: f32, style: Style);
}

/// How wide the line of a series is, CSS pixels.
pub const LINE_PX: f64 = 1.25;
/// How much of what is behind [`Painter::area`] it hides, from 0 to 1.
pub const FILL_OPACITY: f64 = 0.14;

/// Heights of the ticks on the axis, CSS pixels.
const LOST_HEIGHT: f32 = 6.0;
const PARTLY_LOST_HEIGHT: f32 = 4.0;
/// Heights of a lid, and of the stem that holds it.
const LID_HEIGHT: f32 = 2.0;
const STEM_HEIGHT: f32 = 6.0;

/// Draws a whole chart, from back to front.
pub fn paint(plot: &Plot, painter: &mut dyn Painter) {
    for band in &plot.bands {
        painter.rect(band.rect, Ink::NoData);
    }
    paint_grid(plot, painter);
    // A pixel more, or a line at the very top or bottom would lose half its width.
    let clip = Rect { y: plot.area.y - 1.0, height: plot.area.height + 2.0, ..plot.area };
    painter.clip(clip);
    paint_lines(plot, painter);
    painter.unclip();
    paint_flags(plot, painter);
    paint_labels(plot, painter);
}

fn paint_grid(plot: &Plot, painter: &mut dyn Painter) {
    let (left, right) = (plot.area.x, plot.area.right());
    for mark in plot.time_marks.iter().filter(|mark| mark.starts_day) {
        let top = Point { x: mark.x, y: plot.area.y };
        painter.line(top, Point { x: mark.x, y: plot.area.bottom() }, Ink::Grid);
    }
    let mut level = |y: f32, ink| painter.line(Point { x: left, y }, Point { x: right, y }, ink);
    let bottom = crisp(plot.area.bottom(), plot.pixel_ratio);
    for mark in plot.value_marks.iter().filter(|mark| mark.y != bottom) {
        level(mark.y, Ink::Grid);
    }
    level(bottom, Ink::Axis);
}

fn paint_lines(plot: &Plot, painter: &mut dyn Painter) {
    for envelope in &plot.envelopes {
        // There and back again: the painter closes the shape at the height where it began.
        let base = envelope.outline.first().map_or(0.0, |first| first.y);
        painter.area(&envelope.outline, base, envelope.style);
    }
    if plot.fill {
        for &line in &plot.lines {
            for run in plot.runs(line).filter(|run| run.len() > 1) {
                painter.area(run, plot.area.bottom(), line.style);
            }
        }
    }
    for &line in &plot.lines {
        painter.begin_series(line.style);
        for run in plot.runs(line).filter(|run| run.len() > 1) {
            painter.run(run);
        }
        painter.end_series();
        // A sample between two breaks has no line; it must not vanish.
        for run in plot.runs(line).filter(|run| is_dot(run)) {
            let dot = Rect { x: run[0].x - 1.25, y: run[0].y - 1.25, width: 2.5, height: 2.5 };
            painter.rect(dot, Ink::Series(line.style.colour));
        }
    }
}

/// Whether a run is too short to be seen as a line.
fn is_dot(run: &[Point]) -> bool {
    run.iter().all(|point| (point.x - run[0].x).abs() < 1.0 && (point.y - run[0].y).abs() < 1.0)
}

fn paint_flags(plot: &Plot, painter: &mut dyn Painter) {
    let bottom = plot.area.bottom();
    for &x in &plot.flags.cannot_tell {
        let dot = Rect { x: x - 1.0, y: bottom - LOST_HEIGHT, width: 2.0, height: 2.0 };
        painter.rect(dot, Ink::Label);
    }
    let mut tick = |x: f32, height: f32, ink| {
        painter.rect(Rect { x: x - 1.0, y: bottom - height, width: 2.0, height }, ink);
    };
    for &x in &plot.flags.partly_lost {
        tick(x, PARTLY_LOST_HEIGHT, Ink::PartlyLost);
    }
    for &x in &plot.flags.lost {
        tick(x, LOST_HEIGHT, Ink::Lost);
    }
    for Tip { at, style } in &plot.flags.arrows {
        painter.triangle(*at, TIP, Ink::Series(style.colour));
    }
    for Tip { at, style } in &plot.flags.lids {
        let (ink, stem) =
            (Ink::Series(style.colour), Rect { x: at.x - 1.0, y: at.y, width: 2.0, height: STEM_HEIGHT });
        painter.rect(Rect { x: at.x - TIP / 2.0, width: TIP, height: LID_HEIGHT, ..stem }, ink);
        painter.rect(stem, ink);
    }
}

fn paint_labels(plot: &Plot, painter: &mut dyn Painter) {
    let label_right = plot.area.x - crate::layout::AIR;
    for mark in &plot.value_marks {
        let at = Point { x: label_right, y: mark.y + plot.baseline };
        painter.text(at, &mark.text, Anchor::End, Ink::Label);
    }
    let y = plot.area.bottom() + plot.font_px * 1.6;
    for mark in plot.time_marks.iter().filter(|mark| !mark.text.is_empty()) {
        let ink = if mark.starts_day { Ink::Strong } else { Ink::Label };
        painter.text(Point { x: mark.text_x, y }, &mark.text, Anchor::Middle, ink);
    }
    for band in plot.bands.iter().filter(|band| band.has_label) {
        let at = Point { x: band.rect.x + band.rect.width / 2.0, y: band.rect.y + plot.font_px * 1.3 };
        painter.text(at, &plot.no_data, Anchor::Middle, Ink::Label);
    }
}
