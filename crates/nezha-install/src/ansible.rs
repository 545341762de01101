//! A playbook for Ansible, for Linux with systemd. By a unit of our own, as a file is what Ansible can compare.

use crate::command::{cautions, effects};
use crate::download::{AGENT_VERSION, System, agent_url};
use crate::service_install::FOLDER;
use crate::{Caution, Command, Effect, Install, Interpreter, Options, quote, systemd};

/// For one machine, because each has a secret of its own. It is named when the playbook is run, `-e target=NAME`;
/// without a name it stops.
const ONE_MACHINE: Target = Target {
    hosts: "'{{ target }}'",
    check_name: "One machine only",
    check: "ansible_play_hosts_all | length == 1",
};

/// Which machines a playbook is for.
pub(crate) struct Target {
    /// The pattern, as YAML.
    pub(crate) hosts: &'static str,
    /// What is checked first, in words and as an expression, both as YAML.
    pub(crate) check_name: &'static str,
    pub(crate) check: &'static str,
}

/// The playbook for one machine.
pub(crate) fn command(options: &Options) -> Command {
    let mut command = playbook(options, &ONE_MACHINE, &systemd::unit(options));
    command.effects.push(Effect::OneMachineOnly);
    command
}

/// A playbook that puts agent and unit in place and starts them.
pub(crate) fn playbook(options: &Options, target: &Target, unit: &str) -> Command {
    let url = agent_url(options.mirror, System::Linux, options.arch);
    let only_once = match options.install {
        Install::Fresh => format!("        creates: {FOLDER}/nezha-agent\n"),
        Install::Reinstall => String::new(),
    };
    let unit = quote::yaml_block(unit, "          ");
    let unit_path = systemd::UNIT_PATH;
    let Target { hosts, check_name, check } = target;
    // `url` and the unit hold no quotes, backslashes or braces that YAML or Jinja would act on.
    let text = format!(
        "- name: Nezha agent {AGENT_VERSION}
  hosts: {hosts}
  become: true
  gather_facts: false
  tasks:
    - name: {check_name}
      ansible.builtin.assert:
        that: {check}
    - name: Unpacking tool
      ansible.builtin.package:
        name: unzip
        state: present
    - name: Folder of the agent
      ansible.builtin.file:
        path: {FOLDER}
        state: directory
        mode: '0755'
    - name: Agent
      ansible.builtin.unarchive:
        src: '{url}'
        dest: {FOLDER}
        remote_src: true
        mode: '0755'
{only_once}    - name: Unit of the agent
      ansible.builtin.copy:
        dest: {unit_path}
        mode: '0644'
        content: |
{unit}      no_log: true
    - name: Service of the agent
      ansible.builtin.systemd:
        name: nezha-agent
        daemon_reload: true
        enabled: true
        state: restarted
"
    );
    let own = [
        Effect::InstallsPackages,
        Effect::NeedsSystemd,
        Effect::DownloadsAgent,
        Effect::InstallsService,
        Effect::ReplacesService,
    ];
    Command {
        text,
        interpreter: Interpreter::Yaml,
        effects: effects(&own, options),
        unverified: cautions(&[Caution::NeverRunThere], options.mirror),
        file_name: "nezha-agent.yml",
    }
}
