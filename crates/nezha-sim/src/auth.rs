//! Who is asking: token, session cookie, view password.

use crate::config::Config;
use crate::query;
use crate::rng::{hash, mix};
use axum::http::HeaderMap;
use axum::http::header::{AUTHORIZATION, COOKIE};

/// The name of the session cookie; owners can change it, hardly anybody does.
pub(crate) const COOKIE_NAME: &str = "nezha-dashboard";
/// The name of the cookie that a right view password is answered with.
pub(crate) const VIEW_COOKIE_NAME: &str = "nezha-dashboard-vp";

/// What a request has shown about its sender.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Caller {
    /// The header carries the token.
    pub(crate) token: bool,
    /// The cookie carries a session.
    pub(crate) session: bool,
    /// The cookie carries the view password's hash.
    pub(crate) view: bool,
}

impl Caller {
    pub(crate) fn new(headers: &HeaderMap, config: &Config, view_password: Option<&str>) -> Self {
        let token = headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok()).map(str::trim);
        let view = view_password.map(|password| view_cookie(config.seed, password));
        Self {
            token: token.is_some_and(|token| !token.is_empty() && token == config.token),
            session: cookie(headers, COOKIE_NAME).is_some_and(|value| value == config.session),
            view: view.is_some() && cookie(headers, VIEW_COOKIE_NAME) == view,
        }
    }

    /// May call the whole API.
    pub(crate) fn is_member(self) -> bool {
        self.token || self.session
    }
}

/// The first cookie with a name, unescaped as gin does it.
fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, _)| *key == name)
        .and_then(|(_, value)| query::decode(value, true))
}

/// The value of the view password's cookie. V0 sends a bcrypt hash; this one only looks like it.
pub(crate) fn view_cookie(seed: u64, password: &str) -> String {
    let parts: Vec<u64> = password.bytes().map(u64::from).chain([seed]).collect();
    format!("$2a$10${}", letters(hash(&parts), b"./", 53))
}

/// Letters and digits, and `more`, as many as asked for.
pub(crate) fn letters(mut chance: u64, more: &[u8], count: usize) -> String {
    let alphabet: Vec<u8> =
        (b'0'..=b'9').chain(b'A'..=b'Z').chain(b'a'..=b'z').chain(more.iter().copied()).collect();
    let letter = |_| {
        chance = mix(chance);
        char::from(alphabet[(chance % alphabet.len() as u64) as usize])
    };
    (0..count).map(letter).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn caller(name: axum::http::HeaderName, value: &str) -> Caller {
        let headers = HeaderMap::from_iter([(name, HeaderValue::from_str(value).expect("a header"))]);
        Caller::new(&headers, &Config::default(), Some("open sesame"))
    }

    #[test]
    fn only_the_bare_token_counts() {
        let token = crate::FAKE_TOKEN;
        assert!(caller(AUTHORIZATION, token).token);
        assert!(caller(AUTHORIZATION, &format!("  {token} ")).token);
        for wrong in [format!("Bearer {token}"), token.to_lowercase(), String::new()] {
            assert!(!caller(AUTHORIZATION, &wrong).is_member(), "{wrong:?}");
        }
    }

    #[test]
    fn cookies_are_found_among_others_and_unescaped() {
        let view = query::encode(&view_cookie(1, "open sesame"));
        let both = caller(
            COOKIE,
            &format!("a=b; nezha-dashboard={}; nezha-dashboard-vp={view}", crate::FAKE_SESSION),
        );
        assert!(both.session && both.view && both.is_member());
        assert!(!caller(COOKIE, "nezha-dashboard=other; nezha-dashboard-vp=%zz").is_member());
    }
}
