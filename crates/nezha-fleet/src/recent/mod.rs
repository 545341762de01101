//! The last minutes of every server, for sparklines, for live charts to begin with, and to be kept over a reload.
//!
//! A [`Recent`] is the ring of one server. A minute of all of them is one [`FleetMinutes`] for the browser's database, where
//! anybody may have written; [`read_fleet_minutes`] takes it apart again.

mod bytes;
mod ring;

pub use bytes::{Earlier, FleetMinutes, read_fleet_minutes};
pub use ring::{Recent, RingFigure, Seen};
