//! Who is best on a monitor.

use crate::latency::Summary;
use crate::places::{in_order, sorted_places};

/// What servers are ranked by; less is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum By {
    /// The median latency, in milliseconds.
    #[default]
    Median,
    /// The latency that one in twenty samples exceeds, in milliseconds.
    P95,
    /// The estimated share of lost probes, 0 to 1.
    Loss,
}

impl By {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Median, Self::P95, Self::Loss];

    /// What a server is ranked by; `None` where nothing is known of it: no samples, or none of which one can tell.
    pub fn value(self, summary: &Summary) -> Option<f64> {
        match self {
            By::Median => summary.median.map(f64::from),
            By::P95 => summary.p95.map(f64::from),
            By::Loss => summary.estimated_probe_loss(),
        }
    }
}

/// A server's place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ranked {
    /// Which of the given ones it is.
    pub index: usize,
    /// From 1 on; equal values share a place. `None` where the value is unknown.
    pub place: Option<usize>,
    /// What it is ranked by; `None` when unknown.
    pub value: Option<f64>,
}

/// Ranks servers, best first, unknown ones last; equal ones stay in the order given. `None` stands for a server that has no
/// answer yet, or does not run this monitor.
pub fn ranking<'a>(summaries: impl IntoIterator<Item = Option<&'a Summary>>, by: By) -> Vec<Ranked> {
    let unranked = |(index, summary): (usize, Option<&Summary>)| Ranked {
        index,
        place: None,
        value: summary.and_then(|summary| by.value(summary)),
    };
    let ranked: Vec<Ranked> = summaries.into_iter().enumerate().map(unranked).collect();
    let places = sorted_places(ranked.len(), &mut |a, b| match (ranked[a].value, ranked[b].value) {
        (Some(a), Some(b)) => a.total_cmp(&b),
        (a, b) => b.is_some().cmp(&a.is_some()),
    });
    let mut ranked = in_order(ranked, &places);
    let mut before = None;
    for (at, one) in ranked.iter_mut().enumerate().take_while(|(_, one)| one.value.is_some()) {
        one.place = match before {
            Some((place, value)) if value == one.value => Some(place),
            _ => Some(at + 1),
        };
        before = one.place.map(|place| (place, one.value));
    }
    ranked
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::latency::{Analysis, Probing};

    fn summary(values: &[f32]) -> Summary {
        let times: Vec<i64> = (0..values.len() as i64).map(|minute| minute * 60_000).collect();
        let analysis = Analysis::of(&times, values, Probing::default());
        analysis.summary(&times, values, 0..values.len() as i64 * 60_000)
    }

    #[test]
    fn the_best_is_first_and_unknown_ones_are_last() {
        let (slow, fast, dead) = (summary(&[90.0, 91.0]), summary(&[20.0, 21.0]), summary(&[0.0, 0.0]));
        let given = [Some(&dead), None, Some(&slow), Some(&fast), Some(&slow)];
        let order = |by| ranking(given, by).iter().map(|one| (one.index, one.place)).collect::<Vec<_>>();
        assert_eq!(order(By::Median), [(3, Some(1)), (2, Some(2)), (4, Some(2)), (0, None), (1, None)]);
        assert_eq!(order(By::Loss), [(2, Some(1)), (3, Some(1)), (4, Some(1)), (0, Some(4)), (1, None)]);
        assert_eq!(ranking(given, By::Loss)[3].value, Some(1.0));
    }

    #[test]
    fn the_95th_percentile_sees_what_the_median_does_not() {
        let (mut steady, mut spiky) = ([50.0_f32; 40], [40.0_f32; 40]);
        for (i, value) in steady.iter_mut().chain(&mut spiky).enumerate() {
            *value += (i % 7) as f32 * 0.1;
        }
        spiky[10..14].fill(300.0);
        let (steady, spiky) = (summary(&steady), summary(&spiky));
        let first = |by| ranking([Some(&steady), Some(&spiky)], by)[0].index;
        assert_eq!((first(By::Median), first(By::P95)), (1, 0));
    }
}
