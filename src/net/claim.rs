//! One tab holds a thing, and every other keeps its hands off it.
//!
//! A duplicated tab has a copy of the first one's session storage, and with it the note of a registration. Only one of
//! them may go on with it. Tabs talk over a `BroadcastChannel`, because Web Locks need a secure context. What a tab wants it also
//! notes in local storage: another one that stands still hears nothing, and what was said meanwhile is never delivered to it.

use std::cell::RefCell;
use std::rc::Rc;

use gloo_timers::future::TimeoutFuture;
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
    /// Where the last tab that wanted something has noted it.
    wish_key: Rc<str>,
}

impl Claims {
    /// Listens to other tabs from now on; `name` is that of the channel.
    pub fn new(name: &str) -> Self {
        let wish_key = [name, "-wanted"].concat().into();
        let claims = Self { held: Rc::default(), channel: BroadcastChannel::new(name).ok(), wish_key };
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
        self.held.replace(Held { what: what.to_owned(), weight: HELD, ..Held::default() });
    }

    /// Lets go.
    pub fn release(&self) {
        self.held.take();
    }

    /// Asks the other tabs for something that may be theirs. Whether it is this tab's now. `chance` is from 0 to 1.
    pub async fn ask(&self, what: &str, chance: f64) -> bool {
        // Whole numbers: to print a float alone is 8 kB of wasm.
        let weight = (chance * 1e9) as u32;
        self.held.replace(Held { what: what.to_owned(), weight, ..Held::default() });
        let wish = ["wanted ", &weight.to_string(), " ", what].concat();
        storage::write(Shelf::Browser, &self.wish_key, &wish);
        self.say(&wish);
        TimeoutFuture::new(ANSWER_MS).await;
        let mut held = self.held.borrow_mut();
        if held.lost {
            *held = Held::default();
            return false;
        }
        held.weight = TAKEN_OVER + weight;
        true
    }

    /// Whether another tab has said that it holds what this one took over.
    pub fn is_lost(&self) -> bool {
        self.held.borrow().lost
    }

    /// Whether another tab has wanted what this one holds since [`Claims::take_wish`]. It learns whose it is, at the latest now.
    pub fn is_wished_for(&self) -> bool {
        if let Some(answer) = storage::read(Shelf::Browser, &self.wish_key).and_then(|wish| self.hear(&wish))
        {
            storage::remove(Shelf::Browser, &self.wish_key);
            self.say(&answer);
        }
        self.held.borrow().is_wished_for
    }

    /// The same, and forgets it.
    pub fn take_wish(&self) -> bool {
        let is_wished_for = self.is_wished_for();
        self.held.borrow_mut().is_wished_for = false;
        is_wished_for
    }

    /// Takes in what another tab said; returns what to answer.
    fn hear(&self, text: &str) -> Option<String> {
        let (word, rest) = text.split_once(' ')?;
        let mut held = self.held.borrow_mut();
        match word {
            "wanted" => {
                let (weight, what) = rest.split_once(' ')?;
                let weight: u32 = weight.parse().ok()?;
                // Its own wish stays noted.
                let is_own = held.weight == TAKEN_OVER.saturating_add(weight);
                let ours = !held.lost && held.what == what && held.weight > weight && !is_own;
                held.is_wished_for |= ours;
                ours.then(|| ["taken ", &held.weight.to_string(), " ", what].concat())
            }
            "taken" => {
                let (weight, what) = rest.split_once(' ')?;
                held.lost |= held.what == what && held.weight < weight.parse().ok()?;
                None
            }
            _ => None,
        }
    }

    fn say(&self, text: &str) {
        if let Some(channel) = &self.channel {
            // A text can always be cloned to other tabs; a closed channel has nobody left to tell.
            let _ = channel.post_message(&text.into());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tab(what: &str, weight: u32) -> Claims {
        let held = Held { what: what.to_owned(), weight, ..Held::default() };
        Claims { held: Rc::new(RefCell::new(held)), channel: None, wish_key: "".into() }
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
    fn who_holds_something_learns_that_another_tab_may_have_been_at_it_and_takes_its_own_wish_for_none() {
        let learns = |holder: &Claims, wish: &str| {
            holder.hear(wish);
            holder.held.borrow().is_wished_for
        };
        assert!(!learns(&tab("p", HELD), "wanted 9 q"));
        assert!(learns(&tab("p", HELD), "wanted 9 p"));
        let took_over = tab("p", TAKEN_OVER + 9);
        assert!(!learns(&took_over, "wanted 9 p"));
        assert!(learns(&took_over, "wanted 8 p"));
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
        assert!(second.is_lost() && !first.is_lost());
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
        assert!(one.is_lost() && !other.is_lost());
    }

    #[test]
    fn what_is_held_is_never_lost_to_a_word() {
        let holder = tab("p", HELD);
        holder.hear("taken 4294967295 p");
        assert!(!holder.held.borrow().lost);
        assert_eq!(holder.hear("nonsense"), None);
    }
}
