//! "The server does not show up": a command that makes the agent talk, and what its words mean.

use crate::command::effects;
use crate::{Command, Effect, Flag, Interpreter, Options, Platform, quote};

/// Runs the installed agent in the foreground with `-d`: without it a failing agent is silent and tries again every
/// 10 seconds. Ends with Ctrl+C and changes nothing.
pub fn diagnose_command(platform: Platform, options: &Options) -> Command {
    let all_but_debug = |flag| flag != Flag::Debug;
    let agent = platform.agent_path();
    let (text, interpreter, file_name) = if platform == Platform::Windows {
        let arguments = options.agent_arguments(quote::powershell, all_but_debug);
        (format!("& '{agent}' {arguments} -d"), Interpreter::PowerShell, "diagnose-nezha-agent.ps1")
    } else {
        let arguments = options.agent_arguments(quote::sh, all_but_debug);
        (format!("{agent} {arguments} -d"), Interpreter::Sh, "diagnose-nezha-agent.sh")
    };
    let mut own = vec![Effect::StaysInForeground];
    if platform == Platform::LinuxScript {
        // The script raises itself, and the folder it makes is open to root only. sudo is not there on every machine
        // where one is root, so it is said and not done.
        own.push(Effect::NeedsRoot);
    }
    Command { text, interpreter, effects: effects(&own, options), unverified: Vec::new(), file_name }
}

/// What an agent that keeps away says is wrong. Each variant is a different thing for a person to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Failure {
    /// TLS is on, and the port does not speak it: turn TLS off, or use the port of the proxy that does.
    TlsOnPlainPort,
    /// TLS is off, and the port answers with something else than gRPC: it is that of the web page, or wants TLS. Seen in
    /// a run against the web page only.
    PlainOnWebPort,
    /// The secret is not one of the dashboard's: copy it again, or the server was deleted.
    WrongSecret,
    /// Nothing listens on the port: wrong port, or the dashboard is down.
    PortClosed,
    /// The certificate of the TLS port is not trusted. In the words of Go's libraries, not seen in a run.
    UntrustedCertificate,
    /// The host name does not exist. In the words of Go's libraries, not seen in a run.
    NameNotFound,
    /// Something speaks HTTP there that passes no gRPC: a proxy or a CDN. In the words of Go's libraries, not seen in a
    /// run.
    NotGrpc,
    /// No answer within 5 seconds: a firewall, or a proxy that does not pass gRPC. In the words of Go's libraries, not
    /// seen in a run.
    NoAnswer,
}

impl Failure {
    /// The part of the agent's line that tells this failure from others.
    pub fn words(self) -> &'static str {
        match self {
            Self::TlsOnPlainPort => "first record does not look like a TLS handshake",
            Self::PlainOnWebPort => "http2: frame too large",
            Self::WrongSecret => "客户端认证失败",
            Self::PortClosed => "connection refused",
            Self::UntrustedCertificate => "x509:",
            Self::NameNotFound => "no such host",
            Self::NotGrpc => "unexpected HTTP status code",
            Self::NoAnswer => "context deadline exceeded",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{AgentFlags, Tls, example};

    #[test]
    fn the_installed_agent_is_run_in_the_foreground_with_debug_once() {
        let mut options = example::options();
        options.tls = Tls::On;
        options.flags = AgentFlags::default().with(Flag::Debug).with(Flag::DisableCommandExecute);
        let linux = diagnose_command(Platform::LinuxManual, &options);
        let arguments =
            "-s 'grpc.example.com:5555' -p 'FAKESECRET00000001' --tls --disable-command-execute -d";
        assert_eq!(linux.text, format!("/opt/nezha/agent/nezha-agent {arguments}"));
        assert_eq!(linux.interpreter, Interpreter::Sh);
        let windows = diagnose_command(Platform::Windows, &options);
        assert_eq!(windows.text, format!(r"& 'C:\nezha\nezha-agent.exe' {arguments}"));
        assert_eq!(windows.interpreter, Interpreter::PowerShell);
        assert!(diagnose_command(Platform::OpenWrt, &options).text.starts_with("/usr/sbin/nezha-agent -s"));
    }

    #[test]
    fn what_the_official_script_has_put_away_for_root_needs_root() {
        let needs_root =
            |platform| diagnose_command(platform, &example::options()).effects.contains(&Effect::NeedsRoot);
        assert!(needs_root(Platform::LinuxScript) && !needs_root(Platform::MacOs));
    }

    #[test]
    fn the_agents_lines_have_the_words_that_are_shown() {
        let lines = [
            (
                "authentication handshake failed: tls: first record does not look like a TLS handshake",
                Failure::TlsOnPlainPort,
            ),
            ("error reading server preface: http2: frame too large", Failure::PlainOnWebPort),
            ("rpc error: code = Unauthenticated desc = 客户端认证失败", Failure::WrongSecret),
            ("dial tcp 127.0.0.1:5555: connect: connection refused", Failure::PortClosed),
            (
                "code = Unavailable desc = unexpected HTTP status code received from server: 502 (Bad Gateway)",
                Failure::NotGrpc,
            ),
            ("code = DeadlineExceeded desc = context deadline exceeded", Failure::NoAnswer),
        ];
        for (line, failure) in lines {
            assert!(line.contains(failure.words()), "{line}");
        }
    }
}
