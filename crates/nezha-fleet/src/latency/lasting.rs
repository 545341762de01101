//! What lasts instead of being scattered: runs, lone dips and levels, which fit as well as losses do.

use super::level::Levels;
use super::model::Places;
use super::scatter::Mark;

/// Samples on either side that say what is usual.
const NEAR: usize = 60;
/// For how long a level is doubted beside a higher one, in milliseconds,
const DOUBTED_MS: i64 = 3_600_000;
/// in no fewer samples than this, which a bunch of losses may reach,
const FEWEST_DOUBTED: i64 = 12;
/// and in no more than this, also where many come in a minute.
const MOST_DOUBTED: i64 = 60;
/// Samples on either side where an all-lost one is a witness.
const WITNESS: usize = 10;
/// A run of this many is possible in any bunch of losses.
const BUNCH: f64 = 7.0;
/// How often chance may make a run that is refused, among the samples around it.
const CHANCE: f64 = 0.01;

/// Marks runs of samples with the same number of lost probes that are longer than the losses around them explain.
pub(crate) fn doubt_runs(marks: &[Mark], probes: u32, doubtful: &mut [bool]) {
    let mut from = 0;
    while from < marks.len() {
        let Some(lost) = partly(&marks[from], probes) else {
            from += 1;
            continue;
        };
        // Spikes do not end a run.
        let goes_on = |mark: &&Mark| !mark.after_gap && mark.lost.is_none_or(|other| other == lost);
        let to = from + 1 + marks[from + 1..].iter().take_while(goes_on).count();
        let count = |marks: &[Mark]| marks.iter().filter(|mark| mark.lost == Some(lost)).count();
        let run = count(&marks[from..to]);
        let near = &marks[from.saturating_sub(NEAR)..(to + NEAR).min(marks.len())];
        let others = (near.len() - (to - from)) as f64;
        let usual = ((count(near) - run) as f64 + 0.5) / (others + 1.0);
        let by_chance = (CHANCE / (others + 10.0)).ln() / usual.min(0.6).ln();
        let witnesses = &marks[from.saturating_sub(WITNESS)..(to + WITNESS).min(marks.len())];
        let least = if witnesses.iter().any(|mark| mark.lost == Some(probes)) { BUNCH } else { 2.0 };
        if run as f64 >= by_chance.max(least) {
            doubtful[from..to].fill(true);
        }
        from = to;
    }
}

/// A day with no more partly lost samples than this shows nothing but a stray or two.
const FEW: usize = 2;

/// Marks a dip that is all there is of partly lost samples: a short level as well as a bunch of losses, or a stray.
pub(crate) fn doubt_a_lone_dip(marks: &[Mark], probes: u32, doubtful: &mut [bool]) {
    let at: Vec<usize> = (0..marks.len()).filter(|i| partly(&marks[*i], probes).is_some()).collect();
    for dip in at.chunk_by(|one, next| next - one <= 4) {
        let (from, to) = (dip[0], dip[dip.len() - 1] + 1);
        let whole = marks[from..to].iter().filter(|mark| mark.lost == Some(0)).count();
        let alone = dip.len() >= 2 && at.len() - dip.len() <= dip.len() / 2 && whole <= dip.len() / 3;
        let near = &marks[from.saturating_sub(WITNESS / 2)..(to + WITNESS / 2).min(marks.len())];
        if (alone || at.len() <= FEW) && !near.iter().any(|mark| mark.lost == Some(probes)) {
            doubtful[from..to].fill(true);
        }
    }
}

/// Lost probes, where some but not all are lost.
fn partly(mark: &Mark, probes: u32) -> Option<u32> {
    mark.lost.filter(|lost| (1..probes).contains(lost))
}

/// How many samples of a level are doubted beside a higher one, at the cadence of the series.
pub(crate) fn most_doubted(cadence_ms: Option<i64>) -> usize {
    let samples = cadence_ms.map_or(MOST_DOUBTED, |cadence| DOUBTED_MS / cadence.max(1));
    samples.clamp(FEWEST_DOUBTED, MOST_DOUBTED) as usize
}

/// A level between two steps.
struct Stay {
    /// Indices into the samples that have levels.
    from: usize,
    to: usize,
    /// Logarithm of the level.
    ln: f64,
    /// How many of its samples are partly lost beyond doubt.
    partly: usize,
}

/// A stay shorter than this is not sure to be a level at all.
const SHORT_STAY: usize = 15;
/// A stay shorter than this may be nothing but spikes that crowd; what looks lost in it is then the line,
const BRIEF_STAY: usize = 30;
/// and its share is over so many times that of the samples around.
const OUTSTANDS: usize = 3;
/// A step is placed to within so many samples.
const NEAR_STEP: usize = 4;
/// With fewer partly lost samples than this in a series,
const RARE: usize = 10;
/// so many samples around a step are not taken for losses.
const NEAR_STEP_IF_RARE: usize = 10;
/// So many losses of its own confirm a level.
const CONFIRMED: usize = 3;
/// How exactly a level must stand at a place of another's losses, as a logarithm.
const EXACT: f64 = 0.06;

/// Marks, in `lasting`, the samples of levels that may as well be a lasting loss of a higher level nearby; and in `doubtful`
/// what a short stay takes for losses.
///
/// `with_level` holds the index of each sample that has a level, in the order of `levels`; `most` is [`most_doubted`].
pub(crate) fn doubt_levels(
    marks: &[Mark],
    with_level: &[usize],
    levels: &Levels,
    places: &Places,
    most: usize,
    doubtful: &mut [bool],
    lasting: &mut [bool],
) {
    let stays = stays(marks, with_level, levels, places.probes, doubtful);
    if stays.len() < 2 {
        return;
    }
    for stay in stays.iter().filter(|stay| stay.to - stay.from < SHORT_STAY) {
        with_level[stay.from..stay.to].iter().for_each(|i| doubtful[*i] = true);
    }
    doubt_brief_stays(marks, with_level, &stays, places.probes, doubtful);
    doubt_at_steps(marks, with_level, &stays, places, doubtful);
    for low in stays.iter().filter(|stay| stay.partly < CONFIRMED) {
        for high in &stays {
            let exact = |place: &f64| (low.ln - high.ln - place).abs() < EXACT;
            if !places.ln[1..].iter().any(exact) {
                continue;
            }
            // No level is doubted for longer than the higher one was seen.
            let reach = most.min(high.to - high.from);
            let (from, to) = if high.from >= low.to {
                (low.from.max(high.from.saturating_sub(reach)), low.to)
            } else {
                (low.from, low.to.min(high.to + reach))
            };
            with_level.get(from..to).unwrap_or_default().iter().for_each(|i| lasting[*i] = true);
        }
    }
}

/// Marks what a brief stay takes for losses while hardly anything is lost before and after it.
fn doubt_brief_stays(
    marks: &[Mark],
    with_level: &[usize],
    stays: &[Stay],
    probes: u32,
    doubtful: &mut [bool],
) {
    for stay in stays.iter().filter(|stay| stay.partly > 0 && stay.to - stay.from < BRIEF_STAY) {
        let own = &with_level[stay.from..stay.to];
        // A witness: losses do come in bunches.
        if marks[own[0]..=own[own.len() - 1]].iter().any(|mark| mark.lost == Some(probes)) {
            continue;
        }
        let before = &with_level[stay.from.saturating_sub(NEAR)..stay.from];
        let after = &with_level[stay.to..(stay.to + NEAR).min(with_level.len())];
        let near = before.len() + after.len();
        let sure = |i: &&usize| partly(&marks[**i], probes).is_some() && !doubtful[**i];
        let partly_near = before.iter().chain(after).filter(sure).count();
        if near >= NEAR && OUTSTANDS * partly_near * own.len() < stay.partly * near {
            own.iter().for_each(|i| doubtful[*i] = true);
        }
    }
}

/// Marks what is next to a step and looks like a loss because it belongs to the other side.
fn doubt_at_steps(
    marks: &[Mark],
    with_level: &[usize],
    stays: &[Stay],
    places: &Places,
    doubtful: &mut [bool],
) {
    // Where hardly anything else is partly lost, whatever is near a step is more likely part of it.
    let rare = stays.iter().map(|stay| stay.partly).sum::<usize>() < RARE;
    let reach = if rare { NEAR_STEP_IF_RARE } else { NEAR_STEP };
    for pair in stays.windows(2) {
        let step = pair[1].from;
        for i in step.saturating_sub(reach).max(pair[0].from)..(step + reach).min(pair[1].to) {
            let (own, other) = if i < step { (&pair[0], &pair[1]) } else { (&pair[1], &pair[0]) };
            let Some(lost) = partly(&marks[with_level[i]], places.probes) else { continue };
            let there = (own.ln + places.ln[lost as usize] - other.ln).abs() < 2.0 * EXACT;
            doubtful[with_level[i]] |= rare || there;
        }
    }
}

fn stays(marks: &[Mark], with_level: &[usize], levels: &Levels, probes: u32, doubtful: &[bool]) -> Vec<Stay> {
    let mut stays = Vec::new();
    let mut from = 0;
    for to in levels.steps.iter().copied().chain([with_level.len()]) {
        let ln = levels.ln[from..to].iter().sum::<f64>() / (to - from).max(1) as f64;
        let sure = |i: &&usize| partly(&marks[**i], probes).is_some() && !doubtful[**i];
        let partly = with_level[from..to].iter().filter(sure).count();
        stays.push(Stay { from, to, ln, partly });
        from = to;
    }
    stays
}
