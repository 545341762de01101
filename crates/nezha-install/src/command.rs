//! What comes out: a text to run or to save, and what to say about it. The words are the client's.

use std::fmt;

use crate::{Arch, Flag, Mirror, Options, Platform};

/// Something to paste, or to save and run.
#[derive(Clone, PartialEq, Eq)]
pub struct Command {
    /// The text, with the secret in it. A command has no line break at its end, a file has one.
    pub text: String,
    /// What reads the text.
    pub interpreter: Interpreter,
    /// What it needs and does, to be said before it is run.
    pub effects: Vec<Effect>,
    /// What nobody has been able to check.
    pub unverified: Vec<Caution>,
    /// A name to save it under.
    pub file_name: &'static str,
}

impl fmt::Debug for Command {
    /// Leaves the text out: the secret is in it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Command")
            .field("interpreter", &self.interpreter)
            .field("effects", &self.effects)
            .field("unverified", &self.unverified)
            .field("file_name", &self.file_name)
            .finish_non_exhaustive()
    }
}

/// What reads a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Interpreter {
    /// Any POSIX shell: bash, dash, zsh, BusyBox. Not fish.
    Sh,
    /// Windows PowerShell 5 or newer.
    PowerShell,
    /// A YAML file for another program.
    Yaml,
    /// A systemd unit file.
    SystemdUnit,
}

/// What a command needs and does. People should know it before they run it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// Has to be run by root, for example after `sudo -i`.
    NeedsRoot,
    /// Asks for the password of `sudo`, unless it is run by root.
    AsksForSudo,
    /// Has to be run in a PowerShell opened as administrator.
    NeedsAdministrator,
    /// Needs `curl` and `unzip` on the machine.
    NeedsCurlAndUnzip,
    /// Needs systemd.
    NeedsSystemd,
    /// Needs systemd, and the agent in place at `/opt/nezha/agent/nezha-agent` already.
    NeedsAgentInPlace,
    /// Installs what it needs of `curl` and `unzip` by the system's package manager.
    InstallsPackages,
    /// Downloads agent [`crate::AGENT_VERSION`], from the mirror that was chosen.
    DownloadsAgent,
    /// Makes a new server on the dashboard, each time it is run.
    RegistersServer,
    /// Downloads a script of the Nezha project and runs it.
    RunsForeignScript,
    /// Makes a service named `nezha-agent` that starts with the machine.
    InstallsService,
    /// Removes a `nezha-agent` service that is there already, one of another dashboard as well.
    ReplacesService,
    /// Sets `temperature: true` in `config.yml` beside the agent and keeps the rest of that file.
    WritesConfig,
    /// The dashboard's owner can run commands on the machine as root. [`Flag::DisableCommandExecute`] ends that.
    OwnerCanRunCommands,
    /// The agent takes any certificate for the dashboard's: somebody in between can read the secret.
    AcceptsAnyCertificate,
    /// The secret stands readable in the service's file and in the list of processes.
    SecretReadable,
    /// The secret becomes part of the machine's user data, which every program on it can ask for.
    SecretInUserData,
    /// For one machine only: two agents with one secret overwrite each other's reports.
    OneMachineOnly,
    /// For many machines: each finds its secret by its own host name, and the file holds the secrets of all.
    HoldsAllSecrets,
    /// Stays in the foreground: it ends with the terminal and does not come back after a restart.
    StaysInForeground,
    /// In a container the agent measures the container and says "docker" as its virtualization.
    MeasuresContainer,
    /// Leaves the file `nezha.sh` in the current folder.
    LeavesScript,
    /// Asks Cloudflare which country the machine is in; in China the script then waits for an answer about mirrors.
    LooksUpCountry,
    /// Switches SELinux off for good when it is enforcing.
    SwitchesSelinuxOff,
    /// May bring in packages, and on Arch Linux upgrade the whole system, when a tool is missing.
    MayUpgradeSystem,
    /// Says that it succeeded even when the agent refused.
    AlwaysSaysSuccess,
    /// Removes the service when it is run again on a machine that has it; use [`crate::Install::Reinstall`] there.
    SecondRunRemovesService,
}

/// What nobody has been able to check.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Caution {
    /// Whether the download addresses answer today.
    AddressesNotTried,
    /// Whether Gitee has these files. The project's own release job keeps only the newest release there, so the
    /// agent for V0 may be gone; and the commit of the scripts is known from GitHub only.
    MirrorMayLackVersion,
    /// The command was read through, but never run on this system.
    NeverRunThere,
}

/// Why there is no command. Each variant is a different thing for a person to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    /// This way of installing has no agent for the processor: choose another of [`Platform::arches`].
    #[error("no agent for {}", .0.text())]
    NoBuild(Arch),
    /// These switches would be lost without a word: turn them off, or take a platform that keeps them
    /// ([`Platform::Systemd`], or [`Platform::Container`] for the foreground).
    #[error("{} switches would be lost", .0.len())]
    FlagsLost(Vec<Flag>),
}

/// The effects that every installation shares, after those that only one has.
pub(crate) fn effects(own: &[Effect], options: &Options) -> Vec<Effect> {
    let mut all = own.to_vec();
    let mut add = |condition: bool, effect: Effect| {
        if condition && !all.contains(&effect) {
            all.push(effect);
        }
    };
    add(!options.flags.is_on(Flag::DisableCommandExecute), Effect::OwnerCanRunCommands);
    add(options.flags.is_on(Flag::Insecure), Effect::AcceptsAnyCertificate);
    add(true, Effect::SecretReadable);
    all
}

/// The cautions of a command that downloads, after `own`.
pub(crate) fn cautions(own: &[Caution], mirror: Mirror) -> Vec<Caution> {
    let mut all = own.to_vec();
    all.push(Caution::AddressesNotTried);
    if mirror == Mirror::MainlandChina {
        all.push(Caution::MirrorMayLackVersion);
    }
    all
}

/// Refuses what the platform cannot do.
pub(crate) fn check_fit(platform: Platform, options: &Options) -> Result<(), Unfit> {
    if !platform.arches().contains(&options.arch) {
        return Err(Unfit::NoBuild(options.arch));
    }
    let lost = options.flags.iter().filter(|flag| !platform.keeps(*flag)).collect::<Vec<_>>();
    if lost.is_empty() { Ok(()) } else { Err(Unfit::FlagsLost(lost)) }
}
