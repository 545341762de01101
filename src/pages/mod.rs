//! One file a page.

mod compare;
mod nowhere;
mod register;
mod server;
mod servers;
mod settings;

pub use compare::Compare;
pub use nowhere::Nowhere;
pub use register::Register;
pub use server::ServerPage;
pub use servers::Servers;
pub use settings::SettingsPage;
