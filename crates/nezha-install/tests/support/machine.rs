//! A machine that the register script runs on.

use std::ffi::OsString;
use std::process::Output;

use super::dashboard::Dashboard;
use super::sandbox::Sandbox;
use super::shell::{Shell, find};

pub const TOKEN: &str = "FAKEFAKEFAKEFAKEFAKEFAKEFAKE0001";
pub const SECRET: &str = "FAKESECRET00000001";
pub const CREATED: &str =
    r#"{"code":200,"message":"Server created successfully","secret":"FAKESECRET00000001"}"#;
pub const SERVICE: &str = "etc/systemd/system/nezha-agent.service";

/// The script as it is served, without anything filled in.
pub const TEMPLATE: &str = include_str!("../../../../public/nezha_register.sh");

/// Where the script runs: the real `curl` for the dashboard, a stand-in for the installer's address.
pub struct Machine {
    pub sandbox: Sandbox,
    pub variables: Vec<(&'static str, OsString)>,
}

/// The real programs that the script needs, besides `curl`.
pub const REAL: [&str; 13] =
    ["id", "rm", "mkdir", "cat", "cp", "awk", "sed", "head", "tr", "cut", "mktemp", "stty", "env"];

/// Stands between the script and the real `curl`, which is only let through to the dashboard.
pub const CURL: &str = r#"printf '%s\n' "$*" >>"$SANDBOX/curl.log"
env >>"$SANDBOX/env.log"
for a; do [ "$p" = -o ] && o=$a; p=$a; done
case "$*" in
*https://*) cp "$SANDBOX/installer" "$o" ;;
*) exec CURL "$@" ;;
esac
"#;

/// Stands in for the V0 script: it leaves a service.
pub const INSTALLER: &str = r#"#!/bin/sh
{ printf installer; for a; do printf '\037%s' "$a"; done; echo; } >>"$SANDBOX/log"
echo "CN=${CN-}" >>"$SANDBOX/log"
env >>"$SANDBOX/env.log"
: >"$SANDBOX/etc/systemd/system/nezha-agent.service"
"#;

impl Machine {
    pub fn new(dashboard: &str) -> Self {
        let sandbox = Sandbox::new();
        REAL.into_iter().for_each(|name| sandbox.real(name));
        sandbox.write("installer", INSTALLER);
        // What somebody's own settings for `curl` could do with the token.
        sandbox.write("home/.curlrc", "location\ntrace-ascii = trace.log\n");
        sandbox.program("curl", &CURL.replace("CURL", find("curl").unwrap().to_str().unwrap()));
        let mut machine = Self { sandbox, variables: Vec::new() };
        // Whatever runs the tests: the script wants a system that agents are installed on.
        machine.be("Linux", "x86_64");
        machine.set("NEZHA_TOKEN", TOKEN).set("NEZHA_DASHBOARD_URL", dashboard);
        machine.set("NEZHA_PROBE_ADDRESS", "probe.example.com").set("NODE_NAME", "web-1");
        // What comes from outside is handed on to programs, whatever the script puts there.
        machine.set("token", "before").set("secret", "before").set("answer", "before");
        machine
    }

    pub fn set(&mut self, name: &'static str, value: impl Into<OsString>) -> &mut Self {
        self.unset(name);
        self.variables.push((name, value.into()));
        self
    }

    pub fn unset(&mut self, name: &'static str) -> &mut Self {
        self.variables.retain(|(other, _)| *other != name);
        self
    }

    /// Runs the script and checks what holds in every case: neither token nor secret is printed or stands in an
    /// argument of `curl`, and nothing is left behind.
    pub fn run(&self, shell: Shell, script: &str) -> Output {
        let file = self.sandbox.path("script.sh");
        self.sandbox.write("script.sh", &self.sandbox.rooted(script));
        let mut command = shell.script(&self.sandbox);
        command.arg(&file).env("TMPDIR", self.sandbox.path("tmp"));
        command.envs(self.variables.iter().map(|(name, value)| (name, value)));
        let output = command.output().unwrap();
        let printed = [output.stdout.as_slice(), output.stderr.as_slice()].concat();
        let printed = String::from_utf8_lossy(&printed);
        for private in [TOKEN, SECRET] {
            assert!(!printed.contains(private), "{}: {printed}", shell.name);
            assert!(!self.sandbox.read("curl.log").contains(private), "{}", shell.name);
        }
        assert!(!self.sandbox.read("env.log").contains(TOKEN), "{}", shell.name);
        assert_eq!(self.sandbox.list("tmp"), [""; 0], "{}: {printed}", shell.name);
        assert_eq!(self.sandbox.list("work"), [""; 0], "{}: {printed}", shell.name);
        output
    }

    /// Makes it say this of its system and its processor.
    pub fn be(&self, system: &str, processor: &str) {
        let script = format!("case $1 in -s) echo {system} ;; -m) echo {processor} ;; esac\n");
        self.sandbox.program("uname", &script);
    }

    /// As if nothing had been installed yet.
    pub fn forget(&self) {
        for file in [SERVICE, "log"] {
            std::fs::remove_file(self.sandbox.path(file)).unwrap();
        }
    }

    /// What the installer was called with; empty when it was not.
    pub fn installer(&self) -> Vec<Vec<String>> {
        self.sandbox.calls().into_iter().filter(|call| call[0] == "installer").collect()
    }
}

pub fn assert_installed(machine: &Machine, output: &Output, wanted: &[&str], shell: Shell) {
    assert!(output.status.success(), "{}: {output:?}", shell.name);
    let wanted = ["installer", "install_agent"]
        .iter()
        .chain(wanted)
        .map(|word| (*word).to_owned())
        .collect::<Vec<_>>();
    assert_eq!(machine.installer(), [wanted], "{}", shell.name);
}

/// Nothing was sent and nothing installed.
pub fn assert_refused(machine: &Machine, dashboard: &Dashboard, output: &Output, shell: Shell) {
    assert_eq!(output.status.code(), Some(1), "{}: {output:?}", shell.name);
    assert!(output.stderr.starts_with(b"nezha_register: "), "{}: {output:?}", shell.name);
    assert_eq!(dashboard.take().len(), 0, "{}: {output:?}", shell.name);
    assert_eq!(machine.installer().len(), 0, "{}: {output:?}", shell.name);
    assert!(!machine.sandbox.path("work/PWNED").exists());
}
