//! The lines on which loss detection is tested: what is assumed of them, and how they are made.
//!
//! A line has a base latency, a log-normal spread, and a shape: flat, spikes (few or many), steps, drift, or all of these. Probes are lost
//! one by one, in bursts, or in bad times; a lost probe counts 0 ms; a sample is the mean of `k` probes, cut at 1000 ms. The
//! truth is the share of the probes that really were lost in the series, not the rate asked for.

// Each test file uses its own part of this.
#![allow(dead_code)]

use nezha_fleet::latency::{Classified, Probing, SampleKind, Summary, classify};

pub const MINUTE: i64 = 60_000;
/// A day of samples, one a minute.
pub const DAY: usize = 1440;

/// Random numbers from a seed (SplitMix64).
pub struct Chance(u64);

impl Chance {
    pub fn new(seed: u64) -> Chance {
        let mut chance = Chance(seed ^ 0x5DEE_CE66_D1CE_4E5B);
        chance.bits();
        chance
    }

    pub fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// From 0 up to, without, 1.
    pub fn uniform(&mut self) -> f64 {
        (self.bits() >> 11) as f64 / (1_u64 << 53) as f64
    }

    pub fn happens(&mut self, probability: f64) -> bool {
        self.uniform() < probability
    }

    /// Normal, with mean 0 and standard deviation 1.
    pub fn normal(&mut self) -> f64 {
        (-2.0 * (1.0 - self.uniform()).ln()).sqrt() * (std::f64::consts::TAU * self.uniform()).cos()
    }
}

/// How the level of a line moves during the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    Flat,
    /// One to three of a hundred probes take two to eight times as long.
    Spikes,
    /// One to four steps at random times, to half to twice the base.
    Steps,
    /// A quarter up and a quarter down over the day.
    Drift,
    All,
    /// Five to ten of a hundred probes take two to eight times as long.
    ManySpikes,
}

pub const SHAPES: [Shape; 5] = [Shape::Flat, Shape::Spikes, Shape::Steps, Shape::Drift, Shape::All];

/// How probes get lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Losses {
    /// Each on its own.
    Single,
    /// All probes of bursts of two to ten on average (Gilbert).
    Bursts,
    /// Six of ten in bad times of thirty probes on average (Gilbert and Elliott).
    BadTimes,
}

pub const LOSSES: [Losses; 3] = [Losses::Single, Losses::Bursts, Losses::BadTimes];

/// A line and what is wrong with it.
#[derive(Debug, Clone, Copy)]
pub struct Line {
    pub base_ms: f64,
    /// Standard deviation of the logarithm.
    pub spread: f64,
    /// Whether each probe has noise of its own, rather than all probes of a sample the same.
    pub noise_by_probe: bool,
    pub shape: Shape,
    pub losses: Losses,
    /// Share of the probes that are lost on average.
    pub rate: f64,
}

/// A day of samples, and what is true of it.
pub struct Day {
    pub times_ms: Vec<i64>,
    pub values: Vec<f32>,
    /// Lost probes of each sample.
    pub lost: Vec<u32>,
    /// Share of the probes that were lost.
    pub truth: f64,
}

impl Line {
    pub fn day(&self, probes: u32, chance: &mut Chance) -> Day {
        let per_sample = probes as usize;
        let gone = self.gone(DAY * per_sample, chance);
        let steps = 1 + (chance.uniform() * 4.0) as usize;
        let steps: Vec<(usize, f64)> = (0..steps)
            .map(|_| ((chance.uniform() * DAY as f64) as usize, 0.5 * 4_f64.powf(chance.uniform())))
            .collect();
        let often = chance.uniform();
        let spikes = match self.shape {
            Shape::Spikes | Shape::All => 0.01 + 0.02 * often,
            Shape::ManySpikes => 0.05 + 0.05 * often,
            _ => 0.0,
        };
        let with = |shape| self.shape == shape || self.shape == Shape::All;
        let mut values = Vec::new();
        for i in 0..DAY {
            let mut level = self.base_ms;
            if with(Shape::Steps) {
                let last = steps.iter().filter(|step| step.0 <= i).max_by_key(|step| step.0);
                level *= last.map_or(1.0, |step| step.1);
            }
            if with(Shape::Drift) {
                level *= 1.0 + 0.25 * (i as f64 / DAY as f64 * std::f64::consts::TAU).sin();
            }
            let common = chance.normal();
            let mut sum = 0.0;
            for j in 0..per_sample {
                let noise = if self.noise_by_probe { chance.normal() } else { common };
                let spike =
                    if spikes > 0.0 && chance.happens(spikes) { 2.0 + 6.0 * chance.uniform() } else { 1.0 };
                if !gone[i * per_sample + j] {
                    sum += level * spike * (self.spread * noise).exp();
                }
            }
            values.push((sum / f64::from(probes)).min(1000.0) as f32);
        }
        let lost = gone
            .chunks(per_sample)
            .map(|sample| sample.iter().filter(|gone| **gone).count() as u32)
            .collect();
        let truth = gone.iter().filter(|gone| **gone).count() as f64 / gone.len() as f64;
        Day { times_ms: minutes(values.len()), values, lost, truth }
    }

    fn gone(&self, probes: usize, chance: &mut Chance) -> Vec<bool> {
        // Probability to lose a probe in bad times, how long these last in probes, and their share.
        let (loses, lasts) = match self.losses {
            Losses::Single => return (0..probes).map(|_| chance.happens(self.rate)).collect(),
            Losses::Bursts => (1.0, 2.0 + 8.0 * chance.uniform()),
            Losses::BadTimes => (0.6, 30.0),
        };
        let share = (self.rate / loses).min(0.95);
        let mut bad = chance.happens(share);
        (0..probes)
            .map(|_| {
                bad = if bad {
                    !chance.happens(1.0 / lasts)
                } else {
                    chance.happens(share / (1.0 - share) / lasts)
                };
                bad && chance.happens(loses)
            })
            .collect()
    }
}

pub fn minutes(samples: usize) -> Vec<i64> {
    (0..samples as i64).map(|i| i * MINUTE).collect()
}

/// Samples one a minute, classified.
pub fn classified(values: &[f32], probes: u32) -> Classified {
    classify(&minutes(values.len()), values, &Probing { probes, ..Probing::default() })
}

/// The summary of samples one a minute.
pub fn summed_up(values: &[f32], probes: u32) -> Summary {
    let times = minutes(values.len());
    let probing = Probing { probes, ..Probing::default() };
    let classified = classify(&times, values, &probing);
    Summary::of(&times, values, &classified, &probing, 0..times.len() as i64 * MINUTE)
}

pub fn is_partly_lost(kind: &SampleKind) -> bool {
    matches!(kind, SampleKind::PartlyLost { .. })
}
