//! The versions of the tools, in one place. npm packages have theirs in `e2e/package.json`.

use std::fs;

use crate::shell::{Stop, root};

/// A program that cargo installs.
pub struct Tool {
    /// The crate.
    pub name: &'static str,
    /// The program that tells the version.
    pub program: &'static str,
    /// The very version.
    pub version: String,
    /// Whether the crate's own lock file can be used.
    pub locked: bool,
}

/// Builds the client.
pub fn trunk() -> Tool {
    tool("trunk", "0.21.14")
}

/// Runs tests in browsers.
pub fn wasm_pack() -> Tool {
    tool("wasm-pack", "0.15.1")
}

/// Drives Firefox.
pub fn geckodriver() -> Tool {
    tool("geckodriver", "0.37.1")
}

/// Makes the client's JavaScript. Must be the version of the library, to the digit; its own lock file names a crate
/// version that cannot be had.
pub fn wasm_bindgen() -> Result<Tool, Stop> {
    let version = locked_version("wasm-bindgen")?;
    Ok(Tool { name: "wasm-bindgen-cli", program: "wasm-bindgen", version, locked: false })
}

fn tool(name: &'static str, version: &str) -> Tool {
    Tool { name, program: name, version: version.to_owned(), locked: true }
}

/// The version of a crate in `Cargo.lock`.
fn locked_version(name: &str) -> Result<String, Stop> {
    let broken = || Stop::new("Cargo.lock does not name wasm-bindgen.", "Run: cargo generate-lockfile");
    let lock = fs::read_to_string(root().join("Cargo.lock")).map_err(|_| broken())?;
    let mut lines = lock.lines().skip_while(|line| *line != format!("name = \"{name}\""));
    let version = lines.nth(1).and_then(|line| line.strip_prefix("version = \""));
    version.and_then(|rest| rest.strip_suffix('"')).map(str::to_owned).ok_or_else(broken)
}
