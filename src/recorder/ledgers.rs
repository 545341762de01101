//! How much traffic servers had, as all tabs have counted it.

use nezha_api::ApiBase;
use nezha_fleet::traffic::Ledger;

use crate::kept::storage::{self, Shelf};

/// Where it is kept.
pub(super) fn ledger_key(base: &ApiBase, id: u64) -> String {
    storage::key(&["traffic.", &id.to_string()].concat(), base)
}

/// How much traffic a server had, as far as any tab has written it.
pub(super) fn stored_ledger(base: &ApiBase, id: u64) -> Option<Ledger> {
    storage::read(Shelf::Browser, &ledger_key(base, id)).and_then(|text| Ledger::parse(&text))
}

/// Takes over what another tab has counted if it goes further. `now_s` is by the dashboard's clock, in Unix seconds.
pub(super) fn take_over(ledger: &mut Ledger, stored: Option<&Ledger>, now_s: Option<i64>) {
    if let Some(stored) = stored
        && ledger.is_behind(stored, now_s.unwrap_or(i64::MAX))
    {
        *ledger = stored.clone();
    }
}
