//! Every server on every monitor, by shade; losses and gaps are told whatever the median is.

use leptos::prelude::*;
use nezha_fleet::compare::{Cell, SHADES, shade};

use super::ranking::probe_loss;
use crate::charts::loss_class;
use crate::comparison::{Comparison, Measured, monitors};
use crate::dom::{Key, Signal, View, keyed, view};
use crate::route::Route;
use crate::words::{Words, fill, format};

/// A table of medians, darker where slower.
#[component]
pub(super) fn HeatMap(
    /// What came in.
    comparison: Comparison,
    /// Of which servers it is shown; `None` for all.
    tag: Signal<Option<String>>,
) -> View {
    let words = Words::of_app();
    let servers = comparison.clone();
    let monitors = Signal::memo(move || monitors(&servers.servers(), tag.get().as_ref(), words));
    let heads = move || {
        let head = |name: String| view! { <th scope="col" title=name.clone()><bdi>{name}</bdi></th> };
        monitors.get().into_values().map(head).collect::<Vec<_>>()
    };
    let servers = comparison.clone();
    let rows = move || {
        let (servers, tag) = (servers.servers(), tag.get());
        let of_tag = servers.iter().enumerate().filter(|(_, one)| one.server.is_of(tag.as_ref()));
        of_tag.map(|(at, one)| (one.server.id, at)).collect()
    };
    let row = move |(id, at): Key| {
        let server = comparison.server(at);
        let name =
            Signal::derive(move || server.get().map(|one| one.server.shown_name(words)).unwrap_or_default());
        let cells = move || {
            let server = server.get();
            let on = |id: &u64| cell(server.as_ref().and_then(|server| server.on(*id)), words);
            monitors.get().keys().map(on).collect::<Vec<_>>()
        };
        let address = Route::server(id).to_string();
        view! { <tr><th scope="row" title=name><a href=address><bdi>{name}</bdi></a></th>{cells}</tr> }
    };
    let shades = (0..=SHADES.len()).map(|at| {
        let from = at.checked_sub(1).and_then(|at| SHADES.get(at)).copied().unwrap_or_default();
        let from = (from as u32).to_string();
        let text = move || match at == SHADES.len() {
            true => fill(words.get().heat_map_from(), &[("ms", &from)]),
            false => from.clone(),
        };
        view! { <li data-shade=at>{text}</li> }
    });
    view! {
        <div class="heat-map-frame" tabindex="0" role="region" aria-label=words.say(|w| w.heat_map())>
            <table class="heat-map">
                <thead><tr><th scope="col">{words.say(|w| w.server())}</th>{heads}</tr></thead>
                <tbody>{keyed(rows, |row| *row, row)}</tbody>
            </table>
        </div>
        <ul class="heat-map-shades">{shades.collect::<Vec<_>>()}</ul>
        <p class="hint chart-marks">{words.say(|w| w.heat_map_hint())}</p>
    }
}

fn cell(measured: Option<&Measured>, words: Words) -> View {
    let Some(measured) = measured else { return view! { <td></td> } };
    let cell = Cell::of(&measured.summary);
    let lost = cell.has_loss().then(|| {
        let class = loss_class("lost", measured.summary.estimated_probe_loss());
        view! { <i class=class>{probe_loss(&measured.summary)}</i> }
    });
    let gap = cell.has_gap().then(|| view! { <i>{words.get().no_data()}</i> });
    view! {
        <td data-shade=cell.median.map(shade)>
            {format::milliseconds(cell.median)} " " {lost} " " {gap}
        </td>
    }
}
