//! A server of which nobody knows whether it was created.

use leptos::prelude::*;
use nezha_fleet::places::sorted_by_number;
use nezha_install::{Known, Plan, Progress};

use crate::components::{AdminLink, When};
use crate::dom::{Signal, View, react, shared, view};
use crate::fleet::{Fleet, Row};
use crate::registration::{Registration, StandStill, Work};
use crate::route::Route;
use crate::words::{Words, fill, format, sentence::Sentence};

/// The servers that were made for one of the plan, lowest id first.
pub(super) fn made_rows(work: &Work, at: usize, fleet: Fleet) -> Vec<Row> {
    let Some(plan) = &work.plan else { return Vec::new() };
    let rows = fleet.rows().read();
    sorted_by_number(rows.iter().filter(|row| is_made(plan, at, row)).cloned().collect(), |row| row.id)
}

/// Whether a server was made for one of a plan.
pub(super) fn is_made(plan: &Plan, at: usize, row: &Row) -> bool {
    let server = row.server.read_untracked();
    plan.is_made(at, Known { id: row.id, name: &server.name, tag: &server.tag })
}

/// How many new ones were found, and what may be done then: try again after none, look at several.
#[component]
pub fn Lost(
    /// The server's place in the plan.
    at: usize,
) -> View {
    let words = Words::of_app();
    let registration = Registration::of_app();
    let fleet = shared::<Fleet>();
    let work = registration.work();
    let found = Signal::memo(move || {
        let work = work.read();
        match work.plan.as_ref()?.servers().get(at)?.progress {
            Progress::Lost { found } => found,
            _ => None,
        }
    });
    let name = move || work.with(|work| Some(format::shown(&work.plan.as_ref()?.servers().get(at)?.name)));
    let running = Signal::memo(move || work.read().running);
    // What was counted before is doubted then.
    let is_unreadable = move || work.read().stands_still == Some(StandStill::Unreadable);
    let said = move || match (found.get(), running.get()) {
        (_, false) if is_unreadable() => None,
        (_, true) => Some(words.get().register_counting().to_owned()),
        (None, _) => None,
        (Some(0), _) => Some(words.get().register_found_none().to_owned()),
        (Some(n), _) => Some(fill(words.get().register_found_several(), &[("n", &n.to_string())])),
    };
    // Why nobody could look, be it for the first time or before it is tried again.
    let failed = move || {
        let why = work.read().stands_still.clone();
        why.map(|why| {
            let Sentence { what, next, .. } = Sentence::of_stand_still(&why, words.get());
            [&what, " ", next].concat()
        })
    };
    let rows = Signal::memo(move || work.with(|work| made_rows(work, at, fleet)));
    // What turns up later than anybody counted is counted as well. After a failure a person says when to look again.
    react(move || {
        let is_news = found.get() == Some(0) && !running.get() && !rows.get().is_empty();
        if is_news && work.with_untracked(|work| work.stands_still.is_none()) {
            registration.go_on();
        }
    });
    let several = Signal::derive(move || found.get().is_some_and(|found| found > 1));
    let links = move || {
        let link = |row: Row| {
            let text = ["#", &row.id.to_string()].concat();
            view! { <li><a href=Route::server(row.id).to_string()>{text}</a></li> }
        };
        rows.get().into_iter().map(link).collect::<Vec<_>>()
    };
    let accept = move |_| {
        if let Some(newest) = rows.get_untracked().pop() {
            registration.accept(at, newest.id);
        }
    };
    view! {
        <div class="sorry" role="status">
            <p><b>{words.say(|w| w.register_lost())}</b> " " <bdi>{name}</bdi></p>
            <p>{said} " " {failed}</p>
            <When condition=several><ul class="found">{links}</ul></When>
            <div class="actions">
                <When condition=Signal::derive(move || found.get() == Some(0))>
                    <button class="button" type="button" prop:disabled=running on:click=move |_| registration.try_again(at)>
                        {words.say(|w| w.register_try_again())}
                    </button>
                </When>
                <When condition=several>
                    <button class="button" type="button" on:click=accept>{words.say(|w| w.register_accept())}</button>
                    <AdminLink/>
                </When>
                <button class="button quiet" type="button" prop:disabled=running on:click=move |_| registration.go_on()>
                    {words.say(|w| w.register_count_again())}
                </button>
            </div>
        </div>
    }
}
