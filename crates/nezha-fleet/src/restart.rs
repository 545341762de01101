//! Restarts of the dashboard, after which it has heard of nobody.

use crate::ids::Ids;
use crate::liveness::Thresholds;

/// How long agents may take to come back after a restart of the dashboard: they wait 10 s before they try.
const COMING_BACK_MS: f64 = 15_000.0;

/// Notices restarts of the dashboard: a server that had reported says "no report" again, which nothing else does.
#[derive(Debug, Clone, Default)]
pub struct RestartWatch {
    since_ms: Option<f64>,
    /// Who had reported by the last answer.
    reported: Option<Ids>,
    /// The freshest report of the last answer that had one, as far as it is not ahead of the dashboard's time.
    freshest_s: Option<i64>,
    /// The freshest report before the restart.
    before_s: Option<i64>,
    /// Whether a question since the last answer got none.
    missed: bool,
    /// Whether another restart was supposed since anybody reported.
    was_another: bool,
}

impl RestartWatch {
    /// A watch that knows of reports of an earlier visit, the freshest in Unix seconds.
    pub fn remembering(freshest_s: Option<i64>) -> Self {
        Self { freshest_s, ..Self::default() }
    }

    /// Whether no answer has been taken in yet.
    pub fn is_new(&self) -> bool {
        self.reported.is_none()
    }

    /// Before the first answer is taken in: who was alive at the end of an earlier visit. Who of them has no report now was
    /// forgotten: the page may be opened just after a restart, when some agents are back already.
    pub fn remember(&mut self, alive: impl Iterator<Item = u64>) {
        self.reported = Some(alive.collect()).filter(|alive: &Ids| !alive.is_empty());
    }

    /// A question got no answer: the dashboard may be restarting once more.
    pub fn miss(&mut self) {
        self.missed = true;
    }

    /// Takes in the servers of an answer with their last reports, zero or less for none, and tells whether a restart is fresh.
    ///
    /// `told_ms` is the instant that the answer tells of ([`Reading::told_ms`]): while a cache repeats one, agents come back
    /// unseen. An answer without servers says nothing.
    ///
    /// [`Reading::told_ms`]: crate::clock::Reading::told_ms
    pub fn observe(&mut self, servers: impl Iterator<Item = (u64, i64)>, told_ms: f64) -> bool {
        let before = self.reported.take();
        let mut reported = Ids::with_room_for(before.as_ref().map_or(0, Ids::len));
        let (mut is_empty, mut restarted) = (true, false);
        for (id, seen_s) in servers {
            is_empty = false;
            if seen_s > 0 {
                reported.insert(id);
            } else {
                restarted |= before.as_ref().is_some_and(|before| before.contains(id));
            }
        }
        // Nobody was there to be forgotten by another restart.
        let may_be_another = std::mem::take(&mut self.missed) && reported.is_empty() && !is_empty;
        if may_be_another && !self.was_another && self.since_ms.is_some() {
            // Only once: a way that fails now and then is no restart.
            (self.since_ms, self.was_another) = (Some(told_ms), true);
        }
        self.was_another &= reported.is_empty();
        if restarted {
            // Two restarts in a row: what counts is who was there before the first.
            self.before_s = if self.since_ms.is_some() { self.before_s } else { self.freshest_s };
            self.since_ms = Some(told_ms);
        }
        self.reported = if is_empty { before } else { Some(reported) };
        self.since_ms = self.since_ms.filter(|since_ms| told_ms - since_ms < COMING_BACK_MS);
        self.since_ms.is_some()
    }

    /// Takes in the freshest report of an answer and the time on the dashboard, in Unix seconds; to be called after
    /// [`RestartWatch::observe`].
    ///
    /// Not the freshest of all: after the dashboard's clock was set back everyone would seem to have been offline for long.
    pub fn heard(&mut self, freshest_s: Option<i64>, now_s: Option<i64>) {
        self.freshest_s = freshest_s.min(now_s).or(self.freshest_s);
    }

    /// Whether a restart is fresh and the agent of a server may be on its way back: not when its last known report, in
    /// Unix seconds, says that it was offline before.
    pub fn awaits(&self, last_seen_s: Option<i64>, thresholds: Thresholds) -> bool {
        let was_offline = match (last_seen_s, self.before_s) {
            (Some(last_seen_s), Some(before_s)) => {
                before_s.saturating_sub(last_seen_s) >= thresholds.offline_s
            }
            _ => false,
        };
        self.since_ms.is_some() && !was_offline
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const T: i64 = 1_795_341_896;

    /// Servers from 0 on, of which the first ones have reported.
    fn of(servers: u64, reported: u64) -> impl Iterator<Item = (u64, i64)> {
        (0..servers).map(move |id| (id, if id < reported { T } else { -62_135_596_800 }))
    }

    #[test]
    fn a_restart_is_fresh_for_a_quarter_of_a_minute() {
        let mut watch = RestartWatch::default();
        assert!(!watch.observe(of(3, 3), 0.0));
        assert!(watch.observe(of(3, 0), 2_000.0));
        assert!(watch.observe(of(3, 0), 16_000.0));
        assert!(!watch.observe(of(3, 0), 17_500.0));
        assert!(!watch.observe(of(3, 0), 19_500.0), "it is noticed once");
    }

    #[test]
    fn the_first_agent_back_does_not_make_the_others_offline() {
        let mut watch = RestartWatch::default();
        watch.observe(of(3, 3), 0.0);
        watch.observe(of(3, 0), 2_000.0);
        assert!(watch.observe(of(3, 1), 12_000.0));
    }

    #[test]
    fn a_restart_that_is_seen_when_some_agents_are_back_is_one_too() {
        let mut watch = RestartWatch::default();
        watch.observe(of(3, 3), 0.0);
        assert!(watch.observe(of(3, 2), 60_000.0), "nobody asked in the meantime");
    }

    #[test]
    fn another_restart_while_agents_come_back_gives_them_time_again() {
        let mut watch = RestartWatch::default();
        watch.observe(of(3, 3), 0.0);
        watch.observe(of(3, 0), 2_000.0);
        watch.observe(of(3, 2), 12_000.0);
        assert!(watch.observe(of(3, 0), 14_000.0));
        assert!(watch.observe(of(3, 0), 28_000.0));
        assert!(!watch.observe(of(3, 3), 30_000.0));
    }

    #[test]
    fn another_restart_before_any_agent_is_back_gives_them_time_again() {
        for (missed, is_fresh) in [(true, true), (false, false)] {
            let mut watch = RestartWatch::default();
            watch.observe(of(3, 3), 0.0);
            watch.observe(of(3, 0), 4_000.0);
            if missed {
                watch.miss();
            }
            assert!(watch.observe(of(3, 0), 14_000.0));
            assert_eq!(watch.observe(of(3, 0), 22_000.0), is_fresh);
            assert!(!watch.observe(of(3, 0), 30_000.0), "it was noticed once");
        }
    }

    #[test]
    fn a_way_that_fails_now_and_then_makes_no_restart_of_a_fleet_that_is_dead() {
        let mut watch = RestartWatch::default();
        watch.observe(of(3, 3), 0.0);
        let fresh = (1..20).filter(|poll| {
            watch.miss();
            watch.observe(of(3, 0), f64::from(*poll) * 10_000.0)
        });
        assert_eq!(fresh.count(), 3, "ten seconds, and once more fifteen");
    }

    #[test]
    fn a_dashboard_on_which_nobody_ever_reported_has_not_restarted() {
        let mut watch = RestartWatch::default();
        assert!(!watch.observe(of(3, 0), 0.0));
        assert!(!watch.observe(of(3, 0), 2_000.0));
        assert!(!watch.observe(of(0, 0), 4_000.0));
    }

    #[test]
    fn a_restart_is_one_too_where_another_server_reports_for_the_first_time() {
        let mut watch = RestartWatch::default();
        watch.observe([(1, T), (2, 0)].into_iter(), 0.0);
        assert!(watch.observe([(1, 0), (2, T + 2)].into_iter(), 2_000.0));
    }

    #[test]
    fn servers_that_are_deleted_or_added_are_no_restart() {
        let mut watch = RestartWatch::default();
        assert!(!watch.observe(of(5, 4), 0.0));
        assert!(!watch.observe([(3, T), (4, 0)].into_iter(), 2_000.0), "three deleted");
        assert!(!watch.observe([(4, 0)].into_iter(), 4_000.0), "the last that had reported deleted");
        assert!(!watch.observe((4..13).map(|id| (id, 0)), 6_000.0), "eight registered");
        watch.observe([(4, T)].into_iter(), 8_000.0);
        assert!(!watch.observe([(13, 0)].into_iter(), 10_000.0), "one deleted and one registered");
    }

    #[test]
    fn an_empty_answer_does_not_hide_a_restart() {
        let mut watch = RestartWatch::default();
        watch.observe(of(3, 3), 0.0);
        assert!(!watch.observe(of(0, 0), 2_000.0));
        assert!(watch.observe(of(3, 0), 4_000.0));
    }

    #[test]
    fn a_page_that_is_opened_just_after_a_restart_knows_it() {
        let opened = |reported, alive: &[u64]| {
            let mut watch = RestartWatch::remembering(Some(T));
            assert!(watch.is_new());
            watch.remember(alive.iter().copied());
            watch.observe(of(3, reported), 0.0)
        };
        assert!(opened(0, &[0, 1, 2]) && opened(0, &[1]) && opened(1, &[1, 2]), "some are not back yet");
        assert!(!opened(1, &[]) && !opened(0, &[]), "who never reported was not forgotten");
        assert!(!opened(3, &[0, 1, 2, 7]), "nor who is deleted");
    }

    #[test]
    fn nobody_waits_for_a_machine_that_was_offline_before() {
        let mut watch = RestartWatch::default();
        watch.observe(of(3, 3), 0.0);
        watch.heard(Some(T), Some(T));
        watch.observe(of(3, 1), 2_000.0);
        watch.heard(Some(T + 60), Some(T + 60));
        let awaits = |last_seen_s| watch.awaits(last_seen_s, Thresholds::default());
        assert!(awaits(Some(T)) && awaits(Some(T - 29)) && awaits(None));
        assert!(!awaits(Some(T - 30)));
        watch.observe(of(3, 1), 60_000.0);
        assert!(!watch.awaits(Some(T), Thresholds::default()), "the restart is long over");
    }

    #[test]
    fn a_restart_after_the_clock_was_set_back_makes_nobody_offline_either() {
        let now_s = T - 3000;
        for still_ahead in [false, true] {
            let mut watch = RestartWatch::remembering(Some(T));
            watch.observe(of(3, 3), 0.0);
            watch.heard(Some(T), Some(T));
            watch.observe(of(3, 3), 600_000.0);
            // A server that died before then is ahead of everybody's time.
            watch.heard(Some(if still_ahead { T } else { now_s }), Some(now_s));
            assert!(watch.observe(of(3, 0), 602_000.0));
            assert!(watch.awaits(Some(now_s), Thresholds::default()));
        }
    }
}
