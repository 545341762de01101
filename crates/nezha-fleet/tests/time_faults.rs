//! Liveness while clocks are wrong, are set, and caches repeat answers: a simulated dashboard, for all that can come together.

use nezha_fleet::clock::{DashboardClock, Seen, print_of};
use nezha_fleet::liveness::{State, Thresholds, judge};

const T: i64 = 1_795_341_896;

/// When a clock is set, less than 4 s later; when a server dies; and when the page is closed; in milliseconds.
const SET_MS: i64 = 200_000;
const DIES_MS: i64 = 300_000;
const CLOSED_MS: i64 = 480_000;

/// Whose clock is in `Date`.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Date {
    Dashboard,
    /// A proxy's, so many seconds ahead.
    Proxy(i64),
    Nobody,
}

/// What becomes of server 0; the others report all along.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Fate {
    Lives,
    DiedBefore,
    Dies,
    DiesWhenAClockIsSet,
}

#[derive(Debug, Clone, Copy)]
struct World {
    servers: usize,
    pace_s: i64,
    date: Date,
    fate: Fate,
    /// By how much a clock is set, when, and whether it is the proxy's; or else the dashboard's.
    set_s: i64,
    set_ms: i64,
    is_proxys: bool,
    cache_s: i64,
    /// What the cache says of an answer that it repeats: the time of its own clock instead of the old `Date`, and `Age`.
    says_now: bool,
    says_age: bool,
}

impl World {
    fn dies_ms(self) -> i64 {
        match self.fate {
            Fate::Lives => i64::MAX,
            Fate::DiedBefore => -300_000,
            Fate::Dies => DIES_MS,
            Fate::DiesWhenAClockIsSet => self.set_ms,
        }
    }

    fn by_clock(self, at_ms: i64, is_proxys: bool) -> i64 {
        let is_set = self.is_proxys == is_proxys && at_ms >= self.set_ms;
        T + at_ms.div_euclid(1000) + if is_set { self.set_s } else { 0 }
    }

    fn last_active(self, server: usize, at_ms: i64) -> i64 {
        let until_ms = if server == 0 { at_ms.min(self.dies_ms()) } else { at_ms };
        let every_ms = [4_000, 2_000, 3_000, 1_000][server % 4];
        let phase_ms = 1_370 * server as i64 % every_ms;
        self.by_clock((until_ms - phase_ms).div_euclid(every_ms) * every_ms + phase_ms, false)
    }

    fn date_s(self, then_ms: i64, now_ms: i64) -> Option<i64> {
        let at_ms = if self.says_now { now_ms } else { then_ms };
        match self.date {
            Date::Dashboard => Some(self.by_clock(at_ms, self.says_now)),
            Date::Proxy(ahead_s) => Some(self.by_clock(at_ms, true) + ahead_s),
            Date::Nobody => None,
        }
    }

    /// What a page that is opened at 0 shows of every server, poll after poll.
    fn watch(self, mut check: impl FnMut(i64, usize, State)) {
        let (mut clock, mut chance, mut at_ms) = (DashboardClock::default(), 1_u64, 0);
        let (mut then_ms, mut reports) = (i64::MIN / 2, Vec::new());
        while at_ms < CLOSED_MS {
            if at_ms - then_ms >= 1000 * self.cache_s {
                then_ms = at_ms;
                reports = (0..self.servers).map(|n| (n as u64, self.last_active(n, at_ms))).collect();
                // Go begins its map anywhere, of eight places at least.
                chance = chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                let first = (chance >> 33) as usize % self.servers.max(8);
                reports.rotate_left(if first < self.servers { first } else { 0 });
            }
            let reading = clock.observe(Seen {
                clock_s: self.date_s(then_ms, at_ms),
                freshest_s: reports.iter().map(|(_, seen_s)| *seen_s).max(),
                servers: self.servers,
                print: Some(print_of(reports.iter().copied())),
                age_s: if self.says_age { (at_ms - then_ms) / 1000 } else { 0 },
                monotonic_ms: at_ms as f64,
            });
            for (id, seen_s) in &reports {
                let state = judge(*seen_s, None, reading, false, Thresholds::default()).state();
                check(at_ms, *id as usize, state);
            }
            at_ms += 1000 * self.pace_s + 7 * (at_ms % 11);
        }
    }
}

fn worlds(mut check: impl FnMut(World)) {
    let says = [(false, false), (true, false), (false, true), (true, true)];
    let caches = [10, 60].into_iter().flat_map(|cache_s| says.map(|(now, age)| (cache_s, now, age)));
    let dates = [Date::Dashboard, Date::Proxy(3600), Date::Proxy(-3600), Date::Proxy(20), Date::Nobody];
    let fates = [Fate::Lives, Fate::DiedBefore, Fate::Dies, Fate::DiesWhenAClockIsSet];
    let sets = [0, -60, -3600, 60, 3600].into_iter().flat_map(|set_s| [(set_s, false), (set_s, true)]);
    let fleets = [1, 3, 13, 40].into_iter().flat_map(|servers| [2, 10, 30].map(|pace_s| (servers, pace_s)));
    let mut set_ms = SET_MS;
    for (cache_s, says_now, says_age) in [(0, false, false)].into_iter().chain(caches) {
        for (date, fate) in dates.into_iter().flat_map(|date| fates.map(|fate| (date, fate))) {
            for (set_s, is_proxys) in sets.clone() {
                for (servers, pace_s) in fleets.clone() {
                    set_ms = SET_MS + (set_ms + 617) % 4000;
                    check(World {
                        servers,
                        pace_s,
                        date,
                        fate,
                        set_s,
                        set_ms,
                        is_proxys,
                        cache_s,
                        says_now,
                        says_age,
                    });
                }
            }
        }
    }
}

impl World {
    /// How long it may take until an answer tells something new, in milliseconds.
    fn news_ms(self) -> i64 {
        1000 * self.pace_s.max(self.cache_s).max(4)
    }

    /// Whether the page has had its time: two new answers after it was opened, three and 10 s after a clock was set.
    fn is_known(self, at_ms: i64) -> bool {
        let is_new = at_ms <= 2 * self.news_ms() + 1000 * self.pace_s;
        let is_set = self.set_s != 0 && (self.set_ms..=self.over_ms()).contains(&at_ms);
        !is_new && !is_set
    }

    fn over_ms(self) -> i64 {
        self.set_ms + 3 * self.news_ms() + 10_000
    }

    /// Whether a server alone is behind a cache whose clock is ahead, and says the same again and again: so it does when it is dead.
    fn is_alone(self, at_ms: i64) -> bool {
        let is_ahead = matches!(self.date, Date::Proxy(ahead_s) if ahead_s > 0);
        self.servers == 1 && self.cache_s > 0 && is_ahead && at_ms <= 3 * self.news_ms() + 10_000
    }

    /// When server 0 has to be offline at the latest. All answers of a server alone are the same once it is dead.
    fn due_ms(self) -> i64 {
        let due_s = match self.fate {
            Fate::DiedBefore if self.servers == 1 && (self.date == Date::Nobody || self.cache_s > 0) => 72,
            Fate::DiedBefore => 6,
            _ => 32 + self.news_ms() / 1000 + if self.servers == 1 { 22 } else { 0 },
        };
        self.dies_ms().max(0).saturating_add(1000 * (due_s + self.pace_s))
    }

    /// Whether the last report of server 0 lies ahead of everybody's time: a clock was set back since, or is behind and no other
    /// report tells. How long ago it was nobody can tell.
    fn is_dead_ahead(self, at_ms: i64) -> bool {
        let is_behind = self.date == Date::Proxy(-3600) && self.servers == 1 && self.fate == Fate::DiedBefore;
        is_behind || self.set_s < 0 && at_ms >= self.set_ms && self.dies_ms() <= self.set_ms
    }

    /// Whether the dashboard's clock is set back and the answers' clock is not. All that `Seen` tells is then what it tells of a fleet
    /// that has just died, until the freshest report advances again: not before the living have come up to a dead server's.
    fn looks_dead(self, at_ms: i64) -> bool {
        let is_hidden = self.says_now || self.date != Date::Dashboard;
        let before_ms = self.set_ms - self.dies_ms();
        let ahead_ms = if before_ms < 0 { 0 } else { (-1000 * self.set_s - before_ms).max(0) };
        let is_set_back = self.set_s < 0 && !self.is_proxys && at_ms >= self.set_ms;
        is_hidden && is_set_back && at_ms < self.over_ms() + ahead_ms
    }
}

#[test]
fn whatever_clocks_and_caches_do_nobody_who_reports_is_offline_and_everybody_who_died_is_in_time() {
    worlds(|world| {
        world.watch(|at_ms, server, state| {
            let (is_known, reports) = (world.is_known(at_ms), server > 0 || at_ms < world.dies_ms());
            let is_fine = if reports {
                state == State::Live
                    || state == State::Unknown && !is_known
                    || world.looks_dead(at_ms)
                    || world.is_alone(at_ms)
            } else {
                state == State::Offline || !is_known || at_ms <= world.due_ms() || world.is_dead_ahead(at_ms)
            };
            assert!(is_fine, "{world:?}: {server} is {state:?} at {at_ms}");
        });
    });
}
