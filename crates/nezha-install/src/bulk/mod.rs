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

use crate::{Options, Secret};

/// A machine and its secret.
struct ByHostName<'a> {
    host: String,
    secret: &'a Secret,
}

fn by_host_name(made: &[Made]) -> Vec<ByHostName<'_>> {
    let names = made.iter().map(|made| made.name.as_str()).collect::<Vec<_>>();
    let hosts = host_names(&names).into_iter();
    hosts.zip(made).map(|(host, made)| ByHostName { host, secret: &made.secret }).collect()
}

/// The options with a secret that stands for each machine's own, until a variable takes its place.
fn for_any_machine(options: &Options) -> Options {
    Options { secret: Secret::stand_in(), ..options.clone() }
}
