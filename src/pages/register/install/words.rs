//! What is said about commands: what they do, what nobody has checked, what usually goes wrong.

use nezha_install::{Caution, Effect, Flag, HostError, Platform, PortError, Reason, Unfit};

use crate::words::{Catalogue, fill};

/// What a way to install is called. Most of them have a name of their own in every language.
pub(crate) fn platform_word(platform: Platform, words: &'static Catalogue) -> &'static str {
    match platform {
        Platform::LinuxManual => "Linux",
        Platform::LinuxScript => words.install_linux_script(),
        Platform::Alpine => "Alpine",
        Platform::OpenWrt => "OpenWrt",
        Platform::MacOs => "macOS",
        Platform::Windows => "Windows",
        Platform::FreeBsd => "FreeBSD",
        Platform::Container => words.install_container(),
        Platform::Systemd => "systemd",
        Platform::SystemdUnit => words.install_unit(),
        Platform::CloudInit => "cloud-init",
        Platform::Ansible => "Ansible",
    }
}

/// What a switch of the agent does.
pub(crate) fn flag_word(flag: Flag, words: &'static Catalogue) -> &'static str {
    match flag {
        Flag::Insecure => words.install_flag_insecure(),
        Flag::Debug => words.install_flag_debug(),
        Flag::SkipConnections => words.install_flag_skip_conn(),
        Flag::SkipProcesses => words.install_flag_skip_procs(),
        Flag::DisableCommandExecute => words.install_flag_no_commands(),
        Flag::DisableNat => words.install_flag_no_nat(),
        Flag::DisableSendQuery => words.install_flag_no_monitors(),
        Flag::UseIpv6CountryCode => words.install_flag_ipv6_country(),
        Flag::Gpu => words.install_flag_gpu(),
        Flag::Temperature => words.install_flag_temperature(),
    }
}

/// What a command needs or does.
pub(crate) fn effect_word(effect: Effect, words: &'static Catalogue) -> &'static str {
    match effect {
        Effect::NeedsRoot => words.effect_needs_root(),
        Effect::AsksForSudo => words.effect_asks_for_sudo(),
        Effect::NeedsAdministrator => words.effect_needs_administrator(),
        Effect::NeedsCurlAndUnzip => words.effect_needs_tools(),
        Effect::NeedsSystemd => words.effect_needs_systemd(),
        Effect::NeedsAgentInPlace => words.effect_needs_agent(),
        Effect::InstallsPackages => words.effect_installs_packages(),
        Effect::DownloadsAgent => words.effect_downloads_agent(),
        Effect::RegistersServer => words.effect_registers_server(),
        Effect::RunsForeignScript => words.effect_runs_script(),
        Effect::InstallsService => words.effect_installs_service(),
        Effect::ReplacesService => words.effect_replaces_service(),
        Effect::WritesConfig => words.effect_writes_config(),
        Effect::OwnerCanRunCommands => words.effect_owner_runs_commands(),
        Effect::AcceptsAnyCertificate => words.effect_any_certificate(),
        Effect::SecretReadable => words.effect_secret_readable(),
        Effect::SecretInUserData => words.effect_secret_in_user_data(),
        Effect::OneMachineOnly => words.effect_one_machine(),
        Effect::HoldsAllSecrets => words.effect_all_secrets(),
        Effect::StaysInForeground => words.effect_foreground(),
        Effect::MeasuresContainer => words.effect_measures_container(),
        Effect::LeavesScript => words.effect_leaves_script(),
        Effect::LooksUpCountry => words.effect_looks_up_country(),
        Effect::SwitchesSelinuxOff => words.effect_selinux_off(),
        Effect::MayUpgradeSystem => words.effect_may_upgrade(),
        Effect::AlwaysSaysSuccess => words.effect_always_success(),
        Effect::SecondRunRemovesService => words.effect_second_run(),
    }
}

/// What nobody has been able to check.
pub(crate) fn caution_word(caution: Caution, words: &'static Catalogue) -> &'static str {
    match caution {
        Caution::AddressesNotTried => words.caution_addresses(),
        Caution::MirrorMayLackVersion => words.caution_mirror(),
        Caution::NeverRunThere => words.caution_never_run(),
    }
}

/// Why a way to install has no command for what is chosen.
pub(crate) fn unfit_word(unfit: &Unfit, words: &'static Catalogue) -> String {
    match unfit {
        Unfit::NoBuild(arch) => fill(words.command_no_build(), &[("arch", arch.text())]),
        Unfit::FlagsLost(flags) => {
            let flags: Vec<_> = flags.iter().map(|flag| flag.text()).collect();
            fill(words.command_flags_lost(), &[("flags", &flags.join(words.list_separator()))])
        }
    }
}

/// A usual reason why an agent does not show up, and what to do.
pub(crate) fn reason_word(reason: Reason, words: &'static Catalogue) -> &'static str {
    match reason {
        Reason::TlsOnPlainPort => words.reason_tls_on_plain(),
        Reason::PlainOnTlsPort => words.reason_plain_on_tls(),
        Reason::WrongPort => words.reason_wrong_port(),
        Reason::CdnInFront => words.reason_cdn(),
        Reason::PortClosed => words.reason_port_closed(),
        Reason::UntrustedCertificate => words.reason_untrusted(),
        Reason::NameNotFound => words.reason_name_not_found(),
        Reason::WrongSecret => words.reason_wrong_secret(),
        Reason::AgentTooNew => words.reason_agent_too_new(),
    }
}

/// Why a text is no host of the agents' port.
pub(crate) fn host_fault(error: &HostError, words: &'static Catalogue) -> String {
    let plain = match error {
        HostError::Empty => words.host_empty(),
        HostError::PastedUrl { host: Some(host), .. } => {
            return fill(words.host_pasted_url(), &[("host", host.as_str())]);
        }
        HostError::PastedUrl { host: None, .. } => words.host_bad(),
        HostError::HasPort { .. } => words.host_has_port(),
        HostError::NotAscii => words.host_not_ascii(),
        HostError::TooLong => words.host_too_long(),
        HostError::BadLabel(part) => return fill(words.host_bad_label(), &[("part", part)]),
        HostError::BadCharacter(letter) => {
            return fill(words.host_bad_character(), &[("letter", &letter.to_string())]);
        }
        HostError::BadIpv4 => words.host_bad_ipv4(),
        HostError::BadIpv6 => words.host_bad_ipv6(),
    };
    plain.to_owned()
}

/// Why a text is no port.
pub(crate) fn port_fault(error: PortError, words: &'static Catalogue) -> &'static str {
    match error {
        PortError::LeadingZero => words.port_leading_zero(),
        PortError::Empty | PortError::NotANumber | PortError::OutOfRange => words.port_bad(),
    }
}
