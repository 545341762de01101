//! `GET /api/v1/monitor/{id}`

use crate::envelope::{Denial, read_list};
use crate::place::Entry;
use crate::{Answer, Endpoint, Error, MonitorSeries, RawReply, Request};

/// Gets the latency history of one server, 24 hours, one series for each monitor. Guests may ask too.
///
/// **Never send it while a [`RegisterServer`](crate::RegisterServer) is on its way, nor many at a time:** the dashboard
/// reads a map without a lock here and has died of it. There is no "since": every answer is the whole day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GetMonitor {
    /// The server's id.
    pub server_id: u64,
}

impl Endpoint for GetMonitor {
    type Reply = Vec<MonitorSeries>;

    fn request(&self) -> Request {
        Request::get(format!("/api/v1/monitor/{}", self.server_id))
    }

    /// Reads the reply, sorted by monitor id as the dashboard sends it; empty when there is no history.
    ///
    /// # Errors
    /// - [`Error::ServerHidden`] for a guest who asks for a hidden server
    /// - [`Error::ViewPassword`] for a guest of a site with a view password, whatever the id
    /// - [`Error::NotFound`] for an unknown id
    /// - [`Error::Server`] while the history holds a row of a deleted monitor: HTTP 500 without a body
    fn decode(&self, reply: &RawReply) -> Result<Answer<Vec<MonitorSeries>>, Error> {
        let mut answer = read_list(reply, Entry::MonitorSeries, &Denial::Monitor)?;
        answer.result.series.iter_mut().for_each(MonitorSeries::pair_up);
        Ok(answer.map(|envelope| envelope.series))
    }
}
