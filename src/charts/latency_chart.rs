//! The latency of a server: every monitor, on true time, gaps as gaps.

use std::collections::HashSet;
use std::sync::Arc;

use leptos::ev::{KeyboardEvent, PointerEvent};
use leptos::html::{Canvas, Div};
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::wasm_bindgen::closure::Closure;
use nezha_api::Series as Monitor;
use nezha_chart::{
    Chart, Hit, Layout, Mark, Plot, Range, Series, Step, TimeScale, cursor_step, paint, read_at, snap,
};
use web_sys::ResizeObserver;

use super::canvas::{CanvasPainter, Inks, context, pixel_ratio};
use super::legend::Legend;
use super::visitor_words::{VisitorWords, VisitorZone};
use crate::components::{Sorry, When};
use crate::dom::{Signal, View, react, view};
use crate::format;
use crate::history::{History, Latency};
use crate::i18n::{Words, fill};
use crate::navigation::Navigation;
use crate::net::clock::monotonic_ms;
use crate::route::{self, Route};
use crate::sentence::{Sentence, Way};
use crate::settings::Settings;

/// The size of the labels, CSS pixels.
const FONT_PX: f32 = 11.0;

/// What V0 stores for anything slower, unless the owner changed it; the API does not tell.
const CAP_MS: f32 = 1000.0;

/// An answer older than this is said to be old, in milliseconds.
const OLD_MS: f64 = 150_000.0;

/// What is drawn, and where: kept so that a pointer or a key never needs the series drawn again.
#[derive(Clone)]
struct Drawn {
    monitors: Arc<Vec<Monitor>>,
    marks: Arc<Vec<Vec<Mark>>>,
    shown: Vec<usize>,
    range: Range,
    time: TimeScale,
}

impl Drawn {
    fn series(&self) -> Vec<Series<'_>> {
        self.shown.iter().map(|at| series_of(*at, &self.monitors[*at], &self.marks[*at])).collect()
    }
}

fn series_of<'a>(index: usize, monitor: &'a Monitor, marks: &'a [Mark]) -> Series<'a> {
    Series::new(index, &monitor.created_at, &monitor.avg_delay).with_marks(marks)
}

/// What V0's values say of themselves: 0 is "all probes lost", the cap is "this much or more".
fn marks_of(monitor: &Monitor) -> Vec<Mark> {
    let mark = |value: &f32| match *value {
        value if value <= 0.0 => Mark::Lost,
        value if value >= CAP_MS => Mark::Capped,
        _ => Mark::Plain,
    };
    monitor.avg_delay.iter().map(mark).collect()
}

/// The chart with its ranges, its legend, and the reason where there is nothing to draw.
///
/// The element carries `data-drawn`, the number of series, once the last one is painted.
#[component]
pub fn LatencyChart(
    /// The server's id.
    server_id: u64,
    /// Its name, for who cannot see the chart.
    server_name: Signal<String>,
) -> View {
    let words = Words::of_app();
    let history = expect_context::<History>();
    let latency = RwSignal::from(history.watch(server_id));
    let hidden = RwSignal::new(HashSet::<u64>::new());
    let answered = Signal::memo(move || latency.read().series.is_some());
    let some = Signal::memo(move || latency.read().series.as_ref().is_some_and(|series| !series.is_empty()));
    let refusal = move || {
        let latency = latency.get();
        let error = latency.error?;
        Some(view! { <Sorry sentence=Sentence::of_error(&error, words.get())/> })
    };
    let empty = move || Sentence {
        what: words.get().latency_none.to_owned(),
        next: words.get().latency_none_next,
        way: Way::None,
    };
    let old = move || {
        let latency = latency.get();
        let age_ms = monotonic_ms() - latency.answered_ms?;
        (latency.error.is_some() && age_ms > OLD_MS)
            .then(|| fill(words.get().latency_old, &[("age", &words.span((age_ms / 1000.0) as i64))]))
    };
    view! {
        <section class="panel latency">
            <header class="panel-head">
                <h2>{words.say(|w| w.latency)}</h2>
                <span class="hint">{old}</span>
                <RangeButtons server_id/>
            </header>
            {refusal}
            <When condition=some>
                <Drawing latency hidden server_name/>
                <Legend latency hidden/>
            </When>
            <When condition=Signal::derive(move || answered.get() && !some.get())><Sorry sentence=empty()/></When>
            <When condition=Signal::derive(move || !answered.get() && latency.read().error.is_none())>
                <p class="chart-waiting">{words.say(|w| w.loading)}</p>
            </When>
        </section>
    }
}

#[component]
fn RangeButtons(server_id: u64) -> View {
    let words = Words::of_app();
    let navigation = expect_context::<Navigation>();
    let buttons = route::Range::ALL.map(|range| {
        let pressed = move || (range_of(&navigation.route().read()) == range).to_string();
        let choose = move |_| navigation.adjust(Route::Server { id: server_id, range });
        let label = move || fill(words.get().hours, &[("n", &range.hours().to_string())]);
        view! { <button type="button" aria-pressed=pressed on:click=choose>{label}</button> }
    });
    view! { <div class="segments" role="group" aria-label=words.say(|w| w.range_label)>{buttons}</div> }
}

fn range_of(route: &Route) -> route::Range {
    match route {
        Route::Server { range, .. } => *range,
        _ => route::Range::default(),
    }
}

/// The canvas, and above it a hairline and a read-out that move without drawing anything again.
#[component]
fn Drawing(latency: RwSignal<Latency>, hidden: RwSignal<HashSet<u64>>, server_name: Signal<String>) -> View {
    let words = Words::of_app();
    let settings = expect_context::<Settings>();
    let route = expect_context::<Navigation>().route();
    let frame = NodeRef::<Div>::new();
    let canvas = NodeRef::<Canvas>::new();
    let size = RwSignal::new((0.0f32, 0.0f32));
    let drawn = StoredValue::new(None::<Drawn>);
    let painted = RwSignal::new(None::<usize>);
    let cursor = RwSignal::new(None::<i64>);
    let marked = Signal::memo(move || {
        let monitors = latency.read().series.clone().unwrap_or_default();
        let marks = monitors.iter().map(marks_of).collect::<Vec<_>>();
        Marked { monitors, marks: Arc::new(marks) }
    });

    let draw = move || {
        let Some(canvas) = canvas.get_untracked() else { return };
        let (width, height) = size.get_untracked();
        if width < 1.0 || height < 1.0 {
            return;
        }
        let Marked { monitors, marks } = marked.get_untracked();
        let shown: Vec<usize> = hidden.with_untracked(|hidden| {
            (0..monitors.len()).filter(|at| !hidden.contains(&monitors[*at].monitor_id)).collect()
        });
        let newest_ms = monitors.iter().filter_map(|monitor| monitor.created_at.last()).max().copied();
        let range = Range::last(route.with_untracked(range_of).ms(), newest_ms.unwrap_or_default());
        let (Some(context), Some(inks)) = (context(&canvas), Inks::read(&canvas)) else { return };
        let words_now = words.get();
        let series: Vec<Series> =
            shown.iter().map(|at| series_of(*at, &monitors[*at], &marks[*at])).collect();
        let layout =
            Layout { pixel_ratio: pixel_ratio() as f32, font_px: FONT_PX, ..Layout::new(width, height) };
        let words = VisitorWords::new(&context, FONT_PX, words_now.no_data, "ms");
        let plot = Plot::new(&Chart::new(layout, range, &series), &VisitorZone, &words);
        paint(&plot, &mut CanvasPainter::begin(&canvas, &context, &inks, (width, height), FONT_PX));
        let count = shown.len();
        drawn.set_value(Some(Drawn { time: plot.time, monitors, marks, shown, range }));
        painted.set(Some(count));
    };
    // At most once a frame, however much changed in it.
    let waiting = StoredValue::new(false);
    react(move || {
        marked.get();
        hidden.track();
        size.track();
        words.get();
        settings.repaint().track();
        let _range = route.with(range_of);
        if waiting.try_update_value(|waiting| std::mem::replace(waiting, true)) == Some(false) {
            request_animation_frame(move || {
                if waiting.try_set_value(false).is_none() {
                    draw();
                }
            });
        }
    });
    react(move || {
        let Some(frame) = frame.get() else { return };
        let measured = frame.clone();
        let measure = move || {
            let place = measured.get_bounding_client_rect();
            let now = (place.width() as f32, place.height() as f32);
            if size.try_get_untracked().is_some_and(|before| before != now) {
                size.set(now);
            }
        };
        measure();
        let on_resize = Closure::<dyn FnMut()>::new(measure).into_js_value();
        let Ok(observer) = ResizeObserver::new(on_resize.unchecked_ref()) else { return };
        observer.observe(&frame);
        let observer = StoredValue::new_local(observer);
        on_cleanup(move || observer.with_value(ResizeObserver::disconnect));
    });

    let point_at = move |event: PointerEvent| {
        let x = event.offset_x() as f32;
        let at_ms =
            drawn.with_value(|drawn| drawn.as_ref().map(|drawn| snap(&drawn.series(), drawn.time.time(x))));
        cursor.set(at_ms);
    };
    let step = move |event: KeyboardEvent| {
        let step = match event.key().as_str() {
            "ArrowLeft" => Step::Previous,
            "ArrowRight" => Step::Next,
            "Home" => Step::First,
            "End" => Step::Last,
            "Escape" => return cursor.set(None),
            _ => return,
        };
        event.prevent_default();
        let from_ms = cursor.get_untracked();
        let to_ms = drawn.with_value(|drawn| {
            drawn.as_ref().and_then(|drawn| cursor_step(&drawn.series(), drawn.range, from_ms, step))
        });
        cursor.set(to_ms.or(from_ms));
    };
    let hairline = move || {
        let at_ms = cursor.get()?;
        let x = drawn.with_value(|drawn| drawn.as_ref().map(|drawn| drawn.time.x(at_ms)))?;
        Some(format!("translateX({}px)", x.round() as i32))
    };
    let read_out = Signal::memo(move || {
        let at_ms = cursor.get()?;
        drawn.with_value(|drawn| drawn.as_ref().map(|drawn| read_out(drawn, at_ms, words)))
    });
    let label = move || fill(words.get().latency_label, &[("server", &server_name.get())]);
    view! {
        <div class="chart" node_ref=frame data-drawn=move || painted.get() role="application" tabindex="0"
            aria-label=label aria-describedby="latency-hint"
            on:pointermove=point_at on:pointerdown=point_at on:pointerleave=move |_| cursor.set(None) on:keydown=step>
            <canvas node_ref=canvas aria-hidden="true"></canvas>
            <i class="chart-hairline" hidden=move || hairline().is_none() style:transform=move || hairline().unwrap_or_default()></i>
            <output class="chart-read-out" hidden=move || read_out.get().is_none()>
                {move || read_out.get().map(|(time, lines)| view! {
                    <b>{time}</b>
                    {lines.into_iter().map(|(index, line)| view! { <span data-series=index><bdi>{line}</bdi></span> }).collect::<Vec<_>>()}
                })}
            </output>
        </div>
        <p class="out-of-sight" id="latency-hint">{words.say(|w| w.latency_hint)}</p>
    }
}

/// The monitors of an answer with what each sample says of itself.
#[derive(Clone)]
struct Marked {
    monitors: Arc<Vec<Monitor>>,
    marks: Arc<Vec<Vec<Mark>>>,
}

impl PartialEq for Marked {
    /// A new answer is another chart, the same answer is not: comparing every sample would cost more than drawing.
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.monitors, &other.monitors)
    }
}

/// The time, and a line for each series that has a sample there, with its colour's number.
type ReadOut = (String, Vec<(usize, String)>);

fn read_out(drawn: &Drawn, at_ms: i64, words: Words) -> ReadOut {
    let series = drawn.series();
    let mut hits: Vec<Hit> = Vec::new();
    read_at(&series, at_ms, &mut hits);
    let time = js_sys::Date::new(&(at_ms as f64).into());
    let time = String::from(time.to_locale_time_string(words.locale().tag()));
    let line = |hit: &Hit| {
        let index = drawn.shown[hit.series];
        let name = super::legend::monitor_name(&drawn.monitors[index], words);
        let value = match hit.sample.mark {
            Mark::Lost => words.get().lost_all.to_owned(),
            Mark::Capped => {
                format!("≥ {}", fill(words.get().ms, &[("n", &format::milliseconds(Some(hit.sample.value)))]))
            }
            Mark::Plain | Mark::PartlyLost | Mark::CannotTell => {
                fill(words.get().ms, &[("n", &format::milliseconds(Some(hit.sample.value)))])
            }
        };
        (index % nezha_chart::COLOURS, format!("{name}  {value}"))
    };
    (time, hits.iter().map(line).collect())
}
