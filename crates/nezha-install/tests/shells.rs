//! The commands for Linux, run in real shells: every program gets exactly the arguments that were meant, and no other
//! runs.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic)]

mod support;

use nezha_install::{AgentFlags, Flag, Install, Mirror, Options, Platform, Tls, diagnose_command};
use support::commands::{AMD64, SCRIPT, assert_calls, calls, everything, options};
use support::sandbox::Sandbox;
use support::shell::shells;

#[test]
fn linux_by_hand_runs_its_six_steps() {
    assert_calls(
        Platform::LinuxManual,
        &options("grpc.example.com"),
        &[
            "mkdir -p /opt/nezha/agent",
            &format!("curl -fL -o agent.zip {AMD64}"),
            "unzip -qo agent.zip",
            "rm -f agent.zip",
            "chmod +x nezha-agent",
            "nezha-agent service install -s grpc.example.com:5555 -p FAKESECRET00000001",
        ],
    );
}

#[test]
fn every_switch_arrives_as_an_argument_of_its_own() {
    assert_calls(
        Platform::LinuxManual,
        &everything(Platform::LinuxManual),
        &[
            "mkdir -p /opt/nezha/agent",
            &format!("curl -fL -o agent.zip {AMD64}"),
            "unzip -qo agent.zip",
            "rm -f agent.zip",
            "chmod +x nezha-agent",
            "mv config.new config.yml",
            "nezha-agent service install -s [2001:db8::1]:5555 -p FAKESECRET00000001 --tls --report-delay 4 \
         --ip-report-period 600 --debug --skip-conn --skip-procs --disable-command-execute --use-ipv6-countrycode --gpu",
        ],
    );
}

#[test]
fn a_reinstall_removes_the_old_service_after_the_download() {
    for shell in shells() {
        let sandbox = Sandbox::new();
        let fresh = options("grpc.example.com");
        let again = Options { install: Install::Reinstall, ..fresh.clone() };
        assert!(sandbox.run(shell, &Platform::LinuxManual.command(&fresh).unwrap().text).status.success());
        let before = calls(&sandbox).len();
        assert!(sandbox.run(shell, &Platform::LinuxManual.command(&again).unwrap().text).status.success());
        assert_eq!(
            calls(&sandbox)[before..],
            [
                "mkdir -p /opt/nezha/agent".to_owned(),
                format!("curl -fL -o agent.zip {AMD64}"),
                "nezha-agent service uninstall".to_owned(),
                "unzip -qo agent.zip".to_owned(),
                "rm -f agent.zip".to_owned(),
                "chmod +x nezha-agent".to_owned(),
                "nezha-agent service install -s grpc.example.com:5555 -p FAKESECRET00000001".to_owned(),
            ]
        );
    }
}

#[test]
fn a_failed_download_stops_everything_behind_it() {
    for platform in
        [Platform::LinuxManual, Platform::LinuxScript, Platform::Systemd, Platform::OpenWrt, Platform::MacOs]
    {
        for shell in shells() {
            let sandbox = Sandbox::new();
            sandbox.program("curl", "exit 22\n");
            let output = sandbox.run(shell, &platform.command(&everything(platform)).unwrap().text);
            assert!(!output.status.success(), "{} {platform:?}", shell.name);
            let after = calls(&sandbox);
            let harmless =
                |call: &String| ["mkdir", "sudo mkdir", "opkg", "apk"].iter().any(|p| call.starts_with(p));
            assert!(after.iter().all(harmless), "{} {platform:?}: {after:?}", shell.name);
        }
    }
}

#[test]
fn temperature_goes_into_the_config_and_keeps_the_rest() {
    let with = Options { flags: AgentFlags::default().with(Flag::Temperature), ..options("h") };
    for shell in shells() {
        for platform in [Platform::LinuxManual, Platform::MacOs] {
            let sandbox = Sandbox::new();
            let text = platform.command(&with).unwrap().text;
            assert!(sandbox.run(shell, &text).status.success());
            assert_eq!(sandbox.read("opt/nezha/agent/config.yml"), "temperature: true\n", "{}", shell.name);
            sandbox.write("opt/nezha/agent/config.yml", "DNS: []\nTemperature: false\nGPU: true");
            assert!(sandbox.run(shell, &text).status.success());
            assert_eq!(sandbox.read("opt/nezha/agent/config.yml"), "DNS: []\nGPU: true\ntemperature: true\n");
        }
    }
}

#[test]
fn the_official_script_gets_host_port_and_secret_apart() {
    assert_calls(
        Platform::LinuxScript,
        &options("grpc.example.com"),
        &[
            &format!("curl -fsSL {SCRIPT} -o nezha.sh"),
            "chmod +x nezha.sh",
            "CN= nezha.sh install_agent grpc.example.com 5555 FAKESECRET00000001",
        ],
    );
    let mirror = Options {
        mirror: Mirror::MainlandChina,
        install: Install::Fresh,
        ..everything(Platform::LinuxScript)
    };
    assert_calls(
        Platform::LinuxScript,
        &mirror,
        &[
            "curl -fsSL https://gitee.com/naibahq/scripts/raw/e61e10de579bcef7ec9bd1b94a38adcd427020ca/install.sh -o nezha.sh",
            "chmod +x nezha.sh",
            "CN=true nezha.sh install_agent [2001:db8::1] 5555 FAKESECRET00000001 --tls --report-delay 4 \
         --ip-report-period 600 --debug --skip-conn --skip-procs --disable-command-execute --use-ipv6-countrycode --gpu",
        ],
    );
}

#[test]
fn the_official_script_runs_after_the_old_service_is_gone() {
    let again = Options { install: Install::Reinstall, ..options("h") };
    let command = Platform::LinuxScript.command(&again).unwrap().text;
    for (sudo, uninstall) in
        [(true, "sudo nezha-agent service uninstall"), (false, "nezha-agent service uninstall")]
    {
        for shell in shells() {
            let sandbox = Sandbox::new();
            assert!(
                sandbox
                    .run(shell, &Platform::LinuxManual.command(&options("h")).unwrap().text)
                    .status
                    .success()
            );
            if !sudo {
                sandbox.remove("sudo");
            }
            let before = calls(&sandbox).len();
            assert!(sandbox.run(shell, &command).status.success());
            let calls = calls(&sandbox);
            assert_eq!(
                calls[before + 2..],
                [uninstall, "CN= nezha.sh install_agent h 5555 FAKESECRET00000001"]
            );
        }
    }
}

#[test]
fn systemd_gets_the_unit_before_it_is_told() {
    for shell in shells() {
        let sandbox = Sandbox::new();
        let options = everything(Platform::Systemd);
        let output = sandbox.run(shell, &Platform::Systemd.command(&options).unwrap().text);
        assert!(output.status.success(), "{output:?}");
        assert_eq!(
            calls(&sandbox),
            [
                "mkdir -p /opt/nezha/agent",
                &format!("curl -fL -o agent.zip {AMD64}"),
                "systemctl stop nezha-agent",
                "unzip -qo agent.zip",
                "rm -f agent.zip",
                "chmod +x nezha-agent",
                "cat",
                "systemctl daemon-reload",
                "systemctl enable nezha-agent",
                "systemctl restart nezha-agent",
            ]
        );
        let unit = Platform::SystemdUnit.command(&options).unwrap().text;
        assert_eq!(sandbox.read("etc/systemd/system/nezha-agent.service"), sandbox.rooted(&unit));
    }
}

#[test]
fn the_foreground_form_touches_no_service() {
    let options = everything(Platform::Container);
    assert_calls(
        Platform::Container,
        &options,
        &[
            "mkdir -p /opt/nezha/agent",
            &format!("curl -fL -o agent.zip {AMD64}"),
            "unzip -qo agent.zip",
            "rm -f agent.zip",
            "chmod +x nezha-agent",
            "nezha-agent -s [2001:db8::1]:5555 -p FAKESECRET00000001 --tls --report-delay 4 --ip-report-period 600 \
         --insecure --debug --skip-conn --skip-procs --disable-command-execute --disable-nat --disable-send-query \
         --use-ipv6-countrycode --gpu --temperature",
        ],
    );
}

#[test]
fn diagnosing_runs_the_installed_agent() {
    let options = Options { tls: Tls::On, ..options("2001:db8::1") };
    for shell in shells() {
        let sandbox = Sandbox::new();
        assert!(sandbox.run(shell, &Platform::LinuxManual.command(&options).unwrap().text).status.success());
        let before = calls(&sandbox).len();
        assert!(sandbox.run(shell, &diagnose_command(Platform::LinuxManual, &options).text).status.success());
        assert_eq!(
            calls(&sandbox)[before..],
            ["nezha-agent -s [2001:db8::1]:5555 -p FAKESECRET00000001 --tls -d"]
        );
    }
}

/// The stand-ins work: were a command to run something else, it would be seen.
#[test]
fn the_sandbox_sees_what_should_not_run() {
    for shell in shells() {
        let sandbox = Sandbox::new();
        sandbox.run(shell, "mkdir -p /opt/nezha/agent; touch 'a b' c; nothing-of-this-name");
        assert_eq!(calls(&sandbox), ["mkdir -p /opt/nezha/agent", "touch <a b> c"], "{}", shell.name);
    }
}
