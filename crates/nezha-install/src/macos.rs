//! macOS. The official script installs the newest agent, which a V0 dashboard never hears from, so the agent is
//! downloaded directly. It becomes a LaunchDaemon.

use crate::command::cautions;
use crate::download::System;
use crate::service_install::{self, Tools};
use crate::{Caution, Command, Effect, Interpreter, Options};

const MACOS: Tools = Tools {
    system: System::MacOs,
    sudo: "sudo ",
    download: "curl -fL -o",
    stop: "./nezha-agent service uninstall",
};

/// One line for an administrator's terminal; `curl` and `unzip` are part of the system.
pub(crate) fn command(options: &Options) -> Command {
    Command {
        text: MACOS.install(options),
        interpreter: Interpreter::Sh,
        effects: service_install::effects(Effect::AsksForSudo, options),
        unverified: cautions(&[Caution::NeverRunThere], options.mirror),
        file_name: "install-nezha-agent.command",
    }
}
