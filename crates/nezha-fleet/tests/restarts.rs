//! A restart of the dashboard behind a cache that repeats answers: nobody is offline for that, and who was, stays so.

use nezha_fleet::clock::{DashboardClock, Seen, print_of};
use nezha_fleet::liveness::{State, Thresholds, judge};
use nezha_fleet::restart::RestartWatch;

const T: i64 = 1_795_341_896;
const NEVER: i64 = -62_135_596_800;

/// When the dashboard restarts, in milliseconds; agents are back 10 to 14 s later.
const RESTARTS_MS: i64 = 240_000;

/// Whose last one died long before.
#[derive(Debug, Clone, Copy)]
struct Setting {
    servers: usize,
    cache_s: i64,
    pace_s: i64,
    /// By how much the restart is later.
    phase_ms: i64,
    /// Whether `Date` is of then and `Age` tells how old it is, or `Date` is fresh; or there is neither.
    says: Says,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Says {
    Now,
    ThenAndAge,
    Nothing,
}

impl Setting {
    fn last_active(self, server: usize, at_ms: i64) -> i64 {
        let restarted_ms = RESTARTS_MS + self.phase_ms;
        let is_down = self.servers > 1 && server == self.servers - 1;
        let back_ms = restarted_ms + 10_000 + 1_000 * (server as i64 % 5);
        if at_ms >= restarted_ms && (is_down || at_ms < back_ms) {
            return NEVER;
        }
        let until_ms = if is_down { -3_600_000 } else { at_ms };
        let every_ms = [2_000, 3_000, 5_000][server % 3];
        T + (until_ms.div_euclid(every_ms) * every_ms).div_euclid(1000)
    }

    /// What a page shows of every server, poll after poll.
    fn watch(self, mut check: impl FnMut(i64, usize, State)) {
        let (mut clock, mut restarts, mut known) =
            (DashboardClock::default(), RestartWatch::default(), vec![None; self.servers]);
        let (mut stored, mut chance) = (None, 1_u64);
        let mut at_ms = 0;
        while at_ms < RESTARTS_MS + 240_000 {
            let kept = stored
                .take()
                .filter(|(then_ms, _): &(i64, Vec<(u64, i64)>)| at_ms - then_ms < 1000 * self.cache_s);
            let (then_ms, reports) = kept.unwrap_or_else(|| {
                chance = chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                let mut reports: Vec<_> =
                    (0..self.servers).map(|n| (n as u64, self.last_active(n, at_ms))).collect();
                reports.rotate_left((chance >> 33) as usize % self.servers);
                (at_ms, reports)
            });
            let told_s = || reports.iter().map(|(_, seen_s)| *seen_s).filter(|seen_s| *seen_s > 0);
            let seen = Seen {
                clock_s: match self.says {
                    Says::Now => Some(T + at_ms / 1000),
                    Says::ThenAndAge => Some(T + then_ms / 1000),
                    Says::Nothing => None,
                },
                freshest_s: told_s().max(),
                servers: self.servers,
                print: Some(print_of(reports.iter().copied())),
                age_s: if self.says == Says::ThenAndAge { (at_ms - then_ms) / 1000 } else { 0 },
                monotonic_ms: at_ms as f64,
            };
            // As the store does it.
            let reading = clock.observe(seen);
            let restarting = restarts.observe(reports.iter().copied(), reading.told_ms);
            restarts.heard(seen.freshest_s, reading.now_s);
            for (id, seen_s) in &reports {
                let server = *id as usize;
                let thresholds = Thresholds::default();
                known[server] = Some(*seen_s).filter(|seen_s| *seen_s > 0).or(known[server]);
                let awaited = restarting && restarts.awaits(known[server], thresholds);
                check(at_ms, server, judge(*seen_s, known[server], reading, awaited, thresholds).state());
            }
            stored = Some((then_ms, reports));
            at_ms += 1000 * self.pace_s + 7 * (at_ms % 11);
        }
    }
}

#[test]
fn behind_any_cache_a_restart_makes_nobody_offline_and_nobody_live() {
    for says in [Says::Now, Says::ThenAndAge, Says::Nothing] {
        for cache_s in [0, 5, 10, 15, 16, 20, 30, 45, 60] {
            for (pace_s, servers) in [(2, 1), (2, 2), (5, 3), (2, 10), (5, 40), (10, 1), (10, 10)] {
                for phase_ms in (0..60_000).step_by(3_700) {
                    let setting = Setting { servers, cache_s, pace_s, phase_ms, says };
                    setting.watch(|at_ms, server, state| {
                        let is_down = servers > 1 && server == servers - 1;
                        // How long the cache lasts has been seen by then.
                        if at_ms < 180_000 {
                            return;
                        }
                        if is_down {
                            assert_eq!(state, State::Offline, "{setting:?}: {server} after {at_ms} ms");
                        } else {
                            let fine = matches!(state, State::Live | State::Unknown);
                            assert!(fine, "{setting:?}: {server} {state:?} after {at_ms} ms");
                        }
                    });
                }
            }
        }
    }
}
