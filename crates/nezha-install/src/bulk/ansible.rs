//! An inventory with a secret for each host, and the playbook that uses it.

use super::table::Made;
use super::{ByHostName, by_host_name, for_any_machine};
use crate::ansible::{Target, playbook};
use crate::command::check_fit;
use crate::{Command, Effect, Interpreter, Options, Platform, Unfit, quote, systemd};

/// What `ansible-playbook -i INVENTORY PLAYBOOK` is given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnsibleFiles {
    /// The hosts, each with its secret: to be completed with `ansible_host` where a name is not in DNS.
    pub inventory: Command,
    /// The play. It holds no secret.
    pub playbook: Command,
}

/// For every host of the group; one without a secret stops the play.
const EVERY_MACHINE: Target = Target {
    hosts: "nezha_agents",
    check_name: "A secret for this machine",
    check: "nezha_secret is match('^[0-9A-Za-z]{18}$')",
};

/// Inventory and playbook for all servers, for Linux with systemd. The hosts have the names of [`crate::host_names`].
/// `options` are those of all of them but for the secret, which is not looked at.
///
/// # Errors
/// See [`Platform::command`].
pub fn bulk_ansible(made: &[Made], options: &Options) -> Result<AnsibleFiles, Unfit> {
    check_fit(Platform::Ansible, options)?;
    let options = for_any_machine(options);
    let unit = systemd::unit(&options)
        .replace(&quote::systemd(options.secret.reveal()), &quote::systemd("{{ nezha_secret }}"));
    let mut text = "nezha_agents:\n  hosts:\n".to_owned();
    for ByHostName { host, secret } in by_host_name(made) {
        // Neither holds a quote; without quotes a name like `no` or a secret of digits would be no text.
        text += &["    '", &host, "':\n      nezha_secret: '", secret.reveal(), "'\n"].concat();
    }
    let inventory = Command {
        text,
        interpreter: Interpreter::Yaml,
        effects: vec![Effect::HoldsAllSecrets],
        unverified: Vec::new(),
        file_name: "inventory.yml",
    };
    Ok(AnsibleFiles { inventory, playbook: playbook(&options, &EVERY_MACHINE, &unit) })
}
