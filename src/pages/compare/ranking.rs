//! Who is best on the chosen monitor.

use std::rc::Rc;

use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use nezha_chart::style;
use nezha_fleet::compare::By;
use nezha_fleet::latency::Summary;
use web_sys::HtmlElement;

use crate::browser::focus;
use crate::charts::loss_class;
use crate::comparison::{Compared, Comparison, Measured, Outcome, Standing, Stands};
use crate::dom::{Handle, Key, Signal, Var, View, keyed, view};
use crate::route::Route;
use crate::words::{
    Word, Words, format,
    losses::{no_data, part},
    sentence::Sentence,
};

/// A number of a server on the monitor.
#[derive(Clone, Copy)]
struct Column {
    word: Word,
    say: fn(&Measured, Words) -> String,
    /// How it is coloured, unless it says nothing.
    class: fn(&Summary) -> &'static str,
}

const COLUMNS: [Column; 7] = [
    Column {
        word: |w| w.stat_median(),
        say: |measured, _| format::milliseconds(measured.summary.median),
        class: |_| "strong",
    },
    Column {
        word: |w| w.stat_p95(),
        say: |measured, _| format::milliseconds(measured.summary.p95),
        class: |_| "",
    },
    Column {
        word: |w| w.compare_loss(),
        say: |measured, _| probe_loss(&measured.summary),
        class: |summary| loss_class("lost", summary.estimated_probe_loss()),
    },
    Column {
        word: |w| w.stat_lost(),
        say: |measured, _| part(measured.summary.lost, measured.summary.lost_share()),
        class: |summary| loss_class("lost", summary.lost_share()),
    },
    Column {
        word: |w| w.stat_partly_lost(),
        say: |measured, _| part(measured.summary.partly_lost, measured.summary.partly_lost_share()),
        class: |summary| loss_class("partly-lost", summary.partly_lost_share()),
    },
    Column {
        word: |w| w.cannot_tell(),
        say: |measured, _| part(measured.summary.cannot_tell, measured.summary.cannot_tell_share()),
        class: |_| "doubt",
    },
    Column {
        word: |w| w.no_data(),
        say: |measured, words| no_data(measured.summary.no_data_ms, measured.range, words),
        class: |_| "gap",
    },
];

/// A row a server, best first; those without a value are last, with the reason.
#[component]
pub(super) fn Ranking(
    /// What came in.
    comparison: Comparison,
    /// Of which servers it is shown; `None` for all.
    tag: Signal<Option<String>>,
    /// The monitor.
    monitor: Signal<Option<u64>>,
    /// What servers are ranked by.
    by: Var<By>,
) -> View {
    let words = Words::of_app();
    let servers = comparison.clone();
    let standing = Signal::memo(move || {
        let (tag, monitor) = (tag.get(), monitor.get().unwrap_or_default());
        Rc::new(Standing::of(&servers.servers(), tag.as_ref(), monitor, by.get()))
    });
    let table = Handle::<HtmlElement>::default();
    let rows = move || {
        keep_focus(table);
        standing.get().order.clone()
    };
    let row = move |(id, at): Key| {
        let own = Signal::memo(move || standing.get().of.get(at).copied().unwrap_or_default());
        row(id, comparison.server(at), own, monitor, words)
    };
    let head = |word: Word| view! { <th scope="col">{words.say(word)}</th> };
    let heads = [head(|w| w.server()), View::of_several(COLUMNS.map(|Column { word, .. }| head(word)))];
    view! {
        <div class="numbers-frame">
            <table class="numbers" node_ref=table>
                <thead><tr>{heads}</tr></thead>
                <tbody>{keyed(rows, |row| *row, row)}</tbody>
            </table>
        </div>
    }
}

/// What that is called by which servers are ranked.
pub(super) fn word(by: By) -> Word {
    match by {
        By::Median => |w| w.stat_median(),
        By::P95 => |w| w.stat_p95(),
        By::Loss => |w| w.compare_loss(),
    }
}

/// A row that moves loses the focus; once it is where it belongs it gets that back.
fn keep_focus(table: Handle<HtmlElement>) {
    let focused = table.found().zip(document().active_element());
    let Some((_, focused)) = focused.filter(|(table, focused)| table.contains(Some(focused))) else { return };
    request_animation_frame(move || {
        // Unless somebody has put it elsewhere meanwhile.
        let is_lost = document().active_element().is_none_or(|now| now.contains(Some(&focused)));
        if is_lost {
            focus::move_in_place(focused.unchecked_ref());
        }
    });
}

/// The share of probes that were lost for certain or probably, by which servers are ranked.
pub(super) fn probe_loss(summary: &Summary) -> String {
    part(summary.lost + summary.partly_lost, summary.estimated_probe_loss())
}

fn row(
    id: u64,
    server: Signal<Option<Compared>>,
    stands: Signal<Stands>,
    monitor: Signal<Option<u64>>,
    words: Words,
) -> View {
    let address = Route::server(id).to_string();
    let name = move || server.get().map(|one| one.server.shown_name(words)).unwrap_or_default();
    let place = move || stands.get().place.map_or(String::new(), |place| place.to_string());
    let line = move || stands.get().line.map(style);
    let cells = move || server.get().map(|server| cells(&server, monitor.get().unwrap_or_default(), words));
    view! {
        <tr>
            <th scope="row">
                <span class="place">{place}</span>
                <i class="swatch" data-series=move || line().map(|line| usize::from(line.colour)) data-dash=move || line().map(|line| usize::from(line.dash))></i>
                <a href=address><bdi>{name}</bdi></a>
            </th>
            {cells}
        </tr>
    }
}

/// What a server's row says of a monitor.
fn cells(server: &Compared, monitor: u64, words: Words) -> View {
    match (server.on(monitor), &server.outcome) {
        (Some(measured), _) => {
            let cell = |Column { word, say, class }: Column| {
                let text = say(measured, words);
                let is_nothing = matches!(text.as_str(), "0%" | "0" | format::UNKNOWN);
                let class = if is_nothing { "" } else { class(&measured.summary) };
                view! { <td data-label=word(words.get()) class=class>{text}</td> }
            };
            View::of_several(COLUMNS.map(cell))
        }
        (None, outcome) => {
            let text = match outcome {
                Outcome::Waiting => words.get().compare_waiting().to_owned(),
                Outcome::Failed(error) => Sentence::of_latency_error(error, words.get()).what,
                Outcome::Measured(_) => words.get().compare_not_covered().to_owned(),
            };
            view! { <td colspan=COLUMNS.len().to_string() class="compare-none">{text}</td> }
        }
    }
}
