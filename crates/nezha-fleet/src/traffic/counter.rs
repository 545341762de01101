//! What counters of bytes grew by between two reports, however often they started again.

use nezha_api::Server;

/// The counters of one report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counters {
    /// When it was reported, Unix seconds by the dashboard's clock.
    pub at: i64,
    /// Bytes received since boot.
    pub received: u64,
    /// Bytes sent since boot.
    pub sent: u64,
    /// Seconds since boot.
    pub uptime: u64,
    /// Unix seconds by the machine's clock; 0 when unknown.
    pub boot_time: u64,
}

impl Counters {
    /// The counters of a server's last report; `None` before the first, and when the source carried no status.
    pub fn of(server: &Server) -> Option<Counters> {
        let status = server.reported()?;
        Some(Counters {
            at: server.last_active,
            received: status.net_in_transfer,
            sent: status.net_out_transfer,
            uptime: status.uptime,
            boot_time: server.known_host().map_or(0, |host| host.boot_time),
        })
    }
}

/// What a server moved between two reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Moved {
    /// Bytes received, at least.
    pub received: u64,
    /// Bytes sent, at least.
    pub sent: u64,
    /// From when on these are all, Unix seconds: the report before; the boot, if it booted in between; the later report, if
    /// a counter went back without a boot, because then nobody knows.
    pub known_from: i64,
}

/// A boot is told from a clock that was set when it moved by more than this, in seconds.
const CLOCK_SLACK: i64 = 120;
/// No machine is faster, in bytes a second: a rise beyond this is an interface that came back with an old counter.
const FASTEST: u64 = 50_000_000_000;

/// What was moved from `before` to `now`; `None` when `now` is no later report.
///
/// A machine that booted in between counts from zero. An uptime that went back says so, and of one that was away for long
/// a boot that moved on. Where the boot lies before the earlier report it is none: a clock was set, by which agents reckon,
/// or another machine has taken the place of the first, and then nobody knows what was moved.
pub fn moved(before: &Counters, now: &Counters) -> Option<Moved> {
    let elapsed = now.at.checked_sub(before.at).filter(|elapsed| *elapsed > 0)?;
    let boot = by_uptime(now);
    let is_since = boot > before.at.saturating_sub(CLOCK_SLACK);
    let moved_on = boot_moved_on(before, now);
    if is_since && (moved_on || now.uptime < before.uptime) {
        return Some(Moved {
            received: now.received,
            sent: now.sent,
            known_from: boot.clamp(before.at, now.at),
        });
    }
    let most = FASTEST.saturating_mul(elapsed as u64);
    let rise = |before: u64, now: u64| now.checked_sub(before).filter(|rise| !moved_on && *rise <= most);
    let (received, sent) = (rise(before.received, now.received), rise(before.sent, now.sent));
    let all_known = received.is_some() && sent.is_some();
    Some(Moved {
        received: received.unwrap_or(0),
        sent: sent.unwrap_or(0),
        known_from: if all_known { before.at } else { now.at },
    })
}

/// When the machine booted, by its uptime and the dashboard's clock.
fn by_uptime(reading: &Counters) -> i64 {
    reading.at.saturating_sub_unsigned(reading.uptime)
}

/// Whether both the boot time that the machine tells and the one that its uptime makes have moved: a clock that was set moves
/// only the one, and a machine that was asleep only the other.
fn boot_moved_on(before: &Counters, now: &Counters) -> bool {
    let later = |before: i64, now: i64| now.saturating_sub(before) > CLOCK_SLACK;
    let told = |reading: &Counters| i64::try_from(reading.boot_time).unwrap_or(i64::MAX);
    let both_tell = before.boot_time > 0 && now.boot_time > 0;
    both_tell && later(told(before), told(now)) && later(by_uptime(before), by_uptime(now))
}

#[cfg(test)]
mod tests {
    use super::*;

    const T: i64 = 1_795_341_896;

    fn reading(at: i64, received: u64, sent: u64, uptime: u64) -> Counters {
        Counters { at: T + at, received, sent, uptime, boot_time: 0 }
    }

    #[test]
    fn counters_that_grow_are_subtracted() {
        let moved = moved(&reading(0, 100, 50, 1000), &reading(60, 400, 60, 1060)).unwrap();
        assert_eq!(moved, Moved { received: 300, sent: 10, known_from: T });
    }

    #[test]
    fn the_same_report_again_moves_nothing() {
        assert_eq!(moved(&reading(0, 100, 50, 1000), &reading(0, 400, 60, 1000)), None);
        assert_eq!(moved(&reading(60, 100, 50, 1000), &reading(0, 400, 60, 1000)), None);
    }

    #[test]
    fn after_a_reboot_everything_since_the_boot_counts() {
        let moved = moved(&reading(0, 9_000_000, 8_000_000, 500_000), &reading(600, 700, 300, 400)).unwrap();
        assert_eq!(moved, Moved { received: 700, sent: 300, known_from: T + 200 });
    }

    #[test]
    fn a_reboot_long_ago_is_seen_by_the_boot_time() {
        let before = Counters { boot_time: (T - 3600) as u64, ..reading(0, 1000, 1000, 3600) };
        let now = Counters { boot_time: (T + 86_400) as u64, ..reading(864_000, 5000, 4000, 777_600) };
        let moved = moved(&before, &now).unwrap();
        assert_eq!(moved, Moved { received: 5000, sent: 4000, known_from: T + 86_400 });
    }

    #[test]
    fn a_clock_that_was_set_or_a_machine_that_slept_did_not_reboot() {
        let before = Counters { boot_time: 1_000_000, ..reading(0, 1000, 1000, 3600) };
        let clock_set = Counters { boot_time: 1_000_000_000, ..reading(60, 1500, 1000, 3660) };
        let slept = Counters { boot_time: 1_000_000, ..reading(7200, 1500, 1000, 3660) };
        for now in [clock_set, slept] {
            assert_eq!(moved(&before, &now).unwrap().received, 500);
        }
    }

    #[test]
    fn a_clock_that_was_set_back_a_little_did_not_reboot() {
        let total = 5_000_000_000_000;
        let (before, now) =
            (reading(0, total, total, 3_000_000), reading(2, total + 2000, total + 7, 2_999_999));
        assert_eq!(moved(&before, &now).unwrap(), Moved { received: 2000, sent: 7, known_from: T });
    }

    #[test]
    fn another_machine_in_the_place_of_the_first_has_moved_nobody_knows_what() {
        const DAY: u64 = 86_400;
        let unix = T as u64;
        let before =
            Counters { boot_time: unix - 100 * DAY, ..reading(0, 900_000_000, 900_000_000, 100 * DAY) };
        let total = 5_000_000_000_000;
        let now = Counters { boot_time: unix + 3600 - 5 * DAY, ..reading(3600, total, total, 5 * DAY) };
        assert_eq!(moved(&before, &now).unwrap(), Moved { received: 0, sent: 0, known_from: T + 3600 });
    }

    #[test]
    fn a_vanished_interface_is_nothing_known_and_no_wrapped_number() {
        let moved = moved(&reading(0, 5000, 100, 1000), &reading(60, 3000, 160, 1060)).unwrap();
        assert_eq!(moved, Moved { received: 0, sent: 60, known_from: T + 60 });
    }

    #[test]
    fn a_rise_that_no_line_can_carry_is_not_counted() {
        let moved = moved(&reading(0, 0, 0, 1000), &reading(2, u64::MAX, 5, 1002)).unwrap();
        assert_eq!(moved, Moved { received: 0, sent: 5, known_from: T + 2 });
    }

    #[test]
    fn extreme_readings_do_not_overflow() {
        let low = Counters { at: i64::MIN, ..Counters::default() };
        let high = Counters {
            at: i64::MAX,
            received: u64::MAX,
            sent: u64::MAX,
            uptime: u64::MAX,
            boot_time: u64::MAX,
        };
        assert_eq!(moved(&low, &high), None);
        assert!(moved(&Counters { at: 0, ..low }, &high).is_some());
        assert!(moved(&Counters { at: 0, ..high }, &Counters { at: 5, ..low }).is_some());
    }
}
