//! `GET /api/v1/server/details`

use crate::envelope::{Denial, read_list};
use crate::place::Entry;
use crate::{Answer, Endpoint, Error, RawReply, Request, Server};

/// Gets servers with host and status. Needs a token or the dashboard's login.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GetServers {
    /// Which of them.
    pub which: Which,
}

/// A choice of servers. V0 takes ids or a tag, never both: given both, it ignores the ids, against its document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Which {
    /// Every server, in random order. The only choice that tells `display_index` and `hidden`.
    All,
    /// These, in this order, repeats repeated; ids that do not exist are left out.
    Ids(Vec<u64>),
    /// Those with exactly this tag, in order of addition. An empty tag asks for all. **Never while a server is being registered**:
    /// the dashboard reads its map of tags without a lock, as for [`GetMonitor`](crate::GetMonitor), and may crash.
    Tag(String),
}

impl GetServers {
    /// Asks for every server.
    pub fn all() -> Self {
        Self { which: Which::All }
    }

    /// Asks for one server; the answer is empty when there is none with this id.
    pub fn one(id: u64) -> Self {
        Self { which: Which::Ids(vec![id]) }
    }
}

impl Endpoint for GetServers {
    type Reply = Vec<Server>;

    fn request(&self) -> Request {
        let request = Request::get("/api/v1/server/details");
        match &self.which {
            Which::All => request,
            // Without any id V0 would answer with everything; 0 is nobody's id.
            Which::Ids(ids) if ids.is_empty() => request.query("id", Some("0")),
            Which::Ids(ids) => {
                let ids: Vec<String> = ids.iter().map(u64::to_string).collect();
                request.query("id", Some(&ids.join(",")))
            }
            Which::Tag(tag) => request.query("tag", Some(tag)),
        }
    }

    /// Reads the reply, in the order the dashboard sent it, duplicates included.
    ///
    /// # Errors
    /// - [`Error::NeedsLogin`] for `code` 403, which V0 sends with HTTP 200
    /// - [`Error::EmptyBody`] when one agent sends a number that is none: `list` still works then
    /// - [`Error::NotV0`] when the answer is no JSON of a V0 dashboard
    fn decode(&self, reply: &RawReply) -> Result<Answer<Vec<Server>>, Error> {
        let mut answer =
            read_list(reply, Entry::Server, &Denial::NeedsLogin)?.map(|envelope| envelope.servers);
        let flags_are_real = match &self.which {
            Which::All => true,
            Which::Ids(_) => false,
            Which::Tag(tag) => tag.is_empty(),
        };
        if !flags_are_real {
            for server in &mut answer.result {
                server.display_index = None;
                server.hidden = None;
            }
        }
        Ok(answer)
    }
}
