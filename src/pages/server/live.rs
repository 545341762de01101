//! Live charts: what this browser saw while the page was open, and nothing else. Where it saw nothing the page was not open, or
//! nothing came: the server was silent, or the dashboard did not answer. Nobody can tell later, so the words do not try.

use std::rc::Rc;

use leptos::prelude::*;
use nezha_api::Server;
use nezha_chart::{Spacing, Unit};
use nezha_fleet::recorded::{HOLE_MS, RAW_MS, Recording, Trace};
use nezha_fleet::units::MINUTE_MS;

use super::live_charts::{LIVE_CHARTS, LiveChart};
use super::live_tools::LiveTools;
use super::timeline::Timeline;
use crate::browser::entry;
use crate::charts::{Graph, Line, Looking, Picture};
use crate::components::SureButton;
use crate::dom::{Signal, Var, View, keyed, react, shared, view};
use crate::kept::{
    preferences::Preferences,
    settings::Settings,
    storage::{self, Shelf},
};
use crate::recorder::Recorder;
use crate::words::{Word, Words, fill, format};

/// A chart that is on the page.
pub(super) struct ChartOnPage {
    pub(super) title: Word,
    /// What it is of, with the server's name.
    pub(super) label: Signal<String>,
    pub(super) picture: Rc<dyn Fn() -> Option<Picture>>,
}

/// How far back one can look: minutes.
const RANGES: [i64; 4] = [10, 60, 360, 1440];

/// No stretch shorter than this can be zoomed in to, in milliseconds.
const SHORTEST_MS: i64 = 20_000;

/// Charts of CPU, memory, network, load and disk under one cursor, and of what else the server tells: connections, processes,
/// GPU, temperature.
#[component]
pub(super) fn Live(
    /// The server's id.
    server_id: u64,
    /// The server.
    server: Var<Server>,
    /// Its name, for who cannot see the charts.
    server_name: Signal<String>,
) -> View {
    let words = Words::of_app();
    let settings = shared::<Settings>();
    let recorder = Recorder::of_app();
    let looking = Looking::at_several();
    let key = storage::key("live-minutes", &entry::api_base());
    let kept = storage::read(Shelf::Tab, &key).and_then(|minutes| minutes.parse().ok());
    let minutes = Var::new(kept.filter(|minutes| RANGES.contains(minutes)).unwrap_or(RANGES[0]));
    let timeline = Timeline::new(server_id, recorder, minutes);
    react(move || {
        // As long as the tab lives: on every server, and after a reload.
        storage::write(Shelf::Tab, &key, &minutes.get().to_string());
        looking.part.set(None);
    });
    let coverage = move || {
        let range = timeline.range();
        let seen = timeline.with(|recording| recording.coverage(range.from_ms, range.to_ms));
        Some(fill(words.get().live_coverage(), &[("share", &format::percent(Some(seen? * 100.0)))]))
    };
    let ranges = RANGES.map(|length| {
        let pressed = move || (minutes.get() == length).to_string();
        let label = move || words.span(length * 60);
        view! { <button type="button" aria-pressed=pressed on:click=move |_| minutes.set(length)>{label}</button> }
    });
    let unzoom = move || {
        looking.part.get().map(|_| {
            view! { <button type="button" class="solo" on:click=move |_| looking.part.set(None)>{words.say(|w| w.zoom_out())}</button> }
        })
    };
    let on_page = |chart: &'static LiveChart| ChartOnPage {
        title: chart.title,
        label: Signal::derive(move || {
            let (words, server) = (words.get(), server_name.get());
            fill(words.live_label(), &[("what", (chart.title)(words)), ("server", &server)])
        }),
        picture: Rc::new(move || Some(picture_of(chart, timeline, &settings.preferences(), words))),
    };
    let charts: Rc<Vec<ChartOnPage>> = Rc::new(LIVE_CHARTS.iter().map(on_page).collect());
    let is_told = move |chart: &LiveChart| {
        let of_now = chart.lines.iter().any(|(figure, _)| figure.of(&server.read()).is_some());
        let tells = |recording: &Recording| chart.lines.iter().any(|(figure, _)| recording.tells(*figure));
        chart.always || of_now || timeline.with(tells) == Some(true)
    };
    // Their places in `LIVE_CHARTS`.
    let told = Signal::memo(move || {
        LIVE_CHARTS
            .iter()
            .enumerate()
            .filter(|(_, chart)| is_told(chart))
            .map(|(at, _)| at)
            .collect::<Vec<_>>()
    });
    let tools = Rc::clone(&charts);
    let graph = move |at: usize| {
        let (Some(chart), Some(on_page)) = (LIVE_CHARTS.get(at), charts.get(at)) else {
            return View::nothing();
        };
        let ChartOnPage { label, picture, .. } = on_page;
        view! { <LiveGraph chart timeline looking label=*label picture=Rc::clone(picture)/> }
    };
    let forget = move || {
        timeline.go_on();
        recorder.forget();
    };
    view! {
        <section class="panel live">
            <header class="panel-head">
                <h2>{words.say(|w| w.live_title())}</h2>
                <span class="hint">{coverage}</span>
                {unzoom}
                <button type="button" class="solo" aria-pressed=move || timeline.is_held().to_string() on:click=move |_| timeline.turn()>
                    {move || if timeline.is_held() { words.get().live_go_on() } else { words.get().live_pause() }}
                </button>
                <div class="segments" role="group" aria-label=words.say(|w| w.range_label())>{ranges}</div>
            </header>
            <div class="live-charts">{keyed(move || told.get(), |at| (0, *at), graph)}</div>
            <LiveTools charts=tools told looking server_name/>
            <p class="hint chart-marks">{words.say(|w| w.live_hint())}</p>
            <SureButton class="solo forget" label=words.say(|w| w.live_forget()) question=words.say(|w| w.live_forget_sure())
                asks=Signal::derive(|| true) act=forget/>
        </section>
    }
}

/// A chart under its title, with what each of its lines is now.
#[component]
fn LiveGraph(
    /// The chart.
    chart: &'static LiveChart,
    /// Where its lines come from.
    timeline: Timeline,
    /// Where one looks.
    looking: Looking,
    /// What it is of, for who cannot see it.
    label: Signal<String>,
    /// What is drawn.
    picture: Rc<dyn Fn() -> Option<Picture>>,
) -> View {
    let words = Words::of_app();
    let settings = shared::<Settings>();
    let LiveChart { title, lines, unit, .. } = *chart;
    let is_speed = (unit == Unit::BytesPerSecond).then_some("");
    let now = lines.iter().enumerate().map(|(index, (figure, name))| {
        let value = move || {
            let last = timeline.with(|recording| recording.last(*figure)).flatten();
            let (unit, factor) = chosen(unit, &settings.preferences());
            last.map_or(format::UNKNOWN.to_owned(), |(_, value)| unit.text(value * factor))
        };
        let name = (lines.len() > 1).then(|| view! { <i></i> <span>{words.say(*name)}</span> });
        view! { <span class="live-now" data-series=index data-speed=is_speed>{name} " " <b>{value}</b></span> }
    });
    let now = now.collect::<Vec<_>>();
    view! {
        <div class="live-chart">
            <header><h3>{words.say(title)}</h3> <div class="live-lines">{now}</div></header>
            <Graph picture looking label shortest_ms=SHORTEST_MS/>
        </div>
    }
}

/// A chart of what was recorded, in the visitor's units.
fn picture_of(chart: &LiveChart, timeline: Timeline, preferences: &Preferences, words: Words) -> Picture {
    let range = timeline.range();
    let (unit, factor) = chosen(chart.unit, preferences);
    let lines = chart.lines.iter().enumerate().filter_map(|(index, (figure, name))| {
        let name = name(words.get()).to_owned();
        timeline
            .with(|recording| line(index, name, factor, recording.trace(*figure, range.from_ms, range.to_ms)))
    });
    Picture {
        lines: lines.map(Rc::new).collect(),
        whole: range,
        unit,
        limit: chart.limit,
        spacing: Spacing::Linear,
        fill: chart.lines.len() == 1,
        gap: |w| w.live_gap(),
        seconds: range.length_ms() <= RAW_MS,
    }
}

/// The unit in which the visitor wants a figure, and how many of it make one.
fn chosen(unit: Unit, preferences: &Preferences) -> (Unit, f32) {
    let units = preferences.units();
    match unit {
        Unit::BytesPerSecond if units.bits => (Unit::BitsPerSecond, 8.0),
        Unit::BytesPerSecond if units.binary => (Unit::BinaryBytesPerSecond, 1.0),
        _ => (unit, 1.0),
    }
}

/// What was recorded, as a line in a unit of which `factor` make one of the figure's. Samples come at any pace, and those of a
/// ring at another one than those of the server's own recording, so what is a gap is the same stretch for all.
fn line(index: usize, name: String, factor: f32, mut trace: Trace) -> Line {
    for values in [&mut trace.values, &mut trace.lows, &mut trace.highs] {
        values.iter_mut().for_each(|value| *value *= factor);
    }
    let gap_ms = if trace.lows.is_empty() { HOLE_MS as i64 } else { 3 * MINUTE_MS };
    let Trace { times_ms, values, lows, highs } = trace;
    let (smoothed, marks) = (vec![], vec![]);
    Line { index, name, times_ms, values, smoothed, marks, lows, highs, gap_ms }
}
