//! What a fleet of Nezha V0 servers means: who is live and by whose clock, in which order, how much in total.
//!
//! Pure functions of plain data. Nothing here has a clock, does I/O or knows a browser.

pub mod clock;
pub mod compare;
pub mod hardware;
pub mod hygiene;
pub mod latency;
pub mod liveness;
pub mod merge;
pub mod order;
pub mod recorded;
pub mod totals;
pub mod traffic;
pub mod units;
pub mod window;
