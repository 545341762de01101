//! What the ring of a server adds to its recording.

use super::figure::{Figure, Figures};
use super::minutes::{Cell, minute_of};
use super::raw::Raw;
use super::recording::Recording;
use crate::recent::Recent;
use crate::units::MINUTE_MS;

impl Recording {
    /// Fills in what the server's ring saw where nothing is recorded: CPU and network of the time before it was opened.
    ///
    /// `epoch_ms` is the zero of the ring's clock in Unix milliseconds; what the ring saw before `after_ms` of its own
    /// clock is left out.
    pub fn fill_in(&mut self, recent: &Recent, epoch_ms: i64, after_ms: f64) {
        let mut ring = Raw::new(Figures::EVERYWHERE);
        let (known, minutes) = (self.minutes.minutes.clone(), &mut self.minutes);
        for seen in recent.seen().filter(|seen| seen.at_ms >= after_ms) {
            let at_ms = epoch_ms.saturating_add(seen.at_ms as i64);
            let row = [seen.cpu, seen.received, seen.sent];
            if row.iter().all(Option::is_none) || ring.newest().is_some_and(|newest| newest >= at_ms) {
                continue;
            }
            ring.push(at_ms, &row.map(|value| value.unwrap_or(f32::NAN)));
            if known.binary_search(&minute_of(at_ms)).is_err() {
                let figures = [Figure::Cpu, Figure::NetIn, Figure::NetOut];
                let mut cells = vec![Cell::NONE; minutes.figures.count()];
                for (figure, value) in figures.into_iter().zip(row) {
                    let cell = minutes.figures.place(figure).and_then(|place| cells.get_mut(place));
                    if let (Some(cell), Some(value)) = (cell, value) {
                        *cell = Cell::of(value);
                    }
                }
                minutes.add(minute_of(at_ms), &cells);
            }
        }
        self.raw = self.raw.filled_with(&ring.with_figures(self.raw.figures));
    }

    /// Forgets the minutes before a moment, for servers that nobody looks at: they are in the browser's database.
    pub fn forget_minutes_before(&mut self, before_ms: i64) {
        let minutes = &mut self.minutes;
        let gone = minutes.minutes.partition_point(|minute| i64::from(*minute) * MINUTE_MS < before_ms);
        minutes.minutes.drain(..gone);
        minutes.cells.drain(..gone * minutes.figures.count());
        minutes.minutes.shrink_to(120);
        minutes.cells.shrink_to(120 * minutes.figures.count());
    }
}

#[cfg(test)]
mod tests {
    use super::super::recording::tests::{MIDNIGHT, seen, server};
    use super::*;

    /// The rings' clock began at midnight. A sample every 2 s, a little before what is recorded of the same answer.
    fn ring(seconds: std::ops::Range<i64>) -> Recent {
        let mut recent = Recent::of_one_in(3);
        for second in seconds.step_by(2) {
            recent.observe(second as f64 * 1000.0 - 50.0, &server((second / 2 % 100) as f64));
        }
        recent
    }

    fn cpu(recording: &Recording, seconds: i64) -> (usize, Vec<i64>) {
        let line = recording.trace(Figure::Cpu, MIDNIGHT, MIDNIGHT + seconds * 1000);
        let gaps = line.times_ms.windows(2).map(|pair| pair[1] - pair[0]).filter(|step| *step > 3000);
        (line.times_ms.len(), gaps.collect())
    }

    #[test]
    fn a_server_that_is_opened_begins_with_what_its_ring_saw() {
        let mut recording = Recording::new(Figures::ALL);
        recording.fill_in(&ring(2..300), MIDNIGHT, 0.0);
        assert_eq!(cpu(&recording, 300), (149, vec![]));
        assert_eq!(recording.last(Figure::Cpu), Some((MIDNIGHT + 297_900, 49.0)));
        assert_eq!(recording.last(Figure::Load1), None, "no ring knows it");
        assert!(recording.coverage(MIDNIGHT, MIDNIGHT + 299_000) > 0.98);
        recording.add(MIDNIGHT + 300_000, &server(50.0));
        assert_eq!(cpu(&recording, 300), (150, vec![]));
    }

    #[test]
    fn what_is_recorded_stays_and_only_holes_are_filled() {
        let mut recording = seen(100..200);
        for second in (260..300).step_by(2) {
            recording.add(MIDNIGHT + second * 1000, &server(1.0));
        }
        let mean = recording.trace(Figure::Cpu, 0, MIDNIGHT + 300_000).values;
        recording.fill_in(&ring(2..300), MIDNIGHT, 0.0);
        assert_eq!(cpu(&recording, 300), (149, vec![]));
        assert_eq!(
            recording
                .trace(Figure::Load1, MIDNIGHT, MIDNIGHT + 300_000)
                .values
                .iter()
                .filter(|v| v.is_finite())
                .count(),
            70
        );
        let after = recording.trace(Figure::Cpu, 0, MIDNIGHT + 300_000).values;
        assert_eq!(after[after.len() - 1], mean[mean.len() - 1], "no sample counts twice in a minute");
        let again = format!("{recording:?}");
        recording.fill_in(&ring(2..300), MIDNIGHT, 0.0);
        assert!(format!("{recording:?}") == again, "and nothing is filled in twice");
    }

    #[test]
    fn a_server_that_is_slow_to_report_has_no_holes() {
        let mut recording = Recording::new(Figures::ALL);
        for second in (0..300).step_by(20) {
            recording.add(MIDNIGHT + second * 1000, &server(1.0));
        }
        recording.fill_in(&ring(2..280), MIDNIGHT, 0.0);
        let load = recording.trace(Figure::Load1, MIDNIGHT, MIDNIGHT + 300_000);
        assert!(load.values.iter().all(|value| value.is_finite()));
    }

    #[test]
    fn a_record_of_all_figures_takes_the_place_of_the_ring() {
        let mut recording = Recording::new(Figures::ALL);
        recording.fill_in(&ring(2..300), MIDNIGHT, 0.0);
        let bytes = seen(100..200).sample_bytes().unwrap();
        assert!(recording.take_in(&[bytes], MIDNIGHT + 300_000));
        assert_eq!(cpu(&recording, 300), (149, vec![]));
        let load = recording.trace(Figure::Load1, MIDNIGHT, MIDNIGHT + 300_000).values;
        assert_eq!(load.iter().filter(|value| value.is_finite()).count(), 50);
    }

    #[test]
    fn what_was_seen_before_the_machine_slept_is_not_filled_in() {
        let mut recording = Recording::new(Figures::ALL);
        recording.fill_in(&ring(2..300), MIDNIGHT, 200_000.0);
        assert_eq!(cpu(&recording, 300).0, 49);
    }

    #[test]
    fn forgotten_minutes_are_the_old_ones() {
        let mut recording = seen(0..3600);
        recording.forget_minutes_before(MIDNIGHT + 1_800_000);
        assert_eq!(recording.hours_since(0).len(), 1);
        assert_eq!(recording.coverage(MIDNIGHT, MIDNIGHT + 3_599_000), 0.5);
        recording.add(MIDNIGHT + 3_600_000, &server(1.0));
        assert_eq!(recording.coverage(MIDNIGHT, MIDNIGHT + 3_600_000), 31.0 / 61.0);
    }
}
