//! A playbook for Ansible, for Linux with systemd. By a unit of our own, as a file is what Ansible can compare.

use crate::command::{cautions, effects};
use crate::download::{AGENT_VERSION, System, agent_url};
use crate::service_install::FOLDER;
use crate::{Caution, Command, Effect, Install, Interpreter, Options, quote, systemd};

/// The playbook. The machine is named when it is run, `-e target=NAME`; without a name it stops, and with a group of
/// several machines as well, because each has a secret of its own.
pub(crate) fn command(options: &Options) -> Command {
    let url = agent_url(options.mirror, System::Linux, options.arch);
    let only_once = match options.install {
        Install::Fresh => format!("        creates: {FOLDER}/nezha-agent\n"),
        Install::Reinstall => String::new(),
    };
    let unit = quote::yaml_block(&systemd::unit(options), "          ");
    let unit_path = systemd::UNIT_PATH;
    // `url` and the unit hold no quotes, backslashes or braces that YAML or Jinja would act on.
    let text = format!(
        "- name: Nezha agent {AGENT_VERSION}
  hosts: '{{{{ target }}}}'
  become: true
  gather_facts: false
  tasks:
    - name: One machine only
      ansible.builtin.assert:
        that: ansible_play_hosts_all | length == 1
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
        Effect::OneMachineOnly,
    ];
    Command {
        text,
        interpreter: Interpreter::Yaml,
        effects: effects(&own, options),
        unverified: cautions(&[Caution::NeverRunThere], options.mirror),
        file_name: "nezha-agent.yml",
    }
}
