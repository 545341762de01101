//! Who is best on the chosen monitor.

use leptos::prelude::*;
use nezha_chart::COLOURS;
use nezha_fleet::compare::{By, ranking};

use super::comparison::{Compared, Comparison, Outcome};
use crate::charts::{no_data, part};
use crate::dom::{Signal, Var, View, view};
use crate::format;
use crate::i18n::Words;
use crate::route::Route;
use crate::sentence::Sentence;

/// A row a server, best first; those without a value are last, with the reason.
#[component]
pub(super) fn Ranking(
    /// What came in.
    comparison: Comparison,
    /// The monitor.
    monitor: Signal<Option<u64>>,
    /// What servers are ranked by.
    by: Var<usize>,
) -> View {
    let words = Words::of_app();
    let rows = move || {
        let servers = comparison.servers();
        let id = monitor.get().unwrap_or_default();
        let ranked = ranked(&servers, id, by.get());
        ranked
            .into_iter()
            .filter_map(|(at, place)| Some(row(servers.get(at)?, at, place, id, words)))
            .collect::<Vec<_>>()
    };
    let heads = [
        words.say(|w| w.server()),
        words.say(|w| w.stat_median()),
        words.say(|w| w.stat_p95()),
        words.say(|w| w.stat_lost()),
        words.say(|w| w.stat_partly_lost()),
        words.say(|w| w.cannot_tell()),
        words.say(|w| w.no_data()),
    ];
    let heads = heads.map(|head| view! { <th scope="col">{head}</th> });
    view! {
        <div class="numbers-frame">
            <table class="numbers">
                <thead><tr>{heads}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

/// The places of the servers in their list, best first, each with its place in the ranking.
pub(super) fn ranked(servers: &[Compared], monitor: u64, by: usize) -> Vec<(usize, Option<usize>)> {
    let by = [By::Median, By::P95, By::Loss].get(by).copied().unwrap_or_default();
    let summaries = servers.iter().map(|server| server.on(monitor).map(|measured| &measured.summary));
    ranking(summaries, by).into_iter().map(|ranked| (ranked.index, ranked.place)).collect()
}

fn row(server: &Compared, at: usize, place: Option<usize>, monitor: u64, words: Words) -> View {
    let address = Route::server(server.id).to_string();
    let name = server.name.clone();
    let cells = match (server.on(monitor), &server.outcome) {
        (Some(measured), _) => {
            let summary = &measured.summary;
            let cells = [
                (words.get().stat_median(), format::milliseconds(summary.median), "strong"),
                (words.get().stat_p95(), format::milliseconds(summary.p95), ""),
                (words.get().stat_lost(), part(summary.lost, summary.lost_share()), "lost"),
                (
                    words.get().stat_partly_lost(),
                    part(summary.partly_lost, summary.partly_lost_share()),
                    "partly-lost",
                ),
                (words.get().cannot_tell(), part(summary.cannot_tell, summary.cannot_tell_share()), "doubt"),
                (words.get().no_data(), no_data(summary.no_data_ms, measured.range, words), "gap"),
            ];
            let cell = |(label, text, class): (&'static str, String, &'static str)| {
                let is_nothing = matches!(text.as_str(), "0%" | "0");
                view! { <td data-label=label class=if is_nothing { "" } else { class }>{text}</td> }
            };
            View::of_several(cells.map(cell))
        }
        (None, outcome) => {
            let text = match outcome {
                Outcome::Waiting => words.get().compare_waiting().to_owned(),
                Outcome::Failed(error) => Sentence::of_error(error, words.get()).what,
                Outcome::Measured(_) => words.get().compare_not_covered().to_owned(),
            };
            view! { <td colspan="6" class="compare-none">{text}</td> }
        }
    };
    view! {
        <tr>
            <th scope="row">
                <span class="place">{place.map_or(String::new(), |place| place.to_string())}</span>
                <i class="swatch" data-series=at % COLOURS></i>
                <a href=address><bdi>{name}</bdi></a>
            </th>
            {cells}
        </tr>
    }
}
