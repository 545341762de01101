//! How an agent is installed: platforms, options, the command, and what to say about it.

mod command;
mod field;
mod first_report;
mod options;
mod script;
mod words;

pub use command::{CommandText, InstallCommand, NoCommand};
pub use field::{Field, Switch};
pub use first_report::{FirstReport, has_reported};
pub use options::InstallOptions;
pub use script::RegisterScript;
pub(crate) use words::{effect_word, host_fault, port_fault};
