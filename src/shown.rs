//! Which servers are shown, and in which order: what the query asks for, made of the fleet.

use leptos::prelude::*;
pub use nezha_fleet::arrangement::TagCounts;
use nezha_fleet::arrangement::{Arranged, Arrangement, Ask, Servers, Sums};
use nezha_fleet::liveness::Liveness;
use nezha_fleet::query::Query;
use nezha_fleet::settling::Hold;
use nezha_fleet::totals::{Census, Totals};
use nezha_fleet::window::Section;

use crate::browser::clock::monotonic_ms;
use crate::dom::{Var, react};
use crate::fleet::{Fleet, Row};
use crate::navigation::Navigation;
use crate::route::Route;
use crate::words::{Words, collation::Collator, lexicon::BrowserLexicon};

/// The servers that are shown. Changes only where something else is to be seen: not because figures differ.
#[derive(Clone, Copy)]
pub struct Shown {
    rows: Var<Vec<Row>>,
    totals: Var<Totals>,
    census: Var<Census>,
    tags: Var<TagCounts>,
    groups: Var<TagCounts>,
    fleet: Fleet,
    navigation: Navigation,
    memory: StoredValue<Memory>,
}

#[derive(Default)]
struct Memory {
    arrangement: Arrangement,
    hold: Hold,
    /// Whether everybody was shown in the dashboard's order.
    plain: bool,
}

/// The fleet's rows, as they are arranged. Who looks does not follow them.
struct Rows<'a>(&'a [Row]);

impl Servers for Rows<'_> {
    fn len(&self) -> usize {
        self.0.len()
    }

    fn id(&self, place: usize) -> Option<u64> {
        self.0.get(place).map(|row| row.id)
    }

    fn look(&self, place: usize, look: &mut dyn FnMut(&nezha_api::Server, Liveness)) {
        if let Some(row) = self.0.get(place) {
            look(&row.server.read_untracked(), row.liveness.get_untracked());
        }
    }
}

impl Shown {
    /// Follows the query and the fleet for as long as the app runs.
    pub fn follow(fleet: Fleet, navigation: Navigation) -> Self {
        let shown = Self {
            rows: Var::default(),
            totals: Var::default(),
            census: Var::default(),
            tags: Var::default(),
            groups: Var::default(),
            fleet,
            navigation,
            memory: StoredValue::default(),
        };
        let words = Words::of_app();
        react(move || {
            fleet.changed().track();
            let query = navigation.query();
            let seen = matches!(*navigation.route().read(), Route::Servers(_));
            let language = words.locale().tag();
            shown.take_stock(&query, seen, language);
        });
        shown
    }

    /// The servers, in the order in which they are shown; those of folded groups too.
    pub fn rows(self) -> Var<Vec<Row>> {
        self.rows
    }

    /// How many are in each state, counting also who would be shown if no state were asked for.
    pub fn census(self) -> Var<Census> {
        self.census
    }

    /// Sums over them.
    pub fn totals(self) -> Var<Totals> {
        self.totals
    }

    /// All tags, each with how many servers would be shown if it were asked for.
    pub fn tags(self) -> Var<TagCounts> {
        self.tags
    }

    /// The groups, each with its number of servers, in the order of the rows. Empty where nothing is grouped.
    pub fn groups(self) -> Var<TagCounts> {
        self.groups
    }

    /// The tag of a group, counted from the top; `None` where there are not so many. Who asks does not follow it.
    pub fn tag_of(self, group: usize) -> Option<String> {
        self.groups.read_untracked().get(group).map(|(tag, _)| tag.clone())
    }

    /// How many headings of groups stand above the row at this place.
    pub fn headings_above(self, place: usize) -> usize {
        let mut end = 0;
        let begins = |(_, rows): &&(String, usize)| {
            let begin = end;
            end += rows;
            begin <= place
        };
        self.groups.read().iter().take_while(begins).count()
    }

    /// The ids in the order now shown. The caller follows it.
    pub fn ids(self) -> Vec<u64> {
        self.rows.read().iter().map(|row| row.id).collect()
    }

    /// The rows as sections of a list; one where nothing is grouped.
    pub fn sections(self) -> Vec<Section> {
        let groups = self.groups.read();
        if groups.is_empty() {
            return vec![Section { items: self.rows.read().len(), folded: false }];
        }
        let query = self.navigation.query();
        let may_fold = self.may_fold();
        let is_folded = |tag| may_fold && query.folded.contains(tag);
        groups.iter().map(|(tag, items)| Section { items: *items, folded: is_folded(tag) }).collect()
    }

    /// Whether groups can be folded: while something is searched for all are open, for what is found is to be seen.
    pub fn may_fold(self) -> bool {
        self.navigation.query().words.trim().is_empty()
    }

    /// Whether of a group only its heading is shown.
    pub fn is_folded(self, tag: &str) -> bool {
        self.may_fold() && self.navigation.query().folded.iter().any(|folded| folded == tag)
    }

    /// Folds a group, or unfolds it.
    pub fn fold(self, tag: &str) {
        self.navigation.ask(|query| match query.folded.iter().position(|folded| folded == tag) {
            Some(place) => drop(query.folded.remove(place)),
            None => query.folded.push(tag.to_owned()),
        });
    }

    /// Whether all groups are folded, so far as there are any.
    pub fn are_all_folded(self) -> bool {
        let query = self.navigation.query();
        self.groups.read().iter().all(|(tag, _)| query.folded.contains(tag))
    }

    /// Folds all groups, or unfolds them where all are folded. Those that are not shown now stay as they are.
    pub fn fold_all(self) {
        let unfolds = untrack(|| self.are_all_folded());
        let tags: Vec<String> = self.groups.read_untracked().iter().map(|(tag, _)| tag.clone()).collect();
        let all = self.fleet.tags().get_untracked();
        self.navigation.ask(|query| {
            // Nor do those stay that no server has any more.
            query.folded.retain(|folded| !tags.contains(folded) && all.iter().any(|(tag, _)| tag == folded));
            if !unfolds {
                query.folded.extend(tags);
            }
        });
    }

    /// Holds every row where it is, as long as the pointer or the focus is among them. Asked when rows would move.
    pub fn hold(self, change: impl FnOnce(&mut Hold)) {
        self.memory.update_value(|memory| change(&mut memory.hold));
    }

    /// Takes stock of the fleet.
    fn take_stock(self, query: &Query, is_seen: bool, language: &'static str) {
        let rows = self.fleet.rows().read_untracked();
        let plain = query.admits_all() && query.sort.is_none() && !query.grouped;
        let arranged = self.memory.try_update_value(|memory| {
            let was_plain = std::mem::replace(&mut memory.plain, plain);
            // What most people look at most of the time.
            if plain && was_plain && *self.rows.read_untracked() == *rows {
                return None;
            }
            let now_ms = monotonic_ms();
            let ask = Ask {
                query,
                tags: &self.fleet.tags().read_untracked(),
                now_ms,
                held: memory.hold.holds(now_ms),
                is_seen,
                lexicon: &BrowserLexicon::default(),
                collation: &Collator::of(language),
            };
            Some(memory.arrangement.arrange(&Rows(&rows), &ask))
        });
        match arranged {
            Some(Some(Arranged { places, groups, sums })) => {
                self.sum_up(sums);
                self.groups.set_if_new(groups);
                let arranged = || places.iter().filter_map(|place| rows.get(*place));
                if !self.rows.with_untracked(|shown| arranged().eq(shown.iter())) {
                    self.rows.set(arranged().cloned().collect());
                }
            }
            Some(None) => self.sum_up(None),
            // The app has ended.
            None => {}
        }
    }

    /// Shows these sums, or where everybody is asked for those of the fleet.
    fn sum_up(self, sums: Option<Sums>) {
        let Sums { totals, tags } = sums.unwrap_or_else(|| Sums {
            totals: self.fleet.totals().get_untracked(),
            tags: self.fleet.tags().get_untracked(),
        });
        self.census.set_if_new(totals.census);
        self.totals.set_if_new(totals);
        self.tags.set_if_new(tags);
    }
}
