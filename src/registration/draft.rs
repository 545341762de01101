//! What is being filled in: the new server, where its agent connects to, and how it is installed.

use nezha_install::{
    AgentFlags, Arch, Flag, GrpcHost, GrpcPort, HostError, HostToAscii, Install, IpReportPeriod, Mirror,
    Options, Platform, PortError, ReportDelay, Secret, Tls,
};
use web_sys::Url;

use super::Work;

/// Everything that is typed or switched on the register page, as it was typed.
#[derive(Clone)]
pub struct Draft {
    /// The name of one server.
    pub name: String,
    /// The names of many servers, one a line.
    pub names: String,
    /// Whether many are registered.
    pub many: bool,
    /// The tag of one or of all.
    pub tag: String,
    /// A note for the dashboard's own pages.
    pub note: String,
    /// Whether guests cannot see it.
    pub hidden: bool,
    /// Where agents connect to: host name or address. No API tells it, so it is asked for once and kept.
    pub host: String,
    /// The gRPC port.
    pub port: String,
    /// Whether TLS is spoken there.
    pub tls: bool,
    /// The way to install.
    pub platform: Platform,
    /// The machine's processor; `None` until one is chosen. Ask [`Draft::arch`].
    pub chosen_arch: Option<Arch>,
    /// The machine is in mainland China.
    pub in_china: bool,
    /// An agent is there already.
    pub reinstall: bool,
    /// Switches of the agent.
    pub flags: AgentFlags,
    /// Seconds between two looks at the machine's public address.
    pub ip_period: String,
}

/// Something on the register page that is on or off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Toggle {
    /// [`Draft::hidden`]
    Hidden,
    /// [`Draft::tls`]
    Tls,
    /// [`Draft::in_china`]
    InChina,
    /// [`Draft::reinstall`]
    Reinstall,
    /// One of [`Draft::flags`].
    Flag(Flag),
}

/// A value in a command that cannot be used, by its field.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Faults {
    /// What is wrong with the host.
    pub host: Option<HostError>,
    /// What is wrong with the port.
    pub port: Option<PortError>,
    /// The period is no number from a minute to a day.
    pub ip_period: bool,
}

impl Draft {
    /// An empty form, with the agents' address as it was kept: three lines of host, port and `tls` or nothing.
    pub fn remembering(address: &str, platform: Platform) -> Self {
        let mut lines = address.lines();
        Self {
            name: String::new(),
            names: String::new(),
            many: false,
            tag: String::new(),
            note: String::new(),
            hidden: true,
            host: lines.next().unwrap_or_default().to_owned(),
            port: lines.next().unwrap_or("5555").to_owned(),
            tls: lines.next() == Some("tls"),
            platform,
            chosen_arch: None,
            in_china: false,
            reinstall: false,
            flags: AgentFlags::default(),
            ip_period: IpReportPeriod::default().seconds().to_string(),
        }
    }

    /// The agents' address as it is kept.
    pub fn address(&self) -> String {
        let tls = if self.tls { "tls" } else { "" };
        [self.host.as_str(), self.port.as_str(), tls].join("\n")
    }

    /// The processor that a command for this platform is for: the chosen one, or the commonest where none was chosen or there is no
    /// build for it.
    pub fn arch(&self, platform: Platform) -> Arch {
        let arches = platform.arches();
        let chosen = self.chosen_arch.filter(|arch| arches.contains(arch));
        chosen.or_else(|| arches.first().copied()).unwrap_or_default()
    }

    /// The options of a command for the server with this secret, by which it is installed in the chosen way.
    ///
    /// # Errors
    /// See [`Draft::options_for`].
    pub fn options(&self, secret: Secret) -> Result<Options, Faults> {
        self.options_for(self.platform, secret)
    }

    /// The options of a command for the server with this secret.
    ///
    /// # Errors
    /// [`Faults`] with one entry for every field whose value cannot stand in a command.
    pub fn options_for(&self, platform: Platform, secret: Secret) -> Result<Options, Faults> {
        let (host, port, period) = self.checked()?;
        let mut flags = self.flags;
        flags.ip_report_period = period;
        Ok(Options {
            tls: if self.tls { Tls::On } else { Tls::Off },
            flags,
            mirror: if self.in_china { Mirror::MainlandChina } else { Mirror::GitHub },
            arch: self.arch(platform),
            install: if self.reinstall { Install::Reinstall } else { Install::Fresh },
            ..Options::new(host, port, secret)
        })
    }

    /// What is typed, as far as it has to be right to stand in a command.
    ///
    /// # Errors
    /// [`Faults`], as above.
    pub fn checked(&self) -> Result<(GrpcHost, GrpcPort, IpReportPeriod), Faults> {
        let host = GrpcHost::parse_with(self.host.trim(), &Browser);
        let port = GrpcPort::parse(self.port.trim());
        let period = self.ip_period.trim().parse().ok().and_then(IpReportPeriod::from_seconds);
        match (host, port, period) {
            (Ok(host), Ok(port), Some(period)) => Ok((host, port, period)),
            (host, port, period) => {
                Err(Faults { host: host.err(), port: port.err(), ip_period: period.is_none() })
            }
        }
    }

    /// Whether something is on.
    pub fn is_on(&self, toggle: Toggle) -> bool {
        match toggle {
            Toggle::Hidden => self.hidden,
            Toggle::Tls => self.tls,
            Toggle::InChina => self.in_china,
            Toggle::Reinstall => self.reinstall,
            Toggle::Flag(flag) => self.flags.is_on(flag),
        }
    }

    /// Turns something on or off.
    pub fn turn(&mut self, toggle: Toggle, on: bool) {
        match toggle {
            Toggle::Hidden => self.hidden = on,
            Toggle::Tls => self.tls = on,
            Toggle::InChina => self.in_china = on,
            Toggle::Reinstall => self.reinstall = on,
            Toggle::Flag(flag) => self.flags.set(flag, on),
        }
    }

    /// Puts into the form what was sent before the page was loaded.
    pub fn take_back(&mut self, work: &Work) {
        let Some(plan) = &work.plan else { return };
        let names: Vec<&str> = plan.servers().iter().map(|server| server.name.as_str()).collect();
        self.many = work.is_many();
        let field = if self.many { &mut self.names } else { &mut self.name };
        *field = names.join("\n");
        plan.tag().clone_into(&mut self.tag);
        self.note.clone_from(&work.extras.note);
        self.hidden = work.extras.hidden;
    }

    /// Takes a delay between reports, in seconds; anything but 1 to 4 changes nothing.
    pub fn choose_delay(&mut self, seconds: &str) {
        if let Some(delay) = seconds.parse().ok().and_then(ReportDelay::from_seconds) {
            self.flags.report_delay = delay;
        }
    }
}

/// International names become ASCII by the browser's own `URL`.
struct Browser;

impl HostToAscii for Browser {
    fn to_ascii(&self, host: &str) -> Option<String> {
        let url = Url::new(&["http://", host, "/"].concat()).ok()?;
        Some(url.hostname())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_agents_address_is_found_again_as_it_was_kept() {
        let mut draft = Draft::remembering("", Platform::LinuxManual);
        assert_eq!((draft.host.as_str(), draft.port.as_str(), draft.tls), ("", "5555", false));
        draft.host = "agents.example".to_owned();
        draft.port = "443".to_owned();
        draft.tls = true;
        let again = Draft::remembering(&draft.address(), Platform::Windows);
        assert_eq!((again.host.as_str(), again.port.as_str(), again.tls), ("agents.example", "443", true));
    }

    #[test]
    fn every_field_that_cannot_stand_in_a_command_is_named() {
        let mut draft = Draft::remembering("a b; rm\n70000\n", Platform::LinuxManual);
        draft.ip_period = "59".to_owned();
        let faults = draft.options(Secret::parse("FAKESECRET00000001").unwrap()).unwrap_err();
        assert!(faults.host.is_some() && faults.ip_period);
        assert_eq!(faults.port, Some(PortError::OutOfRange));
    }

    #[test]
    fn a_processor_that_nobody_chose_is_the_commonest_of_each_platform() {
        let draft = Draft::remembering("", Platform::MacOs);
        assert_eq!(draft.arch(Platform::MacOs), Arch::Arm64);
        assert_eq!(draft.arch(Platform::LinuxManual), Arch::Amd64, "whatever stands on the owner's desk");
    }

    #[test]
    fn a_processor_without_a_build_gives_way_and_is_found_again() {
        let mut draft = Draft::remembering("", Platform::LinuxManual);
        draft.chosen_arch = Some(Arch::Riscv64);
        assert_eq!(draft.arch(Platform::MacOs), Arch::Arm64);
        assert_eq!(draft.arch(Platform::LinuxManual), Arch::Riscv64);
    }
}
