//! One group a tag.

use super::{Servers, TagCounts};

/// The places with every group's together, and the groups in the order of their first servers.
pub(super) fn grouped(servers: &dyn Servers, places: &[usize]) -> (Vec<usize>, TagCounts) {
    let mut groups = TagCounts::new();
    let mut members: Vec<(usize, usize)> = Vec::with_capacity(places.len());
    for place in places {
        servers.look(*place, &mut |server, _| {
            let group = groups.iter().position(|(tag, _)| *tag == server.tag).unwrap_or(groups.len());
            match groups.get_mut(group) {
                Some((_, count)) => *count += 1,
                None => groups.push((server.tag.clone(), 1)),
            }
            members.push((group, *place));
        });
    }
    let mut places = Vec::with_capacity(members.len());
    for group in 0..groups.len() {
        places.extend(members.iter().filter(|(of, _)| *of == group).map(|(_, place)| *place));
    }
    (places, groups)
}
