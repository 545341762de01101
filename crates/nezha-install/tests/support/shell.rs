//! The shells that the commands are run in.

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::Once;

use super::sandbox::Sandbox;

/// A shell that is on this machine.
#[derive(Debug, Clone, Copy)]
pub struct Shell {
    pub name: &'static str,
    program: &'static str,
    /// For a line that somebody pastes.
    line: &'static [&'static str],
    /// For a script that begins with `#!/bin/sh`.
    script: &'static [&'static str],
}

const SHELLS: [Shell; 4] = [
    Shell { name: "bash", program: "bash", line: &["-c"], script: &[] },
    Shell { name: "dash", program: "dash", line: &["-c"], script: &[] },
    Shell { name: "BusyBox ash", program: "busybox", line: &["ash", "-c"], script: &["ash"] },
    Shell { name: "zsh", program: "zsh", line: &["-f", "-c"], script: &["--emulate", "sh"] },
];

/// The shells there are. Which are left out is said where nobody can miss it; where the set-up has seen to all of
/// them (`LENS_ALL_SHELLS`), a missing one is a failure.
pub fn shells() -> Vec<Shell> {
    static SAID: Once = Once::new();
    let (there, missing): (Vec<_>, Vec<_>) =
        SHELLS.into_iter().partition(|shell| find(shell.program).is_some());
    let names = missing.iter().map(|shell| shell.name).collect::<Vec<_>>().join(", ");
    if !names.is_empty() {
        assert!(std::env::var_os("LENS_ALL_SHELLS").is_none(), "missing: {names}");
        // Not by `eprintln!`, which a passing test swallows.
        let words = format!("NOT TESTED, because not on this machine: {names}\n");
        SAID.call_once(|| std::io::stderr().write_all(words.as_bytes()).unwrap());
    }
    assert!(!there.is_empty(), "no shell to run anything with");
    there
}

/// Where a program is.
pub fn find(program: &str) -> Option<PathBuf> {
    std::env::split_paths(&std::env::var_os("PATH")?)
        .map(|folder| folder.join(program))
        .find(|path| path.is_file())
}

impl Shell {
    /// The shell for a pasted line, with only the sandbox in its environment.
    pub fn line(self, sandbox: &Sandbox, text: &str) -> Command {
        let mut command = self.command(sandbox);
        command.args(self.line).arg(text);
        command
    }

    /// The shell for a script, with only the sandbox in its environment.
    pub fn script(self, sandbox: &Sandbox) -> Command {
        let mut command = self.command(sandbox);
        command.args(self.script);
        command
    }

    fn command(self, sandbox: &Sandbox) -> Command {
        let mut command = Command::new(find(self.program).unwrap());
        command.env_clear().env("PATH", sandbox.path("bin")).env("HOME", sandbox.path("home"));
        command.env("SANDBOX", sandbox.root()).current_dir(sandbox.path("work")).stdin(Stdio::null());
        command
    }
}
