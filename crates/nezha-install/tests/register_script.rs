//! The register script, run in real shells against a small dashboard, with a stand-in for the installer.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use std::io::{Read, Write};
use std::process::Stdio;

use nezha_install::{DashboardUrl, GrpcHost, GrpcPort, Mirror, RegisterSetup, Tls, register_script};
use support::dashboard::Dashboard;
use support::machine::{
    CREATED, Machine, SECRET, SERVICE, TEMPLATE, TOKEN, assert_installed, assert_refused,
};
use support::shell::{find, shells};
use support::stand_ins;

#[test]
fn a_plain_name_is_registered_and_installed() {
    let dashboard = Dashboard::answering(200, CREATED);
    for shell in shells() {
        let machine = Machine::new(&dashboard.url());
        let output = machine.run(shell, TEMPLATE);
        assert_installed(&machine, &output, &["probe.example.com", "5555", SECRET], shell);
        let requests = dashboard.take();
        assert_eq!(requests.len(), 1);
        assert_eq!(requests[0].line, "POST /api/v1/server/register HTTP/1.1");
        assert_eq!(requests[0].header("authorization"), Some(TOKEN));
        assert_eq!(requests[0].header("content-type"), Some("application/json"));
        assert_eq!(requests[0].body, br#"{"Name":"web-1"}"#);
    }
}

#[test]
fn tls_mirror_and_the_command_switch_are_passed_on() {
    let dashboard = Dashboard::answering(200, CREATED);
    for shell in shells() {
        let mut machine = Machine::new(&dashboard.url());
        machine.set("NEZHA_TLS", "1").set("NEZHA_MIRROR", "gitee").set("NEZHA_DISABLE_COMMANDS", "1");
        machine.set("NEZHA_PROBE_ADDRESS", "2001:db8::1").set("NEZHA_PROBE_PORT", "443");
        let output = machine.run(shell, TEMPLATE);
        let wanted = ["[2001:db8::1]", "443", SECRET, "--tls", "--disable-command-execute"];
        assert_installed(&machine, &output, &wanted, shell);
        assert!(machine.sandbox.read("log").contains("CN=true\n"));
        assert!(machine.sandbox.read("curl.log").contains("https://gitee.com/naibahq/scripts/raw/e61e10de"));
    }
}

#[test]
fn good_addresses_are_taken() {
    let dashboard = Dashboard::answering(200, CREATED);
    for shell in shells() {
        for (address, host) in [
            ("127.0.0.1", "127.0.0.1"),
            ("a-1.B2", "a-1.B2"),
            ("localhost", "localhost"),
            ("[2001:db8::1]", "[2001:db8::1]"),
            ("::1", "[::1]"),
            ("::ffff:1.2.3.4", "[::ffff:1.2.3.4]"),
        ] {
            let mut machine = Machine::new(&dashboard.url());
            machine.set("NEZHA_PROBE_ADDRESS", address);
            let output = machine.run(shell, TEMPLATE);
            assert_installed(&machine, &output, &[host, "5555", SECRET], shell);
        }
    }
}

#[test]
fn slashes_behind_the_dashboards_address_do_no_harm() {
    let dashboard = Dashboard::answering(200, CREATED);
    for shell in shells() {
        let machine = Machine::new(&format!("{}//", dashboard.url()));
        assert!(machine.run(shell, TEMPLATE).status.success());
        assert_eq!(dashboard.take()[0].line, "POST /api/v1/server/register HTTP/1.1");
    }
}

#[test]
fn the_secret_is_found_in_every_form_of_the_answer() {
    for answer in [
        CREATED,
        "{ \"code\": 200,\r\n  \"secret\": \"FAKESECRET00000001\" }\n",
        "\"FAKESECRET00000001\"",
        "FAKESECRET00000001",
        "\"FAKESECRET00000001\"\n",
    ] {
        let dashboard = Dashboard::answering(200, answer);
        for shell in shells() {
            let machine = Machine::new(&dashboard.url());
            let output = machine.run(shell, TEMPLATE);
            assert_installed(&machine, &output, &["probe.example.com", "5555", SECRET], shell);
            assert_eq!(dashboard.take().len(), 1);
        }
    }
}

#[test]
fn a_machine_that_has_an_agent_is_left_alone_unless_told() {
    let dashboard = Dashboard::answering(200, CREATED);
    for shell in shells() {
        let mut machine = Machine::new(&dashboard.url());
        machine.sandbox.write(SERVICE, "");
        let output = machine.run(shell, TEMPLATE);
        assert_refused(&machine, &dashboard, &output, shell);
        let agent = machine.sandbox.path("opt/nezha/agent");
        std::fs::create_dir_all(&agent).unwrap();
        machine.sandbox.program("nezha-agent", stand_ins::RECORD);
        std::fs::rename(machine.sandbox.path("bin/nezha-agent"), agent.join("nezha-agent")).unwrap();
        machine.set("NEZHA_REINSTALL", "1");
        let output = machine.run(shell, TEMPLATE);
        assert_installed(&machine, &output, &["probe.example.com", "5555", SECRET], shell);
        assert_eq!(machine.sandbox.calls()[0], ["nezha-agent", "service", "uninstall"], "{}", shell.name);
        assert_eq!(dashboard.take().len(), 1);
    }
}

#[test]
fn the_filled_in_script_needs_the_token_only() {
    let dashboard = Dashboard::answering(200, CREATED);
    let setup = RegisterSetup {
        dashboard: DashboardUrl::parse(&dashboard.url()).unwrap(),
        host: GrpcHost::parse("2001:db8::1").unwrap(),
        port: GrpcPort::new(443).unwrap(),
        tls: Tls::On,
        mirror: Mirror::MainlandChina,
        disable_command_execute: true,
    };
    let script = register_script(&setup).text;
    for shell in shells() {
        let mut machine = Machine::new("");
        machine.unset("NEZHA_DASHBOARD_URL").unset("NEZHA_PROBE_ADDRESS");
        let output = machine.run(shell, &script);
        let wanted = ["[2001:db8::1]", "443", SECRET, "--tls", "--disable-command-execute"];
        assert_installed(&machine, &output, &wanted, shell);
        assert_eq!(dashboard.take().len(), 1);
    }
}

#[test]
fn on_a_terminal_the_token_is_asked_for_and_not_shown() {
    // That of macOS and the BSDs has other options.
    let Some(terminal) = find("script").filter(|_| cfg!(target_os = "linux")) else {
        eprintln!("left out: Linux's `script`, which makes a terminal, is not on this machine");
        return;
    };
    let dashboard = Dashboard::answering(200, CREATED);
    for shell in shells().into_iter().filter(|shell| ["bash", "dash"].contains(&shell.name)) {
        let mut machine = Machine::new(&dashboard.url());
        machine.unset("NEZHA_TOKEN");
        let file = machine.sandbox.path("script.sh");
        machine.sandbox.write("script.sh", &machine.sandbox.rooted(TEMPLATE));
        let inner = shell.script(&machine.sandbox);
        let line = format!("{} {}", inner.get_program().display(), file.display());
        let mut command = std::process::Command::new(&terminal);
        command.args(["-qec", &line, "/dev/null"]).current_dir(machine.sandbox.path("work"));
        command
            .env_clear()
            .env("SANDBOX", machine.sandbox.root())
            .env("PATH", machine.sandbox.path("bin"))
            .env("SHELL", find("sh").unwrap());
        command.envs(machine.variables.iter().map(|(name, value)| (name, value)));
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let mut shown = Vec::new();
        let mut stdout = child.stdout.take().unwrap();
        let mut byte = [0];
        while !shown.ends_with(b"(not shown): ") && stdout.read(&mut byte).unwrap() == 1 {
            shown.push(byte[0]);
        }
        let mut stdin = child.stdin.take().unwrap();
        writeln!(stdin, "{TOKEN}").unwrap();
        stdout.read_to_end(&mut shown).unwrap();
        assert!(child.wait().unwrap().success(), "{}", String::from_utf8_lossy(&shown));
        let shown = String::from_utf8_lossy(&shown).into_owned();
        assert!(!shown.contains("FAKE"), "{shown}");
        assert_eq!(dashboard.take()[0].header("authorization"), Some(TOKEN));
    }
}
