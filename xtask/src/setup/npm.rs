//! What comes from npm: wasm-opt, the flags, and Playwright.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use super::Needs;
use crate::machine::Machine;
use crate::shell::{Stop, output, root, run, say};

/// The oldest Node that Playwright runs on.
const OLDEST_NODE: u32 = 20;

/// Makes sure of the packages in `e2e/package.json`. Without Node the client is built all the same, only larger.
pub fn ensure(machine: &mut Machine, needs: Needs) -> Result<(), Stop> {
    let missing = Stop::new(
        format!("Node {OLDEST_NODE} or newer, with npm, is missing."),
        "Install it from your system's packages or nodejs.org, then try again.",
    );
    let node = output(Command::new("node").arg("--version"));
    let npm = output(Command::new("npm").arg("--version"));
    let is_optional = matches!(needs, Needs::Finish | Needs::Client);
    let recent = node.as_deref().and_then(major).is_some_and(|major| major >= OLDEST_NODE);
    if !recent || npm.is_none() {
        if is_optional {
            say("Node is missing: the client is built without wasm-opt and without flags");
            return Ok(());
        }
        return Err(missing);
    }
    let e2e = root().join("e2e");
    if !is_current() {
        say("fetching wasm-opt, flags and Playwright with npm");
        let mut npm = Command::new("npm");
        // Browsers come from the system: npm must not download its own.
        npm.args(["ci", "--no-fund", "--no-audit", "--loglevel=error", "--prefix"]).arg(&e2e);
        let fetched = run(npm.env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"));
        match fetched {
            Err(_) if is_optional => {
                say("npm could not fetch them: going on without wasm-opt and flags");
            }
            Err(stop) => return Err(Stop { next: "Is there a network?".into(), ..stop }),
            Ok(()) => {}
        }
    }
    machine.tools.push(e2e.join("node_modules/.bin"));
    Ok(())
}

/// Whether what is there is what the lock file says: npm writes its own copy last.
fn is_current() -> bool {
    let changed = |path: PathBuf| fs::metadata(path).and_then(|metadata| metadata.modified()).ok();
    let e2e = root().join("e2e");
    match (changed(e2e.join("package-lock.json")), changed(e2e.join("node_modules/.package-lock.json"))) {
        (Some(wanted), Some(installed)) => installed >= wanted,
        _ => false,
    }
}

fn major(version: &str) -> Option<u32> {
    version.trim_start_matches('v').split('.').next()?.parse().ok()
}
