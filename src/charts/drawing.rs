//! A chart's drawing: what it follows, when it is drawn, and what the hairline and the read-out above it say.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use leptos::prelude::*;
use nezha_chart::{Layout, Plot, gap_at, line_width, paint, pixel_edge, read_at};
use web_sys::{HtmlCanvasElement, HtmlElement};

use super::canvas::{CanvasPainter, PAPER_RATIO, pixel_ratio};
use super::chart_state::ChartState;
use super::easel::Easel;
use super::inks::Inks;
use super::picture::{Looking, Picture};
use super::pointing::{follow_size, set};
use super::visitor_words::VisitorWords;
use crate::browser::observe::on_sight;
use crate::dom::{Handle, Var, react};
use crate::kept::settings::Settings;
use crate::printing::Printing;
use crate::words::{
    Words,
    zone::{VisitorTime, VisitorZone},
};

/// The size of the labels, CSS pixels.
pub(super) const FONT_PX: f32 = 11.0;

/// As wide as a sheet of paper without its margins, CSS pixels: A4 as most browsers print it.
pub(super) const SHEET_PX: f32 = 700.0;

/// A chart that is drawn; a copy of it is the same drawing.
#[derive(Clone)]
pub(super) struct Drawing {
    pub(super) state: Rc<RefCell<ChartState>>,
    pub(super) frame: Handle<HtmlElement>,
    pub(super) canvas: Handle<HtmlCanvasElement>,
    pub(super) hairline: Handle<HtmlElement>,
    pub(super) output: Handle<HtmlElement>,
    pub(super) looking: Looking,
    pub(super) settings: Settings,
    pub(super) printing: Printing,
    /// How wide it is on paper, CSS pixels.
    pub(super) paper_px: f32,
    /// `None` where the browser has none.
    pub(super) easel: Option<Easel>,
    pub(super) words: Words,
    /// Told when what the cursor stands at may be elsewhere.
    pub(super) moved: Trigger,
    /// How many lines are painted; `None` before the first time.
    pub(super) painted: Var<Option<usize>>,
    /// Whether it is on the screen, or near.
    pub(super) is_seen: Var<bool>,
    /// Whether a key asked for what is read out next. Charts above each other have one cursor, and what it stands at changes
    /// with every answer: spoken is what a key asked for, in the chart that it was pressed in.
    pub(super) is_asked: Rc<Cell<bool>>,
}

impl Drawing {
    /// Draws it now.
    fn draw(&self) {
        let (Some(canvas), Some(output), Some(hairline)) =
            (self.canvas.found(), self.output.found(), self.hairline.found())
        else {
            return;
        };
        let state = &mut *self.state.borrow_mut();
        state.is_due = false;
        let is_printed = self.printing.get_untracked();
        let (width, height) = state.size;
        let width = if is_printed { self.paper_px } else { width };
        let (Some(picture), Some(range)) = (&state.picture, state.range) else { return };
        if width < 1.0 || height < 1.0 {
            return;
        }
        let of_paper = if is_printed { Inks::of_paper() } else { None };
        if state.inks.is_none() {
            state.inks = Inks::of_page();
        }
        let Some(inks) = of_paper.as_ref().or(state.inks.as_ref()) else { return };
        let preferences = self.settings.preferences_untracked();
        let series = picture.series();
        let least_left = self.looking.labels.map_or(0.0, |labels| labels.get_untracked());
        let ratio = if is_printed { PAPER_RATIO } else { pixel_ratio() };
        set(&hairline, "background-size", line_width(ratio as f32));
        let layout =
            Layout { pixel_ratio: ratio as f32, font_px: FONT_PX, least_left, ..Layout::new(width, height) };
        let chart = picture.chart(layout, range, &series);
        let words = untrack(|| self.words.get());
        let clock = VisitorTime::of(&preferences, words).clock;
        let said = VisitorWords::new(clock, FONT_PX, (picture.gap)(words), picture.unit);
        let plot = Plot::new(&chart, &VisitorZone::of(&preferences), &said);
        let Some(easel) = self.easel.clone() else { return };
        let mut painter = CanvasPainter::for_page(easel, inks, (width, height), ratio, FONT_PX);
        paint(&plot, &mut painter);
        painter.show_on(&canvas);
        state.time = Some(plot.time);
        if let Some(labels) = self.looking.labels.filter(|_| plot.area.x > least_left) {
            labels.set(plot.area.x);
        }
        state.read_out.prepare(&output, picture);
        self.moved.notify();
        let count = picture.lines.len();
        if self.painted.get_untracked() != Some(count) {
            self.painted.set(Some(count));
        }
    }

    /// Draws it in the next frame, at most once a frame. No frame comes any more before what is printed.
    fn draw_soon(&self) {
        if self.printing.get_untracked() {
            return self.draw();
        }
        if std::mem::replace(&mut self.state.borrow_mut().is_due, true) {
            return;
        }
        let drawing = self.clone();
        request_animation_frame(move || drawing.draw());
    }

    /// Draws what there is to draw whenever that changes.
    pub(super) fn follow_picture(&self, picture: Rc<dyn Fn() -> Option<Picture>>) {
        let drawing = self.clone();
        react(move || {
            // What nobody sees is neither worked out nor drawn, and nothing of it is followed. Printed, all of it is seen.
            let is_printed = drawing.printing.get();
            if !drawing.is_seen.get() && !is_printed {
                return;
            }
            let picture = picture();
            drawing.words.get();
            drawing.settings.preferences();
            let range = picture.as_ref().map(|picture| drawing.looking.range(picture.whole));
            let mut now = drawing.state.borrow_mut();
            (now.picture, now.range) = (picture, range);
            // Before it is measured there is nothing to draw on; measuring draws.
            if now.size.0 > 0.0 {
                drop(now);
                drawing.draw_soon();
            }
        });
    }

    /// Draws it anew in other colours, or where a chart beside it has wider labels.
    pub(super) fn follow_looks(&self) {
        let drawing = self.clone();
        let mut is_first = true;
        react(move || {
            drawing.settings.repaint().track();
            if let Some(labels) = drawing.looking.labels {
                labels.track();
            }
            if !std::mem::take(&mut is_first) {
                drawing.state.borrow_mut().inks = None;
                if !drawing.is_seen.get_untracked() {
                    return;
                }
                drawing.draw_soon();
            }
        });
    }

    /// Draws it when it is measured, and whenever it has another size; and follows whether it is seen.
    pub(super) fn follow_frame(&self) {
        let drawing = self.clone();
        react(move || {
            let Some(frame) = drawing.frame.get() else { return };
            let (measured, drawing, is_seen) = (frame.clone(), drawing.clone(), drawing.is_seen);
            let measure = move || {
                let place = measured.get_bounding_client_rect();
                let now = (place.width() as f32, place.height() as f32);
                let ratio = pixel_ratio();
                let is_new = {
                    let mut state = drawing.state.borrow_mut();
                    state.left = place.left() as f32;
                    let before = (state.size, state.pixel_ratio);
                    (state.size, state.pixel_ratio) = (now, ratio);
                    before != (now, ratio)
                };
                if is_new && is_seen.try_get_untracked() == Some(true) {
                    drawing.draw();
                }
            };
            // Now, and not when the frame is laid out: that would be seen a frame later, and the layout is due anyway.
            measure();
            follow_size(&frame, measure);
            on_sight(&frame, move |seen| is_seen.set_if_new(seen));
        });
    }

    /// Reads out what is at the cursor.
    pub(super) fn follow_cursor(&self) {
        let drawing = self.clone();
        let mut written = Written::default();
        react(move || {
            drawing.moved.track();
            drawing.point_at(drawing.looking.cursor.get(), &mut written);
        });
    }

    /// Puts the hairline at a moment, in Unix milliseconds, and says what is there. A move writes only what changes.
    fn point_at(&self, at_ms: Option<i64>, written: &mut Written) {
        let (Some(hairline), Some(output)) = (self.hairline.found(), self.output.found()) else {
            return;
        };
        let speaks = self.is_asked.take();
        if std::mem::replace(&mut written.is_spoken, speaks) != speaks {
            // Literals of ours, here and below.
            let _ = output.set_attribute("aria-live", if speaks { "polite" } else { "off" });
        }
        let state = &mut *self.state.borrow_mut();
        let place = at_ms.zip(state.time).zip(state.picture.as_ref());
        let place = place.filter(|((at_ms, time), _)| time.range().contains(*at_ms));
        if std::mem::replace(&mut written.is_shown, place.is_some()) != place.is_some() {
            hairline.set_hidden(place.is_none());
            output.set_hidden(place.is_none());
            state.read_out.forget_size();
        }
        let Some(((at_ms, time), picture)) = place else { return };
        let x = time.x(at_ms);
        // In the pixel of the screen that the moment is in, which is the same in all charts of a column.
        let edge = pixel_edge(state.left + x, state.pixel_ratio as f32) - state.left;
        set(&hairline, "background-position-x", edge);
        let side = if x > state.size.0 / 2.0 { "start" } else { "end" };
        if written.side.replace(side) != Some(side) {
            let _ = output.set_attribute("data-side", side);
        }
        let samples = picture.samples();
        read_at(&samples, at_ms, &mut state.hits);
        let hits = &state.hits;
        let said = |at: usize| {
            let hit = hits.iter().find(|hit| hit.series == at);
            untrack(|| picture.say_at(hit, &samples, self.words))
        };
        let visitor = untrack(|| VisitorTime::of(&self.settings.preferences(), self.words.get()));
        let gap = hits.is_empty().then(|| gap_at(&samples, time.range(), at_ms)).flatten();
        let is_gap = gap.is_some();
        let time = match gap {
            Some(gap) => untrack(|| picture.say_gap(visitor.stretch(gap, picture.seconds), self.words)),
            None => visitor.moment(at_ms, picture.seconds),
        };
        state.read_out.say(time, is_gap, (0..picture.lines.len()).map(said));
    }
}

/// What hairline and read-out have in the page.
#[derive(Default)]
struct Written {
    is_spoken: bool,
    is_shown: bool,
    side: Option<&'static str>,
}
