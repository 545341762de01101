//! The shells in which the tests run install commands, and `curl`, from the system.

use super::packages::{self, Rights};
use crate::shell::{Stop, say, which};

/// The programs, each with Debian's package of the same name.
const SHELLS: [&str; 4] = ["bash", "dash", "busybox", "zsh"];

/// Those that are not there.
pub fn missing() -> Vec<&'static str> {
    SHELLS.into_iter().filter(|shell| which(shell).is_none()).collect()
}

/// Makes sure of `curl`, and of every shell in which people paste the commands, where packages may be installed. Elsewhere the tests do
/// with those that are there, and it is said.
pub fn ensure(rights: Rights) -> Result<(), Stop> {
    // The register script asks with it, whatever the shell.
    if which("curl").is_none() {
        packages::install(rights, "curl for the tests", &["curl"])?;
    }
    let missing = missing();
    if missing.is_empty() {
        return Ok(());
    }
    if rights == Rights::System && packages::is_root() && which("apt-get").is_some() {
        return packages::install(rights, "A shell for the tests", &missing);
    }
    say(&format!("install commands are not tested in: {}", missing.join(", ")));
    Ok(())
}
