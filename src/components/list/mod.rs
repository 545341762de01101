//! The list of servers, as cards and as a table: what stands in one, how it is copied for each server, and the window of those that
//! are on the screen.

mod card_grid;
mod column_cell;
mod column_chooser;
mod country;
mod gauge;
mod glance;
mod group_heading;
mod list_keys;
mod lock;
mod os_mark;
mod pattern;
mod pinned_heading;
mod placed;
mod row_mark;
mod server_card;
mod server_table;
mod sparkline;
mod windowed;

pub use card_grid::CardGrid;
pub use column_chooser::ColumnChooser;
pub use list_keys::focus_server;
pub(crate) use list_keys::{link_of_server, when_there};
pub use server_card::server_card;
pub use server_table::ServerTable;
pub(crate) use windowed::{ListInSight, ListPlaces};
