//! Builds the client with trunk.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use crate::machine::Machine;
use crate::shell::{Stop, output, root, run, say, target};

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
    match build {
        Build::Shipped if machine.wasm_opt => {
            say("building the client, as it is shipped (some minutes the first time)");
            trunk.arg("--release");
        }
        Build::Shipped => {
            say("building the client; wasm-opt is missing, so it gets about a fifth larger");
            trunk.args(["--cargo-profile", "web"]);
        }
        Build::Quick => {
            say("building the client quickly, for tests");
            trunk.args(["--cargo-profile", "quick"]);
        }
    }
    run(&mut trunk)?;
    if build == Build::Shipped {
        minify(machine, &dist)?;
    }
    bring_in_flags(&dist)?;
    Ok(dist)
}

/// Halves the JavaScript that wasm-bindgen writes, and the styles; trunk's own minifier cannot read such JavaScript.
fn minify(machine: &Machine, dist: &Path) -> Result<(), Stop> {
    if output(machine.command("esbuild").arg("--version")).is_none() {
        say("esbuild is missing: JavaScript and styles stay as they are");
        return Ok(());
    }
    for file in fs::read_dir(dist).into_iter().flatten().flatten().map(|entry| entry.path()) {
        if file.extension().is_some_and(|ending| ending == "js" || ending == "css") {
            let mut outfile = OsString::from("--outfile=");
            outfile.push(&file);
            let mut esbuild = machine.command("esbuild");
            run(esbuild
                .args(["--minify", "--allow-overwrite", "--log-level=warning"])
                .arg(&file)
                .arg(outfile))?;
        }
    }
    Ok(())
}

/// Copies one flag a country from the npm package; without them the client shows codes only.
fn bring_in_flags(dist: &Path) -> Result<(), Stop> {
    let package = root().join("e2e/node_modules/flag-icons");
    let Ok(flags) = fs::read_dir(package.join("flags/4x3")) else { return Ok(()) };
    let failed = |why: std::io::Error| {
        Stop::new(format!("The flags could not be copied: {why}"), "Look at the folder's rights.")
    };
    let folder = dist.join("flags");
    fs::create_dir_all(&folder).map_err(failed)?;
    for flag in flags.flatten() {
        let name = flag.file_name();
        // Regions such as gb-sct are none of V0's two-letter codes.
        if name.len() == "jp.svg".len() {
            fs::copy(flag.path(), folder.join(&name)).map_err(failed)?;
        }
    }
    fs::copy(package.join("LICENSE"), folder.join("LICENSE")).map_err(failed)?;
    Ok(())
}
