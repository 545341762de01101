//! One file or folder a page.

mod compare;
mod hygiene;
mod nowhere;
mod register;
mod server;
mod servers;
mod settings;

pub use compare::Compare;
pub use hygiene::Hygiene;
pub use nowhere::Nowhere;
pub use register::Register;
pub use server::{Rehearsal, ServerPage};
pub use servers::Servers;
pub use settings::SettingsPage;
