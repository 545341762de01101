//! The script that registers a machine and installs its agent, filled in but for the token.

use crate::command::cautions;
use crate::{Command, DashboardUrl, Effect, GrpcHost, GrpcPort, Interpreter, Mirror, Tls, quote};

/// The script as it is served beside the client; everything in it can be set in the environment as well.
const TEMPLATE: &str = include_str!("../../../public/nezha_register.sh");

/// What stands in the script instead of the environment. The token and the machine's name are no part of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegisterSetup {
    /// Where the dashboard's pages are, as the new machine reaches them.
    pub dashboard: DashboardUrl,
    /// Where the gRPC port is.
    pub host: GrpcHost,
    /// The gRPC port.
    pub port: GrpcPort,
    /// Whether the agent speaks TLS to it.
    pub tls: Tls,
    /// Where the installer comes from.
    pub mirror: Mirror,
    /// Whether the agent is told [`crate::Flag::DisableCommandExecute`].
    pub disable_command_execute: bool,
}

/// The register script for one dashboard. It asks for the token, or takes it from `NEZHA_TOKEN`; the machine's name is
/// its host name, or `NODE_NAME`.
pub fn register_script(setup: &RegisterSetup) -> Command {
    let switch = |on: bool| if on { "1" } else { "0" };
    let mirror = match setup.mirror {
        Mirror::GitHub => "github",
        Mirror::MainlandChina => "gitee",
    };
    let port = setup.port.get().to_string();
    let values = [
        ("default_url=''", setup.dashboard.as_str()),
        ("default_host=''", setup.host.as_str()),
        ("default_port='5555'", port.as_str()),
        ("default_tls='0'", switch(setup.tls == Tls::On)),
        ("default_mirror='github'", mirror),
        ("default_disable_commands='0'", switch(setup.disable_command_execute)),
    ];
    let mut text = String::with_capacity(TEMPLATE.len() + 256);
    for line in TEMPLATE.lines() {
        match values.iter().find(|(placeholder, _)| *placeholder == line) {
            Some((placeholder, value)) => {
                let name = placeholder.split_once('=').map_or("", |(name, _)| name);
                text += &[name, "=", &quote::sh(value)].concat();
            }
            None => text += line,
        }
        text.push('\n');
    }
    let mut effects = vec![
        Effect::RegistersServer,
        Effect::RunsForeignScript,
        Effect::AsksForSudo,
        Effect::DownloadsAgent,
        Effect::InstallsService,
        Effect::SwitchesSelinuxOff,
        Effect::MayUpgradeSystem,
        Effect::SecretReadable,
    ];
    if !setup.disable_command_execute {
        effects.push(Effect::OwnerCanRunCommands);
    }
    if setup.mirror == Mirror::GitHub {
        effects.push(Effect::LooksUpCountry);
    }
    Command {
        text,
        interpreter: Interpreter::Sh,
        effects,
        unverified: cautions(&[], setup.mirror),
        file_name: "nezha_register.sh",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::SCRIPTS_COMMIT;

    fn setup() -> RegisterSetup {
        RegisterSetup {
            dashboard: DashboardUrl::parse("http://10.0.0.1:8008/").unwrap(),
            host: GrpcHost::parse("2001:db8::1").unwrap(),
            port: GrpcPort::new(443).unwrap(),
            tls: Tls::On,
            mirror: Mirror::MainlandChina,
            disable_command_execute: true,
        }
    }

    /// The lines that differ from the template.
    fn filled_in(setup: &RegisterSetup) -> Vec<String> {
        let script = register_script(setup).text;
        assert_eq!(script.lines().count(), TEMPLATE.lines().count());
        let pairs = script.lines().zip(TEMPLATE.lines());
        pairs.filter(|(line, template)| line != template).map(|(line, _)| line.to_owned()).collect()
    }

    #[test]
    fn every_value_is_filled_in_once_and_quoted() {
        assert_eq!(
            filled_in(&setup()),
            [
                "default_url='http://10.0.0.1:8008'",
                "default_host='[2001:db8::1]'",
                "default_port='443'",
                "default_tls='1'",
                "default_mirror='gitee'",
                "default_disable_commands='1'",
            ]
        );
    }

    #[test]
    fn with_the_defaults_only_the_addresses_are_filled_in() {
        let plain = RegisterSetup {
            port: GrpcPort::default(),
            tls: Tls::Off,
            mirror: Mirror::GitHub,
            disable_command_execute: false,
            ..setup()
        };
        assert_eq!(filled_in(&plain), ["default_url='http://10.0.0.1:8008'", "default_host='[2001:db8::1]'"]);
    }

    #[test]
    fn the_script_pins_the_same_commit_as_the_commands() {
        assert!(TEMPLATE.contains(&format!("commit='{SCRIPTS_COMMIT}'\n")));
        assert!(!TEMPLATE.contains("refs/heads"));
    }
}
