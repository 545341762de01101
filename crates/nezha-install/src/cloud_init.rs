//! User data for cloud-init: the machine installs the agent at its first start.

use crate::{Caution, Command, Effect, Interpreter, Options, Platform, linux_manual, quote, systemd};

/// The usual installation as one entry of `runcmd`, which cloud-init runs as root with `sh`. When that would lose
/// switches, the one with a unit of our own.
pub(crate) fn command(options: &Options) -> Command {
    let own_unit = options.flags.iter().any(|flag| !Platform::LinuxManual.keeps(flag));
    let mut command = if own_unit { systemd::command(options) } else { linux_manual::command(options) };
    command.text = format!(
        "#cloud-config\npackages:\n  - curl\n  - unzip\nruncmd:\n  - |\n{}",
        quote::yaml_block(&command.text, "    ")
    );
    command.interpreter = Interpreter::Yaml;
    command.effects.retain(|effect| !matches!(effect, Effect::NeedsRoot | Effect::NeedsCurlAndUnzip));
    command.effects.extend([Effect::InstallsPackages, Effect::SecretInUserData, Effect::OneMachineOnly]);
    command.unverified.push(Caution::NeverRunThere);
    command.file_name = "user-data.yml";
    command
}
