//! When each server last reported, kept in this browser from one visit to the next.
//!
//! After a restart the dashboard says "no report" of a machine that is merely down. What was seen before knows better.

use std::collections::HashMap;
use std::fmt::Write;

use leptos::prelude::*;
use nezha_api::ApiBase;
use web_sys::PageTransitionEvent;

use crate::dom::react;
use crate::feed::Feed;
use crate::fleet::Fleet;
use crate::net::clock::monotonic_ms;
use crate::net::page;
use crate::storage::{self, Shelf};

/// At most this many servers are remembered: about 60 kB.
const MOST: usize = 3_000;

/// Written no more often than this, and when the page is left.
const EVERY_MS: f64 = 60_000.0;

/// Reads what an earlier visit saw: Unix seconds by server id.
pub fn load(base: &ApiBase) -> HashMap<u64, i64> {
    parse(&storage::read(Shelf::Browser, &key(base)).unwrap_or_default())
}

/// Keeps what this visit sees, for as long as the app runs.
pub fn keep(base: &ApiBase, fleet: Fleet, feed: Feed) {
    let key = StoredValue::new(key(base));
    let write = move || {
        let reports = fleet.last_reports();
        // Nothing seen is no reason to forget what was.
        if !reports.is_empty() {
            key.with_value(|key| storage::write(Shelf::Browser, key, &print(&reports)));
        }
    };
    let mut written_ms = f64::NEG_INFINITY;
    react(move || {
        feed.answered_ms().track();
        let now_ms = monotonic_ms();
        if now_ms - written_ms >= EVERY_MS {
            write();
            written_ms = now_ms;
        }
    });
    page::listen(&window(), "pagehide", move |_: PageTransitionEvent| write());
}

fn key(base: &ApiBase) -> String {
    storage::key("last-reports", base)
}

/// One server a line: its id and its last report.
fn print(reports: &[(u64, i64)]) -> String {
    let mut reports = reports.to_vec();
    // The newest are the most likely to be asked for.
    reports.sort_by_key(|(_, seen_s)| std::cmp::Reverse(*seen_s));
    reports.iter().take(MOST).fold(String::new(), |mut text, (id, seen_s)| {
        // Writing into a string cannot fail.
        let _ = writeln!(text, "{id} {seen_s}");
        text
    })
}

fn parse(text: &str) -> HashMap<u64, i64> {
    let line = |line: &str| {
        let (id, seen_s) = line.split_once(' ')?;
        Some((id.parse().ok()?, seen_s.parse().ok().filter(|seen_s| *seen_s > 0)?))
    };
    text.lines().take(MOST).filter_map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_kept_is_read_back() {
        let reports = [(7, 1_795_341_896), (u64::MAX, 1)];
        assert_eq!(parse(&print(&reports)), HashMap::from(reports));
    }

    #[test]
    fn what_someone_else_wrote_there_does_no_harm() {
        assert_eq!(parse("x 1\n1\n2 -5\n\n3 99999999999999999999\n4 5"), HashMap::from([(4, 5)]));
    }

    #[test]
    fn it_stays_small_however_large_the_fleet() {
        let reports: Vec<(u64, i64)> = (1..=10_000).map(|id| (id, id as i64)).collect();
        let kept = parse(&print(&reports));
        assert_eq!(kept.len(), MOST);
        assert!(kept.contains_key(&10_000), "the newest are kept");
    }
}
