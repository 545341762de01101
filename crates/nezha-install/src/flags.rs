//! What the agent is told besides where to report: a fixed list, never free text.

/// A switch of agent v0.20.5, off by default.
///
/// `--disable-auto-update`, `--disable-force-update` and `--gitee` are not here: updating itself is compiled out
/// of that version, so they do nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flag {
    /// `--insecure`: accepts any certificate. Means something only together with TLS.
    Insecure,
    /// `--debug`: prints what happens. Without it the agent prints nothing at all.
    Debug,
    /// `--skip-conn`: does not count TCP and UDP connections.
    SkipConnections,
    /// `--skip-procs`: does not count processes.
    SkipProcesses,
    /// `--disable-command-execute`: without it the dashboard's owner can run commands as the agent's user, root.
    DisableCommandExecute,
    /// `--disable-nat`: the dashboard cannot reach the machine's own network through the agent.
    DisableNat,
    /// `--disable-send-query`: the agent carries out no HTTP, TCP or ICMP monitors, and answers each with 0 ms, which counts as lost.
    DisableSendQuery,
    /// `--use-ipv6-countrycode`: the country comes from the IPv6 address.
    UseIpv6CountryCode,
    /// `--gpu`: reports the graphics card.
    Gpu,
    /// `--temperature`: reports temperature sensors.
    Temperature,
}

impl Flag {
    /// Every flag, in the order in which they stand in a command.
    pub const ALL: [Self; 10] = [
        Self::Insecure,
        Self::Debug,
        Self::SkipConnections,
        Self::SkipProcesses,
        Self::DisableCommandExecute,
        Self::DisableNat,
        Self::DisableSendQuery,
        Self::UseIpv6CountryCode,
        Self::Gpu,
        Self::Temperature,
    ];

    /// The flag as the agent reads it.
    pub fn text(self) -> &'static str {
        match self {
            Self::Insecure => "--insecure",
            Self::Debug => "--debug",
            Self::SkipConnections => "--skip-conn",
            Self::SkipProcesses => "--skip-procs",
            Self::DisableCommandExecute => "--disable-command-execute",
            Self::DisableNat => "--disable-nat",
            Self::DisableSendQuery => "--disable-send-query",
            Self::UseIpv6CountryCode => "--use-ipv6-countrycode",
            Self::Gpu => "--gpu",
            Self::Temperature => "--temperature",
        }
    }

    /// Whether `nezha-agent service install` hands the flag on to the service. It silently drops the others
    /// (measured on v0.20.5).
    pub fn survives_service_install(self) -> bool {
        !matches!(self, Self::Insecure | Self::DisableNat | Self::DisableSendQuery | Self::Temperature)
    }

    fn bit(self) -> u16 {
        1 << self as u16
    }
}

/// Seconds between two reports. The agent exits without a word for anything but 1 to 4.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ReportDelay {
    /// The agent's default.
    #[default]
    One = 1,
    /// 2 seconds.
    Two = 2,
    /// 3 seconds.
    Three = 3,
    /// 4 seconds.
    Four = 4,
}

impl ReportDelay {
    /// All four, shortest first.
    pub const ALL: [Self; 4] = [Self::One, Self::Two, Self::Three, Self::Four];

    /// The delay in seconds.
    pub fn seconds(self) -> u32 {
        self as u32
    }

    /// The delay for a number of seconds; `None` outside 1 to 4.
    pub fn from_seconds(seconds: u32) -> Option<Self> {
        Self::ALL.into_iter().find(|delay| delay.seconds() == seconds)
    }
}

/// Seconds between two looks at the machine's public address: a minute to a day.
///
/// The agent takes any number; below a minute it would bother the service that it asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IpReportPeriod(u32);

impl IpReportPeriod {
    /// The shortest period offered, in seconds.
    pub const SHORTEST: u32 = 60;
    /// The longest period offered, in seconds.
    pub const LONGEST: u32 = 86_400;

    /// A period from a number of seconds; `None` outside a minute to a day.
    pub fn from_seconds(seconds: u32) -> Option<Self> {
        (Self::SHORTEST..=Self::LONGEST).contains(&seconds).then_some(Self(seconds))
    }

    /// The period in seconds.
    pub fn seconds(self) -> u32 {
        self.0
    }
}

impl Default for IpReportPeriod {
    /// Half an hour, the agent's default.
    fn default() -> Self {
        Self(1800)
    }
}

/// Everything the agent can be told besides host, port, TLS and secret. The default is the agent's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct AgentFlags {
    /// `--report-delay`.
    pub report_delay: ReportDelay,
    /// `--ip-report-period`.
    pub ip_report_period: IpReportPeriod,
    on: u16,
}

impl AgentFlags {
    /// Whether a switch is on.
    pub fn is_on(self, flag: Flag) -> bool {
        self.on & flag.bit() != 0
    }

    /// Turns a switch on or off.
    pub fn set(&mut self, flag: Flag, on: bool) {
        if on {
            self.on |= flag.bit();
        } else {
            self.on &= !flag.bit();
        }
    }

    /// The same with one more switch on.
    #[must_use]
    pub fn with(mut self, flag: Flag) -> Self {
        self.set(flag, true);
        self
    }

    /// The switches that are on, in the order of [`Flag::ALL`].
    pub fn iter(self) -> impl Iterator<Item = Flag> {
        Flag::ALL.into_iter().filter(move |flag| self.is_on(*flag))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_switch_is_its_own() {
        for flag in Flag::ALL {
            let mut flags = AgentFlags::default().with(flag);
            assert_eq!(flags.iter().collect::<Vec<_>>(), [flag]);
            flags.set(flag, false);
            assert_eq!(flags, AgentFlags::default());
        }
    }

    #[test]
    fn delays_and_periods_outside_their_range_do_not_exist() {
        assert_eq!(
            [0, 1, 4, 5].map(ReportDelay::from_seconds),
            [None, Some(ReportDelay::One), Some(ReportDelay::Four), None]
        );
        assert_eq!(
            [59, 60, 86_400, 86_401].map(|s| IpReportPeriod::from_seconds(s).is_some()),
            [false, true, true, false]
        );
    }
}
