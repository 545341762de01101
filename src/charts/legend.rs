//! Which lines are which, which are shown, and their numbers: the table behind the chart.

use std::collections::HashSet;

use leptos::prelude::*;
use nezha_api::Series as Monitor;
use nezha_chart::COLOURS;

use super::numbers::Numbers;
use crate::dom::{Var, View, view};
use crate::format;
use crate::history::Latency;
use crate::i18n::{Words, fill};

/// A row a monitor: a switch with its colour and name, and its numbers over the day.
#[component]
pub(super) fn Legend(latency: Var<Latency>, hidden: Var<HashSet<u64>>) -> View {
    let words = Words::of_app();
    let monitors = move || {
        let series = latency.read().series.clone().unwrap_or_default();
        (0..series.len()).map(move |index| (index, series.clone())).collect::<Vec<_>>()
    };
    let row = move |(index, series): (usize, std::sync::Arc<Vec<Monitor>>)| {
        let id = series[index].monitor_id;
        let numbers = Numbers::of(&series[index]);
        let name = move || monitor_name(&series[index], words);
        let pressed = move || (!hidden.read().contains(&id)).to_string();
        let toggle = move |_| {
            hidden.update(|hidden| {
                if !hidden.remove(&id) {
                    hidden.insert(id);
                }
            });
        };
        view! {
            <tr>
                <th scope="row">
                    <button type="button" class="legend" aria-pressed=pressed on:click=toggle>
                        <i data-series=index % COLOURS></i><bdi>{name}</bdi>
                    </button>
                </th>
                <td>{format::milliseconds(numbers.last)}</td>
                <td>{format::milliseconds(numbers.min)}</td>
                <td>{format::milliseconds(numbers.median)}</td>
                <td class="wide">{format::milliseconds(numbers.p95)}</td>
                <td class="wide">{format::milliseconds(numbers.max)}</td>
                <td class:bad=numbers.lost_percent.is_some_and(|lost| lost > 0.0)>{format::percent(numbers.lost_percent)}</td>
            </tr>
        }
    };
    view! {
        <table class="numbers">
            <thead>
                <tr>
                    <th scope="col">{words.say(|w| w.monitor)}</th>
                    <th scope="col">{words.say(|w| w.stat_last)}</th>
                    <th scope="col">{words.say(|w| w.stat_min)}</th>
                    <th scope="col">{words.say(|w| w.stat_median)}</th>
                    <th scope="col" class="wide">{words.say(|w| w.stat_p95)}</th>
                    <th scope="col" class="wide">{words.say(|w| w.stat_max)}</th>
                    <th scope="col">{words.say(|w| w.stat_lost)}</th>
                </tr>
            </thead>
            <tbody>{move || monitors().into_iter().map(row).collect::<Vec<_>>()}</tbody>
        </table>
    }
}

/// A monitor's name, or its number where it has none.
pub(super) fn monitor_name(monitor: &Monitor, words: Words) -> String {
    match monitor.monitor_name.trim() {
        "" => fill(words.get().unnamed_monitor, &[("id", &monitor.monitor_id.to_string())]),
        name => format::shown(name),
    }
}
