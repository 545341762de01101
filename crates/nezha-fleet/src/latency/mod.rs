//! What a latency series means: which samples are losses, where there is no data, and the numbers people quote.
//!
//! # What V0 stores
//!
//! A sample is the mean of `k` consecutive probes (a setting of the dashboard, 2 by default; [`Probing`]), and a lost probe
//! counts as 0 ms. So a sample of 0 ms means that all were lost, and with `j` of `k` lost it shows `(k - j) / k` of the latency:
//! an 80 ms line that loses every second probe looks like a 40 ms line. While an agent is away nothing is stored at all.
//!
//! # Three numbers, never one invented
//!
//! - **Lost**: samples of 0 ms. A fact.
//! - **Partly lost**: samples near a fraction of the line's level that lost probes leave. An estimate.
//! - **No data**: for how long samples are missing, by the series' own cadence ([`gaps`]). A fact, and no loss.
//!
//! Where lost probes explain samples no better than something else does, the answer is **cannot tell**
//! ([`SampleKind::CannotTell`]): those samples are shown as such and counted neither as lost nor as whole.
//!
//! # How partly lost samples are told ([`classify`])
//!
//! 1. `level.rs`, `path.rs`: the level of the line is the upper mode of a sliding window that ends at steps. The median would
//!    not do: with k = 2 and one probe in three lost it is half lost itself. A level at which no sample stands is none.
//! 2. `mixture.rs`: crowds of samples are fitted at the places `ln((k - j) / k)` below the level. Unless they explain the
//!    series clearly better than no crowds do, nothing is partly lost.
//! 3. `scatter.rs`: losses are scattered, and chance makes some samples lose all their probes. Half-height samples without
//!    their due of zeros, or that take turns with whole ones, are the second level of the line: cannot tell.
//! 4. `lasting.rs`: long runs, a lone dip, what only a brief stay at a level shows, and a level that stands exactly where losses
//!    of a higher level nearby would put it: cannot tell. For the latter that lasts an hour, or sixty samples where there are
//!    more in an hour; from then on it is the level of the line.
//!
//! # What this cannot do
//!
//! - A line whose second level is exactly at half the height and visited now and then, in less than about one sample in eight
//!   and never for long, looks like a line that loses some probes and nothing in the series says otherwise. It is called
//!   partly lost.
//! - A dashboard that loses exactly one probe of every sample for hours looks like a faster line, and after an hour it is one.
//! - Losses more even than chance, every second probe for example, give no zeros: cannot tell.
//! - With three or four probes a sample the places stand close together. On lines that spread by more than about 15 % whole
//!   samples and those with one lost probe overlap: cannot tell. Beyond a tenth lost the estimate may be several points off, and past
//!   30 % the level itself may be missed. Where noise of more than a tenth lasts for minutes, or grows in the evening, a percent of
//!   the samples may be called partly lost on a line that loses nothing.
//! - A spike and a lost probe in one sample look like a whole one. The estimate of the share counts samples with a spike as
//!   losing what samples without one lose; which of them lost a probe nobody knows.
//! - Where one probe in ten is a spike, spikes may crowd like a level for an hour. On about one day in fifteen the samples below
//!   are then called partly lost on a line that loses nothing. Crowds of half an hour are known by the time around them.
//! - With a wrong `k` the estimate is wrong. The lost samples and the missing ones are right all the same.
//! - On a line shorter than a tick of the agent's clock an answer may take 0 ms. V0 stores that as it stores a loss.

mod analysis;
mod cap;
mod gaps;
mod lasting;
mod level;
mod loss;
mod mixture;
mod model;
mod notable;
mod path;
mod rank;
mod scatter;
mod smooth;
mod spikes;
mod summary;

pub use analysis::Analysis;
pub use gaps::{Gap, gap_ms};
pub use loss::{Classified, SampleKind, classify};
pub use model::Probing;
pub use notable::{NOTABLE_LOSS, is_notable};
pub use smooth::smooth;
pub use summary::{LastSample, Summary};
