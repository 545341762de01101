//! User data for cloud-init: the machine installs the agent at its first start.

use crate::{Caution, Command, Effect, Interpreter, Options, Platform, linux_manual, quote, systemd};

/// The usual installation as one entry of `runcmd`.
pub(crate) fn command(options: &Options) -> Command {
    let mut command = inner(options);
    command.text = user_data(&command.text);
    command.effects.push(Effect::OneMachineOnly);
    command
}

/// What runs on the machine: the usual installation or, when that would lose switches, the one with a unit of our own.
/// All but the text is that of user data.
pub(crate) fn inner(options: &Options) -> Command {
    let own_unit = options.flags.iter().any(|flag| !Platform::LinuxManual.keeps(flag));
    let mut command = if own_unit { systemd::command(options) } else { linux_manual::command(options) };
    command.interpreter = Interpreter::Yaml;
    command.effects.retain(|effect| !matches!(effect, Effect::NeedsRoot | Effect::NeedsCurlAndUnzip));
    command.effects.extend([Effect::InstallsPackages, Effect::SecretInUserData]);
    command.unverified.push(Caution::NeverRunThere);
    command.file_name = "user-data.yml";
    command
}

/// A shell text as one entry of `runcmd`, which cloud-init runs as root with `sh`.
pub(crate) fn user_data(text: &str) -> String {
    let entry = quote::yaml_block(text, "    ");
    ["#cloud-config\npackages:\n  - curl\n  - unzip\nruncmd:\n  - |\n", &entry].concat()
}
