//! Programs that cargo installs.

use std::path::PathBuf;
use std::process::Command;

use crate::shell::{Stop, output, run, say, target};
use crate::versions::Tool;

/// Makes sure that each is on PATH or under `target/tools/bin`, in the very version.
pub fn ensure(tools: &[Tool]) -> Result<(), Stop> {
    tools.iter().filter(|tool| !is_there(tool)).try_for_each(install)
}

fn is_there(tool: &Tool) -> bool {
    let ours = target().join("tools/bin").join(tool.program);
    [ours, PathBuf::from(tool.program)].into_iter().any(|program| {
        let said = output(Command::new(program).arg("--version")).unwrap_or_default();
        said.lines().next().is_some_and(|line| line.split_whitespace().any(|word| word == tool.version))
    })
}

fn install(tool: &Tool) -> Result<(), Stop> {
    let Tool { name, version, .. } = tool;
    say(&format!("installing {name} {version} into target/tools"));
    let mut cargo = Command::new("cargo");
    cargo
        .args(["install", "--quiet", "--force", &format!("{name}@{version}")])
        .args(tool.locked.then_some("--locked"))
        .arg("--root")
        .arg(target().join("tools"))
        // One folder for all: they share most of their dependencies.
        .arg("--target-dir")
        .arg(target().join("tools/build"));
    // Compiled quickly rather than to be quick: that saves a quarter of an hour.
    for (setting, value) in [("OPT_LEVEL", "1"), ("LTO", "off"), ("CODEGEN_UNITS", "16"), ("DEBUG", "false")]
    {
        cargo.env(format!("CARGO_PROFILE_RELEASE_{setting}"), value);
    }
    run(&mut cargo).map_err(|stop| Stop {
        next: format!("{} Is there a network? By hand: cargo install {name}@{version}", stop.next),
        ..stop
    })
}
