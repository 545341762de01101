//! What a provider bills for each server, as the visitor has said.

use nezha_api::ApiBase;
use nezha_fleet::traffic::Plan;

use crate::storage::{self, Shelf};

fn key(base: &ApiBase, id: u64) -> String {
    storage::key(&["traffic-plan.", &id.to_string()].concat(), base)
}

/// The plan of a server; that of somebody who has said nothing where none is kept.
pub(crate) fn stored_plan(base: &ApiBase, id: u64) -> Plan {
    let kept = storage::read(Shelf::Browser, &key(base, id));
    kept.and_then(|text| Plan::parse(&text)).unwrap_or_default()
}

/// Keeps the plan of a server in this browser.
pub(crate) fn store_plan(base: &ApiBase, id: u64, plan: &Plan) {
    storage::write(Shelf::Browser, &key(base, id), &plan.print());
}
