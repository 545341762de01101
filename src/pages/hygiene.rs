//! What somebody who keeps a fleet tidy would look at.

use leptos::prelude::*;
use nezha_fleet::hygiene::{Finding, Kind, findings};
use nezha_fleet::liveness::Liveness;
use rustc_hash::FxHashSet;

use crate::components::{AdminLink, ForOwner, When};
use crate::dom::{Signal, View, shared, view};
use crate::feed::Feed;
use crate::fleet::{Fleet, Row};
use crate::route::Route;
use crate::words::{Words, fill, format, names};

/// How many servers of a finding are linked.
const LINKS: usize = 60;

/// The findings, each with its servers, and where something can be done about them.
#[component]
pub fn Hygiene() -> View {
    let words = Words::of_app();
    let fleet = shared::<Fleet>();
    let feed = shared::<Feed>();
    let all = Signal::memo(move || {
        feed.answered_ms().track();
        find(&fleet.rows().read())
    });
    let watched = move || words.span((feed.watched_ms().get().unwrap_or_default() / 1000.0) as i64);
    let entries = move || all.get().into_iter().map(|finding| view! { <Entry finding/> }).collect::<Vec<_>>();
    view! {
        <div class="title">
            <h1>{words.say(|w| w.hygiene_title())}</h1>
            <span class="hint">{move || fill(words.get().hygiene_watched(), &[("age", &watched())])}</span>
        </div>
        <ForOwner why=|w| w.hygiene_needs_login()>
            <section class="panel hygiene-admin">
                <p>{words.say(|w| w.hygiene_admin())}</p>
                <AdminLink/>
            </section>
            <When
                condition=Signal::derive(move || !all.get().is_empty())
                otherwise=move || view! { <p class="sorry">{words.say(|w| w.hygiene_clean())}</p> }
            >
                <div class="hygiene">{entries}</div>
            </When>
        </ForOwner>
    }
}

/// The findings of the rows as they are. Who is known to have reported before is not without a report.
fn find(rows: &[Row]) -> Vec<Finding> {
    let is_silent = |row: &&Row| *row.liveness.read_untracked() == Liveness::NoReport;
    let silent: FxHashSet<u64> = rows.iter().filter(is_silent).map(|row| row.id).collect();
    let servers: Vec<_> = rows.iter().map(|row| row.server.read_untracked()).collect();
    findings(servers.iter().map(|server| &**server), |server| silent.contains(&server.id))
}

#[component]
fn Entry(finding: Finding) -> View {
    let words = Words::of_app();
    let fleet = shared::<Fleet>();
    let Finding { kind, ids } = finding;
    let count = ids.len();
    let said = Signal::derive(move || {
        let now = words.get();
        let (what, next, value, tag) = match &kind {
            Kind::NoReport => (now.hygiene_no_report(), now.hygiene_no_report_next(), "", ""),
            Kind::SameName { name } => {
                (now.hygiene_same_name(), now.hygiene_same_name_next(), name.as_str(), "")
            }
            Kind::SameNameInTag { name, tag } => {
                let tag = if tag.is_empty() { now.untagged() } else { tag.as_str() };
                (now.hygiene_same_name_in_tag(), now.hygiene_same_name_next(), name.as_str(), tag)
            }
            Kind::SameAddress { address } => {
                (now.hygiene_same_address(), now.hygiene_same_address_next(), address.as_str(), "")
            }
            Kind::OldAgent { version } => {
                (now.hygiene_old_agent(), now.hygiene_old_agent_next(), version.as_str(), "")
            }
            Kind::NewAgent { version } => {
                (now.hygiene_new_agent(), now.hygiene_new_agent_next(), version.as_str(), "")
            }
            Kind::LeftOverTag => (now.hygiene_left_over_tag(), now.hygiene_left_over_tag_next(), "", ""),
            Kind::Hidden => (now.hygiene_hidden(), now.hygiene_hidden_next(), "", ""),
            Kind::Unnamed => (now.hygiene_unnamed(), now.hygiene_unnamed_next(), "", ""),
        };
        let values = [("value", format::isolated(value)), ("tag", format::isolated(tag))];
        let [value, tag] = values.each_ref().map(|(key, value)| (*key, value.as_str()));
        (fill(what, &[value, tag]), next)
    });
    let links: Vec<_> = ids
        .into_iter()
        .take(LINKS)
        .map(|id| {
            let name = move || names::name_of(id, fleet, words);
            view! {
                <li><a class="chip" href=Route::server(id).to_string()><bdi>{name}</bdi> " " <span>{id}</span></a></li>
            }
        })
        .collect();
    let rest = count.saturating_sub(LINKS);
    view! {
        <section class="panel">
            <div class="panel-head"><h2>{move || said.get().0}</h2> <span class="hint">{count}</span></div>
            <p class="hint">{move || said.get().1}</p>
            <ul class="found">
                {links}
                {(rest > 0).then(|| view! { <li class="hint">{move || fill(words.get().bulk_more(), &[("n", &rest.to_string())])}</li> })}
            </ul>
        </section>
    }
}
