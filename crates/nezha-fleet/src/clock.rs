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
        let jumped = advanced && self.jumped(seen);
        let now_s = match (seen.clock_s, seen.freshest_s) {
            (Some(clock_s), Some(freshest_s)) => Some(self.correct(clock_s, freshest_s, advanced)),
            (Some(clock_s), None) => Some(clock_s - self.skew_s),
            (None, freshest_s) => self.without_clock(seen, freshest_s, advanced),
        };
        let frozen = self.answers_without_news >= FROZEN_AFTER;
        self.last = Some(seen);
        self.last_now_s = now_s;
        Reading { now_s, skew_s: self.skew_s, settled: self.settled && !jumped, frozen }
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

    /// Whether the clock jumped forward while a report came as if it had not: a proxy's, or the dashboard was stopped for a
    /// while. The next answers tell which; this one tells nobody's age.
    fn jumped(&self, seen: Seen) -> bool {
        let (Some(last), Some(last_now_s)) = (self.last, self.last_now_s) else { return false };
        let (Some(clock_s), Some(freshest_s)) = (seen.clock_s, seen.freshest_s) else { return false };
        let now_s = last_now_s + ((seen.monotonic_ms - last.monotonic_ms).max(0.0) / 1000.0) as i64;
        clock_s - self.skew_s - now_s > SKEW_S && (now_s - freshest_s).abs() <= SKEW_S
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
