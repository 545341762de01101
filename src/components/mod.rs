//! What the pages are made of, one component a file.

mod card_grid;
mod choice;
mod copy_button;
mod footer;
mod gauge;
mod header;
mod install_command;
mod liveness_mark;
mod near;
mod notices;
mod overview;
mod ring;
mod server_card;
mod sign_in;
mod tag_filter;
mod when;

pub use card_grid::CardGrid;
pub use choice::Choice;
pub use copy_button::CopyButton;
pub use footer::Footer;
pub use gauge::Gauge;
pub use header::Header;
pub use install_command::InstallCommand;
pub(crate) use install_command::check_address;
pub use liveness_mark::{LivenessMark, state_word};
pub use near::Near;
pub use notices::{Notices, Sorry};
pub use overview::Overview;
pub use ring::Ring;
pub use server_card::ServerCard;
pub use sign_in::{SignIn, SignInDoor};
pub use tag_filter::TagFilter;
pub use when::When;
