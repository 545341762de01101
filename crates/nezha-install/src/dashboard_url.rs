//! The dashboard's web address, as the register script calls it.

/// An address with `http://` or `https://`, without query, user name or slash at its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DashboardUrl(String);

/// Why a text is no dashboard address. Each variant is a different thing for a person to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum UrlError {
    /// It does not begin with `http://` or `https://`, or nothing follows.
    #[error("not an http or https address")]
    NotHttp,
    /// A character that the address of a dashboard does not need: `?`, `#` and `@` among them.
    #[error("{0:?} cannot be in the address")]
    BadCharacter(char),
}

impl DashboardUrl {
    /// Reads an address; slashes at its end are taken off, because V0 answers 404 to `//api`.
    ///
    /// # Errors
    /// See [`UrlError`].
    pub fn parse(text: &str) -> Result<Self, UrlError> {
        let allowed = |c: &char| c.is_ascii_alphanumeric() || ".:/_~%[]-".contains(*c);
        if let Some(bad) = text.chars().find(|c| !allowed(c)) {
            return Err(UrlError::BadCharacter(bad));
        }
        let text = text.trim_end_matches('/');
        let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
        if rest.is_none_or(|rest| rest.starts_with('/')) {
            return Err(UrlError::NotHttp);
        }
        Ok(Self(text.to_owned()))
    }

    /// The address without a slash at its end.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slashes_at_the_end_are_taken_off() {
        let url = |text| DashboardUrl::parse(text).map(|url| url.0);
        assert_eq!(url("https://a.example/").as_deref(), Ok("https://a.example"));
        assert_eq!(url("http://[::1]:8008/sub/path//").as_deref(), Ok("http://[::1]:8008/sub/path"));
        assert_eq!(url("http://10.0.0.1:8008").as_deref(), Ok("http://10.0.0.1:8008"));
    }

    #[test]
    fn everything_else_is_refused() {
        for text in ["", "a.example", "ftp://a", "http://", "https:///a", "javascript:x"] {
            assert_eq!(DashboardUrl::parse(text), Err(UrlError::NotHttp), "{text}");
        }
        for (text, bad) in
            [("http://a/?q", '?'), ("http://u@a", '@'), ("http://a'", '\''), ("http://a b", ' ')]
        {
            assert_eq!(DashboardUrl::parse(text), Err(UrlError::BadCharacter(bad)), "{text}");
        }
    }
}
