//! Builds the client with trunk, and makes of it what is shipped.

mod finish;
mod parts;
mod trim;

use std::fs;
use std::path::PathBuf;

use crate::machine::Machine;
use crate::shell::{Stop, output, root, run, say, target};

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
            trunk.arg("--release").env("CARGO_ENCODED_RUSTFLAGS", without_paths(machine));
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

/// Flags of the compiler with which no path of this machine gets into what is shipped: panics name the file they are in,
/// which is long as well.
fn without_paths(machine: &Machine) -> String {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(PathBuf::from(std::env::var_os("HOME")?).join(".cargo")));
    let registries = home.map(|home| home.join("registry/src")).and_then(|folder| fs::read_dir(folder).ok());
    let mut folders: Vec<PathBuf> =
        registries.into_iter().flatten().flatten().map(|registry| registry.path()).collect();
    let sysroot = output(machine.wasm_command("rustc").args(["--print", "sysroot"]));
    folders.extend(sysroot.map(|sysroot| PathBuf::from(sysroot).join("lib/rustlib/src/rust")));
    folders.push(root());
    let flags: Vec<String> =
        folders.iter().map(|folder| format!("--remap-path-prefix={}=", folder.display())).collect();
    flags.join("\u{1f}")
}
