//! What a page that is left carries over its own reload, in the tab's storage: the browser ends with the page, and does not
//! always finish what it was last told to write into its database.

use nezha_api::ApiBase;

use super::keys::{HOUR_MS, record_key};
use crate::kept::storage::{self, Shelf};

/// Keeps a record, by its key in the database, until [`carried`] takes it.
pub(super) fn carry(base: &ApiBase, record: &str, bytes: &[u8]) {
    let text: String = bytes.iter().copied().map(char::from).collect();
    storage::write(Shelf::Tab, &name(base, record), &text);
}

/// Takes the records of a server that may have been carried at that time, Unix milliseconds.
pub(super) fn carried(base: &ApiBase, id: u64, now_ms: i64) -> Vec<Vec<u8>> {
    let hour = now_ms / HOUR_MS;
    let records = [hour - 1, hour]
        .into_iter()
        .flat_map(|hour| ["m", "s"].map(|kind| record_key(&base.to_string(), id, hour, kind)));
    records
        .filter_map(|record| {
            let name = name(base, &record);
            let text = storage::read(Shelf::Tab, &name)?;
            storage::remove(Shelf::Tab, &name);
            // Whoever else wrote there is passed over.
            text.chars().map(|char| u8::try_from(char).ok()).collect()
        })
        .collect()
}

/// Forgets everything that was carried.
pub(super) fn forget_carried(base: &ApiBase) {
    storage::remove_all(Shelf::Tab, &["carried.", &base.to_string(), "|"].concat());
}

fn name(base: &ApiBase, record: &str) -> String {
    storage::key(&["carried.", record].concat(), base)
}
