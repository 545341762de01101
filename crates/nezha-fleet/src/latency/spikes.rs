//! Losses that spikes hide.

use super::loss::SampleKind;

/// A sample at more than so many times its level holds a spike. Noise of up to 0.15 takes hardly one in a hundred there, and
/// one of two probes that takes twice as long takes every one.
const SPIKE: f32 = 1.4;

/// Lost probes that spikes hide, expected.
///
/// A spike tells that one probe came back, and nothing of the others. These are lost as often as in samples without a spike,
/// each weighed by how many of its probes came back, since any of them could have been the slow one. So nothing is invented
/// where no sample is partly lost.
pub(super) fn lost_beside_spikes(
    values: &[f32],
    kinds: &[SampleKind],
    levels: &[Option<f32>],
    probes: u32,
) -> f64 {
    let (mut spikes, mut lost, mut weights) = (0.0, 0.0, 0.0);
    for ((value, kind), level) in values.iter().zip(kinds).zip(levels) {
        let lost_probes = match kind {
            SampleKind::Whole if level.is_some_and(|level| *value > SPIKE * level) => {
                spikes += 1.0;
                continue;
            }
            SampleKind::Whole => 0,
            SampleKind::PartlyLost { lost_probes } => *lost_probes,
            _ => continue,
        };
        let came_back = f64::from(probes.saturating_sub(lost_probes));
        lost += f64::from(lost_probes) * came_back;
        weights += came_back;
    }
    if weights > 0.0 { spikes * lost / weights } else { 0.0 }
}
