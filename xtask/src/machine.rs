//! What a set-up machine offers: where the tools are, and the environment that builds and tests need.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A machine that is ready.
#[derive(Debug, Clone)]
pub struct Machine {
    /// The rustup toolchain that builds for wasm; `None` for the ordinary one.
    pub wasm_toolchain: Option<String>,
    /// Folders to be searched before PATH.
    pub tools: Vec<PathBuf>,
    /// Whether wasm-opt is there.
    pub wasm_opt: bool,
    /// A Chromium or Chrome, where tests need one.
    pub chromium: Option<PathBuf>,
    /// Whether everything runs as root: browsers then want `--no-sandbox`.
    pub is_root: bool,
}

impl Machine {
    /// A program with this machine's tools on its PATH.
    pub fn command(&self, program: impl AsRef<Path>) -> Command {
        let mut command = Command::new(program.as_ref());
        command.env("PATH", self.path());
        command
    }

    /// The same with the toolchain that builds for wasm.
    pub fn wasm_command(&self, program: impl AsRef<Path>) -> Command {
        let mut command = self.command(program);
        match &self.wasm_toolchain {
            Some(toolchain) => command.env("RUSTUP_TOOLCHAIN", toolchain),
            // `cargo xtask` hands its own toolchain down; that one is right.
            None => &mut command,
        };
        // Set by the cargo that started this program, they would send a second one to the wrong compiler.
        for variable in ["CARGO", "RUSTC", "RUSTDOC"] {
            command.env_remove(variable);
        }
        command
    }

    fn path(&self) -> OsString {
        let before = std::env::var_os("PATH").unwrap_or_default();
        let folders = self.tools.iter().cloned().chain(std::env::split_paths(&before));
        std::env::join_paths(folders).unwrap_or(before)
    }
}
