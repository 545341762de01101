//! Simulated dashboards that serve both pages, one for each size of fleet.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use crate::run::simulator;
use crate::shell::Stop;

/// How large a simulated dashboard is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fleet {
    /// Its servers.
    pub servers: usize,
    /// Its latency monitors, each with 1,440 points a server.
    pub monitors: usize,
}

/// Running simulators. They end with this value.
#[derive(Debug, Default)]
pub struct Simulators(Vec<(Fleet, u16, Child)>);

impl Simulators {
    /// Starts one for each different fleet, with the client at `/app/` and the baseline at `/vanilla/`.
    ///
    /// # Errors
    /// When one does not say where it listens.
    pub fn start(fleets: impl Iterator<Item = Fleet>, dist: &Path, vanilla: &Path) -> Result<Self, Stop> {
        let mut simulators = Self::default();
        for fleet in fleets {
            if simulators.port(fleet).is_none() {
                simulators.add(fleet, dist, vanilla)?;
            }
        }
        Ok(simulators)
    }

    fn add(&mut self, fleet: Fleet, dist: &Path, vanilla: &Path) -> Result<(), Stop> {
        let failed = |why: String| {
            Stop::new(format!("A simulated dashboard did not start: {why}"), "What it printed says why.")
        };
        let mut child = Command::new(simulator())
            .args(["--port", "0", "--steady", "--no-fast-monitor"])
            .args(["--servers", &fleet.servers.to_string(), "--monitors", &fleet.monitors.to_string()])
            .arg("--mount")
            .arg(format!("/app={}", dist.display()))
            .arg("--mount")
            .arg(format!("/vanilla={}", vanilla.display()))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|why| failed(why.to_string()))?;
        let mut line = String::new();
        let read = child.stdout.take().map(|stdout| BufReader::new(stdout).read_line(&mut line));
        let port = port_in(&line);
        self.0.push((fleet, port.unwrap_or_default(), child));
        match (read, port) {
            (Some(Ok(_)), Some(_)) => Ok(()),
            _ => Err(failed(format!("it said {line:?}"))),
        }
    }

    /// Where the one with a fleet listens.
    pub fn port(&self, wanted: Fleet) -> Option<u16> {
        self.0.iter().find(|(fleet, _, _)| *fleet == wanted).map(|(_, port, _)| *port)
    }
}

impl Drop for Simulators {
    fn drop(&mut self) {
        for (_, _, child) in &mut self.0 {
            // One that has ended by itself is as good.
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

/// The port in `nezha-sim listens on http://127.0.0.1:8008/`.
fn port_in(line: &str) -> Option<u16> {
    line.trim_end().trim_end_matches('/').rsplit_once(':')?.1.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_port_is_read() {
        assert_eq!(port_in("nezha-sim listens on http://127.0.0.1:8008/\n"), Some(8008));
        assert_eq!(port_in(""), None);
    }
}
