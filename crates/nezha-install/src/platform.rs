//! The ways to install an agent, and which file builds the command of each.

use crate::command::check_fit;
use crate::download::System;
use crate::{
    Arch, Command, Flag, Options, Unfit, alpine, ansible, cloud_init, container, freebsd, linux_manual,
    linux_script, macos, openwrt, systemd, windows,
};

/// A way to install an agent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Platform {
    /// Linux with any usual init system: download, unpack, `service install`. No script, no `eval`.
    LinuxManual,
    /// Linux, by the project's own V0 script at a fixed commit.
    LinuxScript,
    /// Alpine Linux.
    Alpine,
    /// OpenWrt, with an init script for procd.
    OpenWrt,
    /// macOS.
    MacOs,
    /// Windows.
    Windows,
    /// FreeBSD.
    FreeBsd,
    /// In a container, or anywhere on Linux, in the foreground.
    Container,
    /// Linux with systemd, by a unit of our own, which keeps every switch.
    Systemd,
    /// Only the unit file of [`Platform::Systemd`].
    SystemdUnit,
    /// User data for cloud-init: a Linux machine installs the agent at its first start.
    CloudInit,
    /// A playbook for Ansible, for Linux with systemd.
    Ansible,
}

impl Platform {
    /// All of them, in the order in which to offer them.
    pub const ALL: [Self; 12] = [
        Self::LinuxManual,
        Self::LinuxScript,
        Self::Systemd,
        Self::Alpine,
        Self::OpenWrt,
        Self::MacOs,
        Self::Windows,
        Self::FreeBsd,
        Self::Container,
        Self::SystemdUnit,
        Self::CloudInit,
        Self::Ansible,
    ];

    /// Builds the command.
    ///
    /// # Errors
    /// - [`Unfit::NoBuild`] when there is no agent for the processor
    /// - [`Unfit::FlagsLost`] when the platform would lose switches that are on
    pub fn command(self, options: &Options) -> Result<Command, Unfit> {
        check_fit(self, options)?;
        Ok(match self {
            Self::LinuxManual => linux_manual::command(options),
            Self::LinuxScript => linux_script::command(options),
            Self::Alpine => alpine::command(options),
            Self::OpenWrt => openwrt::command(options),
            Self::MacOs => macos::command(options),
            Self::Windows => windows::command(options),
            Self::FreeBsd => freebsd::command(options),
            Self::Container => container::command(options),
            Self::Systemd => systemd::command(options),
            Self::SystemdUnit => systemd::unit_file(options),
            Self::CloudInit => cloud_init::command(options),
            Self::Ansible => ansible::command(options),
        })
    }

    /// The processors there is an agent for, the commonest first.
    pub fn arches(self) -> &'static [Arch] {
        match self {
            Self::LinuxScript => linux_script::ARCHES,
            _ => self.system().arches(),
        }
    }

    /// Whether a switch reaches the running agent. `service install` drops some of them without a word; units of our
    /// own and the foreground keep all.
    pub fn keeps(self, flag: Flag) -> bool {
        match self {
            Self::LinuxManual | Self::Alpine | Self::MacOs | Self::Windows | Self::FreeBsd => {
                flag.survives_service_install() || flag == Flag::Temperature
            }
            Self::LinuxScript => flag.survives_service_install(),
            _ => true,
        }
    }

    /// Where the agent lies once it is installed.
    pub(crate) fn agent_path(self) -> &'static str {
        match self {
            Self::Windows => windows::AGENT,
            Self::OpenWrt => openwrt::AGENT,
            _ => "/opt/nezha/agent/nezha-agent",
        }
    }

    fn system(self) -> System {
        match self {
            Self::MacOs => System::MacOs,
            Self::Windows => System::Windows,
            Self::FreeBsd => System::FreeBsd,
            _ => System::Linux,
        }
    }
}
