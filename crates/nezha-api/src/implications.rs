//! What a failed call means for the calls after it. A new variant of [`Error`] does not compile before each of these is decided.

use crate::error::Error;

impl Error {
    /// Whether the dashboard may have done what it was asked although the call failed: then it is not asked again before somebody
    /// has looked. A refusal, and what never came to the dashboard, is none.
    #[must_use]
    pub fn may_be_done(&self) -> bool {
        match self {
            Self::Unreachable(_)
            | Self::CutOff
            | Self::Gateway(_)
            | Self::EmptyBody
            | Self::NotV0 { .. }
            | Self::SecretLost
            | Self::Server(_) => true,
            Self::RateLimited
            | Self::ProxyAuth { .. }
            | Self::NeedsLogin
            | Self::ServerHidden
            | Self::ViewPassword
            | Self::BadRequest(_)
            | Self::NotFound
            | Self::RegisterUnknown => false,
        }
    }

    /// Whether nobody knows if the dashboard is done with the call: it may be at work on it still.
    #[must_use]
    pub fn is_unanswered(&self) -> bool {
        match self {
            Self::Unreachable(_) | Self::Gateway(_) => true,
            Self::CutOff
            | Self::RateLimited
            | Self::ProxyAuth { .. }
            | Self::NeedsLogin
            | Self::ServerHidden
            | Self::ViewPassword
            | Self::BadRequest(_)
            | Self::NotFound
            | Self::EmptyBody
            | Self::NotV0 { .. }
            | Self::RegisterUnknown
            | Self::SecretLost
            | Self::Server(_) => false,
        }
    }

    /// Whether it is about the dashboard, or the way to it, so that the same call for another server would fail as well.
    #[must_use]
    pub fn holds_for_every_server(&self) -> bool {
        match self {
            Self::Unreachable(_)
            | Self::Gateway(_)
            | Self::RateLimited
            | Self::ProxyAuth { .. }
            | Self::NeedsLogin
            | Self::ViewPassword
            | Self::NotV0 { .. } => true,
            // One server's day can be too large for a proxy, or have a row that the dashboard fails over.
            Self::CutOff
            | Self::ServerHidden
            | Self::BadRequest(_)
            | Self::NotFound
            | Self::EmptyBody
            | Self::RegisterUnknown
            | Self::SecretLost
            | Self::Server(_) => false,
        }
    }

    /// Whether it is often gone at the next try, with nobody doing anything.
    #[must_use]
    pub fn often_passes(&self) -> bool {
        match self {
            Self::Unreachable(_) | Self::CutOff | Self::Gateway(_) | Self::Server(_) => true,
            Self::RateLimited
            | Self::ProxyAuth { .. }
            | Self::NeedsLogin
            | Self::ServerHidden
            | Self::ViewPassword
            | Self::BadRequest(_)
            | Self::NotFound
            | Self::EmptyBody
            | Self::NotV0 { .. }
            | Self::RegisterUnknown
            | Self::SecretLost => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_dashboard_refused_was_not_done() {
        let refusals = [Error::NeedsLogin, Error::BadRequest(String::new()), Error::RegisterUnknown];
        assert!(!refusals.iter().any(Error::may_be_done));
        assert!(Error::SecretLost.may_be_done(), "the server is there");
    }

    #[test]
    fn what_nobody_answered_may_still_be_done() {
        for error in [Error::Unreachable(String::new()), Error::Gateway(504)] {
            assert!(error.is_unanswered() && error.may_be_done(), "{error}");
        }
        assert!(!Error::CutOff.is_unanswered(), "the dashboard is done once it answers");
    }

    #[test]
    fn one_servers_trouble_is_no_reason_not_to_ask_for_others() {
        assert!(!Error::ServerHidden.holds_for_every_server() && !Error::CutOff.holds_for_every_server());
        assert!(Error::NeedsLogin.holds_for_every_server() && Error::RateLimited.holds_for_every_server());
    }

    #[test]
    fn what_a_person_has_to_mend_does_not_pass() {
        assert!(!Error::NeedsLogin.often_passes() && !Error::EmptyBody.often_passes());
        assert!(Error::Gateway(502).often_passes());
    }
}
