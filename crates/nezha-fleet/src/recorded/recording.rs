//! What was seen of one server.

use nezha_api::Server;

use super::figure::{Figure, Figures};
use super::minutes::{Cell, Minutes, minute_of};
use super::raw::{RAW_MS, Raw};
use crate::units::MINUTE_MS;

/// What was seen of one server: samples of ten minutes, and minutes of a day.
#[derive(Debug, Clone, PartialEq)]
pub struct Recording {
    pub(super) raw: Raw,
    pub(super) minutes: Minutes,
}

impl Recording {
    /// An empty one. It is for open and pinned servers: a day of all figures takes 280 kB.
    pub fn new(figures: Figures) -> Recording {
        Recording { raw: Raw::new(figures), minutes: Minutes::new(figures) }
    }

    /// Adds what a server said at a moment, in Unix milliseconds. What is no later than the last sample is not added; where the
    /// clock was set back by more than a minute, what was seen by the other clock goes.
    pub fn add(&mut self, at_ms: i64, server: &Server) {
        let figures = self.raw.figures;
        let mut row = [f32::NAN; Figure::ALL.len()];
        for (slot, figure) in row.iter_mut().zip(figures.iter()) {
            *slot = figure.of(server).unwrap_or(f32::NAN);
        }
        self.add_row(at_ms, &row[..figures.count()]);
    }

    fn add_row(&mut self, at_ms: i64, row: &[f32]) {
        if self.raw.newest().is_some_and(|newest| newest.saturating_sub(at_ms) > MINUTE_MS) {
            self.raw = Raw::new(self.raw.figures);
            self.minutes.forget_from(minute_of(at_ms));
        }
        let step = self.raw.newest().map(|newest| at_ms.saturating_sub(newest));
        if row.iter().all(|value| value.is_nan()) || step.is_some_and(|step| step <= 0) {
            return;
        }
        self.raw.push(at_ms, row);
        let cells: Vec<Cell> = row.iter().map(|value| Cell::of(*value)).collect();
        self.minutes.add(minute_of(at_ms), &cells);
    }

    /// The last sample of a figure and its time; `None` when there is none.
    pub fn last(&self, figure: Figure) -> Option<(i64, f32)> {
        let place = self.raw.figures.place(figure)?;
        let rows = self.raw.values.chunks(self.raw.figures.count());
        let found =
            rows.enumerate().rev().find(|(_, row)| row.get(place).is_some_and(|value| value.is_finite()));
        let (at, row) = found?;
        Some((self.raw.time(at)?, *row.get(place)?))
    }

    /// Whether a figure was said at least once.
    pub fn tells(&self, figure: Figure) -> bool {
        let (samples, minutes) = (&self.raw, &self.minutes);
        let of = |figures: Figures| Some((figures.place(figure)?, figures.count()));
        let is_sample =
            |(place, step)| samples.values.iter().skip(place).step_by(step).any(|v| v.is_finite());
        let is_mean =
            |(place, step)| minutes.cells.iter().skip(place).step_by(step).any(|cell| cell.count > 0);
        of(samples.figures).is_some_and(is_sample) || of(minutes.figures).is_some_and(is_mean)
    }

    /// Whether the samples as they came reach back to the beginning of a range.
    pub(super) fn has_samples_of(&self, from_ms: i64, to_ms: i64) -> bool {
        let newest = self.raw.newest().unwrap_or(i64::MIN);
        to_ms.saturating_sub(from_ms) <= RAW_MS && newest.saturating_sub(from_ms) <= RAW_MS
    }

    /// For which share of a range reports were seen, 0 to 1. Of more than ten minutes, in which share of the minutes. Where
    /// there are none nobody looked, or the server was silent.
    pub fn coverage(&self, from_ms: i64, to_ms: i64) -> f64 {
        if self.has_samples_of(from_ms, to_ms) {
            let whole_ms = to_ms.saturating_sub(from_ms).max(1);
            return self.raw.seen_ms(from_ms, to_ms) as f64 / whole_ms as f64;
        }
        let minutes = &self.minutes.minutes;
        let (first, last) = (minute_of(from_ms), minute_of(to_ms).max(minute_of(from_ms)));
        let seen = minutes.partition_point(|minute| *minute <= last)
            - minutes.partition_point(|minute| *minute < first);
        seen as f64 / f64::from(last - first + 1)
    }
}

#[cfg(test)]
pub(super) mod tests {
    use nezha_api::{Status, Temperature};

    use super::*;

    /// 2026-11-22 00:00 UTC.
    pub(in super::super) const MIDNIGHT: i64 = 1_795_305_600_000;

    pub(in super::super) fn server(cpu: f64) -> Server {
        let status = Status { cpu, load1: cpu / 50.0, ..Status::default() };
        Server { last_active: MIDNIGHT / 1000, status: Some(status), ..Server::default() }
    }

    /// Samples every two seconds of these seconds, CPU from 0 to 99 in turn.
    pub(in super::super) fn seen(seconds: std::ops::Range<i64>) -> Recording {
        let mut recording = Recording::new(Figures::ALL);
        for second in seconds.step_by(2) {
            recording.add(MIDNIGHT + second * 1000, &server((second / 2 % 100) as f64));
        }
        recording
    }

    #[test]
    fn ten_minutes_are_kept_as_they_came() {
        let recording = seen(0..3600);
        let now = MIDNIGHT + 3598 * 1000;
        let line = recording.trace(Figure::Cpu, now - 600_000, now);
        assert_eq!((line.times_ms.len(), line.times_ms.last()), (302, Some(&now)));
        assert_eq!((line.values.last(), line.lows.len()), (Some(&99.0), 0));
        assert_eq!(recording.last(Figure::Cpu), Some((now, 99.0)));
        assert!(recording.raw.offsets.len() < 340);
    }

    #[test]
    fn after_the_clock_was_set_back_it_goes_on_at_once() {
        let mut recording = seen(3600..3900);
        recording.add(MIDNIGHT + 300_000, &server(77.0));
        assert_eq!(recording.last(Figure::Cpu), Some((MIDNIGHT + 300_000, 77.0)));
        assert_eq!(recording.trace(Figure::Cpu, MIDNIGHT, MIDNIGHT + 2 * 3_600_000).times_ms.len(), 1);
        recording.add(MIDNIGHT + 299_000, &server(78.0));
        assert_eq!(
            recording.last(Figure::Cpu),
            Some((MIDNIGHT + 300_000, 77.0)),
            "a second is no clock that was set"
        );
    }

    #[test]
    fn a_figure_that_no_report_has_is_not_told() {
        let mut recording = Recording::new(Figures::ALL);
        assert!(!recording.tells(Figure::Cpu));
        let mut warm = server(5.0);
        let sensor = Temperature { name: "coretemp".into(), celsius: 41.0 };
        warm.status.as_mut().unwrap().temperatures.push(sensor);
        recording.add(MIDNIGHT, &warm);
        assert!(recording.tells(Figure::Cpu) && recording.tells(Figure::Temperature));
        assert!(!recording.tells(Figure::Gpu) && !recording.tells(Figure::Processes));
        for second in (60..3600).step_by(2) {
            recording.add(MIDNIGHT + second * 1000, &server(5.0));
        }
        assert!(
            recording
                .trace(Figure::Temperature, MIDNIGHT + 3_000_000, MIDNIGHT + 3_600_000)
                .values
                .iter()
                .all(|v| v.is_nan())
        );
        assert!(recording.tells(Figure::Temperature), "an hour ago it was");
    }

    #[test]
    fn what_is_longer_ago_is_a_mean_with_its_extremes() {
        let line = seen(0..3600).trace(Figure::Cpu, MIDNIGHT, MIDNIGHT + 3_600_000);
        assert_eq!(line.times_ms.len(), 60);
        assert_eq!((line.lows[0], line.values[0], line.highs[0]), (0.0, 14.5, 29.0));
        assert_eq!(line.times_ms[0], MIDNIGHT + 30_000);
        assert_eq!(line.times_ms[59], MIDNIGHT + 59 * MINUTE_MS + 30_000);
    }

    #[test]
    fn where_nobody_looked_the_line_is_broken() {
        let mut recording = seen(0..600);
        for second in (900..1800).step_by(2) {
            recording.add(MIDNIGHT + second * 1000, &server(5.0));
        }
        let line = recording.trace(Figure::Cpu, MIDNIGHT, MIDNIGHT + 1_800_000);
        let breaks: Vec<usize> = (0..line.values.len()).filter(|at| line.values[*at].is_nan()).collect();
        assert_eq!((breaks, line.values.len()), (vec![10], 26));
        assert!(line.times_ms.is_sorted_by(|a, b| a < b));
        assert_eq!(recording.coverage(MIDNIGHT, MIDNIGHT + 1_799_000), 25.0 / 30.0);
    }

    #[test]
    fn twenty_seconds_of_ten_minutes_are_not_two_minutes_of_them() {
        let mut recording = Recording::new(Figures::ALL);
        for second in (50..=70).step_by(2) {
            recording.add(MIDNIGHT + second * 1000, &server(5.0));
        }
        let share = |from_s: i64| {
            let to_ms = MIDNIGHT + 70_000;
            recording.coverage(to_ms - from_s * 1000, to_ms)
        };
        assert_eq!(share(600), 20.0 / 600.0);
        assert_eq!([share(20), share(10)], [1.0; 2]);
        recording.add(MIDNIGHT + 170_000, &server(5.0));
        let after_a_hole = recording.coverage(MIDNIGHT + 50_000, MIDNIGHT + 170_000);
        assert_eq!(after_a_hole, 20.0 / 120.0);
    }

    #[test]
    fn a_server_that_falls_silent_is_seen_less_and_less() {
        let recording = seen(0..600);
        let share = |silent_s: i64| {
            let now_ms = MIDNIGHT + (598 + silent_s) * 1000;
            recording.coverage(now_ms - 100_000, now_ms)
        };
        assert_eq!([share(0), share(2), share(30)], [1.0; 3], "the next report may still come");
        assert_eq!([share(50), share(100), share(300)], [0.5, 0.0, 0.0]);
        let line = recording.trace(Figure::Cpu, MIDNIGHT + 300_000, MIDNIGHT + 900_000);
        assert_eq!(line.times_ms.last(), Some(&(MIDNIGHT + 598_000)), "no sample is carried over");
    }

    #[test]
    fn the_minute_that_is_not_over_is_not_drawn_into_the_future() {
        let recording = seen(0..1205);
        let line = recording.trace(Figure::Cpu, MIDNIGHT, MIDNIGHT + 1_204_000);
        assert_eq!(line.times_ms.last(), Some(&(MIDNIGHT + 1_204_000)));
    }

    #[test]
    fn old_and_repeated_answers_add_nothing() {
        let mut recording = seen(0..60);
        // As text, because what is no number equals nothing.
        let before = format!("{recording:?}");
        recording.add(MIDNIGHT + 58_000, &server(1.0));
        recording.add(MIDNIGHT + 2_000, &server(1.0));
        recording.add(MIDNIGHT + 90_000, &Server::default());
        assert!(format!("{recording:?}") == before);
    }

    #[test]
    fn a_day_is_kept_and_no_more() {
        let mut recording = Recording::new(Figures::ALL);
        for minute in 0..2000 {
            recording.add(MIDNIGHT + minute * MINUTE_MS, &server(1.0));
        }
        assert_eq!(recording.minutes.minutes.len(), 1440);
    }

    #[test]
    fn times_far_from_any_date_do_no_harm() {
        let mut recording = Recording::new(Figures::ALL);
        for at in [i64::MIN, -5, 0, 7, MIDNIGHT, i64::MAX - 1, i64::MAX] {
            recording.add(at, &server(1.0));
            recording.trace(Figure::Cpu, i64::MIN, i64::MAX);
            recording.trace(Figure::Cpu, at, at);
            recording.coverage(i64::MIN, i64::MAX);
        }
    }
}
