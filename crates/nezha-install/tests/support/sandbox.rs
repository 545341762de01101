//! A folder in which commands run, with stand-ins for every program that they could call.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::atomic::{AtomicU32, Ordering};

use super::shell::{Shell, find};
use super::stand_ins;

/// A folder that is gone at the end.
pub struct Sandbox {
    root: PathBuf,
}

impl Sandbox {
    /// A folder with all stand-ins in `bin`.
    pub fn new() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let root = std::env::temp_dir().join(format!("nezha-install-{}-{number}", std::process::id()));
        let sandbox = Self { root };
        for folder in ["bin", "work", "home", "etc/init.d", "etc/systemd/system", "usr/sbin", "tmp"] {
            fs::create_dir_all(sandbox.path(folder)).unwrap();
        }
        for program in fs::read_dir(stand_ins::folder()).unwrap() {
            let program = program.unwrap();
            symlink(program.path(), sandbox.path("bin").join(program.file_name())).unwrap();
        }
        let agent = format!("#!/bin/sh\n{}", stand_ins::RECORD);
        sandbox.write("agent", &agent);
        sandbox.write("nezha.sh", &agent.replace("$SUDO", "CN=$CN "));
        sandbox.write("rc.common", &stand_ins::rc_common());
        // The stand-in of `unzip` copies it with its mode.
        sandbox.make_executable("agent");
        sandbox
    }

    /// The folder itself.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// A path inside.
    pub fn path(&self, inside: &str) -> PathBuf {
        self.root.join(inside)
    }

    /// A text with this folder in front of every absolute path of the real system.
    pub fn rooted(&self, text: &str) -> String {
        let root = self.root.to_str().unwrap();
        [
            "/opt/nezha/agent",
            "/etc/init.d/",
            "/etc/systemd/system/",
            "/etc/init/",
            "/etc/openwrt_release",
            "/usr/sbin",
            "/tmp/nezha-agent.zip",
        ]
        .iter()
        .fold(text.replace("/etc/rc.common", &format!("{root}/rc.common")), |text, path| {
            text.replace(path, &format!("{root}{path}"))
        })
    }

    /// Puts another program into `bin`, in place of a stand-in.
    pub fn program(&self, name: &str, script: &str) {
        self.remove(name);
        let path = ["bin/", name].concat();
        self.write(&path, &format!("#!/bin/sh\n{script}"));
        self.make_executable(&path);
    }

    /// Puts a real program into `bin`.
    pub fn real(&self, name: &str) {
        self.remove(name);
        symlink(find(name).unwrap(), self.path("bin").join(name)).unwrap();
    }

    /// Takes a program out of `bin`; without it, all the same.
    pub fn remove(&self, name: &str) {
        let _ = fs::remove_file(self.path("bin").join(name));
    }

    /// Writes a new file, through another process: a program cannot be started as long as a thread of this one has it
    /// open for writing, or forks meanwhile.
    pub fn write(&self, inside: &str, text: &str) {
        let draft = self.path("draft");
        fs::write(&draft, text).unwrap();
        let path = self.path(inside);
        assert!(!path.is_symlink(), "would write into the file that {inside} links to");
        assert!(Command::new("cp").arg(&draft).arg(path).status().unwrap().success());
        fs::remove_file(draft).unwrap();
    }

    fn make_executable(&self, inside: &str) {
        assert!(Command::new("chmod").arg("755").arg(self.path(inside)).status().unwrap().success());
    }

    /// Runs a text as somebody does who pastes it.
    pub fn run(&self, shell: Shell, text: &str) -> Output {
        shell.line(self, &self.rooted(text)).output().unwrap()
    }

    /// Every call so far: program and arguments, with paths as on the real system.
    pub fn calls(&self) -> Vec<Vec<String>> {
        let log = self.read("log").replace(self.root.to_str().unwrap(), "");
        log.lines().map(|line| line.split('\x1f').map(str::to_owned).collect()).collect()
    }

    /// The text of a file inside; empty when there is none.
    pub fn read(&self, inside: &str) -> String {
        fs::read_to_string(self.path(inside)).unwrap_or_default()
    }

    /// What is in a folder inside.
    pub fn list(&self, inside: &str) -> Vec<String> {
        let entries = fs::read_dir(self.path(inside)).unwrap();
        entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect()
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        // Nothing to be done about a folder that cannot be removed.
        let _ = fs::remove_dir_all(&self.root);
    }
}
