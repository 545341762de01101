//! Every way in which the dashboard can fail, in words: what happened, and what to do.

use nezha_api::Error;

use crate::feed::Trouble;
use crate::registration::StandStill;
use crate::words::{Catalogue, fill};

/// What happened, and the next step.
pub struct Sentence {
    /// What happened.
    pub what: String,
    /// What to do.
    pub next: &'static str,
    /// Where to do it, if the app has or knows a place.
    pub way: Way,
}

/// Where a next step is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// Nowhere in particular.
    None,
    /// At the token form.
    SignIn,
    /// On the dashboard's own page.
    Dashboard,
    /// At the form for the view password, or on the dashboard's own page.
    ViewPassword,
}

impl Sentence {
    /// Says why a call failed.
    pub(crate) fn of_error(error: &Error, words: &'static Catalogue) -> Self {
        let plain = |what: &str, next| Self { what: what.to_owned(), next, way: Way::None };
        let with_status = |pattern, status: &u16, next| Self {
            what: fill(pattern, &[("status", &status.to_string())]),
            next,
            way: Way::None,
        };
        match error {
            Error::Unreachable(_) => plain(words.error_unreachable(), words.error_unreachable_next()),
            Error::CutOff => plain(words.error_cut_off(), words.error_cut_off_next()),
            Error::Gateway(status) => with_status(words.error_gateway(), status, words.error_gateway_next()),
            Error::RateLimited => plain(words.error_rate_limited(), words.error_rate_limited_next()),
            Error::ProxyAuth { basic: false } => {
                Self { way: Way::Dashboard, ..plain(words.error_proxy_auth(), words.error_proxy_auth_next()) }
            }
            Error::ProxyAuth { basic: true } => {
                plain(words.error_proxy_basic(), words.error_proxy_basic_next())
            }
            Error::NeedsLogin => {
                Self { way: Way::SignIn, ..plain(words.error_needs_login(), words.error_needs_login_next()) }
            }
            Error::ServerHidden => Self {
                way: Way::SignIn,
                ..plain(words.error_server_hidden(), words.error_server_hidden_next())
            },
            Error::ViewPassword => Self {
                way: Way::ViewPassword,
                ..plain(words.error_view_password(), words.error_view_password_next())
            },
            Error::BadRequest(_) => plain(words.error_bad_request(), words.error_bad_request_next()),
            Error::NotFound => plain(words.error_not_found(), words.error_not_found_next()),
            Error::EmptyBody => plain(words.error_empty_body(), words.error_empty_body_next()),
            Error::NotV0 { status } => with_status(words.error_not_v0(), status, words.error_not_v0_next()),
            Error::RegisterUnknown => {
                plain(words.error_register_unknown(), words.error_register_unknown_next())
            }
            Error::SecretLost => {
                Self { way: Way::Dashboard, ..plain(words.secret_lost(), words.secret_lost_next()) }
            }
            Error::Server(_) => plain(words.error_server(), words.error_server_next()),
        }
    }

    /// Says why one server's latency did not come. Of a list of servers an empty answer says that an agent sends a number that is
    /// none; latency has no such number.
    pub(crate) fn of_latency_error(error: &Error, words: &'static Catalogue) -> Self {
        match error {
            Error::EmptyBody => Self {
                what: words.latency_blank().to_owned(),
                next: words.latency_blank_next(),
                way: Way::None,
            },
            _ => Self::of_error(error, words),
        }
    }

    /// Says why a registration stands still.
    pub(crate) fn of_stand_still(why: &StandStill, words: &'static Catalogue) -> Self {
        match why {
            StandStill::Dashboard(error) => Self::of_error(error, words),
            StandStill::Unreadable => Self {
                what: words.register_unreadable().to_owned(),
                next: words.register_unreadable_next(),
                way: Way::Dashboard,
            },
        }
    }

    /// Says why no live data comes.
    pub(crate) fn of_trouble(trouble: &Trouble, words: &'static Catalogue) -> Self {
        let plain = |what: &str, next, way| Self { what: what.to_owned(), next, way };
        match trouble {
            Trouble::Poll(error) => Self::of_error(error, words),
            Trouble::LoginEnded => plain(words.login_ended(), words.login_ended_next(), Way::SignIn),
            Trouble::NoWebSocket => {
                plain(words.error_no_websocket(), words.error_no_websocket_next(), Way::SignIn)
            }
            Trouble::SocketLost => {
                plain(words.error_socket_lost(), words.error_socket_lost_next(), Way::None)
            }
            Trouble::SocketSilent => {
                plain(words.error_socket_silent(), words.error_socket_silent_next(), Way::None)
            }
            Trouble::PartMissing => plain(words.part_missing(), words.part_missing_next(), Way::None),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Locale;

    #[test]
    fn every_failure_has_a_sentence_of_its_own_with_a_next_step() {
        let errors = [
            Error::Unreachable("x".into()),
            Error::CutOff,
            Error::Gateway(502),
            Error::RateLimited,
            Error::ProxyAuth { basic: false },
            Error::ProxyAuth { basic: true },
            Error::NeedsLogin,
            Error::ServerHidden,
            Error::ViewPassword,
            Error::BadRequest("x".into()),
            Error::NotFound,
            Error::EmptyBody,
            Error::NotV0 { status: 200 },
            Error::RegisterUnknown,
            Error::SecretLost,
            Error::Server("x".into()),
        ];
        for locale in Locale::ALL {
            let mut said: Vec<String> = Vec::new();
            for error in &errors {
                let sentence = Sentence::of_error(error, locale.catalogue());
                assert!(!sentence.next.is_empty() && !said.contains(&sentence.what), "{error:?}");
                said.push(sentence.what);
            }
            let unreadable = Sentence::of_stand_still(&StandStill::Unreadable, locale.catalogue());
            assert!(!unreadable.next.is_empty() && !said.contains(&unreadable.what));
        }
    }
}
