//! Which servers are shown and how they are arranged, to and from an address.

use std::fmt;

use crate::column::Column;
use crate::liveness::State;
use crate::percent;
use crate::sort::Sort;

/// How many parameters of an address are read: more than a fleet has tags.
const MOST_PARAMETERS: usize = 4_000;

/// What the servers page shows. The default shows everybody as cards in the dashboard's order.
///
/// It is written as the query part of a hash address, `q=tokyo&tag=a&tag=b&state=late,offline&sort=cpu.desc&view=table`
/// `&cols=cpu,memory&group=tag&fold=a`, always in this order and without what is the default.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    /// What is searched for, as typed ([`crate::search`]).
    pub words: String,
    /// Servers with any of these tags; the empty text means untagged. Empty for all.
    pub tags: Vec<String>,
    /// Servers in any of these states. Empty for all.
    pub states: States,
    /// What servers are sorted by. `None` for the dashboard's order.
    pub sort: Option<Sort>,
    /// One group a tag.
    pub grouped: bool,
    /// The tags of groups of which only the heading is shown; written only where there are groups.
    pub folded: Vec<String>,
    /// Cards or a table.
    pub layout: Layout,
    /// The table's columns, in order. Empty for the usual ones; ask [`Query::shown_columns`].
    pub columns: Vec<Column>,
}

/// How servers are laid out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Layout {
    /// One card a server.
    #[default]
    Cards,
    /// One row a server. `view=table`
    Table,
}

/// Some of the states.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct States(u8);

impl States {
    /// Whether none is chosen, which means all.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether this one is chosen.
    pub fn contains(self, state: State) -> bool {
        self.0 & (1 << state as u8) != 0
    }

    /// Chooses a state, or no longer.
    pub fn toggle(&mut self, state: State) {
        self.0 ^= 1 << state as u8;
    }

    /// The chosen ones, in the order in which states are shown.
    pub fn iter(self) -> impl Iterator<Item = State> {
        State::ALL.into_iter().filter(move |state| self.contains(*state))
    }
}

impl FromIterator<State> for States {
    fn from_iter<I: IntoIterator<Item = State>>(states: I) -> Self {
        Self(states.into_iter().fold(0, |bits, state| bits | 1 << state as u8))
    }
}

impl Query {
    /// Reads the query part of an address, with or without `?`. What it does not know it ignores.
    pub fn parse(query: &str) -> Self {
        let mut read = Self::default();
        let query = query.strip_prefix('?').unwrap_or(query);
        for parameter in query.split('&').take(MOST_PARAMETERS) {
            let Some((name, value)) = parameter.split_once('=') else { continue };
            let value = percent::decode(value);
            match name {
                "q" => read.words = value,
                "tag" if !read.tags.contains(&value) => read.tags.push(value),
                "state" => {
                    let named = |state: &State| value.split(',').any(|name| name == state.name());
                    read.states = State::ALL.into_iter().filter(named).collect();
                }
                "sort" => read.sort = Sort::parse(&value),
                "fold" if !read.folded.contains(&value) => read.folded.push(value),
                "group" => read.grouped = value == "tag",
                "view" => read.layout = if value == "table" { Layout::Table } else { Layout::Cards },
                "cols" => read.columns = parse_columns(&value),
                _ => {}
            }
        }
        read
    }

    /// The table's columns, in order.
    pub fn shown_columns(&self) -> &[Column] {
        if self.columns.is_empty() { &Column::DEFAULT } else { &self.columns }
    }

    /// One group a tag, or no groups. What was folded goes with them: no address says it, and a list is found again by its address.
    pub fn toggle_groups(&mut self) {
        self.grouped = !self.grouped;
        self.folded.clear();
    }

    /// Whether every server is asked for.
    pub fn admits_all(&self) -> bool {
        self.words.trim().is_empty() && self.tags.is_empty() && self.states.is_empty()
    }
}

/// Columns by name, each once. Empty when they are the usual ones.
fn parse_columns(names: &str) -> Vec<Column> {
    let mut columns = Vec::new();
    for name in names.split(',') {
        let named = Column::ALL.into_iter().find(|column| column.name() == name);
        columns.extend(named.filter(|column| !columns.contains(column)));
    }
    if columns == Column::DEFAULT { Vec::new() } else { columns }
}

impl fmt::Display for Query {
    /// The query part of an address, without `?`; empty for the default.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut written = String::new();
        let mut parameter = |name: &str, parts: &[&str]| {
            if !written.is_empty() {
                written.push('&');
            }
            written.push_str(name);
            for (n, part) in parts.iter().enumerate() {
                written.push(if n == 0 { '=' } else { ',' });
                percent::encode(part, &mut written);
            }
        };
        if !self.words.is_empty() {
            parameter("q", &[&self.words]);
        }
        for tag in &self.tags {
            parameter("tag", &[tag]);
        }
        if !self.states.is_empty() {
            parameter("state", &self.states.iter().map(State::name).collect::<Vec<_>>());
        }
        if let Some(sort) = self.sort {
            parameter("sort", &[&[sort.key.name(), sort.suffix()].concat()]);
        }
        if self.layout == Layout::Table {
            parameter("view", &["table"]);
        }
        if self.shown_columns() != Column::DEFAULT {
            parameter("cols", &self.columns.iter().copied().map(Column::name).collect::<Vec<_>>());
        }
        // Last what there may be many of: where an address is cut, the least is lost.
        if self.grouped {
            parameter("group", &["tag"]);
            for tag in &self.folded {
                parameter("fold", &[tag]);
            }
        }
        f.write_str(&written)
    }
}
