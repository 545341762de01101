//! Many servers on one monitor, or on all: what asking costs, who is best, and a map of where it was bad.

mod cost;
mod heat;
mod ranking;

pub use cost::{Cost, MOST_WITHOUT_CONFIRMATION};
pub use heat::{Cell, SHADES, shade};
pub use ranking::{By, Ranked, ranking};
