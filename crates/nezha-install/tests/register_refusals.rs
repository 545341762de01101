//! When the register script does not go on: nothing is sent that could be checked first, and nothing goes unsaid.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use support::dashboard::Dashboard;
use support::machine::{CREATED, Machine, SECRET, TEMPLATE, assert_installed, assert_refused};
use support::shell::shells;

#[test]
fn hostile_addresses_are_refused_before_anything_is_sent() {
    let dashboard = Dashboard::answering(200, CREATED);
    let hostile = [
        "probe.example.com; touch PWNED #",
        "$(touch PWNED)h",
        "`touch PWNED`",
        "a b",
        "a'b",
        "-h",
        "a..b",
        "a.-b",
        "h\ntouch PWNED",
        "http://h",
        "h:5555",
        "[::1];x]",
        "[::1",
        "[h]",
        "[]",
        "256.1.1.1",
        "1.2.3",
        "01.2.3.4",
        "1.2.3.4.5",
        "例え.jp",
        "*",
    ];
    for shell in shells() {
        let mut machine = Machine::new(&dashboard.url());
        for address in hostile {
            machine.set("NEZHA_PROBE_ADDRESS", address);
            let output = machine.run(shell, TEMPLATE);
            assert_refused(&machine, &dashboard, &output, shell);
        }
    }
}

#[test]
fn other_bad_values_are_refused_before_anything_is_sent() {
    let dashboard = Dashboard::answering(200, CREATED);
    let url = dashboard.url();
    let bad = [
        ("NEZHA_PROBE_PORT", "5555 --insecure"),
        ("NEZHA_PROBE_PORT", "0"),
        ("NEZHA_PROBE_PORT", "65536"),
        ("NEZHA_PROBE_PORT", "05555"),
        ("NEZHA_PROBE_PORT", "5555\n1"),
        ("NEZHA_PROBE_PORT", "99999999999999999999"),
        ("NEZHA_PROBE_PORT", "$(touch PWNED)"),
        ("NEZHA_TLS", "yes"),
        ("NEZHA_DISABLE_COMMANDS", "true"),
        ("NEZHA_MIRROR", "example.com"),
        ("NEZHA_TOKEN", "with space"),
        ("NEZHA_TOKEN", "a\"\nurl = \"http://x"),
        ("NEZHA_DASHBOARD_URL", "ftp://h"),
        ("NEZHA_DASHBOARD_URL", "--next"),
        ("NEZHA_DASHBOARD_URL", "http://h/?x"),
        ("NEZHA_DASHBOARD_URL", "http://user@h"),
        ("NEZHA_DASHBOARD_URL", "http://h$(touch PWNED)"),
    ];
    for shell in shells() {
        for (name, value) in bad {
            let mut machine = Machine::new(&url);
            machine.set(name, value);
            let output = machine.run(shell, TEMPLATE);
            assert_refused(&machine, &dashboard, &output, shell);
        }
        for missing in ["NEZHA_TOKEN", "NEZHA_DASHBOARD_URL", "NEZHA_PROBE_ADDRESS"] {
            let mut machine = Machine::new(&url);
            machine.unset(missing);
            let output = machine.run(shell, TEMPLATE);
            assert_refused(&machine, &dashboard, &output, shell);
        }
    }
}

#[test]
fn without_its_tools_the_script_sends_nothing() {
    let dashboard = Dashboard::answering(200, CREATED);
    for shell in shells() {
        for tool in ["awk", "curl"] {
            let machine = Machine::new(&dashboard.url());
            machine.sandbox.remove(tool);
            let file = machine.sandbox.path("script.sh");
            machine.sandbox.write("script.sh", &machine.sandbox.rooted(TEMPLATE));
            let mut command = shell.script(&machine.sandbox);
            command.arg(file).envs(machine.variables.iter().map(|(name, value)| (name, value)));
            let output = command.output().unwrap();
            let wanted = format!("nezha_register: {tool} is needed\n");
            assert!(String::from_utf8_lossy(&output.stderr).ends_with(&wanted), "{}: {output:?}", shell.name);
            assert_eq!((output.status.code(), dashboard.take().len()), (Some(1), 0), "{}", shell.name);
        }
    }
}

#[test]
fn where_the_installer_cannot_work_nothing_is_sent() {
    let dashboard = Dashboard::answering(200, CREATED);
    for shell in shells() {
        let machine = Machine::new(&dashboard.url());
        let refuses = |words: &str| {
            let output = machine.run(shell, TEMPLATE);
            assert_refused(&machine, &dashboard, &output, shell);
            let said = String::from_utf8_lossy(&output.stderr);
            assert!(said.contains(words), "{}: {said}", shell.name);
        };
        for system in ["Darwin", "FreeBSD"] {
            machine.be(system, "x86_64");
            refuses("works on Linux only");
        }
        for processor in ["mips", "mips64", "i586", "ppc64le", "loongarch64", "''"] {
            machine.be("Linux", processor);
            refuses("no agent for this processor");
        }
        machine.be("Linux", "aarch64");
        machine.sandbox.write("etc/openwrt_release", "");
        refuses("does not work on OpenWrt");
    }
}

#[test]
fn a_user_who_cannot_become_root_makes_no_server() {
    let dashboard = Dashboard::answering(200, CREATED);
    for shell in shells() {
        let machine = Machine::new(&dashboard.url());
        machine.sandbox.program("id", "echo 1000\n");
        let output = machine.run(shell, TEMPLATE);
        assert_installed(&machine, &output, &["probe.example.com", "5555", SECRET], shell);
        assert_eq!(dashboard.take().len(), 1);
        let machine = Machine::new(&dashboard.url());
        machine.sandbox.program("id", "echo 1000\n");
        machine.sandbox.remove("sudo");
        let output = machine.run(shell, TEMPLATE);
        assert_refused(&machine, &dashboard, &output, shell);
        assert!(String::from_utf8_lossy(&output.stderr).contains("needs root"), "{output:?}");
        machine.sandbox.program("id", "echo 0\n");
        let output = machine.run(shell, TEMPLATE);
        assert_installed(&machine, &output, &["probe.example.com", "5555", SECRET], shell);
        assert_eq!(dashboard.take().len(), 1);
    }
}

#[test]
fn every_processor_of_the_installer_is_let_through() {
    let dashboard = Dashboard::answering(200, CREATED);
    for shell in shells() {
        let machine = Machine::new(&dashboard.url());
        for processor in ["x86_64", "i386", "i686", "aarch64", "armv6l", "armv7l", "s390x", "riscv64"] {
            machine.be("Linux", processor);
            let output = machine.run(shell, TEMPLATE);
            assert_installed(&machine, &output, &["probe.example.com", "5555", SECRET], shell);
            machine.forget();
        }
    }
}

#[test]
fn an_answer_without_a_secret_installs_nothing_and_is_not_repeated() {
    let refused = r#"{"code":403,"message":"访问此接口需要认证"}"#;
    for (status, answer, words) in [
        (200, refused, "the dashboard refused the token: 访问此接口需要认证"),
        (400, r#"{"code":400,"message":"Parse JSON failed","secret":""}"#, "HTTP 400: Parse JSON failed"),
        (500, r#"{"code":500,"message":"\u001b[31m","secret":""}"#, "HTTP 500"),
        (404, "<html>404</html>", "HTTP 404"),
        (200, "<html>login</html>", "no secret"),
        (200, "", "no secret"),
        (200, "\"\"", "no secret"),
        (200, r#"{"code":200,"secret":"FAKESECRET000000011"}"#, "no secret"),
        (200, r#"{"code":200,"secret":"FAKESECRET0000000"}"#, "no secret"),
        (200, r#"{"code":200,"secret":"FAKESECRET0;touch PWNED"}"#, "no secret"),
        (200, "{\"message\":\"a\x1b[31mb\"}", "dashboard? a[31mb\n"),
        (200, "{\"message\":\"a\u{9b}31mb\"}", "dashboard? a?31mb\n"),
        (302, "", "HTTP 302"),
    ] {
        let dashboard = Dashboard::answering(status, answer);
        for shell in shells() {
            let machine = Machine::new(&dashboard.url());
            let output = machine.run(shell, TEMPLATE);
            let printed = String::from_utf8_lossy(&output.stderr).into_owned();
            assert_eq!(output.status.code(), Some(1), "{} {answer}: {printed}", shell.name);
            assert!(printed.contains(words), "{} {answer}: {printed}", shell.name);
            assert_eq!(machine.installer().len(), 0, "{} {answer}", shell.name);
            assert_eq!(dashboard.take().len(), 1, "{} {answer}", shell.name);
        }
    }
}

#[test]
fn a_dead_dashboard_is_a_failure() {
    for shell in shells() {
        let machine = Machine::new("http://127.0.0.1:1");
        let output = machine.run(shell, TEMPLATE);
        assert_eq!(output.status.code(), Some(1));
        assert!(String::from_utf8_lossy(&output.stderr).contains("the dashboard did not answer"));
        assert_eq!(machine.installer().len(), 0);
    }
}

#[test]
fn without_the_installer_no_server_is_made() {
    let dashboard = Dashboard::answering(200, CREATED);
    for shell in shells() {
        let machine = Machine::new(&dashboard.url());
        machine.sandbox.write("installer", "<html>not found</html>");
        let output = machine.run(shell, TEMPLATE);
        assert_refused(&machine, &dashboard, &output, shell);
        machine.sandbox.program("curl", "exit 22\n");
        let output = machine.run(shell, TEMPLATE);
        assert_refused(&machine, &dashboard, &output, shell);
    }
}

#[test]
fn an_installer_that_leaves_no_service_is_a_failure() {
    let dashboard = Dashboard::answering(200, CREATED);
    for shell in shells() {
        let machine = Machine::new(&dashboard.url());
        machine.sandbox.write("installer", "#!/bin/sh\nexit 0\n");
        let output = machine.run(shell, TEMPLATE);
        assert_eq!(output.status.code(), Some(1), "{output:?}");
        assert!(String::from_utf8_lossy(&output.stderr).contains("left no service"), "{output:?}");
    }
}
