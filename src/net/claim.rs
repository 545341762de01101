//! One tab holds a thing, and every other keeps its hands off it.
//!
//! A duplicated tab has a copy of the first one's session storage, and with it the note of a registration. Only one of
//! them may go on with it. Tabs talk over a `BroadcastChannel`, because Web Locks need a secure context. What a tab wants or has
//! taken over it also notes in local storage: one that stands still hears nothing, and what was said meanwhile is never delivered
//! to it.

use std::cell::RefCell;
use std::hash::BuildHasher;
use std::rc::Rc;

use gloo_timers::future::TimeoutFuture;
use rustc_hash::FxBuildHasher;
use web_sys::{BroadcastChannel, MessageEvent};

use crate::browser::page;
use crate::kept::storage::{self, Shelf};

/// How long other tabs have to object.
const ANSWER_MS: u32 = 250;

/// Of who began it: heavier than anything.
const HELD: u32 = u32::MAX;

/// With the wish, of who asked for it when nobody objected: heavier than any wish. Who began it may only have been too busy to
/// object in time, and so may another one who asked.
const TAKEN_OVER: u32 = 2_000_000_000;

/// What this tab holds or wants.
#[derive(Default)]
struct Held {
    what: String,
    /// How much it weighs against another tab that has or wants the same: by chance, and [`TAKEN_OVER`] more once it is this tab's;
    /// or [`HELD`].
    weight: u32,
    /// Another tab has it.
    lost: bool,
    /// Another tab wanted it, and may have been at it if this one was too busy to object.
    is_wished_for: bool,
}

/// The claims of this tab. Clones are the same.
#[derive(Clone)]
pub struct Claims {
    held: Rc<RefCell<Held>>,
    channel: Option<BroadcastChannel>,
    /// How the keys of notes begin.
    notes: Rc<str>,
}

impl Claims {
    /// Listens to other tabs from now on; `name` is that of the channel.
    pub fn new(name: &str) -> Self {
        let notes = [name, "-claimed "].concat().into();
        let claims = Self { held: Rc::default(), channel: BroadcastChannel::new(name).ok(), notes };
        if let Some(channel) = &claims.channel {
            let hearing = claims.clone();
            page::listen(channel, "message", move |event: MessageEvent| {
                if let Some(answer) = event.data().as_string().and_then(|text| hearing.hear(&text)) {
                    hearing.say(&answer);
                }
            });
        }
        claims
    }

    /// Holds something new that no other tab can know of.
    pub fn hold(&self, what: &str) {
        self.release();
        self.held.replace(Held { what: what.to_owned(), weight: HELD, ..Held::default() });
    }

    /// Lets go.
    pub fn release(&self) {
        let held = self.held.take();
        if !held.what.is_empty() && !held.lost {
            storage::remove(Shelf::Browser, &self.note_of(&held.what));
        }
    }

    /// Asks the other tabs for something that may be theirs. Whether it is this tab's now. `chance` is from 0 to 1.
    pub async fn ask(&self, what: &str, chance: f64) -> bool {
        // Whole numbers: to print a float alone is 8 kB of wasm.
        let weight = (chance * 1e9) as u32;
        self.held.replace(Held { what: what.to_owned(), weight, ..Held::default() });
        self.note(what, weight);
        self.say(&["wanted ", &weight.to_string(), " ", what].concat());
        TimeoutFuture::new(ANSWER_MS).await;
        let weight = TAKEN_OVER + weight;
        let is_ours = !self.held.borrow().lost && self.noted(what).is_none_or(|noted| noted < weight);
        if is_ours {
            self.held.borrow_mut().weight = weight;
            self.note(what, weight);
        } else {
            self.held.take();
        }
        is_ours
    }

    /// Whether another tab holds what this one took over.
    pub fn is_lost(&self) -> bool {
        self.look();
        self.held.borrow().lost
    }

    /// Whether another tab has wanted what this one holds since [`Claims::take_wish`].
    pub fn is_wished_for(&self) -> bool {
        self.look();
        self.held.borrow().is_wished_for
    }

    /// The same, and forgets it.
    pub fn take_wish(&self) -> bool {
        self.look();
        std::mem::take(&mut self.held.borrow_mut().is_wished_for)
    }

    /// Reads what other tabs have noted, and notes whose it is.
    fn look(&self) {
        let what = self.held.borrow().what.clone();
        if let Some(noted) = self.noted(&what)
            && let Some(weight) = self.held.borrow_mut().meets(noted)
        {
            self.note(&what, weight);
            self.say(&taken(weight, &what));
        }
    }

    /// Takes in what another tab said; returns what to answer.
    fn hear(&self, text: &str) -> Option<String> {
        let (word, rest) = text.split_once(' ')?;
        let (weight, what) = rest.split_once(' ')?;
        let mut held = self.held.borrow_mut();
        if held.what != what || !matches!(word, "wanted" | "taken") {
            return None;
        }
        let weight: u32 = weight.parse().ok()?;
        // Who only wants it is told whose it is, and gives in by itself.
        if word == "wanted" && held.weight < weight {
            return None;
        }
        held.meets(weight).map(|weight| taken(weight, what))
    }

    fn say(&self, text: &str) {
        if let Some(channel) = &self.channel {
            // A text can always be cloned to other tabs; a closed channel has nobody left to tell.
            let _ = channel.post_message(&text.into());
        }
    }

    /// The heaviest that has wanted this, or holds it, as far as it is noted.
    fn noted(&self, what: &str) -> Option<u32> {
        storage::read(Shelf::Browser, &self.note_of(what))?.parse().ok()
    }

    fn note(&self, what: &str, weight: u32) {
        storage::write(Shelf::Browser, &self.note_of(what), &weight.to_string());
    }

    /// Each has a key of its own. It holds no name of a server.
    fn note_of(&self, what: &str) -> String {
        [&*self.notes, &FxBuildHasher.hash_one(what).to_string()].concat()
    }
}

impl Held {
    /// Another tab wants it, or has it, with this weight; returns with which this one keeps it.
    fn meets(&mut self, weight: u32) -> Option<u32> {
        self.lost |= self.weight < weight;
        let is_kept = !self.lost && self.weight > weight;
        self.is_wished_for |= is_kept;
        is_kept.then_some(self.weight)
    }
}

fn taken(weight: u32, what: &str) -> String {
    ["taken ", &weight.to_string(), " ", what].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tab(what: &str, weight: u32) -> Claims {
        let held = Held { what: what.to_owned(), weight, ..Held::default() };
        Claims { held: Rc::new(RefCell::new(held)), channel: None, notes: "".into() }
    }

    #[test]
    fn a_tab_that_holds_something_says_so_and_the_other_gives_in() {
        let (first, second) = (tab("plan 7", HELD), tab("plan 7", 9));
        let answer = first.hear("wanted 9 plan 7").unwrap();
        assert_eq!(second.hear(&answer), None);
        assert!(second.held.borrow().lost);
        assert_eq!(first.hear("wanted 9 plan 8"), None);
    }

    #[test]
    fn who_holds_something_learns_that_another_tab_may_have_been_at_it() {
        let learns = |wish: &str| {
            let holder = tab("p", HELD);
            holder.hear(wish);
            holder.held.take().is_wished_for
        };
        assert!(learns("wanted 9 p"));
        assert!(!learns("wanted 9 q"));
    }

    #[test]
    fn a_note_tells_who_stood_still_whose_it_is_by_now() {
        let meets = |weight: u32, noted: u32| {
            let mut held = Held { what: "p".to_owned(), weight, ..Held::default() };
            (held.meets(noted), held.lost, held.is_wished_for)
        };
        assert_eq!(meets(HELD, TAKEN_OVER + 9), (Some(HELD), false, true), "its own");
        assert_eq!(meets(TAKEN_OVER + 3, TAKEN_OVER + 6), (None, true, false), "the heavier one's");
        assert_eq!(meets(TAKEN_OVER + 6, TAKEN_OVER + 6), (None, false, false), "what it noted itself");
    }

    #[test]
    fn of_two_that_took_it_over_one_gives_in_where_only_one_hears_the_other() {
        let (one, other) = (tab("p", TAKEN_OVER + 3), tab("p", TAKEN_OVER + 6));
        let answer = one.hear("wanted 6 p").unwrap();
        one.hear(&other.hear(&answer).unwrap());
        assert!(one.held.borrow().lost && !other.held.borrow().lost);
    }

    #[test]
    fn of_two_that_ask_at_once_exactly_one_gives_in() {
        let (one, other) = (tab("p", 3), tab("p", 6));
        assert_eq!(one.hear("wanted 6 p"), None);
        let answer = other.hear("wanted 3 p").unwrap();
        one.hear(&answer);
        assert!(one.held.borrow().lost && !other.held.borrow().lost);
    }

    #[test]
    fn who_was_too_busy_to_object_gets_back_what_it_began() {
        let (first, second) = (tab("p", HELD), tab("p", TAKEN_OVER + 9));
        second.hear(&first.hear("wanted 9 p").unwrap());
        assert!(second.held.borrow().lost && !first.held.borrow().lost);
        assert_eq!(second.hear("wanted 7 p"), None, "what was given back is nobody's to keep from others");
        let taken = tab("p", TAKEN_OVER).hear("wanted 999999999 p");
        assert_eq!(taken.as_deref(), Some("taken 2000000000 p"), "a third gets nothing");
    }

    #[test]
    fn of_two_that_were_both_too_busy_exactly_one_gives_in() {
        let (one, other) = (tab("p", TAKEN_OVER + 3), tab("p", TAKEN_OVER + 6));
        let answers = [one.hear("wanted 6 p").unwrap(), other.hear("wanted 3 p").unwrap()];
        other.hear(&answers[0]);
        one.hear(&answers[1]);
        assert!(one.held.borrow().lost && !other.held.borrow().lost);
    }

    #[test]
    fn what_is_held_is_never_lost_to_a_word() {
        let holder = tab("p", HELD);
        holder.hear("taken 4294967295 p");
        assert!(!holder.held.borrow().lost);
        assert_eq!(holder.hear("nonsense"), None);
    }
}
