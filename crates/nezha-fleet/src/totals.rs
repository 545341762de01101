//! Sums over servers, with rules that can be said in a sentence.

use nezha_api::Server;

use crate::hardware::cores;
use crate::liveness::State;

/// How many servers are in each state.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Census {
    counts: [usize; State::ALL.len()],
}

impl Census {
    /// Servers in this state.
    pub fn of(&self, state: State) -> usize {
        self.counts[state as usize]
    }

    /// All servers.
    pub fn all(&self) -> usize {
        self.counts.iter().sum()
    }

    /// Counts one more.
    pub fn add(&mut self, state: State) {
        self.counts[state as usize] += 1;
    }
}

/// What some servers do and have together. Sums saturate instead of wrapping; where nobody says a total is 0.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Totals {
    /// How many servers are in each state: also of servers that were only counted, and not added.
    pub census: Census,
    /// Bytes per second sent, by live servers only: a dead one sends nothing. `None` while no speed of any is known.
    pub out_speed: Option<u64>,
    /// Bytes per second received, by live servers only. `None` while no speed of any is known.
    pub in_speed: Option<u64>,
    /// Bytes sent since boot, by all: what a dead machine has sent stays sent. `None` while nobody has reported.
    pub out_transfer: Option<u64>,
    /// Bytes received since boot, by all. `None` while nobody has reported.
    pub in_transfer: Option<u64>,
    /// Cores of all servers whose processors say how many they have.
    pub cores: u64,
    /// Bytes of memory in use when last heard of, by all servers whose use and total are known.
    pub mem_used: u64,
    /// Bytes of memory of the same servers.
    pub mem_total: u64,
    /// Bytes of disk in use when last heard of, by all servers whose use and total are known.
    pub disk_used: u64,
    /// Bytes of disk of the same servers.
    pub disk_total: u64,
}

impl Totals {
    /// Adds a server to the sums. A wrapped speed is no value and counts nowhere.
    pub fn add(&mut self, server: &Server, state: State) {
        self.census.add(state);
        let sum = |total: &mut u64, more: u64| *total = total.saturating_add(more);
        let host = server.known_host();
        sum(&mut self.cores, host.and_then(cores).unwrap_or(0).into());
        let Some(status) = server.reported() else { return };
        sum(self.out_transfer.get_or_insert(0), status.net_out_transfer);
        sum(self.in_transfer.get_or_insert(0), status.net_in_transfer);
        if state == State::Live {
            for (total, speed) in
                [(&mut self.out_speed, status.out_speed()), (&mut self.in_speed, status.in_speed())]
            {
                if let Some(speed) = speed {
                    sum(total.get_or_insert(0), speed);
                }
            }
        }
        // More in use than there is counts as full. An unknown total makes both unknown, and so does an amount that has wrapped.
        let Some(host) = host else { return };
        if server.mem_percent().is_some() {
            sum(&mut self.mem_used, status.mem_used.min(host.mem_total));
            sum(&mut self.mem_total, host.mem_total);
        }
        if server.disk_percent().is_some() {
            sum(&mut self.disk_used, status.disk_used.min(host.disk_total));
            sum(&mut self.disk_total, host.disk_total);
        }
    }
}

#[cfg(test)]
mod tests {
    use nezha_api::{Host, Status};

    use super::*;

    fn server(in_speed: u64) -> Server {
        Server {
            last_active: 1_795_341_896,
            host: Some(Host {
                platform: "debian".into(),
                cpu: vec!["AMD EPYC 4 Virtual Core".into()],
                mem_total: 100,
                ..Host::default()
            }),
            status: Some(Status {
                net_in_speed: in_speed,
                net_in_transfer: 7,
                mem_used: 40,
                ..Status::default()
            }),
            ..Server::default()
        }
    }

    #[test]
    fn while_nobody_is_live_there_is_no_speed() {
        let mut totals = Totals::default();
        totals.add(&server(5), State::Offline);
        assert_eq!((totals.out_speed, totals.in_speed), (None, None));
        totals.census.add(State::Live);
        assert_eq!(totals.in_speed, None, "who is left out by a filter has no part in a sum");
        assert_eq!(totals.out_transfer, Some(0), "it has reported that it sent nothing");
        totals.add(&server(5), State::Live);
        assert_eq!((totals.out_speed, totals.in_speed), (Some(0), Some(5)));
    }

    #[test]
    fn live_servers_whose_speed_nobody_knows_have_none_together() {
        let mut totals = Totals::default();
        totals.add(&Server { status: None, ..server(5) }, State::Live);
        assert_eq!((totals.out_speed, totals.in_speed), (None, None), "a list tells names only");
        totals.add(&server(u64::MAX), State::Live);
        assert_eq!((totals.out_speed, totals.in_speed), (Some(0), None), "a wrapped speed is none");
    }

    #[test]
    fn speeds_are_of_live_servers_and_the_rest_is_of_all() {
        let mut totals = Totals::default();
        totals.add(&server(5), State::Live);
        totals.add(&server(5), State::Late);
        totals.add(&server(5), State::Offline);
        assert_eq!((totals.in_speed, totals.in_transfer), (Some(5), Some(21)));
        assert_eq!((totals.mem_used, totals.mem_total, totals.cores), (120, 300, 12));
        assert_eq!((totals.census.of(State::Live), totals.census.all()), (1, 3));
    }

    #[test]
    fn a_wrapped_speed_does_not_drown_the_sum() {
        let mut totals = Totals::default();
        totals.add(&server(18_446_744_073_707_254_738), State::Live);
        totals.add(&server(5), State::Live);
        assert_eq!(totals.in_speed, Some(5));
    }

    #[test]
    fn servers_without_a_report_add_themselves_and_their_cores() {
        let mut totals = Totals::default();
        totals.add(&Server { last_active: nezha_api::NEVER_REPORTED, ..server(5) }, State::NoReport);
        assert_eq!(totals, Totals { census: totals.census, cores: 4, ..Totals::default() });
        assert_eq!(totals.census.of(State::NoReport), 1);
    }

    #[test]
    fn more_in_use_than_there_is_counts_as_full_and_of_an_unknown_total_nothing_counts() {
        let mut totals = Totals::default();
        let mut full = server(0);
        full.status.as_mut().unwrap().mem_used = 140;
        full.status.as_mut().unwrap().disk_used = 5;
        totals.add(&full, State::Live);
        assert_eq!((totals.mem_used, totals.mem_total), (100, 100));
        assert_eq!((totals.disk_used, totals.disk_total), (0, 0));
    }

    #[test]
    fn a_machine_whose_memory_has_wrapped_is_in_neither_sum() {
        let mut totals = Totals::default();
        let mut wrapped = server(0);
        wrapped.status.as_mut().unwrap().mem_used = u64::MAX - 4095;
        totals.add(&wrapped, State::Live);
        totals.add(&server(0), State::Live);
        assert_eq!((totals.mem_used, totals.mem_total), (40, 100));
    }

    #[test]
    fn sums_saturate() {
        let mut totals = Totals::default();
        let mut endless = server(0);
        endless.status.as_mut().unwrap().net_in_transfer = u64::MAX;
        totals.add(&endless, State::Live);
        totals.add(&endless, State::Live);
        assert_eq!(totals.in_transfer, Some(u64::MAX));
    }
}
