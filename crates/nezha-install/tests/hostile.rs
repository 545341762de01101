//! Whatever is typed: what the parsers let through is harmless, and reaches the agent as exactly the words it was.
#![allow(missing_docs, clippy::unwrap_used)]

mod support;

use nezha_install::{
    AgentFlags, Flag, GrpcHost, GrpcPort, HostToAscii, Install, IpReportPeriod, Mirror, Options, Platform,
    ReportDelay, Secret, Tls, name_range,
};
use proptest::prelude::*;
use support::tokens;

/// A browser that gives back whatever it likes.
struct Anything(String);

impl HostToAscii for Anything {
    fn to_ascii(&self, _host: &str) -> Option<String> {
        Some(self.0.clone())
    }
}

/// Texts that are close to a host, and texts that are not.
fn hostile() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        r#"[-a-cX-Z0-9.:\[\]]{0,40}"#,
        r#"[-a.:\[\] /;'$`"\\\n\t|&<>(){}*?~!#%@=,_]{0,20}"#,
        "(http://|https://|//|)[a-z0-9.:-]{0,20}(/[a-z]*)?",
        "[a-z.-]{200,300}",
        "[0-9a-f:]{2,39}",
        "[0-9.]{1,16}",
    ]
}

fn valid_host() -> impl Strategy<Value = GrpcHost> {
    prop_oneof![
        "[a-z0-9]([a-z0-9-]{0,10}[a-z0-9])?(\\.[a-z]([a-z0-9-]{0,10}[a-z0-9])?){0,3}[a-z]",
        any::<[u8; 4]>().prop_map(|[a, b, c, d]| format!("{a}.{b}.{c}.{d}")),
        any::<u128>().prop_map(|bits| std::net::Ipv6Addr::from(bits).to_string()),
    ]
    .prop_map(|text| GrpcHost::parse(&text).unwrap())
}

fn flags() -> impl Strategy<Value = AgentFlags> {
    (0..4_usize, IpReportPeriod::SHORTEST..=IpReportPeriod::LONGEST, any::<[bool; 10]>()).prop_map(
        |(delay, period, on)| {
            let mut flags = AgentFlags::default();
            flags.report_delay = ReportDelay::ALL[delay];
            flags.ip_report_period = IpReportPeriod::from_seconds(period).unwrap();
            Flag::ALL.into_iter().zip(on).for_each(|(flag, on)| flags.set(flag, on));
            flags
        },
    )
}

fn options() -> impl Strategy<Value = Options> {
    let port = (1..=u16::MAX).prop_map(|number| GrpcPort::new(number).unwrap());
    let secret = "[0-9A-Za-z]{18}".prop_map(|text| Secret::parse(&text).unwrap());
    (valid_host(), port, secret, flags(), any::<[bool; 3]>()).prop_map(
        |(host, port, secret, flags, [tls, mirror, reinstall])| Options {
            tls: if tls { Tls::On } else { Tls::Off },
            mirror: if mirror { Mirror::MainlandChina } else { Mirror::GitHub },
            install: if reinstall { Install::Reinstall } else { Install::Fresh },
            flags,
            ..Options::new(host, port, secret)
        },
    )
}

/// What the agent has to be told, written from the agent's own list of flags.
fn wanted_arguments(options: &Options) -> Vec<String> {
    let address = format!("{}:{}", options.host.as_str(), options.port.get());
    let mut words = vec!["-s".to_owned(), address, "-p".to_owned(), options.secret.reveal().to_owned()];
    words.extend(support::more_arguments(options));
    words
}

fn harmless(text: &str) -> bool {
    let inside = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    let ipv6 =
        inside.is_some_and(|inside| inside.chars().all(|c| c.is_ascii_hexdigit() || c == ':' || c == '.'));
    let name = text.chars().all(|c| c.is_ascii_alphanumeric() || c == '.' || c == '-');
    (ipv6 || name) && !text.is_empty() && !text.starts_with('-') && text.len() <= 255
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn an_accepted_host_has_only_allowed_characters(text in hostile(), ascii in hostile()) {
        for host in [GrpcHost::parse(&text), GrpcHost::parse_with(&text, &Anything(ascii))].into_iter().flatten() {
            prop_assert!(harmless(host.as_str()), "{host:?}");
        }
    }

    #[test]
    fn an_accepted_host_is_accepted_again(text in hostile()) {
        if let Ok(host) = GrpcHost::parse(&text) {
            prop_assert_eq!(GrpcHost::parse(host.as_str()), Ok(host));
        }
    }

    #[test]
    fn an_accepted_port_is_the_number_as_it_is_usually_written(text in "[0-9 +.a-]{0,7}|[1-9][0-9]{0,5}") {
        if let Ok(port) = GrpcPort::parse(&text) {
            prop_assert_eq!(port.get().to_string(), text);
        }
    }

    #[test]
    fn an_accepted_secret_is_eighteen_letters_and_digits(text in "[0-9A-Za-z]{16,20}|[\"'0-9A-Za-z]{18}|\\PC{18}") {
        let good = text.len() == 18 && text.chars().all(|c| c.is_ascii_alphanumeric());
        prop_assert_eq!(Secret::parse(&text).is_ok(), good);
    }

    #[test]
    fn a_range_of_names_never_exceeds_its_limit(text in "[a-z]{0,3}\\[[0-9]{1,22}-[0-9]{1,22}\\][a-z]{0,3}|\\PC{0,30}") {
        if let Ok(names) = name_range(&text) {
            prop_assert!((1..=500).contains(&names.len()));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn the_agent_gets_exactly_the_words_that_were_meant(options in options()) {
        for platform in [Platform::LinuxManual, Platform::Alpine, Platform::FreeBsd, Platform::MacOs, Platform::Container] {
            let mut options = options.clone();
            Flag::ALL.into_iter().filter(|flag| !platform.keeps(*flag)).for_each(|flag| options.flags.set(flag, false));
            // The part of the shell that sets a value in config.yml has double quotes; it is executed elsewhere.
            options.flags.set(Flag::Temperature, false);
            let text = platform.command(&options).unwrap().text;
            let commands = tokens::commands(&text).unwrap();
            let last = commands.last().unwrap();
            let agent = last.iter().position(|word| word == "./nezha-agent").unwrap();
            let start = if platform == Platform::Container { agent + 1 } else { agent + 3 };
            prop_assert_eq!(last[start..].to_vec(), wanted_arguments(&options));
        }
    }

    #[test]
    fn the_script_gets_exactly_the_words_that_were_meant(options in options()) {
        let mut options = options;
        Flag::ALL.into_iter().filter(|f| !f.survives_service_install()).for_each(|f| options.flags.set(f, false));
        let text = Platform::LinuxScript.command(&options).unwrap().text;
        let commands = tokens::commands(&text).unwrap();
        let call = commands.iter().rfind(|words| words.iter().any(|word| word == "./nezha.sh")).unwrap();
        let start = call.iter().position(|word| word == "install_agent").unwrap();
        let [host, port] = [options.host.as_str().to_owned(), options.port.get().to_string()];
        let mut wanted = vec!["install_agent".to_owned(), host, port, options.secret.reveal().to_owned()];
        wanted.extend(support::more_arguments(&options));
        prop_assert_eq!(call[start..].to_vec(), wanted);
    }

    #[test]
    fn every_value_stands_in_every_command_once(options in options()) {
        for platform in Platform::ALL {
            let mut options = options.clone();
            Flag::ALL.into_iter().filter(|flag| !platform.keeps(*flag)).for_each(|flag| options.flags.set(flag, false));
            let text = platform.command(&options).unwrap().text;
            let address = format!("{}:{}", options.host.as_str(), options.port.get());
            prop_assert_eq!(text.matches(options.secret.reveal()).count(), 1, "{:?}", platform);
            if platform == Platform::LinuxScript {
                let pair = format!("'{}' '{}'", options.host.as_str(), options.port.get());
                prop_assert_eq!(text.matches(&pair).count(), 1);
            } else {
                let quoted = [format!("'{address}'"), format!("\"{address}\"")];
                prop_assert_eq!(quoted.iter().map(|q| text.matches(q.as_str()).count()).sum::<usize>(), 1, "{:?}", platform);
                prop_assert_eq!(text.matches(&address).count(), 1, "{:?}", platform);
            }
            prop_assert!(text.is_ascii());
            prop_assert!(!text.contains('\t'), "a pasted tab asks for completion");
        }
    }
}
