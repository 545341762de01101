//! Linux by hand: no script, no `eval`, any init system but procd, every build there is. Offered first.

use crate::command::cautions;
use crate::{Command, Effect, Interpreter, Options, service_install};

/// One line for root.
pub(crate) fn command(options: &Options) -> Command {
    let mut effects = service_install::effects(Effect::NeedsRoot, options);
    effects.insert(1, Effect::NeedsCurlAndUnzip);
    Command {
        text: service_install::LINUX.install(options),
        interpreter: Interpreter::Sh,
        effects,
        unverified: cautions(&[], options.mirror),
        file_name: "install-nezha-agent.sh",
    }
}
