//! The steps that Linux, Alpine, macOS and FreeBSD share: download, unpack, and the agent's own `service install`.

use crate::download::{System, agent_url};
use crate::{Effect, Flag, Install, Options, quote};

/// Where the agent goes. The service runs it from where it lies, so it is put in place first.
pub(crate) const FOLDER: &str = "/opt/nezha/agent";

/// What differs between the systems.
pub(crate) struct Tools {
    pub(crate) system: System,
    /// `"sudo "`, or nothing when root runs the command.
    pub(crate) sudo: &'static str,
    /// The program that downloads, up to the name of the file it writes. It fails when the answer is an error page.
    pub(crate) download: &'static str,
    /// What takes a service away that is there already, if unpacking has to wait for that.
    pub(crate) stop: &'static str,
}

/// For root on Linux.
pub(crate) const LINUX: Tools = Tools {
    system: System::Linux,
    sudo: "",
    download: "curl -fL -o",
    stop: "./nezha-agent service uninstall",
};

impl Tools {
    /// Gets the agent into its folder and leaves the shell in it. An old service ends only after the download.
    pub(crate) fn place_agent(&self, options: &Options) -> String {
        let Self { system, sudo, download, stop } = self;
        let url = quote::sh(&agent_url(options.mirror, *system, options.arch));
        let unzip = match options.install {
            Install::Fresh => format!("{sudo}unzip -qo agent.zip"),
            Install::Reinstall => format!("{{ {sudo}{stop}; {sudo}unzip -qo agent.zip; }}"),
        };
        format!(
            "{sudo}mkdir -p {FOLDER} && cd {FOLDER} && {sudo}{download} agent.zip {url} && {unzip} && \
             {sudo}rm -f agent.zip && {sudo}chmod +x nezha-agent"
        )
    }

    /// The whole installation. `service install` starts the service as well.
    pub(crate) fn install(&self, options: &Options) -> String {
        let Self { sudo, .. } = self;
        let mut text = self.place_agent(options);
        if options.flags.is_on(Flag::Temperature) {
            // `service install` drops `--temperature`, but the agent reads it from this file as well.
            let set = r#"{ grep -siv "^temperature:" config.yml; echo "temperature: true"; } > config.new"#;
            text += &match *sudo {
                "" => format!(" && {set} && mv config.new config.yml"),
                _ => format!(" && {sudo}sh -c '{set}' && {sudo}mv config.new config.yml"),
            };
        }
        let arguments = options.agent_arguments(quote::sh, Flag::survives_service_install);
        text + &format!(" && {sudo}./nezha-agent service install {arguments}")
    }
}

/// What an installation by these steps does, besides what is said of every installation.
pub(crate) fn effects(first: Effect, options: &Options) -> Vec<Effect> {
    let mut own = vec![first, Effect::DownloadsAgent, Effect::InstallsService];
    if options.install == Install::Reinstall {
        own.push(Effect::ReplacesService);
    }
    if options.flags.is_on(Flag::Temperature) {
        own.push(Effect::WritesConfig);
    }
    crate::command::effects(&own, options)
}
