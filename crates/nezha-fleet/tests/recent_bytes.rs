//! The last minutes of all servers, written down and read again after a reload.

use nezha_api::{Server, Status};
use nezha_fleet::recent::{FleetMinutes, Recent, Seen, read_fleet_minutes};
use proptest::prelude::*;

/// When the page was opened, Unix milliseconds: the rings count from there.
const OPENED: i64 = 1_795_305_600_000;
/// When it was opened again: two minutes later.
const AGAIN: i64 = OPENED + 120_000;

fn server(cpu: f64, net_in_speed: u64) -> Server {
    let status = Status { cpu, net_in_speed, net_out_speed: 7, ..Status::default() };
    Server { last_active: 1_795_305_600, status: Some(status), ..Server::default() }
}

/// A sample every 2 s, from one second to another.
fn ring(seconds: std::ops::Range<i32>) -> Recent {
    let mut recent = Recent::of_one_in(3);
    for second in seconds.step_by(2) {
        recent.observe(f64::from(second) * 1000.0, &server(f64::from(second % 100), 1_000_000));
    }
    recent
}

/// A minute that ended at `now_ms`, of one server called 7.
fn minute(recent: &Recent, now_ms: f64) -> Vec<u8> {
    let mut record = FleetMinutes::new(now_ms - 60_000.0, now_ms, OPENED, 3);
    record.add(7, recent);
    record.finish().unwrap_or_default()
}

fn take_in(recent: &mut Recent, bytes: &[u8], now_ms: f64) {
    let servers = read_fleet_minutes(bytes, AGAIN).unwrap_or_default();
    assert_eq!(servers.len(), 1);
    for (id, earlier) in servers {
        assert_eq!(id, 7);
        recent.take_in(earlier, now_ms);
    }
}

fn seen(recent: &Recent) -> Vec<Seen> {
    recent.seen().collect()
}

#[test]
fn after_a_reload_the_last_minutes_are_there_and_as_old_as_they_are() {
    let before = ring(0..118);
    let records = [minute(&ring(0..60), 59_000.0), minute(&before, 119_000.0)];
    let mut after = ring(4..8);
    // The newest first, as each goes before all others.
    records.iter().rev().for_each(|bytes| take_in(&mut after, bytes, 8_000.0));
    let expected = before.seen().map(|seen| Seen { at_ms: seen.at_ms - 120_000.0, ..seen });
    let expected: Vec<Seen> = expected.chain(ring(4..8).seen()).collect();
    assert_eq!(seen(&after), expected, "with a gap from -2 s to 4 s, in which nobody looked");
}

#[test]
fn a_minute_is_written_once() {
    let before = ring(0..120);
    assert_eq!(minute(&before, 118_000.0).len(), 10 + 10 + 30 * 12, "thirty samples");
    let mut record = FleetMinutes::new(118_000.0, 178_000.0, OPENED, 3);
    record.add(7, &before);
    assert!(record.finish().is_none(), "nothing new is no record");
}

#[test]
fn what_was_not_written_for_long_is_written_as_far_as_it_matters() {
    let mut record = FleetMinutes::new(f64::NEG_INFINITY, 1_000_000.0, OPENED, 1);
    record.add(7, &ring(0..1000));
    let mut after = Recent::of_one_in(3);
    for (_, earlier) in read_fleet_minutes(&record.finish().unwrap(), OPENED).unwrap() {
        after.take_in(earlier, 1_000_000.0);
    }
    assert_eq!(after.first_ms(), Some(402_000.0));
}

#[test]
fn what_is_older_than_ten_minutes_or_in_the_future_is_left_out() {
    let bytes = minute(&ring(0..60), 60_000.0);
    for now_ms in [700_000.0, -200_000.0] {
        let mut after = Recent::of_one_in(3);
        take_in(&mut after, &bytes, now_ms);
        assert_eq!(seen(&after), [], "{now_ms}");
    }
}

#[test]
fn no_sample_is_taken_in_twice() {
    let bytes = minute(&ring(2..62), 60_000.0);
    let mut once = Recent::of_one_in(3);
    take_in(&mut once, &bytes, 0.0);
    let mut twice = once.clone();
    take_in(&mut twice, &bytes, 0.0);
    assert_eq!(seen(&twice), seen(&once));
    assert_eq!(seen(&once).len(), 30);
}

#[test]
fn a_value_that_was_none_is_none_after_a_reload() {
    let mut before = Recent::of_one_in(3);
    before.observe(1000.0, &server(5.0, u64::MAX - 9));
    before.observe(3000.0, &Server { last_active: 0, ..server(5.0, 9) });
    let mut after = Recent::of_one_in(3);
    take_in(&mut after, &minute(&before, 4000.0), 0.0);
    let values: Vec<_> = after.seen().map(|seen| (seen.cpu, seen.received, seen.sent)).collect();
    assert_eq!(values, [(Some(5.0), None, Some(7.0)), (None, None, None)]);
}

#[test]
fn a_record_that_was_cut_or_is_of_another_kind_is_none() {
    let bytes = minute(&ring(0..60), 60_000.0);
    for cut in [0, 1, 2, 9, 11, 19, 21, bytes.len() - 1] {
        assert!(read_fleet_minutes(&bytes[..cut], AGAIN).is_none(), "{cut}");
    }
    for (at, byte) in [(0, b'M'), (1, 2)] {
        let mut other = bytes.clone();
        other[at] = byte;
        assert!(read_fleet_minutes(&other, AGAIN).is_none());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn hostile_bytes_do_no_harm(
        base in prop_oneof![Just(OPENED), any::<i64>()],
        samples in prop::collection::vec(any::<[u8; 12]>(), 0..400),
        more in prop::collection::vec(any::<u8>(), 0..40),
        now_ms in prop_oneof![Just(9000.0), any::<f64>()],
        epoch_ms in prop_oneof![Just(AGAIN), any::<i64>()],
    ) {
        let mut bytes = vec![b'F', 1];
        bytes.extend(base.to_le_bytes());
        bytes.extend(7_u64.to_le_bytes());
        bytes.extend((samples.len() as u16).to_le_bytes());
        bytes.extend(samples.concat());
        bytes.extend(more);
        let mut recent = ring(0..30);
        for (_, earlier) in read_fleet_minutes(&bytes, epoch_ms).unwrap_or_default() {
            recent.take_in(earlier, now_ms);
        }
        recent.observe(9_000_000.0, &server(1.0, 9));
        let seen: Vec<Seen> = recent.seen().collect();
        prop_assert!(seen.is_sorted_by(|a, b| a.at_ms < b.at_ms));
        prop_assert!(seen.len() <= 300);
        for one in seen {
            prop_assert!(one.cpu.is_none_or(|cpu| (0.0..=100.0).contains(&cpu)));
            prop_assert!(one.received.is_none_or(|speed| (0.0..1.2e18).contains(&speed)));
        }
    }

    #[test]
    fn changed_bytes_do_no_harm(at in 0..400_usize, byte in any::<u8>()) {
        let mut bytes = minute(&ring(0..60), 60_000.0);
        let at = at % bytes.len();
        bytes[at] = byte;
        let mut recent = ring(0..30);
        for (_, earlier) in read_fleet_minutes(&bytes, AGAIN).unwrap_or_default() {
            recent.take_in(earlier, 31_000.0);
        }
        prop_assert!(recent.seen().collect::<Vec<_>>().is_sorted_by(|a, b| a.at_ms < b.at_ms));
    }
}
