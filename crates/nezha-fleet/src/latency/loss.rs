//! What each sample of a latency series is: whole, lost, partly lost, at the cap, or nothing one can tell.

use super::cap::cap_of;
use super::gaps::{cadence_ms, gaps};
use super::level::Levels;
use super::mixture::{self, Reading};
use super::model::{Places, Probing};
use super::path::Surroundings;
use super::scatter::{Line, Mark};
use super::{lasting, scatter};

/// What a sample is, as far as its height and its neighbours tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SampleKind {
    /// No probe was lost as far as one can see.
    Whole,
    /// Every probe was lost: V0 stored 0 ms.
    Lost,
    /// Some probes were lost, an estimate: the sample stands where that many lost probes put it.
    PartlyLost {
        /// How many of the sample's probes, at least 1 and fewer than all.
        lost_probes: u32,
    },
    /// Lost probes explain it, and something else does as well: another level of the line, noise that is too wide, a level
    /// above the cap. Counted neither way.
    CannotTell,
    /// The latency was at or above the dashboard's cap; how much above is not stored.
    AtCap,
}

/// What [`classify`] found.
#[derive(Debug, Clone, PartialEq)]
pub struct Classified {
    /// One for each sample.
    pub kinds: Vec<SampleKind>,
    /// The level of the line under each sample, in milliseconds; `None` under lost and capped samples.
    pub levels: Vec<Option<f32>>,
    /// From where on samples are at the cap, in milliseconds: the setting, or what the series shows. `None` when the series
    /// goes beyond the setting and shows no cap of its own.
    pub cap: Option<f32>,
}

/// Decides for each sample what it is. Give it the whole series: what is usual on a line shows only over hours.
///
/// `times_ms` are Unix milliseconds, ascending, not unique; `values` the samples in milliseconds. What is longer in one of
/// the two is left aside.
pub fn classify(times_ms: &[i64], values: &[f32], probing: &Probing) -> Classified {
    let length = times_ms.len().min(values.len());
    let (times_ms, values) = (&times_ms[..length], &values[..length]);
    let places = Places::new(probing.reckoned());
    let cap = cap_of(values, probing.cap);
    let mut kinds: Vec<SampleKind> = values.iter().map(|value| by_value(*value, cap)).collect();
    let cadence = cadence_ms(times_ms);
    let mut marks = first_marks(times_ms, cadence, &kinds, &places);
    let around = surroundings(&marks, &places);

    let with_level: Vec<usize> = (0..length).filter(|i| kinds[*i] == SampleKind::Whole).collect();
    let ln: Vec<f64> = with_level.iter().map(|i| f64::from(values[*i]).ln()).collect();
    let near: Vec<Surroundings> = with_level.iter().map(|i| around[*i]).collect();
    let mut found = Levels::of(&ln, &near, &places);
    // A level at which no sample stands only explains several real ones: what is below is then no loss from there.
    let seen = found.are_seen(&ln, &places);
    if !seen {
        found = Levels::of(&ln, &near, &Places::new(1));
    }
    let mut levels = vec![None; length];
    with_level.iter().zip(&found.ln).for_each(|(i, level)| levels[*i] = Some(level.exp() as f32));

    let offsets: Vec<f64> = ln.iter().zip(&found.ln).map(|(x, level)| x - level).collect();
    let reading = seen.then(|| mixture::read(&offsets, &places, found.spread)).flatten();
    let mut doubtful = vec![false; length];
    if let Some(reading) = &reading {
        with_level
            .iter()
            .zip(&offsets)
            .for_each(|(i, offset)| read_into(&mut marks[*i], *offset, reading, &places));
        doubtful = if reading.apart && !coarse_clock(values) {
            scatter::doubtful(&marks, &Line::new(&places, reading.spread, rounding(values, &found.ln)))
        } else {
            vec![true; length]
        };
        lasting::doubt_a_lone_dip(&marks, places.probes, &mut doubtful);
        lasting::doubt_runs(&marks, places.probes, &mut doubtful);
    }
    let mut lasting = vec![false; length];
    let most = lasting::most_doubted(cadence);
    lasting::doubt_levels(&marks, &with_level, &found, &places, most, &mut doubtful, &mut lasting);
    doubt_below_the_cap(values, &kinds, cap, &places, &mut lasting);

    for i in with_level {
        kinds[i] = match marks[i].lost {
            _ if lasting[i] => SampleKind::CannotTell,
            Some(lost_probes) if lost_probes > 0 && doubtful[i] => SampleKind::CannotTell,
            Some(lost_probes) if lost_probes > 0 => SampleKind::PartlyLost { lost_probes },
            _ => SampleKind::Whole,
        };
    }
    Classified { kinds, levels, cap }
}

/// What the value alone tells.
fn by_value(value: f32, cap: Option<f32>) -> SampleKind {
    if value <= 0.0 {
        SampleKind::Lost
    } else if cap.is_some_and(|cap| value >= cap) {
        SampleKind::AtCap
    } else if value.is_finite() {
        SampleKind::Whole
    } else {
        SampleKind::CannotTell
    }
}

fn first_marks(times_ms: &[i64], cadence: Option<i64>, kinds: &[SampleKind], places: &Places) -> Vec<Mark> {
    let lost = |kind: &SampleKind| match kind {
        SampleKind::Whole => Some(0),
        SampleKind::Lost => Some(places.probes),
        _ => None,
    };
    let mut marks: Vec<Mark> =
        kinds.iter().map(|kind| Mark { lost: lost(kind), ..Mark::default() }).collect();
    if let Some(cadence) = cadence {
        gaps(times_ms, cadence).iter().for_each(|gap| marks[gap.after + 1].after_gap = true);
    }
    marks
}

/// Samples on either side in which all-lost ones are counted.
const AROUND: usize = 15;

fn surroundings(marks: &[Mark], places: &Places) -> Vec<Surroundings> {
    let mut lost_before = vec![0_u32];
    let all_lost = |mark: &Mark| u32::from(mark.lost == Some(places.probes));
    marks.iter().for_each(|mark| lost_before.push(lost_before[lost_before.len() - 1] + all_lost(mark)));
    // Where every second probe is lost, this share of the samples is all lost.
    let much = 0.5_f64.powi(places.probes as i32);
    let one = |i: usize| {
        let (from, to) = (i.saturating_sub(AROUND), (i + AROUND + 1).min(marks.len()));
        let lost = f64::from(lost_before[to] - lost_before[from]);
        Surroundings { after_gap: marks[i].after_gap, much_lost: lost > much * (to - from) as f64 }
    };
    (0..marks.len()).map(one).collect()
}

/// Puts down what the height of one sample says.
fn read_into(mark: &mut Mark, offset: f64, reading: &Reading, places: &Places) {
    let lost = reading.lost_probes(offset);
    let offset = offset - reading.shift;
    let (low, high) = Line::between_zone(places);
    mark.between = offset > low && offset < high;
    mark.off = offset - places.ln[lost as usize];
    // Far from the level and at no place: no witness for anything.
    let stray = lost == 0 && offset.abs() > (4.0 * reading.spread + 0.05).min(0.35);
    mark.lost = (!stray).then_some(lost);
}

/// A line shorter than this, in milliseconds, may be shorter than a tick of the agent's clock.
const NEAR_LINE: f32 = 2.0;
/// A clock that shows no more values than this is coarse.
const FEW_VALUES: usize = 5;

/// Whether nothing but the ticks of a clock makes samples differ: half a tick is then no half loss.
fn coarse_clock(values: &[f32]) -> bool {
    let mut seen: Vec<f32> = Vec::with_capacity(FEW_VALUES);
    for value in values.iter().copied().filter(|value| *value > 0.0) {
        if value > NEAR_LINE || seen.len() > FEW_VALUES {
            return false;
        }
        if !seen.contains(&value) {
            seen.push(value);
        }
    }
    seen.len() <= FEW_VALUES
}

/// What values may be whole multiples of, in milliseconds, where an agent or a dashboard rounds. A finer grain moves nothing.
const GRAINS: [f32; 3] = [1.0, 0.5, 0.1];

/// Half a grain beside the usual level, as a logarithm: how far rounding may move a sample. 0 where values are not rounded.
fn rounding(values: &[f32], levels: &[f64]) -> f64 {
    let whole = |grain: f32| {
        values.iter().all(|value| {
            let grains = value / grain;
            (grains - grains.round()).abs() < 1e-3
        })
    };
    let grain = GRAINS.into_iter().find(|grain| whole(*grain)).unwrap_or(0.0);
    let level = levels.iter().sum::<f64>() / levels.len().max(1) as f64;
    0.5 * f64::from(grain) / level.exp()
}

/// Where most samples are at the cap the level is unknown, and what is below may be part of something far above.
fn doubt_below_the_cap(
    values: &[f32],
    kinds: &[SampleKind],
    cap: Option<f32>,
    places: &Places,
    doubt: &mut [bool],
) {
    let Some(cap) = cap.filter(|_| places.probes > 1) else { return };
    let lowest = 0.9 * cap / places.probes as f32;
    for i in (0..kinds.len()).filter(|i| kinds[*i] == SampleKind::Whole && values[*i] >= lowest) {
        let near = &kinds[i.saturating_sub(AROUND)..(i + AROUND + 1).min(kinds.len())];
        let count = |kind| near.iter().filter(|other| **other == kind).count();
        doubt[i] |= count(SampleKind::AtCap) > count(SampleKind::Whole);
    }
}
