//! What several tabs recorded of one server, as one, and added to what this one sees.

use super::bytes::{Read, read};
use super::figure::{Figure, Figures};
use super::raw::Raw;
use super::recording::Recording;

impl Recording {
    /// Takes in records of an earlier visit, of either kind and of as many tabs as there were; its own samples stay where
    /// they have none. `now_ms` tells what cannot be, because it would be in the future. False where none of the bytes are a
    /// record of this version, and then nothing is changed.
    pub fn take_in(&mut self, records: &[Vec<u8>], now_ms: i64) -> bool {
        let mut earlier = Recording::new(self.raw.figures);
        let known: Vec<Read> = records.iter().filter_map(|bytes| read(bytes, now_ms)).collect();
        known.iter().for_each(|read| earlier.unite(read));
        // This visit and the earlier one saw different parts of the minute in which one became the other.
        let seen = &earlier.minutes;
        for (minute, row) in seen.minutes.iter().zip(seen.cells.chunks(seen.figures.count())) {
            self.minutes.add(*minute, row);
        }
        // A record has all figures; what goes before its end may be of a ring.
        self.raw = earlier.raw.filled_with(&self.raw);
        !known.is_empty()
    }

    /// Takes what another tab recorded of the same time where that is more.
    fn unite(&mut self, read: &Read) {
        match read {
            Read::Minutes { minutes, .. } => self.minutes.unite(minutes),
            Read::Samples(read) => {
                let read = read.with_figures(self.raw.figures);
                let (own, told) = (told(&self.raw), told(&read));
                self.raw = own.filled_with(&told).filled_with(&self.raw).filled_with(&read);
            }
        }
    }
}

/// The samples that a report told, and not only a ring.
fn told(raw: &Raw) -> Raw {
    let mut all = Raw::new(raw.figures);
    let is_told =
        |(figure, value): (Figure, &f32)| value.is_finite() && Figures::EVERYWHERE.place(figure).is_none();
    for (at, row) in raw.values.chunks(raw.figures.count()).enumerate() {
        if let Some(at_ms) = raw.time(at).filter(|_| raw.figures.iter().zip(row).any(is_told)) {
            all.push(at_ms, row);
        }
    }
    all
}

/// A record of this tab's and what others have recorded under the same key, as one: minutes are united, and of one that
/// several have the fuller one stays; samples fill holes. `None` when `own` is no record.
pub fn united(own: &[u8], others: &[Vec<u8>], now_ms: i64) -> Option<Vec<u8>> {
    let own = read(own, now_ms)?;
    let mut all = Recording::new(Figures::ALL);
    all.unite(&own);
    others.iter().filter_map(|bytes| read(bytes, now_ms)).for_each(|read| all.unite(&read));
    match own {
        Read::Minutes { hour, .. } => all.hour_bytes(hour),
        Read::Samples(_) => all.sample_bytes(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::recording::tests::{MIDNIGHT, seen, server};
    use super::*;
    use crate::recent::Recent;

    const NOW: i64 = MIDNIGHT + 7_200_000;
    const HOUR: i32 = (MIDNIGHT / 3_600_000) as i32;

    fn hour(recording: &Recording) -> Vec<u8> {
        recording.hour_bytes(HOUR).unwrap()
    }

    fn back(records: &[Vec<u8>]) -> Recording {
        let mut after = Recording::new(Figures::ALL);
        assert!(after.take_in(records, NOW));
        after
    }

    fn cpu(recording: &Recording, seconds: i64) -> (Vec<i64>, Vec<f32>) {
        let line = recording.trace(Figure::Cpu, MIDNIGHT, MIDNIGHT + seconds * 1000);
        (line.times_ms, line.values)
    }

    #[test]
    fn two_tabs_that_recorded_one_server_lose_nothing_of_its_hour() {
        let (one, other) = (seen(0..1200), seen(900..3600));
        for (own, theirs) in [(&one, &other), (&other, &one)] {
            let all = united(&hour(own), &[hour(theirs)], NOW).unwrap();
            assert_eq!(cpu(&back(&[all]), 3599), cpu(&back(&[hour(&seen(0..3600))]), 3599));
        }
    }

    #[test]
    fn the_fuller_minute_stays_whoever_writes_last() {
        let (whole, late) = (seen(0..60), seen(40..60));
        for (own, theirs) in [(&whole, &late), (&late, &whole)] {
            let all = united(&hour(own), &[hour(theirs)], NOW).unwrap();
            assert_eq!(all, hour(&whole));
        }
    }

    #[test]
    fn writing_again_and_again_counts_no_sample_twice() {
        let record = hour(&seen(0..1200));
        let again = united(&record, &[record.clone(), record.clone()], NOW).unwrap();
        assert_eq!(again, record);
        let samples = seen(0..600).sample_bytes().unwrap();
        assert_eq!(united(&samples, std::slice::from_ref(&samples), NOW).unwrap(), samples);
        assert_eq!(hour(&back(&[record.clone(), record.clone()])), record);
    }

    #[test]
    fn samples_of_one_tab_fill_the_holes_of_the_other() {
        let (one, other) = (seen(0..100), seen(60..300));
        let [one, other] = [one, other].map(|recording| recording.sample_bytes().unwrap());
        for (own, theirs) in [(&one, &other), (&other, &one)] {
            let all = united(own, std::slice::from_ref(theirs), NOW).unwrap();
            assert_eq!(cpu(&back(&[all]), 299), cpu(&seen(0..300), 299));
        }
    }

    #[test]
    fn what_a_report_told_is_not_lost_to_what_a_ring_saw() {
        let mut ring = Recent::of_one_in(3);
        for second in (2..300).step_by(2) {
            ring.observe(f64::from(second) * 1000.0 - 50.0, &server(1.0));
        }
        let mut opened = Recording::new(Figures::ALL);
        opened.fill_in(&ring, MIDNIGHT, 0.0);
        let [ring, told] = [opened, seen(100..200)].map(|recording| recording.sample_bytes().unwrap());
        for (own, theirs) in [(&ring, &told), (&told, &ring)] {
            let all = back(&[united(own, std::slice::from_ref(theirs), NOW).unwrap()]);
            let load = all.trace(Figure::Load1, MIDNIGHT, MIDNIGHT + 300_000).values;
            assert_eq!(load.iter().filter(|value| value.is_finite()).count(), 50);
            assert_eq!(cpu(&all, 300).0.len(), 149);
        }
    }

    #[test]
    fn what_is_no_record_is_passed_over() {
        let record = hour(&seen(0..60));
        assert_eq!(united(&record, &[vec![], b"M".to_vec(), vec![7; 99]], NOW).as_ref(), Some(&record));
        assert_eq!(united(b"?", &[record], NOW), None);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn hostile_records_of_others_do_no_harm(at in 0..600_usize, byte in any::<u8>(), samples in any::<bool>()) {
            let old = seen(0..200);
            let own = if samples { old.sample_bytes().unwrap() } else { hour(&old) };
            let mut theirs = own.clone();
            let at = at % theirs.len();
            theirs[at] = byte;
            let all = united(&own, &[theirs], NOW).unwrap();
            let line = back(&[all]).trace(Figure::Cpu, MIDNIGHT, NOW);
            prop_assert!(line.times_ms.is_sorted());
        }
    }
}
