//! Outages that look like a cache which repeats answers: they are noticed all the same, one after another.

use nezha_fleet::clock::{DashboardClock, Seen, print_of};
use nezha_fleet::liveness::{State, Thresholds, judge};

const T: i64 = 1_795_341_896;
const NEVER: i64 = -62_135_596_800;

/// All servers of a dashboard at once: they report, fall silent, or are unknown to a dashboard that has just started.
#[derive(Debug, Clone)]
struct Story {
    servers: u64,
    pace_s: i64,
    every_s: i64,
    /// For how long a cache with a fresh `Date` repeats answers.
    cache_s: i64,
    /// From when until when nobody reports, in seconds.
    silences: Vec<(i64, i64)>,
    /// From when until when the dashboard has heard of nobody.
    restart: (i64, i64),
    /// From when until when the page is hidden and does not ask.
    hidden: (i64, i64),
}

impl Story {
    fn last_active(&self, at_s: i64) -> i64 {
        if (self.restart.0..self.restart.1).contains(&at_s) {
            return NEVER;
        }
        let silence = self.silences.iter().find(|(from_s, to_s)| (*from_s..*to_s).contains(&at_s));
        T + silence.map_or(at_s, |(from_s, _)| from_s - 1).div_euclid(self.every_s) * self.every_s
    }

    /// What a page that is opened at a time shows of server 0 until another time, in seconds.
    fn watched(&self, from_s: i64, to_s: i64) -> Vec<(i64, State)> {
        let (mut clock, mut fetched_s, mut chance) = (DashboardClock::default(), i64::MIN, 1_u64);
        let (mut reports, mut seen) = (Vec::new(), Vec::new());
        let asks = |at_s: &i64| !(self.hidden.0..self.hidden.1).contains(at_s);
        for (poll, at_s) in (from_s..to_s).step_by(self.pace_s as usize).filter(asks).enumerate() {
            if fetched_s == i64::MIN || at_s - fetched_s >= self.cache_s {
                fetched_s = at_s;
                chance = chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                reports = (0..self.servers).map(|id| (id, self.last_active(at_s))).collect();
                reports.rotate_left((chance >> 33) as usize % self.servers as usize);
            }
            let told_s = reports.first().map_or(0, |(_, seen_s)| *seen_s);
            let reading = clock.observe(Seen {
                clock_s: Some(T + at_s),
                freshest_s: Some(told_s).filter(|told_s| *told_s > 0),
                servers: reports.len(),
                print: Some(print_of(reports.iter().copied())),
                age_s: 0,
                monotonic_ms: (1000 * at_s + poll as i64 % 5) as f64,
            });
            seen.push((at_s, judge(told_s, None, reading, false, Thresholds::default()).state()));
        }
        seen
    }
}

fn stories(silences: &[(i64, i64)], restart: (i64, i64), mut check: impl FnMut(Story)) {
    for servers in [1, 2, 8] {
        for pace_s in [2, 5, 10] {
            for every_s in [2, 10] {
                for cache_s in [0, 15, 30] {
                    check(Story {
                        servers,
                        pace_s,
                        every_s,
                        cache_s,
                        silences: silences.to_vec(),
                        restart,
                        hidden: (0, 0),
                    });
                }
            }
        }
    }
}

/// Asserts that a death is noticed in time: after what the cache, a pace and the time between two reports explain.
fn assert_noticed(story: &Story, from_s: i64, died_s: i64, until_s: i64) {
    // Before it is over, silence may be a cache's work: as long as it lasts, and as long as a report may take.
    let doubt_s = story.pace_s + if story.cache_s > 0 { story.cache_s + 10 } else { story.every_s };
    let late_s = died_s + 12 + story.pace_s + doubt_s;
    // An answer that comes again in the same order is old for a while, though it is not the last one.
    let alone = story.servers == 1 && story.cache_s == 0;
    let offline_s = died_s + 32 + story.pace_s + if alone { 0 } else { doubt_s.max(10) };
    for (at_s, state) in story.watched(from_s, until_s).into_iter().filter(|(at_s, _)| *at_s >= died_s) {
        assert!(at_s < late_s || state != State::Live, "{story:?}: live at {at_s}");
        assert!(at_s < offline_s || state == State::Offline, "{story:?}: {state:?} at {at_s}");
    }
}

#[test]
fn outages_do_not_teach_that_the_next_one_is_a_cache() {
    let outages: Vec<_> =
        [20, 30, 40, 50, 60, 60].iter().zip(1..).map(|(s, n)| (200 * n, 200 * n + s)).collect();
    for before in 0..=outages.len() {
        let mut silences = outages.clone();
        silences.truncate(before);
        let died_s = 200 * (before as i64 + 1);
        silences.push((died_s, i64::MAX));
        stories(&silences, (0, 0), |story| assert_noticed(&story, 0, died_s, died_s + 200));
    }
}

#[test]
fn a_restart_does_not_teach_that_the_next_outage_is_a_cache() {
    for restarted_s in [4, 30, 200] {
        let died_s = restarted_s + 200;
        stories(&[(died_s, i64::MAX)], (restarted_s, restarted_s + 11), |story| {
            assert_noticed(&story, 0, died_s, died_s + 200);
        });
    }
}

#[test]
fn a_page_that_is_opened_on_dead_servers_says_so_once_no_cache_explains_their_silence() {
    for dead_for_s in [12, 20, 40, 60, 70, 100] {
        stories(&[(0, i64::MAX)], (0, 0), |story| {
            // Three polls are one after another also where it has been silent for long. An answer that comes again and again
            // from the first on may be a cache's, whose clock is an hour ahead.
            let doubt_s = if story.cache_s > 0 { dead_for_s } else { 0 };
            let due_s = (doubt_s + 72 + story.every_s + story.pace_s).max(dead_for_s + 3 * story.pace_s);
            for (at_s, state) in story.watched(dead_for_s, 300) {
                assert!(state != State::Live, "{dead_for_s} {story:?}: {state:?} at {at_s}");
                assert!(
                    at_s < due_s || state == State::Offline,
                    "{dead_for_s} {story:?}: {state:?} at {at_s}"
                );
            }
        });
    }
}

#[test]
fn a_cache_is_known_again_after_the_page_was_hidden() {
    for hidden_for_s in [61, 100, 1000] {
        let hidden = (300, 300 + hidden_for_s);
        let story = Story {
            servers: 1,
            pace_s: 2,
            every_s: 2,
            cache_s: 30,
            silences: Vec::new(),
            restart: (0, 0),
            hidden,
        };
        for (at_s, state) in story.watched(0, 1600).into_iter().filter(|(at_s, _)| *at_s > 90) {
            assert_eq!(state, State::Live, "{hidden_for_s} at {at_s}");
        }
    }
}

/// An hour of answers of a fleet of which nobody reports any more, in the orders that Go has for so many servers.
fn hour_of_silence(servers: usize, pace_s: i64, seed: u64, hidden: (i64, i64)) -> Vec<(State, bool)> {
    let orders = 8 * (servers as f64 / 6.5).ceil().log2().ceil().exp2() as u64;
    let mut chance = seed;
    let mut clock = DashboardClock::default();
    let mut answers = Vec::new();
    for at_s in (0..3_700).step_by(pace_s as usize).filter(|at_s| !(hidden.0..hidden.1).contains(at_s)) {
        chance = chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let order = (chance >> 33) % orders;
        // Alive for the first 100 s.
        let seen_s = T + at_s.min(100);
        let reading = clock.observe(Seen {
            clock_s: Some(T + at_s),
            freshest_s: Some(seen_s),
            servers,
            print: Some(print_of([(order, seen_s)].into_iter())),
            age_s: 0,
            monotonic_ms: (1000 * at_s) as f64,
        });
        let state = judge(seen_s, None, reading, false, Thresholds::default()).state();
        if at_s >= 200 {
            answers.push((state, reading.cached));
        }
    }
    answers
}

#[test]
fn chance_makes_no_cache_of_a_silent_fleet() {
    let mut doubts = 0;
    for servers in [9, 13, 14, 40, 100, 1000] {
        for pace_s in [2, 5, 10] {
            for seed in 0..60 {
                for hidden in [(0, 0), (600, 661)] {
                    for (state, cached) in hour_of_silence(servers, pace_s, seed, hidden) {
                        assert!(!cached && state != State::Live, "{servers} {pace_s} {seed}");
                        doubts += usize::from(state != State::Offline);
                    }
                }
            }
        }
    }
    assert!(doubts < 100, "{doubts} of two million answers");
}
