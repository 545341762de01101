//! Where servers stand on a monitor: their places in the ranking, and whose lines are drawn.

use nezha_fleet::compare::{By, ranking};

use super::compared::Compared;

/// More lines than this nobody can tell apart.
const MOST_LINES: usize = 16;

/// Where every server stands.
#[derive(PartialEq)]
pub struct Standing {
    /// The servers by id, best first, each with its place in their list.
    pub order: Vec<(u64, usize)>,
    /// The same by their places in the list.
    pub of: Vec<Stands>,
}

/// Where one server stands.
#[derive(Clone, Copy, PartialEq, Default)]
pub struct Stands {
    /// Its place in the ranking; `None` without a value.
    pub place: Option<usize>,
    /// Its place among the lines that are drawn.
    pub line: Option<usize>,
}

impl Standing {
    /// Of all servers or those of a tag, on a monitor.
    pub fn of(servers: &[Compared], tag: Option<&String>, monitor: u64, by: By) -> Self {
        let ranked = ranked(servers, tag, monitor, by);
        let mut of = vec![Stands::default(); servers.len()];
        for (at, place) in &ranked {
            of[*at].place = *place;
        }
        for (line, at) in drawn(servers, monitor, &ranked).into_iter().enumerate() {
            of[at].line = Some(line);
        }
        let key = |(at, _): (usize, Option<usize>)| Some((servers.get(at)?.server.id, at));
        Self { order: ranked.into_iter().filter_map(key).collect(), of }
    }
}

/// The places of the servers of a tag in the list of all, best first, each with its place in the ranking.
pub fn ranked(
    servers: &[Compared],
    tag: Option<&String>,
    monitor: u64,
    by: By,
) -> Vec<(usize, Option<usize>)> {
    let of_tag: Vec<usize> = (0..servers.len()).filter(|at| servers[*at].server.is_of(tag)).collect();
    let summaries = of_tag.iter().map(|at| servers[*at].on(monitor).map(|measured| &measured.summary));
    ranking(summaries, by).into_iter().map(|ranked| (of_tag[ranked.index], ranked.place)).collect()
}

/// Of those that are ranked the places of the servers whose lines are drawn, best first. A line looks as its place among these
/// says: all that are drawn differ.
pub fn drawn(servers: &[Compared], monitor: u64, ranked: &[(usize, Option<usize>)]) -> Vec<usize> {
    let has_line = |at: &usize| {
        let measured = servers.get(*at).and_then(|server| server.on(monitor));
        measured.is_some_and(|measured| measured.line.is_some())
    };
    ranked.iter().map(|(at, _)| *at).filter(has_line).take(MOST_LINES).collect()
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use nezha_chart::Range;
    use nezha_fleet::latency::{Analysis, Probing};

    use super::super::compared::{Chosen, Measured, Outcome};
    use super::*;
    use crate::charts::Line;

    /// A server that took so many milliseconds on monitor 1.
    fn compared(id: u64, ms: f32, has_line: bool) -> Compared {
        let (times, values) = (vec![0, 60_000, 120_000], vec![ms; 3]);
        let summary = Analysis::of(&times, &values, Probing::default()).summary(&times, &values, 0..180_000);
        let measured = Measured {
            monitor_id: 1,
            monitor_name: String::new(),
            summary,
            range: Range { from_ms: 0, to_ms: 180_000 },
            line: has_line.then(|| Rc::new(Line::new(0, String::new(), times, values))),
        };
        let tag = if id.is_multiple_of(2) { "even" } else { "" };
        Compared {
            server: Chosen { id, name: String::new(), tag: tag.to_owned() },
            outcome: Outcome::Measured(Rc::new(vec![measured])),
        }
    }

    fn drawn_of(servers: &[Compared]) -> Vec<usize> {
        drawn(servers, 1, &ranked(servers, None, 1, By::Median))
    }

    #[test]
    fn a_row_knows_its_place_and_its_line_wherever_it_is_in_the_list() {
        let standing = Standing::of(&[compared(7, 10.0, false), compared(8, 5.0, true)], None, 1, By::Median);
        assert_eq!(standing.order, [(8, 1), (7, 0)]);
        let stands = |at: usize| (standing.of[at].place, standing.of[at].line);
        assert_eq!([stands(0), stands(1)], [(Some(2), None), (Some(1), Some(0))]);
    }

    #[test]
    fn of_a_tag_only_its_servers_have_places_and_lines() {
        let servers = [compared(7, 10.0, true), compared(8, 20.0, true), compared(10, 15.0, true)];
        let standing = Standing::of(&servers, Some(&"even".to_owned()), 1, By::Median);
        assert_eq!(standing.order, [(10, 2), (8, 1)]);
        let stands: Vec<_> = standing.of.iter().map(|one| (one.place, one.line)).collect();
        assert_eq!(stands, [(None, None), (Some(2), Some(1)), (Some(1), Some(0))]);
    }

    #[test]
    fn the_best_are_drawn_and_no_more_than_can_be_told_apart() {
        let servers: Vec<Compared> = (0..60).map(|id| compared(id, 100.0 - id as f32, true)).collect();
        let best: Vec<usize> = (0..60).rev().take(MOST_LINES).collect();
        assert_eq!(drawn_of(&servers), best);
    }

    #[test]
    fn a_server_whose_line_was_not_kept_takes_no_place_among_the_drawn() {
        let servers = [compared(1, 10.0, false), compared(2, 20.0, true), compared(3, 5.0, true)];
        assert_eq!(drawn_of(&servers), [2, 1]);
    }
}
