//! The last minutes of every server, for sparklines, for live charts to begin with, and to be kept over a reload.
//!
//! A [`Recent`] is the ring of one server. A minute of all of them is one [`Record`] for the browser's database, where
//! anybody may have written; [`read`] takes it apart again.

mod bytes;
mod ring;

pub use bytes::{Earlier, Record, read};
pub use ring::{Recent, RingFigure, Seen};
