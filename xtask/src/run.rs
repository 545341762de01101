//! `cargo xtask run`

use std::path::PathBuf;
use std::process::{Command, Stdio};

use crate::client;
use crate::machine::Machine;
use crate::shell::{self, Stop, say, target};

/// What `run` can be told.
#[derive(Debug)]
pub struct Options {
    /// The port on loopback.
    pub port: u16,
    /// Servers in the simulated fleet.
    pub servers: usize,
    /// A real dashboard to stand in front of, instead of a simulated one.
    pub upstream: Option<String>,
}

impl Default for Options {
    fn default() -> Self {
        Self { port: 8008, servers: 60, upstream: None }
    }
}

/// Builds the client, then serves it until interrupted.
pub fn run(machine: &Machine, options: &Options) -> Result<(), Stop> {
    // Before minutes of building rather than after.
    if options.port != 0 && std::net::TcpListener::bind(("127.0.0.1", options.port)).is_err() {
        return Err(Stop::new(
            format!("Port {} is taken on this machine.", options.port),
            "Choose another one: cargo xtask run --port 8009",
        ));
    }
    let dist = client::build(machine)?;
    build_simulator()?;
    let mut simulator = Command::new(simulator());
    simulator.arg("--port").arg(options.port.to_string()).arg("--static").arg(&dist);
    match &options.upstream {
        Some(upstream) => {
            say(&format!("serving the client in front of {upstream}; sign in with that dashboard's token"));
            simulator.args(["--upstream", upstream]);
        }
        None => {
            say(&format!("a simulated dashboard with {} servers; end it with Ctrl+C", options.servers));
            println!("\n  API token to sign in with: FAKEFAKEFAKEFAKEFAKEFAKEFAKE0001\n");
            simulator.arg("--servers").arg(options.servers.to_string());
        }
    }
    shell::run(simulator.stdin(Stdio::null()))
}

/// Builds the simulator, optimised: it serves thousands of servers.
pub fn build_simulator() -> Result<(), Stop> {
    say("building the simulated dashboard");
    shell::run(Command::new("cargo").args(["build", "--quiet", "--release", "--package", "nezha-sim"]))
}

/// Where the simulator is, once built.
pub fn simulator() -> PathBuf {
    target().join("release/nezha-sim")
}
