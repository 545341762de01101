//! Alpine Linux: the manual form works through OpenRC, once its two tools are there.

use crate::command::cautions;
use crate::{Caution, Command, Effect, Interpreter, Options, service_install};

/// One line for root.
pub(crate) fn command(options: &Options) -> Command {
    let mut effects = service_install::effects(Effect::NeedsRoot, options);
    effects.insert(1, Effect::InstallsPackages);
    Command {
        text: format!("apk add curl unzip && {}", service_install::LINUX.install(options)),
        interpreter: Interpreter::Sh,
        effects,
        unverified: cautions(&[Caution::NeverRunThere], options.mirror),
        file_name: "install-nezha-agent.sh",
    }
}
