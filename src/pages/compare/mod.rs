//! Servers side by side on one monitor: only when asked for, with the cost said before.

mod choices;
mod compare_chart;
mod heat_map;
mod ranking;
mod start;

use leptos::prelude::*;
use nezha_fleet::compare::By;

use crate::comparison::{Chosen, Comparison, monitors, shown_monitor};
use crate::components::When;
use crate::dom::{Signal, Var, View, shared, view};
use crate::fleet::Fleet;
use crate::history::History;
use crate::kept::settings::Settings;
use crate::navigation::Navigation;
use crate::route::Route;
use crate::words::{
    Words, fill,
    names::{monitor_name, told_apart},
};
use choices::Choices;
use compare_chart::CompareChart;
use heat_map::HeatMap;
use ranking::Ranking;
use start::Start;

/// Chooses servers and a monitor, asks when told to, and shows who is best.
#[component]
pub fn Compare() -> View {
    let words = Words::of_app();
    let fleet = shared::<Fleet>();
    let history = History::of_app();
    let route = shared::<Navigation>().route();
    let comparison = Comparison::of_app(shared::<Settings>().preferences_untracked());
    let (is_running, done) = (comparison.is_running(), comparison.done());
    let by = Var::new(By::default());

    let tag = Signal::memo(move || match route.get() {
        Route::Compare { tag, .. } => tag,
        _ => None,
    });
    let chosen = Signal::derive(move || {
        let tag = tag.get();
        fleet.tags().track();
        let rows = fleet.rows().get();
        let all = rows.iter().map(|row| {
            let server = row.server.read_untracked();
            Chosen { id: row.id, name: server.name.clone(), tag: server.tag.clone() }
        });
        all.filter(|server| server.is_of(tag.as_ref())).collect::<Vec<_>>()
    });
    let found = Signal::memo({
        let comparison = comparison.clone();
        move || {
            let found = monitors(&comparison.servers(), tag.get().as_ref(), words);
            if !found.is_empty() {
                return found;
            }
            told_apart(history.monitors(|one| monitor_name(&one.monitor_name, one.monitor_id, words)))
        }
    });
    let wanted = Signal::memo(move || match route.get() {
        Route::Compare { monitor, .. } => monitor,
        _ => None,
    });
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
    let name_of_monitor =
        Signal::derive(move || monitor.get().and_then(|id| offered.get().remove(&id)).unwrap_or_default());
    let monitors_found = Signal::derive(move || found.get().len());
    let has_results = Signal::memo({
        let comparison = comparison.clone();
        move || {
            let tag = tag.get();
            done.get() > 0 && comparison.servers().iter().any(|one| one.server.is_of(tag.as_ref()))
        }
    });
    view! {
        <div class="title"><h1>{words.say(|w| w.compare_title())}</h1></div>
        <section class="panel compare">
            <Choices tag wanted monitor offered by/>
            <Start comparison=comparison.clone() chosen monitors=monitors_found/>
        </section>
        <CompareChart comparison=comparison.clone() tag monitor monitor_name=name_of_monitor by/>
        <When condition=has_results>
            <section class="panel">
                <header class="panel-head"><h2>{words.say(|w| w.compare_ranking())}</h2></header>
                <Ranking comparison=comparison.clone() tag monitor by/>
            </section>
            <section class="panel">
                <header class="panel-head"><h2>{words.say(|w| w.heat_map())}</h2></header>
                <HeatMap comparison=comparison.clone() tag/>
            </section>
        </When>
    }
}
