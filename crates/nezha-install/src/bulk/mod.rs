//! Many servers: registered one by one and never twice, then handed out as commands and files.

mod ansible;
mod cloud_init;
mod csv;
mod host_names;
mod note;
mod plan;
mod table;

pub use ansible::{AnsibleFiles, bulk_ansible};
pub use cloud_init::bulk_cloud_init;
pub use csv::bulk_csv;
pub use host_names::host_names;
pub use note::NoteError;
pub use plan::{Count, Known, Next, Outcome, PAUSE_MS, Plan, Planned, Progress};
pub use table::{Made, Row, bulk_table};

/// Stands for the secret of whichever machine runs a command, until a variable takes its place.
const SECRET_OF_THIS_SERVER: &str = "SECRETOFTHISSERVER";

/// A machine and its secret.
struct ByHostName<'a> {
    host: String,
    secret: &'a crate::Secret,
}
