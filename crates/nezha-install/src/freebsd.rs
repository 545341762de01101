//! FreeBSD: the official script knows only Linux; `fetch` and `unzip` are part of the system.

use crate::command::cautions;
use crate::download::System;
use crate::service_install::{self, Tools};
use crate::{Caution, Command, Effect, Interpreter, Options};

const FREEBSD: Tools = Tools {
    system: System::FreeBsd,
    sudo: "",
    download: "fetch -o",
    stop: "./nezha-agent service uninstall",
};

/// One line for root.
pub(crate) fn command(options: &Options) -> Command {
    Command {
        text: FREEBSD.install(options),
        interpreter: Interpreter::Sh,
        effects: service_install::effects(Effect::NeedsRoot, options),
        unverified: cautions(&[Caution::NeverRunThere], options.mirror),
        file_name: "install-nezha-agent.sh",
    }
}
