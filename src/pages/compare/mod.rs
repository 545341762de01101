//! Servers side by side on one monitor: only when asked for, with the cost said before.

mod compared;
mod comparison;
mod heat_map;
mod ranking;

use std::rc::Rc;

use leptos::prelude::*;
use nezha_chart::{Limit, Range, Spacing, Unit};
use nezha_fleet::compare::{By, Cost};

use crate::charts::{
    DataTable, ExportButtons, Graph, Line, LinesOf, Looking, Picture, monitor_name, told_apart,
};
use crate::components::{Sorry, When};
use crate::dom::{Signal, Var, View, shared, view};
use crate::fleet::Fleet;
use crate::format;
use crate::history::History;
use crate::i18n::{Words, fill};
use crate::navigation::Navigation;
use crate::route::Route;
use crate::sentence::Sentence;
use crate::settings::Settings;
use compared::{monitors, shown_monitor};
use comparison::{Comparison, DAY_MS};
use heat_map::HeatMap;
use ranking::{Ranking, drawn, ranked, word};

/// Chooses servers and a monitor, asks when told to, and shows who is best.
#[component]
pub fn Compare() -> View {
    let words = Words::of_app();
    let settings = shared::<Settings>();
    let fleet = shared::<Fleet>();
    let history = History::of_app();
    let navigation = shared::<Navigation>();
    let route = navigation.route();
    let comparison = Comparison::new(history, fleet, words);
    let is_running = comparison.is_running();
    // For how many servers: who agreed to sixty did not agree to three thousand.
    let confirmed_for = Var::new(None::<usize>);
    let by = Var::new(By::default());
    let looking = Looking::new();
    let painted = Var::new(None::<usize>);

    let tag = Signal::memo(move || match route.get() {
        Route::Compare { tag, .. } => tag,
        _ => None,
    });
    let chosen = move || {
        let tag = tag.get();
        fleet.tags().track();
        let rows = fleet.rows().get();
        let rows =
            rows.iter().filter(|row| tag.as_ref().is_none_or(|tag| row.server.read_untracked().tag == *tag));
        rows.map(|row| (row.id, format::server_name(&row.server.read_untracked().name, row.id, words)))
            .collect::<Vec<_>>()
    };
    let count = Signal::memo(move || chosen().len());
    let is_confirmed = move || confirmed_for.get() == Some(count.get());
    let confirm = move |event| {
        confirmed_for.set(event_target_checked(&event).then(|| count.get_untracked()));
    };

    let found = Signal::memo({
        let comparison = comparison.clone();
        move || {
            let found = monitors(&comparison.servers());
            if !found.is_empty() {
                return found;
            }
            told_apart(history.monitors(|one| monitor_name(one, words)))
        }
    });
    let wanted = Signal::memo(move || match route.get() {
        Route::Compare { monitor, .. } => monitor,
        _ => None,
    });
    let (done, refused) = (comparison.done(), comparison.refused());
    let is_over = Signal::memo(move || !is_running.get() && done.get() > 0);
    let monitor = Signal::memo(move || shown_monitor(wanted.get(), &found.get(), is_over.get()));
    // What is shown is always one of them, also while no answer has told of it.
    let offered = Signal::memo(move || {
        let mut offered = found.get();
        if let Some(id) = monitor.get() {
            let unnamed = || fill(words.get().unnamed_monitor(), &[("id", &id.to_string())]);
            offered.entry(id).or_insert_with(unnamed);
        }
        offered
    });
    let cost = Signal::derive(move || Cost::of(count.get(), found.get().len()));
    let cost_text = move || {
        let cost = cost.get();
        let catalogue = words.get();
        let requests =
            words.counted(cost.requests, |w| w.compare_requests_one(), |w| w.compare_requests_other());
        let requests = fill(requests, &[("n", &cost.requests.to_string())]);
        let pattern =
            if found.get().is_empty() { catalogue.compare_cost_least() } else { catalogue.compare_cost() };
        fill(pattern, &[("requests", &requests), ("amount", &words.bytes(cost.bytes))])
    };
    let needs_confirmation = Signal::derive(move || cost.get().needs_confirmation());
    let is_ready = move || count.get() > 0 && (!needs_confirmation.get() || is_confirmed());

    let (starting, stopping, progressing) = (comparison.clone(), comparison.clone(), comparison.clone());
    let start = move |_| {
        if is_running.get_untracked() {
            stopping.stop();
        } else {
            starting.start(untrack(chosen), settings.preferences_untracked());
        }
    };
    let progress = Signal::derive(move || (done.get(), progressing.servers().len()));
    let progress_text = move || {
        let (done, all) = progress.get();
        let pattern = words.counted(all, |w| w.compare_progress_one(), |w| w.compare_progress_other());
        (all > 0).then(|| fill(pattern, &[("done", &done.to_string()), ("all", &all.to_string())]))
    };
    let has_results = Signal::memo(move || progress.get().0 > 0);
    // Only of the first servers lines are kept, and they need not have the monitor.
    let has_lines = Signal::memo({
        let comparison = comparison.clone();
        move || {
            let (servers, id) = (comparison.servers(), monitor.get().unwrap_or_default());
            servers.iter().any(|server| server.on(id).is_some_and(|measured| measured.line.is_some()))
        }
    });

    let picture: Rc<dyn Fn() -> Option<Picture>> = Rc::new({
        let comparison = comparison.clone();
        move || {
            let (servers, id) = (comparison.servers(), monitor.get()?);
            let ranked = ranked(&servers, id, by.get());
            let lines = drawn(&servers, id, &ranked).into_iter().enumerate().filter_map(|(index, at)| {
                let server = servers.get(at)?;
                let measured = server.on(id)?;
                let line = Line { index, name: server.name.clone(), ..Line::clone(measured.line.as_ref()?) };
                Some((Rc::new(line), measured.range.to_ms))
            });
            let (lines, ends_ms): (Vec<Rc<Line>>, Vec<i64>) = lines.unzip();
            (!lines.is_empty()).then(|| Picture {
                lines,
                whole: Range::last(DAY_MS, ends_ms.into_iter().max().unwrap_or_default()),
                unit: Unit::Milliseconds,
                limit: Limit::Robust,
                spacing: Spacing::Linear,
                fill: false,
                gap: |w| w.no_data(),
                seconds: false,
            })
        }
    });
    let name_of_monitor =
        Signal::derive(move || monitor.get().and_then(|id| offered.get().remove(&id)).unwrap_or_default());
    let label =
        Signal::derive(move || fill(words.get().compare_label(), &[("monitor", &name_of_monitor.get())]));

    let go =
        move |monitor: Option<u64>, tag: Option<String>| navigation.adjust(Route::Compare { monitor, tag });
    let choose_tag = move |event| {
        let value = event_target_value(&event);
        // Not what is shown for want of another: the servers of this tag may have another first one.
        go(wanted.get_untracked(), value.strip_prefix('=').map(str::to_owned));
    };
    let choose_monitor = move |event| go(event_target_value(&event).parse().ok(), tag.get_untracked());
    let tags = move || {
        let option = |(name, servers): (String, usize)| {
            let value = ["=", &name].concat();
            let text = if name.is_empty() { words.get().untagged().to_owned() } else { format::shown(&name) };
            let is_chosen = tag.get().as_ref() == Some(&name);
            view! { <option value=value prop:selected=is_chosen>{[&text, " · ", &servers.to_string()].concat()}</option> }
        };
        fleet.tags().get().into_iter().map(option).collect::<Vec<_>>()
    };
    let monitor_options = move || {
        let option = |(id, name): (u64, String)| {
            let is_chosen = monitor.get() == Some(id);
            view! { <option value=id prop:selected=is_chosen>{name}</option> }
        };
        offered.get().into_iter().map(option).collect::<Vec<_>>()
    };
    let ways = By::ALL.map(|way| {
        let pressed = move || (by.get() == way).to_string();
        view! { <button type="button" aria-pressed=pressed on:click=move |_| by.set(way)>{words.say(word(way))}</button> }
    });
    let chart = move || {
        if !has_lines.get() {
            return View::nothing();
        }
        let picture = || Rc::clone(&picture);
        view! {
            <section class="panel latency">
                <header class="panel-head">
                    <h2>{label}</h2>
                </header>
                <Graph picture=picture() looking label painted/>
                <p class="hint chart-marks">{words.say(|w| w.compare_lines())}</p>
                <div class="chart-tools">
                    <DataTable picture=picture() looking/>
                    <ExportButtons picture=picture() looking lines_of=LinesOf::Servers title=label of=name_of_monitor/>
                </div>
                <p class="out-of-sight" id="chart-hint">{words.say(|w| w.chart_hint())}</p>
            </section>
        }
    };
    let results = move || {
        if !has_results.get() {
            return View::nothing();
        }
        view! {
            <section class="panel">
                <header class="panel-head"><h2>{words.say(|w| w.compare_ranking())}</h2></header>
                <Ranking comparison=comparison.clone() monitor by/>
            </section>
            <section class="panel">
                <header class="panel-head"><h2>{words.say(|w| w.heat_map())}</h2></header>
                <HeatMap comparison=comparison.clone()/>
            </section>
        }
    };
    view! {
        <div class="title"><h1>{words.say(|w| w.compare_title())}</h1></div>
        <section class="panel compare">
            <div class="compare-choices">
                <label>{words.say(|w| w.tags())} " "
                    <select on:change=choose_tag>
                        <option value="">{move || [words.get().all(), " · ", &fleet.rows().read().len().to_string()].concat()}</option>
                        {tags}
                    </select>
                </label>
                <label hidden=move || offered.get().is_empty()>{words.say(|w| w.monitor())} " "
                    <select on:change=choose_monitor>{monitor_options}</select>
                </label>
                <div class="segments" role="group" aria-label=words.say(|w| w.compare_by())>{ways}</div>
            </div>
            <p>{cost_text}</p>
            <When condition=needs_confirmation>
                <label class="compare-confirm">
                    <input type="checkbox" prop:checked=is_confirmed on:change=confirm/>
                    " " {words.say(|w| w.compare_confirm())}
                </label>
            </When>
            <div class="compare-start">
                <button type="button" class="button" disabled=move || !is_running.get() && !is_ready() on:click=start>
                    {move || if is_running.get() { words.get().compare_stop() } else { words.get().compare_start() }}
                </button>
                <progress hidden=move || progress.get().1 == 0 value=move || progress.get().0.to_string() max=move || progress.get().1.to_string()></progress>
                <span class="hint" role="status">{progress_text}</span>
            </div>
            {move || refused.get().map(|error| view! { <Sorry sentence=Sentence::of_error(&error, words.get())/> })}
        </section>
        {chart}
        {results}
    }
}
