//! One user data for many machines: each finds its secret by its own host name.

use super::host_names::host_names;
use super::table::Made;
use super::{ByHostName, SECRET_OF_THIS_SERVER};
use crate::cloud_init::{inner, user_data};
use crate::command::check_fit;
use crate::{Command, Effect, Options, Platform, Secret, Unfit, quote};

/// User data for all servers. A machine takes the secret of the server whose name, as [`host_names`] writes it, is its
/// own host name up to the first dot, in whatever case; a machine with another name installs nothing. `options` are those of all of
/// them but for the secret, which is not looked at.
///
/// # Errors
/// See [`Platform::command`].
pub fn bulk_cloud_init(made: &[Made], options: &Options) -> Result<Command, Unfit> {
    check_fit(Platform::CloudInit, options)?;
    let mut command = inner(&with_variable(options));
    let mut text = "(\nhost=$(uname -n | tr A-Z a-z)\ncase ${host%%.*} in\n".to_owned();
    for ByHostName { host, secret } in by_host_name(made) {
        text += &[&quote::sh(&host), ") secret=", &quote::sh(secret.reveal()), " ;;\n"].concat();
    }
    text += "*) echo \"nezha-agent: no secret for $host\" >&2; exit 1 ;;\nesac\n";
    // The shell puts the variable's value into the unit, which holds nothing else that it would act on.
    text += &command
        .text
        .replace("<<'EOF'", "<<EOF")
        .replace(&quote::sh(SECRET_OF_THIS_SERVER), "\"$secret\"")
        .replace(&quote::systemd(SECRET_OF_THIS_SERVER), "\"$secret\"");
    text += "\n)";
    command.text = user_data(&text);
    command.effects.push(Effect::HoldsAllSecrets);
    Ok(command)
}

/// The options with a secret that stands for each machine's own.
pub(super) fn with_variable(options: &Options) -> Options {
    let stand_in = Secret::parse(SECRET_OF_THIS_SERVER);
    Options { secret: stand_in.unwrap_or_else(|_| options.secret.clone()), ..options.clone() }
}

pub(super) fn by_host_name(made: &[Made]) -> Vec<ByHostName<'_>> {
    let names = made.iter().map(|made| made.name.as_str()).collect::<Vec<_>>();
    let hosts = host_names(&names).into_iter();
    hosts.zip(made).map(|(host, made)| ByHostName { host, secret: &made.secret }).collect()
}
