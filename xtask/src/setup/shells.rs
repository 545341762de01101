//! The shells in which the tests run install commands, from the system.

use super::packages::{self, Rights};
use crate::shell::{Stop, which};

/// The programs, each with Debian's package of the same name.
const SHELLS: [&str; 4] = ["bash", "dash", "busybox", "zsh"];

/// Makes sure of every shell in which people paste the commands.
pub fn ensure(rights: Rights) -> Result<(), Stop> {
    let missing: Vec<&str> = SHELLS.into_iter().filter(|shell| which(shell).is_none()).collect();
    if missing.is_empty() { Ok(()) } else { packages::install(rights, "A shell for the tests", &missing) }
}
