//! Liveness as a visitor sees it: a dashboard, what stands before it, and a page that asks.

use std::collections::HashMap;

use nezha_fleet::clock::{DashboardClock, Seen, print_of};
use nezha_fleet::known_hosts::KnownHosts;
use nezha_fleet::liveness::{Liveness, State, Thresholds, judge};
use nezha_fleet::restart::RestartWatch;

const T: i64 = 1_795_341_896;
const NEVER: i64 = -62_135_596_800;
const HOUR_S: i64 = 3600;

/// A dashboard: the last report of each server, and its own time.
struct Dashboard {
    now_s: i64,
    last_active: Vec<i64>,
}

impl Dashboard {
    fn of(servers: usize) -> Self {
        Self { now_s: T, last_active: vec![T; servers] }
    }

    /// Time passes, and these servers report until the end of it.
    fn passes(&mut self, seconds: i64, reporting: &[usize]) {
        self.now_s += seconds;
        for place in reporting {
            self.last_active[*place] = self.now_s - 1;
        }
    }

    fn restarts(&mut self) {
        self.last_active.fill(NEVER);
    }
}

/// What a page keeps from answer to answer. It has no idea of the visitor's own clock.
#[derive(Default)]
struct Page {
    clock: DashboardClock,
    restarts: RestartWatch,
    known: KnownHosts,
    last_seen_s: HashMap<usize, i64>,
}

impl Page {
    /// A page that was closed and is opened again.
    fn reloaded(self) -> Self {
        let notes = self.last_seen_s.iter().map(|(id, seen_s)| format!("{id} {seen_s}\n")).collect();
        let known = KnownHosts::parse(notes);
        let restarts = RestartWatch::remembering(known.freshest_s());
        Self { clock: DashboardClock::default(), restarts, known, last_seen_s: self.last_seen_s }
    }

    /// An answer: `clock_s` is what came as its time, `monotonic_ms` when it arrived.
    fn sees(
        &mut self,
        dashboard: &Dashboard,
        clock_s: Option<i64>,
        age_s: i64,
        monotonic_ms: f64,
    ) -> Vec<State> {
        let freshest_s = dashboard.last_active.iter().copied().filter(|seen_s| *seen_s > 0).max();
        let all = || (0..).zip(dashboard.last_active.iter().copied());
        let reading = self.clock.observe(Seen {
            clock_s,
            freshest_s,
            servers: dashboard.last_active.len(),
            print: Some(print_of(all())),
            age_s,
            monotonic_ms,
        });
        if self.restarts.is_new() {
            let was_alive = |id: &u64| self.known.was_alive(*id, Thresholds::default());
            self.restarts.remember(all().map(|(id, _)| id).filter(was_alive));
        }
        self.restarts.observe(all(), monotonic_ms);
        self.restarts.heard(freshest_s, reading.now_s);
        let judged = |(place, last_active): (usize, &i64)| {
            if *last_active > 0 {
                self.last_seen_s.insert(place, *last_active);
            }
            let known_before = self.last_seen_s.get(&place).copied();
            let awaited = self.restarts.awaits(known_before, Thresholds::default());
            judge(*last_active, known_before, reading, awaited, Thresholds::default()).state()
        };
        dashboard.last_active.iter().enumerate().map(judged).collect()
    }

    /// An answer as it should be.
    fn asks(&mut self, dashboard: &Dashboard) -> Vec<State> {
        let monotonic_ms = 1000.0 * (dashboard.now_s - T) as f64;
        self.sees(dashboard, Some(dashboard.now_s), 0, monotonic_ms)
    }
}

const LIVE: State = State::Live;
const OFFLINE: State = State::Offline;
const UNKNOWN: State = State::Unknown;

/// One dead server and two live ones, asked every 2 s for a minute behind a proxy whose clock is off.
fn behind_a_proxy(skew_s: Option<i64>) -> Vec<Vec<State>> {
    let (mut dashboard, mut page) = (Dashboard::of(3), Page::default());
    dashboard.last_active[2] = T - 500;
    let poll = |n: i32| {
        dashboard.passes(2, &[0, 1]);
        page.sees(&dashboard, skew_s.map(|skew_s| dashboard.now_s + skew_s), 0, 2000.0 * f64::from(n))
    };
    (0..30).map(poll).collect()
}

#[test]
fn a_proxy_with_a_wrong_clock_kills_and_revives_nobody() {
    for skew_s in [Some(0), Some(HOUR_S), Some(-HOUR_S), Some(40), Some(-40), None] {
        let answers = behind_a_proxy(skew_s);
        assert_eq!(answers.last().unwrap(), &[LIVE, LIVE, OFFLINE], "{skew_s:?}");
        let never_offline = |states: &Vec<State>| states[0] != OFFLINE && states[1] != OFFLINE;
        assert!(answers.iter().all(never_offline), "{skew_s:?}: not even for a moment");
        assert!(answers.iter().all(|states| states[2] != LIVE), "{skew_s:?}: nor alive");
    }
}

#[test]
fn a_cache_that_repeats_an_answer_tells_nobodys_state() {
    const EVERYBODY: [usize; 9] = [0, 1, 2, 3, 4, 5, 6, 7, 8];
    for says_so in [true, false] {
        let (mut dashboard, mut page) = (Dashboard::of(9), Page::default());
        for _ in 0..5 {
            dashboard.passes(2, &EVERYBODY);
            page.asks(&dashboard);
        }
        let stored_s = dashboard.now_s;
        let mut last = Vec::new();
        for n in 1..30 {
            // The `Date` stays as old as the answer; `Age` grows where there is one.
            let age_s = if says_so { 2 * n } else { 0 };
            last = page.sees(&dashboard, Some(stored_s), age_s, 1000.0 * (stored_s - T + 2 * n) as f64);
            assert!(!last.contains(&OFFLINE), "{n}");
        }
        assert_eq!(last, [UNKNOWN; 9], "{says_so}");
        dashboard.passes(60, &EVERYBODY);
        assert_eq!(page.asks(&dashboard), [LIVE; 9], "and fresh answers are believed at once");
    }
}

#[test]
fn after_a_sleep_of_the_laptop_the_first_answer_counts() {
    for has_date in [true, false] {
        let (mut dashboard, mut page) = (Dashboard::of(2), Page::default());
        for n in 0..5 {
            dashboard.passes(2, &[0, 1]);
            page.sees(&dashboard, has_date.then_some(dashboard.now_s), 0, 2000.0 * f64::from(n));
        }
        // One server died early in the night.
        dashboard.passes(600, &[0, 1]);
        dashboard.passes(8 * HOUR_S, &[0]);
        let slept_ms = 1000.0 * (600 + 8 * HOUR_S) as f64;
        let states = page.sees(&dashboard, has_date.then_some(dashboard.now_s), 0, 8_000.0 + slept_ms);
        assert_eq!(states, [LIVE, OFFLINE], "{has_date}");
    }
}

#[test]
fn a_restart_of_the_dashboard_flashes_nobody_offline() {
    let (mut dashboard, mut page) = (Dashboard::of(3), Page::default());
    dashboard.passes(2, &[0, 1, 2]);
    assert_eq!(page.asks(&dashboard), [LIVE; 3]);
    dashboard.restarts();
    for _ in 0..5 {
        dashboard.passes(2, &[]);
        assert_eq!(page.asks(&dashboard), [UNKNOWN; 3]);
    }
    dashboard.passes(2, &[1]);
    assert_eq!(page.asks(&dashboard), [UNKNOWN, LIVE, UNKNOWN], "the others are on their way");
    dashboard.passes(2, &[0, 1]);
    page.asks(&dashboard);
    dashboard.passes(4, &[0, 1]);
    assert_eq!(page.asks(&dashboard), [LIVE, LIVE, OFFLINE], "the third does not come back");
}

#[test]
fn a_restart_during_a_sleep_or_between_slow_polls_flashes_nobody_offline() {
    let (mut dashboard, mut page) = (Dashboard::of(3), Page::default());
    dashboard.passes(2, &[0, 1, 2]);
    page.asks(&dashboard);
    dashboard.restarts();
    dashboard.passes(60, &[0]);
    assert_eq!(page.asks(&dashboard), [LIVE, UNKNOWN, UNKNOWN]);
}

#[test]
fn a_machine_that_was_down_before_a_restart_stays_offline() {
    let (mut dashboard, mut page) = (Dashboard::of(2), Page::default());
    dashboard.passes(300, &[0]);
    assert_eq!(page.asks(&dashboard), [LIVE, OFFLINE]);
    dashboard.restarts();
    for reporting in [&[][..], &[], &[0], &[0]] {
        dashboard.passes(10, reporting);
        let states = page.asks(&dashboard);
        assert_eq!(states[1], OFFLINE, "all the way through");
        assert_ne!(states[0], OFFLINE);
    }
    let last_seen_s = page.last_seen_s[&1];
    assert_eq!(last_seen_s, T, "before the restart");
    dashboard.passes(10, &[0]);
    assert_eq!(page.reloaded().asks(&dashboard), [LIVE, OFFLINE], "and after a reload of the page");
}

#[test]
fn a_page_that_is_opened_during_a_restart_flashes_nobody_offline() {
    let (mut dashboard, mut page) = (Dashboard::of(3), Page::default());
    dashboard.passes(300, &[0, 1]);
    page.asks(&dashboard);
    dashboard.restarts();
    dashboard.passes(2, &[]);
    let mut page = page.reloaded();
    assert_eq!(page.asks(&dashboard), [UNKNOWN, UNKNOWN, OFFLINE]);
    dashboard.passes(10, &[0]);
    assert_eq!(page.asks(&dashboard), [LIVE, UNKNOWN, OFFLINE]);
    dashboard.passes(10, &[0, 1]);
    assert_eq!(page.asks(&dashboard), [LIVE, LIVE, OFFLINE]);
}

#[test]
fn a_page_that_is_opened_when_the_first_agents_are_back_calls_nobody_else_offline() {
    let (mut dashboard, mut page) = (Dashboard::of(4), Page::default());
    dashboard.passes(300, &[0, 1, 2]);
    page.asks(&dashboard);
    dashboard.restarts();
    dashboard.passes(12, &[0]);
    let mut page = page.reloaded();
    assert_eq!(page.asks(&dashboard), [LIVE, UNKNOWN, UNKNOWN, OFFLINE]);
    dashboard.passes(3, &[0, 1]);
    assert_eq!(page.asks(&dashboard), [LIVE, LIVE, UNKNOWN, OFFLINE]);
    dashboard.passes(20, &[0, 1]);
    assert_eq!(page.asks(&dashboard), [LIVE, LIVE, OFFLINE, OFFLINE], "one did not come back");
}

#[test]
fn a_server_that_dies_turns_late_and_then_offline_although_its_bytes_never_change() {
    let (mut dashboard, mut page) = (Dashboard::of(2), Page::default());
    dashboard.passes(2, &[0, 1]);
    page.asks(&dashboard);
    let mut states = Vec::new();
    for _ in 0..20 {
        dashboard.passes(2, &[0]);
        states.push(page.asks(&dashboard)[1]);
    }
    states.dedup();
    assert_eq!(states, [LIVE, State::Late, OFFLINE]);
}

#[test]
fn when_everybody_dies_everybody_is_offline() {
    let (mut dashboard, mut page) = (Dashboard::of(2), Page::default());
    for _ in 0..5 {
        dashboard.passes(2, &[0, 1]);
        page.asks(&dashboard);
    }
    for _ in 0..20 {
        dashboard.passes(2, &[]);
        assert!(!page.asks(&dashboard).contains(&UNKNOWN), "silent agents are no frozen answer");
    }
    assert_eq!(page.asks(&dashboard), [OFFLINE, OFFLINE]);
    assert_eq!(Liveness::default().state(), UNKNOWN);
}

#[test]
fn the_only_machine_down_since_before_a_restart_is_offline_on_a_new_page_too() {
    let (mut dashboard, mut page) = (Dashboard::of(1), Page::default());
    page.asks(&dashboard);
    dashboard.restarts();
    let mut page = page.reloaded();
    let mut states = Vec::new();
    for _ in 0..10 {
        dashboard.passes(2, &[]);
        states.extend(page.asks(&dashboard));
    }
    states.dedup();
    assert_eq!(states, [UNKNOWN, OFFLINE], "first it might be on its way back");
}

#[test]
fn who_reported_after_the_time_that_is_told_is_not_said_to_be_silent_for_no_time() {
    let offline = Liveness::Offline { last_seen_s: 500, before_restart: true };
    assert_eq!([520, 500, 499].map(|now_s| offline.silent_s(now_s)), [Some(20), Some(0), None]);
    assert_eq!(Liveness::Live.silent_s(500), None);
}
