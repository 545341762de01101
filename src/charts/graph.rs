//! A chart on a canvas, and above it a hairline and a read-out that move without drawing anything again.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use nezha_chart::{Range, Step, cursor_step};
use web_sys::{HtmlCanvasElement, HtmlElement};

use super::chart_hint::HINT_ID;
use super::chart_state::ChartState;
use super::drawing::{Drawing, SHEET_PX};
use super::easel::Easel;
use super::hands::Hands;
use super::picture::{Looking, Picture};
use super::pointing::other_key;
use crate::dom::{Handle, Signal, Var, View, shared, shared_or, view};
use crate::printing::Printing;
use crate::words::Words;

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
    let frame = Handle::<HtmlElement>::default();
    let canvas = Handle::<HtmlCanvasElement>::default();
    let hairline = Handle::<HtmlElement>::default();
    let shade = Handle::<HtmlElement>::default();
    let output = Handle::<HtmlElement>::default();
    let state = Rc::new(RefCell::new(ChartState::default()));
    let is_main = painted.is_some();
    let painted = painted.unwrap_or_else(|| Var::new(None));
    let is_asked = Rc::new(Cell::new(false));
    let drawing = Drawing {
        state: Rc::clone(&state),
        frame,
        canvas,
        hairline,
        output,
        looking,
        settings: shared(),
        printing: Printing::of_app(),
        // What is one of several stands beside another one.
        paper_px: if is_main { SHEET_PX } else { SHEET_PX / 2.0 },
        easel: shared_or(Easel::new),
        words: Words::of_app(),
        moved: Trigger::new(),
        painted,
        // Until it is known, it is: what one opens is painted at once.
        is_seen: Var::new(true),
        is_asked: Rc::clone(&is_asked),
    };
    drawing.follow_picture(picture);
    drawing.follow_looks();
    drawing.follow_frame();
    drawing.follow_cursor();

    let hands = Hands { state: Rc::clone(&state), frame, shade, looking, shortest_ms };
    let [enter, begin, point, end, leave, turn_away] = std::array::from_fn(|_| hands.clone());
    let step = {
        let state = Rc::clone(&state);
        move |event: KeyboardEvent| {
            // The browser's own keys: back, and larger and smaller text.
            if event.ctrl_key() || event.alt_key() || event.meta_key() {
                return;
            }
            let state = state.borrow();
            let (Some(picture), Some(range)) = (&state.picture, state.range) else { return };
            let (from_ms, whole) = (looking.cursor.get_untracked(), picture.whole);
            let step = match event.key().as_str() {
                "ArrowLeft" => Step::Previous,
                "ArrowRight" => Step::Next,
                "Home" => Step::First,
                "End" => Step::Last,
                key => {
                    let view = (range, whole, from_ms);
                    drop(state);
                    return other_key(key, &event, looking, view, shortest_ms);
                }
            };
            event.prevent_default();
            let to_ms = cursor_step(&picture.samples(), range, from_ms, step);
            drop(state);
            if let Some(to_ms) = to_ms {
                is_asked.set(true);
                looking.cursor.set(Some(to_ms));
            }
        }
    };
    let reset = move |_| looking.part.set(None);
    view! {
        <div class="chart" node_ref=frame data-drawn=move || painted.get().filter(|_| is_main) data-lines=move || painted.get().filter(|_| !is_main) role="application" tabindex="0"
            aria-label=label aria-describedby=HINT_ID
            on:pointerenter=move |_| enter.enter() on:pointerdown=move |event| begin.begin(&event) on:pointermove=move |event| point.go_on(&event)
            on:pointerup=move |event| end.end(&event) on:pointerleave=move |event| leave.leave(&event)
            on:pointercancel=move |event| hands.cancel(&event) on:blur=move |_| turn_away.turn_away() on:dblclick=reset on:keydown=step>
            <canvas node_ref=canvas aria-hidden="true"></canvas>
            <i class="chart-shade" node_ref=shade hidden=true></i>
            <i class="chart-hairline" node_ref=hairline hidden=true></i>
            <output class="chart-read-out" node_ref=output aria-live="off" hidden=true></output>
        </div>
    }
}
