//! The register script against a whole simulated dashboard: what goes wrong with a careless script goes right or is
//! refused, and what the dashboard then has is looked at.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use std::process::Command;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use nezha_sim::{Config, app, bind, serve};
use serde_json::Value;
use support::machine::{Machine, TEMPLATE, TOKEN};
use support::shell::shells;

/// Runs a dashboard until the tests end, and says where. New servers stay silent, so that nothing changes meanwhile.
fn dashboard() -> String {
    let (send, receive) = mpsc::channel();
    thread::spawn(move || {
        let config = Config {
            servers: 3,
            token: TOKEN.to_owned(),
            first_report: Duration::from_secs(3600),
            ..Config::default()
        };
        tokio::runtime::Runtime::new().unwrap().block_on(async move {
            let listener = bind(0).await.unwrap();
            send.send(listener.local_addr().unwrap()).unwrap();
            serve(listener, app(config)).await.unwrap();
        });
    });
    format!("http://{}", receive.recv().unwrap())
}

/// Every server that the dashboard has, as `details` shows it to its owner.
fn servers(url: &str) -> Vec<Value> {
    let address = [url, "/api/v1/server/details"].concat();
    let header = ["Authorization: ", TOKEN].concat();
    let output =
        Command::new("curl").args(["-sS", "--noproxy", "*", "-H", &header, &address]).output().unwrap();
    let mut answer: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(answer["code"], 0, "{answer}");
    let mut servers: Vec<Value> = serde_json::from_value(answer["result"].take()).unwrap();
    servers.sort_by_key(|server| server["id"].as_u64());
    servers
}

#[test]
fn every_name_is_stored_exactly_and_nothing_else_with_it() {
    let url = dashboard();
    let names = [
        "web-1",
        "a b",
        "香港 节点 🚀",
        r#"my "big" box"#,
        r"C:\new",
        r"\d",
        "two\nlines",
        r#"x","Tag":"injected","HideForGuest":"off"#,
        "$(touch PWNED)",
        "`touch PWNED`",
        "'; touch PWNED; '",
        "\u{1}\u{7f}\u{1b}[31m",
    ];
    for shell in shells() {
        let mut machine = Machine::new(&url);
        for name in names {
            let before = servers(&url).len();
            machine.set("NODE_NAME", name);
            let output = machine.run(shell, TEMPLATE);
            assert!(output.status.success(), "{} {name:?}: {output:?}", shell.name);
            let after = servers(&url);
            assert_eq!(after.len(), before + 1, "{} {name:?}", shell.name);
            let made = after.last().unwrap();
            assert_eq!(
                (&made["name"], &made["tag"]),
                (&name.into(), &"AutoRegister".into()),
                "{}",
                shell.name
            );
            let [call] = machine.installer().try_into().unwrap();
            assert_eq!(
                call[..4],
                ["installer", "install_agent", "probe.example.com", "5555"],
                "{}",
                shell.name
            );
            let secret = &call[4];
            assert!(secret.len() == 18 && secret.bytes().all(|b| b.is_ascii_alphanumeric()), "{secret}");
            assert_eq!(call.len(), 5, "{}: no TLS unless asked for", shell.name);
            let printed = [output.stdout, output.stderr].concat();
            assert!(!String::from_utf8_lossy(&printed).contains(secret.as_str()), "{}", shell.name);
            assert!(!machine.sandbox.path("work/PWNED").exists());
            machine.forget();
        }
    }
}

#[test]
fn what_cannot_be_meant_ends_in_a_failure_and_makes_no_server() {
    let url = dashboard();
    let before = servers(&url);
    let wrong = [
        ("NEZHA_PROBE_ADDRESS", "probe.example.com; touch PWNED #"),
        ("NEZHA_PROBE_ADDRESS", "$(touch PWNED)h"),
        ("NEZHA_PROBE_PORT", "5555 --insecure"),
        ("NEZHA_TOKEN", "FAKEFAKEFAKEFAKEFAKEFAKEFAKE0002"),
        ("NEZHA_TOKEN", ""),
        ("NEZHA_DASHBOARD_URL", "http://127.0.0.1:1"),
    ];
    for shell in shells() {
        for (name, value) in wrong {
            let mut machine = Machine::new(&url);
            machine.set(name, value);
            let output = machine.run(shell, TEMPLATE);
            assert_eq!(output.status.code(), Some(1), "{} {name}={value}: {output:?}", shell.name);
            assert!(output.stdout.is_empty(), "{} {name}={value}: {output:?}", shell.name);
            let said = String::from_utf8_lossy(&output.stderr);
            assert!(said.contains("nezha_register: "), "{} {name}={value}: {said}", shell.name);
            assert!(machine.installer().is_empty(), "{} {name}={value}", shell.name);
            assert!(!machine.sandbox.path("work/PWNED").exists());
        }
    }
    assert_eq!(servers(&url).len(), before.len());
}

#[test]
fn a_slash_behind_the_address_and_tls_do_what_they_should() {
    let url = dashboard();
    for shell in shells() {
        let mut machine = Machine::new(&[&url, "/"].concat());
        machine.set("NEZHA_TLS", "1").set("NEZHA_PROBE_PORT", "443");
        let output = machine.run(shell, TEMPLATE);
        assert!(output.status.success(), "{}: {output:?}", shell.name);
        let [call] = machine.installer().try_into().unwrap();
        assert_eq!((call[3].as_str(), call[5].as_str()), ("443", "--tls"), "{}", shell.name);
    }
}
