//! A command for each server that was made.

use crate::{Command, Options, Platform, Secret, Unfit};

/// A server that was registered, with what the answer gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// The name it was given.
    pub name: String,
    /// What its agent signs in with.
    pub secret: Secret,
}

/// One server, and what to run on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The server.
    pub made: Made,
    /// What installs its agent.
    pub command: Command,
}

/// One row a server, in the same order. `options` are those of all of them but for the secret, which is not looked at.
///
/// # Errors
/// See [`Platform::command`].
pub fn bulk_table(made: &[Made], platform: Platform, options: &Options) -> Result<Vec<Row>, Unfit> {
    let mut options = options.clone();
    let row = |made: &Made| {
        options.secret = made.secret.clone();
        Ok(Row { made: made.clone(), command: platform.command(&options)? })
    };
    made.iter().map(row).collect()
}
