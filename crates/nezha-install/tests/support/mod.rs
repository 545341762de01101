//! What several tests need. Each of them uses a part.
#![allow(dead_code, unreachable_pub, missing_docs, clippy::unwrap_used, clippy::panic)]

pub mod commands;
pub mod dashboard;
pub mod machine;
pub mod sandbox;
pub mod shell;
pub mod stand_ins;
pub mod tokens;

use nezha_install::{Flag, Options, ReportDelay, Tls};

/// The arguments behind address and secret, written once more from the agent's list of flags.
pub fn more_arguments(options: &Options) -> Vec<String> {
    let mut words = Vec::new();
    if options.tls == Tls::On {
        words.push("--tls".to_owned());
    }
    if options.flags.report_delay != ReportDelay::One {
        words.extend(["--report-delay".to_owned(), options.flags.report_delay.seconds().to_string()]);
    }
    if options.flags.ip_report_period.seconds() != 1800 {
        words.extend(["--ip-report-period".to_owned(), options.flags.ip_report_period.seconds().to_string()]);
    }
    for (flag, text) in [
        (Flag::Insecure, "--insecure"),
        (Flag::Debug, "--debug"),
        (Flag::SkipConnections, "--skip-conn"),
        (Flag::SkipProcesses, "--skip-procs"),
        (Flag::DisableCommandExecute, "--disable-command-execute"),
        (Flag::DisableNat, "--disable-nat"),
        (Flag::DisableSendQuery, "--disable-send-query"),
        (Flag::UseIpv6CountryCode, "--use-ipv6-countrycode"),
        (Flag::Gpu, "--gpu"),
        (Flag::Temperature, "--temperature"),
    ] {
        if options.flags.is_on(flag) {
            words.push(text.to_owned());
        }
    }
    words
}
