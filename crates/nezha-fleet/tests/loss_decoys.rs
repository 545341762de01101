//! Lines on which nothing is lost but that look as if: the estimate must be 0, and what could be a loss must be "cannot tell".

mod loss_model;

use loss_model::{Chance, DAY, Line, Losses, Shape, classified, is_partly_lost, minutes, summed_up};
use nezha_fleet::latency::{Probing, SampleKind, Summary, classify};

const SPREADS: [f64; 5] = [0.0, 0.02, 0.05, 0.1, 0.15];
const SEEDS: u64 = 2;

/// Puts noise on a day of levels, in every spread and several times, and asserts that no loss is found for `probes`.
/// Returns the least and the greatest number of samples of which one cannot tell.
fn nothing_is_lost(name: &str, probes: u32, level: impl Fn(usize, &mut Chance) -> f64) -> (usize, usize) {
    let mut cannot_tell = (usize::MAX, 0);
    for (spread, seed) in SPREADS.into_iter().flat_map(|spread| (0..SEEDS).map(move |seed| (spread, seed))) {
        let mut chance = Chance::new(seed * 7919 + (spread * 1000.0) as u64);
        // The noise of a mean of probes.
        let spread = spread / f64::from(probes).sqrt();
        let noisy = |i| {
            let level = level(i, &mut chance);
            (level * (spread * chance.normal()).exp()) as f32
        };
        let values: Vec<f32> = (0..DAY).map(noisy).collect();
        let summary = summed_up(&values, probes);
        let told = (summary.lost, summary.partly_lost);
        assert_eq!(told, (0, 0), "{name}, {probes} probes, spread {spread}, seed {seed}");
        cannot_tell = (cannot_tell.0.min(summary.cannot_tell), cannot_tell.1.max(summary.cannot_tell));
    }
    cannot_tell
}

#[test]
fn no_loss_on_a_line_that_alternates_between_40_and_160() {
    for probes in [1, 2, 4] {
        let (_, most) = nothing_is_lost("alternating", probes, |i, _| if i % 2 == 0 { 40.0 } else { 160.0 });
        // Three of four probes lost would explain a quarter. One of two explains nothing.
        assert!(probes == 4 || most == 0, "{most} doubtful with {probes} probes");
    }
}

#[test]
fn no_loss_where_probes_alternate_between_40_and_160() {
    for probes in 1..=4 {
        let probe = |i| if i % 2 == 0 { 40.0 } else { 160.0 };
        let sample = |i: usize| (0..probes).map(|j| probe(i * probes + j)).sum::<f64>() / probes as f64;
        nothing_is_lost("alternating probes", probes as u32, |i, _| sample(i));
    }
}

/// In so few samples noise that is wide enough still hides now and then that they take turns.
#[test]
fn hardly_ever_a_loss_in_an_hour_in_which_probes_alternate_between_40_and_160() {
    let hours = 200;
    for probes in 2..=4 {
        let misread = (0..hours).filter(|seed| {
            let mut chance = Chance::new(*seed);
            let mut probe = |i| if i % 2 == 0 { 40.0 } else { 160.0 } * (0.15_f64 * chance.normal()).exp();
            let mut sample =
                |i: usize| (0..probes).map(|j| probe(i * probes + j)).sum::<f64>() / probes as f64;
            let values: Vec<f32> = (0..60).map(|i| sample(i) as f32).collect();
            summed_up(&values, probes as u32).partly_lost > 0
        });
        let misread = misread.count();
        assert!(misread <= hours as usize / 50, "{misread} of {hours} hours of {probes} probes a sample");
    }
}

#[test]
fn no_loss_but_doubt_on_a_line_with_two_levels() {
    for share in [0.2, 0.3, 0.5, 0.7] {
        for probes in [2, 4] {
            let level = |_, chance: &mut Chance| if chance.happens(share) { 60.0 } else { 120.0 };
            let (least, _) = nothing_is_lost("two levels", probes, level);
            assert!(least as f64 > 0.8 * share * DAY as f64, "only {least} doubtful at a share of {share}");
        }
    }
}

#[test]
fn no_loss_where_two_levels_take_turns() {
    for lasts in [2.0, 3.0, 5.0, 10.0, 20.0] {
        let low = std::cell::Cell::new(false);
        let level = |_, chance: &mut Chance| {
            low.set(low.get() != chance.happens(1.0 / lasts));
            if low.get() { 60.0 } else { 120.0 }
        };
        nothing_is_lost("taking turns", 2, level);
    }
}

#[test]
fn a_step_to_half_is_doubted_for_an_hour_and_then_the_level() {
    for at in [100, 720, 1300] {
        let (least, most) = nothing_is_lost("step", 2, |i, _| if i < at { 80.0 } else { 40.0 });
        assert!((50..=70).contains(&least) && (50..=70).contains(&most), "{least} to {most} doubtful");
    }
}

#[test]
fn a_step_to_half_is_doubted_for_an_hour_where_samples_are_minutes_apart_too() {
    for (every, seed) in [2, 3, 5].into_iter().flat_map(|every| (0..10).map(move |seed| (every, seed))) {
        let mut chance = Chance::new(seed);
        let times: Vec<i64> =
            minutes(DAY).into_iter().filter(|time| time % (every * loss_model::MINUTE) == 0).collect();
        let level = |i| if 2 * i < times.len() { 80.0 } else { 40.0 };
        let noisy = |i| (level(i) * (0.05 * chance.normal()).exp()) as f32;
        let values: Vec<f32> = (0..times.len()).map(noisy).collect();
        let kinds = classify(&times, &values, &Probing::default()).kinds;
        let minutes = every as usize * kinds.iter().filter(|kind| **kind == SampleKind::CannotTell).count();
        assert!((50..=80).contains(&minutes), "{minutes} minutes doubtful at a sample each {every}");
        assert!(!kinds.iter().any(is_partly_lost));
    }
}

#[test]
fn a_dip_to_half_is_not_a_loss_however_long_it_is() {
    for lasts in [1, 2, 3, 5, 8, 13, 20, 30, 60, 120] {
        let dip = 700..700 + lasts;
        let (least, most) = nothing_is_lost("dip", 2, |i, _| if dip.contains(&i) { 40.0 } else { 80.0 });
        assert!(most <= lasts + 6 && least + 6 >= lasts.min(120), "{least} to {most} of {lasts} doubtful");
    }
}

#[test]
fn a_short_stay_at_twice_the_level_does_not_make_losses_of_the_rest() {
    for lasts in [2, 5, 10, 20] {
        let stay = 700..700 + lasts;
        let (_, most) = nothing_is_lost("stay", 2, |i, _| if stay.contains(&i) { 80.0 } else { 40.0 });
        assert!(most <= 2 * lasts + 10, "{most} doubtful beside {lasts}");
    }
}

#[test]
fn no_loss_on_a_line_that_drifts_with_the_time_of_day() {
    for (swing, times) in [(0.1, 1.0), (0.3, 1.0), (0.5, 1.0), (0.1, 4.0), (0.3, 4.0)] {
        let level = |i: usize| 1.0 + swing * (times * i as f64 / DAY as f64 * std::f64::consts::TAU).sin();
        for probes in 2..=4 {
            nothing_is_lost("drift", probes, |i, _| 100.0 * level(i));
        }
    }
}

#[test]
fn no_loss_on_a_line_with_spikes() {
    for often in [0.01, 0.05, 0.1, 0.2] {
        let level = |_, chance: &mut Chance| {
            if chance.happens(often) { 75.0 + 400.0 * chance.uniform() } else { 50.0 }
        };
        for probes in 2..=4 {
            nothing_is_lost("spikes", probes, level);
        }
    }
}

/// Spikes that happen to crowd for half an hour are a level, below which the line looks partly lost. Longer crowds are
/// still misread, in one day of a hundred.
#[test]
fn hardly_ever_a_loss_where_many_spikes_crowd() {
    let days = 240;
    for probes in 2..=3 {
        let misread = (0..days).filter(|seed| {
            let mut chance = Chance::new(*seed);
            let line = Line {
                base_ms: 80.0,
                spread: 0.15,
                noise_by_probe: true,
                shape: Shape::ManySpikes,
                losses: Losses::Single,
                rate: 0.0,
            };
            summed_up(&line.day(probes, &mut chance).values, probes).partly_lost > 0
        });
        let misread = misread.count();
        assert!(misread <= days as usize / 100, "{misread} of {days} days of {probes} probes a sample");
    }
}

#[test]
fn no_loss_on_a_line_with_a_queue() {
    for queue in [0.1, 0.3, 0.6, 1.0] {
        let level = |_, chance: &mut Chance| 30.0 * (1.0 - queue * (1.0 - chance.uniform()).ln());
        for probes in 1..=3 {
            nothing_is_lost("queue", probes, level);
        }
    }
}

/// The level follows such noise, so that the spread around it looks smaller than its dips are. With so wide a noise a day in
/// twenty is still misread.
#[test]
fn hardly_ever_a_loss_where_noise_lasts_for_minutes() {
    let days = 40;
    let misread = (0..days).filter(|seed| {
        let mut chance = Chance::new(*seed);
        let mut noise = 0.0;
        let sample = |_| {
            noise = 0.8 * noise + 0.6 * chance.normal();
            (80.0 * (0.15_f64 * noise).exp()) as f32
        };
        let values: Vec<f32> = (0..DAY).map(sample).collect();
        summed_up(&values, 3).partly_lost > 0
    });
    let misread = misread.count();
    assert!(misread <= 2, "{misread} of {days} days");
}

#[test]
fn no_loss_on_a_line_shorter_than_the_ticks_of_the_clock() {
    for tick in [0.05, 0.1, 0.2, 0.4] {
        for probes in 2..=3 {
            let ticks = |chance: &mut Chance| (0.4 * (0.15 * chance.normal()).exp() / tick).round().max(1.0);
            for seed in 0..3 {
                let mut chance = Chance::new(seed);
                let sample = |chance: &mut Chance| {
                    (0..probes).map(|_| tick * ticks(chance)).sum::<f64>() / f64::from(probes)
                };
                let values: Vec<f32> = (0..DAY).map(|_| sample(&mut chance) as f32).collect();
                let summary = summed_up(&values, probes);
                assert_eq!((summary.lost, summary.partly_lost), (0, 0), "ticks of {tick}, seed {seed}");
            }
        }
    }
}

#[test]
fn half_a_tick_of_a_coarse_clock_is_doubted() {
    let values: Vec<f32> =
        (0..DAY).map(|i| [0.5, 0.5, 0.25, 0.5, 0.5, 0.0, 0.5][(i * 5 + i / 7) % 7]).collect();
    let summary = summed_up(&values, 2);
    assert_eq!(summary.partly_lost, 0);
    assert!(summary.cannot_tell > 0 && summary.lost > 0);
}

#[test]
fn the_samples_found_are_the_ones_that_lost_probes() {
    let line = Line {
        base_ms: 80.0,
        spread: 0.05,
        noise_by_probe: true,
        shape: Shape::Flat,
        losses: Losses::Single,
        rate: 0.1,
    };
    let day = line.day(2, &mut Chance::new(4));
    for (i, kind) in classified(&day.values, 2).kinds.iter().enumerate() {
        let expected = match day.lost[i] {
            0 => SampleKind::Whole,
            1 => SampleKind::PartlyLost { lost_probes: 1 },
            _ => SampleKind::Lost,
        };
        assert_eq!(*kind, expected, "sample {i}: {} ms", day.values[i]);
    }
}

#[test]
fn the_latency_of_a_lossy_line_is_that_of_its_whole_samples() {
    let line = Line {
        base_ms: 80.0,
        spread: 0.05,
        noise_by_probe: true,
        shape: Shape::Flat,
        losses: Losses::Single,
        rate: 0.4,
    };
    let day = line.day(2, &mut Chance::new(9));
    let (median, p95) = (summed_up(&day.values, 2).median.unwrap(), summed_up(&day.values, 2).p95.unwrap());
    assert!((79.0..81.0).contains(&median), "median {median}");
    assert!((82.0..90.0).contains(&p95), "p95 {p95}");
}

#[test]
fn the_level_is_that_of_the_line_although_most_samples_are_half_lost() {
    let line = Line {
        base_ms: 120.0,
        spread: 0.05,
        noise_by_probe: true,
        shape: Shape::Flat,
        losses: Losses::Single,
        rate: 0.5,
    };
    let day = line.day(2, &mut Chance::new(2));
    let levels: Vec<f32> = classified(&day.values, 2).levels.into_iter().flatten().collect();
    assert!(levels.len() > 1000 && levels.iter().all(|level| (110.0..130.0).contains(level)));
}

#[test]
fn capped_samples_are_neither_lost_nor_partly_lost() {
    let line = Line {
        base_ms: 300.0,
        spread: 0.1,
        noise_by_probe: true,
        shape: Shape::Spikes,
        losses: Losses::Single,
        rate: 0.0,
    };
    let day = line.day(2, &mut Chance::new(5));
    let classified = classified(&day.values, 2);
    assert_eq!(classified.cap, Some(1000.0));
    for (kind, value) in classified.kinds.iter().zip(&day.values) {
        assert_eq!(*kind, if *value == 1000.0 { SampleKind::AtCap } else { SampleKind::Whole });
    }
    assert!(classified.kinds.contains(&SampleKind::AtCap));
}

#[test]
fn below_a_level_above_the_cap_one_cannot_tell() {
    let mut chance = Chance::new(1);
    let values: Vec<f32> = (0..DAY)
        .map(|_| if chance.happens(0.2) { 700.0 + chance.uniform() as f32 } else { 1000.0 })
        .collect();
    let kinds = classified(&values, 2).kinds;
    assert!(kinds.iter().all(|kind| matches!(kind, SampleKind::AtCap | SampleKind::CannotTell)));
    assert!(kinds.contains(&SampleKind::CannotTell));
}

#[test]
fn an_absent_agent_loses_nothing() {
    let line = Line {
        base_ms: 80.0,
        spread: 0.05,
        noise_by_probe: true,
        shape: Shape::Flat,
        losses: Losses::Single,
        rate: 0.0,
    };
    let day = line.day(2, &mut Chance::new(3));
    let away = 300..900;
    let keep = |i: &usize| !away.contains(i);
    let times: Vec<i64> = (0..DAY).filter(keep).map(|i| day.times_ms[i]).collect();
    let values: Vec<f32> = (0..DAY).filter(keep).map(|i| day.values[i]).collect();
    let probing = Probing::default();
    let classified = classify(&times, &values, &probing);
    let summary = Summary::of(&times, &values, &classified, &probing, 0..DAY as i64 * loss_model::MINUTE);
    assert_eq!((summary.lost, summary.partly_lost), (0, 0));
    assert_eq!(summary.no_data_ms, Some(600 * loss_model::MINUTE));
}

#[test]
fn a_short_series_is_not_read_into() {
    for length in 0..8 {
        let values = vec![80.0; length];
        let classified = classified(&values, 2);
        assert_eq!(classified.kinds, vec![SampleKind::Whole; length]);
    }
    assert_eq!(classified(&[0.0; 30], 2).kinds, [SampleKind::Lost; 30]);
    assert!(!classified(&[80.0, 40.0, 80.0], 2).kinds.iter().any(is_partly_lost));
}

#[test]
fn no_values_make_it_fail() {
    let mut chance = Chance::new(11);
    let odd =
        [0.0, -3.0, f32::NAN, f32::INFINITY, f32::MIN_POSITIVE, f32::MAX, 1e-7, 1000.0, 80.0, 40.0, 80.5];
    for round in 0..400 {
        let length = (chance.uniform() * 60.0) as usize;
        let values: Vec<f32> =
            (0..length).map(|_| odd[(chance.bits() % odd.len() as u64) as usize]).collect();
        let mut times = minutes(length);
        if round % 3 == 0 {
            times.iter_mut().for_each(|time| *time *= 1 + (chance.bits() % 9) as i64);
            times.sort_unstable();
        }
        let probing =
            Probing { probes: (chance.bits() % 40) as u32, cap: [0.0, 80.0, 1000.0, f32::NAN][round % 4] };
        let classified = classify(&times, &values, &probing);
        assert_eq!(classified.kinds.len(), length);
        let all = Summary::of(&times, &values, &classified, &probing, 0..i64::MAX / 2);
        assert!(all.estimated_probe_loss().is_none_or(|loss| (0.0..=1.0).contains(&loss)));
    }
}
