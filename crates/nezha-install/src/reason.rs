//! Why an agent does not show up, the likeliest first, from what was chosen and before anybody has read its log.

use std::net::Ipv4Addr;

use crate::{Failure, Flag, Options, Tls};

/// A usual reason. Each variant is a different thing for a person to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// TLS is on, and the port is the dashboard's own, which never speaks it: turn it off.
    TlsOnPlainPort,
    /// TLS is off, and the port is a proxy's that speaks it: turn it on.
    PlainOnTlsPort,
    /// The port is not the gRPC port but, for example, that of the web page.
    WrongPort,
    /// The host is a CDN, or another proxy that passes pages and not gRPC: take the dashboard's own address.
    CdnInFront,
    /// Nothing listens on the port, or a firewall is in between.
    PortClosed,
    /// The machine does not trust the certificate of the TLS port.
    UntrustedCertificate,
    /// The machine cannot resolve the host name.
    NameNotFound,
    /// Nobody has the secret: part of it is missing, or the server was deleted. With that of another server the agent reports in its place.
    WrongSecret,
    /// The agent is a newer one (v1, v2), which takes no notice of host and secret: install the one that is pinned here.
    AgentTooNew,
}

/// What is known about the dashboard's web page, to tell likely from possible.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Clues {
    /// Agents are told the same host that the page came from.
    pub page_host: bool,
    /// The port of the page.
    pub page_port: Option<u16>,
}

impl Reason {
    const ALL: [Self; 9] = [
        Self::TlsOnPlainPort,
        Self::PlainOnTlsPort,
        Self::WrongPort,
        Self::CdnInFront,
        Self::PortClosed,
        Self::UntrustedCertificate,
        Self::NameNotFound,
        Self::WrongSecret,
        Self::AgentTooNew,
    ];

    /// What the agent's log says then: any line with [`Failure::words`] of one of these. Empty for an agent that is too
    /// new, as it says nothing; `nezha-agent --version` shows it.
    pub fn failures(self) -> &'static [Failure] {
        match self {
            Self::TlsOnPlainPort => &[Failure::TlsOnPlainPort],
            Self::PlainOnTlsPort | Self::WrongPort => &[Failure::PlainOnWebPort],
            Self::CdnInFront => &[Failure::NotGrpc, Failure::NoAnswer],
            Self::PortClosed => &[Failure::PortClosed, Failure::NoAnswer],
            Self::UntrustedCertificate => &[Failure::UntrustedCertificate],
            Self::NameNotFound => &[Failure::NameNotFound],
            Self::WrongSecret => &[Failure::WrongSecret],
            Self::AgentTooNew => &[],
        }
    }

    fn is_possible(self, options: &Options) -> bool {
        let tls = options.tls == Tls::On;
        match self {
            Self::TlsOnPlainPort => tls,
            Self::PlainOnTlsPort => !tls,
            Self::UntrustedCertificate => tls && !options.flags.is_on(Flag::Insecure),
            Self::NameNotFound | Self::CdnInFront => !is_address(options),
            Self::WrongPort | Self::PortClosed | Self::WrongSecret | Self::AgentTooNew => true,
        }
    }

    fn is_likely(self, options: &Options, clues: Clues) -> bool {
        let port = options.port.get();
        let is_tls_port = port == 443 || port == 8443;
        let is_page_port = clues.page_port == Some(port);
        match self {
            Self::TlsOnPlainPort => port == 5555,
            Self::PlainOnTlsPort => is_tls_port,
            Self::WrongPort => !is_tls_port && (is_page_port || matches!(port, 80 | 8008 | 8080)),
            Self::CdnInFront => clues.page_host && is_tls_port && is_page_port,
            Self::UntrustedCertificate => is_address(options),
            Self::PortClosed | Self::NameNotFound | Self::WrongSecret | Self::AgentTooNew => false,
        }
    }
}

/// A certificate is hardly ever made for one, and a CDN hardly ever called by one.
fn is_address(options: &Options) -> bool {
    options.host.as_str().starts_with('[') || options.host.as_str().parse::<Ipv4Addr>().is_ok()
}

/// The reasons that are possible with these options, the likely ones first.
pub fn usual_reasons(options: &Options, clues: Clues) -> Vec<Reason> {
    let possible = Reason::ALL.into_iter().filter(|reason| reason.is_possible(options));
    let (mut likely, rest): (Vec<_>, Vec<_>) = possible.partition(|reason| reason.is_likely(options, clues));
    likely.extend(rest);
    likely
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{AgentFlags, GrpcHost, GrpcPort, example};

    fn reasons(host: &str, port: u16, tls: Tls, clues: Clues) -> Vec<Reason> {
        let host = GrpcHost::parse(host).unwrap();
        let options = Options { host, port: GrpcPort::new(port).unwrap(), tls, ..example::options() };
        usual_reasons(&options, clues)
    }

    #[test]
    fn tls_against_the_dashboards_own_port_comes_first() {
        let reasons = reasons("a.example", 5555, Tls::On, Clues::default());
        assert_eq!(reasons[0], Reason::TlsOnPlainPort);
        assert!(!reasons.contains(&Reason::PlainOnTlsPort));
    }

    #[test]
    fn without_tls_the_port_is_looked_at() {
        let first = |port, clues| reasons("a.example", port, Tls::Off, clues)[0];
        let page = Clues { page_port: Some(9000), ..Clues::default() };
        assert_eq!(first(443, Clues::default()), Reason::PlainOnTlsPort);
        assert_eq!(first(8008, Clues::default()), Reason::WrongPort);
        assert_eq!(first(9000, page), Reason::WrongPort);
        assert!(!reasons("a.example", 5555, Tls::Off, page).contains(&Reason::TlsOnPlainPort));
    }

    #[test]
    fn the_pages_own_host_and_port_may_be_a_cdn() {
        let clues = Clues { page_host: true, page_port: Some(443) };
        assert_eq!(reasons("a.example", 443, Tls::On, clues)[0], Reason::CdnInFront);
        assert_ne!(reasons("a.example", 5555, Tls::Off, clues)[0], Reason::CdnInFront);
    }

    #[test]
    fn an_address_is_no_cdn_and_needs_no_resolver() {
        for host in ["192.0.2.1", "2001:db8::1"] {
            let reasons = reasons(host, 443, Tls::On, Clues::default());
            assert_eq!(reasons[0], Reason::UntrustedCertificate);
            assert!(!reasons.contains(&Reason::CdnInFront) && !reasons.contains(&Reason::NameNotFound));
        }
    }

    #[test]
    fn an_agent_that_checks_no_certificate_cannot_distrust_one() {
        let flags = AgentFlags::default().with(Flag::Insecure);
        let options = Options { tls: Tls::On, flags, ..example::options() };
        assert!(!usual_reasons(&options, Clues::default()).contains(&Reason::UntrustedCertificate));
    }

    #[test]
    fn each_reason_is_said_once_and_has_its_line() {
        for tls in [Tls::Off, Tls::On] {
            let reasons = reasons("a.example", 5555, tls, Clues::default());
            for (at, reason) in reasons.iter().enumerate() {
                assert!(!reasons[..at].contains(reason));
                assert_eq!(reason.failures().is_empty(), *reason == Reason::AgentTooNew);
            }
            assert!(reasons.contains(&Reason::WrongSecret) && reasons.contains(&Reason::PortClosed));
        }
    }
}
