//! Rings of recent figures, and the lines that are drawn of them.

use nezha_api::{NEVER_REPORTED, Server, Status};
use nezha_fleet::recent::{Recent, RingFigure};
use nezha_fleet::sparkline::{Frame, path};

const WRAPPED: u64 = 18_446_744_073_707_254_738;

fn server(cpu: f64, net_in_speed: u64) -> Server {
    let status = Status { cpu, net_in_speed, net_out_speed: 1, ..Status::default() };
    Server { last_active: 1_795_341_896, status: Some(status), ..Server::default() }
}

/// One sample every 2 s, with these percents of CPU.
fn ring(capacity: usize, percents: &[f64]) -> Recent {
    let mut recent = Recent::new(capacity, 0);
    for (n, percent) in percents.iter().enumerate() {
        recent.observe(2000.0 * n as f64, &server(*percent, 9));
    }
    recent
}

fn cpu(recent: &Recent) -> Vec<(f64, Option<f32>)> {
    recent.series(RingFigure::Cpu).collect()
}

#[test]
fn samples_come_back_in_the_order_of_time() {
    let recent = ring(9, &[1.0, 2.0]);
    assert_eq!(cpu(&recent), [(0.0, Some(1.0)), (2000.0, Some(2.0))]);
    assert_eq!(recent.series(RingFigure::Network).last(), Some((2000.0, Some(10.0))), "in and out together");
}

#[test]
fn a_full_ring_forgets_the_oldest() {
    for count in 3..12 {
        let percents: Vec<_> = (0..count).map(f64::from).collect();
        let values: Vec<_> = cpu(&ring(3, &percents)).into_iter().filter_map(|(_, value)| value).collect();
        let last = count as f32;
        assert_eq!(values, [last - 3.0, last - 2.0, last - 1.0]);
    }
}

#[test]
fn a_value_that_is_none_is_no_zero() {
    let mut recent = Recent::new(9, 0);
    recent.observe(0.0, &server(5.0, WRAPPED));
    recent.observe(2000.0, &Server { last_active: NEVER_REPORTED, ..server(5.0, 9) });
    assert_eq!(cpu(&recent), [(0.0, Some(5.0)), (2000.0, None)]);
    assert_eq!(recent.highest_since(RingFigure::Network, f64::NEG_INFINITY), None);
    assert_eq!(recent.highest_since(RingFigure::Cpu, f64::NEG_INFINITY), Some(5.0));
}

#[test]
fn sent_and_received_are_told_apart() {
    let recent = ring(9, &[12.345]);
    let seen = recent.seen().next().unwrap();
    assert_eq!((seen.received, seen.sent, seen.cpu), (Some(9.0), Some(1.0), Some(12.35)));
}

#[test]
fn after_hours_of_silence_times_are_still_right() {
    let mut recent = ring(9, &[1.0, 2.0]);
    let later_ms = [86_400_000.0, 86_402_000.0, 86_700_000.0, 99_999_999_900.0];
    later_ms.iter().for_each(|at_ms| recent.observe(*at_ms, &server(3.0, 9)));
    assert_eq!(recent.first_ms(), Some(99_999_999_900.0), "what is ten minutes old is of no use to anybody");
    let mut recent = ring(9, &[1.0]);
    for at_ms in [6_553_000.0, 6_554_000.0] {
        recent.observe(at_ms, &server(3.0, 9));
    }
    assert_eq!(cpu(&recent).iter().map(|(at_ms, _)| *at_ms).collect::<Vec<_>>(), [6_553_000.0, 6_554_000.0]);
}

#[test]
fn odd_times_and_sizes_do_no_harm() {
    let mut recent = ring(9, &[1.0, 2.0]);
    for at_ms in [2000.0, 0.0, -5.0, f64::NAN] {
        recent.observe(at_ms, &server(3.0, 9));
    }
    assert_eq!(cpu(&recent).len(), 2, "nothing older than the last");
    assert_eq!(cpu(&ring(0, &[1.0])), []);
    assert_eq!(cpu(&Recent::default()), []);
}

#[test]
fn ten_minutes_of_all_servers_fit_into_memory() {
    for (servers, samples, most_bytes) in
        [(500, 300, 2_000_000), (1000, 150, 2_000_000), (2000, 150, 4_000_000), (5000, 50, 3_500_000)]
    {
        let mut full = Recent::of_one_in(servers);
        full.observe(-2000.0, &server(1.0, 9));
        let at_first = full.bytes();
        (0..400).for_each(|n| full.observe(2000.0 * f64::from(n), &server(1.0, 9)));
        assert_eq!(cpu(&full).len(), samples);
        let first_ms = full.first_ms().unwrap();
        assert!((799_000.0 - first_ms - 600_000.0).abs() < 14_000.0, "ten minutes: from {first_ms}");
        assert_eq!(full.bytes(), at_first, "it does not grow");
        assert!(full.bytes() * servers < most_bytes, "{} bytes", full.bytes());
    }
}

const FRAME: Frame =
    Frame { width: 100.0, height: 20.0, from_ms: 0.0, to_ms: 10_000.0, top: 100.0, gap_ms: 5000.0 };

#[test]
fn a_line_runs_from_report_to_report() {
    let recent = ring(9, &[0.0, 50.0, 100.0, 12.5]);
    assert_eq!(path(&recent, RingFigure::Cpu, &FRAME), "M0.0 20.0L20.0 10.0L40.0 0.0L60.0 17.5");
}

#[test]
fn silence_is_a_gap_and_a_lone_report_a_dot() {
    let mut recent = ring(9, &[0.0, 50.0]);
    recent.observe(8_000.0, &server(100.0, 9));
    assert_eq!(path(&recent, RingFigure::Cpu, &FRAME), "M0.0 20.0L20.0 10.0M80.0 0.0h0");
    let mut recent = Recent::new(9, 0);
    for (at_ms, speed) in [(0.0, 9), (2000.0, WRAPPED), (4000.0, 9), (6000.0, 19)] {
        recent.observe(at_ms, &server(0.0, speed));
    }
    let frame = Frame { top: 20.0, ..FRAME };
    assert_eq!(path(&recent, RingFigure::Network, &frame), "M0.0 10.0h0M40.0 10.0L60.0 0.0");
}

#[test]
fn reports_that_come_seldom_make_a_line_and_an_outage_among_them_a_gap() {
    let lines = |at_s: &[f64]| {
        let mut recent = Recent::new(30, 0);
        at_s.iter().for_each(|at_s| recent.observe(at_s * 1000.0, &server(50.0, 9)));
        let frame = Frame { to_ms: 300_000.0, gap_ms: 12_000.0, ..FRAME };
        path(&recent, RingFigure::Cpu, &frame).matches('M').count()
    };
    assert_eq!(lines(&[0.0, 30.0, 60.0, 90.0, 120.0]), 1);
    assert_eq!(lines(&[0.0, 2.0, 4.0, 24.0, 26.0, 28.0]), 2);
    assert_eq!(lines(&[0.0, 30.0, 60.0, 90.0, 92.0, 94.0, 96.0]), 1, "a quicker pace was chosen");
    assert_eq!(lines(&[0.0, 30.0, 60.0, 200.0, 230.0]), 2);
}

#[test]
fn what_is_outside_the_frame_is_not_drawn() {
    let recent = ring(9, &[10.0, 20.0, 30.0]);
    let frame = Frame { from_ms: 1000.0, to_ms: 3000.0, top: 10.0, ..FRAME };
    assert_eq!(path(&recent, RingFigure::Cpu, &frame), "M50.0 0.0h0", "and above the top is at the top");
}

#[test]
fn nothing_is_drawn_of_nothing() {
    assert_eq!(path(&Recent::new(9, 0), RingFigure::Cpu, &FRAME), "");
    assert_eq!(path(&ring(9, &[1.0]), RingFigure::Cpu, &Frame { to_ms: 0.0, ..FRAME }), "");
    let flat = Frame { top: 0.0, ..FRAME };
    assert_eq!(path(&ring(9, &[0.0, 0.0]), RingFigure::Cpu, &flat), "M0.0 20.0L20.0 20.0", "on the ground");
}
