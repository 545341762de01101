//! Live charts: what the feed saw of a server, kept for a while, because V0 keeps nothing of it.
//!
//! A [`Recording`] holds the samples of the last ten minutes as they came, and a mean, a minimum and a maximum for
//! every minute of the last day. Where nobody looked, or the server was silent, there is nothing: no sample is carried over, and a
//! minute without samples breaks the line. Records of an hour go to and come from the browser's database as bytes, which may be
//! anybody's; those of several tabs are united.

mod bytes;
mod figure;
mod fill;
mod keep;
mod minutes;
mod raw;
mod recording;
mod trace;
mod unite;

pub use figure::{Figure, Figures};
pub use keep::{MOST_BYTES, StoredRecord, evictions, write_due};
pub use raw::{HOLE_MS, RAW_MS};
pub use recording::Recording;
pub use trace::Trace;
pub use unite::united;
