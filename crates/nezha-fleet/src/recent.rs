//! The last minutes of one server, for sparklines.

use nezha_api::Server;

/// By how many samples the memory grows: nothing is set aside for a server that is seen for a moment.
const GROWTH: usize = 30;

/// What is remembered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Figure {
    /// Percent of all cores.
    Cpu,
    /// Bytes per second sent and received.
    Network,
}

/// A ring of the latest samples: full, each new one takes the place of the oldest. 12 bytes a sample.
#[derive(Debug, Clone, Default)]
pub struct Recent {
    samples: Vec<Sample>,
    /// Where the oldest sample is, once the ring is full.
    oldest: usize,
    capacity: usize,
}

#[derive(Debug, Clone, Copy)]
struct Sample {
    /// When, in tenths of a second: good for 13 years of one page.
    at_ds: u32,
    /// One a [`Figure`]; NaN where there is no value.
    figures: [f32; 2],
}

impl Recent {
    /// An empty ring for so many samples.
    pub fn new(capacity: usize) -> Self {
        Self { capacity, ..Self::default() }
    }

    /// Takes in a report, which arrived at `at_ms` by a clock that only goes forward.
    ///
    /// Only for live servers: of others nothing new is known, and what is left out becomes a gap. A sample that is not
    /// newer than the last one is ignored. A wrapped speed is no value.
    pub fn observe(&mut self, at_ms: f64, server: &Server) {
        let network = server.reported().and_then(|status| Some(status.in_speed()? + status.out_speed()?));
        let cpu = server.cpu_percent().map_or(f32::NAN, |percent| percent as f32);
        let network = network.map_or(f32::NAN, |speed| speed as f32);
        self.push(Sample { at_ds: (at_ms / 100.0) as u32, figures: [cpu, network] });
    }

    fn push(&mut self, sample: Sample) {
        if self.capacity == 0 || self.ordered().last().is_some_and(|last| last.at_ds >= sample.at_ds) {
            return;
        }
        if self.samples.len() < self.capacity {
            if self.samples.len() == self.samples.capacity() {
                self.samples.reserve_exact(GROWTH.min(self.capacity - self.samples.len()));
            }
            self.samples.push(sample);
        } else if let Some(oldest) = self.samples.get_mut(self.oldest) {
            *oldest = sample;
            self.oldest = (self.oldest + 1) % self.capacity;
        }
    }

    /// Times in milliseconds and values, oldest first. `None` where a report had no such value.
    pub fn series(&self, figure: Figure) -> impl Iterator<Item = (f64, Option<f32>)> {
        self.ordered().map(move |sample| {
            let [cpu, network] = sample.figures;
            let value = match figure {
                Figure::Cpu => cpu,
                Figure::Network => network,
            };
            (f64::from(sample.at_ds) * 100.0, Some(value).filter(|value| value.is_finite()))
        })
    }

    /// The highest value. `None` when there is none.
    pub fn highest(&self, figure: Figure) -> Option<f32> {
        self.series(figure).filter_map(|(_, value)| value).reduce(f32::max)
    }

    /// The bytes that it takes.
    pub fn bytes(&self) -> usize {
        size_of::<Self>() + self.samples.capacity() * size_of::<Sample>()
    }

    fn ordered(&self) -> impl DoubleEndedIterator<Item = &Sample> {
        let (newer, older) = self.samples.split_at(self.oldest.min(self.samples.len()));
        older.iter().chain(newer)
    }
}
