//! Commands, and what they call when they run.

use nezha_install::{
    AgentFlags, Flag, GrpcHost, GrpcPort, Install, IpReportPeriod, Options, Platform, ReportDelay, Secret,
    Tls,
};

use super::sandbox::Sandbox;
use super::shell::shells;

pub const SECRET: &str = "FAKESECRET00000001";
pub const AMD64: &str =
    "https://github.com/nezhahq/agent/releases/download/v0.20.5/nezha-agent_linux_amd64.zip";
pub const SCRIPT: &str =
    "https://raw.githubusercontent.com/nezhahq/scripts/e61e10de579bcef7ec9bd1b94a38adcd427020ca/install.sh";

pub fn options(host: &str) -> Options {
    let secret = Secret::parse(SECRET).unwrap();
    Options::new(GrpcHost::parse(host).unwrap(), GrpcPort::default(), secret)
}

/// Everything on that the platform keeps.
pub fn everything(platform: Platform) -> Options {
    let mut flags = AgentFlags::default();
    flags.report_delay = ReportDelay::Four;
    flags.ip_report_period = IpReportPeriod::from_seconds(600).unwrap();
    Flag::ALL.into_iter().filter(|flag| platform.keeps(*flag)).for_each(|flag| flags.set(flag, true));
    Options { tls: Tls::On, flags, install: Install::Reinstall, ..options("2001:db8::1") }
}

/// Runs a platform's command in every shell and compares the calls, written as one text a call.
pub fn assert_calls(platform: Platform, options: &Options, wanted: &[&str]) {
    for shell in shells() {
        let sandbox = Sandbox::new();
        let output = sandbox.run(shell, &platform.command(options).unwrap().text);
        assert_eq!(calls(&sandbox), wanted, "{} {platform:?}: {output:?}", shell.name);
        assert!(output.status.success(), "{} {platform:?}: {output:?}", shell.name);
    }
}

/// The calls, each argument in marks, so that two of them never look like one.
pub fn calls(sandbox: &Sandbox) -> Vec<String> {
    let calls = sandbox.calls().into_iter();
    calls
        .map(|call| {
            let marked = call.iter().enumerate().map(|(i, word)| {
                if i > 0 && word.contains(' ') { format!("<{word}>") } else { word.clone() }
            });
            marked.collect::<Vec<_>>().join(" ")
        })
        .collect()
}
