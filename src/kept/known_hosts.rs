//! When each server last reported and what it is, kept in this browser from one visit to the next.
//!
//! After a restart the dashboard knows nothing of a machine that is merely down. What was seen before knows better.

use leptos::prelude::*;
use nezha_api::ApiBase;
use nezha_fleet::known_hosts::KnownHosts;
use web_sys::PageTransitionEvent;

use crate::browser::clock::monotonic_ms;
use crate::browser::page;
use crate::dom::react;
use crate::feed::Feed;
use crate::fleet::Fleet;
use crate::kept::storage::{self, Shelf};
use crate::session::Session;

/// Written no more often than this, and when the page is left.
const EVERY_MS: f64 = 60_000.0;

/// Reads what an earlier visit saw.
pub fn load(base: &ApiBase) -> KnownHosts {
    KnownHosts::parse(storage::read(Shelf::Browser, &key(base)).unwrap_or_default())
}

/// Keeps what this visit sees, for as long as the app runs. A guest sees some of the servers: of the others stays what
/// their owner saw.
pub fn keep(base: &ApiBase, fleet: Fleet, feed: Feed, session: Session) {
    let base = StoredValue::new(base.clone());
    let written_ms = StoredValue::new(f64::NEG_INFINITY);
    let write = move || {
        let mut notes = fleet.notes();
        // A tab that slept has not seen who died meanwhile, and after a restart of the dashboard does not hear of it.
        let known = base.with_value(load);
        let told = fleet.now_s().get_untracked().zip(feed.answered_ms().get_untracked());
        let now_s =
            told.map(|(then_s, then_ms)| then_s.saturating_add(((monotonic_ms() - then_ms) / 1000.0) as i64));
        notes.keep_later(&known, now_s);
        if !session.who_untracked().is_signed_in() {
            notes.keep_others(&known);
        }
        let text = notes.print();
        // Nothing seen is no reason to forget what was.
        if !text.is_empty() {
            written_ms.set_value(monotonic_ms());
            storage::write(Shelf::Browser, &base.with_value(key), &text);
        }
    };
    react(move || {
        feed.answered_ms().track();
        if monotonic_ms() - written_ms.get_value() >= EVERY_MS {
            write();
        }
    });
    // What others have written meanwhile is what a restarted dashboard no longer tells.
    react(move || {
        if fleet.timing().read().restarting {
            fleet.remember(base.with_value(load));
        }
    });
    // A tab that was not looked at for hours knows less than what others have written since.
    page::listen(&window(), "pagehide", move |_: PageTransitionEvent| {
        if feed.answered_ms().get_untracked().is_some_and(|answered_ms| answered_ms > written_ms.get_value())
        {
            write();
        }
    });
}

fn key(base: &ApiBase) -> String {
    storage::key("known-hosts", base)
}
