//! Which servers are shown, and in which order: what the query asks for, made of the fleet.

use leptos::prelude::*;
use nezha_fleet::haystacks::Haystacks;
use nezha_fleet::liveness::State;
use nezha_fleet::query::{Query, States};
use nezha_fleet::search::Needle;
use nezha_fleet::settling::{Hold, Settling};
use nezha_fleet::sort::{Sort, SortValue, sorted};
use nezha_fleet::totals::{Census, Totals};
use nezha_fleet::window::Section;
use rustc_hash::FxHashMap;

use crate::browser::clock::monotonic_ms;
use crate::collation::Collator;
use crate::countries::CountryNames;
use crate::dom::{Var, react};
use crate::fleet::{Fleet, Row};
use crate::i18n::Words;
use crate::navigation::Navigation;
use crate::route::Route;

/// Tags, each with a number of servers; the empty one is of untagged servers.
pub type TagCounts = Vec<(String, usize)>;

/// The servers that are shown. Changes only where something else is to be seen: not because figures differ.
#[derive(Clone, Copy)]
pub struct Shown {
    rows: Var<Vec<Row>>,
    totals: Var<Totals>,
    census: Var<Census>,
    tags: Var<TagCounts>,
    groups: Var<TagCounts>,
    navigation: Navigation,
    memory: StoredValue<Memory>,
}

/// What was found out before and still holds.
#[derive(Default)]
struct Memory {
    haystacks: Haystacks,
    settling: Settling,
    /// What was sorted last, by places in the fleet, and how it came out.
    values: Vec<SortValue>,
    found: Vec<usize>,
    order: Vec<usize>,
    sort: Option<Sort>,
    language: &'static str,
    hold: Hold,
    /// What was asked for last.
    asked: Asked,
    /// Whether everybody was shown in the dashboard's order.
    plain: bool,
}

/// Who is asked for.
#[derive(Default, PartialEq)]
struct Asked {
    words: String,
    tags: Vec<String>,
    states: States,
}

/// What of a query is as it was when it was last looked who is meant.
#[derive(Clone, Copy)]
struct Standing {
    /// The states.
    states: bool,
    /// All of it, and the list is held: then who is shown stays.
    held: bool,
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
            navigation,
            memory: StoredValue::default(),
        };
        let words = Words::of_app();
        react(move || {
            fleet.changed().track();
            let query = navigation.query();
            let seen = matches!(*navigation.route().read(), Route::Servers(_));
            let language = words.locale().tag();
            let arranged = shown.memory.try_update_value(|memory| {
                fleet.rows().with_untracked(|rows| shown.arrange(memory, fleet, rows, &query, seen, language))
            });
            if let Some(Some(rows)) = arranged {
                shown.rows.set(rows);
            }
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
        let is_folded = |tag| query.words.is_empty() && query.folded.contains(tag);
        groups.iter().map(|(tag, items)| Section { items: *items, folded: is_folded(tag) }).collect()
    }

    /// Whether groups can be folded: while something is searched for all are open, for what is found is to be seen.
    pub fn may_fold(self) -> bool {
        self.navigation.query().words.is_empty()
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

    /// Holds every row where it is, as long as the pointer or the focus is among them. Asked when rows would move.
    pub fn hold(self, change: impl FnOnce(&mut Hold)) {
        self.memory.update_value(|memory| change(&mut memory.hold));
    }

    /// Takes stock; returns the rows if they are others than before.
    fn arrange(
        self,
        memory: &mut Memory,
        fleet: Fleet,
        rows: &[Row],
        query: &Query,
        seen: bool,
        language: &'static str,
    ) -> Option<Vec<Row>> {
        let plain = query.admits_all() && query.sort.is_none() && !query.grouped;
        let was_plain = std::mem::replace(&mut memory.plain, plain);
        if plain && was_plain && *self.rows.read_untracked() == rows {
            // What most people look at most of the time.
            self.sum_up(fleet.totals().get_untracked());
            self.tags.set_if_new(fleet.tags().get_untracked());
            return None;
        }
        let now_ms = monotonic_ms();
        let in_use = memory.hold.holds(now_ms);
        let asked = Asked { words: query.words.clone(), tags: query.tags.clone(), states: query.states };
        let stands = in_use && memory.asked == asked && !asked.states.is_empty();
        let found = if query.admits_all() {
            self.sum_up(fleet.totals().get_untracked());
            self.tags.set_if_new(fleet.tags().get_untracked());
            (0..rows.len()).collect()
        } else {
            let standing = Standing { states: memory.asked.states == asked.states, held: stands };
            self.find(&mut memory.haystacks, fleet, rows, query, standing, &CountryNames::of(language))
        };
        memory.asked = asked;
        let order = memory.sort(rows, found, query, language, in_use);
        let ids: Vec<u64> = order.iter().filter_map(|place| Some(rows.get(*place)?.id)).collect();
        // On another page nobody sees the list, and its order is what "next" means there.
        let settled = memory.settling.settle(now_ms, in_use || !seen, query.sort, &ids);
        let mut places = order;
        if *settled != ids {
            let by_id: FxHashMap<u64, usize> = ids.iter().copied().zip(places.iter().copied()).collect();
            places = settled.iter().filter_map(|id| by_id.get(id).copied()).collect();
        }
        if stands {
            places = self.with_new_ones_last(rows, &places);
        }
        let mut groups = TagCounts::new();
        if query.grouped {
            places = grouped(rows, &places, &mut groups);
        }
        self.groups.set_if_new(groups);
        let rows = || places.iter().filter_map(|place| rows.get(*place));
        let same = self.rows.with_untracked(|shown| rows().eq(shown.iter()));
        (!same).then(|| rows().cloned().collect())
    }

    /// The places with those last that are not shown yet: who is looked at does not move.
    fn with_new_ones_last(self, rows: &[Row], places: &[usize]) -> Vec<usize> {
        let shown: FxHashMap<u64, usize> =
            self.rows.with_untracked(|shown| shown.iter().map(|row| (row.id, 0)).collect());
        let is_shown = |place: &usize| rows.get(*place).is_some_and(|row| shown.contains_key(&row.id));
        let (mut shown_first, new): (Vec<_>, Vec<_>) = places.iter().copied().partition(is_shown);
        shown_first.extend(new);
        shown_first
    }

    fn sum_up(self, totals: Totals) {
        self.census.set_if_new(totals.census);
        self.totals.set_if_new(totals);
    }

    /// The places of all who are asked for, and the sums over them.
    fn find(
        self,
        haystacks: &mut Haystacks,
        fleet: Fleet,
        rows: &[Row],
        query: &Query,
        standing: Standing,
        countries: &CountryNames,
    ) -> Vec<usize> {
        let needle = Needle::new(&query.words);
        let shown: FxHashMap<u64, usize> =
            self.rows.with_untracked(|shown| shown.iter().map(|row| (row.id, 0)).collect());
        let mut totals = Totals::default();
        let mut found = Vec::new();
        let mut tags: TagCounts =
            fleet.tags().read_untracked().iter().map(|(tag, _)| (tag.clone(), 0)).collect();
        for (place, row) in rows.iter().enumerate() {
            let server = row.server.read_untracked();
            if !haystacks.finds(&needle, place, &server, countries) {
                continue;
            }
            let state = row.liveness.read_untracked().state();
            let is_shown = shown.contains_key(&row.id);
            // When the dashboard falls silent, who is shown stays: nobody knows that the state is another. Who asks for other
            // states then is shown what is known.
            let stays = is_shown && standing.states && state == State::Unknown;
            // Under the pointer or the focus nothing moves, whoever dies or comes back.
            let stays = stays || is_shown && standing.held;
            let of_state = query.states.is_empty() || stays || query.states.contains(state);
            if of_state && let Some((_, count)) = tags.iter_mut().find(|(tag, _)| *tag == server.tag) {
                *count += 1;
            }
            match query.tags.is_empty() || query.tags.contains(&server.tag) {
                true if of_state => {
                    totals.add(&server, state);
                    found.push(place);
                }
                true => totals.census.add(state),
                false => {}
            }
        }
        self.sum_up(totals);
        self.tags.set_if_new(tags);
        found
    }
}

impl Memory {
    /// The places that were found, in the order that is asked for. Nothing is sorted twice for the same values.
    fn sort(
        &mut self,
        rows: &[Row],
        found: Vec<usize>,
        query: &Query,
        language: &'static str,
        in_use: bool,
    ) -> Vec<usize> {
        let Some(sort) = query.sort else {
            self.sort = None;
            return found;
        };
        let value = |place: &usize| {
            let row = rows.get(*place)?;
            Some(SortValue::of(sort.key, &row.server.read_untracked(), row.liveness.get_untracked()))
        };
        let values: Vec<SortValue> = found.iter().filter_map(value).collect();
        let resorted = self.sort != query.sort || self.language != language;
        let unknown = |values: &[SortValue]| values.iter().all(|value| matches!(value, SortValue::Unknown));
        let is_dark = |place: &usize| {
            rows.get(*place).is_some_and(|row| row.liveness.get_untracked().state() == State::Unknown)
        };
        // While nobody's state is known, the dead would rise among the living by what they did last.
        let stays = !resorted && self.found == found && !unknown(&self.values) && found.iter().all(is_dark);
        if !stays && (resorted || self.found != found || self.values != values) {
            // The first answer tells names only: rows that could not be sorted by it move as soon as they can.
            if unknown(&self.values) && !unknown(&values) && !in_use {
                self.settling = Settling::default();
            }
            let order = sorted(&values, sort.direction, &Collator::of(language));
            self.order = order.iter().filter_map(|at| found.get(*at).copied()).collect();
            (self.sort, self.language) = (query.sort, language);
            (self.found, self.values) = (found, values);
        }
        self.order.clone()
    }
}

/// The places with every group's together, the groups in the order of their first servers.
fn grouped(rows: &[Row], places: &[usize], groups: &mut TagCounts) -> Vec<usize> {
    let mut members: Vec<(usize, usize)> = Vec::with_capacity(places.len());
    for place in places {
        let Some(row) = rows.get(*place) else { continue };
        let server = row.server.read_untracked();
        let group = groups.iter().position(|(tag, _)| *tag == server.tag).unwrap_or(groups.len());
        match groups.get_mut(group) {
            Some((_, count)) => *count += 1,
            None => groups.push((server.tag.clone(), 1)),
        }
        members.push((group, *place));
    }
    let mut places = Vec::with_capacity(members.len());
    for group in 0..groups.len() {
        places.extend(members.iter().filter(|(of, _)| *of == group).map(|(_, place)| *place));
    }
    places
}
