//! Everything a command is made of. A server's name, tag or note is no part of it: they never belong in a command.

use crate::{AgentFlags, Arch, Flag, GrpcHost, GrpcPort, IpReportPeriod, Mirror, ReportDelay, Secret};

/// Whether the agent speaks TLS to host and port.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tls {
    /// Right for the dashboard's own gRPC port, which never speaks TLS.
    #[default]
    Off,
    /// Only right behind a proxy that ends TLS.
    On,
}

/// Whether an agent is on the machine already.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Install {
    /// None yet.
    #[default]
    Fresh,
    /// There is one: its service is removed first, after the download has succeeded.
    Reinstall,
}

/// What a command is built from. All of it is checked by its type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// Where the gRPC port is.
    pub host: GrpcHost,
    /// The gRPC port.
    pub port: GrpcPort,
    /// Whether the agent speaks TLS to it.
    pub tls: Tls,
    /// The server's secret, from registering it.
    pub secret: Secret,
    /// What else the agent is told.
    pub flags: AgentFlags,
    /// Where downloads come from.
    pub mirror: Mirror,
    /// The machine's processor.
    pub arch: Arch,
    /// Whether an agent is there already.
    pub install: Install,
}

impl Options {
    /// The plainest installation: no TLS, the agent's defaults, from GitHub, 64-bit x86, nothing there yet.
    pub fn new(host: GrpcHost, port: GrpcPort, secret: Secret) -> Self {
        Self {
            host,
            port,
            tls: Tls::default(),
            secret,
            flags: AgentFlags::default(),
            mirror: Mirror::default(),
            arch: Arch::default(),
            install: Install::default(),
        }
    }

    /// `host:port`, as the agent's `-s` wants it.
    pub(crate) fn address(&self) -> String {
        format!("{}:{}", self.host.as_str(), self.port.get())
    }

    /// The agent's own arguments in one language's quotes, with those switches that `keep` lets through.
    pub(crate) fn agent_arguments(&self, quote: fn(&str) -> String, keep: fn(Flag) -> bool) -> String {
        format!(
            "-s {} -p {}{}",
            quote(&self.address()),
            quote(self.secret.reveal()),
            self.more_arguments(quote, keep)
        )
    }

    /// The part behind address and secret, with a blank before each word; empty when everything is at its default.
    pub(crate) fn more_arguments(&self, quote: fn(&str) -> String, keep: fn(Flag) -> bool) -> String {
        let mut text = String::new();
        if self.tls == Tls::On {
            text.push_str(" --tls");
        }
        let mut number = |flag: &str, seconds: u32| {
            text.push_str(flag);
            text.push_str(&quote(&seconds.to_string()));
        };
        if self.flags.report_delay != ReportDelay::default() {
            number(" --report-delay ", self.flags.report_delay.seconds());
        }
        if self.flags.ip_report_period != IpReportPeriod::default() {
            number(" --ip-report-period ", self.flags.ip_report_period.seconds());
        }
        for flag in self.flags.iter().filter(|flag| keep(*flag)) {
            text.push(' ');
            text.push_str(flag.text());
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{example, quote};

    #[test]
    fn the_plainest_options_give_address_and_secret_only() {
        assert_eq!(
            example::options().agent_arguments(quote::sh, |_| true),
            "-s 'grpc.example.com:5555' -p 'FAKESECRET00000001'"
        );
    }

    #[test]
    fn everything_that_differs_from_the_default_is_said() {
        let mut options = example::options();
        options.tls = Tls::On;
        options.flags = AgentFlags::default().with(Flag::Gpu).with(Flag::DisableNat);
        options.flags.report_delay = ReportDelay::Three;
        options.flags.ip_report_period = IpReportPeriod::from_seconds(600).unwrap();
        assert_eq!(
            options.more_arguments(quote::sh, |_| true),
            " --tls --report-delay '3' --ip-report-period '600' --disable-nat --gpu"
        );
        assert_eq!(
            options.more_arguments(quote::sh, Flag::survives_service_install),
            " --tls --report-delay '3' --ip-report-period '600' --gpu"
        );
    }
}
