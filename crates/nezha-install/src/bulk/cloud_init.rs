//! One user data for many machines: each finds its secret by its own host name.

use super::table::Made;
use super::{ByHostName, by_host_name, for_any_machine};
use crate::cloud_init::{inner, user_data};
use crate::command::check_fit;
use crate::{Command, Effect, Options, Platform, Unfit, quote};

/// User data for all servers. A machine takes the secret of the server whose name, as [`crate::host_names`] writes it, is its
/// own host name up to the first dot, in whatever case; a machine with another name installs nothing. `options` are those of all of
/// them but for the secret, which is not looked at.
///
/// # Errors
/// See [`Platform::command`].
pub fn bulk_cloud_init(made: &[Made], options: &Options) -> Result<Command, Unfit> {
    check_fit(Platform::CloudInit, options)?;
    let options = for_any_machine(options);
    let stand_in = options.secret.reveal();
    let mut command = inner(&options);
    let mut text = "(\nhost=$(uname -n | tr A-Z a-z)\ncase ${host%%.*} in\n".to_owned();
    for ByHostName { host, secret } in by_host_name(made) {
        text += &[&quote::sh(&host), ") secret=", &quote::sh(secret.reveal()), " ;;\n"].concat();
    }
    text += "*) echo \"nezha-agent: no secret for $host\" >&2; exit 1 ;;\nesac\n";
    // The shell puts the variable's value into the unit, which holds nothing else that it would act on.
    text += &command
        .text
        .replace("<<'EOF'", "<<EOF")
        .replace(&quote::sh(stand_in), "\"$secret\"")
        .replace(&quote::systemd(stand_in), "\"$secret\"");
    text += "\n)";
    command.text = user_data(&text);
    command.effects.push(Effect::HoldsAllSecrets);
    Ok(command)
}
