//! `GET /api/v1/server/list`

use crate::envelope::{Denial, read_list};
use crate::place::Entry;
use crate::{Answer, Endpoint, Error, ListEntry, RawReply, Request};

/// Lists the servers, all of them or those with one tag. Needs a token or the dashboard's login.
///
/// Small (188 bytes a server) and sturdy: it works while one agent's broken numbers blank `details`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ListServers {
    /// Only servers with exactly this tag, in order of addition; `None` or empty for all, in random order.
    pub tag: Option<String>,
}

impl Endpoint for ListServers {
    type Reply = Vec<ListEntry>;

    fn request(&self) -> Request {
        Request::get("/api/v1/server/list").query("tag", self.tag.as_deref())
    }

    /// Reads the reply, in the order the dashboard sent it. Times are Unix seconds by the dashboard's clock.
    ///
    /// # Errors
    /// - [`Error::NeedsLogin`] for `code` 403, which V0 sends with HTTP 200
    /// - [`Error::NotV0`] when the answer is no JSON of a V0 dashboard, a proxy's page for example
    fn decode(&self, reply: &RawReply) -> Result<Answer<Vec<ListEntry>>, Error> {
        let answer = read_list(reply, Entry::Server, &Denial::NeedsLogin)?;
        Ok(answer.map(|envelope| envelope.servers.into_iter().map(ListEntry::from).collect()))
    }
}
