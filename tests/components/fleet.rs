use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use leptos::prelude::*;
use leptos::task::tick;
use nezha_api::{NEVER_REPORTED, Server};
use nezha_fleet::known_hosts::KnownHosts;
use nezha_fleet::liveness::Liveness;
use nezha_lens::dom::View;
use nezha_lens::fleet::Fleet;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::{self, NOW_S, answer, server};

/// Runs a test inside an owner, as the app would.
fn with_fleet(test: impl FnOnce(Fleet)) {
    Owner::new().with(|| test(Fleet::default()));
}

fn liveness(fleet: Fleet, id: u64) -> Liveness {
    fleet.row(id).unwrap().liveness.get_untracked()
}

#[wasm_bindgen_test]
fn a_server_that_stops_turns_late_and_offline_with_no_byte_of_it_changing() {
    with_fleet(|fleet| {
        let (dead, mut alive) = (server(1, 0), server(2, 0));
        for after_s in (0..60).step_by(2) {
            alive.last_active = NOW_S + after_s;
            fleet.update(answer(&[dead.clone(), alive.clone()], after_s), after_s as f64 * 1000.0);
            let expected = match after_s {
                0..=10 => Liveness::Live,
                11..=29 => Liveness::Late { last_seen_s: NOW_S },
                _ => Liveness::Offline { last_seen_s: NOW_S, before_restart: false },
            };
            assert_eq!(liveness(fleet, 1), expected, "after {after_s} s");
            assert_eq!(liveness(fleet, 2), Liveness::Live);
        }
    });
}

#[wasm_bindgen_test]
fn a_report_that_comes_again_is_one_sample() {
    with_fleet(|fleet| {
        for (silent_s, after_s) in [(0, 0), (0, 2), (0, 4), (-6, 6), (-6, 8)] {
            fleet.update(answer(&[server(1, silent_s)], after_s), after_s as f64 * 1000.0);
        }
        let row = fleet.row(1).unwrap();
        let seen_ms: Vec<_> = row.recent.read_untracked().seen().map(|seen| seen.at_ms).collect();
        assert_eq!(seen_ms, [0.0, 6000.0]);
    });
}

#[wasm_bindgen_test]
async fn only_the_server_that_changed_wakes_its_readers() {
    // Whatever is mounted first starts what runs effects.
    let _page = support::mount(|_| View::nothing());
    let owner = Owner::new();
    let (fleet, woken) = owner.with(|| {
        let fleet = Fleet::default();
        fleet.update(answer(&[server(1, 0), server(2, 0)], 0), 0.0);
        let woken: Vec<Arc<AtomicUsize>> = (0..2).map(|_| Arc::default()).collect();
        for (id, count) in (1..).zip(woken.iter().cloned()) {
            let row = fleet.row(id).unwrap();
            Effect::new(move |_| {
                row.server.track();
                count.fetch_add(1, Ordering::Relaxed);
            });
        }
        (fleet, woken)
    });
    tick().await;
    let mut busy = server(1, -2);
    busy.status.as_mut().unwrap().cpu = 43.0;
    // Reported again, one with another load, one with the same.
    fleet.update(answer(&[busy, server(2, -2)], 2), 2000.0);
    tick().await;
    assert_eq!(woken.iter().map(|count| count.load(Ordering::Relaxed)).collect::<Vec<_>>(), [2, 1]);
}

#[wasm_bindgen_test]
fn rows_are_in_the_dashboards_order_and_the_last_of_a_repeated_id_counts() {
    with_fleet(|fleet| {
        let at = |id, display_index, name: &str| Server {
            display_index: Some(display_index),
            name: name.into(),
            ..server(id, 0)
        };
        fleet.update(
            answer(&[at(1, -5, "low"), at(7, 0, "first"), at(7, 0, "last"), at(9, 10, "top")], 0),
            0.0,
        );
        let ids: Vec<u64> = fleet.rows().with_untracked(|rows| rows.iter().map(|row| row.id).collect());
        assert_eq!(ids, [9, 7, 1]);
        assert_eq!(fleet.row(7).unwrap().server.read_untracked().name, "last");
    });
}

#[wasm_bindgen_test]
fn a_restart_of_the_dashboard_makes_nobody_offline_and_takes_no_fact_away() {
    with_fleet(|fleet| {
        fleet.update(answer(&[server(1, 0), server(2, 500)], 0), 0.0);
        let empty = |id| Server {
            last_active: NEVER_REPORTED,
            host: Some(Default::default()),
            status: Some(Default::default()),
            ..server(id, 0)
        };
        fleet.update(answer(&[empty(1), empty(2)], 2), 2000.0);
        assert_eq!(liveness(fleet, 1), Liveness::Unknown);
        assert_eq!(fleet.row(1).unwrap().server.read_untracked().known_host().unwrap().platform, "debian");
        assert!(fleet.timing().get_untracked().restarting);
        let back = Server { last_active: NOW_S + 20, ..server(1, 0) };
        fleet.update(answer(&[back, empty(2)], 20), 20_000.0);
        assert_eq!(liveness(fleet, 1), Liveness::Live);
        assert_eq!(liveness(fleet, 2), Liveness::Offline { last_seen_s: NOW_S - 500, before_restart: true });
    });
}

#[wasm_bindgen_test]
fn a_report_from_an_earlier_visit_is_remembered() {
    Owner::new().with(|| {
        let known = format!("1 {}\n2 {}\n", NOW_S - 9000, NOW_S - 60);
        let fleet = Fleet::remembering(KnownHosts::parse(known));
        let silent = Server { last_active: NEVER_REPORTED, ..server(1, 0) };
        fleet.update(answer(&[silent, server(2, 0)], 0), 0.0);
        assert_eq!(liveness(fleet, 1), Liveness::Offline { last_seen_s: NOW_S - 9000, before_restart: true });
    });
}

#[wasm_bindgen_test]
fn when_the_dashboard_is_silent_nothing_is_known_and_every_value_stays() {
    with_fleet(|fleet| {
        fleet.update(answer(&[server(1, 0)], 0), 0.0);
        fleet.lose_sight();
        assert_eq!(liveness(fleet, 1), Liveness::Unknown);
        assert_eq!(fleet.row(1).unwrap().server.read_untracked().cpu_percent(), Some(42.0));
    });
}

#[wasm_bindgen_test]
fn a_server_whose_entry_cannot_be_read_is_not_called_offline_for_it() {
    with_fleet(|fleet| {
        fleet.update(answer(&[server(1, 0), server(2, 0)], 0), 0.0);
        let mut alive = server(1, 0);
        for (after_s, unheard) in [(2, Liveness::Live), (20, Liveness::Unknown), (60, Liveness::Unknown)] {
            alive.last_active = NOW_S + after_s;
            let mut broken = answer(&[alive.clone()], after_s);
            broken.dropped = 1;
            fleet.update(broken, after_s as f64 * 1000.0);
            assert_eq!((liveness(fleet, 1), liveness(fleet, 2)), (Liveness::Live, unheard), "{after_s} s");
        }
    });
}

#[wasm_bindgen_test]
fn servers_that_left_the_answer_are_gone_unless_it_was_broken() {
    with_fleet(|fleet| {
        fleet.update(answer(&[server(1, 0), server(2, 0)], 0), 0.0);
        let mut broken = answer(&[server(1, 0)], 2);
        broken.dropped = 1;
        fleet.update(broken, 2000.0);
        assert_eq!(fleet.rows().read_untracked().len(), 2);
        fleet.update(answer(&[server(1, 0)], 4), 4000.0);
        assert_eq!(fleet.rows().read_untracked().len(), 1);
    });
}
