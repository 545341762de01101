//! Every address of the app, to and from the location's hash. Pure.

use std::fmt;

use nezha_fleet::percent;
use nezha_fleet::query::Query;

/// A place in the app.
///
/// Addresses live in the hash, because V0's static folder answers no path that is not a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Route {
    /// `#/`: the servers, as the query asks for them. `?tag=…&sort=…`
    Servers(Query),
    /// `#/server/7`: one server.
    Server {
        /// The server's id.
        id: u64,
        /// How much of the latency is shown. `?range=6h`
        range: LatencyRange,
    },
    /// `#/compare?monitor=3`: servers side by side.
    Compare {
        /// The monitor they are compared on; `None` for the first that is known. `?monitor=…`
        monitor: Option<u64>,
        /// Only servers with exactly this tag. `?tag=…`
        tag: Option<String>,
    },
    /// `#/register`: the form that registers a server.
    Register,
    /// `#/settings`: what the visitor prefers.
    Settings,
    /// `#/hygiene`: what to tidy up.
    Hygiene,
    /// Anything else.
    Nowhere,
}

/// How far back a latency chart looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum LatencyRange {
    /// `?range=1h`
    Hour,
    /// `?range=6h`
    SixHours,
    /// All that V0 keeps; not written into the address.
    #[default]
    Day,
}

impl LatencyRange {
    /// Every range, shortest first.
    pub const ALL: [Self; 3] = [Self::Hour, Self::SixHours, Self::Day];

    /// The length, in milliseconds.
    pub fn ms(self) -> i64 {
        match self {
            Self::Hour => 3_600_000,
            Self::SixHours => 21_600_000,
            Self::Day => 86_400_000,
        }
    }

    /// How it is written in addresses, and on its button.
    pub fn hours(self) -> u32 {
        match self {
            Self::Hour => 1,
            Self::SixHours => 6,
            Self::Day => 24,
        }
    }
}

impl Route {
    /// The servers, as they were last seen.
    pub fn servers() -> Self {
        Self::Servers(Query::default())
    }

    /// What every address of a server begins with.
    pub const SERVER: &str = "#/server/";

    /// All servers side by side.
    pub const COMPARE: Self = Self::Compare { monitor: None, tag: None };

    /// One server, all of its day.
    pub fn server(id: u64) -> Self {
        Self::Server { id, range: LatencyRange::default() }
    }

    /// Reads a location's hash, with or without `#`. Unknown parameters are ignored.
    pub fn parse(hash: &str) -> Self {
        let hash = hash.strip_prefix('#').unwrap_or(hash);
        let (path, query) = hash.split_once('?').unwrap_or((hash, ""));
        let parameter = |name: &str| {
            query
                .split('&')
                .filter_map(|pair| pair.split_once('='))
                .find(|(key, _)| *key == name)
                .map(|(_, v)| v)
        };
        let mut parts = path.split('/').filter(|part| !part.is_empty());
        match (parts.next(), parts.next(), parts.next()) {
            (None, ..) => Self::Servers(Query::parse(query)),
            (Some("server"), Some(id), None) => match id.parse() {
                Ok(id) => Self::Server { id, range: parse_range(parameter("range")) },
                Err(_) => Self::Nowhere,
            },
            (Some("compare"), None, _) => Self::Compare {
                monitor: parameter("monitor").and_then(|id| id.parse().ok()),
                tag: parameter("tag").map(percent::decode),
            },
            (Some("register"), None, _) => Self::Register,
            (Some("settings"), None, _) => Self::Settings,
            (Some("hygiene"), None, _) => Self::Hygiene,
            _ => Self::Nowhere,
        }
    }

    /// Whether two addresses are the same page, so that going from one to the other is no step for the Back button.
    pub fn same_page(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Server { id, .. }, Self::Server { id: other, .. }) => id == other,
            _ => std::mem::discriminant(self) == std::mem::discriminant(other),
        }
    }
}

fn parse_range(text: Option<&str>) -> LatencyRange {
    let is_text = |range: &LatencyRange| {
        text.and_then(|text| text.strip_suffix('h')) == Some(&range.hours().to_string())
    };
    LatencyRange::ALL.into_iter().find(is_text).unwrap_or_default()
}

impl fmt::Display for Route {
    /// The hash, with `#`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Servers(query) if *query != Query::default() => write!(f, "#/?{query}"),
            Self::Servers(_) | Self::Nowhere => f.write_str("#/"),
            Self::Server { id, range: LatencyRange::Day } => write!(f, "{}{id}", Self::SERVER),
            Self::Server { id, range } => {
                write!(f, "{}{id}?range={}h", Self::SERVER, range.hours())
            }
            Self::Compare { monitor, tag } => {
                f.write_str("#/compare")?;
                if let Some(monitor) = monitor {
                    write!(f, "?monitor={monitor}")?;
                }
                let before = if monitor.is_some() { '&' } else { '?' };
                let Some(tag) = tag else { return Ok(()) };
                let mut encoded = String::new();
                percent::encode(tag, &mut encoded);
                write!(f, "{before}tag={encoded}")
            }
            Self::Register => f.write_str("#/register"),
            Self::Settings => f.write_str("#/settings"),
            Self::Hygiene => f.write_str("#/hygiene"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tagged(tag: &str) -> Route {
        Route::Servers(Query { tags: vec![tag.to_owned()], ..Query::default() })
    }

    #[test]
    fn every_address_survives_the_round_trip() {
        let tags = ["Tokyo", "", "香港 & co?#=%zz", "a/b", "🔥"];
        let mut routes = vec![Route::servers(), Route::Register, Route::Settings, Route::Hygiene];
        routes.extend(tags.map(tagged));
        routes.push(Route::Servers(Query::parse(
            "q=a%20b&tag=x&tag=&state=late,offline&sort=cpu.asc&view=table&cols=cpu&group=tag&fold=x&fold=",
        )));
        for (monitor, tag) in [(None, None), (Some(7), None), (None, Some("a&b")), (Some(1), Some(""))] {
            routes.push(Route::Compare { monitor, tag: tag.map(str::to_owned) });
        }
        for range in LatencyRange::ALL {
            routes.push(Route::Server { id: u64::MAX, range });
        }
        for route in routes {
            assert_eq!(Route::parse(&route.to_string()), route);
        }
    }

    #[test]
    fn an_address_without_a_hash_is_the_list() {
        for hash in ["", "#", "#/", "/"] {
            assert_eq!(Route::parse(hash), Route::servers(), "{hash:?}");
        }
    }

    #[test]
    fn an_address_that_leads_nowhere_is_told_from_one_that_does() {
        for hash in ["#/nowhere", "#/server/", "#/server/x", "#/server/1/2", "#/server/-1", "#/register/1"] {
            assert_eq!(Route::parse(hash), Route::Nowhere, "{hash:?}");
        }
    }

    #[test]
    fn odd_parameters_do_no_harm() {
        assert_eq!(Route::parse("#/server/7?range=900h&x"), Route::server(7));
        assert_eq!(Route::parse("#/?tag=%zz%4"), tagged("%zz%4"));
    }

    #[test]
    fn a_filter_is_no_new_page() {
        assert!(Route::servers().same_page(&tagged("a")));
        assert!(!Route::server(1).same_page(&Route::server(2)));
    }
}
