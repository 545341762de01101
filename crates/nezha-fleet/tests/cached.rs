//! Liveness behind a cache that repeats answers, as a visitor sees it: for every length of the cache, pace and size of fleet.

use nezha_fleet::clock::{DashboardClock, Seen, print_of};
use nezha_fleet::liveness::{State, Thresholds, judge};

const T: i64 = 1_795_341_896;

/// What the cache says about the time of an answer that it repeats.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Says {
    /// A fresh `Date`, as nginx does.
    Now,
    /// The `Date` of then.
    Then,
    /// The `Date` of then, and `Age`.
    ThenAndAge,
    /// A fresh `Date`, by a proxy in front of the cache, and `Age`.
    NowAndAge,
    /// Nothing.
    Nothing,
}

#[derive(Debug, Clone, Copy)]
struct Setting {
    says: Says,
    cache_s: i64,
    pace_s: i64,
    servers: usize,
    /// Somebody else filled the cache so long before the page was opened.
    filled_before_s: i64,
    /// By how much the clock of the cache runs ahead.
    skew_s: i64,
}

/// The answers of a dashboard whose servers report every 2 to 10 s, through a cache, and what a page makes of them.
struct Visit {
    setting: Setting,
    clock: DashboardClock,
    /// When server 0 dies.
    dies_ms: i64,
    stored: Option<(i64, Vec<(u64, i64)>)>,
    chance: u64,
}

impl Visit {
    fn new(setting: Setting, dies_ms: i64) -> Self {
        let mut visit = Self { setting, clock: DashboardClock::default(), dies_ms, stored: None, chance: 1 };
        if setting.filled_before_s > 0 {
            visit.fetch(-1000 * setting.filled_before_s);
        }
        visit
    }

    /// The last report of a server, in Unix seconds.
    fn last_active(&self, server: usize, at_ms: i64) -> i64 {
        let every_ms = [2_000, 10_000, 3_000, 5_000, 7_000][(server + self.setting.servers) % 5];
        let phase_ms = 137 * server as i64 % every_ms;
        let until_ms = if server == 0 { at_ms.min(self.dies_ms) } else { at_ms };
        T + ((until_ms - phase_ms).div_euclid(every_ms) * every_ms + phase_ms).div_euclid(1000)
    }

    fn fetch(&mut self, at_ms: i64) {
        let mut reports: Vec<_> =
            (0..self.setting.servers).map(|n| (n as u64, self.last_active(n, at_ms))).collect();
        self.chance = self.chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        // Go begins its map anywhere.
        reports.rotate_left((self.chance >> 33) as usize % self.setting.servers);
        self.stored = Some((at_ms, reports));
    }

    /// A poll: the states of server 0 and of the last one, and whether a cache is spoken of.
    fn asks(&mut self, at_ms: i64) -> ([State; 2], bool) {
        let kept =
            self.stored.as_ref().is_some_and(|(then_ms, _)| at_ms - then_ms < 1000 * self.setting.cache_s);
        if !kept {
            self.fetch(at_ms);
        }
        let Some((then_ms, reports)) = &self.stored else { unreachable!("just fetched") };
        let date_s = match self.setting.says {
            Says::Now | Says::NowAndAge => Some(T + at_ms.div_euclid(1000) + self.setting.skew_s),
            Says::Then | Says::ThenAndAge => Some(T + then_ms.div_euclid(1000)),
            Says::Nothing => None,
        };
        let reading = self.clock.observe(Seen {
            clock_s: date_s,
            freshest_s: reports.iter().map(|(_, seen_s)| *seen_s).max(),
            servers: reports.len(),
            print: Some(print_of(reports.iter().copied())),
            age_s: match self.setting.says {
                Says::ThenAndAge | Says::NowAndAge => (at_ms - then_ms) / 1000,
                _ => 0,
            },
            monotonic_ms: at_ms as f64,
        });
        let last = self.setting.servers as u64 - 1;
        let state = |id| {
            let seen_s = reports.iter().find(|(of, _)| *of == id).map_or(0, |(_, seen_s)| *seen_s);
            judge(seen_s, None, reading, false, Thresholds::default()).state()
        };
        ([state(0), state(last)], reading.cached)
    }

    /// Polls from one time to another, in milliseconds: when, and what was seen.
    fn between(&mut self, from_ms: i64, to_ms: i64) -> Vec<(i64, [State; 2], bool)> {
        let mut seen = Vec::new();
        let mut at_ms = from_ms;
        while at_ms < to_ms {
            let (states, cached) = self.asks(at_ms);
            seen.push((at_ms, states, cached));
            at_ms += 1000 * self.setting.pace_s + 7 * (at_ms % 11);
        }
        seen
    }
}

fn all_settings(mut check: impl FnMut(Setting)) {
    for says in [Says::Now, Says::Then, Says::ThenAndAge, Says::NowAndAge, Says::Nothing] {
        for cache_s in 0..=60 {
            for pace_s in [2, 5, 10] {
                for servers in [1, 2, 10, 1000] {
                    if servers == 1000 && !(cache_s % 15 == 0 || cache_s == 7) {
                        continue;
                    }
                    for filled_before_s in [0, cache_s / 2, cache_s] {
                        check(Setting { says, cache_s, pace_s, servers, filled_before_s, skew_s: 0 });
                    }
                }
            }
        }
    }
}

#[test]
fn behind_no_cache_does_a_server_that_reports_turn_late_or_offline_or_flap() {
    all_settings(|setting| {
        let seen = Visit::new(setting, i64::MAX).between(0, 600_000);
        for (at_ms, states, _) in &seen {
            // Of an answer that was old when it first came nobody can tell by how much, until there is another.
            let first = setting.filled_before_s > 0 && *at_ms <= 1000 * setting.cache_s;
            let is_fine = |state: &State| {
                matches!(state, State::Live | State::Unknown) || (first && *state == State::Late)
            };
            let fine = states.iter().all(is_fine);
            assert!(fine, "{setting:?} after {at_ms} ms: {states:?}");
        }
        let turns = |server: usize| {
            seen.windows(2)
                .filter(|pair| pair[0].1[server] == State::Live && pair[1].1[server] != State::Live)
                .count()
        };
        // How long the cache lasts has to be seen once, from its beginning to its end.
        let few = setting.servers < 9;
        let most = 1 + usize::from(few || setting.filled_before_s > 0);
        assert!(turns(0) <= most, "{setting:?}: {} times", turns(0));
        let later = seen.iter().filter(|(at_ms, ..)| *at_ms > 200_000);
        assert!(later.into_iter().all(|(_, states, _)| states[0] == State::Live), "{setting:?}: at last");
        let told = seen.iter().any(|(.., cached)| *cached);
        assert!(!told || setting.cache_s > 10, "{setting:?}: a short cache is not worth a word");
        assert!(told || few || setting.cache_s < 40, "{setting:?}: a long one is");
    });
}

#[test]
fn a_cache_that_is_gone_is_spoken_of_no_longer() {
    for says in [Says::Now, Says::Then, Says::ThenAndAge, Says::NowAndAge, Says::Nothing] {
        for (servers, pace_s) in
            [10, 60, 1000].into_iter().flat_map(|servers| [2, 30].map(|pace_s| (servers, pace_s)))
        {
            let setting = Setting { says, cache_s: 45, pace_s, servers, filled_before_s: 0, skew_s: 0 };
            let mut visit = Visit::new(setting, i64::MAX);
            assert!(visit.between(0, 400_000).iter().any(|(.., cached)| *cached), "{setting:?}");
            visit.setting.cache_s = 0;
            let after = visit.between(400_000, 900_000);
            assert!(after.iter().skip(6).all(|(.., cached)| !cached), "{setting:?}");
        }
    }
}

#[test]
fn behind_any_cache_a_server_that_dies_is_called_so_in_due_time() {
    const DIES_MS: i64 = 300_000;
    all_settings(|setting| {
        let mut visit = Visit::new(setting, DIES_MS);
        let seen = visit.between(0, DIES_MS + 200_000);
        // Where there is only one, its death looks like a cache for as long as caches have been seen to last.
        let doubt_s = if setting.servers == 1 { 20 + setting.pace_s } else { 0 };
        // Without any clock its last report is the time, however old it was, and how long it is silent nobody tells.
        let doubt_s = doubt_s + if setting.says == Says::Nothing { 12 + setting.cache_s } else { 0 };
        let due_ms = |threshold_s: i64| {
            DIES_MS + 1000 * (threshold_s + setting.cache_s + setting.pace_s + doubt_s + 2)
        };
        for (at_ms, [dead, living], _) in seen {
            let alone = setting.servers == 1;
            if setting.filled_before_s > 0 && at_ms <= 1000 * setting.cache_s {
                continue;
            }
            assert!(alone || matches!(living, State::Live | State::Unknown), "{setting:?} after {at_ms} ms");
            assert!(
                at_ms > DIES_MS || matches!(dead, State::Live | State::Unknown),
                "{setting:?} after {at_ms} ms"
            );
            assert!(at_ms < due_ms(10) || dead != State::Live, "{setting:?} after {at_ms} ms: late");
            assert!(at_ms < due_ms(30) || dead == State::Offline, "{setting:?} after {at_ms} ms: offline");
        }
    });
}

#[test]
fn behind_a_cache_whose_clock_is_ahead_nobody_who_reports_is_offline() {
    for (servers, cache_s) in
        [2, 8, 50].into_iter().flat_map(|servers| [8, 10, 15, 30, 60].map(|cache_s| (servers, cache_s)))
    {
        for skew_s in [20, 60, 100, 3600] {
            let setting =
                Setting { says: Says::Now, cache_s, pace_s: 2, servers, filled_before_s: 0, skew_s };
            for (at_ms, states, _) in Visit::new(setting, i64::MAX).between(0, 600_000) {
                assert!(!states.contains(&State::Offline), "{setting:?} after {at_ms} ms");
            }
        }
    }
}
