//! Windows. The official script installs the newest agent, which a V0 dashboard never hears from, and loses all
//! switches but `--tls`, so the agent is downloaded directly.

use crate::command::cautions;
use crate::download::{System, agent_url};
use crate::{Caution, Command, Effect, Flag, Install, Interpreter, Options, quote, service_install};

/// Where the agent lies.
pub(crate) const AGENT: &str = r"C:\nezha\nezha-agent.exe";

/// A block for a PowerShell opened as administrator. Its two preferences end with the block: the first stops at the
/// first failure, the second leaves out the progress bar, which slows downloads in PowerShell 5 many times.
pub(crate) fn command(options: &Options) -> Command {
    let url = quote::powershell(&agent_url(options.mirror, System::Windows, options.arch));
    let mut lines = vec![
        "& {".to_owned(),
        "$ErrorActionPreference = 'Stop'".to_owned(),
        "$ProgressPreference = 'SilentlyContinue'".to_owned(),
        "[Net.ServicePointManager]::SecurityProtocol = [Net.SecurityProtocolType]::Tls12".to_owned(),
        format!(r#"Invoke-WebRequest -UseBasicParsing -Uri {url} -OutFile "$env:TEMP\nezha-agent.zip""#),
    ];
    if options.install == Install::Reinstall {
        lines.push(format!("if (Test-Path '{AGENT}') {{ & '{AGENT}' service uninstall }}"));
    }
    lines.push(
        r#"Expand-Archive -Force -Path "$env:TEMP\nezha-agent.zip" -DestinationPath 'C:\nezha'"#.to_owned(),
    );
    lines.push(r#"Remove-Item "$env:TEMP\nezha-agent.zip""#.to_owned());
    if options.flags.is_on(Flag::Temperature) {
        lines.push(
            r"@(Get-Content 'C:\nezha\config.yml' -ErrorAction SilentlyContinue | Where-Object { $_ -notmatch '^temperature:' }) + 'temperature: true' | Set-Content 'C:\nezha\config.yml'"
                .to_owned(),
        );
    }
    let arguments = options.agent_arguments(quote::powershell, Flag::survives_service_install);
    lines.push(format!("& '{AGENT}' service install {arguments}"));
    lines.push("}".to_owned());
    Command {
        text: lines.join("\n"),
        interpreter: Interpreter::PowerShell,
        effects: service_install::effects(Effect::NeedsAdministrator, options),
        unverified: cautions(&[Caution::NeverRunThere], options.mirror),
        file_name: "install-nezha-agent.ps1",
    }
}
