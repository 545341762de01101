//! Which heights below the level mean lost probes: crowds at fixed places, fitted to a whole series.
//!
//! Offsets from the level (logarithms) are counted in narrow bins, and a mixture is fitted to the counts: whole samples
//! around 0, samples with one, two … lost probes around their places, spikes above, strays anywhere. Only the weights, the
//! spread and a small common shift are free; the places are not. The same mixture without partly lost samples is fitted too,
//! with tails as long as it likes, and unless the first explains the counts clearly better, nothing is partly lost.

use super::model::{Places, normal};

const LOWEST: f64 = -2.8;
const HIGHEST: f64 = 1.8;
const BIN: f64 = 0.02;
const BINS: usize = 230;
/// How much better, in natural log-likelihood, the fit with lost probes must be.
const GAIN: f64 = 6.0;
/// Crowds nearer than this many spreads cannot be told apart.
const APART: f64 = 2.5;

/// Share of a crowd that is normal; the rest has longer tails.
const CORE: f64 = 0.93;
/// How much wider than the rest the tails of a crowd spread.
const TAILS: f64 = 2.2;

/// The densities of a crowd's normal part, a share of `core`, and of its tails.
fn crowd(d: f64, spread: f64, core: f64) -> (f64, f64) {
    (core * normal(d, spread), (1.0 - core) * normal(d, TAILS * spread))
}

/// What the fit says of offsets from the level.
pub(crate) struct Reading {
    /// Lost probes by bin; 0 for whole samples, spikes and strays.
    lost: Vec<u32>,
    /// Standard deviation of whole samples, as a logarithm.
    pub(crate) spread: f64,
    /// Where whole samples really are; the places of lost probes are moved by the same.
    pub(crate) shift: f64,
    /// Whether whole samples and those with one lost probe stand far enough apart.
    pub(crate) apart: bool,
}

impl Reading {
    /// Lost probes of a sample at `offset` from the level, 0 unless that is the likeliest reading.
    pub(crate) fn lost_probes(&self, offset: f64) -> u32 {
        self.lost[bin(offset)]
    }
}

fn bin(offset: f64) -> usize {
    (((offset - LOWEST) / BIN).max(0.0) as usize).min(BINS - 1)
}

fn middle_of(bin: usize) -> f64 {
    LOWEST + (bin as f64 + 0.5) * BIN
}

/// Fits the mixture. `None` when the samples are explained about as well without any partly lost one.
pub(crate) fn read(offsets: &[f64], places: &Places, spread: f64) -> Option<Reading> {
    let deepest = -0.5 * places.nearest();
    if places.probes < 2 || !offsets.iter().any(|offset| *offset < deepest) {
        return None;
    }
    let mut counts = vec![0.0; BINS];
    for offset in offsets {
        counts[bin(*offset)] += 1.0;
    }
    let counts: Vec<(f64, f64)> =
        counts.iter().enumerate().filter(|(_, n)| **n > 0.0).map(|(bin, n)| (middle_of(bin), *n)).collect();
    let spread = spread.max(0.02);
    let with = Mixture::fitted(&counts, places, spread, true);
    let without = Mixture::fitted(&counts, places, spread, false);
    if with.gain - without.gain < GAIN {
        return None;
    }
    Some(Reading {
        lost: (0..BINS).map(|bin| with.likeliest(middle_of(bin), places)).collect(),
        spread: with.spread,
        shift: with.shift,
        apart: places.nearest() > APART * with.spread,
    })
}

/// Weights, spread and shift of the crowds.
struct Mixture {
    /// Whole, one lost, two lost …, spikes, strays.
    weights: Vec<f64>,
    spread: f64,
    shift: f64,
    /// Share of the whole samples that is normal.
    core: f64,
    /// Log-likelihood of the counts.
    gain: f64,
}

impl Mixture {
    /// Expectation and maximisation in turn, until nothing is gained.
    fn fitted(counts: &[(f64, f64)], places: &Places, spread: f64, partly_lost: bool) -> Mixture {
        let probes = places.probes as usize;
        let mut weights = vec![0.0; probes + 2];
        weights[0] = 0.6;
        if partly_lost {
            weights[1..probes].fill(0.3 / (probes - 1) as f64);
        }
        weights[probes..].fill(0.05);
        // Without losses the spread may explain what it can; with them it must not swallow its neighbours.
        let widest = if partly_lost { 1.2 * spread } else { 0.3 };
        let mut fit = Mixture { weights, spread, shift: 0.0, core: CORE, gain: f64::NEG_INFINITY };
        let samples: f64 = counts.iter().map(|(_, n)| n).sum();
        let mut shares = vec![0.0; probes + 2];
        for _ in 0..30 {
            let mut sums = vec![0.0; probes + 2];
            let (mut core, mut first, mut second, mut gain) = (0.0, 0.0, 0.0, 0.0);
            for (offset, n) in counts {
                let d = offset - fit.shift;
                let inner = fit.densities(d, places, &mut shares);
                let sum: f64 = shares.iter().sum();
                gain += n * sum.ln();
                sums.iter_mut().zip(&shares).for_each(|(all, share)| *all += n * share / sum);
                let inner = n * inner / sum;
                core += inner;
                first += inner * d;
                second += inner * d * d;
            }
            let settled = gain - fit.gain < 0.02;
            fit.gain = gain;
            if settled {
                break;
            }
            fit.weights.iter_mut().zip(&sums).for_each(|(weight, sum)| *weight = sum / samples);
            if core > 5.0 {
                // Where the level follows noise that lasts, or noise grows in the evening, the tails hold more than usual.
                // That is to explain a low tail without losses only: beside losses it would swallow them.
                if !partly_lost {
                    fit.core = (core / sums[0]).min(CORE);
                }
                fit.spread = (second / core).sqrt().min(widest).max(0.02);
                fit.shift = (fit.shift + first / core).min(0.5 * fit.spread).max(-0.5 * fit.spread);
            }
        }
        fit
    }

    /// Fills in the weighted density of every crowd at `d`, and returns that of whole samples without their long tails.
    fn densities(&self, d: f64, places: &Places, shares: &mut [f64]) -> f64 {
        let probes = places.probes as usize;
        let (core, tails) = crowd(d, self.spread, self.core);
        let core = core * self.weights[0];
        shares[0] = core + tails * self.weights[0];
        let crowds = places.ln.iter().zip(&places.wider).zip(&self.weights).zip(&mut *shares);
        for (((place, wider), weight), share) in crowds.skip(1) {
            let (d, spread) = (d - place, self.spread * wider);
            // A crowd that has died out stays so, and costs nothing.
            *share = if *weight > 1e-9 {
                let (core, tails) = crowd(d, spread, CORE);
                weight * (core + tails)
            } else {
                0.0
            };
        }
        shares[probes] = if d > 0.0 { self.weights[probes] * (-d / 0.8).exp() / 0.8 } else { 0.0 };
        shares[probes + 1] = self.weights[probes + 1] / (HIGHEST - LOWEST);
        core
    }

    fn likeliest(&self, offset: f64, places: &Places) -> u32 {
        let mut shares = vec![0.0; self.weights.len()];
        self.densities(offset - self.shift, places, &mut shares);
        let mut best = 0;
        for i in 1..shares.len() {
            if shares[i] > shares[best] {
                best = i;
            }
        }
        if best < places.probes as usize { best as u32 } else { 0 }
    }
}
