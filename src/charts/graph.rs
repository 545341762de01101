//! A chart on a canvas, and above it a hairline and a read-out that move without drawing anything again.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use super::canvas::{CanvasPainter, context, pixel_ratio};
use super::hands::Hands;
use super::inks::Inks;
use super::kept::Kept;
use super::picture::{Looking, Picture};
use super::pointing::{follow_size, other_key, put, set};
use super::visitor_words::{VisitorWords, VisitorZone, moment, stretch};
use web_sys::{HtmlCanvasElement, HtmlElement};

use crate::components::follow_sight;
use crate::dom::{Handle, Signal, Var, View, react, shared, view};
use crate::i18n::Words;
use crate::settings::Settings;
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use nezha_chart::{Layout, Plot, Range, Step, cursor_step, gap_at, line_width, paint, pixel_edge, read_at};

/// The size of the labels, CSS pixels.
pub(super) const FONT_PX: f32 = 11.0;

/// A chart. The element carries `data-drawn`, the number of lines, once the last one is painted; `data-lines` where the chart
/// is one of several and not what the page is for.
#[component]
pub(crate) fn Graph(
    /// What to draw; followed.
    picture: Rc<dyn Fn() -> Option<Picture>>,
    /// Where one looks.
    looking: Looking,
    /// What it is of, for who cannot see it.
    label: Signal<String>,
    /// How many lines are painted, `None` before the first time; for the chart that the page is for.
    #[prop(optional)]
    painted: Option<Var<Option<usize>>>,
    /// The least stretch that can be zoomed in to, in milliseconds.
    #[prop(optional, default = Range::SHORTEST_MS)]
    shortest_ms: i64,
) -> View {
    let words = Words::of_app();
    let settings = shared::<Settings>();
    let frame = Handle::<HtmlElement>::default();
    let canvas = Handle::<HtmlCanvasElement>::default();
    let hairline = Handle::<HtmlElement>::default();
    let shade = Handle::<HtmlElement>::default();
    let output = Handle::<HtmlElement>::default();
    let kept = Rc::new(RefCell::new(Kept::default()));
    let is_main = painted.is_some();
    let painted = painted.unwrap_or_else(|| Var::new(None));
    let moved = Trigger::new();
    // Until it is known, it is: what one opens is painted at once.
    let is_seen = Var::new(true);

    let draw: Rc<dyn Fn()> = Rc::new({
        let kept = Rc::clone(&kept);
        move || {
            let (Some(canvas), Some(output), Some(hairline)) =
                (canvas.found(), output.found(), hairline.found())
            else {
                return;
            };
            let kept = &mut *kept.borrow_mut();
            kept.is_due = false;
            let (width, height) = kept.size;
            let (Some(picture), Some(range)) = (&kept.picture, kept.range) else { return };
            if width < 1.0 || height < 1.0 {
                return;
            }
            if kept.inks.is_none() {
                kept.inks = Inks::of_page();
            }
            let (Some(context), Some(inks)) = (context(&canvas), &kept.inks) else { return };
            let preferences = settings.right_now();
            let series = picture.series();
            let least_left = looking.labels.map_or(0.0, |labels| labels.get_untracked());
            let ratio = pixel_ratio() as f32;
            set(&hairline, "width", line_width(ratio));
            let layout =
                Layout { pixel_ratio: ratio, font_px: FONT_PX, least_left, ..Layout::new(width, height) };
            let chart = picture.chart(layout, range, &series);
            let no_data = untrack(|| (picture.gap)(words.get()));
            let said = VisitorWords::new(&preferences, FONT_PX, no_data, picture.unit);
            let plot = Plot::new(&chart, &VisitorZone::of(&preferences), &said);
            paint(&plot, &mut CanvasPainter::begin(&canvas, &context, inks, (width, height), FONT_PX));
            kept.time = Some(plot.time);
            if let Some(labels) = looking.labels.filter(|_| plot.area.x > least_left) {
                labels.set(plot.area.x);
            }
            kept.read_out.prepare(&output, picture);
            moved.notify();
            let count = picture.lines.len();
            if painted.get_untracked() != Some(count) {
                painted.set(Some(count));
            }
        }
    });
    // At most once a frame.
    let draw_soon = {
        let (kept, draw) = (Rc::clone(&kept), Rc::clone(&draw));
        move || {
            if std::mem::replace(&mut kept.borrow_mut().is_due, true) {
                return;
            }
            let draw = Rc::clone(&draw);
            request_animation_frame(move || draw());
        }
    };
    react({
        let (kept, draw_soon) = (Rc::clone(&kept), draw_soon.clone());
        move || {
            // What nobody sees is neither worked out nor drawn, and nothing of it is followed.
            if !is_seen.get() {
                return;
            }
            let picture = picture();
            words.get();
            settings.now();
            let range = picture.as_ref().map(|picture| looking.range(picture.whole));
            let mut now = kept.borrow_mut();
            (now.picture, now.range) = (picture, range);
            // Before it is measured there is nothing to draw on; measuring draws.
            if now.size.0 > 0.0 {
                drop(now);
                draw_soon();
            }
        }
    });
    react({
        let kept = Rc::clone(&kept);
        let mut is_first = true;
        move || {
            settings.repaint().track();
            if let Some(labels) = looking.labels {
                labels.track();
            }
            if !std::mem::take(&mut is_first) {
                kept.borrow_mut().inks = None;
                if !is_seen.get_untracked() {
                    return;
                }
                draw_soon();
            }
        }
    });
    react({
        let (kept, draw) = (Rc::clone(&kept), Rc::clone(&draw));
        move || {
            let Some(frame) = frame.get() else { return };
            let (kept, draw, measured) = (Rc::clone(&kept), Rc::clone(&draw), frame.clone());
            let measure = move || {
                let place = measured.get_bounding_client_rect();
                let now = (place.width() as f32, place.height() as f32);
                let ratio = pixel_ratio();
                let is_new = {
                    let mut kept = kept.borrow_mut();
                    kept.left = place.left() as f32;
                    let before = (kept.size, kept.pixel_ratio);
                    (kept.size, kept.pixel_ratio) = (now, ratio);
                    before != (now, ratio)
                };
                if is_new && is_seen.try_get_untracked() == Some(true) {
                    draw();
                }
            };
            // Now, and not when the frame is laid out: that would be seen a frame later, and the layout is due anyway.
            measure();
            follow_size(&frame, measure);
            follow_sight(&frame, move |seen| {
                if is_seen.try_get_untracked().is_some_and(|before| before != seen) {
                    is_seen.set(seen);
                }
            });
        }
    });

    // Charts above each other have one cursor, and what it stands at changes with every answer: spoken is what a key asked for,
    // in the chart that it was pressed in.
    let is_asked = Rc::new(Cell::new(false));
    react({
        let (kept, is_asked) = (Rc::clone(&kept), Rc::clone(&is_asked));
        // What is in the page: a move writes only what changes.
        let (mut is_spoken, mut is_shown, mut side) = (false, false, None);
        move || {
            moved.track();
            let at_ms = looking.cursor.get();
            let (Some(hairline), Some(output)) = (hairline.found(), output.found()) else {
                return;
            };
            let speaks = is_asked.take();
            if std::mem::replace(&mut is_spoken, speaks) != speaks {
                // Literals of ours, here and below.
                let _ = output.set_attribute("aria-live", if speaks { "polite" } else { "off" });
            }
            let kept = &mut *kept.borrow_mut();
            let place = at_ms.zip(kept.time).zip(kept.picture.as_ref());
            let place = place.filter(|((at_ms, time), _)| time.range().contains(*at_ms));
            if std::mem::replace(&mut is_shown, place.is_some()) != place.is_some() {
                hairline.set_hidden(place.is_none());
                output.set_hidden(place.is_none());
            }
            let Some(((at_ms, time), picture)) = place else { return };
            let x = time.x(at_ms);
            // In the pixel of the screen that the moment is in, which is the same in all charts of a column.
            put(&hairline, pixel_edge(kept.left + x, kept.pixel_ratio as f32) - kept.left);
            let side_now = if x > kept.size.0 / 2.0 { "start" } else { "end" };
            if side.replace(side_now) != Some(side_now) {
                let _ = output.set_attribute("data-side", side_now);
            }
            let samples = picture.samples();
            read_at(&samples, at_ms, &mut kept.hits);
            let hits = &kept.hits;
            let said = |at: usize| {
                let hit = hits.iter().find(|hit| hit.series == at);
                untrack(|| picture.say_at(hit, &samples, words))
            };
            let preferences = settings.right_now();
            let gap = hits.is_empty().then(|| gap_at(&samples, time.range(), at_ms)).flatten();
            let time = match gap {
                Some(gap) => untrack(|| picture.say_gap(stretch(gap, &preferences, picture.seconds), words)),
                None => moment(at_ms, &preferences, picture.seconds),
            };
            kept.read_out.say(time, (0..picture.lines.len()).map(said));
        }
    });

    let hands = Hands { kept: Rc::clone(&kept), frame, shade, looking, shortest_ms };
    let [begin, point, end, leave, turn_away] = std::array::from_fn(|_| hands.clone());
    let step = {
        let kept = Rc::clone(&kept);
        move |event: KeyboardEvent| {
            // The browser's own keys: back, and larger and smaller text.
            if event.ctrl_key() || event.alt_key() || event.meta_key() {
                return;
            }
            let kept = kept.borrow();
            let (Some(picture), Some(range)) = (&kept.picture, kept.range) else { return };
            let (from_ms, whole) = (looking.cursor.get_untracked(), picture.whole);
            let step = match event.key().as_str() {
                "ArrowLeft" => Step::Previous,
                "ArrowRight" => Step::Next,
                "Home" => Step::First,
                "End" => Step::Last,
                key => {
                    let series_free = (range, whole, from_ms);
                    drop(kept);
                    return other_key(key, &event, looking, series_free, shortest_ms);
                }
            };
            event.prevent_default();
            let to_ms = cursor_step(&picture.samples(), range, from_ms, step);
            drop(kept);
            if let Some(to_ms) = to_ms {
                is_asked.set(true);
                looking.cursor.set(Some(to_ms));
            }
        }
    };
    let reset = move |_| looking.part.set(None);
    view! {
        <div class="chart" node_ref=frame data-drawn=move || painted.get().filter(|_| is_main) data-lines=move || painted.get().filter(|_| !is_main) role="application" tabindex="0"
            aria-label=label aria-describedby="chart-hint"
            on:pointerdown=move |event| begin.begin(&event) on:pointermove=move |event| point.go_on(&event)
            on:pointerup=move |event| end.end(&event) on:pointerleave=move |event| leave.leave(&event)
            on:pointercancel=move |event| hands.cancel(&event) on:blur=move |_| turn_away.turn_away() on:dblclick=reset on:keydown=step>
            <canvas node_ref=canvas aria-hidden="true"></canvas>
            <i class="chart-shade" node_ref=shade hidden=true></i>
            <i class="chart-hairline" node_ref=hairline hidden=true></i>
            <output class="chart-read-out" node_ref=output aria-live="off" hidden=true></output>
        </div>
    }
}
