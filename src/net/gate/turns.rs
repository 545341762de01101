//! Who may ask for latency and who may register now: what one tab knows of itself and of the others. No I/O, no clock.

use std::cell::{Cell, RefCell};

use super::over::GIVE_UP_MS;
use super::word::Word;

/// How many monitor requests may run at once.
const SLOTS: usize = 2;

/// How long other tabs have to say that they are asking for latency, or registering, in milliseconds.
pub(super) const ANSWER_MS: u32 = 200;

/// How long they have where a registration waits for it: a busy tab must not be overheard.
pub(super) const HEARD_MS: u32 = 500;

/// Who waits to register says so again this often, in milliseconds, or others would count it as closed.
const AGAIN_MS: f64 = 10_000.0;

/// What is sent within this time after a word to the others, in milliseconds, is over before they give up. Above a minute,
/// since a tab that nobody sees may have to wait that long for its own timer.
const SEND_WITHIN_MS: f64 = 65_000.0;

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
        // Nobody has been told.
        self.said_ms.set(f64::NEG_INFINITY);
    }

    /// The others are told that this tab registers.
    pub(super) fn say_registering(&self, now_ms: f64) -> Word {
        self.said_ms.set(now_ms);
        Word::Registering
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
        match word {
            Word::Registering => {
                self.others_registering.said(tab, now_ms);
                return self.is_asking().then_some(Word::Asking);
            }
            Word::Registered => self.others_registering.left(tab),
            Word::Asking => self.others_asking.said(tab, now_ms),
            Word::Quiet => self.others_asking.left(tab),
            Word::Hello => return self.is_registering().then_some(Word::Registering),
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const A: u64 = 1;
    const B: u64 = 2;
    const C: u64 = 3;

    fn registering(now_ms: f64) -> Turns {
        let turns = Turns::default();
        turns.begin_registering();
        turns.say_registering(now_ms);
        turns
    }

    #[test]
    fn a_request_that_was_given_up_holds_back_registrations_and_no_requests() {
        let turns = registering(0.0);
        turns.begin_asking();
        turns.give_up();
        assert_eq!(turns.next(0.0), Next::Wait);
        assert_eq!(turns.hear(Word::Registering, A, 0.0), Some(Word::Asking));
        assert_eq!(turns.end_given_up(1.0), Some(Word::Quiet));
        assert_eq!(turns.next(1.0), Next::Send);
        let turns = Turns::default();
        for _ in 0..SLOTS {
            turns.begin_asking();
            turns.give_up();
        }
        assert!(turns.may_ask(0.0));
    }

    #[test]
    fn two_monitor_requests_run_at_once_and_a_third_waits() {
        let turns = Turns::default();
        turns.begin_asking();
        assert!(turns.may_ask(0.0));
        turns.begin_asking();
        assert!(!turns.may_ask(0.0));
    }

    #[test]
    fn a_registration_waits_for_running_monitor_requests_and_holds_back_new_ones() {
        let turns = registering(0.0);
        turns.begin_asking();
        assert!(turns.next(0.0) == Next::Wait && !turns.may_ask(0.0));
        assert_eq!(turns.end_asking(0.0), None);
        assert!(turns.next(0.0) == Next::Send && !turns.may_ask(0.0));
    }

    #[test]
    fn of_two_registrations_in_a_tab_the_first_to_end_frees_nobody() {
        let turns = registering(0.0);
        turns.begin_registering();
        assert_eq!(turns.end_registering(), None);
        assert!(!turns.may_ask(0.0));
        assert_eq!(turns.end_registering(), Some(Word::Registered));
        assert!(turns.may_ask(0.0));
    }

    #[test]
    fn a_tab_asks_nothing_before_others_could_say_that_they_register() {
        let turns = Turns::default();
        assert_eq!(turns.begin_listening(), Word::Hello);
        assert!(!turns.may_ask(0.0));
        turns.end_listening();
        assert!(turns.may_ask(0.0));
    }

    #[test]
    fn a_registration_in_another_tab_holds_back_monitor_requests_here() {
        let turns = Turns::default();
        assert_eq!(turns.hear(Word::Registering, A, 0.0), None);
        assert!(!turns.may_ask(1_000.0));
        turns.hear(Word::Registered, A, 2_000.0);
        assert!(turns.may_ask(2_000.0));
    }

    #[test]
    fn one_of_two_tabs_that_register_is_done_and_the_other_still_holds_back_requests() {
        let turns = Turns::default();
        turns.hear(Word::Registering, A, 0.0);
        turns.hear(Word::Registering, B, 100.0);
        turns.hear(Word::Registered, A, 5_000.0);
        assert!(!turns.may_ask(5_000.0));
        turns.hear(Word::Registered, B, 6_000.0);
        assert!(turns.may_ask(6_000.0));
    }

    #[test]
    fn a_registration_waits_for_monitor_requests_of_every_other_tab() {
        let (here, there) = (registering(0.0), Turns::default());
        there.begin_asking();
        assert_eq!(there.hear(Word::Registering, A, 0.0), Some(Word::Asking));
        // Said twice, as somebody else registers too; and by two tabs.
        for tab in [B, B, C] {
            here.hear(Word::Asking, tab, 1.0);
        }
        here.hear(Word::Quiet, B, 2.0);
        assert_eq!(here.next(3.0), Next::Wait);
        here.hear(Word::Quiet, C, 3.0);
        assert_eq!(here.next(4.0), Next::Send);
        assert_eq!(there.end_asking(4.0), Some(Word::Quiet));
    }

    #[test]
    fn a_registration_that_is_stopped_while_it_waits_frees_the_others() {
        let (here, there) = (registering(0.0), Turns::default());
        there.begin_asking();
        there.hear(Word::Registering, A, 0.0);
        here.hear(Word::Asking, B, 1.0);
        assert!(here.next(2.0) == Next::Wait && !there.may_ask(2.0));
        assert_eq!(here.end_registering(), Some(Word::Registered));
        there.hear(Word::Registered, A, 3.0);
        assert!(here.may_ask(3.0) && there.may_ask(3.0));
        assert_eq!(there.end_asking(4.0), None, "nobody waits for it");
    }

    #[test]
    fn a_long_wait_before_a_registration_is_not_taken_from_its_own_time() {
        let (here, there) = (registering(0.0), Turns::default());
        there.hear(Word::Registering, A, 0.0);
        here.hear(Word::Asking, B, 0.0);
        // The others hear of it again and again while it waits, and when it is sent.
        let mut now_ms = 0.0;
        while now_ms < 90_000.0 {
            now_ms += 50.0;
            if here.next(now_ms) == Next::Say {
                here.say_registering(now_ms);
                there.hear(Word::Registering, A, now_ms);
            }
            assert!(!there.may_ask(now_ms));
        }
        here.hear(Word::Quiet, B, now_ms);
        assert_eq!(here.next(now_ms), Next::Send);
        there.hear(Word::Registering, A, now_ms);
        assert!(!there.may_ask(now_ms + 30_000.0));
    }

    #[test]
    fn a_registration_whose_tab_slept_tells_the_others_before_it_is_sent() {
        let turns = registering(0.0);
        assert_eq!(turns.next(60_000.0), Next::Send);
        assert_eq!(turns.next(70_000.0), Next::Say);
        turns.say_registering(70_000.0);
        assert_eq!(turns.next(70_200.0), Next::Send);
    }

    #[test]
    fn a_tab_that_was_closed_in_the_middle_blocks_nobody_for_ever() {
        let (asking, registers) = (Turns::default(), registering(0.0));
        asking.hear(Word::Registering, A, 0.0);
        registers.hear(Word::Asking, A, 0.0);
        // A request and the latest that its end can come: 30 seconds, by a timer that is a minute late.
        assert!(!asking.may_ask(90_000.0) && registers.next(90_000.0) != Next::Send);
        registers.say_registering(100_000.0);
        assert!(asking.may_ask(100_000.0) && registers.next(100_000.0) == Next::Send);
    }

    #[test]
    fn a_tab_opened_during_a_registration_learns_of_it() {
        assert_eq!(Turns::default().hear(Word::Hello, A, 0.0), None);
        assert_eq!(registering(0.0).hear(Word::Hello, A, 0.0), Some(Word::Registering));
    }
}
