//! OpenWrt: the agent's own service code knows no procd, and the official script calls a `wget` that is not there.

use crate::command::{cautions, effects};
use crate::download::{System, agent_url};
use crate::{Caution, Command, Effect, Install, Interpreter, Options, quote};

/// Where the agent lies.
pub(crate) const AGENT: &str = "/usr/sbin/nezha-agent";

const SERVICE: &str = "/etc/init.d/nezha-agent";
const ZIP: &str = "/tmp/nezha-agent.zip";

/// Releases before 25 have opkg, later ones apk.
const PACKAGES: &str = "{ if command -v apk >/dev/null 2>&1; then apk add -U ca-bundle curl unzip; \
    else opkg update && opkg install ca-bundle curl unzip; fi; }";

/// Downloads the agent, writes its init script and starts it. For root, who is the only user there.
pub(crate) fn command(options: &Options) -> Command {
    let url = quote::sh(&agent_url(options.mirror, System::Linux, options.arch));
    let unzip = format!("unzip -qo {ZIP} nezha-agent -d /usr/sbin");
    let unzip = match options.install {
        Install::Fresh => unzip,
        Install::Reinstall => format!("{{ {SERVICE} stop; {unzip}; }}"),
    };
    let text = format!(
        "{PACKAGES} && curl -fL -o {ZIP} {url} && {unzip} && rm -f {ZIP} && chmod +x {AGENT} && \
         cat > {SERVICE} <<'EOF' && chmod 755 {SERVICE} && {SERVICE} enable && {SERVICE} restart\n{}EOF",
        init_script(options)
    );
    let own = [
        Effect::NeedsRoot,
        Effect::InstallsPackages,
        Effect::DownloadsAgent,
        Effect::InstallsService,
        Effect::ReplacesService,
    ];
    Command {
        text,
        interpreter: Interpreter::Sh,
        effects: effects(&own, options),
        unverified: cautions(&[Caution::NeverRunThere], options.mirror),
        file_name: "install-nezha-agent.sh",
    }
}

/// procd starts the agent again 10 seconds after it ended, as often as it ends. Indented with blanks: a pasted tab
/// is a request for completion.
fn init_script(options: &Options) -> String {
    let arguments = options.agent_arguments(quote::sh, |_| true);
    format!(
        "#!/bin/sh /etc/rc.common\n\
         START=99\n\
         USE_PROCD=1\n\
         start_service() {{\n\
         {I}procd_open_instance\n\
         {I}procd_set_param command {AGENT} {arguments}\n\
         {I}procd_set_param respawn 3600 10 0\n\
         {I}procd_close_instance\n\
         }}\n",
        I = "    "
    )
}
