//! Asks servers for their latency, two at a time and each once, when told to, and keeps what is needed to compare them.

mod compared;
mod day;
mod standing;

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::vec::IntoIter;

use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;
use nezha_api::Error;
use nezha_fleet::latency::Probing;
use send_wrapper::SendWrapper;

use crate::browser::clock::monotonic_ms;
use crate::browser::page;
use crate::dom::{Signal, Var, shared, shared_or};
use crate::fleet::Fleet;
use crate::history::{History, told_ms};
use crate::kept::preferences::Preferences;
use crate::net::gate;
use crate::session::Session;
use compared::gone_on;
pub use compared::{Chosen, Compared, Measured, Outcome, monitors, shown_monitor};
pub use day::DAY_MS;
use day::measured;
pub use standing::{Standing, Stands, drawn, ranked};

/// Of so many servers the lines are kept; of all others only the numbers, so that a thousand servers fit into memory.
const WITH_LINES: usize = 50;

/// What came in is shown after so long, in milliseconds, with what came meanwhile.
const SHOW_MS: u32 = 250;
const SHOW_MS_A_SERVER: u32 = 2;

/// A comparison that heard of no server for so long, in milliseconds, is not shown to who comes back, nor gone on with: nothing
/// says how old it is.
const OLD_MS: f64 = 600_000.0;

/// A comparison under way, stopped or done.
#[derive(Clone)]
pub struct Comparison {
    servers: Rc<RefCell<Vec<Compared>>>,
    changed: Trigger,
    /// When it was started, or heard of a server last.
    heard_ms: Rc<Cell<Option<f64>>>,
    /// How many probes its estimates took a sample to have.
    probing: Rc<Cell<Probing>>,
    /// Which start the running requests belong to; another number stops them.
    turn: Rc<Cell<u32>>,
    is_running: Var<bool>,
    /// How many servers have answered, or were asked in vain.
    done: Var<usize>,
    /// What the dashboard said at last, where that holds for every server: then no other is asked.
    refused: Var<Option<Error>>,
    /// Whether what came in is about to be shown.
    is_pending: Rc<Cell<bool>>,
    history: History,
    fleet: Fleet,
}

impl Comparison {
    /// The comparison of the app: who comes back to the page finds what was asked for, unless that is [`OLD_MS`] ago or was
    /// estimated by another setting. Nothing is asked before [`Comparison::start`], and nothing more when the caller's owner is gone.
    pub fn of_app(preferences: Preferences) -> Self {
        let comparison = shared_or(Self::new);
        if !comparison.still_holds(&preferences) {
            comparison.forget();
        }
        let left = SendWrapper::new(comparison.clone());
        on_cleanup(move || left.stop());
        comparison
    }

    /// None yet. It is emptied whenever somebody else is asking.
    fn new() -> Self {
        let (history, fleet) = (History::of_app(), shared());
        let comparison = Self {
            servers: Rc::default(),
            changed: Trigger::new(),
            heard_ms: Rc::default(),
            probing: Rc::default(),
            turn: Rc::default(),
            is_running: Var::new(false),
            done: Var::new(0),
            refused: Var::new(None),
            is_pending: Rc::default(),
            history,
            fleet,
        };
        let following = comparison.clone();
        // Not even the names of these servers.
        shared::<Session>().on_other(move |_, _| following.forget());
        comparison
    }

    /// The servers, in the order in which they are asked; the caller follows them.
    pub fn servers(&self) -> Vec<Compared> {
        self.changed.track();
        self.servers.borrow().clone()
    }

    /// One of the servers, by its place in their order; `None` where there are not so many.
    pub fn server(&self, at: usize) -> Signal<Option<Compared>> {
        let (servers, changed) = (Rc::clone(&self.servers), self.changed);
        Signal::memo(move || {
            changed.track();
            servers.borrow().get(at).cloned()
        })
    }

    /// Whether requests go out.
    pub fn is_running(&self) -> Var<bool> {
        self.is_running
    }

    /// How many servers have answered, or were asked in vain.
    pub fn done(&self) -> Var<usize> {
        self.done
    }

    /// Why no other server was asked; `None` where nothing ended it before its time.
    pub fn refused(&self) -> Var<Option<Error>> {
        self.refused
    }

    /// Asks these servers, each once; after a refusal or a stop only those that have not answered yet.
    pub fn start(&self, servers: Vec<Chosen>, preferences: Preferences) {
        let is_refused = self.refused.with_untracked(Option::is_some);
        let goes_on = (is_refused || !self.is_whole()) && self.still_holds(&preferences);
        let before = if goes_on { self.servers.take() } else { Vec::new() };
        self.heard_ms.set(Some(monotonic_ms()));
        self.probing.set(preferences.probing());
        let (servers, order) = gone_on(before, servers);
        let turn = self.next_turn();
        self.is_running.set(!order.is_empty());
        self.refused.set(None);
        self.done.set(servers.len() - order.len());
        self.servers.replace(servers);
        self.changed.notify();
        let order = Rc::new(RefCell::new(order.into_iter()));
        for _ in 0..gate::SLOTS {
            spawn_local(self.clone().work(turn, Rc::clone(&order), preferences));
        }
    }

    /// Asks nobody any more. What is there stays.
    pub fn stop(&self) {
        self.next_turn();
        self.is_running.set(false);
    }

    /// Stops, and has no servers any more.
    fn forget(&self) {
        self.stop();
        self.servers.take();
        self.done.set(0);
        self.refused.set(None);
        self.changed.notify();
    }

    /// Shows what came in, together with what comes soon after: every server is ranked anew each time, so that for many
    /// servers it would take all the time there is.
    fn show_soon(&self) {
        if self.is_pending.replace(true) {
            return;
        }
        let (servers, changed, is_pending) =
            (self.servers.borrow().len(), self.changed, Rc::clone(&self.is_pending));
        spawn_local(async move {
            TimeoutFuture::new(SHOW_MS + SHOW_MS_A_SERVER * servers as u32).await;
            is_pending.set(false);
            changed.notify();
        });
    }

    /// Whether it may still be shown as what is.
    fn still_holds(&self, preferences: &Preferences) -> bool {
        let is_recent = |heard_ms| monotonic_ms() - heard_ms <= OLD_MS;
        self.heard_ms.get().is_none_or(is_recent) && self.probing.get() == preferences.probing()
    }

    /// Whether every server has answered, or was asked in vain.
    fn is_whole(&self) -> bool {
        self.servers.borrow().iter().all(|server| !matches!(server.outcome, Outcome::Waiting))
    }

    fn next_turn(&self) -> u32 {
        let turn = self.turn.get() + 1;
        self.turn.set(turn);
        turn
    }

    /// Asks the servers at these places one after the other, beside others that do the same.
    async fn work(self, turn: u32, order: Rc<RefCell<IntoIter<usize>>>, preferences: Preferences) {
        loop {
            page::seen().await;
            if self.turn.get() != turn {
                return;
            }
            let Some(at) = order.borrow_mut().next() else { break };
            let Some(id) = self.servers.borrow().get(at).map(|one| one.server.id) else { break };
            let turn_now = Rc::clone(&self.turn);
            let is_wanted = move || turn_now.get() == turn;
            let Some(answer) = self.history.once(id, is_wanted.clone()).await else { return };
            let outcome = match answer {
                Ok((series, answered_ms)) => {
                    let told_ms = told_ms(self.fleet, Some(answered_ms));
                    let (with_line, probing) = (at < WITH_LINES, preferences.probing());
                    let all = measured(&series, told_ms, with_line, probing, &is_wanted).await;
                    all.map(|all| Outcome::Measured(Rc::new(all)))
                }
                Err(error) => Some(Outcome::Failed(error)),
            };
            let Some(outcome) = outcome.filter(|_| is_wanted()) else { return };
            let refused = match &outcome {
                Outcome::Failed(error) if error.holds_for_every_server() => Some(error.clone()),
                _ => None,
            };
            if let Some(server) = self.servers.borrow_mut().get_mut(at) {
                server.outcome = outcome;
            }
            self.heard_ms.set(Some(monotonic_ms()));
            self.done.update(|done| *done += 1);
            self.show_soon();
            if refused.is_some() {
                self.refused.set(refused);
                return self.stop();
            }
        }
        if self.is_whole() && self.turn.get() == turn {
            self.is_running.set(false);
        }
    }
}
