//! What a fleet of Nezha V0 servers means: who is live and by whose clock, who is asked for and in which order, how much
//! in total; what latency says about loss, how much traffic there was, what is recorded, and what is to be tidied up.
//!
//! Pure functions of plain data. Nothing here has a clock, does I/O or knows a browser.

pub mod arrangement;
pub mod clock;
pub mod column;
pub mod compare;
pub mod hardware;
pub mod haystacks;
pub mod hygiene;
pub mod ids;
pub mod known_hosts;
pub mod latency;
pub mod lexicon;
pub mod liveness;
pub mod merge;
pub mod order;
pub mod percent;
pub mod places;
pub mod query;
pub mod recent;
pub mod recorded;
mod repeats;
pub mod restart;
pub mod search;
pub mod settling;
pub mod sort;
pub mod sparkline;
pub mod totals;
pub mod traffic;
pub mod units;
pub mod window;
