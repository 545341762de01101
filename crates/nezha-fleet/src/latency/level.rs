//! The level of a line: what it shows while nothing is lost, found although much may be lost.
//!
//! The median is no such level: with two probes a sample and one probe in three lost it is itself half lost. The level is
//! the upper mode, the highest latency at which samples crowd. Which crowd that is, and where the line steps from one level
//! to another, is decided for the whole series at once (`path.rs`): a crowd at half the height is a loss while it is
//! scattered among samples at full height, and a level of its own when it lasts. The height is then the mean of the crowd
//! in a sliding window that never reaches across a step.

use super::model::Places;
use super::path::{self, Surroundings};
use super::rank::nth;

/// Samples on either side in the sliding window.
const REACH: usize = 20;

/// The level under every sample that is neither lost nor at the cap.
pub(crate) struct Levels {
    /// Natural logarithms of milliseconds.
    pub(crate) ln: Vec<f64>,
    /// Index of the first sample after each step, ascending.
    pub(crate) steps: Vec<usize>,
    /// Standard deviation of whole samples around the level, as a logarithm: 0.1 is about 10 %.
    pub(crate) spread: f64,
}

impl Levels {
    /// Finds the levels under `ln`, the logarithms of samples; `around` has the same length.
    pub(crate) fn of(ln: &[f64], around: &[Surroundings], places: &Places) -> Levels {
        if ln.is_empty() {
            return Levels { ln: Vec::new(), steps: Vec::new(), spread: 0.0 };
        }
        let mut spread = first_spread(ln);
        let mut path = path::best(ln, around, places, spread);
        let mut found = heights(ln, &path, places, spread);
        for _ in 0..2 {
            let seen = spread_around(ln, &found, places);
            let settled = (path::seen_as(seen) / path::seen_as(spread)).ln().abs() < 0.2;
            spread = seen;
            if settled {
                break;
            }
            path = path::best(ln, around, places, spread);
            found = heights(ln, &path, places, spread);
        }
        Levels { ln: found, steps: steps(&path), spread }
    }

    /// Whether samples of `ln` crowd at the levels, and not only where losses from there would be.
    pub(crate) fn are_seen(&self, ln: &[f64], places: &Places) -> bool {
        let near = places.nearest() / 2.0;
        let offsets = || ln.iter().zip(&self.ln).map(|(x, level)| x - level);
        let at = offsets().filter(|offset| offset.abs() < near).count();
        let below = offsets().filter(|offset| *offset <= -near).count();
        at as f64 >= CROWD * below as f64
    }
}

/// With fewer samples at the level than this share of those below, there is no crowd at the level. Even where two of three probes
/// are lost, of two a sample, there are eight times as many.
const CROWD: f64 = 0.03;

/// Where a path jumps, rather than drifts.
fn steps(path: &[f64]) -> Vec<usize> {
    (1..path.len()).filter(|i| (path[*i] - path[i - 1]).abs() > 1.5 * path::BIN).collect()
}

/// A first guess, rather too low: however much is lost, some neighbours are of one kind and differ by noise alone.
fn first_spread(ln: &[f64]) -> f64 {
    let differences = ln.windows(2).map(|pair| (pair[1] - pair[0]).abs()).collect();
    (quantile(differences, 0.1).unwrap_or(0.0) / 0.3).clamp(0.01, 0.25)
}

/// The spread of the samples that are nearer to the level than to any loss.
fn spread_around(ln: &[f64], levels: &[f64], places: &Places) -> f64 {
    let near = places.nearest() / 2.0;
    let off = ln.iter().zip(levels).map(|(x, level)| (x - level).abs()).filter(|off| *off < near).collect();
    (1.4826 * quantile(off, 0.5).unwrap_or(0.03)).clamp(0.005, 0.3)
}

fn quantile(mut values: Vec<f64>, share: f64) -> Option<f64> {
    let place = (values.len() as f64 * share) as usize;
    (place < values.len()).then(|| nth(&mut values, place))
}

/// The mean of the crowd around the path.
fn heights(ln: &[f64], path: &[f64], places: &Places, spread: f64) -> Vec<f64> {
    let near = (2.5 * spread).max(0.08).min(places.nearest() / 2.0);
    let mut edges = steps(path);
    edges.push(ln.len());
    let mut heights = Vec::with_capacity(ln.len());
    let mut from = 0;
    for to in edges {
        // Running sums over the crowd, so that a window is a difference of two.
        let mut sums = vec![(0.0, 0.0)];
        let mut sum = (0.0, 0.0);
        for (x, level) in ln[from..to].iter().zip(&path[from..to]) {
            if (x - level).abs() < near {
                sum = (sum.0 + x - level, sum.1 + 1.0);
            }
            sums.push(sum);
        }
        for i in 0..to - from {
            let (before, after) = (sums[i.saturating_sub(REACH)], sums[(i + REACH + 1).min(to - from)]);
            let samples = after.1 - before.1;
            heights.push(path[from + i] + if samples > 0.0 { (after.0 - before.0) / samples } else { 0.0 });
        }
        from = to;
    }
    heights
}
