//! Which servers a list shows, and in which order, from one answer to the next.

use std::cmp::Ordering;

use nezha_api::{Server, Status};
use nezha_fleet::arrangement::{Arranged, Arrangement, Ask, Servers, TagCounts};
use nezha_fleet::lexicon::Lexicon;
use nezha_fleet::liveness::{Liveness, State};
use nezha_fleet::query::Query;
use nezha_fleet::sort::Collation;

const T: i64 = 1_795_341_896;

/// One language for all names.
struct English;

impl Lexicon for English {
    fn country_names(&self, _: &str) -> String {
        String::new()
    }

    fn taken_apart(&self, text: &str) -> String {
        text.into()
    }
}

impl Collation for English {
    fn language(&self) -> &'static str {
        "en"
    }

    fn compare(&self, a: &str, b: &str) -> Ordering {
        a.cmp(b)
    }
}

/// A fleet in the dashboard's order, and somebody who looks at it.
#[derive(Default)]
struct Visit {
    fleet: Fleet,
    arrangement: Arrangement,
    now_ms: f64,
    held: bool,
}

#[derive(Default)]
struct Fleet(Vec<(Server, Liveness)>);

impl Servers for Fleet {
    fn len(&self) -> usize {
        self.0.len()
    }

    fn id(&self, place: usize) -> Option<u64> {
        self.0.get(place).map(|(server, _)| server.id)
    }

    fn look(&self, place: usize, look: &mut dyn FnMut(&Server, Liveness)) {
        if let Some((server, liveness)) = self.0.get(place) {
            look(server, *liveness);
        }
    }
}

impl Visit {
    /// To servers from 1 on, live, with so much CPU in use each.
    fn to(cpu: &[f64]) -> Self {
        let server = |(cpu, id): (&f64, u64)| Server {
            id,
            name: format!("n{id}"),
            last_active: T,
            status: Some(Status { cpu: *cpu, ..Status::default() }),
            ..Server::default()
        };
        let fleet = cpu.iter().zip(1..).map(server).map(|server| (server, Liveness::Live)).collect();
        Self { fleet: Fleet(fleet), ..Self::default() }
    }

    fn server(&mut self, id: u64) -> &mut (Server, Liveness) {
        &mut self.fleet.0[id as usize - 1]
    }

    fn tag(&mut self, id: u64, tag: &str) {
        self.server(id).0.tag = tag.into();
    }

    fn cpu(&mut self, id: u64, percent: f64) {
        self.server(id).0.status = Some(Status { cpu: percent, ..Status::default() });
    }

    fn dies(&mut self, id: u64) {
        self.server(id).1 = Liveness::Offline { last_seen_s: T, before_restart: false };
    }

    fn all_are(&mut self, liveness: Liveness) {
        self.fleet.0.iter_mut().for_each(|(_, now)| *now = liveness);
    }

    fn arranged(&mut self, address: &str) -> Arranged {
        let mut tags = TagCounts::new();
        for (server, _) in &self.fleet.0 {
            match tags.iter_mut().find(|(tag, _)| *tag == server.tag) {
                Some((_, count)) => *count += 1,
                None => tags.push((server.tag.clone(), 1)),
            }
        }
        let ask = Ask {
            query: &Query::parse(address),
            tags: &tags,
            now_ms: self.now_ms,
            held: self.held,
            is_seen: true,
            lexicon: &English,
            collation: &English,
        };
        self.arrangement.arrange(&self.fleet, &ask)
    }

    /// Who is shown two seconds later.
    fn shown(&mut self, address: &str) -> Vec<u64> {
        self.now_ms += 2_000.0;
        let places = self.arranged(address).places;
        places.iter().filter_map(|place| self.fleet.id(*place)).collect()
    }
}

#[test]
fn without_a_query_everybody_is_shown_in_the_dashboards_order() {
    let mut visit = Visit::to(&[1.0, 2.0, 3.0]);
    let everybody = Arranged { places: vec![0, 1, 2], groups: TagCounts::new(), sums: None };
    assert_eq!(visit.arranged(""), everybody);
}

#[test]
fn a_row_does_not_move_while_the_list_is_held_however_long() {
    let mut visit = Visit::to(&[10.0, 50.0, 90.0]);
    assert_eq!(visit.shown("sort=cpu.desc"), [3, 2, 1]);
    visit.held = true;
    visit.cpu(1, 99.0);
    for _ in 0..20 {
        assert_eq!(visit.shown("sort=cpu.desc"), [3, 2, 1]);
    }
    assert_eq!(visit.shown("sort=cpu.asc"), [2, 3, 1], "another direction was asked for");
    visit.held = false;
    visit.now_ms += 10_000.0;
    assert_eq!(visit.shown("sort=cpu.desc"), [1, 3, 2]);
}

#[test]
fn who_leaves_the_state_that_is_asked_for_stays_while_the_list_is_held() {
    let mut visit = Visit::to(&[90.0, 50.0, 10.0, 5.0]);
    visit.dies(4);
    assert_eq!(visit.shown("state=live&sort=cpu.desc"), [1, 2, 3]);
    visit.held = true;
    visit.dies(1);
    visit.dies(2);
    visit.server(4).1 = Liveness::Live;
    visit.cpu(4, 99.0);
    assert_eq!(visit.shown("state=live&sort=cpu.desc"), [1, 2, 3, 4], "who comes back is last");
    assert_eq!(visit.shown("state=offline&sort=cpu.desc"), [1, 2], "others are asked for");
    assert_eq!(visit.shown("state=offline&sort=cpu.desc&q=n2"), [2]);
    visit.held = false;
    assert_eq!(visit.shown("state=live&sort=cpu.desc"), [4, 3]);
}

#[test]
fn who_comes_back_while_the_list_is_held_moves_nobody_however_long() {
    let mut visit = Visit::to(&[1.0, 2.0, 3.0, 4.0]);
    visit.dies(1);
    visit.dies(2);
    assert_eq!(visit.shown("state=live"), [3, 4]);
    visit.held = true;
    visit.server(2).1 = Liveness::Live;
    assert_eq!(visit.shown("state=live"), [3, 4, 2]);
    visit.server(1).1 = Liveness::Live;
    for _ in 0..3 {
        assert_eq!(visit.shown("state=live"), [3, 4, 2, 1], "behind who came before");
    }
    visit.held = false;
    assert_eq!(visit.shown("state=live"), [1, 2, 3, 4]);
}

#[test]
fn who_comes_back_while_groups_are_held_waits() {
    let mut visit = Visit::to(&[1.0, 2.0, 3.0]);
    for (id, tag) in [(1, "a"), (2, "a"), (3, "b")] {
        visit.tag(id, tag);
    }
    visit.dies(2);
    assert_eq!(visit.shown("state=live&group=tag"), [1, 3]);
    visit.held = true;
    visit.server(2).1 = Liveness::Live;
    for _ in 0..3 {
        assert_eq!(visit.shown("state=live&group=tag"), [1, 3], "group b stays where it is");
    }
    visit.held = false;
    assert_eq!(visit.shown("state=live&group=tag"), [1, 2, 3]);
}

#[test]
fn who_was_shown_stays_when_the_dashboard_falls_silent() {
    let mut visit = Visit::to(&[1.0, 2.0, 3.0]);
    visit.dies(2);
    assert_eq!(visit.shown("state=offline"), [2]);
    visit.all_are(Liveness::Unknown);
    assert_eq!(visit.shown("state=offline"), [2]);
    assert_eq!(visit.shown("state=live"), [0_u64; 0], "nobody is known to be live");
    assert_eq!(visit.shown("state=unknown"), [1, 2, 3]);
}

#[test]
fn what_is_searched_for_while_the_dashboard_is_silent_costs_nobody_their_last_known_state() {
    let mut visit = Visit::to(&[1.0, 2.0, 3.0]);
    for (id, tag) in [(1, "a"), (2, "a"), (3, "b")] {
        visit.tag(id, tag);
    }
    visit.dies(2);
    visit.dies(3);
    assert_eq!(visit.shown("tag=a&state=offline"), [2]);
    visit.all_are(Liveness::Unknown);
    let sums = visit.arranged("tag=a&state=offline").sums.expect("somebody is not asked for");
    assert_eq!(sums.tags, [("a".to_owned(), 1), ("b".to_owned(), 1)]);
    assert_eq!(visit.shown("state=offline&q=n2"), [2]);
    assert_eq!(visit.shown("state=offline"), [2, 3]);
}

#[test]
fn a_state_that_changed_while_everybody_was_shown_is_what_was_known_last() {
    let mut visit = Visit::to(&[1.0, 2.0]);
    assert_eq!(visit.shown("state=live"), [1, 2]);
    assert_eq!(visit.shown(""), [1, 2]);
    visit.dies(1);
    assert_eq!(visit.shown(""), [1, 2]);
    visit.all_are(Liveness::Unknown);
    assert_eq!(visit.shown("state=live"), [0_u64; 0], "nobody looked who was");
}

#[test]
fn the_dead_do_not_rise_when_the_dashboard_falls_silent() {
    let mut visit = Visit::to(&[10.0, 50.0, 90.0]);
    visit.dies(3);
    assert_eq!(visit.shown("sort=cpu.desc"), [2, 1, 3]);
    visit.all_are(Liveness::Unknown);
    visit.now_ms += 60_000.0;
    assert_eq!(visit.shown("sort=cpu.desc"), [2, 1, 3]);
}

#[test]
fn a_sort_that_is_chosen_anew_while_the_dashboard_is_silent_sorts_by_what_was_heard_last() {
    let mut visit = Visit::to(&[90.0, 50.0, 10.0]);
    assert_eq!(visit.shown("sort=cpu.desc"), [1, 2, 3]);
    assert_eq!(visit.shown(""), [1, 2, 3]);
    for (id, cpu) in [(1, 10.0), (2, 50.0), (3, 90.0)] {
        visit.cpu(id, cpu);
    }
    visit.all_are(Liveness::Unknown);
    assert_eq!(visit.shown("sort=cpu.desc"), [3, 2, 1]);
}

#[test]
fn who_comes_back_first_of_many_does_not_move_while_the_list_is_held() {
    let mut visit = Visit::to(&[10.0, 50.0, 90.0]);
    (1..=3).for_each(|id| visit.dies(id));
    assert_eq!(visit.shown("sort=cpu.desc"), [1, 2, 3]);
    visit.held = true;
    visit.server(3).1 = Liveness::Live;
    assert_eq!(visit.shown("sort=cpu.desc"), [1, 2, 3]);
    visit.held = false;
    visit.now_ms += 10_000.0;
    assert_eq!(visit.shown("sort=cpu.desc"), [3, 1, 2]);
}

#[test]
fn names_that_came_before_figures_are_sorted_as_soon_as_figures_are_there() {
    let mut visit = Visit::to(&[10.0, 90.0]);
    visit.fleet.0.iter_mut().for_each(|(server, _)| server.status = None);
    assert_eq!(visit.shown("sort=cpu.desc"), [1, 2]);
    visit.cpu(1, 10.0);
    visit.cpu(2, 90.0);
    assert_eq!(visit.shown("sort=cpu.desc"), [2, 1]);
}

#[test]
fn groups_stand_in_the_order_of_their_first_servers_and_keep_theirs_together() {
    let mut visit = Visit::to(&[10.0, 40.0, 30.0, 20.0]);
    for (id, tag) in [(1, "a"), (2, "b"), (3, "a"), (4, "")] {
        visit.tag(id, tag);
    }
    let arranged = visit.arranged("group=tag&sort=cpu.desc");
    assert_eq!(arranged.places, [1, 2, 0, 3]);
    assert_eq!(arranged.groups, [("b".to_owned(), 1), ("a".to_owned(), 2), (String::new(), 1)]);
}

#[test]
fn counters_tell_what_they_would_add() {
    let mut visit = Visit::to(&[1.0, 2.0, 3.0, 4.0]);
    for (id, tag) in [(1, "a"), (2, "a"), (3, "b"), (4, "b")] {
        visit.tag(id, tag);
    }
    visit.dies(2);
    visit.dies(3);
    let arranged = visit.arranged("tag=a&state=live");
    assert_eq!(arranged.places, [0]);
    let sums = arranged.sums.expect("somebody is not asked for");
    assert_eq!([State::Live, State::Offline].map(|state| sums.totals.census.of(state)), [1, 1]);
    assert_eq!(sums.tags, [("a".to_owned(), 1), ("b".to_owned(), 1)]);
}
