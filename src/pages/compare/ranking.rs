//! Who is best on the chosen monitor.

use std::rc::Rc;

use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use nezha_chart::style;
use nezha_fleet::compare::{By, ranking};
use nezha_fleet::latency::Summary;
use web_sys::HtmlElement;

use crate::browser::focus;
use crate::charts::loss_class;
use crate::comparison::{Compared, Comparison, Measured, Outcome};
use crate::dom::{Handle, Key, Signal, Var, View, keyed, view};
use crate::route::Route;
use crate::words::{
    Word, Words, format,
    losses::{no_data, part},
    sentence::Sentence,
};

/// More lines than this nobody can tell apart.
const MOST_LINES: usize = 16;

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

/// Where every server stands.
#[derive(PartialEq)]
struct Standing {
    /// The servers by id, best first, each with its place in their list.
    order: Vec<Key>,
    /// The same by their places in the list.
    of: Vec<Stands>,
}

/// Where one server stands.
#[derive(Clone, Copy, PartialEq, Default)]
struct Stands {
    /// Its place in the ranking; `None` without a value.
    place: Option<usize>,
    /// Its place among the lines that are drawn.
    line: Option<usize>,
}

impl Standing {
    fn of(servers: &[Compared], tag: Option<&String>, monitor: u64, by: By) -> Self {
        let ranked = ranked(servers, tag, monitor, by);
        let mut of = vec![Stands::default(); servers.len()];
        for (at, place) in &ranked {
            of[*at].place = *place;
        }
        for (line, at) in drawn(servers, monitor, &ranked).into_iter().enumerate() {
            of[at].line = Some(line);
        }
        let key = |(at, _): (usize, Option<usize>)| Some((servers.get(at)?.server.id, at));
        Self { order: ranked.into_iter().filter_map(key).collect(), of }
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

/// The places of the servers of a tag in the list of all, best first, each with its place in the ranking.
pub(super) fn ranked(
    servers: &[Compared],
    tag: Option<&String>,
    monitor: u64,
    by: By,
) -> Vec<(usize, Option<usize>)> {
    let of_tag: Vec<usize> = (0..servers.len()).filter(|at| servers[*at].server.is_of(tag)).collect();
    let summaries = of_tag.iter().map(|at| servers[*at].on(monitor).map(|measured| &measured.summary));
    ranking(summaries, by).into_iter().map(|ranked| (of_tag[ranked.index], ranked.place)).collect()
}

/// Of those that are ranked the places of the servers whose lines are drawn, best first. A line looks as its place among these says: all that are
/// drawn differ.
pub(super) fn drawn(servers: &[Compared], monitor: u64, ranked: &[(usize, Option<usize>)]) -> Vec<usize> {
    let has_line = |at: &usize| {
        let measured = servers.get(*at).and_then(|server| server.on(monitor));
        measured.is_some_and(|measured| measured.line.is_some())
    };
    ranked.iter().map(|(at, _)| *at).filter(has_line).take(MOST_LINES).collect()
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

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use nezha_chart::Range;
    use nezha_fleet::latency::{Analysis, Probing};

    use super::*;
    use crate::charts::Line;
    use crate::comparison::{Chosen, Measured};

    /// A server that took so many milliseconds on monitor 1.
    fn compared(id: u64, ms: f32, has_line: bool) -> Compared {
        let (times, values) = (vec![0, 60_000, 120_000], vec![ms; 3]);
        let summary = Analysis::of(&times, &values, Probing::default()).summary(&times, &values, 0..180_000);
        let measured = Measured {
            monitor_id: 1,
            monitor_name: String::new(),
            summary,
            range: Range { from_ms: 0, to_ms: 180_000 },
            line: has_line.then(|| Rc::new(Line::new(0, String::new(), times, values))),
        };
        let tag = if id.is_multiple_of(2) { "even" } else { "" };
        Compared {
            server: Chosen { id, name: String::new(), tag: tag.to_owned() },
            outcome: Outcome::Measured(Rc::new(vec![measured])),
        }
    }

    fn drawn_of(servers: &[Compared]) -> Vec<usize> {
        drawn(servers, 1, &ranked(servers, None, 1, By::Median))
    }

    #[test]
    fn a_row_knows_its_place_and_its_line_wherever_it_is_in_the_list() {
        let standing = Standing::of(&[compared(7, 10.0, false), compared(8, 5.0, true)], None, 1, By::Median);
        assert_eq!(standing.order, [(8, 1), (7, 0)]);
        let stands = |at: usize| (standing.of[at].place, standing.of[at].line);
        assert_eq!([stands(0), stands(1)], [(Some(2), None), (Some(1), Some(0))]);
    }

    #[test]
    fn of_a_tag_only_its_servers_have_places_and_lines() {
        let servers = [compared(7, 10.0, true), compared(8, 20.0, true), compared(10, 15.0, true)];
        let standing = Standing::of(&servers, Some(&"even".to_owned()), 1, By::Median);
        assert_eq!(standing.order, [(10, 2), (8, 1)]);
        let stands: Vec<_> = standing.of.iter().map(|one| (one.place, one.line)).collect();
        assert_eq!(stands, [(None, None), (Some(2), Some(1)), (Some(1), Some(0))]);
    }

    #[test]
    fn the_best_are_drawn_and_no_more_than_can_be_told_apart() {
        let servers: Vec<Compared> = (0..60).map(|id| compared(id, 100.0 - id as f32, true)).collect();
        let best: Vec<usize> = (0..60).rev().take(MOST_LINES).collect();
        assert_eq!(drawn_of(&servers), best);
    }

    #[test]
    fn a_server_whose_line_was_not_kept_takes_no_place_among_the_drawn() {
        let servers = [compared(1, 10.0, false), compared(2, 20.0, true), compared(3, 5.0, true)];
        assert_eq!(drawn_of(&servers), [2, 1]);
    }
}
