//! The only way to send a `monitor` or a `register` request.
//!
//! The dashboard reads a map without a lock behind both: three tabs that asked for latency while one client registered
//! servers have killed a real one. So a registration waits until running monitor requests have finished, never aborts
//! them, and holds back new ones, here and in every other tab of this dashboard.
//!
//! Tabs talk over a `BroadcastChannel`, because Web Locks need a secure context and most V0 panels are plain HTTP.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo_timers::future::TimeoutFuture;
use nezha_api::{Answer, Error, GetMonitor, RegisterServer, Secret, Series};
use web_sys::{BroadcastChannel, MessageEvent};

use crate::net::clock::monotonic_ms;
use crate::net::http::Client;
use crate::net::page;
use crate::storage;

/// How many monitor requests may run at once.
const SLOTS: usize = 2;

/// How long other tabs have to say that they are asking for latency, or registering.
const ANSWER_MS: u32 = 200;

/// After this long another tab's registration or request counts as over: it was closed in the middle.
const GIVE_UP_MS: f64 = 40_000.0;

/// How often a waiting request looks whether it may go.
const LOOK_AGAIN_MS: u32 = 50;

/// What tabs tell each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Word {
    /// "I want to register: stop asking for latency, and tell me if you are."
    Registering,
    /// "I have registered."
    Registered,
    /// "I am still asking for latency."
    Asking,
    /// "I have stopped asking for latency."
    Quiet,
    /// "I am new here: is anybody registering?"
    Hello,
}

impl Word {
    const ALL: [Self; 5] = [Self::Registering, Self::Registered, Self::Asking, Self::Quiet, Self::Hello];

    fn text(self) -> &'static str {
        match self {
            Self::Registering => "registering",
            Self::Registered => "registered",
            Self::Asking => "asking",
            Self::Quiet => "quiet",
            Self::Hello => "hello",
        }
    }
}

/// Who is doing what, here and elsewhere.
#[derive(Default)]
struct Traffic {
    /// Monitor requests of this tab that are under way.
    asking: Cell<usize>,
    /// This tab wants to register, or does.
    registering: Cell<bool>,
    /// Since when this tab hears the others; `None` where it cannot.
    listens_since: Cell<Option<f64>>,
    /// Since when another tab has been registering.
    other_registering: Cell<Option<f64>>,
    /// Since when other tabs have been asking for latency; one entry for each that said so.
    others_asking: RefCell<Vec<f64>>,
}

impl Traffic {
    fn may_ask(&self, now_ms: f64) -> bool {
        // Who registers elsewhere has been asked, and may not have answered yet.
        let unheard =
            self.listens_since.get().is_some_and(|since_ms| now_ms - since_ms < f64::from(ANSWER_MS));
        let held = self.other_registering.get().is_some_and(|since_ms| now_ms - since_ms < GIVE_UP_MS);
        !unheard && !held && !self.registering.get() && self.asking.get() < SLOTS
    }

    fn may_register(&self, now_ms: f64) -> bool {
        self.others_asking.borrow_mut().retain(|since_ms| now_ms - since_ms < GIVE_UP_MS);
        self.asking.get() == 0 && self.others_asking.borrow().is_empty()
    }

    /// Takes in what another tab said; returns what to answer.
    fn hear(&self, word: Word, now_ms: f64) -> Option<Word> {
        match word {
            Word::Registering => {
                self.other_registering.set(Some(now_ms));
                (self.asking.get() > 0).then_some(Word::Asking)
            }
            Word::Registered => {
                self.other_registering.set(None);
                None
            }
            Word::Asking => {
                self.others_asking.borrow_mut().push(now_ms);
                None
            }
            Word::Quiet => {
                self.others_asking.borrow_mut().pop();
                None
            }
            Word::Hello => self.registering.get().then_some(Word::Registering),
        }
    }
}

/// Lets monitor and register requests through, one kind at a time.
#[derive(Clone)]
pub struct Gate {
    client: Client,
    traffic: Rc<Traffic>,
    channel: Option<BroadcastChannel>,
}

impl Gate {
    /// The gate of this tab; it hears the other tabs of the same dashboard from now on.
    pub fn new(client: Client) -> Self {
        let channel = BroadcastChannel::new(&storage::key("gate", client.base())).ok();
        let gate = Self { client, traffic: Rc::default(), channel };
        if let Some(channel) = &gate.channel {
            gate.traffic.listens_since.set(Some(monotonic_ms()));
            let hearing = gate.clone();
            page::listen(channel, "message", move |event: MessageEvent| hearing.hear(&event));
        }
        gate.say(Word::Hello);
        gate
    }

    /// Asks for the latency of a server. Two at a time; waits while any tab registers.
    ///
    /// # Errors
    /// As [`GetMonitor`].
    pub async fn monitor(&self, call: GetMonitor) -> Result<Answer<Vec<Series>>, Error> {
        while !self.traffic.may_ask(monotonic_ms()) {
            TimeoutFuture::new(LOOK_AGAIN_MS).await;
        }
        let asking = Asking::begin(self);
        let answer = self.client.call(&call).await;
        drop(asking);
        answer
    }

    /// Registers a server, once. Waits for running monitor requests of every tab and keeps new ones waiting.
    ///
    /// # Errors
    /// As [`RegisterServer`]; it is never sent a second time.
    pub async fn register(&self, call: RegisterServer) -> Result<Answer<Secret>, Error> {
        let registering = Registering::begin(self);
        if self.channel.is_some() {
            TimeoutFuture::new(ANSWER_MS).await;
        }
        while !self.traffic.may_register(monotonic_ms()) {
            TimeoutFuture::new(LOOK_AGAIN_MS).await;
        }
        let answer = self.client.call_once(&call).await;
        drop(registering);
        answer
    }

    fn hear(&self, event: &MessageEvent) {
        let Some(text) = event.data().as_string() else { return };
        let Some(word) = Word::ALL.into_iter().find(|word| word.text() == text) else { return };
        if let Some(answer) = self.traffic.hear(word, monotonic_ms()) {
            self.say(answer);
        }
    }

    fn say(&self, word: Word) {
        if let Some(channel) = &self.channel {
            // A text can always be cloned to other tabs; a closed channel has nobody left to tell.
            let _ = channel.post_message(&word.text().into());
        }
    }
}

/// A monitor request under way; over when dropped, however it ended.
struct Asking<'a>(&'a Gate);

impl<'a> Asking<'a> {
    fn begin(gate: &'a Gate) -> Self {
        gate.traffic.asking.set(gate.traffic.asking.get() + 1);
        Self(gate)
    }
}

impl Drop for Asking<'_> {
    fn drop(&mut self) {
        let traffic = &self.0.traffic;
        traffic.asking.set(traffic.asking.get() - 1);
        if traffic.asking.get() == 0 && traffic.other_registering.get().is_some() {
            self.0.say(Word::Quiet);
        }
    }
}

/// A registration under way; over when dropped, however it ended.
struct Registering<'a>(&'a Gate);

impl<'a> Registering<'a> {
    fn begin(gate: &'a Gate) -> Self {
        gate.traffic.registering.set(true);
        gate.say(Word::Registering);
        Self(gate)
    }
}

impl Drop for Registering<'_> {
    fn drop(&mut self) {
        self.0.traffic.registering.set(false);
        self.0.traffic.others_asking.borrow_mut().clear();
        self.0.say(Word::Registered);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_monitor_requests_run_at_once_and_a_third_waits() {
        let traffic = Traffic::default();
        assert!(traffic.may_ask(0.0));
        traffic.asking.set(2);
        assert!(!traffic.may_ask(0.0));
    }

    #[test]
    fn a_registration_waits_for_running_monitor_requests_and_holds_back_new_ones() {
        let traffic = Traffic::default();
        traffic.asking.set(1);
        traffic.registering.set(true);
        assert!(!traffic.may_register(0.0) && !traffic.may_ask(0.0));
        traffic.asking.set(0);
        assert!(traffic.may_register(0.0) && !traffic.may_ask(0.0));
    }

    #[test]
    fn a_tab_asks_nothing_before_others_could_say_that_they_register() {
        let traffic = Traffic::default();
        traffic.listens_since.set(Some(1_000.0));
        assert!(!traffic.may_ask(1_100.0));
        assert!(traffic.may_ask(1_200.0));
    }

    #[test]
    fn a_registration_in_another_tab_holds_back_monitor_requests_here() {
        let traffic = Traffic::default();
        assert_eq!(traffic.hear(Word::Registering, 0.0), None);
        assert!(!traffic.may_ask(1_000.0));
        traffic.hear(Word::Registered, 2_000.0);
        assert!(traffic.may_ask(2_000.0));
    }

    #[test]
    fn a_registration_waits_for_monitor_requests_of_other_tabs() {
        let (here, there) = (Traffic::default(), Traffic::default());
        there.asking.set(1);
        let answer = there.hear(Word::Registering, 0.0).unwrap();
        here.hear(answer, 1.0);
        assert!(!here.may_register(2.0));
        here.hear(Word::Quiet, 3.0);
        assert!(here.may_register(4.0));
    }

    #[test]
    fn a_tab_that_was_closed_in_the_middle_blocks_nobody_for_ever() {
        let traffic = Traffic::default();
        traffic.hear(Word::Registering, 0.0);
        traffic.hear(Word::Asking, 0.0);
        assert!(!traffic.may_ask(39_000.0) && !traffic.may_register(39_000.0));
        assert!(traffic.may_ask(41_000.0) && traffic.may_register(41_000.0));
    }

    #[test]
    fn a_tab_opened_during_a_registration_learns_of_it() {
        let traffic = Traffic::default();
        assert_eq!(traffic.hear(Word::Hello, 0.0), None);
        traffic.registering.set(true);
        assert_eq!(traffic.hear(Word::Hello, 0.0), Some(Word::Registering));
    }
}
