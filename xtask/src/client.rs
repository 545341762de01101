//! Builds the client with trunk, and makes of it what is shipped.

mod finish;
mod page;
mod parts;
mod stops;
mod trim;
mod wasm;

use std::fs;
use std::path::PathBuf;

use crate::machine::Machine;
use crate::shell::{Stop, output, root, run, say};

pub use finish::finish;
pub use page::linked;

/// Tells the hook of `Trunk.toml` that the build will be finished when trunk is done.
pub const FINISHES: &str = "LENS_FINISHES";

/// Builds the client as it is shipped, and returns the folder with its files.
pub fn build(machine: &Machine) -> Result<PathBuf, Stop> {
    say("building the client (some minutes the first time)");
    let dist = root().join("dist");
    let mut trunk = machine.wasm_command("trunk");
    trunk.args(["build", "--release", "--dist"]).arg(&dist);
    let (variable, flags) = without_paths(machine);
    // Either would be read instead of the other.
    trunk.env_remove("RUSTFLAGS").env_remove("CARGO_ENCODED_RUSTFLAGS");
    trunk.env(FINISHES, "1").env(variable, flags);
    // `NO_COLOR=1` stops trunk, which wants `true` or `false` there.
    trunk.env_remove("NO_COLOR");
    run(&mut trunk)?;
    finish(|| Ok(machine.clone()), &dist)?;
    Ok(dist)
}

/// Flags of the compiler with which no path of this machine gets into what is shipped: panics name the file they are in,
/// which is long as well. With them the variable that cargo reads them from.
fn without_paths(machine: &Machine) -> (&'static str, String) {
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
    // For wasm alone where that can be said: trunk's hook is this program, which would be compiled once more with them.
    if flags.iter().any(|flag| flag.contains(char::is_whitespace)) {
        ("CARGO_ENCODED_RUSTFLAGS", flags.join("\u{1f}"))
    } else {
        ("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", flags.join(" "))
    }
}
