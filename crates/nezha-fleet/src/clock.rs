//! The dashboard's clock, as far as its answers betray it.

/// By how much the freshest report must trail the answer's clock, while it advances, to be called skew.
const SKEW_S: i64 = 10;

/// Over this many fresher reports the least of their delays is the clock's own, as far as it is more than agents and two
/// clocks cut down to seconds explain.
const LAGS: u32 = 8;
const LAG_S: i64 = 2;

/// How many equal answers in a row make a frozen one.
const FROZEN_AFTER: u32 = 3;

/// What an answer says about time.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Seen {
    /// The clock that came with the answer, in Unix seconds: `now` of `/ws`, or `Date` plus `Age`.
    pub clock_s: Option<i64>,
    /// The `last_active` of the server that reported last, in Unix seconds; `None` when nobody has reported.
    pub freshest_s: Option<i64>,
    /// A cache says that it held the answer back (`Age` above zero).
    pub from_cache: bool,
    /// When the answer arrived, by a clock that only ever goes forward, in milliseconds.
    pub monotonic_ms: f64,
}

/// What time it is on the dashboard, as well as can be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reading {
    /// Unix seconds by the dashboard's clock at the instant of the answer. `None` when nothing tells.
    pub now_s: Option<i64>,
    /// By how many seconds the answer's clock (a proxy's or a cache's) runs ahead of the dashboard's.
    pub skew_s: i64,
    /// The answer tells ages: false while a first answer may be a skewed clock as well as a dead fleet.
    pub settled: bool,
    /// The same answer comes again and again from a cache: its ages mean nothing.
    pub frozen: bool,
}

/// Learns the dashboard's clock from one answer after another.
///
/// `Date` may have been written by a proxy or a CDN with a clock of its own. Reports are stamped by the dashboard, so
/// the freshest one can never lie ahead of the dashboard's time, and one that advances cannot lie far behind it.
#[derive(Debug, Clone, Default)]
pub struct DashboardClock {
    skew_s: i64,
    last: Option<Seen>,
    last_now_s: Option<i64>,
    answers_without_news: u32,
    /// Answers in a row without a fresher report.
    still: u32,
    /// Reports in a row that came late by the answer's clock. One may be the last that a dying fleet sent while nobody
    /// was asking; two are a clock that is wrong.
    late_reports: u32,
    /// The least delay of the last fresher reports, in seconds, and of how many.
    least_lag: Option<(i64, u32)>,
    settled: bool,
}

impl DashboardClock {
    /// Takes in an answer and tells the time at its instant.
    pub fn observe(&mut self, seen: Seen) -> Reading {
        let advanced = match (seen.freshest_s, self.last.and_then(|last| last.freshest_s)) {
            (Some(now), Some(before)) => now > before,
            _ => false,
        };
        self.count_stillness(seen);
        let now_s = match (seen.clock_s, seen.freshest_s) {
            (Some(clock_s), Some(freshest_s)) => {
                if advanced {
                    self.follow_a_step(clock_s, freshest_s, seen.monotonic_ms);
                }
                Some(self.correct(clock_s, freshest_s, advanced))
            }
            (Some(clock_s), None) => Some(clock_s - self.skew_s),
            (None, freshest_s) => self.without_clock(seen, freshest_s, advanced),
        };
        let frozen = self.answers_without_news >= FROZEN_AFTER;
        self.last = Some(seen);
        self.last_now_s = now_s;
        Reading { now_s, skew_s: self.skew_s, settled: self.settled, frozen }
    }

    /// Takes the skew out of the answer's clock, learning it where the freshest report contradicts the clock.
    fn correct(&mut self, clock_s: i64, freshest_s: i64, advanced: bool) -> i64 {
        let behind_s = clock_s - self.skew_s - freshest_s;
        if behind_s <= SKEW_S || self.still >= FROZEN_AFTER {
            self.late_reports = 0;
        } else if advanced {
            self.late_reports += 1;
        }
        let contradicted = behind_s < 0 || self.late_reports >= 2;
        if advanced && !contradicted {
            self.learn_lag(behind_s);
        }
        if contradicted {
            self.late_reports = 0;
            self.least_lag = None;
            // One second is the difference between two clocks that are both cut down to whole seconds.
            self.skew_s = if (clock_s - freshest_s).abs() <= 1 { 0 } else { clock_s - freshest_s };
        }
        self.settled |= contradicted || behind_s <= SKEW_S || self.still >= FROZEN_AFTER;
        (clock_s - self.skew_s).max(freshest_s)
    }

    /// A clock that jumps forward while reports go on as they did is not the dashboard's, which stamps them.
    fn follow_a_step(&mut self, clock_s: i64, freshest_s: i64, monotonic_ms: f64) {
        let (Some(last), Some(last_now_s)) = (self.last, self.last_now_s) else { return };
        let now_s = last_now_s + ((monotonic_ms - last.monotonic_ms).max(0.0) / 1000.0) as i64;
        let step_s = clock_s - self.skew_s - now_s;
        if self.settled && step_s > SKEW_S && (now_s - freshest_s).abs() <= SKEW_S {
            self.skew_s += step_s;
        }
    }

    /// A clock a few seconds ahead makes every report late by as much, the promptest too.
    fn learn_lag(&mut self, behind_s: i64) {
        let (least_s, lags) =
            self.least_lag.map_or((behind_s, 1), |(least_s, lags)| (least_s.min(behind_s), lags + 1));
        self.least_lag = Some((least_s, lags));
        if lags >= LAGS {
            self.least_lag = None;
            if least_s > LAG_S {
                self.skew_s += least_s - 1;
            }
        }
    }

    /// Without a clock the freshest report is the time; while nobody reports, time runs on.
    fn without_clock(&mut self, seen: Seen, freshest_s: Option<i64>, advanced: bool) -> Option<i64> {
        self.settled = true;
        if advanced {
            return freshest_s;
        }
        let elapsed_ms = self.last.map_or(0.0, |last| (seen.monotonic_ms - last.monotonic_ms).max(0.0));
        let run_on_s = self.last_now_s.map(|now_s| now_s + (elapsed_ms / 1000.0) as i64);
        freshest_s.max(run_on_s)
    }

    /// Counts answers that bring nothing new: no fresher report although the answer itself is an old one.
    fn count_stillness(&mut self, seen: Seen) {
        let Some(last) = self.last else { return };
        let no_report = seen.freshest_s.is_some() && seen.freshest_s == last.freshest_s;
        // A clock that stands still, or a cache that says so: otherwise it is the agents that are silent.
        let repeated = seen.from_cache || (seen.clock_s.is_some() && seen.clock_s == last.clock_s);
        self.still = if no_report { self.still + 1 } else { 0 };
        self.answers_without_news = if no_report && repeated { self.answers_without_news + 1 } else { 0 };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const T: i64 = 1_795_341_896;

    /// Answers of a healthy fleet, every 2 s, with a clock that is `skew_s` ahead.
    fn healthy(clock: &mut DashboardClock, skew_s: i64, polls: i64) -> Vec<Reading> {
        let poll = |n: i64| Seen {
            clock_s: Some(T + 2 * n + skew_s),
            freshest_s: Some(T + 2 * n - 1),
            from_cache: false,
            monotonic_ms: (2000 * n) as f64,
        };
        (0..polls).map(|n| clock.observe(poll(n))).collect()
    }

    #[test]
    fn an_honest_clock_is_taken_as_it_is() {
        let readings = healthy(&mut DashboardClock::default(), 0, 5);
        assert!(readings.iter().all(|r| r.skew_s == 0 && r.settled && !r.frozen));
        assert_eq!(readings[4].now_s, Some(T + 8));
    }

    #[test]
    fn a_proxy_an_hour_ahead_makes_nobody_offline() {
        let readings = healthy(&mut DashboardClock::default(), 3600, 4);
        assert!(!readings[0].settled, "one answer cannot tell a skewed clock from a dead fleet");
        assert!(readings[2..].iter().all(|r| r.settled));
        assert_eq!(readings[3].now_s, Some(T + 5));
        assert_eq!(readings[3].skew_s, 3601);
    }

    #[test]
    fn a_proxy_an_hour_behind_is_known_at_once() {
        let readings = healthy(&mut DashboardClock::default(), -3600, 3);
        assert!(readings.iter().all(|r| r.settled && r.skew_s == -3599));
        assert_eq!(readings[2].now_s, Some(T + 3));
    }

    #[test]
    fn a_clock_that_is_put_right_is_believed_again() {
        let mut clock = DashboardClock::default();
        healthy(&mut clock, 3600, 4);
        let readings = healthy(&mut clock, 0, 4);
        assert_eq!(readings[3].skew_s, 0);
    }

    #[test]
    fn a_proxy_some_seconds_ahead_is_noticed_by_the_promptest_of_reports() {
        let mut clock = DashboardClock::default();
        let readings = healthy(&mut clock, 8, 12);
        assert_eq!(readings.last().map(|r| (r.skew_s, r.now_s)), Some((8, Some(T + 22))));
        let mut clock = DashboardClock::default();
        let slow_agents = healthy(&mut clock, 1, 40);
        assert!(slow_agents.iter().all(|r| r.skew_s == 0), "two seconds are no skew");
    }

    #[test]
    fn a_proxy_whose_clock_jumps_makes_nobody_offline_for_an_answer() {
        let mut clock = DashboardClock::default();
        healthy(&mut clock, 0, 5);
        for n in 5..8 {
            let reading = clock.observe(Seen {
                clock_s: Some(T + 2 * n + 60),
                freshest_s: Some(T + 2 * n - 1),
                from_cache: false,
                monotonic_ms: (2000 * n) as f64,
            });
            assert_eq!((reading.skew_s, reading.now_s), (60, Some(T + 2 * n)));
        }
    }

    #[test]
    fn without_a_date_the_freshest_report_is_the_clock_and_time_runs_on() {
        let mut clock = DashboardClock::default();
        let seen = |freshest_s, monotonic_ms| Seen { freshest_s, monotonic_ms, ..Seen::default() };
        assert_eq!(clock.observe(seen(Some(T), 0.0)).now_s, Some(T));
        assert_eq!(clock.observe(seen(Some(T + 2), 2000.0)).now_s, Some(T + 2));
        assert_eq!(clock.observe(seen(Some(T + 2), 42_000.0)).now_s, Some(T + 42));
    }

    #[test]
    fn an_answer_that_a_cache_repeats_is_frozen() {
        let mut clock = DashboardClock::default();
        healthy(&mut clock, 0, 3);
        let cached = |age: i64| Seen {
            clock_s: Some(T + 4 + age),
            freshest_s: Some(T + 3),
            from_cache: age > 0,
            monotonic_ms: 0.0,
        };
        let readings: Vec<_> = (1..6).map(|n| clock.observe(cached(2 * n))).collect();
        assert!(!readings[0].frozen);
        assert!(readings[4].frozen);
    }

    #[test]
    fn an_answer_with_a_clock_that_stands_still_is_frozen() {
        let mut clock = DashboardClock::default();
        let same = Seen { clock_s: Some(T), freshest_s: Some(T - 1), from_cache: false, monotonic_ms: 0.0 };
        let last = (0..5).map(|_| clock.observe(same)).last().unwrap();
        assert!(last.frozen);
    }

    #[test]
    fn a_fleet_that_fell_silent_is_not_a_frozen_answer() {
        let mut clock = DashboardClock::default();
        healthy(&mut clock, 0, 3);
        for n in 3..60 {
            let reading = clock.observe(Seen {
                clock_s: Some(T + 2 * n),
                freshest_s: Some(T + 3),
                from_cache: false,
                monotonic_ms: (2000 * n) as f64,
            });
            assert!(!reading.frozen && reading.settled && reading.skew_s == 0);
            assert_eq!(reading.now_s, Some(T + 2 * n));
        }
    }

    #[test]
    fn a_fleet_that_died_while_nobody_asked_is_dead_and_not_skewed() {
        let mut clock = DashboardClock::default();
        healthy(&mut clock, 0, 3);
        // The machine slept for an hour; half an hour into it the last agent fell silent.
        for n in 0..10 {
            let reading = clock.observe(Seen {
                clock_s: Some(T + 3600 + 2 * n),
                freshest_s: Some(T + 1800),
                from_cache: false,
                monotonic_ms: (4000 + 2000 * n) as f64,
            });
            assert!(reading.settled && reading.skew_s == 0, "{reading:?}");
            assert_eq!(reading.now_s, Some(T + 3600 + 2 * n));
        }
    }

    #[test]
    fn a_fleet_dead_for_an_hour_settles_after_a_few_answers() {
        let mut clock = DashboardClock::default();
        let seen = |n: i64| Seen {
            clock_s: Some(T + 3600 + 2 * n),
            freshest_s: Some(T),
            from_cache: false,
            monotonic_ms: (2000 * n) as f64,
        };
        let readings: Vec<_> = (0..4).map(|n| clock.observe(seen(n))).collect();
        assert!(!readings[0].settled);
        assert!(readings[3].settled && !readings[3].frozen && readings[3].skew_s == 0);
    }
}
