//! Haystacks that are kept, so that a server is read again only when it has become another.

use nezha_api::Server;

use crate::hardware::flag_code;
use crate::lexicon::Lexicon;
use crate::search::{Needle, haystack, texts_of};

/// The haystacks of servers, by their places in the dashboard's order.
#[derive(Debug, Default)]
pub struct Haystacks {
    kept: Vec<Kept>,
}

#[derive(Debug, Default)]
struct Kept {
    id: u64,
    print: u64,
    text: String,
}

impl Haystacks {
    /// Whether the server at this place is meant. Its haystack is made when it is first asked for, and again when
    /// another server stands there, or this one is called or made otherwise.
    pub fn finds(&mut self, needle: &Needle, place: usize, server: &Server, lexicon: &dyn Lexicon) -> bool {
        if needle.is_empty() {
            return true;
        }
        if self.kept.len() <= place {
            self.kept.resize_with(place + 1, Kept::default);
        }
        let Some(kept) = self.kept.get_mut(place) else { return false };
        let print = fingerprint(server);
        if kept.text.is_empty() || kept.id != server.id || kept.print != print {
            let code = server.known_host().and_then(|host| flag_code(&host.country_code));
            let country = code.map(|code| lexicon.country_names(&code)).unwrap_or_default();
            *kept = Kept { id: server.id, print, text: haystack(server, &country, lexicon) };
        }
        needle.finds(server.id, &kept.text)
    }
}

/// A number that changes with whatever is in a haystack: FNV-1a, which is small and fast enough.
fn fingerprint(server: &Server) -> u64 {
    let mut print = 0xcbf2_9ce4_8422_2325u64;
    let mut add = |text: &str| {
        for byte in text.bytes().chain([0xff]) {
            print = (print ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    };
    texts_of(server, &mut add);
    if let Some(host) = server.known_host() {
        // A part of the system's name.
        add(&host.platform_version);
    }
    print
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use nezha_api::{Addresses, Host};

    use super::*;
    use crate::lexicon::test::Nameless;

    fn server() -> Server {
        Server {
            id: 7,
            name: "tokyo".into(),
            host: Some(Host { platform: "debian".into(), gpu: vec!["RTX".into()], ..Host::default() }),
            addresses: Some(Addresses { valid_ip: "192.0.2.1".into(), ..Addresses::default() }),
            ..Server::default()
        }
    }

    /// Knows Japan, and no other country.
    struct Japan;

    impl Lexicon for Japan {
        fn country_names(&self, code: &str) -> String {
            assert_eq!(code, "jp");
            "Japan\n日本".into()
        }

        fn taken_apart(&self, text: &str) -> String {
            Nameless.taken_apart(text)
        }
    }

    fn needle(typed: &str) -> Needle {
        Needle::new(typed, &Nameless)
    }

    #[test]
    fn a_country_is_found_by_its_name_in_every_language_of_visitors() {
        let mut haystacks = Haystacks::default();
        let mut server = server();
        server.host.as_mut().unwrap().country_code = "JP".into();
        for word in ["日本", "jp", "japan"] {
            assert!(haystacks.finds(&needle(word), 0, &server, &Japan), "{word}");
        }
        server.host.as_mut().unwrap().country_code = "AS".into();
        assert!(haystacks.finds(&needle("as"), 0, &server, &Japan), "nobody asks for a continent's name");
        assert!(!haystacks.finds(&needle("japan"), 0, &server, &Japan), "it has moved");
    }

    /// A word, and a change after which it is found.
    type Change = (&'static str, fn(&mut Server));

    #[test]
    fn a_server_that_changes_is_found_by_what_it_is_now() {
        let changes: [Change; 4] = [
            ("osaka", |server| server.name = "osaka".into()),
            ("lab", |server| server.tag = "lab".into()),
            ("a100", |server| server.host.as_mut().unwrap().gpu = vec!["A100".into()]),
            ("198.51", |server| server.addresses.as_mut().unwrap().valid_ip = "198.51.100.1".into()),
        ];
        for (word, change) in changes {
            let mut haystacks = Haystacks::default();
            let needle = needle(word);
            assert!(!haystacks.finds(&needle, 0, &server(), &Japan), "{word}");
            let mut changed = server();
            change(&mut changed);
            assert!(haystacks.finds(&needle, 0, &changed, &Japan), "{word}");
            assert!(!haystacks.finds(&needle, 0, &server(), &Japan), "{word}");
        }
    }

    /// Counts how often it is asked: once for every haystack that is made of a server whose country is known.
    #[derive(Default)]
    struct Counted(Cell<usize>);

    impl Lexicon for Counted {
        fn country_names(&self, _: &str) -> String {
            self.0.set(self.0.get() + 1);
            String::new()
        }

        fn taken_apart(&self, text: &str) -> String {
            Nameless.taken_apart(text)
        }
    }

    #[test]
    fn a_search_letter_by_letter_makes_no_haystack_twice() {
        let mut haystacks = Haystacks::default();
        let named = |id| {
            let host = Host { platform: "debian".into(), country_code: "jp".into(), ..Host::default() };
            Server { id, name: format!("tokyo-{id}"), host: Some(host), ..Server::default() }
        };
        let mut servers: Vec<Server> = (0..1000).map(named).collect();
        let made = Counted::default();
        let mut search = |typed: &str, servers: &[Server]| {
            let needle = needle(typed);
            let found = servers
                .iter()
                .enumerate()
                .filter(|(at, server)| haystacks.finds(&needle, *at, server, &made));
            found.count()
        };
        assert_eq!(["t", "to", "tok", "tokx"].map(|typed| search(typed, &servers)), [1000, 1000, 1000, 0]);
        assert_eq!(made.0.get(), 1000);
        servers[7].name = "osaka".into();
        assert_eq!(search("tok", &servers), 999);
        assert_eq!(made.0.get(), 1001, "only the one that changed is read again");
    }

    #[test]
    fn another_server_at_the_same_place_is_not_mistaken_for_the_one_before() {
        let mut haystacks = Haystacks::default();
        assert!(haystacks.finds(&needle("#7"), 3, &server(), &Japan));
        assert!(!haystacks.finds(&needle("#7"), 3, &Server { id: 8, ..server() }, &Japan));
        assert!(haystacks.finds(&needle(""), 9000, &server(), &Japan));
    }
}
