//! Why a registration stands still.

use nezha_api::Error;

/// Why nothing more is sent or counted until a person says so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StandStill {
    /// The dashboard refused, or could not be asked. To do: what the error says.
    Dashboard(Error),
    /// A server of the list could not be read, and it may be the one that is looked for. To do: look at the dashboard's own list.
    Unreadable,
}

impl From<Error> for StandStill {
    fn from(error: Error) -> Self {
        Self::Dashboard(error)
    }
}
