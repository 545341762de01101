//! What time it is on the dashboard, by answers whose clock may be anybody's.

use std::ops::Range;

use nezha_fleet::clock::{DashboardClock, Reading, Seen};

const T: i64 = 1_795_341_896;

/// The `n`th answer over HTTP, where a proxy may have written the clock; no other has the same reports.
fn http(n: i64) -> Seen {
    Seen { print: Some(n as u64), ..Seen::default() }
}

/// Answers of a healthy fleet, every 2 s, with a clock that is `skew_s` ahead.
fn healthy(clock: &mut DashboardClock, skew_s: i64, polls: i64) -> Vec<Reading> {
    let poll = |n: i64| Seen {
        clock_s: Some(T + 2 * n + skew_s),
        freshest_s: Some(T + 2 * n - 1),
        monotonic_ms: (2000 * n) as f64,
        ..http(n)
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
fn a_proxy_an_hour_behind_is_known_by_the_next_report() {
    let readings = healthy(&mut DashboardClock::default(), -3600, 3);
    assert!(!readings[0].settled, "one report may be of before the dashboard's clock was set back");
    assert!(readings[1..].iter().all(|r| r.settled && r.skew_s == -3599));
    assert_eq!(readings[2].now_s, Some(T + 3));
}

#[test]
fn a_proxy_an_hour_behind_is_known_by_the_first_report_after_a_restart() {
    let mut clock = DashboardClock::default();
    clock.observe(Seen { clock_s: Some(T - 3600), servers: 1, ..http(0) });
    let reading = clock.observe(Seen { clock_s: Some(T - 3598), freshest_s: Some(T + 1), ..http(1) });
    assert_eq!((reading.settled, reading.skew_s, reading.now_s), (true, -3599, Some(T + 1)));
}

/// A server died, and since then the dashboard's clock was set back: its report is `ahead_s` ahead of the others', who go on.
fn set_back(ahead_s: i64, n: i64, answer: Seen) -> Seen {
    Seen {
        clock_s: Some(T + 2 * n),
        freshest_s: Some(T.saturating_add(ahead_s)),
        monotonic_ms: (2000 * n) as f64,
        ..answer
    }
}

#[test]
fn one_dead_server_from_before_the_clock_was_set_back_makes_nobody_else_offline() {
    for ahead_s in [60, 3600, i64::MAX] {
        let (mut over_http, mut over_socket) = (DashboardClock::default(), DashboardClock::default());
        for n in 0..25 {
            let reading = over_socket.observe(set_back(ahead_s, n, Seen::default()));
            assert!(reading.settled, "the socket's clock is the dashboard's own");
            assert_eq!((reading.skew_s, reading.now_s), (0, Some(T + 2 * n)), "{ahead_s} {n}");
            let reading = over_http.observe(set_back(ahead_s, n, http(n)));
            assert_eq!((reading.skew_s, reading.now_s), (0, Some(T + 2 * n)), "{ahead_s} {n}");
            assert_eq!(reading.settled, n >= 3, "an honest clock is known by the third answer after");
        }
    }
}

#[test]
fn the_last_report_before_the_clock_was_set_back_makes_nobody_offline() {
    // Together with a server that died 300 s before the page was opened, and without.
    for (pace_s, dead_s) in [2, 30].into_iter().flat_map(|pace_s| [(pace_s, T - 300), (pace_s, 0)]) {
        let mut clock = DashboardClock::default();
        for n in 0..20 {
            let now_s = T + pace_s * n - if n < 5 { 0 } else { 3600 };
            let last_s = if n == 5 { T + pace_s * n - 1 } else { now_s - 1 };
            let reading = clock.observe(Seen {
                clock_s: Some(now_s),
                freshest_s: Some(last_s.max(dead_s)),
                monotonic_ms: (1000 * pace_s * n) as f64,
                ..http(n)
            });
            assert_eq!((reading.now_s, reading.skew_s), (Some(now_s), 0), "{pace_s} {dead_s} {n}");
        }
    }
}

#[test]
fn a_server_alone_is_not_offline_when_the_clock_behind_a_proxy_is_set_back() {
    for (ahead_s, set_s) in [Some(0), Some(3600), None].into_iter().flat_map(|s| [(s, -60), (s, -3600)]) {
        let mut clock = DashboardClock::default();
        // It reports every 4 s.
        let answers = (0..40).map(|n| {
            let freshest_s = T + n / 2 * 4 + if n < 20 { 0 } else { set_s };
            let clock_s = ahead_s.map(|ahead_s| T + 2 * n + ahead_s);
            let monotonic_ms = (2010 * n) as f64;
            (
                freshest_s,
                clock.observe(Seen { clock_s, freshest_s: Some(freshest_s), monotonic_ms, ..http(n) }),
            )
        });
        for (n, (freshest_s, reading)) in answers.enumerate() {
            let silent_s = reading.now_s.unwrap() - freshest_s;
            assert!(!reading.settled || silent_s < 10, "{ahead_s:?} {set_s} {n}: silent for {silent_s} s");
        }
    }
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
fn a_proxy_whose_clock_jumps_makes_nobody_offline() {
    let mut clock = DashboardClock::default();
    healthy(&mut clock, 0, 5);
    let mut jumped = |n: i64| {
        clock.observe(Seen {
            clock_s: Some(T + 2 * n + 60),
            freshest_s: Some(T + 2 * n - 1),
            monotonic_ms: (2000 * n) as f64,
            ..http(n)
        })
    };
    assert!(!jumped(5).settled, "the clock jumped, or the dashboard was stopped");
    let reading = jumped(6);
    assert!(reading.settled);
    assert_eq!((reading.skew_s, reading.now_s), (61, Some(T + 11)));
}

/// Answers every 2 s of agents that report every 4 s until they die, with a clock that is `ahead_s` ahead.
fn slow_agents(clock: &mut DashboardClock, polls: Range<i64>, ahead_s: i64, dies_s: i64) -> Vec<Reading> {
    let poll = |n: i64| Seen {
        clock_s: Some(T + 2 * n + ahead_s),
        freshest_s: Some(T + (2 * n).min(dies_s) / 4 * 4),
        monotonic_ms: (2000 * n) as f64,
        ..http(n)
    };
    polls.map(|n| clock.observe(poll(n))).collect()
}

#[test]
fn a_proxy_whose_clock_jumps_between_two_reports_makes_nobody_offline() {
    for (ahead_s, jumps_at) in [60, 3600].into_iter().flat_map(|ahead_s| [(ahead_s, 10), (ahead_s, 11)]) {
        let mut clock = DashboardClock::default();
        slow_agents(&mut clock, 0..jumps_at, 0, i64::MAX);
        let readings = slow_agents(&mut clock, jumps_at..20, ahead_s, i64::MAX);
        for (n, Reading { now_s, settled, .. }) in (jumps_at..).zip(readings) {
            let is_right = now_s.is_some_and(|now_s| (now_s - T - 2 * n).abs() <= 4);
            assert!(if settled { is_right } else { n < jumps_at + 4 }, "{ahead_s} {jumps_at} {n}: {now_s:?}");
        }
    }
}

#[test]
fn a_fleet_that_dies_when_the_clock_jumps_is_known_to_be_silent_after_6_s() {
    for ahead_s in [60, 3600] {
        let mut clock = DashboardClock::default();
        slow_agents(&mut clock, 0..10, 0, 19);
        let readings = slow_agents(&mut clock, 10..20, ahead_s, 19);
        assert!(readings[3..].iter().all(|reading| reading.settled && reading.skew_s == 0), "{ahead_s}");
    }
}

#[test]
fn who_has_not_reported_since_the_dashboards_clock_was_set_forward_is_not_offline() {
    // The dashboard's `Date`, a proxy's, none, and the socket.
    for (is_own, ahead_s, is_http) in
        [(true, Some(0), true), (false, Some(-3600), true), (false, None, true), (true, Some(0), false)]
    {
        for set_s in [60, 3600] {
            let mut clock = DashboardClock::default();
            let mut observe = |n: i64, set_s: i64| {
                clock.observe(Seen {
                    clock_s: ahead_s.map(|ahead_s| T + 2 * n + if is_own { set_s } else { ahead_s }),
                    freshest_s: Some(T + 2 * n + set_s),
                    monotonic_ms: (2000 * n) as f64,
                    print: is_http.then_some(n as u64),
                    ..Seen::default()
                })
            };
            for n in 0..5 {
                observe(n, 0);
            }
            assert!(
                (5..8).all(|n| !observe(n, set_s).settled),
                "{ahead_s:?} {set_s}: it may take 4 s and a poll"
            );
            let reading = observe(8, set_s);
            assert_eq!((reading.settled, reading.now_s), (true, Some(T + 16 + set_s)), "{ahead_s:?} {set_s}");
        }
    }
}

#[test]
fn an_answer_that_was_long_under_way_makes_nobody_unknown() {
    let mut clock = DashboardClock::default();
    healthy(&mut clock, 0, 5);
    for (n, late_ms) in [(5, 15_000), (13, 0), (14, 0)] {
        let reading = clock.observe(Seen {
            clock_s: Some(T + 2 * n),
            freshest_s: Some(T + 2 * n - 1),
            monotonic_ms: (2000 * n + late_ms) as f64,
            ..http(n)
        });
        assert_eq!((reading.settled, reading.now_s, reading.skew_s), (true, Some(T + 2 * n), 0));
    }
}

#[test]
fn a_dashboard_that_was_stopped_while_its_agents_died_is_believed() {
    let mut clock = DashboardClock::default();
    healthy(&mut clock, 0, 5);
    let stopped = |n: i64| Seen {
        clock_s: Some(T + 2 * n + 120),
        freshest_s: Some(T + 9),
        monotonic_ms: (2000 * n) as f64,
        ..http(n)
    };
    assert!((5..8).all(|n| !clock.observe(stopped(n)).settled), "a proxy's clock may have jumped");
    let reading = clock.observe(stopped(8));
    assert!(reading.settled);
    assert_eq!((reading.skew_s, reading.now_s), (0, Some(T + 136)));
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
fn without_a_date_an_hour_of_silence_is_an_hour_at_whatever_pace() {
    for pace_ms in [1_990.0, 2_040.0, 5_030.0, 9_900.0] {
        let mut clock = DashboardClock::default();
        let seen = |freshest_s, monotonic_ms| Seen { freshest_s, monotonic_ms, ..Seen::default() };
        clock.observe(seen(Some(T - 2), 0.0));
        let readings = (1..).map(|poll| f64::from(poll) * pace_ms).take_while(|ms| *ms < 3_600_000.0);
        for ms in readings {
            let now_s = clock.observe(seen(Some(T), ms)).now_s;
            let since_s = ((ms - pace_ms) / 1000.0) as i64;
            assert_eq!(now_s, Some(T + since_s), "{pace_ms} after {ms} ms");
        }
    }
}

/// The same answer of a large fleet, every 2 s from when the healthy fleet was last seen.
fn repeated(n: i64, age_s: i64) -> Seen {
    Seen {
        clock_s: Some(T + 4),
        freshest_s: Some(T + 3),
        servers: 50,
        print: Some(1),
        age_s,
        monotonic_ms: (2000 * (n + 3)) as f64,
    }
}

#[test]
fn an_answer_that_a_cache_repeats_tells_of_then_and_is_frozen_once_it_is_old() {
    for says_so in [true, false] {
        let mut clock = DashboardClock::default();
        healthy(&mut clock, 0, 3);
        let mut observe = |n: i64| clock.observe(repeated(n, if says_so { 2 * n } else { 0 }));
        for n in 0..10 {
            let reading = observe(n);
            assert_eq!((reading.now_s, reading.frozen), (Some(T + 4), n > 6), "{says_so} {n}");
        }
    }
}

#[test]
fn an_answer_that_says_it_is_old_is_frozen_at_first_sight() {
    let mut clock = DashboardClock::default();
    assert!(clock.observe(repeated(0, 90)).frozen);
    assert!(!clock.observe(repeated(1, 9)).frozen, "somebody asked anew");
}

#[test]
fn the_same_frame_of_the_socket_twice_is_no_cache() {
    let mut clock = DashboardClock::default();
    healthy(&mut clock, 0, 3);
    let frames =
        (0..60).map(|n| clock.observe(Seen { clock_s: Some(T + 4 + 2 * n), print: None, ..repeated(n, 0) }));
    assert_eq!(frames.last().map(|reading| (reading.now_s, reading.frozen)), Some((Some(T + 122), false)));
}

#[test]
fn without_a_date_a_first_answer_may_be_days_old() {
    let mut clock = DashboardClock::default();
    let mut seen = |n: i64, freshest_s| {
        let monotonic_ms = (2000 * n) as f64;
        clock.observe(Seen { freshest_s: Some(freshest_s), monotonic_ms, ..Seen::default() })
    };
    assert!((0..15).all(|n| !seen(n, T).settled), "nobody is called live by it");
    let reading = seen(15, T);
    assert_eq!((reading.settled, reading.now_s), (true, Some(T + 30)), "nor waited for any longer");
    let mut clock = DashboardClock::default();
    let first = Seen { freshest_s: Some(T), ..Seen::default() };
    assert!(!clock.observe(first).settled);
    let moved = Seen { freshest_s: Some(T + 2), monotonic_ms: 2000.0, ..Seen::default() };
    assert!(clock.observe(moved).settled, "one report, and it is known");
}

#[test]
fn a_fleet_that_fell_silent_is_not_a_frozen_answer() {
    let mut clock = DashboardClock::default();
    healthy(&mut clock, 0, 3);
    for n in 3..60 {
        let reading = clock.observe(Seen {
            clock_s: Some(T + 2 * n),
            freshest_s: Some(T + 3),
            monotonic_ms: (2000 * n) as f64,
            ..http(n)
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
            monotonic_ms: (3_600_000 + 2000 * n) as f64,
            ..http(1000 + n)
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
        monotonic_ms: (2000 * n) as f64,
        ..http(n)
    };
    let readings: Vec<_> = (0..4).map(|n| clock.observe(seen(n))).collect();
    assert!(!readings[0].settled);
    assert!(readings[3].settled && !readings[3].frozen && readings[3].skew_s == 0);
}

#[test]
fn agents_that_report_every_four_seconds_are_waited_for_where_first_answers_come_at_once() {
    let mut clock = DashboardClock::default();
    // `list` and `details` of one moment, and polls.
    for (n, at_ms) in [0, 250, 1900, 3900].into_iter().enumerate() {
        let reading = clock.observe(Seen {
            clock_s: Some(T + 3600 + at_ms / 1000),
            freshest_s: Some(T),
            monotonic_ms: at_ms as f64,
            ..http(n as i64)
        });
        assert!(!reading.settled, "a clock that is ahead is not known yet, and nobody offline by it: {n}");
    }
}

#[test]
fn two_fleets_that_were_found_dead_a_day_apart_are_no_wrong_clock() {
    const DAY_S: i64 = 86_400;
    let mut clock = DashboardClock::default();
    for day in 0..4 {
        for poll in 0..4 {
            let now_s = T + day * DAY_S + 2 * poll;
            let reading = clock.observe(Seen {
                clock_s: Some(now_s),
                freshest_s: Some(T + day * DAY_S - 18_000),
                servers: 1,
                print: Some((10 * day + poll) as u64),
                monotonic_ms: (1000 * (now_s - T)) as f64,
                ..Seen::default()
            });
            assert_eq!(reading.skew_s, 0, "day {day}");
            assert!(poll < 3 || reading.settled && reading.now_s == Some(now_s), "day {day}");
        }
    }
}

#[test]
fn what_comes_after_an_answer_without_servers_may_be_old() {
    let mut clock = DashboardClock::default();
    clock.observe(Seen { freshest_s: None, servers: 0, ..http(0) });
    let reading = clock.observe(Seen { clock_s: None, freshest_s: Some(T - 86_400), ..http(1) });
    assert!(!reading.settled, "a day ago is not now");
}

#[test]
fn a_report_at_the_end_of_time_that_comes_and_goes_breaks_nothing() {
    let mut clock = DashboardClock::default();
    for (n, freshest_s) in [T, i64::MAX, T + 4, T + 6].into_iter().enumerate() {
        let n = n as i64;
        clock.observe(Seen { clock_s: Some(T + 2 * n), freshest_s: Some(freshest_s), ..http(n) });
    }
}
