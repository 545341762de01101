//! What is shown of one server.

use nezha_api::Server;
use nezha_fleet::liveness::{Liveness, State};
use nezha_fleet::recent::Recent;

use crate::words::{Words, fill, format, names};

/// A server at one instant, and the words for it.
pub struct Glance<'a> {
    /// The server.
    pub server: &'a Server,
    /// Whether it is alive.
    pub liveness: Liveness,
    /// Its last minutes, by [`monotonic_ms`](crate::browser::clock::monotonic_ms).
    pub recent: &'a Recent,
    /// For how many seconds it has been silent, where that is worth telling and something tells the time.
    pub silent_s: Option<i64>,
    /// The visitor's words and units.
    pub words: Words,
}

/// Tells one thing about a server.
pub type Say = fn(&Glance) -> String;

impl Glance<'_> {
    /// The state.
    pub fn state(&self) -> State {
        self.liveness.state()
    }

    /// The name, or a number where there is none to be seen.
    pub fn name(&self) -> String {
        names::server_name(&self.server.name, self.server.id, self.words)
    }

    /// The country's code as people write it; empty when unknown.
    pub fn country(&self) -> String {
        let code = self.server.known_host().map(|host| format::shown(&host.country_code));
        code.unwrap_or_default().to_ascii_uppercase()
    }

    /// Why nothing new comes from it, and since when. Empty while it is live.
    pub fn silence(&self) -> String {
        let words = self.words.get();
        let pattern = match self.liveness {
            Liveness::Live => "",
            Liveness::Late { .. } => words.late_since(),
            Liveness::Offline { before_restart: true, .. } if self.silent_s.is_none() => {
                words.offline_before_restart_only()
            }
            Liveness::Offline { before_restart: true, .. } => words.offline_before_restart(),
            Liveness::Offline { .. } => words.offline_since(),
            Liveness::NoReport => words.no_report_long(),
            Liveness::Unknown => words.unknown_long(),
        };
        fill(pattern, &[("age", &self.words.span(whole_minutes(self.silent_s.unwrap_or(0))))])
    }

    /// How long it has been up, in whole days once there are some: hours would change every card every hour. Empty when
    /// unknown.
    pub fn uptime(&self) -> String {
        let uptime =
            self.server.reported().and_then(|status| status.known_uptime()).map(|uptime| uptime as i64);
        uptime.map_or(String::new(), |uptime| {
            let unit_s = match uptime {
                86_400.. => 86_400,
                60.. => 60,
                _ => 1,
            };
            self.words.span(uptime - uptime % unit_s)
        })
    }

    /// How fast it sends, in the visitor's units; "–" when unknown.
    pub fn out_speed(&self) -> String {
        self.words.speed(self.server.reported().and_then(|status| status.out_speed()))
    }

    /// How fast it receives, in the visitor's units; "–" when unknown.
    pub fn in_speed(&self) -> String {
        self.words.speed(self.server.reported().and_then(|status| status.in_speed()))
    }

    /// The warmest sensor. Empty where there is none.
    pub fn temperature(&self) -> String {
        let warmest = self.server.reported().and_then(|status| status.warmest_celsius());
        warmest.map_or(String::new(), |celsius| [&format::whole(celsius), " °C"].concat())
    }
}

/// Seconds, without those beyond the last whole minute where there are hours.
pub fn whole_minutes(seconds: i64) -> i64 {
    if seconds >= 3600 { seconds - seconds % 60 } else { seconds }
}
