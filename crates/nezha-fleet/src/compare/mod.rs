//! Many servers on one monitor, or on all: what asking costs, who is best, and a map of when and where it was bad.

mod cost;
mod heat;
mod ranking;

pub use cost::{Cost, MOST_WITHOUT_CONFIRMATION};
pub use heat::{Cell, SHADES, cells_over_time, shade};
pub use ranking::{By, Ranked, ranking};
