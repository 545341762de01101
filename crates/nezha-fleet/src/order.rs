//! The dashboard's order.

use std::cmp::Reverse;

use nezha_api::Server;

/// A server's place in the order of V0's own pages: `display_index` descending, then `id` ascending.
///
/// V0 answers in random order. Where a source does not tell `display_index`, it counts as 0.
pub fn dashboard_place(server: &Server) -> (Reverse<i64>, u64) {
    (Reverse(server.display_index.unwrap_or(0)), server.id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn higher_display_indexes_come_first_and_negative_ones_last() {
        let server = |id, display_index| Server { id, display_index, ..Server::default() };
        let mut servers = [
            server(1, Some(-5)),
            server(9, None),
            server(2, Some(0)),
            server(7, Some(10)),
            server(5, Some(10)),
        ];
        servers.sort_by_key(dashboard_place);
        assert_eq!(servers.iter().map(|server| server.id).collect::<Vec<_>>(), [5, 7, 2, 9, 1]);
    }
}
