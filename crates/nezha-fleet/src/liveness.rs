//! Whether a server is alive, by its last report and the dashboard's clock.

use crate::clock::Reading;

/// A report that is further ahead of the dashboard's time than this, in seconds, tells no age.
const AHEAD_S: i64 = 10;

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

impl Thresholds {
    /// Thresholds as a visitor asks for them, made to make sense: nobody is offline who is still live.
    pub fn of(live_s: u32, offline_s: u32) -> Self {
        let [live_s, offline_s] = [live_s, offline_s].map(i64::from);
        Self { live_s, offline_s: offline_s.max(live_s + 1) }
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
        /// Its last report.
        last_seen_s: i64,
        /// Whether the dashboard has started since then, and knows of no report itself.
        before_restart: bool,
    },
    /// No report since the dashboard started, and none known from before.
    NoReport,
    /// Nobody can tell: the dashboard is silent, has just restarted, or sends old answers; or the server's own entry cannot be
    /// read, or tells of a report that is yet to come.
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
            Self::Late { last_seen_s } | Self::Offline { last_seen_s, .. } => Some(last_seen_s),
            Self::Live | Self::NoReport | Self::Unknown => None,
        }
    }

    /// For how long it has been silent at an instant, in seconds. `None` for who is not, and where the last report lies ahead of
    /// that instant: then nobody knows.
    pub fn silent_s(self, now_s: i64) -> Option<i64> {
        let silent_s = now_s.saturating_sub(self.last_seen_s()?);
        (silent_s >= 0).then_some(silent_s)
    }
}

/// Judges one server at the instant of an answer.
///
/// `last_active` is the server's, in Unix seconds, zero or less for "no report since the dashboard started".
/// `known_before` is the last report that this browser remembers. `restarting` is true for the first seconds after a
/// restart of the dashboard, while the agent may be on its way back ([`crate::restart::RestartWatch::awaits`]).
pub fn judge(
    last_active: i64,
    known_before: Option<i64>,
    reading: Reading,
    restarting: bool,
    thresholds: Thresholds,
) -> Liveness {
    if last_active <= 0 {
        // No clock is needed for this, so it is also known while the dashboard's clock is not.
        return match known_before {
            Some(_) if restarting || reading.frozen => Liveness::Unknown,
            Some(last_seen_s) => Liveness::Offline { last_seen_s, before_restart: true },
            None => Liveness::NoReport,
        };
    }
    let Some(now_s) = reading.now_s.filter(|_| reading.settled && !reading.frozen) else {
        return Liveness::Unknown;
    };
    let silent_s = now_s.saturating_sub(last_active);
    if silent_s < -AHEAD_S {
        // By a clock that has been set back since: how long ago that was nobody knows.
        Liveness::Unknown
    } else if silent_s <= thresholds.live_s {
        Liveness::Live
    } else if silent_s < thresholds.offline_s {
        Liveness::Late { last_seen_s: last_active }
    } else {
        Liveness::Offline { last_seen_s: last_active, before_restart: false }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const T: i64 = 1_795_341_896;
    const NEVER: i64 = -62_135_596_800;

    fn at(now_s: i64) -> Reading {
        Reading { now_s: Some(now_s), settled: true, ..Reading::default() }
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
        assert_eq!(judged(30), Liveness::Offline { last_seen_s: T, before_restart: false });
        assert_eq!(judged(1_000_000), Liveness::Offline { last_seen_s: T, before_restart: false });
    }

    #[test]
    fn a_registered_server_that_never_reported_is_not_offline() {
        assert_eq!(judge(NEVER, None, at(T), false, Thresholds::default()), Liveness::NoReport);
    }

    #[test]
    fn a_machine_that_was_down_before_a_restart_is_offline_since_then() {
        let judged = judge(NEVER, Some(T - 5000), at(T), false, Thresholds::default());
        assert_eq!(judged, Liveness::Offline { last_seen_s: T - 5000, before_restart: true });
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
    fn nobody_knows_when_a_server_died_that_reported_by_a_clock_that_was_set_back() {
        assert_eq!(judged(-10), Liveness::Live, "two clocks");
        assert_eq!(judged(-11), Liveness::Unknown);
        assert_eq!(judge(i64::MAX, None, at(T), false, Thresholds::default()), Liveness::Unknown);
    }

    #[test]
    fn a_patient_visitor_waits_longer() {
        let judged = |silent_s| judge(T, None, at(T + silent_s), false, Thresholds::of(60, 300));
        assert_eq!(judged(60), Liveness::Live);
        assert_eq!(judged(61), Liveness::Late { last_seen_s: T });
        assert_eq!(judged(300), Liveness::Offline { last_seen_s: T, before_restart: false });
    }

    #[test]
    fn nobody_is_offline_who_is_still_live() {
        assert_eq!(Thresholds::of(10, 30), Thresholds::default());
        for offline_s in [0, 20, 60] {
            assert_eq!(Thresholds::of(60, offline_s), Thresholds { live_s: 60, offline_s: 61 });
        }
    }
}
