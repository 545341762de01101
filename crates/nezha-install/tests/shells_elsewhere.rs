//! The commands for other systems than ordinary Linux, run in real shells.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic)]

mod support;

use nezha_install::{AgentFlags, Arch, Flag, Install, Options, Platform};
use support::commands::{AMD64, SECRET, assert_calls, calls, everything, options};
use support::sandbox::Sandbox;
use support::shell::shells;

#[test]
fn macos_raises_every_step_that_needs_it() {
    let mut options = everything(Platform::MacOs);
    options.install = Install::Fresh;
    options.arch = Arch::Arm64;
    assert_calls(
        Platform::MacOs,
        &options,
        &[
            "sudo mkdir -p /opt/nezha/agent",
            "sudo curl -fL -o agent.zip \
         https://github.com/nezhahq/agent/releases/download/v0.20.5/nezha-agent_darwin_arm64.zip",
            "sudo unzip -qo agent.zip",
            "sudo rm -f agent.zip",
            "sudo chmod +x nezha-agent",
            "sudo mv config.new config.yml",
            "sudo nezha-agent service install -s [2001:db8::1]:5555 -p FAKESECRET00000001 --tls --report-delay 4 \
         --ip-report-period 600 --debug --skip-conn --skip-procs --disable-command-execute --use-ipv6-countrycode --gpu",
        ],
    );
}

#[test]
fn freebsd_uses_what_the_system_has() {
    assert_calls(
        Platform::FreeBsd,
        &options("h"),
        &[
            "mkdir -p /opt/nezha/agent",
            "fetch -o agent.zip https://github.com/nezhahq/agent/releases/download/v0.20.5/nezha-agent_freebsd_amd64.zip",
            "unzip -qo agent.zip",
            "rm -f agent.zip",
            "chmod +x nezha-agent",
            "nezha-agent service install -s h:5555 -p FAKESECRET00000001",
        ],
    );
}

#[test]
fn alpine_gets_its_tools_first() {
    assert_calls(
        Platform::Alpine,
        &options("h"),
        &[
            "apk add curl unzip",
            "mkdir -p /opt/nezha/agent",
            &format!("curl -fL -o agent.zip {AMD64}"),
            "unzip -qo agent.zip",
            "rm -f agent.zip",
            "chmod +x nezha-agent",
            "nezha-agent service install -s h:5555 -p FAKESECRET00000001",
        ],
    );
}

#[test]
fn openwrt_gets_an_init_script_that_procd_understands() {
    let all = "--tls --report-delay 4 --ip-report-period 600 --insecure --debug --skip-conn --skip-procs \
               --disable-command-execute --disable-nat --disable-send-query --use-ipv6-countrycode --gpu --temperature";
    let mut options = everything(Platform::OpenWrt);
    options.install = Install::Fresh;
    options.arch = Arch::MipsLe;
    assert_calls(
        Platform::OpenWrt,
        &options,
        &[
            "apk add -U ca-bundle curl unzip",
            "curl -fL -o /tmp/nezha-agent.zip \
         https://github.com/nezhahq/agent/releases/download/v0.20.5/nezha-agent_linux_mipsle.zip",
            "unzip -qo /tmp/nezha-agent.zip nezha-agent -d /usr/sbin",
            "rm -f /tmp/nezha-agent.zip",
            "chmod +x /usr/sbin/nezha-agent",
            "cat",
            "chmod 755 /etc/init.d/nezha-agent",
            "init.d /etc/init.d/nezha-agent enable",
            "init.d /etc/init.d/nezha-agent restart",
            "procd_open_instance",
            &format!("procd_set_param command /usr/sbin/nezha-agent -s [2001:db8::1]:5555 -p {SECRET} {all}"),
            "procd_set_param respawn 3600 10 0",
            "procd_close_instance",
        ],
    );
}

#[test]
fn openwrt_before_25_uses_opkg() {
    for shell in shells() {
        let sandbox = Sandbox::new();
        sandbox.remove("apk");
        assert!(sandbox.run(shell, &Platform::OpenWrt.command(&options("h")).unwrap().text).status.success());
        assert_eq!(
            calls(&sandbox)[..2],
            ["opkg update", "opkg install ca-bundle curl unzip"],
            "{}",
            shell.name
        );
    }
}

#[test]
fn cloud_init_runs_the_same_command() {
    let options = options("h");
    let yaml = Platform::CloudInit.command(&options).unwrap().text;
    let entry = yaml.split_once("runcmd:\n  - |\n").unwrap().1;
    let text =
        entry.lines().map(|line| line.strip_prefix("    ").unwrap_or(line)).collect::<Vec<_>>().join("\n");
    assert_eq!(text, Platform::LinuxManual.command(&options).unwrap().text);
    let own_unit = Options { flags: AgentFlags::default().with(Flag::DisableNat), ..options };
    let yaml = Platform::CloudInit.command(&own_unit).unwrap().text;
    let entry = yaml.split_once("runcmd:\n  - |\n").unwrap().1;
    let text =
        entry.lines().map(|line| line.strip_prefix("    ").unwrap_or(line)).collect::<Vec<_>>().join("\n");
    assert_eq!(text, Platform::Systemd.command(&own_unit).unwrap().text);
}
