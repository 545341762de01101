//! Linux by the project's own V0 script.
//!
//! The script puts its arguments into a string and `eval`s it, so quoting alone does not help: what keeps this safe
//! is that host, port and secret hold nothing a shell acts on. It is saved to a file, because it asks questions, and
//! it raises itself with sudo where it must.

use crate::command::{cautions, effects};
use crate::download::script_url;
use crate::{Arch, Command, Effect, Flag, Install, Interpreter, Mirror, Options, quote};

/// What the script finds out by itself and has a working address for: no MIPS.
pub(crate) const ARCHES: &[Arch] =
    &[Arch::Amd64, Arch::Arm64, Arch::X86, Arch::Arm, Arch::S390x, Arch::Riscv64];

/// Run on a machine that has the service, the script removes it and says that it succeeded, so the service has to go
/// before. sudo is not there on every machine where one is root.
const UNINSTALL: &str = "if command -v sudo >/dev/null 2>&1; \
    then sudo /opt/nezha/agent/nezha-agent service uninstall; \
    else /opt/nezha/agent/nezha-agent service uninstall; fi";

/// Downloads the script, then runs it.
pub(crate) fn command(options: &Options) -> Command {
    let url = quote::sh(&script_url(options.mirror));
    let mirror = match options.mirror {
        Mirror::GitHub => "",
        // Any value takes Gitee, without asking.
        Mirror::MainlandChina => "CN=true ",
    };
    let run = format!(
        "{mirror}./nezha.sh install_agent {} {} {}{}",
        quote::sh(options.host.as_str()),
        quote::sh(&options.port.get().to_string()),
        quote::sh(options.secret.reveal()),
        options.more_arguments(quote::sh, Flag::survives_service_install),
    );
    let run = match options.install {
        Install::Fresh => run,
        Install::Reinstall => format!("{{ {UNINSTALL}; {run}; }}"),
    };
    let mut own = vec![
        Effect::RunsForeignScript,
        Effect::AsksForSudo,
        Effect::LeavesScript,
        Effect::DownloadsAgent,
        Effect::InstallsService,
        Effect::SwitchesSelinuxOff,
        Effect::MayUpgradeSystem,
        Effect::AlwaysSaysSuccess,
        Effect::SecondRunRemovesService,
    ];
    if options.mirror == Mirror::GitHub {
        own.push(Effect::LooksUpCountry);
    }
    if options.install == Install::Reinstall {
        own.push(Effect::ReplacesService);
    }
    Command {
        text: format!("curl -fsSL {url} -o nezha.sh && chmod +x nezha.sh && {run}"),
        interpreter: Interpreter::Sh,
        effects: effects(&own, options),
        unverified: cautions(&[], options.mirror),
        file_name: "install-nezha-agent.sh",
    }
}
