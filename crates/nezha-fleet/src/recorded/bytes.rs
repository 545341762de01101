//! Recordings as bytes, for the browser's database, where anybody may have written.
//!
//! Little-endian. A record of minutes: `M`, version, figures (2), first minute of the hour (4), then for each minute its place
//! in the hour (1), its samples (1) and three floats a figure. A record of samples: `R`, version, figures (2), base time (8),
//! then for each sample its offset (4) and one float a figure.

use super::figure::Figures;
use super::minutes::{Cell, Minutes, minute_of};
use super::raw::{RAW_MS, Raw};
use super::recording::Recording;

/// Changes when the meaning of the bytes does; other versions are not read.
const VERSION: u8 = 1;
const MINUTES: u8 = b'M';
const SAMPLES: u8 = b'R';
/// Minutes in a record.
const HOUR: i32 = 60;

impl Recording {
    /// The hours since 1970 that have minutes from `since_ms` on: what has to be written anew.
    pub fn hours_since(&self, since_ms: i64) -> Vec<i32> {
        let minutes = &self.minutes.minutes;
        let mut hours: Vec<i32> = Vec::new();
        for minute in minutes.iter().filter(|minute| **minute >= minute_of(since_ms)) {
            if hours.last() != Some(&(minute / HOUR)) {
                hours.push(minute / HOUR);
            }
        }
        hours
    }

    /// The minutes of an hour since 1970 as bytes, at most 8.8 kB; `None` when there are none.
    pub fn hour_bytes(&self, hour: i32) -> Option<Vec<u8>> {
        let minutes = &self.minutes;
        let first = hour.checked_mul(HOUR)?;
        let mut out = head(MINUTES, minutes.figures);
        out.extend(first.to_le_bytes());
        let empty = out.len();
        for (minute, row) in minutes.minutes.iter().zip(minutes.cells.chunks(minutes.figures.count())) {
            if minute.div_euclid(HOUR) != hour {
                continue;
            }
            out.push((minute - first) as u8);
            out.push(row.iter().map(|cell| cell.count).max().unwrap_or(0));
            for cell in row {
                [cell.mean, cell.low, cell.high].iter().for_each(|value| out.extend(value.to_le_bytes()));
            }
        }
        (out.len() > empty).then_some(out)
    }

    /// The samples of the last ten minutes as bytes, some 16 kB for all figures; `None` when there are none.
    pub fn sample_bytes(&self) -> Option<Vec<u8>> {
        let raw = &self.raw;
        let newest = raw.newest()?;
        let mut out = head(SAMPLES, raw.figures);
        out.extend(raw.base_ms.to_le_bytes());
        for (at, row) in raw.values.chunks(raw.figures.count()).enumerate() {
            let Some(offset) = raw.offsets.get(at) else { break };
            if raw.time(at).is_some_and(|time| newest.saturating_sub(time) > RAW_MS) {
                continue;
            }
            out.extend(offset.to_le_bytes());
            row.iter().for_each(|value| out.extend(value.to_le_bytes()));
        }
        Some(out)
    }
}

/// What a record holds.
pub(super) enum Read {
    Minutes {
        /// Which hour it is of, since 1970.
        hour: i32,
        minutes: Minutes,
    },
    Samples(Raw),
}

/// Reads a record of either kind. `now_ms` tells what cannot be, because it would be in the future. `None` for bytes that are
/// no record of this version.
pub(super) fn read(bytes: &[u8], now_ms: i64) -> Option<Read> {
    let (kind, figures, rest) = read_head(bytes)?;
    match kind {
        MINUTES => read_minutes(figures, rest, now_ms),
        _ => read_samples(figures, rest, now_ms).map(Read::Samples),
    }
}

fn head(kind: u8, figures: Figures) -> Vec<u8> {
    let bits = figures.bits().to_le_bytes();
    vec![kind, VERSION, bits[0], bits[1]]
}

fn read_head(bytes: &[u8]) -> Option<(u8, Figures, &[u8])> {
    let ([kind @ (MINUTES | SAMPLES), VERSION, low, high], rest) = bytes.split_first_chunk::<4>()? else {
        return None;
    };
    Some((*kind, Figures::from_bits(u16::from_le_bytes([*low, *high]))?, rest))
}

fn read_minutes(figures: Figures, bytes: &[u8], now_ms: i64) -> Option<Read> {
    let (first, rest) = bytes.split_first_chunk::<4>()?;
    let first = i32::from_le_bytes(*first);
    let rows = rows(rest, 2 + 12 * figures.count())?;
    if first.rem_euclid(HOUR) != 0 || first < 0 {
        return None;
    }
    let mut read = Minutes::new(figures);
    for row in rows {
        let (&[place, count], cells) = row.split_first_chunk::<2>()?;
        let minute = first.checked_add(i32::from(place))?;
        if i32::from(place) >= HOUR || read.minutes.last().is_some_and(|last| *last >= minute) {
            return None;
        }
        if minute > minute_of(now_ms) {
            break;
        }
        read.minutes.push(minute);
        read.cells.extend(cells.chunks(12).map(|cell| read_cell(cell, count)));
    }
    Some(Read::Minutes { hour: first / HOUR, minutes: read })
}

fn read_cell(bytes: &[u8], count: u8) -> Cell {
    let floats: Vec<f32> = bytes.chunks(4).map(float).collect();
    match floats[..] {
        [mean, low, high] if low <= mean && mean <= high && low.is_finite() && high.is_finite() => {
            Cell { mean, low, high, count: count.max(1) }
        }
        _ => Cell::NONE,
    }
}

fn read_samples(figures: Figures, bytes: &[u8], now_ms: i64) -> Option<Raw> {
    let (base, rest) = bytes.split_first_chunk::<8>()?;
    let mut read = Raw { base_ms: i64::from_le_bytes(*base), ..Raw::new(figures) };
    for row in rows(rest, 4 + 4 * figures.count())? {
        let (offset, values) = row.split_first_chunk::<4>()?;
        let offset = u32::from_le_bytes(*offset);
        if read.offsets.last().is_some_and(|last| *last >= offset) {
            return None;
        }
        if read.base_ms.saturating_add(i64::from(offset)) > now_ms {
            break;
        }
        read.offsets.push(offset);
        read.values.extend(values.chunks(4).map(float));
    }
    Some(read)
}

/// Whole rows of the same length, not more than any record has.
fn rows(bytes: &[u8], length: usize) -> Option<std::slice::Chunks<'_, u8>> {
    let fits = bytes.len().is_multiple_of(length) && bytes.len() / length <= MOST_ROWS;
    fits.then(|| bytes.chunks(length))
}

const MOST_ROWS: usize = 2000;

/// A number, or none at all.
fn float(bytes: &[u8]) -> f32 {
    let value = bytes.first_chunk().map_or(f32::NAN, |bytes| f32::from_le_bytes(*bytes));
    if value.is_finite() { value } else { f32::NAN }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::figure::Figure;
    use super::super::recording::tests::{MIDNIGHT, seen, server};
    use super::*;

    const NOW: i64 = MIDNIGHT + 7_200_000;

    fn lines(recording: &Recording) -> String {
        let of = |(from, to)| Figure::ALL.map(|figure| recording.trace(figure, from, to));
        format!("{:?}", [(MIDNIGHT, NOW), (MIDNIGHT + 6_600_000, NOW)].map(of))
    }

    #[test]
    fn after_a_reload_the_charts_are_as_they_were() {
        let before = seen(0..7200);
        let mut after = Recording::new(Figures::ALL);
        let hours = before.hours_since(MIDNIGHT);
        assert_eq!(hours, [(MIDNIGHT / 3_600_000) as i32, (MIDNIGHT / 3_600_000) as i32 + 1]);
        for hour in hours {
            let bytes = before.hour_bytes(hour).unwrap();
            assert!(bytes.len() <= 8800, "{}", bytes.len());
            assert!(after.take_in(&[bytes], NOW));
        }
        assert!(after.take_in(&[before.sample_bytes().unwrap()], NOW));
        assert_eq!(lines(&after), lines(&before));
        assert_eq!(before.hour_bytes(3), None);
    }

    #[test]
    fn a_minute_in_which_the_page_was_loaded_anew_has_both_halves() {
        let bytes = seen(0..20).hour_bytes((MIDNIGHT / 3_600_000) as i32).unwrap();
        let mut after = seen(20..60);
        assert!(after.take_in(&[bytes], NOW));
        let whole = seen(0..60);
        let (after, whole) =
            (after.trace(Figure::Cpu, MIDNIGHT - NOW, NOW), whole.trace(Figure::Cpu, MIDNIGHT - NOW, NOW));
        assert_eq!((after.lows, after.highs), (whole.lows, whole.highs));
        assert!((after.values[0] - whole.values[0]).abs() < 1e-3);
    }

    #[test]
    fn samples_from_before_go_before_and_none_is_doubled() {
        let mut after = seen(40..100);
        assert!(after.take_in(&[seen(0..60).sample_bytes().unwrap()], NOW));
        let line = after.trace(Figure::Cpu, MIDNIGHT, MIDNIGHT + 98_000);
        assert_eq!(line.times_ms, seen(0..100).trace(Figure::Cpu, MIDNIGHT, MIDNIGHT + 98_000).times_ms);
    }

    #[test]
    fn records_of_other_figures_give_what_they_have() {
        let mut few = Recording::new(Figures::EVERYWHERE);
        few.add(MIDNIGHT, &server(40.0));
        let bytes = few.hour_bytes((MIDNIGHT / 3_600_000) as i32).unwrap();
        let mut all = Recording::new(Figures::ALL);
        assert!(all.take_in(&[bytes], NOW));
        assert_eq!(all.trace(Figure::Cpu, MIDNIGHT - NOW, NOW).values, [40.0]);
        assert!(all.trace(Figure::Load1, MIDNIGHT - NOW, NOW).values[0].is_nan());
    }

    #[test]
    fn what_claims_to_be_from_the_future_is_left_out() {
        let mut recording = Recording::new(Figures::ALL);
        let future = seen(7300..7400);
        assert!(recording.take_in(&[future.hour_bytes((NOW / 3_600_000) as i32).unwrap()], NOW));
        assert!(recording.take_in(&[future.sample_bytes().unwrap()], NOW));
        assert_eq!(recording, Recording::new(Figures::ALL));
    }

    #[test]
    fn a_record_that_was_cut_or_is_of_another_version_changes_nothing() {
        let bytes = seen(0..60).sample_bytes().unwrap();
        let mut recording = Recording::new(Figures::ALL);
        assert!(!recording.take_in(&[bytes[..bytes.len() - 1].to_vec()], NOW));
        let mut other = bytes.clone();
        other[1] = 2;
        assert!(!recording.take_in(&[other, vec![]], NOW) && !recording.take_in(&[], NOW));
        assert_eq!(recording, Recording::new(Figures::ALL));
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn hostile_bytes_do_no_harm(
            kind in prop_oneof![Just(b'M'), Just(b'R')],
            bits in 0..8192_u16,
            places in prop::collection::vec(any::<u8>(), 0..400),
            now in prop_oneof![Just(NOW), any::<i64>()],
        ) {
            let mut bytes = vec![kind, 1];
            bytes.extend(bits.to_le_bytes());
            bytes.extend(&places);
            let mut recording = seen(0..200);
            recording.take_in(&[bytes], now);
            recording.add(NOW, &server(1.0));
            for (from, to) in [(i64::MIN, i64::MAX), (MIDNIGHT, NOW), (NOW - 600_000, NOW)] {
                let line = recording.trace(Figure::Cpu, from, to);
                prop_assert!(line.times_ms.is_sorted());
                prop_assert_eq!(line.times_ms.len(), line.values.len());
            }
            recording.hours_since(i64::MIN);
            recording.sample_bytes();
        }

        #[test]
        fn changed_bytes_do_no_harm(at in 0..600_usize, byte in any::<u8>(), samples in any::<bool>()) {
            let old = seen(0..200);
            let hour = (MIDNIGHT / 3_600_000) as i32;
            let mut bytes = if samples { old.sample_bytes() } else { old.hour_bytes(hour) }.unwrap();
            let at = at % bytes.len();
            bytes[at] = byte;
            let mut recording = Recording::new(Figures::ALL);
            recording.take_in(&[bytes], NOW);
            let line = recording.trace(Figure::Cpu, MIDNIGHT, NOW);
            prop_assert!(line.times_ms.is_sorted());
        }
    }
}
