//! The dashboard's clock, as far as its answers betray it.

pub use crate::repeats::print_of;
use crate::repeats::{Repeats, Told};

/// By how much the freshest report must trail the answer's clock, while it advances, to be called skew.
const SKEW_S: i64 = 10;

/// Over this many fresher reports the least of their delays is the clock's own, as far as it is more than agents and two
/// clocks cut down to seconds explain.
const LAGS: u32 = 8;
const LAG_S: i64 = 2;

/// A jump of time by less, in seconds, makes nobody offline, and an answer may be under way for as long.
const JUMP_S: i64 = 20;

/// Two late reports that are further apart than this, in milliseconds, are two fleets that died: somebody looks once a day.
const LATE_MS: f64 = 120_000.0;

/// After this many answers in a row without a fresher report, and so many milliseconds after the last one, a fleet is silent,
/// whatever the clock: a page's first answers come at once, and agents may report only every 4 s. Three polls of two seconds,
/// less what their times may differ by.
const SILENT_AFTER: u32 = 3;
const SILENT_MS: f64 = 5_900.0;

/// Without any clock a fleet is silent after this many seconds.
const SILENT_S: i64 = 30;

/// What an answer says about time.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Seen {
    /// The clock that came with the answer, in Unix seconds, at the instant that the answer tells of: `now` of `/ws`, or
    /// `Date`.
    pub clock_s: Option<i64>,
    /// The `last_active` of the server that reported last, in Unix seconds; `None` when nobody has reported.
    pub freshest_s: Option<i64>,
    /// How many servers are in it.
    pub servers: usize,
    /// Who reported when, in the order of the answer, as a number ([`print_of`]). `None` where no cache can repeat it.
    pub print: Option<u64>,
    /// For how many seconds a cache says that it held the answer back (`Age`); 0 where none says so.
    pub age_s: i64,
    /// When the answer arrived, by a clock that only ever goes forward, in milliseconds.
    pub monotonic_ms: f64,
}

/// What time it is on the dashboard, as well as can be told.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Reading {
    /// Unix seconds by the dashboard's clock at the instant that the answer tells of: of one that is repeated, when it first
    /// came. `None` when nothing tells.
    pub now_s: Option<i64>,
    /// By how many seconds the answer's clock (a proxy's or a cache's) runs ahead of the dashboard's.
    pub skew_s: i64,
    /// The answer tells ages: false while a first answer may be a skewed clock as well as a dead fleet.
    pub settled: bool,
    /// The same answer comes again and again from a cache: its ages mean nothing.
    pub frozen: bool,
    /// A cache repeats answers for so long that it is worth a word; so it does where they are frozen.
    pub cached: bool,
    /// The instant that the answer tells of, in milliseconds by the clock of [`Seen::monotonic_ms`]: of one that is repeated,
    /// when it first came.
    pub told_ms: f64,
}

/// Learns the dashboard's clock from one answer after another.
///
/// `Date` may have been written by a proxy or a CDN with a clock of its own. Reports are stamped by the dashboard, so
/// one that comes can lie neither ahead of the dashboard's time nor far behind it.
#[derive(Debug, Clone, Default)]
pub struct DashboardClock {
    skew_s: i64,
    repeats: Repeats,
    /// The last answer that told of its present, and what was read from it.
    last: Option<Seen>,
    reading: Reading,
    /// When time jumped: until everybody has had the time to report since, nobody's age is known.
    jumped_ms: Option<f64>,
    /// Answers in a row without a fresher report, and when there was one.
    still: u32,
    fresher_ms: f64,
    /// Reports in a row that came late by the answer's clock. One may be the last that a dying fleet sent while nobody
    /// was asking; two are a clock that is wrong.
    late_reports: u32,
    /// When the last of them came.
    late_ms: f64,
    /// The least delay of the last fresher reports, in seconds, and of how many.
    least_lag: Option<(i64, u32)>,
    settled: bool,
    /// The last time that something told, and when: without a clock time runs on from there.
    runs_from: Option<(i64, f64)>,
}

impl DashboardClock {
    /// Takes in an answer and tells the time at its instant.
    pub fn observe(&mut self, seen: Seen) -> Reading {
        // By a clock that nobody knows yet, or that has just jumped, nobody is silent. But a page is opened more often on a server alone
        // that is dead than on one behind a cache whose clock is wrong.
        let is_believed = self.reading.settled || !self.settled && seen.servers <= 1;
        let clock = seen.clock_s.zip(seen.freshest_s).filter(|_| is_believed);
        let silent_s = clock.map(|(clock_s, freshest_s)| self.behind_s(clock_s, freshest_s));
        let told = self.repeats.observe(seen, silent_s);
        if told == Told::News {
            let told_ms = seen.monotonic_ms - seen.age_s as f64 * 1000.0;
            self.read(Seen { monotonic_ms: told_ms, ..seen });
        } else {
            // Counts once it turns out that no cache was the cause.
            self.still += 1;
        }
        let frozen = told == Told::Past;
        let settled = self.reading.settled && told != Told::Nothing;
        Reading { settled, frozen, cached: frozen || self.repeats.are_long(), ..self.reading }
    }

    /// Reads the time from an answer that tells of its present.
    fn read(&mut self, seen: Seen) {
        // What comes first after an answer without servers may be old.
        let had_servers = |last: Seen| last.freshest_s.is_some() || last.servers > 0;
        let advanced = self.last.is_some_and(|last| had_servers(last) && seen.freshest_s > last.freshest_s);
        let no_report =
            seen.freshest_s.is_some() && self.last.is_some_and(|last| seen.freshest_s == last.freshest_s);
        self.still = if no_report { self.still + 1 } else { 0 };
        if !no_report {
            self.fresher_ms = seen.monotonic_ms;
        }
        let now_s = match (seen.clock_s, seen.freshest_s) {
            (Some(clock_s), Some(freshest_s)) => Some(self.correct(seen, clock_s, freshest_s, advanced)),
            (Some(clock_s), None) => Some(clock_s.saturating_sub(self.skew_s)),
            (None, freshest_s) => self.without_clock(seen, freshest_s, advanced),
        };
        if seen.clock_s.is_some() {
            self.runs_from = now_s.zip(Some(seen.monotonic_ms));
        }
        if now_s.is_some_and(|now_s| self.jumped(seen, now_s)) {
            self.jumped_ms = Some(seen.monotonic_ms);
        }
        let is_jumping = self.jumped_ms.is_some_and(|jumped_ms| seen.monotonic_ms - jumped_ms < SILENT_MS);
        let (skew_s, settled) = (self.skew_s, self.settled && !is_jumping);
        self.reading = Reading { now_s, skew_s, settled, told_ms: seen.monotonic_ms, ..self.reading };
        self.last = Some(seen);
    }

    /// By how many seconds a time lies ahead of the last that was told, and of what has passed since.
    fn ahead_s(&self, seen: Seen, now_s: i64) -> i64 {
        let elapsed_s = ((seen.monotonic_ms - self.reading.told_ms).max(0.0) / 1000.0) as i64;
        self.reading.now_s.map_or(0, |last_s| now_s.saturating_sub(last_s.saturating_add(elapsed_s)))
    }

    /// By how many seconds the freshest report trails the answer's clock, or lies ahead of it where negative.
    fn behind_s(&self, clock_s: i64, freshest_s: i64) -> i64 {
        clock_s.saturating_sub(self.skew_s).saturating_sub(freshest_s)
    }

    /// Takes the skew out of the answer's clock, learning it where the freshest report contradicts the clock.
    ///
    /// Only one that advances contradicts it: a server that died before the dashboard's clock was set back has a report
    /// ahead of everybody's time.
    fn correct(&mut self, seen: Seen, clock_s: i64, freshest_s: i64, advanced: bool) -> i64 {
        let now_s = clock_s.saturating_sub(self.skew_s);
        let behind_s = self.behind_s(clock_s, freshest_s);
        if behind_s <= SKEW_S {
            self.late_reports = 0;
        } else if advanced || self.jumped(seen, now_s) {
            let follows = seen.monotonic_ms - self.late_ms <= LATE_MS;
            self.late_reports = if follows { self.late_reports + 1 } else { 1 };
            self.late_ms = seen.monotonic_ms;
        }
        // What no cache can repeat no proxy has written a clock into.
        let is_own = seen.print.is_none();
        // A clock that ran back may be the dashboard's, and the report the last before that.
        let is_early = behind_s < 0 && self.ahead_s(seen, now_s) >= -LAG_S;
        let contradicted = advanced && !is_own && (is_early || self.late_reports >= 2);
        if advanced && !is_own && !contradicted {
            self.learn_lag(behind_s);
        }
        if contradicted {
            (self.late_reports, self.jumped_ms) = (0, None);
            self.least_lag = None;
            let skew_s = clock_s.saturating_sub(freshest_s);
            // One second is the difference between two clocks that are both cut down to whole seconds.
            self.skew_s = if skew_s.abs() <= 1 { 0 } else { skew_s };
        }
        let silent = self.still >= SILENT_AFTER && seen.monotonic_ms - self.fresher_ms >= SILENT_MS;
        self.settled |= is_own || contradicted || behind_s.abs() <= SKEW_S || silent;
        clock_s.saturating_sub(self.skew_s)
    }

    /// Whether time jumps forward by an answer, or the freshest report falls back, while somebody is alive: a clock was set, a
    /// proxy's or the dashboard's, or that was stopped for a while. Who has not reported since seems silent for as long.
    fn jumped(&self, seen: Seen, now_s: i64) -> bool {
        let before = self.last.and_then(|last| last.freshest_s).zip(self.reading.now_s);
        let (Some(freshest_s), Some((before_s, last_s))) = (seen.freshest_s, before) else { return false };
        let was_alive = last_s.abs_diff(before_s) <= SKEW_S as u64;
        let fell = freshest_s < before_s && now_s.saturating_sub(freshest_s) > JUMP_S;
        was_alive && (fell || self.ahead_s(seen, now_s) > JUMP_S)
    }

    /// A clock a few seconds ahead makes every report late by as much, the promptest too.
    fn learn_lag(&mut self, behind_s: i64) {
        let (least_s, lags) =
            self.least_lag.map_or((behind_s, 1), |(least_s, lags)| (least_s.min(behind_s), lags + 1));
        self.least_lag = Some((least_s, lags));
        if lags >= LAGS {
            self.least_lag = None;
            if least_s > LAG_S {
                self.skew_s = self.skew_s.saturating_add(least_s - 1);
            }
        }
    }

    /// Without a clock the freshest report is the time; while nobody reports, time runs on. It may be days old when the page is
    /// opened: that tells only once there is a fresher one, or none for long.
    fn without_clock(&mut self, seen: Seen, freshest_s: Option<i64>, advanced: bool) -> Option<i64> {
        self.settled |= advanced;
        let elapsed_s = |since_ms: f64| ((seen.monotonic_ms - since_ms).max(0.0) / 1000.0) as i64;
        let run_on_s = self.runs_from.map(|(now_s, since_ms)| now_s.saturating_add(elapsed_s(since_ms)));
        let now_s = if advanced { freshest_s } else { freshest_s.max(run_on_s) };
        if advanced || now_s != run_on_s {
            self.runs_from = now_s.zip(Some(seen.monotonic_ms));
        }
        self.settled |= now_s
            .zip(freshest_s)
            .is_some_and(|(now_s, freshest_s)| now_s.saturating_sub(freshest_s) >= SILENT_S);
        now_s
    }
}
