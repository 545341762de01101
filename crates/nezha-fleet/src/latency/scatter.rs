//! Whether samples that look partly lost are scattered as losses are.
//!
//! Losses come singly or in bunches, but never evenly. Where one of two probes is lost now and then, both are lost now and
//! then; a line with two levels, one at half the height of the other, has no such zeros. For samples that share one chance
//! of losing a probe the counts by number of lost probes, each divided by the number of ways to lose that many, are
//! log-convex, and chances that differ from hour to hour make them more so. Too few zeros are therefore evidence against
//! the reading as loss, and too many never are. The same holds for neighbours in time, which share their chance best, and a
//! line whose probes alternate takes turns as no losses do.

use super::model::{Places, normal};

/// What is known of one sample, in the order of the series.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Mark {
    /// Lost probes by its height alone. `None` where that says nothing: spikes, strays, samples at the cap.
    pub(crate) lost: Option<u32>,
    /// Distance from the place of that number, as a logarithm.
    pub(crate) off: f64,
    /// It is between whole samples and those with one lost probe.
    pub(crate) between: bool,
    /// It is the first after a gap.
    pub(crate) after_gap: bool,
}

/// What the tests need of a line.
pub(crate) struct Line<'a> {
    pub(crate) places: &'a Places,
    /// Standard deviation of whole samples, as a logarithm.
    pub(crate) spread: f64,
    /// How far, as a logarithm, rounding of the values may move whole samples.
    pub(crate) rounding: f64,
    /// Share of the samples with no, one, two … lost probes that stand between the first two places.
    pub(crate) between: Vec<f64>,
}

/// From the level to the place of one lost probe, the part that is neither.
const BETWEEN: (f64, f64) = (0.25, 0.75);

impl<'a> Line<'a> {
    pub(crate) fn new(places: &'a Places, spread: f64, rounding: f64) -> Line<'a> {
        let (low, high) = Line::between_zone(places);
        let slices = 32;
        let width = (high - low) / f64::from(slices);
        let share = |(ln, wider): (&f64, &f64)| {
            let density = |i| normal(low + (f64::from(i) + 0.5) * width - ln, spread * wider);
            (0..slices).map(density).sum::<f64>() * width
        };
        Line { places, spread, rounding, between: places.ln.iter().zip(&places.wider).map(share).collect() }
    }

    /// The offsets that count as between.
    pub(crate) fn between_zone(places: &Places) -> (f64, f64) {
        (-BETWEEN.1 * places.nearest(), -BETWEEN.0 * places.nearest())
    }
}

/// How often a stretch of nothing but losses may be refused by chance.
#[derive(Clone, Copy)]
struct Chance {
    /// Though there are witnesses.
    usual: f64,
    /// Without a single witness, which is worth more doubt.
    no_witness: f64,
}

/// For the whole series.
const CHANCE: Chance = Chance { usual: 0.0002, no_witness: 0.005 };
/// For its halves; shorter stretches are more, and less often refused.
const CHANCE_IN_PART: Chance = Chance { usual: 0.0001, no_witness: 0.0003 };
/// How many standard deviations a measured lack of witnesses must be off.
const SURE: f64 = 4.5;
/// Fewer samples than this show no spread.
const ENOUGH: f64 = 5.0;
/// The smallest stretch that is tested, in samples.
const SMALLEST: usize = 60;

/// For each sample, whether it is in a stretch whose samples cannot all be read as losses.
///
/// Tested are the whole series, its halves, quarters and so on, each overlapping the next by half.
pub(crate) fn doubtful(marks: &[Mark], line: &Line) -> Vec<bool> {
    let mut doubtful = vec![false; marks.len()];
    let mut size = marks.len();
    let mut chance = CHANCE;
    while size > 0 {
        let mut from = 0;
        loop {
            let to = (from + size).min(marks.len());
            if refused(&marks[from..to], line, chance) {
                doubtful[from..to].fill(true);
            }
            if to == marks.len() {
                break;
            }
            from += size.div_ceil(2);
        }
        if size <= SMALLEST {
            break;
        }
        chance = if size == marks.len() {
            CHANCE_IN_PART
        } else {
            Chance { usual: chance.usual * 0.7, no_witness: chance.no_witness * 0.7 }
        };
        size = size.div_ceil(2);
    }
    doubtful
}

fn refused(marks: &[Mark], line: &Line, chance: Chance) -> bool {
    let counts = counts(marks, line.places.probes);
    let partly: f64 = counts[1..counts.len() - 1].iter().sum();
    partly > 0.0
        && (too_even(&counts, chance)
            || too_even_in_time(marks, &counts, chance)
            || takes_turns(marks, line.places.probes)
            || beside_their_places(marks, line)
            || between_the_places(marks, &counts, partly, line))
}

/// Samples by number of lost probes. Of a long run of all-lost samples only three count: it is one event.
fn counts(marks: &[Mark], probes: u32) -> Vec<f64> {
    let mut counts = vec![0.0; probes as usize + 1];
    let mut run = 0;
    for lost in marks.iter().filter_map(|mark| mark.lost) {
        run = if lost == probes { run + 1 } else { 0 };
        if run <= 3 {
            counts[lost as usize] += 1.0;
        }
    }
    counts
}

/// In how many ways `lost` of `probes` can be lost.
fn ways(probes: usize, lost: usize) -> f64 {
    (1..=lost).map(|i| (probes - i + 1) as f64 / i as f64).product()
}

/// Fewer samples with one more lost probe than the others make due.
fn too_even(counts: &[f64], chance: Chance) -> bool {
    let probes = counts.len() - 1;
    (1..probes).any(|lost| {
        let (fewer, here, more) = (counts[lost - 1].max(1.0), counts[lost], counts[lost + 1]);
        let due =
            ways(probes, lost + 1) * ways(probes, lost - 1) * (here / ways(probes, lost)).powi(2) / fewer;
        // As few as the uncertainty of the counts allows.
        let uncertain = 4.0 / here.max(1.0) + 1.0 / fewer;
        let least = due * (-1.5 * uncertain.sqrt()).exp();
        let chance = if more == 0.0 { chance.no_witness } else { chance.usual };
        // Where there are witnesses enough to measure with, their own uncertainty counts too.
        let clear = more < 5.0 || (due / more).ln() > SURE * (uncertain + 1.0 / more).sqrt();
        here > 3.0 && more < 0.5 * least && clear && (least > 80.0 || at_most(more, least) < chance)
    })
}

/// More neighbours that lost the same number than neighbours of which one lost one more and one lost one fewer.
fn too_even_in_time(marks: &[Mark], counts: &[f64], chance: Chance) -> bool {
    let probes = counts.len() - 1;
    let mut same = vec![0.0_f64; probes + 1];
    let mut apart = vec![0.0_f64; probes + 1];
    for pair in marks.windows(2).filter(|pair| !pair[1].after_gap) {
        let (Some(one), Some(other)) = (pair[0].lost, pair[1].lost) else { continue };
        match one.abs_diff(other) {
            0 => same[one as usize] += 1.0,
            2 => apart[one.min(other) as usize + 1] += 1.0,
            _ => {}
        }
    }
    (1..probes).any(|lost| {
        let ratio = 2.0 * ways(probes, lost - 1) * ways(probes, lost + 1) / ways(probes, lost).powi(2);
        // Pairs overlap, and one all-lost sample makes two: together they say less than as many tosses of a coin.
        let (same, apart) = (0.4 * same[lost], 0.4 * apart[lost]);
        let chance = if apart == 0.0 { chance.no_witness } else { chance.usual };
        apart < 0.5 * ratio * same && at_most_of(apart, same + apart, ratio / (1.0 + ratio)) < chance
    })
}

/// So many standard deviations more turns than are due are refused. Stretches overlap and are a hundred a day, so that chance
/// does that once in thousands of years; samples that alternate do it from about thirty on.
const TURNS: f64 = 5.0;

/// Whole and partly lost samples that take turns, where losses come singly or in bunches (Wald and Wolfowitz's test of runs).
fn takes_turns(marks: &[Mark], probes: u32) -> bool {
    let told = marks.iter().filter_map(|mark| mark.lost).filter(|lost| *lost < probes).map(|lost| lost > 0);
    let (mut n, mut partly, mut runs, mut before) = (0.0_f64, 0.0_f64, 0.0_f64, None);
    for lost in told {
        n += 1.0;
        partly += f64::from(u8::from(lost));
        runs += f64::from(u8::from(before != Some(lost)));
        before = Some(lost);
    }
    let twice = 2.0 * partly * (n - partly);
    let due = 1.0 + twice / n;
    let variance = twice * (twice - n) / (n * n * (n - 1.0));
    runs - due > TURNS * variance.sqrt()
}

/// A crowd whose middle is not where losses put it.
fn beside_their_places(marks: &[Mark], line: &Line) -> bool {
    (1..line.places.probes).any(|lost| {
        let crowd = marks.iter().filter(|mark| mark.lost == Some(lost));
        let (n, sum) = crowd.fold((0.0_f64, 0.0), |(n, sum), mark| (n + 1.0, sum + mark.off));
        // The level may be rounded, and the crowd, which stands lower, by more of its height.
        let rounding = line.rounding * (1.0 + (-line.places.ln[lost as usize]).exp());
        n >= 8.0 && (sum / n).abs() > 0.03 + rounding + line.spread * (0.3 + 4.0 / n.sqrt())
    })
}

/// Many samples where neither whole ones nor losses stand: a line that mixes levels within its samples.
fn between_the_places(marks: &[Mark], counts: &[f64], partly: f64, line: &Line) -> bool {
    let between = marks.iter().filter(|mark| mark.between).count() as f64;
    let more_than_due = |line: &Line| {
        let due: f64 = counts.iter().zip(&line.between).map(|(n, share)| n * share).sum();
        between > 2.0 * due + 3.0 * due.sqrt() + 5.0
    };
    // A noisy evening puts more there than the spread of the whole day makes due, so its own counts as well.
    let here = || Line::new(line.places, spread_here(marks).max(line.spread), line.rounding);
    between > 0.3 * partly && more_than_due(line) && more_than_due(&here())
}

/// The spread of whole samples in this stretch, by those above the level: no loss and no lower level is there.
fn spread_here(marks: &[Mark]) -> f64 {
    let above = marks.iter().filter(|mark| mark.lost == Some(0) && mark.off > 0.0);
    let (n, squares) = above.fold((0.0_f64, 0.0), |(n, sum), mark| (n + 1.0, sum + mark.off * mark.off));
    if n < ENOUGH { 0.0 } else { (squares / n).sqrt() }
}

/// The probability of at most `seen` events where `due` are due on average (Poisson).
fn at_most(seen: f64, due: f64) -> f64 {
    let (mut term, mut sum, mut i) = ((-due).exp(), 0.0, 0.0);
    while i <= seen {
        sum += term;
        i += 1.0;
        term *= due / i;
    }
    sum
}

/// The probability of at most `seen` of `all`, each with probability `share` (binomial).
fn at_most_of(seen: f64, all: f64, share: f64) -> f64 {
    let (mut term, mut sum, mut i) = ((all * (1.0 - share).ln()).exp(), 0.0, 0.0);
    while i <= seen {
        sum += term;
        term *= (all - i) / (i + 1.0) * share / (1.0 - share);
        i += 1.0;
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marks(lost: impl Iterator<Item = u32>) -> Vec<Mark> {
        lost.map(|lost| Mark { lost: Some(lost), ..Mark::default() }).collect()
    }

    #[test]
    fn halves_with_their_due_of_zeros_are_losses() {
        let places = Places::new(2);
        let line = Line::new(&places, 0.05, 0.0);
        let lossy = marks((0..1440).map(|i| [0, 1, 0, 0, 2, 0, 1, 0, 1, 0, 0, 2][(i * 7 + i / 5) % 12]));
        assert!(!doubtful(&lossy, &line).contains(&true));
    }

    #[test]
    fn many_halves_without_a_zero_are_doubtful() {
        let places = Places::new(2);
        let line = Line::new(&places, 0.05, 0.0);
        let two_levels = marks((0..1440).map(|i| u32::from((i * i + i / 3) % 3 == 0)));
        assert!(doubtful(&two_levels, &line).iter().all(|doubtful| *doubtful));
    }

    #[test]
    fn a_few_halves_without_a_zero_are_losses() {
        let places = Places::new(2);
        let line = Line::new(&places, 0.05, 0.0);
        let lossy = marks((0..1440).map(|i| u32::from(i % 40 == 7)));
        assert!(!doubtful(&lossy, &line).contains(&true));
    }

    #[test]
    fn whole_samples_and_halves_that_take_turns_are_doubtful() {
        let turns = |marks: Vec<Mark>| takes_turns(&marks, 3);
        assert!(turns(marks((0..60).map(|i| i % 2))));
        // A turn left out now and then, as noise does.
        assert!(turns(marks((0..120).map(|i| i / 20 + i).map(|i| i % 2))));
        assert!(!turns(marks((0..10).map(|i| i % 2))));
        assert!(!turns(marks((0..1440).map(|i| u32::from(i % 40 == 7)))));
        assert!(!turns(marks((0..1440).map(|i| u32::from((i * i + i / 3) % 3 == 0)))));
    }

    #[test]
    fn tails_of_the_distributions_add_up() {
        assert!((at_most(2.0, 3.0) - 0.423_19).abs() < 1e-4);
        assert!((at_most_of(1.0, 4.0, 0.25) - 0.738_28).abs() < 1e-4);
    }
}
