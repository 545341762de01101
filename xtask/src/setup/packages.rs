//! System packages, by the rules on rights.

use std::process::Command;

use crate::shell::{Stop, output, run, say, which};

/// What may be changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rights {
    /// Only this folder.
    ThisFolder,
    /// Root may change the system too: install packages, and give Debian's compiler a library for wasm32.
    System,
}

impl Rights {
    /// What this user may do by default.
    pub fn of_this_user() -> Self {
        if is_root() { Self::System } else { Self::ThisFolder }
    }
}

/// Whether this runs as root.
pub fn is_root() -> bool {
    output(Command::new("id").arg("-u")).as_deref() == Some("0")
}

/// Installs Debian packages, or says how to.
///
/// # Errors
/// Without the right or without apt; the next step is the command to run.
pub fn install(rights: Rights, what_for: &str, packages: &[&str]) -> Result<(), Stop> {
    let words = packages.join(" ");
    let command = format!("apt-get install --no-install-recommends {words}");
    if which("apt-get").is_none() {
        return Err(Stop::new(
            format!("{what_for} is missing."),
            format!(
                "Install it with this system's package manager (Debian's packages: {words}), then try again."
            ),
        ));
    }
    if rights == Rights::ThisFolder || !is_root() {
        return Err(Stop::new(
            format!("{what_for} is missing."),
            format!("Run as root, then try again: {command}"),
        ));
    }
    say(&format!("{what_for} is missing; as root this runs: apt-get update; {command}"));
    let apt = |arguments: &[&str]| {
        run(Command::new("apt-get")
            .env("DEBIAN_FRONTEND", "noninteractive")
            .args(["--quiet", "--quiet"])
            .args(arguments))
    };
    apt(&["update"])?;
    let arguments: Vec<&str> =
        ["install", "--yes", "--no-install-recommends"].into_iter().chain(packages.iter().copied()).collect();
    apt(&arguments)
}
