//! A set of servers.

use rustc_hash::FxHashMap;

/// Ids of servers, each once. A map underneath: the browser's program has code for that already, and for no set.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ids(FxHashMap<u64, usize>);

impl Ids {
    /// A set with room for so many, since one that grows moves everybody several times.
    pub fn with_room_for(ids: usize) -> Self {
        Self(FxHashMap::with_capacity_and_hasher(ids, Default::default()))
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether it is one of them.
    pub fn contains(&self, id: u64) -> bool {
        self.0.contains_key(&id)
    }

    /// Adds one.
    pub fn insert(&mut self, id: u64) {
        self.0.insert(id, 0);
    }
}

impl FromIterator<u64> for Ids {
    fn from_iter<I: IntoIterator<Item = u64>>(ids: I) -> Self {
        Self(ids.into_iter().map(|id| (id, 0)).collect())
    }
}
