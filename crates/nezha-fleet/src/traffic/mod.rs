//! How much a server has sent and received, today and in a billing cycle, from counters that start again.
//!
//! V0 tells two counters of bytes since boot and nothing of the past, so totals are kept here: a [`Ledger`] for each server
//! adds up what the counters grew by between two reports, day by day. While nobody watched, the counters went on; the
//! difference is known all the same, and counts for every period into which all of that time fell. Over midnight nobody knows
//! how much of it was on which day, so it counts for neither. What is not known at all is what a machine moved between the last
//! report before a reboot and that reboot, and what a vanished interface had moved. Totals are "at least" therefore, and say
//! for how much of the time somebody watched.
//!
//! Days are the caller's: an [`Offset`] says where midnight is, which is not the same all year.

mod calendar;
mod counter;
mod ledger;
mod text;
mod total;
mod traffic_plan;

pub use calendar::{Date, Offset, day_at, day_start};
pub use counter::{Counters, Moved, moved};
pub use ledger::Ledger;
pub use total::Total;
pub use traffic_plan::{Counts, Cycle, TrafficPlan, forecast, quota_of, quota_typed};
