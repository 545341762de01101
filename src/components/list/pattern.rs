//! Everything about one server that is somewhere in the page: a card, a row of a table.

use std::rc::Rc;

use leptos::prelude::untrack;

use crate::components::list::glance::{Glance, Say};
use crate::dom::{Element, Kind, Place, Spot, Template, Value, View, effect, shared};
use crate::fleet::{Fleet, Row};
use crate::words::{Catalogue, Word, Words};

/// Writes several spots, and remembers what it has written.
pub type Write = Box<dyn FnMut(&Glance)>;

/// What is said in one place of a pattern, or in several.
enum Says {
    Text(Say),
    /// After this, which stands there already.
    Value(Value, fn(&Glance) -> Value),
    /// By itself, into so many spots of a copy.
    Written(usize, Rc<dyn Fn(Vec<Spot>) -> Write>),
}

/// What is to be written about a server, and where, while the element is made that all others are copies of.
///
/// A caller that follows signals follows the language by this: words are the same for all servers, so they are copied.
pub struct PatternBuilder {
    words: &'static Catalogue,
    places: Vec<Place>,
    says: Vec<Says>,
}

impl PatternBuilder {
    /// Nothing so far.
    pub fn new() -> Self {
        Self { words: Words::of_app().get(), places: Vec::new(), says: Vec::new() }
    }

    /// A text.
    pub fn text(&mut self, say: Say) -> View {
        let (view, place) = Place::text();
        self.put(place, Says::Text(say));
        view
    }

    /// A word of the catalogue.
    pub(crate) fn word_text(&self, word: Word) -> &'static str {
        word(self.words)
    }

    /// A text that is a word of the catalogue.
    pub(crate) fn word(&self, word: Word) -> View {
        View::text(self.word_text(word))
    }

    /// An attribute that is there or not, or says more than a text does.
    pub fn attribute_value(&mut self, element: &Element, name: &'static str, say: fn(&Glance) -> Value) {
        self.put(element.place(Kind::Attribute, name), Says::Value(Value::Absent, say));
    }

    /// An attribute that is there or not, and is there for most servers: so it is copied.
    pub fn attribute_mostly_there(
        &mut self,
        element: &Element,
        name: &'static str,
        say: fn(&Glance) -> Value,
    ) {
        element.set(name, "");
        self.put(element.place(Kind::Attribute, name), Says::Value(Value::Flag(true), say));
    }

    /// An attribute that is a text.
    pub fn attribute_text(&mut self, element: &Element, name: &'static str, say: Say) {
        self.put(element.place(Kind::Attribute, name), Says::Text(say));
    }

    /// An attribute that is a word of the catalogue.
    pub(crate) fn attribute_word(&self, element: &Element, name: &'static str, word: Word) {
        element.set(name, self.word_text(word));
    }

    /// Anything that is written into these places, in a copy.
    pub fn written_by(&mut self, places: Vec<Place>, written: Rc<dyn Fn(Vec<Spot>) -> Write>) {
        self.says.push(Says::Written(places.len(), written));
        self.places.extend(places);
    }

    fn put(&mut self, place: Place, says: Says) {
        self.says.push(says);
        self.places.push(place);
    }

    /// The finished element, in which all of this is written. Nothing in it may follow a signal by itself.
    pub fn finish(self, element: Element) -> Pattern {
        Pattern { template: Template::new(element, self.places), says: Rc::new(self.says) }
    }
}

/// What is alike for all servers. Made once, and copied for each.
pub struct Pattern {
    template: Template,
    says: Rc<Vec<Says>>,
}

/// What a copy has for one thing that is said.
enum Slot {
    /// A spot, and what was written there last.
    Put(Spot, Value),
    Written(Write),
}

impl Pattern {
    /// A copy that follows a server from now on, until the owner around the caller is done.
    ///
    /// One effect writes all of it: an effect for every text and attribute was half of what a poll cost. Each slot
    /// writes only what differs from what it has written.
    pub fn show(&self, row: Row) -> View {
        let (view, spots) = self.template.copy();
        let mut spots = spots.into_iter();
        let slots = self.says.iter().filter_map(|says| {
            Some(match says {
                Says::Written(count, written) => {
                    Slot::Written(written(spots.by_ref().take(*count).collect()))
                }
                Says::Value(before, _) => Slot::Put(spots.next()?, before.clone()),
                Says::Text(_) => Slot::Put(spots.next()?, "".into()),
            })
        });
        follow(row, Rc::clone(&self.says), slots.collect());
        view
    }
}

fn follow(row: Row, says: Rc<Vec<Says>>, mut slots: Vec<Slot>) {
    let words = Words::of_app();
    let now_s = shared::<Fleet>().ages_by_s();
    effect(Box::new(move || {
        let liveness = row.liveness.get();
        // Nothing that a live server is judged by reads a clock.
        let silent_s = liveness.last_seen_s().and_then(|_| liveness.silent_s(now_s.get()?));
        let server = row.server.read();
        let recent = row.recent.read_untracked();
        // Followed once, above: every further time costs as much as writing a text. Another language or unit is another pattern.
        untrack(|| {
            let glance = Glance { server: &server, liveness, recent: &recent, silent_s, words };
            for (says, slot) in says.iter().zip(&mut slots) {
                slot.write(says, &glance);
            }
        });
    }));
}

impl Slot {
    fn write(&mut self, says: &Says, glance: &Glance) {
        let (spot, before) = match self {
            Self::Put(spot, before) => (spot, before),
            Self::Written(write) => return write(glance),
        };
        let now = match says {
            Says::Text(say) => say(glance).into(),
            Says::Value(_, say) => match say(glance) {
                Value::Flag(false) => Value::Absent,
                now => now,
            },
            Says::Written(..) => return,
        };
        if *before != now {
            spot.put(&now);
            *before = now;
        }
    }
}
