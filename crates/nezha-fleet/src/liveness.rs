//! How long ago a server reported, in words.

use crate::clock::Reading;

/// From when on a silent server is late, and from when on offline, in seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Thresholds {
    /// Up to this many seconds without a report a server is live. V0's own themes use 10.
    pub live_s: i64,
    /// From this many seconds without a report on a server is offline.
    pub offline_s: i64,
}

impl Default for Thresholds {
    fn default() -> Self {
        Self { live_s: 10, offline_s: 30 }
    }
}

/// What is known of a server's last report. Times are Unix seconds by the dashboard's clock.
///
/// Constant while a dead server stays dead, so that nothing is redrawn for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Liveness {
    /// It reported within the last few seconds.
    Live,
    /// It missed some reports.
    Late {
        /// Its last report.
        last_seen_s: i64,
    },
    /// It has been silent for long.
    Offline {
        /// Its last report, possibly before the dashboard's last restart.
        last_seen_s: i64,
    },
    /// No report since the dashboard started, and none known from before.
    NoReport,
    /// Nobody can tell: the dashboard is silent, has just restarted, or sends old answers.
    #[default]
    Unknown,
}

/// A liveness without its times: what is counted, filtered by and drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum State {
    /// [`Liveness::Live`]
    Live,
    /// [`Liveness::Late`]
    Late,
    /// [`Liveness::Offline`]
    Offline,
    /// [`Liveness::NoReport`]
    NoReport,
    /// [`Liveness::Unknown`]
    Unknown,
}

impl State {
    /// Every state, in the order in which they are shown.
    pub const ALL: [Self; 5] = [Self::Live, Self::Late, Self::Offline, Self::NoReport, Self::Unknown];

    /// A short name for markup and addresses.
    pub fn name(self) -> &'static str {
        match self {
            Self::Live => "live",
            Self::Late => "late",
            Self::Offline => "offline",
            Self::NoReport => "no-report",
            Self::Unknown => "unknown",
        }
    }
}

impl Liveness {
    /// The liveness without its times.
    pub fn state(self) -> State {
        match self {
            Self::Live => State::Live,
            Self::Late { .. } => State::Late,
            Self::Offline { .. } => State::Offline,
            Self::NoReport => State::NoReport,
            Self::Unknown => State::Unknown,
        }
    }

    /// The last report, where it is worth telling.
    pub fn last_seen_s(self) -> Option<i64> {
        match self {
            Self::Late { last_seen_s } | Self::Offline { last_seen_s } => Some(last_seen_s),
            Self::Live | Self::NoReport | Self::Unknown => None,
        }
    }
}

/// Judges one server at the instant of an answer.
///
/// `last_active` is the server's, in Unix seconds, zero or less for "no report since the dashboard started".
/// `known_before` is the last report that this browser remembers. `restarting` is true for the first seconds after a
/// restart of the dashboard, while agents are on their way back.
pub fn judge(
    last_active: i64,
    known_before: Option<i64>,
    reading: Reading,
    restarting: bool,
    thresholds: Thresholds,
) -> Liveness {
    let Some(now_s) = reading.now_s.filter(|_| reading.settled && !reading.frozen) else {
        return if last_active <= 0 && known_before.is_none() && !restarting {
            Liveness::NoReport
        } else {
            Liveness::Unknown
        };
    };
    if last_active <= 0 {
        return match known_before {
            Some(_) if restarting => Liveness::Unknown,
            Some(last_seen_s) => Liveness::Offline { last_seen_s },
            None => Liveness::NoReport,
        };
    }
    let silent_s = now_s - last_active;
    if silent_s <= thresholds.live_s {
        Liveness::Live
    } else if silent_s < thresholds.offline_s {
        Liveness::Late { last_seen_s: last_active }
    } else {
        Liveness::Offline { last_seen_s: last_active }
    }
}

/// Notices restarts of the dashboard: servers that had reported all have "no report" at once.
#[derive(Debug, Clone, Default)]
pub struct RestartWatch {
    since_ms: Option<f64>,
    somebody_had_reported: bool,
}

/// How long agents may take to come back after a restart of the dashboard: they wait 10 s before they try.
const COMING_BACK_MS: f64 = 15_000.0;

impl RestartWatch {
    /// Takes in whether anybody has reported, by this answer, and tells whether a restart is fresh.
    ///
    /// `monotonic_ms` is a clock that only goes forward. An answer without servers says nothing.
    pub fn observe(&mut self, servers: usize, reported: usize, monotonic_ms: f64) -> bool {
        if servers > 0 && reported == 0 && self.somebody_had_reported {
            self.since_ms.get_or_insert(monotonic_ms);
        }
        self.somebody_had_reported |= reported > 0;
        let fresh = self.since_ms.is_some_and(|since_ms| monotonic_ms - since_ms < COMING_BACK_MS);
        if self.since_ms.is_some() && !fresh {
            self.since_ms = None;
            self.somebody_had_reported = reported > 0;
        }
        fresh
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const T: i64 = 1_795_341_896;
    const NEVER: i64 = -62_135_596_800;

    fn at(now_s: i64) -> Reading {
        Reading { now_s: Some(now_s), skew_s: 0, settled: true, frozen: false }
    }

    fn judged(silent_s: i64) -> Liveness {
        judge(T, None, at(T + silent_s), false, Thresholds::default())
    }

    #[test]
    fn a_server_that_stops_turns_late_and_then_offline() {
        assert_eq!(judged(0), Liveness::Live);
        assert_eq!(judged(10), Liveness::Live);
        assert_eq!(judged(11), Liveness::Late { last_seen_s: T });
        assert_eq!(judged(29), Liveness::Late { last_seen_s: T });
        assert_eq!(judged(30), Liveness::Offline { last_seen_s: T });
        assert_eq!(judged(1_000_000), Liveness::Offline { last_seen_s: T });
    }

    #[test]
    fn a_registered_server_that_never_reported_is_not_offline() {
        assert_eq!(judge(NEVER, None, at(T), false, Thresholds::default()), Liveness::NoReport);
    }

    #[test]
    fn a_machine_that_was_down_before_a_restart_is_offline_since_then() {
        let judged = judge(NEVER, Some(T - 5000), at(T), false, Thresholds::default());
        assert_eq!(judged, Liveness::Offline { last_seen_s: T - 5000 });
    }

    #[test]
    fn a_fresh_restart_makes_nobody_offline() {
        assert_eq!(judge(NEVER, Some(T - 1), at(T), true, Thresholds::default()), Liveness::Unknown);
    }

    #[test]
    fn an_old_answer_says_nothing_about_now() {
        let frozen = Reading { frozen: true, ..at(T) };
        assert_eq!(judge(T, None, frozen, false, Thresholds::default()), Liveness::Unknown);
        let unsettled = Reading { settled: false, ..at(T + 3600) };
        assert_eq!(judge(T, None, unsettled, false, Thresholds::default()), Liveness::Unknown);
    }

    #[test]
    fn a_restart_is_fresh_for_a_quarter_of_a_minute() {
        let mut watch = RestartWatch::default();
        assert!(!watch.observe(3, 3, 0.0));
        assert!(watch.observe(3, 0, 2_000.0));
        assert!(watch.observe(3, 0, 16_000.0));
        assert!(!watch.observe(3, 0, 17_500.0));
        assert!(!watch.observe(3, 0, 19_500.0), "it is noticed once");
    }

    #[test]
    fn the_first_agent_back_does_not_make_the_others_offline() {
        let mut watch = RestartWatch::default();
        watch.observe(3, 3, 0.0);
        watch.observe(3, 0, 2_000.0);
        assert!(watch.observe(3, 1, 12_000.0));
    }

    #[test]
    fn a_dashboard_on_which_nobody_ever_reported_has_not_restarted() {
        let mut watch = RestartWatch::default();
        assert!(!watch.observe(3, 0, 0.0));
        assert!(!watch.observe(3, 0, 2_000.0));
        assert!(!watch.observe(0, 0, 4_000.0));
    }
}
