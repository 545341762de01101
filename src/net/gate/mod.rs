//! The only way to send a `monitor` or a `register` request.
//!
//! The dashboard reads a map without a lock behind both: three tabs that asked for latency while one client registered
//! servers have killed a real one. So a registration waits until running monitor requests have finished, never aborts
//! them, and holds back new ones, here and in every other tab of this dashboard.
//!
//! What is given up here goes on there, so it holds the others back until it is surely over.
//!
//! Tabs talk over a `BroadcastChannel` and leave each other notes, because Web Locks need a secure context and most V0 dashboards
//! are plain HTTP. A tab that stands still hears no word that was said meanwhile; notes it finds.

mod note;
mod over;
mod turns;
mod word;

use std::cell::Cell;
use std::rc::Rc;

use gloo_timers::future::TimeoutFuture;
use leptos::prelude::window;
use leptos::task::spawn_local;
use nezha_api::{Answer, Error, GetMonitor, MonitorSeries, RegisterServer, Secret};
use web_sys::{BroadcastChannel, MessageEvent, PageTransitionEvent};

use crate::browser::clock::awake_ms;
use crate::browser::page;
use crate::kept::storage;
use crate::net::http::Client;
use note::Note;
use over::may_go_on_ms;
pub use turns::SLOTS;
use turns::{ANSWER_MS, HEARD_MS, Next, Turns};
use word::Word;

/// How often a waiting request looks whether it may go.
const LOOK_AGAIN_MS: u32 = 50;

/// Lets monitor and register requests through, one kind at a time.
#[derive(Clone)]
pub struct Gate {
    client: Client,
    turns: Rc<Turns>,
    channel: Option<BroadcastChannel>,
    /// By what the other tabs know this one.
    tab: u64,
    asking: Note,
    registering: Note,
    /// Whether the dashboard may be at work on a registration of this tab, which does not only wait for its turn.
    is_sent: Rc<Cell<bool>>,
}

impl Gate {
    /// The gate of this tab; it hears the other tabs of the same dashboard from now on.
    pub fn new(client: Client) -> Self {
        let channel = BroadcastChannel::new(&storage::key("gate", client.base())).ok();
        let tab = (js_sys::Math::random() * 1e15) as u64;
        let note = |name| Note::new(&storage::key(name, client.base()), tab);
        let (asking, registering) = (note("asking"), note("registering"));
        let gate =
            Self { client, turns: Rc::default(), channel, tab, asking, registering, is_sent: Rc::default() };
        let leaving = gate.clone();
        page::listen(&window(), "pagehide", move |_: PageTransitionEvent| leaving.leave());
        if let Some(channel) = &gate.channel {
            let (hearing, waiting) = (gate.clone(), Rc::clone(&gate.turns));
            let (asking, registering) = (gate.asking.clone(), gate.registering.clone());
            page::listen(channel, "message", move |event: MessageEvent| hearing.hear(&event));
            gate.say(gate.turns.begin_listening());
            spawn_local(async move {
                TimeoutFuture::new(ANSWER_MS).await;
                // A page that starts may have been busy all the while: answers that stand in line come before this one.
                TimeoutFuture::new(0).await;
                waiting.end_listening();
                asking.sweep();
                registering.sweep();
            });
        }
        gate
    }

    /// The turn of a monitor request, when it comes: two at a time, and none while any tab registers. `None` as soon as `is_wanted`
    /// says no.
    pub async fn turn(&self, is_wanted: &dyn Fn() -> bool) -> Option<Turn> {
        while is_wanted() {
            self.catch_up().await;
            if self.may_ask() {
                return Some(Turn::begin(self));
            }
            TimeoutFuture::new(LOOK_AGAIN_MS).await;
        }
        None
    }

    /// Registers a server, once. Waits for running monitor requests of every tab and keeps new ones waiting.
    ///
    /// `None`, and nothing was sent, when `is_wanted` says no before its turn has come: then the other tabs hear that
    /// nobody registers. Nothing stops what has been sent.
    ///
    /// # Errors
    /// As [`RegisterServer`]; it is never sent a second time.
    pub async fn register(
        &self,
        call: RegisterServer,
        is_wanted: &dyn Fn() -> bool,
    ) -> Option<Result<Answer<Secret>, Error>> {
        let registering = Registering::begin(self);
        loop {
            if !is_wanted() {
                return None;
            }
            match self.turns.next(awake_ms()) {
                Next::Say => {
                    self.say_registering();
                    if self.channel.is_some() {
                        // Nobody minds that a registration takes half a second longer, and another tab may be busy.
                        TimeoutFuture::new(HEARD_MS).await;
                        TimeoutFuture::new(0).await;
                    }
                }
                Next::Wait => TimeoutFuture::new(LOOK_AGAIN_MS).await,
                // A tab that was too new to hear this one, or too busy to answer, has noted what it asks.
                Next::Send if self.asking.is_of_another() => {
                    TimeoutFuture::new(LOOK_AGAIN_MS).await;
                }
                Next::Send => break,
            }
        }
        // What the others wait for begins now.
        self.say_registering();
        self.is_sent.set(true);
        let began_ms = awake_ms();
        let answer = self.client.call_once(&call).await;
        if let Some(rest_ms) = may_go_on(&answer, began_ms) {
            end_in(rest_ms, registering);
        }
        Some(answer)
    }

    /// Waits until no other tab registers any more, as long as `is_wanted` says yes.
    pub async fn let_others_register(&self, is_wanted: &dyn Fn() -> bool) {
        while is_wanted() && self.registering.is_of_another() {
            TimeoutFuture::new(LOOK_AGAIN_MS).await;
        }
    }

    /// The page is left: what only waits is not going to be sent, and nobody has to wait for it.
    fn leave(&self) {
        if self.turns.is_registering() && !self.is_sent.get() {
            self.registering.wipe();
            self.turns.unsay();
            self.say(Word::Registered);
        }
    }

    /// Lets the page hear what other tabs have said while it was busy: words and notes wait in line with everything else.
    async fn catch_up(&self) {
        if self.turns.has_company() {
            TimeoutFuture::new(0).await;
        }
    }

    /// Whether a monitor request may be sent: nobody registers, by what the others said and by what they noted.
    fn may_ask(&self) -> bool {
        self.turns.may_ask(awake_ms()) && !self.registering.is_of_another()
    }

    fn hear(&self, event: &MessageEvent) {
        let Some(text) = event.data().as_string() else { return };
        let Some((word, tab)) = Word::heard(&text) else { return };
        if let Some(answer) = self.turns.hear(word, tab, awake_ms()) {
            self.say(answer);
        }
    }

    /// Tells the others, first by a note: who is too new to hear it, or too busy to be heard, reads that before it asks.
    fn say_registering(&self) {
        self.registering.write();
        self.say(self.turns.say_registering(awake_ms()));
    }

    fn say(&self, word: Word) {
        if let Some(channel) = &self.channel {
            // A text can always be cloned to other tabs; a closed channel has nobody left to tell.
            let _ = channel.post_message(&word.said_by(self.tab).into());
        }
    }
}

/// The turn of a monitor request; over when dropped.
#[must_use = "nobody registers while it is there"]
pub struct Turn {
    gate: Gate,
    is_given_up: bool,
}

impl Turn {
    fn begin(gate: &Gate) -> Self {
        gate.turns.begin_asking();
        Self { gate: gate.clone(), is_given_up: false }
    }

    /// Asks for the latency of a server. Where no answer comes, nobody registers while the dashboard may be at work on it.
    ///
    /// # Errors
    /// As [`GetMonitor`].
    pub async fn monitor(mut self, call: GetMonitor) -> Result<Answer<Vec<MonitorSeries>>, Error> {
        let Self { gate, is_given_up } = &mut self;
        gate.asking.write();
        let began_ms = awake_ms();
        let answer = gate.client.call(&call).await;
        if let Some(rest_ms) = may_go_on(&answer, began_ms) {
            gate.turns.give_up();
            *is_given_up = true;
            end_in(rest_ms, self);
        }
        answer
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        let Self { gate, is_given_up } = self;
        let now_ms = awake_ms();
        let word = if *is_given_up { gate.turns.end_given_up(now_ms) } else { gate.turns.end_asking(now_ms) };
        // First the note: who hears the word may read it.
        if !gate.turns.is_asking() {
            gate.asking.wipe();
        }
        if let Some(word) = word {
            gate.say(word);
        }
    }
}

/// A registration that waits or is under way; over when dropped.
struct Registering(Gate);

impl Registering {
    fn begin(gate: &Gate) -> Self {
        gate.turns.begin_registering();
        Self(gate.clone())
    }
}

impl Drop for Registering {
    fn drop(&mut self) {
        let Self(gate) = self;
        let word = gate.turns.end_registering();
        // As above.
        if !gate.turns.is_registering() {
            gate.is_sent.set(false);
            gate.registering.wipe();
        }
        if let Some(word) = word {
            gate.say(word);
        }
    }
}

/// For how long the dashboard may still be at work on what was asked then, in milliseconds; `None` once it has answered.
fn may_go_on<T>(answer: &Result<Answer<T>, Error>, began_ms: f64) -> Option<u32> {
    let unanswered = answer.as_ref().is_err_and(Error::is_unanswered);
    may_go_on_ms(awake_ms() - began_ms).filter(|_| unanswered)
}

/// Drops a turn then.
fn end_in(ms: u32, turn: impl Sized + 'static) {
    spawn_local(async move {
        TimeoutFuture::new(ms).await;
        drop(turn);
    });
}
