//! Where the visitor is: the location's hash as a signal.

use gloo_timers::callback::Timeout;
use leptos::prelude::*;
use nezha_api::ApiBase;
use nezha_fleet::column::Column;
use nezha_fleet::query::Query;
use web_sys::Event;

use crate::browser::{address, page, scroll};
use crate::dom::Var;
use crate::kept::{
    list_left::ListLeft,
    storage::{self, Shelf},
};
use crate::route::Route;

/// The address is replaced no more often than this: browsers refuse a hundred changes in half a minute.
const REPLACE_EVERY_MS: u32 = 500;

/// Behind the address of the servers: as cards in the dashboard's order, whatever the reader's own arrangement is.
const BY_DEFAULT: &str = "?view=cards";

/// When the address was last written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Written {
    /// So long ago that it may be written again.
    Long,
    /// A moment ago, and it is what it should be.
    JustNow,
    /// A moment ago, and something has changed since.
    ThenChanged,
}

/// The place in the app, and the ways to another.
#[derive(Clone, Copy)]
pub struct Navigation {
    route: Var<Route>,
    written: StoredValue<Written>,
    list_left: StoredValue<ListLeft>,
    /// How the servers of that list were asked for.
    asked_then: StoredValue<Query>,
    /// The list is to be shown as it was left, once it is there: as a table it may come late.
    awaits_list: StoredValue<bool>,
    /// How the servers were last asked for.
    asked: StoredValue<Query>,
    /// Whether that was chosen here; a link that somebody sent arranges the list for this visit only.
    is_chosen: StoredValue<bool>,
    key: StoredValue<String>,
    /// The address that was read or written last. Another one is of somebody who goes elsewhere.
    known_hash: StoredValue<String>,
}

impl Navigation {
    /// Starts where the address points, and follows it.
    pub fn follow_the_address(base: &ApiBase) -> Self {
        let key = storage::key("view", base);
        // What is searched for belongs to this tab; how the list is arranged to this browser.
        let kept = storage::read(Shelf::Tab, &key).or_else(|| storage::read(Shelf::Browser, &key));
        let navigation = Self {
            route: Var::new(Route::Nowhere),
            written: StoredValue::new(Written::Long),
            list_left: StoredValue::new(ListLeft::default()),
            asked_then: StoredValue::default(),
            awaits_list: StoredValue::new(true),
            asked: StoredValue::new(Query::parse(&kept.unwrap_or_default())),
            is_chosen: StoredValue::new(false),
            key: StoredValue::new(key),
            known_hash: StoredValue::default(),
        };
        scroll::keep_its_place();
        navigation.read_the_address();
        navigation.leave_list(ListLeft::kept(base, &navigation.asked()));
        page::listen(&window(), "hashchange", move |_: Event| navigation.read_the_address());
        navigation
    }

    /// How a page was left: the list is found again as it was, one of other servers and all other pages at their top.
    pub fn left_at(self, route: &Route) -> ListLeft {
        match route {
            Route::Servers(query) if self.asked_then.with_value(|then| is_same_list(then, query)) => {
                self.list_left.get_value()
            }
            _ => ListLeft::default(),
        }
    }

    /// How the list was left last.
    pub fn list_left(self) -> ListLeft {
        self.list_left.get_value()
    }

    /// To where a list that has just come into the page is to be scrolled, in CSS pixels from its top; 0 where it is to stay.
    pub fn take_list_top(self) -> f64 {
        let awaited = self.awaits_list.get_value();
        self.awaits_list.set_value(false);
        if awaited { self.left_at(&self.route.read_untracked()).top_px } else { 0.0 }
    }

    /// How the servers were last asked for, as the address says it.
    pub fn asked(self) -> String {
        self.asked.with_value(Query::to_string)
    }

    /// The current place.
    pub fn route(self) -> Var<Route> {
        self.route
    }

    /// How the servers are asked for, or were when they were last seen. Follows the place.
    pub fn query(self) -> Query {
        match &*self.route.read() {
            Route::Servers(query) => query.clone(),
            _ => self.asked.get_value(),
        }
    }

    /// The servers with exactly this tag, the empty one for untagged servers, arranged as they were last seen.
    pub fn tagged(self, tag: &str) -> Route {
        let mut arranged = self.asked.with_value(arranged);
        arranged.folded.retain(|folded| folded != tag);
        Route::Servers(Query { tags: vec![tag.to_owned()], ..arranged })
    }

    /// Shows the same page in another way, without a step for the Back button. New pages are ordinary links.
    pub fn adjust(self, route: Route) {
        // Who asks for something else does not come back.
        self.awaits_list.set_value(false);
        if self.is_arranged_anew(&route) {
            self.is_chosen.set_value(true);
        }
        self.go(route);
        self.replace_soon();
    }

    /// Asks for other servers, or for the same in another way.
    pub fn ask(self, change: impl FnOnce(&mut Query)) {
        let mut query = untrack(|| self.query());
        change(&mut query);
        self.adjust(Route::Servers(query));
    }

    /// The columns of the table, as they were last chosen; empty for the usual ones.
    pub fn columns(self) -> Vec<Column> {
        self.asked.with_value(|asked| asked.columns.clone())
    }

    /// Chooses the columns for when the servers are seen again.
    pub fn set_columns(self, columns: Vec<Column>) {
        self.key.with_value(|key| {
            // Of what is kept only these change: how a sent link arranged the list stays a visit. A link's own columns may be the
            // chosen ones while others are kept.
            let mut kept = Query::parse(&storage::read(Shelf::Browser, key).unwrap_or_default());
            if kept.columns != columns {
                kept.columns.clone_from(&columns);
                storage::write(Shelf::Browser, key, &kept.to_string());
            }
        });
        self.asked.update_value(|asked| asked.columns = columns);
        self.replace_soon();
    }

    /// Follows the address. The bare one means the servers as they were last seen, and then says so itself: a copied
    /// link shows what its sender saw.
    fn read_the_address(self) {
        let hash = address::hash();
        let route = Route::parse(&hash);
        let bare = route == Route::servers() && !hash.contains('?');
        let route = if bare { Route::Servers(self.asked.get_value()) } else { route };
        if self.is_arranged_anew(&route) {
            self.is_chosen.set_value(false);
        }
        let address = self.address(&route);
        self.known_hash.set_value(hash);
        if bare && address != "#/" {
            self.replace(&address);
        }
        let before = self.route.read_untracked();
        if *before != route {
            if !before.same_page(&route) {
                self.awaits_list.set_value(true);
                if matches!(*before, Route::Servers(_)) {
                    self.leave_list(ListLeft::now());
                }
            }
            if self.go(route) {
                self.replace_soon();
            }
        }
    }

    fn leave_list(self, left: ListLeft) {
        self.list_left.set_value(left);
        self.asked_then.set_value(self.asked.get_value());
    }

    /// Returns whether other servers are asked for, or the same in another way.
    fn go(self, route: Route) -> bool {
        let asks = match &route {
            Route::Servers(query) if self.asked.with_value(|asked| asked != query) => {
                self.asked.set_value(query.clone());
                true
            }
            _ => false,
        };
        self.route.set(route);
        asks
    }

    /// Whether the servers would be arranged otherwise than they were last seen.
    fn is_arranged_anew(self, route: &Route) -> bool {
        let Route::Servers(query) = route else { return false };
        self.asked.with_value(|asked| arranged(asked) != arranged(query))
    }

    /// Writes the address, and what is to be remembered: at once, and what changes soon after together.
    fn replace_soon(self) {
        match self.written.get_value() {
            Written::Long => {
                self.write();
                self.rest();
            }
            Written::JustNow => self.written.set_value(Written::ThenChanged),
            Written::ThenChanged => {}
        }
    }

    fn rest(self) {
        self.written.set_value(Written::JustNow);
        Timeout::new(REPLACE_EVERY_MS, move || {
            if self.written.get_value() == Written::ThenChanged {
                self.write();
                self.rest();
            } else {
                self.written.set_value(Written::Long);
            }
        })
        .forget();
    }

    fn write(self) {
        self.remember();
        // Whoever has just gone elsewhere is about to be told of it, and must find that address.
        if self.known_hash.with_value(|known| *known == address::hash()) {
            self.replace(&self.address(&self.route.get_untracked()));
        }
    }

    fn replace(self, address: &str) {
        address::replace_hash(address);
        self.known_hash.set_value(address::hash());
    }

    /// The address of a place, as whoever it is sent to is to see it. Where nobody has ever chosen an arrangement the bare one
    /// will do.
    fn address(self, route: &Route) -> String {
        let mut address = route.to_string();
        let has_chosen = || self.key.with_value(|key| storage::read(Shelf::Browser, key)).is_some();
        if *route == Route::servers() && has_chosen() {
            address.push_str(BY_DEFAULT);
        }
        address
    }

    fn remember(self) {
        let asked = self.asked.get_value();
        let key = self.key.get_value();
        storage::write(Shelf::Tab, &key, &asked.to_string());
        if self.is_chosen.get_value() {
            storage::write(Shelf::Browser, &key, &arranged(&asked).to_string());
        }
    }
}

/// Whether two lists have the same servers at the same places; columns move none.
fn is_same_list(one: &Query, other: &Query) -> bool {
    let places = |query: &Query| Query { columns: Vec::new(), ..query.clone() };
    places(one) == places(other)
}

/// How the list is arranged, whatever it is searched for.
fn arranged(query: &Query) -> Query {
    Query {
        sort: query.sort,
        grouped: query.grouped,
        folded: query.folded.clone(),
        layout: query.layout,
        columns: query.columns.clone(),
        ..Query::default()
    }
}
