//! The files for many servers: executed where a shell reads them, word for word where not.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic)]

mod support;

use nezha_install::{
    AgentFlags, Effect, Flag, Interpreter, Made, Options, Platform, Secret, Unfit, bulk_ansible,
    bulk_cloud_init, bulk_table,
};
use proptest::prelude::*;
use support::commands::{calls, options};
use support::sandbox::Sandbox;
use support::shell::shells;

const FIRST: &str = "FAKESECRET00000001";
const SECOND: &str = "FAKESECRET00000002";

fn made() -> Vec<Made> {
    [("web 1", FIRST), ("'; touch X; '香港$(touch X)", SECOND)]
        .map(|(name, secret)| Made { name: name.to_owned(), secret: Secret::parse(secret).unwrap() })
        .to_vec()
}

/// The shell text of the only entry of `runcmd`.
fn entry(yaml: &str) -> String {
    let entry = yaml.split_once("runcmd:\n  - |\n").unwrap().1;
    entry.lines().map(|line| [line.strip_prefix("    ").unwrap_or(line), "\n"].concat()).collect()
}

/// The calls on a machine of this name.
fn run_as(host: &str, options: &Options, shell: support::shell::Shell) -> (Sandbox, Vec<String>) {
    let sandbox = Sandbox::new();
    sandbox.program("uname", &format!("echo {host}\n"));
    let command = bulk_cloud_init(&made(), options).unwrap();
    let output = sandbox.run(shell, &[&entry(&command.text), "touch afterwards\n"].concat());
    let mut calls = calls(&sandbox);
    assert_eq!(calls.pop().as_deref(), Some("touch afterwards"), "{}: {output:?}", shell.name);
    (sandbox, calls)
}

#[test]
fn each_machine_finds_its_own_secret() {
    for shell in shells() {
        for (host, secret) in [("web-1", FIRST), ("WEB-1.example.com", FIRST), ("touch-x-touch-x", SECOND)] {
            let (_, calls) = run_as(host, &options("h"), shell);
            let wanted = format!("nezha-agent service install -s h:5555 -p {secret}");
            assert_eq!(calls.last(), Some(&wanted), "{} {host}", shell.name);
            assert!(!calls.iter().any(|call| call.starts_with("touch")), "{calls:?}");
        }
    }
}

#[test]
fn a_machine_of_another_name_installs_nothing() {
    for shell in shells() {
        for host in ["web-2", "web", "'*'", "''"] {
            let (_, calls) = run_as(host, &options("h"), shell);
            assert_eq!(calls, [""; 0], "{} {host}", shell.name);
        }
    }
}

#[test]
fn the_unit_of_each_machine_has_its_own_secret() {
    let options = Options { flags: AgentFlags::default().with(Flag::DisableNat), ..options("h") };
    for shell in shells() {
        let (sandbox, _) = run_as("touch-x-touch-x", &options, shell);
        let alone = Options { secret: made().remove(1).secret, ..options.clone() };
        let unit = Platform::SystemdUnit.command(&alone).unwrap().text;
        assert_eq!(
            sandbox.read("etc/systemd/system/nezha-agent.service"),
            sandbox.rooted(&unit),
            "{}",
            shell.name
        );
    }
}

#[test]
fn a_file_with_all_secrets_says_so() {
    let options = options("h");
    let cloud_init = bulk_cloud_init(&made(), &options).unwrap();
    let ansible = bulk_ansible(&made(), &options).unwrap();
    for command in [&cloud_init, &ansible.inventory] {
        assert!(command.effects.contains(&Effect::HoldsAllSecrets));
        assert!(!command.effects.contains(&Effect::OneMachineOnly));
        assert!(command.text.contains(FIRST) && command.text.contains(SECOND));
        assert_eq!(command.interpreter, Interpreter::Yaml);
    }
    assert!(!ansible.playbook.text.contains("SECRET0") && !ansible.playbook.text.contains("SECRETOF"));
    assert!(!format!("{cloud_init:?} {ansible:?}").contains("FAKESECRET"));
}

#[test]
fn ansible_gets_an_inventory_and_a_play_for_all_of_it() {
    let files = bulk_ansible(&made(), &options("grpc.example.com")).unwrap();
    let inventory = "nezha_agents:
  hosts:
    'web-1':
      nezha_secret: 'FAKESECRET00000001'
    'touch-x-touch-x':
      nezha_secret: 'FAKESECRET00000002'
";
    assert_eq!(files.inventory.text, inventory);
    let start = "- name: Nezha agent v0.20.5
  hosts: nezha_agents
  become: true
  gather_facts: false
  tasks:
    - name: A secret for this machine
      ansible.builtin.assert:
        that: nezha_secret is match('^[0-9A-Za-z]{18}$')
    - name: Unpacking tool
";
    assert!(files.playbook.text.starts_with(start), "{}", files.playbook.text);
    // But for who it is for and where the secret comes from, it is the play for one machine.
    let (_, rest) = files.playbook.text.split_once("    - name: Unpacking tool\n").unwrap();
    let one = Platform::Ansible.command(&options("grpc.example.com")).unwrap().text;
    let (_, rest_of_one) = one.split_once("    - name: Unpacking tool\n").unwrap();
    assert_eq!(rest, rest_of_one.replace(FIRST, "{{ nezha_secret }}"));
    assert!(rest.contains("-p \"{{ nezha_secret }}\"\n"));
}

#[test]
fn what_one_server_cannot_have_many_cannot_either() {
    let mut flags = AgentFlags::default();
    flags.set(Flag::DisableNat, true);
    let options = Options { flags, ..options("h") };
    let lost = Err(Unfit::FlagsLost(vec![Flag::DisableNat]));
    assert_eq!(bulk_table(&made(), Platform::LinuxManual, &options), lost);
    let rows = bulk_table(&made(), Platform::Systemd, &options).unwrap();
    for (row, made) in rows.iter().zip(made()) {
        assert_eq!(row.made, made);
        let alone = Options { secret: made.secret, ..options.clone() };
        assert_eq!(Ok(&row.command), Platform::Systemd.command(&alone).as_ref());
    }
}

/// The stand-in for a secret must not be found in a host that looks like it.
#[test]
fn a_host_that_looks_like_a_secret_stays_a_host() {
    let options = options("SECRETOFTHISSERVER");
    for shell in shells() {
        let (_, calls) = run_as("web-1", &options, shell);
        let wanted = format!("nezha-agent service install -s SECRETOFTHISSERVER:5555 -p {FIRST}");
        assert_eq!(calls.last(), Some(&wanted), "{}", shell.name);
    }
    let flags = AgentFlags::default().with(Flag::DisableNat);
    let playbook = bulk_ansible(&made(), &Options { flags, ..options }).unwrap().playbook.text;
    assert!(playbook.contains(r#"-s "SECRETOFTHISSERVER:5555" -p "{{ nezha_secret }}""#), "{playbook}");
}

/// What a person saves and runs does what the pasted text does.
#[test]
fn a_saved_script_runs_like_the_pasted_text() {
    for platform in [Platform::LinuxManual, Platform::LinuxScript, Platform::Systemd, Platform::OpenWrt] {
        let command = platform.command(&options("h")).unwrap();
        for shell in shells() {
            let (pasted, saved) = (Sandbox::new(), Sandbox::new());
            assert!(pasted.run(shell, &command.text).status.success());
            saved.write("script.sh", &saved.rooted(&command.file_text()));
            let output = shell.script(&saved).arg(saved.path("script.sh")).output().unwrap();
            assert!(output.status.success(), "{} {platform:?}: {output:?}", shell.name);
            assert_eq!(calls(&saved), calls(&pasted), "{} {platform:?}", shell.name);
        }
    }
}

proptest! {
    /// No name can break out of its line: what YAML and shell read holds names from the allow-list only.
    #[test]
    fn hostile_names_leave_no_trace(names in prop::collection::vec("(?s).{0,16}|['\":{}\\[\\]#&*!|>%@`\n -]{0,8}", 1..8)) {
        let secret = Secret::parse(FIRST).unwrap();
        let made = names.iter().map(|name| Made { name: name.clone(), secret: secret.clone() }).collect::<Vec<_>>();
        let inventory = bulk_ansible(&made, &options("h")).unwrap().inventory.text;
        let mut lines = inventory.lines().skip(2);
        for _ in &made {
            let host = lines.next().unwrap().strip_prefix("    '").and_then(|rest| rest.strip_suffix("':")).unwrap();
            prop_assert!(host.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'));
            prop_assert_eq!(lines.next(), Some("      nezha_secret: 'FAKESECRET00000001'"));
        }
        prop_assert_eq!(lines.next(), None);
        let user_data = bulk_cloud_init(&made, &options("h")).unwrap().text;
        let plain = bulk_cloud_init(&[], &options("h")).unwrap().text;
        prop_assert_eq!(user_data.lines().count(), plain.lines().count() + made.len());
        prop_assert!(user_data.is_ascii());
    }
}
