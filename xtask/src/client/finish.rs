//! Makes what trunk left into what is shipped: cut in parts, small, and with flags.

use std::fs;
use std::path::Path;

use super::parts;
use crate::machine::Machine;
use crate::shell::{Stop, root};

/// Finishes a build in its folder. One that is not for release is not cut: it gets its flags, and needs no machine for that.
pub fn finish(machine: impl FnOnce() -> Result<Machine, Stop>, dist: &Path) -> Result<(), Stop> {
    if parts::is_uncut(dist) {
        parts::cut(&machine()?, dist)?;
    }
    bring_in_flags(dist).map_err(|why| {
        Stop::new(format!("The flags could not be copied: {why}"), "Look at the folder's rights.")
    })
}

/// Copies one flag a country from the npm package; without them the client shows codes only.
fn bring_in_flags(dist: &Path) -> std::io::Result<()> {
    let package = root().join("e2e/node_modules/flag-icons");
    let Ok(flags) = fs::read_dir(package.join("flags/4x3")) else { return Ok(()) };
    let folder = dist.join("flags");
    fs::create_dir_all(&folder)?;
    for flag in flags.flatten() {
        let name = flag.file_name();
        // Regions such as gb-sct are none of V0's two-letter codes.
        if name.len() == "jp.svg".len() {
            fs::copy(flag.path(), folder.join(&name))?;
        }
    }
    fs::copy(package.join("LICENSE"), folder.join("LICENSE")).map(|_| ())
}
