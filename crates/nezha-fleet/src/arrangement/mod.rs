//! Which servers are shown, and in which order: what a query makes of the fleet, from one answer to the next.

mod finding;
mod groups;
mod ordering;

use nezha_api::Server;
use rustc_hash::FxHashMap;

use crate::haystacks::Haystacks;
use crate::ids::Ids;
use crate::lexicon::Lexicon;
use crate::liveness::Liveness;
use crate::query::Query;
use crate::settling::Settling;
use crate::sort::Collation;
use crate::totals::Totals;
use finding::{Asked, InStates};
use ordering::Ordering;

/// Tags, each with a number of servers; the empty one is of untagged servers.
pub type TagCounts = Vec<(String, usize)>;

/// The fleet, by places in the dashboard's order. A place that is none is passed over.
pub trait Servers {
    /// How many there are.
    fn len(&self) -> usize;

    /// Whether there is none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The id of the server at this place.
    fn id(&self, place: usize) -> Option<u64>;

    /// Looks at the server at this place.
    fn look(&self, place: usize, look: &mut dyn FnMut(&Server, Liveness));
}

/// How the list is asked for.
pub struct Ask<'a> {
    /// Who, and in which order.
    pub query: &'a Query,
    /// All tags of the fleet, in the order in which they are shown.
    pub tags: &'a TagCounts,
    /// Now, in milliseconds by a clock that only goes forward.
    pub now_ms: f64,
    /// The pointer or the focus is among the rows: nobody moves or goes.
    pub held: bool,
    /// The list is in the page. On others its order is what "next" means there, and stays.
    pub is_seen: bool,
    /// What words are the same to who searches.
    pub lexicon: &'a dyn Lexicon,
    /// How names are ordered.
    pub collation: &'a dyn Collation,
}

/// What is shown.
#[derive(Debug, Clone, PartialEq)]
pub struct Arranged {
    /// The servers by their places in the fleet, in the order in which they are shown; those of folded groups too.
    pub places: Vec<usize>,
    /// The groups in the order of the servers, each with how many it has. Empty where nothing is grouped.
    pub groups: TagCounts,
    /// `None` where everybody is asked for: the fleet has sums of its own.
    pub sums: Option<Sums>,
}

/// Sums over those who are asked for.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Sums {
    /// Its census counts also who would be shown if no state were asked for.
    pub totals: Totals,
    /// All tags of the fleet, each with how many servers would be shown if it were asked for.
    pub tags: TagCounts,
}

/// Arranges the list, and remembers what it takes to leave alone what need not change.
#[derive(Debug, Default)]
pub struct Arrangement {
    asked: Asked,
    in_states: InStates,
    haystacks: Haystacks,
    ordering: Ordering,
    settling: Settling,
    shown: Ids,
    /// Who came while the list was held, in the order in which they came.
    late: Vec<u64>,
}

impl Arrangement {
    /// Arranges the list anew.
    pub fn arrange(&mut self, servers: &dyn Servers, ask: &Ask) -> Arranged {
        let query = ask.query;
        let asked = Asked::of(query);
        let is_held = self.asked.stays(&asked, ask.held);
        self.asked = asked;
        let (found, sums) = if query.admits_all() {
            self.in_states = InStates::default();
            ((0..servers.len()).collect(), None)
        } else {
            let staying = is_held.then_some(&self.shown);
            let (found, sums) =
                finding::find(&mut self.haystacks, &mut self.in_states, servers, ask, staying);
            (found, Some(sums))
        };
        let ordered = self.ordering.order(servers, found, ask);
        if ordered.is_first && !ask.held {
            self.settling = Settling::default();
        }
        let mut places = self.settled(servers, ordered.places, ask);
        if is_held {
            places = self.with_the_late_last(servers, places, query.grouped);
        } else {
            self.late.clear();
        }
        let (places, groups) =
            if query.grouped { groups::grouped(servers, &places) } else { (places, TagCounts::new()) };
        self.shown = places.iter().filter_map(|place| servers.id(*place)).collect();
        Arranged { places, groups, sums }
    }

    /// The places without those who came since the list is held, and these behind them, in the order in which they came. Behind
    /// groups there is no place for them: they wait.
    fn with_the_late_last(&mut self, servers: &dyn Servers, places: Vec<usize>, grouped: bool) -> Vec<usize> {
        let id = |place: &usize| servers.id(*place).unwrap_or_default();
        let is_early = |place: &usize| self.shown.contains(id(place)) && !self.late.contains(&id(place));
        let (mut early, late): (Vec<_>, Vec<_>) = places.into_iter().partition(is_early);
        self.late.retain(|one| late.iter().any(|place| id(place) == *one));
        for one in late.iter().map(id) {
            if !self.late.contains(&one) {
                self.late.push(one);
            }
        }
        if !grouped {
            early.extend(self.late.iter().filter_map(|one| late.iter().find(|place| id(place) == *one)));
        }
        early
    }

    /// The places in the order that is shown: who moves, moves when it may.
    fn settled(&mut self, servers: &dyn Servers, places: Vec<usize>, ask: &Ask) -> Vec<usize> {
        let ids: Vec<u64> = places.iter().filter_map(|place| servers.id(*place)).collect();
        let settled = self.settling.settle(ask.now_ms, ask.held || !ask.is_seen, ask.query.sort, &ids);
        if *settled == ids {
            return places;
        }
        let by_id: FxHashMap<u64, usize> = ids.iter().copied().zip(places).collect();
        settled.iter().filter_map(|id| by_id.get(id).copied()).collect()
    }
}
