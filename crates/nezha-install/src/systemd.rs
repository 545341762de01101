//! Linux with systemd, by a unit of our own instead of `service install`, which would drop some switches. The unit
//! has the name that the agent itself would give it, so that its own commands and the official script know it.

use crate::command::{cautions, effects};
use crate::download::System;
use crate::service_install::{FOLDER, Tools};
use crate::{Command, Effect, Interpreter, Options, quote};

/// Where the unit goes.
pub(crate) const UNIT_PATH: &str = "/etc/systemd/system/nezha-agent.service";

const SYSTEMD: Tools =
    Tools { system: System::Linux, sudo: "", download: "curl -fL -o", stop: "systemctl stop nezha-agent" };

/// The unit file's text. It is readable by everyone on purpose: systemd shows units to all users in any case, and
/// warns about files that pretend otherwise.
pub(crate) fn unit(options: &Options) -> String {
    let arguments = options.agent_arguments(quote::systemd, |_| true);
    format!(
        "[Unit]\n\
         Description=Nezha monitoring agent\n\
         Wants=network-online.target\n\
         After=network-online.target\n\
         \n\
         [Service]\n\
         ExecStart={FOLDER}/nezha-agent {arguments}\n\
         WorkingDirectory={FOLDER}\n\
         Restart=always\n\
         RestartSec=10\n\
         \n\
         [Install]\n\
         WantedBy=multi-user.target\n"
    )
}

/// Downloads the agent, writes the unit and starts it. For root.
pub(crate) fn command(options: &Options) -> Command {
    let own = [
        Effect::NeedsRoot,
        Effect::NeedsCurlAndUnzip,
        Effect::NeedsSystemd,
        Effect::DownloadsAgent,
        Effect::InstallsService,
        Effect::ReplacesService,
    ];
    Command {
        text: shell_text(options),
        interpreter: Interpreter::Sh,
        effects: effects(&own, options),
        unverified: cautions(&[], options.mirror),
        file_name: "install-nezha-agent.sh",
    }
}

/// The shell command of [`command`].
pub(crate) fn shell_text(options: &Options) -> String {
    format!(
        "{} && cat > {UNIT_PATH} <<'EOF' && systemctl daemon-reload && systemctl enable nezha-agent && \
         systemctl restart nezha-agent\n{}EOF",
        SYSTEMD.place_agent(options),
        unit(options)
    )
}

/// Only the unit, for people who put files in place by their own means.
pub(crate) fn unit_file(options: &Options) -> Command {
    Command {
        text: unit(options),
        interpreter: Interpreter::SystemdUnit,
        effects: effects(&[Effect::NeedsAgentInPlace, Effect::InstallsService], options),
        unverified: Vec::new(),
        file_name: "nezha-agent.service",
    }
}
