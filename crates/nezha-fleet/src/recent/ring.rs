//! The last minutes of one server.

use nezha_api::Server;

/// What is no older than this, in tenths of a second, is worth keeping when times have to be counted anew: ten minutes.
pub(super) const WINDOW_DS: i64 = 6000;

/// Hundredths of a percent that stand for no value.
const NO_PERCENT: u16 = u16::MAX;

/// What a sparkline shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RingFigure {
    /// Percent of all cores.
    Cpu,
    /// Bytes per second sent and received.
    Network,
}

/// What was seen at a moment. `None` where a report had no such value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Seen {
    /// Milliseconds by a clock that only goes forward, good to a tenth of a second; negative before the page was opened.
    pub at_ms: f64,
    /// Percent of all cores, good to a hundredth.
    pub cpu: Option<f32>,
    /// Bytes per second.
    pub received: Option<f32>,
    /// Bytes per second.
    pub sent: Option<f32>,
}

/// A ring of the latest samples: full, each new one takes the place of the oldest. 12 bytes a sample, all of them from the
/// first one on: rings that grow leave holes in memory, thousands at a time.
#[derive(Debug, Clone, Default)]
pub struct Recent {
    samples: Vec<Sample>,
    /// Where the oldest sample is, once the ring is full.
    oldest: usize,
    capacity: usize,
    /// What comes sooner after the last sample than this is passed over, in tenths of a second.
    spacing_ds: i64,
    /// What the samples' times count from, in tenths of a second.
    base_ds: i64,
}

/// A sample as it is kept.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sample {
    /// Tenths of a second since a moment that all samples beside it have in common.
    pub(super) at_ds: u16,
    /// Hundredths of a percent; [`NO_PERCENT`] where there is no value.
    pub(super) cpu: u16,
    /// Bytes per second; NaN where there is no value.
    pub(super) received: f32,
    /// Bytes per second; NaN where there is no value.
    pub(super) sent: f32,
}

impl Recent {
    /// An empty ring for so many samples, no two of them nearer to each other than `spacing_ms`.
    pub fn new(capacity: usize, spacing_ms: u16) -> Self {
        Self { capacity, spacing_ds: i64::from(spacing_ms / 100), ..Self::default() }
    }

    /// An empty ring for ten minutes of a server that is one of so many, at a poll every two seconds: every sample up to
    /// 500 servers, every second one up to 2,000, every sixth one beyond. At 5,000 servers all rings take 3 MB then; with every
    /// sample it would be six times that, more than a page may take.
    pub fn of_one_in(servers: usize) -> Self {
        match servers {
            0..=500 => Self::new(300, 0),
            501..=2000 => Self::new(150, 3500),
            _ => Self::new(50, 11_500),
        }
    }

    /// Takes in a report, which arrived at `at_ms` by a clock that only goes forward.
    ///
    /// Only for live servers: of others nothing new is known, and what is left out becomes a gap. A sample that is not
    /// newer than the last one is ignored. A wrapped speed is no value.
    pub fn observe(&mut self, at_ms: f64, server: &Server) {
        let status = server.reported();
        let speed = |speed: Option<u64>| speed.map_or(f32::NAN, |speed| speed as f32);
        let sample = Sample {
            at_ds: 0,
            cpu: server.cpu_percent().map_or(NO_PERCENT, |percent| (percent * 100.0).round() as u16),
            received: speed(status.and_then(|status| status.in_speed())),
            sent: speed(status.and_then(|status| status.out_speed())),
        };
        self.push((at_ms / 100.0) as i64, sample);
    }

    /// Takes in what was seen before: samples with their times in tenths of a second, ascending. Of those only what is
    /// older than its own, and not older than ten minutes before `now_ds`.
    pub(super) fn take_earlier(&mut self, earlier: impl Iterator<Item = (i64, Sample)>, now_ds: i64) {
        let until_ds = self.timed().next().map_or(now_ds, |(first_ds, _)| first_ds.min(now_ds));
        let mut all = self.emptied();
        for (at_ds, sample) in earlier {
            if at_ds < until_ds && at_ds >= now_ds.saturating_sub(WINDOW_DS) {
                all.push(at_ds, sample);
            }
        }
        if !all.samples.is_empty() {
            self.timed().for_each(|(at_ds, sample)| all.push(at_ds, *sample));
            *self = all;
        }
    }

    fn emptied(&self) -> Self {
        Self { capacity: self.capacity, spacing_ds: self.spacing_ds, ..Self::default() }
    }

    fn push(&mut self, at_ds: i64, sample: Sample) {
        let last_ds = self.timed().next_back().map(|(at_ds, _)| at_ds);
        let step_ds = last_ds.map(|last_ds| at_ds.saturating_sub(last_ds));
        if self.capacity == 0 || step_ds.is_some_and(|step_ds| step_ds < self.spacing_ds.max(1)) {
            return;
        }
        if self.samples.is_empty() {
            self.base_ds = at_ds;
            self.samples.reserve_exact(self.capacity);
        }
        let offset =
            u16::try_from(at_ds.saturating_sub(self.base_ds)).unwrap_or_else(|_| self.count_anew(at_ds));
        let sample = Sample { at_ds: offset, ..sample };
        if self.samples.len() < self.capacity {
            self.samples.push(sample);
        } else if let Some(oldest) = self.samples.get_mut(self.oldest) {
            *oldest = sample;
            self.oldest = (self.oldest + 1) % self.capacity;
        }
    }

    /// Counts times from ten minutes before this one, and forgets what is older. Returns what this one is then.
    fn count_anew(&mut self, at_ds: i64) -> u16 {
        let base_ds = at_ds.saturating_sub(WINDOW_DS);
        let shift_ds = base_ds.saturating_sub(self.base_ds);
        let oldest = std::mem::take(&mut self.oldest).min(self.samples.len());
        self.samples.rotate_left(oldest);
        self.base_ds = base_ds;
        self.samples.retain_mut(|sample| {
            let offset = u16::try_from(i64::from(sample.at_ds).saturating_sub(shift_ds));
            offset.map(|offset| sample.at_ds = offset).is_ok()
        });
        WINDOW_DS as u16
    }

    /// Times in milliseconds and values, oldest first. `None` where a report had no such value.
    pub fn series(&self, figure: RingFigure) -> impl Iterator<Item = (f64, Option<f32>)> {
        self.seen().map(move |seen| {
            let value = match figure {
                RingFigure::Cpu => seen.cpu,
                RingFigure::Network => seen.received.zip(seen.sent).map(|(received, sent)| received + sent),
            };
            (seen.at_ms, value)
        })
    }

    /// What was seen, oldest first.
    pub fn seen(&self) -> impl Iterator<Item = Seen> {
        self.timed().map(|(at_ds, sample)| Seen {
            at_ms: at_ds as f64 * 100.0,
            cpu: (sample.cpu != NO_PERCENT).then(|| f32::from(sample.cpu) / 100.0),
            received: Some(sample.received).filter(|speed| speed.is_finite()),
            sent: Some(sample.sent).filter(|speed| speed.is_finite()),
        })
    }

    /// When the oldest sample was seen, in milliseconds; `None` for an empty ring.
    pub fn first_ms(&self) -> Option<f64> {
        self.timed().next().map(|(at_ds, _)| at_ds as f64 * 100.0)
    }

    /// When the newest sample was seen, in milliseconds; `None` for an empty ring.
    pub fn last_ms(&self) -> Option<f64> {
        self.timed().next_back().map(|(at_ds, _)| at_ds as f64 * 100.0)
    }

    /// The highest value from a moment on, in milliseconds. `None` when there is none.
    pub fn highest_since(&self, figure: RingFigure, from_ms: f64) -> Option<f32> {
        let late = self.series(figure).filter(|(at_ms, _)| *at_ms >= from_ms);
        late.filter_map(|(_, value)| value).reduce(f32::max)
    }

    /// The bytes that it takes.
    pub fn bytes(&self) -> usize {
        size_of::<Self>() + self.samples.capacity() * size_of::<Sample>()
    }

    /// So many of the newest, oldest first, as [`Recent::timed`].
    pub(super) fn newest(&self, count: usize) -> impl Iterator<Item = (i64, &Sample)> {
        self.timed().skip(self.samples.len().saturating_sub(count))
    }

    /// Times in tenths of a second and samples, oldest first.
    pub(super) fn timed(&self) -> impl DoubleEndedIterator<Item = (i64, &Sample)> {
        let (newer, older) = self.samples.split_at(self.oldest.min(self.samples.len()));
        older.iter().chain(newer).map(|sample| (self.base_ds.saturating_add(i64::from(sample.at_ds)), sample))
    }
}
