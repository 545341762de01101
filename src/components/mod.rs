//! What the pages are made of, one component a file.

mod card_grid;
mod choice;
mod copy_button;
mod field;
mod footer;
mod gauge;
mod header;
mod install;
mod liveness_mark;
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
pub use field::{Field, Switch};
pub use footer::Footer;
pub use gauge::Gauge;
pub use header::Header;
pub use install::{CommandText, FirstReport, InstallCommand, InstallOptions, RegisterScript};
pub(crate) use install::{effect_word, host_fault, port_fault};
pub use liveness_mark::{LivenessMark, state_word};
pub use notices::{Notices, Sorry};
pub use overview::Overview;
pub use ring::Ring;
pub use server_card::ServerCard;
pub use sign_in::{SignIn, SignInDoor};
pub use tag_filter::TagFilter;
pub use when::When;
