//! The head of a group of servers.

use leptos::prelude::*;
use nezha_fleet::liveness::State;
use nezha_fleet::totals::Totals;

use crate::dom::{Signal, View, shared, view};
use crate::fleet::Fleet;
use crate::shown::Shown;
use crate::words::{Words, names::shown_tag, states::state_word};

/// A tag, and what its servers do together. A click folds the group.
#[component]
pub fn GroupHeading(
    /// Which group, from the top.
    group: usize,
    /// Its role in the list.
    role: &'static str,
) -> View {
    let words = Words::of_app();
    let shown = shared::<Shown>();
    let fleet = shared::<Fleet>();
    let tag = Signal::derive(move || {
        shown.groups().read().get(group).map_or(String::new(), |(tag, _)| tag.clone())
    });
    let open = move || (!shown.is_folded(&tag.get())).to_string();
    let before = move || shown.groups().read().iter().take(group).map(|(_, servers)| servers).sum::<usize>();
    let sums = move || {
        fleet.changed().track();
        let groups = shown.groups().read();
        let servers = groups.get(group).map_or(0, |(_, servers)| *servers);
        let mut totals = Totals::default();
        for row in shown.rows().read().iter().skip(before()).take(servers) {
            totals.add(&row.server.read_untracked(), row.liveness.read_untracked().state());
        }
        said(&totals, words)
    };
    // Rows of a table are counted with the headings, the table's own first.
    let row_index = move || (role == "row").then(|| before() + group + 2);
    let cell = if role == "row" { "cell" } else { "presentation" };
    view! {
        <div class="group-heading" role=role aria-rowindex=row_index data-group=group.to_string()>
            <span role=cell>
                <button type="button" aria-expanded=open prop:disabled=move || !shown.may_fold() on:click=move |_| shown.fold(&tag.get_untracked())>
                    <b><bdi>{move || shown_tag(&tag.get(), words)}</bdi></b>
                    <span>{sums}</span>
                </button>
            </span>
        </div>
    }
}

/// How many there are, who of them is not live, and their speeds.
fn said(totals: &Totals, words: Words) -> String {
    let all = totals.census.all();
    let word = words.counted(all, |w| w.servers_one(), |w| w.servers_other());
    let mut said = [&all.to_string(), " ", word].concat();
    let mut add = |parts: &[&str]| {
        said.push_str(" · ");
        parts.iter().for_each(|part| said.push_str(part));
    };
    for state in State::ALL.into_iter().filter(|state| *state != State::Live) {
        let count = totals.census.of(state);
        if count > 0 {
            add(&[&count.to_string(), " ", state_word(state, words)]);
        }
    }
    let [out_speed, in_speed] = [totals.out_speed, totals.in_speed].map(|speed| words.speed(speed));
    add(&["↑ ", &out_speed, "  ↓ ", &in_speed]);
    said
}
