//! Where a dashboard's API lives.

use std::fmt;
use std::str::FromStr;

/// The place under which `/api/v1` and `/ws` are found: an origin with an optional path, or just a path.
///
/// Slashes at the end are dropped, because V0 answers a doubled slash with a 404 page.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ApiBase(String);

/// Why a text is no API base.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadBase {
    /// It has a query or a fragment: only an address up to the path can be a base.
    #[error("an API base has no query and no fragment")]
    QueryOrFragment,
    /// It has blanks, control characters, a backslash, or a path that climbs with `..`.
    #[error("an API base has no blanks, backslashes or dot segments")]
    BadCharacter,
    /// It names another origin where only a path of this one is allowed.
    #[error("the API base must be a path on the page's own origin")]
    OtherOrigin,
}

impl ApiBase {
    /// The root of the origin.
    pub fn root() -> Self {
        Self(String::new())
    }

    /// Reads a base that must stay on the page's own origin, such as `/b/`. Empty is the root.
    ///
    /// # Errors
    /// [`BadBase::OtherOrigin`] for anything that could leave the origin (`https://…`, `//host`, a relative path).
    pub fn same_origin(path: &str) -> Result<Self, BadBase> {
        let base: Self = path.parse()?;
        let stays = base.0.is_empty() || (base.0.starts_with('/') && !base.0.starts_with("//"));
        if stays { Ok(base) } else { Err(BadBase::OtherOrigin) }
    }

    /// The base without a slash at its end: empty for the root.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether this is the root of the origin.
    pub fn is_root(&self) -> bool {
        self.0.is_empty()
    }
}

impl FromStr for ApiBase {
    type Err = BadBase;

    fn from_str(text: &str) -> Result<Self, BadBase> {
        let text = text.trim();
        if text.contains(['?', '#']) {
            return Err(BadBase::QueryOrFragment);
        }
        let climbs = text.split('/').any(|part| part == ".." || part == ".");
        if climbs || text.contains(|c: char| c.is_whitespace() || c.is_control() || c == '\\') {
            return Err(BadBase::BadCharacter);
        }
        Ok(Self(text.trim_end_matches('/').to_owned()))
    }
}

impl fmt::Display for ApiBase {
    /// The base with one slash at its end: `/` for the root, `/b/` otherwise.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slashes_at_the_end_do_not_matter() {
        for text in ["/b", "/b/", "/b//", " /b/ "] {
            assert_eq!(ApiBase::same_origin(text).unwrap().to_string(), "/b/", "{text:?}");
        }
        for text in ["", "/", "//"] {
            assert!(ApiBase::same_origin(text).unwrap().is_root(), "{text:?}");
        }
    }

    #[test]
    fn a_page_cannot_be_sent_to_another_origin() {
        for text in ["https://evil.example/", "//evil.example/b", "b/", "javascript:alert(1)", "data:x"] {
            assert_eq!(ApiBase::same_origin(text), Err(BadBase::OtherOrigin), "{text:?}");
        }
        for text in ["/\\evil.example", "/b c", "/b\nc", "/../x", "/b/./c"] {
            assert_eq!(ApiBase::same_origin(text), Err(BadBase::BadCharacter), "{text:?}");
        }
        for text in ["/b?x", "/b#x"] {
            assert_eq!(ApiBase::same_origin(text), Err(BadBase::QueryOrFragment), "{text:?}");
        }
    }

    #[test]
    fn a_native_client_may_name_a_whole_address() {
        let base: ApiBase = "https://panel.example.com/nezha//".parse().unwrap();
        assert_eq!(base.as_str(), "https://panel.example.com/nezha");
    }
}
