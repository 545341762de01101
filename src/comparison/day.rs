//! A server's day of latency, worked out for a comparison.

use std::rc::Rc;

use gloo_timers::future::TimeoutFuture;
use nezha_api::MonitorSeries;
use nezha_chart::{Mark, Range};
use nezha_fleet::latency::{Analysis, Probing};

use super::compared::Measured;
use crate::charts::{Line, mark};

/// What the dashboard keeps of a monitor, in milliseconds.
pub const DAY_MS: i64 = 86_400_000;

/// What each monitor measured in the day up to `told_ms` (Unix milliseconds, by the dashboard's clock; `None` where nothing tells
/// the time), with its line if wanted. There is time for other work in between; `None` where `is_wanted` was no longer true then.
pub(super) async fn measured(
    series: &[MonitorSeries],
    told_ms: Option<i64>,
    with_lines: bool,
    probing: Probing,
    is_wanted: impl Fn() -> bool,
) -> Option<Vec<Measured>> {
    let range = day(series, told_ms);
    let mut all = Vec::with_capacity(series.len());
    for one in series {
        TimeoutFuture::new(0).await;
        if !is_wanted() {
            return None;
        }
        let analysis = Analysis::of(&one.created_at, &one.avg_delay, probing);
        let summary =
            analysis.summary(&one.created_at, &one.avg_delay, range.from_ms..range.to_ms.saturating_add(1));
        let marks: Vec<Mark> = analysis.kinds.iter().map(mark).collect();
        let line = || {
            let line = Line::of_monitor(0, String::new(), one);
            Rc::new(Line { marks, ..line })
        };
        all.push(Measured {
            monitor_id: one.monitor_id,
            monitor_name: one.monitor_name.clone(),
            summary,
            range,
            line: with_lines.then(line),
        });
    }
    Some(all)
}

/// The day up to when the dashboard told it, in Unix milliseconds, so that an outage that still goes on is part of it; up to
/// the newest sample where that is later, or nothing tells the time.
fn day(series: &[MonitorSeries], told_ms: Option<i64>) -> Range {
    let newest_ms = series.iter().filter_map(|one| one.created_at.last()).max().copied();
    Range::last(DAY_MS, newest_ms.max(told_ms).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn series(created_at: Vec<i64>) -> Vec<MonitorSeries> {
        vec![MonitorSeries { avg_delay: vec![5.0; created_at.len()], created_at, ..MonitorSeries::default() }]
    }

    #[test]
    fn an_outage_that_goes_on_is_part_of_the_day() {
        let (hour_ms, now_ms) = (3_600_000, 1_800_000_000_000);
        let silent = series(vec![now_ms - hour_ms - 60_000, now_ms - hour_ms]);
        let range = day(&silent, Some(now_ms));
        assert_eq!(range, Range::last(DAY_MS, now_ms));
        let one = &silent[0];
        let analysis = Analysis::of(&one.created_at, &one.avg_delay, Default::default());
        let summary = analysis.summary(&one.created_at, &one.avg_delay, range.from_ms..range.to_ms);
        assert!(summary.no_data_ms.is_some_and(|missing_ms| missing_ms >= DAY_MS - 3 * 60_000));
    }

    #[test]
    fn the_day_never_ends_before_the_newest_sample() {
        assert_eq!(day(&series(vec![90_000]), Some(60_000)).to_ms, 90_000);
        assert_eq!(day(&series(vec![90_000]), None).to_ms, 90_000);
    }
}
