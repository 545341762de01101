//! The standard library for wasm32.
//!
//! The ordinary way is rustup. Where that cannot download, Debian has a compiler with the library's source, from which
//! the library is built once.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::packages::{self, Rights};
use crate::shell::{Stop, output, run, say, target};

const TRIPLE: &str = "wasm32-unknown-unknown";

/// The name under which rustup knows Debian's compiler.
const DEBIAN_TOOLCHAIN: &str = "web";

/// Debian's compiler for the web, and what it needs to build its own standard library.
const DEBIAN_PACKAGES: [&str; 6] =
    ["rustc-web", "cargo-web", "rust-web-src", "rust-web-llvm", "rust-web-clippy", "lld-22"];

/// Makes sure that something can build for wasm. Returns the rustup toolchain to use; `None` for the ordinary one.
pub fn ensure(rights: Rights) -> Result<Option<String>, Stop> {
    let rustc = || Command::new("rustc");
    if has_library(&sysroot(rustc())) {
        return Ok(None);
    }
    let debian = || {
        let mut rustc = Command::new("/usr/bin/rustc");
        rustc.env_remove("RUSTUP_TOOLCHAIN");
        rustc
    };
    let is_built = has_library(&sysroot(debian())) && marker_is_current(debian());
    let is_linked = knows_debian_toolchain();
    if is_built && is_linked {
        return Ok(Some(DEBIAN_TOOLCHAIN.to_owned()));
    }
    say("the standard library for wasm32 is missing: rustup target add wasm32-unknown-unknown");
    if run(Command::new("rustup").args(["target", "add", TRIPLE])).is_ok() && has_library(&sysroot(rustc())) {
        return Ok(None);
    }
    say("rustup cannot fetch it here; Debian's rustc-web can build it");
    if !Path::new("/usr/lib/rustlib/src/rust/library").exists() || output(debian().arg("-V")).is_none() {
        packages::install(rights, "A compiler that can build for wasm32", &DEBIAN_PACKAGES)?;
    }
    may_go_on(rights, is_built, is_linked)?;
    if !is_built {
        build_library(debian())?;
    }
    if !is_linked {
        say("telling rustup of it: rustup toolchain link web /usr");
        run(Command::new("rustup").args(["toolchain", "link", DEBIAN_TOOLCHAIN, "/usr"]))?;
    }
    Ok(Some(DEBIAN_TOOLCHAIN.to_owned()))
}

/// Whether what is still to be done may be done: it changes what is outside this folder.
fn may_go_on(rights: Rights, is_built: bool, is_linked: bool) -> Result<(), Stop> {
    match rights {
        Rights::ThisFolder if !is_built => Err(Stop::new(
            "The standard library for wasm32 has to be built into /usr/lib/rustlib, which changes the system.",
            "Run `cargo xtask setup` once as root without --no-system.",
        )),
        Rights::ThisFolder if !is_linked => Err(Stop::new(
            "rustup does not know Debian's compiler for wasm32 yet.",
            "Run: rustup toolchain link web /usr",
        )),
        Rights::ThisFolder | Rights::System => Ok(()),
    }
}

fn sysroot(mut rustc: Command) -> Option<PathBuf> {
    output(rustc.args(["--print", "sysroot"])).map(PathBuf::from)
}

fn library_folder(sysroot: &Path) -> PathBuf {
    sysroot.join("lib/rustlib").join(TRIPLE).join("lib")
}

fn has_library(sysroot: &Option<PathBuf>) -> bool {
    let Some(sysroot) = sysroot else { return false };
    let Ok(entries) = fs::read_dir(library_folder(sysroot)) else { return false };
    entries.flatten().any(|entry| entry.file_name().to_string_lossy().starts_with("libstd-"))
}

fn knows_debian_toolchain() -> bool {
    output(Command::new("rustup").args(["toolchain", "list"]))
        .is_some_and(|list| list.lines().any(|line| line.split_whitespace().next() == Some(DEBIAN_TOOLCHAIN)))
}

/// Says for which compiler the library was built: after an update of the package it must be built again.
fn marker() -> PathBuf {
    library_folder(Path::new("/usr")).join("built-for")
}

fn marker_is_current(mut rustc: Command) -> bool {
    let version = output(rustc.arg("-vV"));
    version.is_some() && fs::read_to_string(marker()).ok().map(|text| text.trim().to_owned()) == version
}

/// Builds the library from an empty crate and copies it to where the compiler looks.
fn build_library(mut rustc: Command) -> Result<(), Stop> {
    let failed = |why: std::io::Error| {
        Stop::new(
            format!("The standard library could not be put in place: {why}"),
            "Look at the folder's rights.",
        )
    };
    let version = output(rustc.arg("-vV")).unwrap_or_default();
    let folder = target().join("tools/wasm-std");
    // A second build on top of an old one would copy both.
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(folder.join("src")).map_err(failed)?;
    fs::write(folder.join("src/lib.rs"), "#![no_std]\n").map_err(failed)?;
    fs::write(
        folder.join("Cargo.toml"),
        "[package]\nname = \"nothing\"\nversion = \"0.0.0\"\nedition = \"2021\"\n[workspace]\n",
    )
    .map_err(failed)?;
    say("building the standard library for wasm32 into /usr/lib/rustlib (about a minute)");
    let mut cargo = Command::new("/usr/bin/cargo");
    cargo
        .args(["build", "--quiet", "--release", "--target", TRIPLE])
        .arg("-Zbuild-std=std,panic_abort,panic_unwind,test")
        .arg("--manifest-path")
        .arg(folder.join("Cargo.toml"))
        .env("CARGO_TARGET_DIR", folder.join("target"))
        .env("RUSTC", "/usr/bin/rustc")
        .env("RUSTC_BOOTSTRAP", "1")
        // Without bitcode a later fat LTO fails.
        .env("RUSTFLAGS", "-Cembed-bitcode=yes");
    for variable in ["RUSTUP_TOOLCHAIN", "CARGO", "RUSTDOC"] {
        cargo.env_remove(variable);
    }
    run(&mut cargo)?;
    let library = library_folder(Path::new("/usr"));
    fs::create_dir_all(&library).map_err(failed)?;
    for entry in fs::read_dir(&library).map_err(failed)?.flatten() {
        // Two copies of one crate would be one too many.
        let _ = fs::remove_file(entry.path());
    }
    let built = folder.join("target").join(TRIPLE).join("release/deps");
    for entry in fs::read_dir(built).map_err(failed)?.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.ends_with(".rlib") && !name.starts_with("libnothing") {
            fs::copy(entry.path(), library.join(name)).map_err(failed)?;
        }
    }
    fs::write(marker(), version).map_err(failed)?;
    // What was built against the old library cannot find its crates any more.
    let _ = fs::remove_dir_all(target().join(TRIPLE));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_who_may_change_the_system_changes_it() {
        assert!(may_go_on(Rights::ThisFolder, false, false).is_err());
        assert!(may_go_on(Rights::ThisFolder, false, true).is_err());
        assert!(may_go_on(Rights::ThisFolder, true, false).is_err());
        assert!(may_go_on(Rights::ThisFolder, true, true).is_ok());
        assert!(may_go_on(Rights::System, false, false).is_ok());
    }
}
