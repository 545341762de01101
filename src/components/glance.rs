//! What is shown of one server, and follows it as a whole.

use leptos::prelude::untrack;
use nezha_api::Server;
use nezha_fleet::liveness::{Liveness, State};

use crate::dom::{Element, Kind, Place, Value, View, effect, shared};
use crate::fleet::{Fleet, Row};
use crate::format;
use crate::i18n::{Words, fill};
use crate::settings::Settings;

/// A server at one instant, and the words for it.
pub struct Glance<'a> {
    /// The server.
    pub server: &'a Server,
    /// Whether it is alive.
    pub liveness: Liveness,
    /// For how many seconds it has been silent, where that is worth telling.
    pub silent_s: Option<i64>,
    /// The visitor's words and units.
    pub words: Words,
}

/// Tells one thing about a server.
pub type Say = fn(&Glance) -> String;

/// Writes one thing about a server into the page.
type Write = Box<dyn FnMut(&Glance)>;

/// Everything about one server that is somewhere in the page.
///
/// One effect writes all of it: an effect for every text and attribute was half of what a poll cost. Each part
/// remembers what it has written, and writes only what differs.
#[derive(Default)]
pub struct Parts(Vec<Write>);

impl Parts {
    /// A text.
    pub fn text(&mut self, say: Say) -> View {
        let (view, place) = Place::text();
        self.put(place, move |glance| say(glance).into());
        view
    }

    /// Something of an element.
    pub fn set(
        &mut self,
        element: &Element,
        kind: Kind,
        name: &'static str,
        say: impl Fn(&Glance) -> Value + 'static,
    ) {
        self.put(element.place(kind, name), say);
    }

    /// An attribute that is a text.
    pub fn attribute(&mut self, element: &Element, name: &'static str, say: Say) {
        self.put(element.place(Kind::Attribute, name), move |glance| say(glance).into());
    }

    /// Anything, written by the caller.
    pub fn write(&mut self, write: impl FnMut(&Glance) + 'static) {
        self.0.push(Box::new(write));
    }

    fn put(&mut self, place: Place, say: impl Fn(&Glance) -> Value + 'static) {
        fn erased(place: Place, say: Box<dyn Fn(&Glance) -> Value>) -> Write {
            let mut before = None;
            Box::new(move |glance| {
                let now = say(glance);
                if before.as_ref() != Some(&now) {
                    place.put(&now);
                    before = Some(now);
                }
            })
        }
        self.0.push(erased(place, Box::new(say)));
    }

    /// Follows the server from now on, until the owner around the caller is done.
    pub fn follow(mut self, row: Row) {
        let words = Words::of_app();
        let settings = shared::<Settings>();
        let now_s = shared::<Fleet>().now_s();
        effect(Box::new(move || {
            let liveness = row.liveness.get();
            // Nothing of a live server reads a clock.
            let silent_s = liveness.last_seen_s().map(|seen_s| now_s.get().map_or(0, |now_s| now_s - seen_s));
            let server = row.server.read();
            settings.now();
            words.locale();
            // Followed once, above: every further time costs as much as writing a text.
            untrack(|| {
                let glance = Glance { server: &server, liveness, silent_s, words };
                for write in &mut self.0 {
                    write(&glance);
                }
            });
        }));
    }
}

impl Glance<'_> {
    /// The state.
    pub fn state(&self) -> State {
        self.liveness.state()
    }

    /// The name, or a number where there is none to be seen.
    pub fn name(&self) -> String {
        format::server_name(&self.server.name, self.server.id, self.words)
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
        let uptime = self.server.reported().map(|status| status.uptime as i64);
        uptime.map_or(String::new(), |uptime| {
            let unit_s = if uptime >= 86_400 { 86_400 } else { 60 };
            self.words.span(uptime - uptime % unit_s)
        })
    }

    /// The warmest sensor. Empty where there is none.
    pub fn temperature(&self) -> String {
        let warmest = self.server.reported().and_then(|status| {
            let degrees =
                status.temperatures.iter().map(|sensor| sensor.celsius).filter(|celsius| *celsius > 0.0);
            degrees.reduce(f64::max)
        });
        warmest.map_or(String::new(), |celsius| [&format::whole(celsius), " °C"].concat())
    }
}

/// Seconds as they are told of a long time.
pub fn whole_minutes(seconds: i64) -> i64 {
    if seconds >= 3600 { seconds - seconds % 60 } else { seconds }
}
