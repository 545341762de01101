//! How much a server has sent and received, today and in a billing cycle, from counters that start again.
//!
//! V0 tells two counters of bytes since boot and nothing of the past, so totals are kept here: a [`Ledger`] for each server
//! adds up what the counters grew by between two reports, day by day. While nobody watched, the counters went on; the
//! difference is known all the same, and is spread evenly over the days in between. What is not known is what a machine moved
//! between the last report before a reboot and that reboot, and what a vanished interface had moved: such time is left out of
//! the coverage, and totals are then "at least".
//!
//! Days are the caller's: an offset in seconds says where midnight is.

mod calendar;
mod counter;
mod ledger;
mod plan;
mod text;

pub use calendar::{Date, day_at, day_start};
pub use counter::{Moved, Reading, moved};
pub use ledger::{Ledger, Total};
pub use plan::{Counts, Cycle, Plan, forecast};
