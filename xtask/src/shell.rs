//! Running other programs, and saying so.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A reason to stop: what is missing, and the next step.
#[derive(Debug)]
pub struct Stop {
    /// What happened, as a sentence.
    pub what: String,
    /// What to do, as a sentence.
    pub next: String,
}

impl Stop {
    /// A reason with a next step.
    pub fn new(what: impl Into<String>, next: impl Into<String>) -> Self {
        Self { what: what.into(), next: next.into() }
    }
}

/// The folder of the repository.
pub fn root() -> PathBuf {
    // xtask lies directly below it.
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().map_or_else(PathBuf::new, Path::to_path_buf)
}

/// Where everything that is built or fetched goes: cargo's own target folder, wherever its settings or the environment put it.
pub fn target() -> PathBuf {
    // Cargo has built this very program there, and leaves a mark for backups in that folder.
    let program = std::env::current_exe().unwrap_or_default();
    let marked = program.ancestors().find(|folder| folder.join("CACHEDIR.TAG").exists());
    marked.map_or_else(|| root().join("target"), Path::to_owned)
}

/// Says what is being done.
pub fn say(text: &str) {
    println!("· {text}");
}

/// Runs a program in the repository's folder and lets it print.
pub fn run(command: &mut Command) -> Result<(), Stop> {
    let shown = shown(command);
    match command.current_dir(root()).status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(Stop::new(format!("This failed ({status}): {shown}"), "What it printed says why.")),
        Err(why) => Err(Stop::new(
            format!("This could not be started ({why}): {shown}"),
            "Install it, or look at PATH.",
        )),
    }
}

/// What a program prints, if it succeeds. Quiet.
pub fn output(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Where a program is on PATH.
pub fn which(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(program)).find(|file| file.is_file())
}

/// A command as one would type it.
fn shown(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(OsStr::to_string_lossy).collect::<Vec<_>>().join(" ")
}
