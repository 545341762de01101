//! Who may ask for latency and who may register now: what one tab knows of itself and of the others. No I/O, no clock.

use std::cell::{Cell, RefCell};

use super::word::Word;
use crate::net::times::{GIVE_UP_MS, SEND_WITHIN_MS};

/// How many monitor requests may run at once.
pub const SLOTS: usize = 2;

/// How long other tabs have to say that they are asking for latency, or registering, in milliseconds.
pub(super) const ANSWER_MS: u32 = 200;

/// How long they have where a registration waits for it: a busy tab must not be overheard.
pub(super) const HEARD_MS: u32 = 500;

/// Who waits to register says so again this often, in milliseconds, or others would count it as closed.
const AGAIN_MS: f64 = 10_000.0;

/// Other tabs that do one thing, each with when it last said so.
#[derive(Default)]
struct Others(RefCell<Vec<(u64, f64)>>);

impl Others {
    fn said(&self, tab: u64, now_ms: f64) {
        self.left(tab);
        self.0.borrow_mut().push((tab, now_ms));
    }

    fn left(&self, tab: u64) {
        self.0.borrow_mut().retain(|(other, _)| *other != tab);
    }

    fn any(&self, now_ms: f64) -> bool {
        let mut others = self.0.borrow_mut();
        others.retain(|(_, said_ms)| now_ms - said_ms < GIVE_UP_MS);
        !others.is_empty()
    }
}

/// What a tab that wants to register has to do next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Next {
    /// Tell the others, once more, and give them time to answer.
    Say,
    /// Wait for requests that run.
    Wait,
    /// Send.
    Send,
}

/// Who is doing what, here and elsewhere.
#[derive(Default)]
pub(super) struct Turns {
    /// Monitor requests of this tab that are under way.
    asking: Cell<usize>,
    /// Those that nobody waits for any more, and that the dashboard may still work on.
    given_up: Cell<usize>,
    /// Registrations that this tab wants to send, or has sent.
    registering: Cell<usize>,
    /// This tab is new, and others may not have answered yet whether they register.
    is_new: Cell<bool>,
    /// Another tab has been heard.
    has_company: Cell<bool>,
    /// When this tab last said that it registers.
    said_ms: Cell<f64>,
    /// Which other tabs register.
    others_registering: Others,
    /// Which other tabs ask for latency while one registers.
    others_asking: Others,
}

impl Turns {
    /// This tab is new; returns what to say.
    pub(super) fn begin_listening(&self) -> Word {
        self.is_new.set(true);
        Word::Hello
    }

    /// Whether there is, or was, another tab.
    pub(super) fn has_company(&self) -> bool {
        self.has_company.get()
    }

    /// Whoever registers has answered.
    pub(super) fn end_listening(&self) {
        self.is_new.set(false);
    }

    /// Whether a monitor request may be sent.
    pub(super) fn may_ask(&self, now_ms: f64) -> bool {
        let held = self.is_registering() || self.others_registering.any(now_ms);
        !self.is_new.get() && !held && self.asking.get() < SLOTS
    }

    /// A monitor request is sent.
    pub(super) fn begin_asking(&self) {
        self.asking.set(self.asking.get() + 1);
    }

    /// It is over; returns what to say.
    pub(super) fn end_asking(&self, now_ms: f64) -> Option<Word> {
        self.asking.set(self.asking.get().saturating_sub(1));
        self.quiet(now_ms)
    }

    /// Nobody waits for a monitor request any more: another may be asked, nobody registers.
    pub(super) fn give_up(&self) {
        self.asking.set(self.asking.get().saturating_sub(1));
        self.given_up.set(self.given_up.get() + 1);
    }

    /// One that was given up is surely over; returns what to say.
    pub(super) fn end_given_up(&self, now_ms: f64) -> Option<Word> {
        self.given_up.set(self.given_up.get().saturating_sub(1));
        self.quiet(now_ms)
    }

    fn quiet(&self, now_ms: f64) -> Option<Word> {
        (!self.is_asking() && self.others_registering.any(now_ms)).then_some(Word::Quiet)
    }

    /// Whether the dashboard may be at work on a monitor request of this tab.
    pub(super) fn is_asking(&self) -> bool {
        self.asking.get() + self.given_up.get() > 0
    }

    /// Whether this tab registers.
    pub(super) fn is_registering(&self) -> bool {
        self.registering.get() > 0
    }

    /// A registration wants to be sent: from now on nothing is asked here.
    pub(super) fn begin_registering(&self) {
        if self.registering.replace(self.registering.get() + 1) == 0 {
            // Who still asks says so again; who stopped while nobody registered did not say that.
            self.others_asking.0.borrow_mut().clear();
        }
        self.unsay();
    }

    /// The others are told that this tab registers.
    pub(super) fn say_registering(&self, now_ms: f64) -> Word {
        self.said_ms.set(now_ms);
        Word::Registering
    }

    /// The others are told that nobody registers any more: before anything is sent they are told anew.
    pub(super) fn unsay(&self) {
        self.said_ms.set(f64::NEG_INFINITY);
    }

    /// What the registration has to do now.
    pub(super) fn next(&self, now_ms: f64) -> Next {
        let said_ago_ms = now_ms - self.said_ms.get();
        let is_free = !self.is_asking() && !self.others_asking.any(now_ms);
        match is_free {
            true if said_ago_ms < SEND_WITHIN_MS => Next::Send,
            false if said_ago_ms < AGAIN_MS => Next::Wait,
            _ => Next::Say,
        }
    }

    /// It is over; returns what to say.
    pub(super) fn end_registering(&self) -> Option<Word> {
        self.registering.set(self.registering.get().saturating_sub(1));
        (self.registering.get() == 0).then_some(Word::Registered)
    }

    /// Takes in what another tab said; returns what to answer.
    pub(super) fn hear(&self, word: Word, tab: u64, now_ms: f64) -> Option<Word> {
        self.has_company.set(true);
        match word {
            Word::Registering => {
                self.others_registering.said(tab, now_ms);
                // Who registers may have been told otherwise a moment ago.
                return Some(if self.is_asking() { Word::Asking } else { Word::Quiet });
            }
            Word::Registered => self.others_registering.left(tab),
            Word::Asking => self.others_asking.said(tab, now_ms),
            Word::Quiet => self.others_asking.left(tab),
            // Who is new learns that there is somebody at all.
            Word::Hello if self.is_registering() => return Some(Word::Registering),
            Word::Hello if self.is_asking() => return Some(Word::Asking),
            Word::Hello => return Some(Word::Quiet),
        }
        None
    }
}

#[cfg(test)]
mod tests;
