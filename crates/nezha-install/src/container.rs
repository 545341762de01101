//! In the foreground: for containers, which have no init system, and for a try on any Linux. There is no official
//! image of a V0 agent.

use crate::command::{cautions, effects};
use crate::{Command, Effect, Install, Interpreter, Options, quote, service_install};

/// One line for root in the container. No service is touched, so an old one makes no difference.
pub(crate) fn command(options: &Options) -> Command {
    let fresh = Options { install: Install::Fresh, ..options.clone() };
    let place = service_install::LINUX.place_agent(&fresh);
    let own = [
        Effect::NeedsRoot,
        Effect::NeedsCurlAndUnzip,
        Effect::DownloadsAgent,
        Effect::StaysInForeground,
        Effect::MeasuresContainer,
    ];
    Command {
        text: format!("{place} && ./nezha-agent {}", options.agent_arguments(quote::sh, |_| true)),
        interpreter: Interpreter::Sh,
        effects: effects(&own, options),
        unverified: cautions(&[], options.mirror),
        file_name: "run-nezha-agent.sh",
    }
}
