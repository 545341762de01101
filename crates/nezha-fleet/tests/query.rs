//! Queries in addresses: what is copied from one browser shows the same in another.

use nezha_fleet::column::Column;
use nezha_fleet::liveness::State;
use nezha_fleet::query::{Layout, Query, States};
use nezha_fleet::sort::{Direction, Sort, SortKey};
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

fn full() -> Query {
    Query {
        words: "tokyo 香港".into(),
        tags: vec!["a&b".into(), String::new()],
        states: [State::Offline, State::Late].into_iter().collect(),
        sort: Some(Sort { key: SortKey::Cpu, direction: Direction::Descending }),
        grouped: true,
        folded: vec!["a&b".into(), String::new()],
        layout: Layout::Table,
        columns: vec![Column::Memory, Column::Cpu],
    }
}

const FULL: &str = "q=tokyo%20%E9%A6%99%E6%B8%AF&tag=a%26b&tag=&state=late,offline&sort=cpu.desc&view=table&cols=memory,cpu&group=tag&fold=a%26b&fold=";

#[test]
fn everything_is_in_the_address() {
    assert_eq!(full().to_string(), FULL);
    assert_eq!(Query::parse(FULL), full());
}

#[test]
fn what_is_the_default_is_not_in_the_address() {
    assert_eq!(Query::default().to_string(), "");
    let usual = Query { columns: Column::DEFAULT.to_vec(), ..Query::default() };
    assert_eq!(usual.to_string(), "");
    let names = Column::DEFAULT.map(Column::name).join(",");
    assert_eq!(Query::parse(&format!("cols={names}&view=cards&sort=&state=&q=")), Query::default());
}

#[test]
fn links_of_the_first_version_still_work() {
    assert_eq!(Query::parse("tag=Tokyo").tags, ["Tokyo"]);
    assert_eq!(Query::parse("?tag=").tags, [""], "untagged");
}

#[test]
fn other_programs_may_escape_what_we_do_not() {
    let escaped = Query::parse("state=late%2Coffline&sort=cpu%2Edesc&cols=cpu%2cdisk");
    assert_eq!(escaped.states, [State::Late, State::Offline].into_iter().collect());
    assert_eq!(escaped.sort, full().sort);
    assert_eq!(escaped.columns, [Column::Cpu, Column::Disk]);
}

#[test]
fn what_is_not_known_is_ignored() {
    let odd = "x=1&q&state=dead,late,&sort=beauty.desc&group=size&view=cinema&cols=cpu,cpu,soul&tag=a&tag=a";
    let read = Query::parse(odd);
    let expected = Query {
        tags: vec!["a".into()],
        states: [State::Late].into_iter().collect(),
        columns: vec![Column::Cpu],
        ..Query::default()
    };
    assert_eq!(read, expected);
}

#[test]
fn an_endless_address_ends() {
    let endless: String = (0..100_000).map(|n| format!("tag={n}&")).collect();
    assert!(Query::parse(&endless).tags.len() <= 4_000);
}

#[test]
fn a_fleet_of_many_tags_stays_folded_with_everything_else() {
    let folded = (0..3_000).map(|tag| tag.to_string()).collect();
    let query = Query { folded, ..full() };
    assert_eq!(Query::parse(&query.to_string()), query);
}

#[test]
fn everybody_is_asked_for_unless_something_is_chosen() {
    assert!(Query::default().admits_all());
    let blank = Query { words: " \u{3000}".into(), grouped: true, ..Query::default() };
    assert!(blank.admits_all(), "blanks are no words, and to arrange leaves nobody out");
    for narrowed in ["q=a", "tag=", "state=late"] {
        assert!(!Query::parse(narrowed).admits_all(), "{narrowed}");
    }
}

#[test]
fn a_state_is_chosen_and_let_go_with_the_same_button() {
    let mut states = States::default();
    states.toggle(State::Late);
    assert!(states.contains(State::Late) && !states.contains(State::Live));
    states.toggle(State::Late);
    assert!(states.is_empty());
}

fn any_query() -> impl Strategy<Value = Query> {
    let sort = (select(&SortKey::ALL), any::<bool>()).prop_map(|(key, up)| Sort {
        key,
        direction: if up { Direction::Ascending } else { Direction::Descending },
    });
    let states = subsequence(State::ALL.to_vec(), 0..=State::ALL.len());
    let columns = subsequence(Column::ALL.to_vec(), 0..=Column::ALL.len()).prop_shuffle();
    let tags = || proptest::collection::hash_set(any::<String>(), 0..5);
    (any::<String>(), [tags(), tags()], states, proptest::option::of(sort), any::<[bool; 2]>(), columns)
        .prop_map(|(words, [tags, folded], states, sort, [grouped, table], columns)| Query {
            words,
            folded: folded.into_iter().filter(|_| grouped).collect(),
            tags: tags.into_iter().collect(),
            states: states.into_iter().collect(),
            sort,
            grouped,
            layout: if table { Layout::Table } else { Layout::Cards },
            columns,
        })
}

proptest! {
    #[test]
    fn every_query_survives_the_address(query in any_query()) {
        let read = Query::parse(&query.to_string());
        prop_assert_eq!(read.shown_columns(), query.shown_columns());
        prop_assert_eq!(Query { columns: Vec::new(), ..read }, Query { columns: Vec::new(), ..query });
    }

    #[test]
    fn an_address_is_safe_to_put_behind_a_hash(query in any_query()) {
        let address = query.to_string();
        prop_assert!(address.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~%&=,".contains(&byte)));
    }

    #[test]
    fn whatever_is_read_is_written_the_same_way_again(address in any::<String>()) {
        let read = Query::parse(&address);
        prop_assert_eq!(Query::parse(&read.to_string()), read);
    }

    #[test]
    fn nearly_right_addresses_do_no_harm(address in "((q|tag|state|sort|cols|view)=[a-z%,.&=]{0,9}&?){0,9}") {
        let read = Query::parse(&address);
        prop_assert_eq!(Query::parse(&read.to_string()), read);
    }
}
