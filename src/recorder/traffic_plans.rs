//! What a provider bills for each server, as the visitor has said.

use leptos::ev;
use leptos::prelude::{on_cleanup, window_event_listener};
use nezha_api::ApiBase;
use nezha_fleet::traffic::TrafficPlan;

use crate::dom::Var;
use crate::kept::storage::{self, Shelf};

fn key(base: &ApiBase, id: u64) -> String {
    storage::key(&["traffic-plan.", &id.to_string()].concat(), base)
}

fn kept(base: &ApiBase, id: u64) -> Option<TrafficPlan> {
    storage::read(Shelf::Browser, &key(base, id)).and_then(|text| TrafficPlan::parse(&text))
}

/// The plan of a server, also when another tab changes it, for as long as the caller's owner lives; that of somebody who has said
/// nothing where none is kept.
pub(crate) fn follow_traffic_plan(base: &ApiBase, id: u64) -> Var<TrafficPlan> {
    let plan = Var::new(kept(base, id).unwrap_or_default());
    let base = base.clone();
    let stored = window_event_listener(ev::storage, move |event| {
        if event.key().is_some_and(|changed| changed == key(&base, id)) {
            plan.set(kept(&base, id).unwrap_or_default());
        }
    });
    on_cleanup(move || stored.remove());
    plan
}

/// Changes the plan of a server and keeps it in this browser, on top of what another tab may have changed meanwhile.
pub(crate) fn change_traffic_plan(
    base: &ApiBase,
    id: u64,
    plan: Var<TrafficPlan>,
    change: &dyn Fn(&mut TrafficPlan),
) {
    let newest =
        storage::read_newest(Shelf::Browser, &key(base, id)).and_then(|text| TrafficPlan::parse(&text));
    let mut changed = newest.unwrap_or_else(|| plan.get_untracked());
    change(&mut changed);
    storage::write(Shelf::Browser, &key(base, id), &changed.print());
    plan.set(changed);
}
