//! The feed of an owner: `details`, and `list` where that is long in coming or comes back empty.

use futures::future::{Either, select};
use gloo_timers::future::TimeoutFuture;
use nezha_api::{Answer, Error, GetServers, ListEntry, ListServers, Server};

use super::{Feed, Inner, Link, Trouble};
use crate::session::Who;

/// The first answer may take this long before names are asked for beside it.
const NAMES_AFTER_MS: u32 = 250;

impl Feed {
    /// One poll of `details`.
    pub(super) async fn poll(self, inner: &Inner, who: Who) -> Result<(), Trouble> {
        match self.whole(inner, who).await {
            Ok(answer) if inner.session.who_untracked() == who => {
                self.take(inner, answer);
                self.link.set(Link::Live);
                Ok(())
            }
            Ok(_) => Ok(()),
            Err(Error::EmptyBody) => {
                let names = inner.client.call(&ListServers::default()).await.map_err(Trouble::Poll)?;
                if inner.session.who_untracked() == who {
                    self.take_names(inner, as_servers(names));
                    self.link.set(Link::NamesOnly);
                }
                Ok(())
            }
            Err(error) => Err(Trouble::Poll(error)),
        }
    }

    /// What `details` says. Where the very first answer is long in coming, names are painted from the small `list`.
    async fn whole(self, inner: &Inner, who: Who) -> Result<Answer<Vec<Server>>, Error> {
        let everything = GetServers::all();
        let whole = Box::pin(inner.client.call(&everything));
        if self.answered_ms.get_untracked().is_some() {
            return whole.await;
        }
        let whole = match select(whole, TimeoutFuture::new(NAMES_AFTER_MS)).await {
            Either::Left((answer, _)) => return answer,
            Either::Right((_, whole)) => whole,
        };
        let list = ListServers::default();
        match select(whole, Box::pin(inner.client.call(&list))).await {
            Either::Left((answer, _)) => answer,
            Either::Right((names, whole)) => {
                if let Ok(names) = names
                    && inner.session.who_untracked() == who
                {
                    self.take_names(inner, as_servers(names));
                }
                // What is awaited may take longer than names tell who is alive. Once it is here nothing is due.
                self.lose_sight_in_time(inner.fleet, 0.0).forget();
                whole.await
            }
        }
    }
}

/// A list as the servers that it names, of whom it tells nothing else.
fn as_servers(names: Answer<Vec<ListEntry>>) -> Answer<Vec<Server>> {
    names.map(|entries| entries.into_iter().map(Server::from).collect())
}
