//! Latency history of a server.

use serde::Serialize;

/// What one monitor measured from one server during the last 24 hours.
///
/// `created_at` and `avg_delay` belong together index by index and are equally long.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Series {
    /// The monitor's id, from 1 on. Names are not unique: this is what tells series apart.
    pub monitor_id: u64,
    /// The server that was asked for.
    pub server_id: u64,
    /// Free text, may be empty, may hold markup.
    pub monitor_name: String,
    /// The server's name at the time of the request.
    pub server_name: String,
    /// Unix milliseconds cut down to the full minute, ascending, **not unique**: a monitor that runs more often than
    /// once a minute has several samples in one.
    pub created_at: Vec<i64>,
    /// Milliseconds: the mean of the site's number of probes (2 by default), in which a lost probe counts as 0.
    /// So 0 is "all lost"; the highest value is the site's cap (1000 by default).
    pub avg_delay: Vec<f32>,
}

impl Series {
    /// Drops what has no partner, should the two lists differ in length.
    pub(crate) fn pair_up(&mut self) {
        let pairs = self.created_at.len().min(self.avg_delay.len());
        self.created_at.truncate(pairs);
        self.avg_delay.truncate(pairs);
    }
}
