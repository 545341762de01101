//! Install commands for the Nezha V0 agent.
//!
//! Every value is checked against a list of allowed characters when it is read, and quoted all the same when it is
//! written. Commands hold what the agent needs and nothing else: no server name, tag or note. What people read about
//! a command is not here: it comes as [`Effect`] and [`Caution`], for which the client has the words.
//!
//! ```
//! use nezha_install::{GrpcHost, GrpcPort, Options, Platform, Secret};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let host = GrpcHost::parse("grpc.example.com")?;
//! let secret = Secret::parse("FAKESECRET00000001")?;
//! let options = Options::new(host, GrpcPort::default(), secret);
//! let command = Platform::LinuxManual.command(&options)?;
//! assert!(command.text.ends_with("service install -s 'grpc.example.com:5555' -p 'FAKESECRET00000001'"));
//! # Ok(())
//! # }
//! ```

// What is asked for.
mod dashboard_url;
mod flags;
mod host;
mod host_text;
mod name_list;
mod names;
mod options;
mod port;
mod secret;

// What comes out.
mod bulk;
mod command;
mod diagnose;
mod download_file;
mod platform;
mod reason;
mod register_script;
mod visitor;

// One file a platform.
mod alpine;
mod ansible;
mod cloud_init;
mod container;
mod freebsd;
mod linux_manual;
mod linux_script;
mod macos;
mod openwrt;
mod systemd;
mod windows;

// What the platforms share.
mod download;
mod quote;
mod service_install;

#[cfg(test)]
mod example;
#[cfg(test)]
#[path = "../tests/support/tokens.rs"]
#[allow(dead_code, unreachable_pub)]
mod tokens;

pub use bulk::{
    AnsibleFiles, Count, Known, Made, Next, NoteError, Outcome, PAUSE_MS, Plan, Planned, Progress, Row,
    bulk_ansible, bulk_cloud_init, bulk_csv, bulk_table, host_names,
};
pub use command::{Caution, Command, Effect, Interpreter, Unfit};
pub use dashboard_url::{DashboardUrl, UrlError};
pub use diagnose::{Failure, diagnose_command};
pub use download::{AGENT_VERSION, Arch, Mirror, SCRIPTS_COMMIT};
pub use flags::{AgentFlags, Flag, IpReportPeriod, ReportDelay};
pub use host::{GrpcHost, HostError, HostToAscii};
pub use name_list::{NameList, NameListError, name_list};
pub use names::{NAMES_AT_ONCE, NameRangeError, name_range};
pub use options::{Install, Options, Tls};
pub use platform::Platform;
pub use port::{GrpcPort, PortError};
pub use reason::{Clues, Reason, usual_reasons};
pub use register_script::{RegisterSetup, register_script};
pub use secret::{Secret, SecretError};
