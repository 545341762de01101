//! Sends every recorded request to a simulator that is set up like the dashboard of the recording, and compares
//! what comes back with what the real dashboard said: status, headers, and JSON down to the order of the keys
//! and the spelling of numbers and escapes.
//!
//! `NEZHA_RECORDED` names another folder of recordings to replay. What the dashboards held is known from the
//! project's own recordings in any case.

#![allow(clippy::expect_used, clippy::panic, reason = "what helps a test may fail like one")]

#[path = "../support/mod.rs"]
mod support;

mod compare;
mod dashboard;
mod recording;

use dashboard::Dashboard;
use recording::Recording;
use std::path::{Path, PathBuf};
use support::folder::Folder;

/// What the simulator does not cover, and why. A `*` at the end stands for any ending.
const NOT_COVERED: [(&str, &str); 2] = [
    ("cookieapi-*", "the API behind V0's own login, which is not public and which no client here uses"),
    ("static-file", "a picture out of V0's own binary"),
];

fn is_covered(name: &str) -> bool {
    !NOT_COVERED.iter().any(|(pattern, _)| matches(pattern, name))
}

fn matches(pattern: &str, name: &str) -> bool {
    pattern.strip_suffix('*').map_or(pattern == name, |start| name.starts_with(start))
}

/// The project's own copy of the recordings.
fn own_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../nezha-api/recorded")
}

#[test]
fn every_recorded_request_is_answered_as_the_real_dashboard_did() {
    let folder = std::env::var_os("NEZHA_RECORDED").map_or_else(own_folder, PathBuf::from);
    let recordings = Recording::read_all(&folder);
    let known: Vec<Recording> =
        Recording::read_all(&own_folder()).into_iter().chain(Recording::read_all(&folder)).collect();
    let mut failures = Vec::new();
    let mut replayed = 0;
    for recording in recordings.iter().filter(|recording| is_covered(&recording.name)) {
        let files = Folder::new();
        let dashboard = Dashboard::behind(recording, &known, &files);
        failures.extend(compare::replay(recording, &dashboard));
        replayed += 1;
    }
    println!("{replayed} of {} recordings replayed", recordings.len());
    assert!(replayed > 0, "there is nothing to replay in {}", folder.display());
    assert!(failures.is_empty(), "{} differences:\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn what_is_not_covered_is_still_among_the_recordings() {
    let recordings = Recording::read_all(&own_folder());
    for (pattern, reason) in NOT_COVERED {
        let found = recordings.iter().any(|recording| matches(pattern, &recording.name));
        assert!(found, "{pattern} ({reason}) does not exist");
    }
}
