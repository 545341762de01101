//! The path of levels that explains a series best, where every change of level has its price.

use super::model::{Places, normal};
use super::rank::nth;

/// Price of a step, in natural log-likelihood: about a dozen samples must ask for it.
const STEP_PRICE: f32 = 9.0;
/// Price of a step across a gap: lines come back on other routes.
const STEP_PRICE_AT_GAP: f32 = 4.0;
/// Price of moving by one bin between two samples, for drift.
const DRIFT_PRICE: f32 = 3.5;
/// Width of a bin: levels are told apart by 4 %.
pub(super) const BIN: f64 = 0.04;
/// Lines that range wider than this many bins get wider bins.
const MOST_BINS: f64 = 200.0;
/// Beyond this distance, as a logarithm, a sample says nothing about the level.
const FAR: f64 = 3.0;

/// What is known of a sample besides its height.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct Surroundings {
    /// It is the first after a gap.
    pub(crate) after_gap: bool,
    /// So many samples around it are all lost that partly lost ones are no rarer than whole ones.
    pub(crate) much_lost: bool,
}

/// How well a sample fits a level, by the distance between them in bins.
struct Template {
    fits: Vec<f32>,
    /// Index of a sample at its level.
    middle: usize,
}

impl Template {
    /// `weights` are those of whole samples and of one, two … lost probes; 0.88 together, the rest are spikes and strays.
    fn new(bin: f64, reach: usize, places: &Places, spread: f64, weights: &[f64]) -> Template {
        let fits = (0..=2 * reach)
            .map(|i| {
                let d = (reach as f64 - i as f64) * bin;
                let spike = if d > 0.0 { 0.07 * (-d / 0.8).exp() / 0.8 } else { 0.0 };
                let crowds = weights.iter().zip(&places.ln).zip(&places.wider);
                let crowds: f64 =
                    crowds.map(|((weight, ln), wider)| weight * normal(d - ln, spread * wider)).sum();
                (crowds + spike + 0.0125).ln() as f32
            })
            .collect();
        Template { fits, middle: reach }
    }

    /// The fit of a sample in bin `at` to the levels in bins 0, 1, 2 …
    fn seen_from(&self, at: isize, levels: usize) -> &[f32] {
        let from = (self.middle as isize - at).clamp(0, (self.fits.len() - levels) as isize) as usize;
        &self.fits[from..from + levels]
    }
}

/// The weights on a line that loses about a third of its probes, leaning to whole samples.
fn usual_weights(probes: u32) -> Vec<f64> {
    if probes == 1 {
        return vec![0.88];
    }
    let mut ways = 1.0;
    let mut weights: Vec<f64> = (1..probes)
        .map(|lost| {
            ways *= f64::from(probes - lost + 1) / f64::from(lost);
            ways *= 0.3 / 0.7;
            ways
        })
        .collect();
    let sum: f64 = weights.iter().sum();
    weights.iter_mut().for_each(|weight| *weight *= 0.33 / sum);
    weights.insert(0, 0.55);
    weights
}

/// The natural logarithm of the level under each sample (Viterbi's algorithm on a grid of levels).
///
/// `ln` are the samples' logarithms, not empty; `spread` is the standard deviation of whole samples around their level.
pub(super) fn best(ln: &[f64], around: &[Surroundings], places: &Places, spread: f64) -> Vec<f64> {
    let mut sorted = ln.to_vec();
    let rare = ln.len() / 50;
    let low = nth(&mut sorted, rare) - BIN;
    let high = nth(&mut sorted, ln.len() - 1 - rare) + BIN;
    let bin = BIN.max((high - low) / MOST_BINS);
    let levels = ((high - low) / bin).ceil() as usize + 1;
    let reach = levels + (FAR / bin) as usize;
    // Crowds must stay apart.
    let spread = seen_as(spread).min(0.35 * places.nearest());
    let usual = Template::new(bin, reach, places, spread, &usual_weights(places.probes));
    let even = vec![0.88 / f64::from(places.probes); places.probes as usize];
    let much_lost = Template::new(bin, reach, places, spread, &even);

    // Scores have a border on either side, so that every level has two neighbours.
    let mut score = vec![f32::NEG_INFINITY; levels + 2];
    let mut next = score.clone();
    let mut moves = vec![STAY; levels * ln.len()];
    let mut best_before = vec![0; ln.len()];
    for (i, (x, around)) in ln.iter().zip(around).enumerate() {
        let template = if around.much_lost { &much_lost } else { &usual };
        let fits = template.seen_from(((x - low) / bin + 0.5).floor() as isize, levels);
        if i == 0 {
            score[1..=levels].copy_from_slice(fits);
            continue;
        }
        let (best, best_score) = highest(&score[1..=levels]);
        best_before[i] = best;
        let jump = best_score - if around.after_gap { STEP_PRICE_AT_GAP } else { STEP_PRICE };
        let moves = &mut moves[i * levels..(i + 1) * levels];
        let steps = score.windows(3).zip(fits).zip(&mut next[1..=levels]).zip(moves);
        for (((near, fit), next), how) in steps {
            let (below, above) = (near[0] - DRIFT_PRICE, near[2] - DRIFT_PRICE);
            let mut most = near[1];
            if below > most {
                (most, *how) = (below, FROM_BELOW);
            }
            if above > most {
                (most, *how) = (above, FROM_ABOVE);
            }
            if jump > most {
                (most, *how) = (jump, JUMP);
            }
            *next = most + fit;
        }
        std::mem::swap(&mut score, &mut next);
    }
    let mut level = highest(&score[1..=levels]).0;
    let mut path = vec![0.0; ln.len()];
    for i in (0..ln.len()).rev() {
        path[i] = low + level as f64 * bin;
        level = match moves[i * levels + level] {
            FROM_BELOW => level - 1,
            FROM_ABOVE => level + 1,
            JUMP => best_before[i],
            _ => level,
        };
    }
    path
}

/// How wide a spread looks on the grid: half a bin of rounding, and what the grid cannot follow.
pub(super) fn seen_as(spread: f64) -> f64 {
    (spread * spread + 0.0009).sqrt()
}

const STAY: u8 = 0;
const FROM_BELOW: u8 = 1;
const FROM_ABOVE: u8 = 2;
const JUMP: u8 = 3;

fn highest(scores: &[f32]) -> (usize, f32) {
    let mut best = (0, f32::NEG_INFINITY);
    for (i, score) in scores.iter().enumerate() {
        if *score > best.1 {
            best = (i, *score);
        }
    }
    best
}
