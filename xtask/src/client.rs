//! Builds the client with trunk, and makes of it what is shipped.

mod finish;
mod imports;
mod parts;

use std::path::PathBuf;

use crate::machine::Machine;
use crate::shell::{Stop, root, run, say, target};

pub use finish::finish;
pub use parts::linked;

/// Tells the hook of `Trunk.toml` that the build will be finished when trunk is done.
pub const FINISHES: &str = "LENS_FINISHES";

/// How a client is built.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Build {
    /// As it is shipped: small, by way of wasm-opt.
    Shipped,
    /// For most end-to-end tests: quickly.
    Quick,
}

/// Builds the client and returns the folder with its files.
pub fn build(machine: &Machine, build: Build) -> Result<PathBuf, Stop> {
    let dist = match build {
        Build::Shipped => root().join("dist"),
        Build::Quick => target().join("quick-client"),
    };
    let mut trunk = machine.wasm_command("trunk");
    trunk.args(["build", "--dist"]).arg(&dist);
    // Another toolchain's leftovers must not be mixed in, nor must two trunks wait for each other.
    trunk.env_remove("NO_COLOR");
    trunk.env(FINISHES, "1");
    match build {
        Build::Shipped => {
            say("building the client, as it is shipped (some minutes the first time)");
            trunk.arg("--release");
        }
        Build::Quick => {
            say("building the client quickly, for tests");
            trunk.args(["--cargo-profile", "quick"]);
        }
    }
    run(&mut trunk)?;
    finish(machine, &dist)?;
    Ok(dist)
}
