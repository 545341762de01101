//! The latency of a server: every monitor, on true time, gaps as gaps, losses as losses.

use std::rc::Rc;

use leptos::prelude::*;
use nezha_chart::{Limit, Spacing, Unit};

use super::chart_hint::ChartHint;
use super::data_table::DataTable;
use super::export::{ExportButtons, LinesOf};
use super::graph::Graph;
use super::legend::Legend;
use super::picture::{Looking, Picture};
use super::study::Study;
use crate::browser::clock::monotonic_ms;
use crate::browser::entry;
use crate::components::{Sorry, When};
use crate::dom::{Child, Signal, Var, View, react, shared, view};
use crate::history::{History, Latency};
use crate::kept::{hidden_monitors::HiddenMonitors, preferences::Setting, settings::Settings};
use crate::navigation::Navigation;
use crate::route::{LatencyRange, Route};
use crate::words::{
    Words, fill,
    sentence::{Sentence, Way},
};

/// An answer older than this is said to be old, in milliseconds.
const OLD_MS: f64 = 150_000.0;

/// The chart with its ranges, its legend, and the reason where there is nothing to draw.
#[component]
pub fn LatencyChart(
    /// The server's id.
    server_id: u64,
    /// Its name, for who cannot see the chart.
    server_name: Signal<String>,
    /// How many lines are painted; `None` before the first time.
    painted: Var<Option<usize>>,
    /// Whether everything but the lines may be made: they come first.
    later: Var<bool>,
) -> View {
    let latency = Var::from(History::of_app().watch(server_id));
    view! { <LatencyPanel server_id latency server_name painted later/> }
}

/// The same for latency that the caller has.
#[component]
pub(crate) fn LatencyPanel(
    /// The server's id.
    server_id: u64,
    /// What is known of its latency.
    latency: Var<Latency>,
    /// As for [`LatencyChart`].
    server_name: Signal<String>,
    /// As for [`LatencyChart`].
    painted: Var<Option<usize>>,
    /// As for [`LatencyChart`].
    later: Var<bool>,
) -> View {
    let words = Words::of_app();
    let route = shared::<Navigation>().route();
    let study = Study::of(latency, words);
    let hidden_monitors = HiddenMonitors::load(&entry::api_base());
    let looking = Looking::new();
    let length_ms = Signal::memo(move || route.with(range_of).ms());
    react(move || {
        length_ms.get();
        looking.part.set(None);
    });
    let settings = shared::<Settings>();
    let is_log = Signal::memo(move || settings.preferences().is_on(Setting::LogScale));
    let picture: Rc<dyn Fn() -> Option<Picture>> = Rc::new({
        let study = study.clone();
        move || Some(picture_of(&study, hidden_monitors, length_ms.get(), is_log.get()))
    });
    let range = Signal::derive({
        let study = study.clone();
        move || looking.range(study.whole(length_ms.get()))
    });
    let none_shown = Signal::memo({
        let study = study.clone();
        move || {
            let monitors = study.monitors();
            !monitors.is_empty() && !monitors.iter().any(|one| hidden_monitors.is_shown(one.monitor_id))
        }
    });
    let answered = Signal::memo(move || latency.read().series.is_some());
    let some = Signal::memo(move || latency.read().series.as_ref().is_some_and(|series| !series.is_empty()));
    let empty = move || Sentence {
        what: words.get().latency_none().to_owned(),
        next: words.get().latency_none_next(),
        way: Way::None,
    };
    let old = move || {
        let latency = latency.read();
        let age_ms = monotonic_ms() - latency.answered_ms?;
        (latency.error.is_some() && age_ms > OLD_MS)
            .then(|| fill(words.get().latency_old(), &[("age", &words.span((age_ms / 1000.0) as i64))]))
    };
    let label = Signal::derive(move || fill(words.get().latency_label(), &[("server", &server_name.get())]));
    let unzoom = move || {
        looking.part.get().map(|_| {
            view! { <button type="button" class="solo" on:click=move |_| looking.part.set(None)>{words.say(|w| w.zoom_out())}</button> }
        })
    };
    let drawing = move || {
        let (study, picture) = (study.clone(), Rc::clone(&picture));
        view! {
            <Graph picture=Rc::clone(&picture) looking label painted/>
            <When condition=none_shown><p class="hint chart-marks">{words.say(|w| w.latency_all_hidden())}</p></When>
            <When condition=later>
                <Legend study=study.clone() hidden_monitors range/>
                <ChartTools picture=Rc::clone(&picture) looking label server_name/>
            </When>
        }
    };
    view! {
        <section class="panel latency">
            <header class="panel-head">
                <h2>{words.say(|w| w.latency())}</h2>
                <span class="hint">{old}</span>
                {unzoom}
                <button type="button" class="solo" aria-pressed=move || is_log.get().to_string() title=words.say(|w| w.setting_log_scale())
                    on:click=move |_| settings.choose(Setting::LogScale, if is_log.get_untracked() { "off" } else { "on" })>
                    {words.say(|w| w.log_short())}
                </button>
                <RangeButtons server_id/>
            </header>
            <Refusal server_id latency/>
            {move || if some.get() { drawing() } else { View::nothing() }}
            <When condition=Signal::derive(move || answered.get() && !some.get())><Sorry sentence=empty()/></When>
            <When condition=Signal::derive(move || !answered.get() && latency.read().error.is_none())>
                <p class="chart-waiting">{words.say(|w| w.loading())}</p>
            </When>
            <ChartHint/>
        </section>
    }
}

/// The lines of the monitors that are shown, over the last so many milliseconds.
fn picture_of(study: &Study, hidden_monitors: HiddenMonitors, length_ms: i64, is_log: bool) -> Picture {
    let shown = study.monitors().into_iter().filter(|monitor| hidden_monitors.is_shown(monitor.monitor_id));
    Picture {
        lines: shown.map(|monitor| monitor.line).collect(),
        whole: study.whole(length_ms),
        unit: Unit::Milliseconds,
        limit: Limit::Robust,
        spacing: if is_log { Spacing::Log } else { Spacing::Linear },
        fill: false,
        gap: |w| w.no_data(),
        seconds: false,
    }
}

/// Why the last question gave no answer, and the way to ask again; nothing where it gave one.
#[component]
fn Refusal(server_id: u64, latency: Var<Latency>) -> View {
    let words = Words::of_app();
    let history = History::of_app();
    // Not made anew with every answer that says the same: something may be typed into it.
    let error = Signal::memo(move || latency.read().error.clone());
    View::following(move || {
        let Some(error) = error.get() else { return View::nothing() };
        let sentence = Sentence::of_latency_error(&error, words.get());
        view! {
            <Sorry sentence/>
            <p class="chart-again">
                <button type="button" class="button quiet" on:click=move |_| history.try_now(server_id)>{words.say(|w| w.try_now())}</button>
            </p>
        }
    })
}

/// What the marks mean, the table behind the chart, and the chart as a file.
#[component]
fn ChartTools(
    picture: Rc<dyn Fn() -> Option<Picture>>,
    looking: Looking,
    label: Signal<String>,
    server_name: Signal<String>,
) -> View {
    let words = Words::of_app();
    let settings = shared::<Settings>();
    let is_smoothed = Signal::memo(move || settings.preferences().is_on(Setting::Smoothing));
    view! {
        <p class="hint chart-marks">
            {words.say(|w| w.latency_marks())}
            {move || is_smoothed.get().then(|| [" ", words.get().latency_smoothed()].concat())}
        </p>
        <div class="chart-tools">
            <DataTable picture=Rc::clone(&picture) looking/>
            <ExportButtons picture looking lines_of=LinesOf::Monitors title=label of=server_name/>
        </div>
    }
}

#[component]
fn RangeButtons(server_id: u64) -> View {
    let words = Words::of_app();
    let navigation = shared::<Navigation>();
    let buttons = LatencyRange::ALL.map(|range| {
        let pressed = move || (range_of(&navigation.route().read()) == range).to_string();
        let choose = move |_| navigation.adjust(Route::Server { id: server_id, range });
        let label = move || fill(words.get().hours(), &[("n", &range.hours().to_string())]);
        view! { <button type="button" aria-pressed=pressed on:click=choose>{label}</button> }
    });
    view! { <div class="segments" role="group" aria-label=words.say(|w| w.range_label())>{buttons}</div> }
}

fn range_of(route: &Route) -> LatencyRange {
    match route {
        Route::Server { range, .. } => *range,
        _ => LatencyRange::default(),
    }
}
