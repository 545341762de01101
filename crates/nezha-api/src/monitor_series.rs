//! Latency history of a server.

use serde::Serialize;

/// What one monitor measured from one server during the last 24 hours.
///
/// `created_at` and `avg_delay` belong together index by index and are equally long.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct MonitorSeries {
    /// The monitor's id, from 1 on. Names are not unique: this is what tells series apart.
    pub monitor_id: u64,
    /// The server that was asked for.
    pub server_id: u64,
    /// Free text, may be empty, may hold markup.
    pub monitor_name: String,
    /// The server's name at the time of the request.
    pub server_name: String,
    /// Unix milliseconds cut down to the full minute, ascending, **not unique**: a monitor that runs more often than
    /// once a minute has several samples in one. Two hours that a dashboard sends mixed, because clocks were put back between them, are
    /// put in order.
    pub created_at: Vec<i64>,
    /// Milliseconds: the mean of the site's number of probes (2 by default), in which a lost probe counts as 0.
    /// So 0 is "all lost"; the highest value is the site's cap (1000 by default).
    pub avg_delay: Vec<f32>,
}

impl MonitorSeries {
    /// Drops what has no partner, should the two lists differ in length, and puts in order what is not.
    ///
    /// V0 sorts by the time as its database has it, a text in the dashboard's own zone: for a day after daylight saving has ended
    /// that sorts the two hours of the same name into each other.
    pub(crate) fn pair_up(&mut self) {
        let pairs = self.created_at.len().min(self.avg_delay.len());
        self.created_at.truncate(pairs);
        self.avg_delay.truncate(pairs);
        if self.created_at.is_sorted() {
            return;
        }
        let mut samples: Vec<_> = self.created_at.drain(..).zip(self.avg_delay.drain(..)).collect();
        samples.sort_by_key(|(created_at, _)| *created_at);
        (self.created_at, self.avg_delay) = samples.into_iter().unzip();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_hour_that_came_twice_is_put_back_in_order_with_its_latencies() {
        let mut series = MonitorSeries {
            created_at: vec![60, 3660, 120, 3720, 3720],
            avg_delay: vec![1.0, 3.0, 2.0, 4.0, 5.0],
            ..MonitorSeries::default()
        };
        series.pair_up();
        assert_eq!(series.created_at, [60, 120, 3660, 3720, 3720]);
        assert_eq!(series.avg_delay, [1.0, 2.0, 3.0, 4.0, 5.0], "those of one minute stay as they came");
    }
}
