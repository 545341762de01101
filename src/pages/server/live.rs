//! Live charts: what this browser saw while the page was open, and nothing else. Where it saw nothing the page was not open, or
//! nothing came: the server was silent, or the dashboard did not answer. Nobody can tell later, so the words do not try.

use std::rc::Rc;

use leptos::prelude::*;
use nezha_api::Server;
use nezha_chart::{Range, Spacing, Unit};
use nezha_fleet::recorded::{HOLE_MS, Recording};

use super::live_charts::{LIVE_CHARTS, LiveChart};
use super::live_tools::LiveTools;
use crate::charts::{Graph, Line, Looking, Picture};
use crate::components::SureButton;
use crate::dom::{Signal, Var, View, keyed, react, shared, view};
use crate::format;
use crate::i18n::{Word, Words, fill};
use crate::preferences::Preferences;
use crate::recorder::Recorder;
use crate::settings::Settings;

/// A chart that is on the page.
pub(super) struct ChartOnPage {
    pub(super) title: Word,
    /// What it is of, with the server's name.
    pub(super) label: Signal<String>,
    pub(super) picture: Rc<dyn Fn() -> Option<Picture>>,
}

/// How far back one can look: minutes.
const RANGES: [i64; 4] = [10, 60, 360, 1440];

/// Samples as they came are kept for so long, in milliseconds; before that there are means of minutes.
const RAW_MS: i64 = 600_000;
const MINUTE_MS: i64 = 60_000;

/// No stretch shorter than this can be zoomed in to, in milliseconds.
const SHORTEST_MS: i64 = 20_000;

/// What charts show while they stand still: what was recorded, up to a moment in Unix milliseconds.
struct Held {
    recording: Recording,
    to_ms: i64,
}

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
    let minutes = Var::new(RANGES[0]);
    // `None` while they go on. While they stand still nothing follows the recorder.
    let held = Var::new(None::<Rc<Held>>);
    let whole = move || {
        let to_ms = held.get().map_or_else(|| recorder.answered_ms(), |held| held.to_ms);
        Range::last(minutes.get() * MINUTE_MS, to_ms)
    };
    let hold = move || {
        let to_ms = recorder.answered_ms();
        recorder.with(server_id, |recording| Rc::new(Held { recording: recording.clone(), to_ms }))
    };
    let pause = move |_| {
        let is_held = held.with_untracked(Option::is_some);
        held.set(if is_held { None } else { untrack(hold) });
    };
    let forget = move || {
        held.set(None);
        recorder.forget();
    };
    react(move || {
        minutes.get();
        looking.part.set(None);
    });
    let coverage = move || {
        let range = whole();
        let seen =
            shown(held, recorder, server_id, |recording| recording.coverage(range.from_ms, range.to_ms));
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
    let label = move |title: Word| {
        Signal::derive(move || {
            fill(words.get().live_label(), &[("what", title(words.get())), ("server", &server_name.get())])
        })
    };
    let shown_charts: Vec<ChartOnPage> = LIVE_CHARTS
        .iter()
        .map(|chart| {
            let LiveChart { title, lines, unit, limit, .. } = *chart;
            let picture: Rc<dyn Fn() -> Option<Picture>> = Rc::new(move || {
                let range = whole();
                let (unit, factor) = chosen(unit, &settings.preferences());
                let drawn = lines.iter().enumerate().filter_map(|(index, (figure, name))| {
                    let name = name(words.get()).to_owned();
                    shown(held, recorder, server_id, |recording| {
                        line(index, name, factor, recording.line(*figure, range.from_ms, range.to_ms))
                    })
                });
                let seconds = range.length_ms() <= RAW_MS;
                let drawn = drawn.map(Rc::new).collect();
                Some(Picture {
                    lines: drawn,
                    whole: range,
                    unit,
                    limit,
                    spacing: Spacing::Linear,
                    fill: lines.len() == 1,
                    gap: |w| w.live_gap(),
                    seconds,
                })
            });
            ChartOnPage { title, label: label(title), picture }
        })
        .collect();
    let is_told = move |chart: &LiveChart| {
        let of_now = chart.lines.iter().any(|(figure, _)| figure.of(&server.read()).is_some());
        let tells = |recording: &Recording| chart.lines.iter().any(|(figure, _)| recording.tells(*figure));
        chart.always || of_now || shown(held, recorder, server_id, tells) == Some(true)
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
    let charts = Rc::new(shown_charts);
    let tools = Rc::clone(&charts);
    let live_chart = move |at: usize| {
        let (Some(LiveChart { lines, unit, .. }), Some(chart)) = (LIVE_CHARTS.get(at), charts.get(at)) else {
            return View::nothing();
        };
        let ChartOnPage { title, label, picture } = chart;
        let is_speed = (*unit == Unit::BytesPerSecond).then_some("");
        let now = lines.iter().enumerate().map(|(index, (figure, name))| {
            let value = move || {
                let last = shown(held, recorder, server_id, |recording| recording.last(*figure)).flatten();
                let (unit, factor) = chosen(*unit, &settings.preferences());
                last.map_or(format::UNKNOWN.to_owned(), |(_, value)| unit.text(value * factor))
            };
            let name = (lines.len() > 1).then(|| view! { <i></i> <span>{words.say(*name)}</span> });
            view! { <span class="live-now" data-series=index data-speed=is_speed>{name} " " <b>{value}</b></span> }
        });
        let now = now.collect::<Vec<_>>();
        let picture = Rc::clone(picture);
        view! {
            <div class="live-chart">
                <header><h3>{words.say(*title)}</h3> {now}</header>
                <Graph picture looking label=*label shortest_ms=SHORTEST_MS/>
            </div>
        }
    };
    let paused = move || held.with(Option::is_some);
    view! {
        <section class="panel live">
            <header class="panel-head">
                <h2>{words.say(|w| w.live_title())}</h2>
                <span class="hint">{coverage}</span>
                {unzoom}
                <button type="button" class="solo" aria-pressed=move || paused().to_string() on:click=pause>
                    {move || if paused() { words.get().live_go_on() } else { words.get().live_pause() }}
                </button>
                <div class="segments" role="group" aria-label=words.say(|w| w.range_label())>{ranges}</div>
            </header>
            <div class="live-charts">{keyed(move || told.get(), |at| (0, *at), live_chart)}</div>
            <LiveTools charts=tools told looking server_name/>
            <p class="hint chart-marks">{words.say(|w| w.live_hint())}</p>
            <SureButton class="solo forget" label=words.say(|w| w.live_forget()) question=words.say(|w| w.live_forget_sure())
                asks=Signal::derive(|| true) act=forget/>
        </section>
    }
}

/// Looks at what is held, or else at what the recorder has now; the caller follows only the one.
fn shown<T>(
    held: Var<Option<Rc<Held>>>,
    recorder: Recorder,
    server_id: u64,
    look: impl FnOnce(&Recording) -> T,
) -> Option<T> {
    match held.get() {
        Some(held) => Some(look(&held.recording)),
        None => recorder.with(server_id, look),
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

/// A chart takes three steps of a line for a gap. Samples come at any pace, and those of a ring at another one than those of the
/// server's own recording, so it is the same stretch for all.
const SAMPLE_MS: i64 = HOLE_MS as i64 / 3;

/// What was recorded, as a line in a unit of which `factor` make one of the figure's.
fn line(index: usize, name: String, factor: f32, mut recorded: nezha_fleet::recorded::Line) -> Line {
    for values in [&mut recorded.values, &mut recorded.lows, &mut recorded.highs] {
        values.iter_mut().for_each(|value| *value *= factor);
    }
    let cadence_ms = if recorded.lows.is_empty() { SAMPLE_MS } else { MINUTE_MS };
    let nezha_fleet::recorded::Line { times_ms, values, lows, highs } = recorded;
    let (smoothed, marks, gap_ms) = (vec![], vec![], 3 * cadence_ms);
    Line { index, name, times_ms, values, smoothed, marks, lows, highs, cadence_ms, gap_ms }
}
