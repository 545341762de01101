//! Who is asking, and where the token is kept. Besides, only `net/http.rs` and `boot.js` see it: they send it.

use std::cell::Cell;

use leptos::prelude::*;
use leptos::task::spawn_local;
use nezha_api::{BadToken, Error, ListServers, Token};
use web_sys::{Event, PageTransitionEvent, StorageEvent};

use crate::browser::clock::browser_ms;
use crate::browser::page;
use crate::browser::wake::Wake;
use crate::dom::{Var, react};
use crate::kept::storage::{self, Shelf};
use crate::net::http::{Client, Introduction};

/// As whom the dashboard answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Who {
    /// Not known yet: the first answer decides.
    #[default]
    Asking,
    /// With the API token that this client holds.
    Token,
    /// With the dashboard's own login cookie. Signing out of that is V0's page.
    DashboardLogin,
    /// Nobody in particular: what V0 shows everybody.
    Guest,
}

impl Who {
    /// Whether `list`, `details` and `register` answer.
    pub fn is_signed_in(self) -> bool {
        matches!(self, Self::Token | Self::DashboardLogin)
    }
}

/// How long a token is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keep {
    /// In this browser, until signing out.
    Browser,
    /// Until this tab is closed.
    Tab,
    /// Until this page is left or loaded again.
    Nowhere,
}

impl Keep {
    /// From what lasts longest to what is not kept at all.
    pub const ALL: [Self; 3] = [Self::Browser, Self::Tab, Self::Nowhere];

    /// Whether this browser allows it.
    pub fn is_possible(self) -> bool {
        self.shelf().is_none_or(|shelf| storage::keeps(shelf, Token::LONGEST))
    }

    /// What lasts longest of what this browser allows.
    pub fn longest() -> Self {
        Self::ALL.into_iter().find(|keep| keep.is_possible()).unwrap_or(Self::Nowhere)
    }

    fn shelf(self) -> Option<Shelf> {
        match self {
            Self::Browser => Some(Shelf::Browser),
            Self::Tab => Some(Shelf::Tab),
            Self::Nowhere => None,
        }
    }
}

/// Why signing in did not work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SignInError {
    /// What was pasted is no token.
    NoToken(BadToken),
    /// The dashboard refused the token, or could not be asked.
    Refused(Error),
}

/// How sure it is that the token works.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignedIn {
    /// The token alone was enough.
    Certainly,
    /// It works together with the browser's cookies; which of the two counted cannot be told.
    PerhapsByLogin,
}

/// The session of this dashboard.
#[derive(Clone, Copy)]
pub struct Session {
    who: Var<Who>,
    inner: StoredValue<Inner, LocalStorage>,
}

struct Inner {
    client: Client,
    key: String,
    /// Says that the kept token was only ever seen to work together with cookies.
    with_cookies_key: String,
    /// Changes when somebody signs out: other tabs may have a token of their own, or none that is kept.
    signed_out_key: String,
    wake: Wake,
    /// Somebody is just finding out whether a guest has logged in.
    is_finding_out: Cell<bool>,
}

impl Session {
    /// Takes up the session that was kept, if there is one. `wake` is told of every change.
    pub fn resume(client: Client, wake: Wake) -> Self {
        let key = storage::key("token", client.base());
        let with_cookies_key = storage::key("token-with-cookies", client.base());
        let signed_out_key = storage::key("signed-out", client.base());
        let is_finding_out = Cell::new(false);
        let inner = Inner { client, key, with_cookies_key, signed_out_key, wake, is_finding_out };
        let session = Self { who: Var::new(Who::Asking), inner: StoredValue::new_local(inner) };
        session.load_kept_token();
        // Other tabs of this browser: signing out there is signing out here.
        page::listen(&window(), "storage", move |event: StorageEvent| {
            let changed = event.key();
            let (signed_out, token) = session.inner.with_value(|inner| {
                let is = |key: &String| changed.as_ref() == Some(key);
                (is(&inner.signed_out_key), is(&inner.key) || changed.is_none())
            });
            if signed_out {
                // What the tabs share was wiped there, and may be another token by now.
                session.inner.with_value(|inner| inner.forget_on(Shelf::Tab));
            }
            if signed_out || token {
                session.load_kept_token();
            }
        });
        page::listen(&window(), "pagehide", move |_: PageTransitionEvent| session.introduce_nobody_unkept());
        // A browser that goes back to this page finds no token that was to be kept nowhere, nor one that was wiped meanwhile.
        page::listen(&window(), "pageshow", move |event: PageTransitionEvent| {
            if event.persisted() && session.who_untracked() == Who::Token {
                session.load_kept_token();
            }
        });
        // Who watches as a guest may have logged in to the dashboard in another tab.
        page::listen(&document(), "visibilitychange", move |_: Event| session.look_for_login());
        session
    }

    fn look_for_login(self) {
        if page::is_hidden()
            || self.who_untracked() != Who::Guest
            || self.inner.with_value(|inner| inner.is_finding_out.replace(true))
        {
            return;
        }
        spawn_local(async move {
            // Who cannot be told stays a guest.
            let _ = self.find_out().await;
            self.inner.with_value(|inner| inner.is_finding_out.set(false));
        });
    }

    /// Who is asking; views follow it.
    pub fn who(self) -> Who {
        self.who.get()
    }

    /// Who is asking right now, for code that does not follow.
    pub fn who_untracked(self) -> Who {
        self.who.get_untracked()
    }

    /// Calls back whenever somebody else is asking than before, with who that was and who it is now: they may see less, and must
    /// see nothing of what the other one saw.
    pub fn on_other(self, mut tell: impl FnMut(Who, Who) + 'static) {
        let mut asked_before = self.who_untracked();
        react(move || {
            let who = self.who();
            let before = std::mem::replace(&mut asked_before, who);
            if before != who {
                untrack(|| tell(before, who));
            }
        });
    }

    /// Finds out who is asking, when there is no token: cookies may be enough, may have come, and may have ended.
    ///
    /// # Errors
    /// When the dashboard could not be asked; nothing is decided then.
    pub async fn find_out(self) -> Result<(), Error> {
        let before = self.who_untracked();
        let client = self.inner.with_value(|inner| inner.client.clone());
        let who = match client.call(&ListServers::default()).await {
            // `details` would be refused as well; this is the small question.
            Err(Error::NeedsLogin) => Who::Guest,
            Err(error) => return Err(error),
            Ok(_) => Who::DashboardLogin,
        };
        // Somebody may have signed in meanwhile.
        if self.who_untracked() == before && before != who {
            self.who.set(who);
            self.inner.with_value(|inner| inner.wake.urge());
        }
        Ok(())
    }

    /// Tries a token as a person pasted it, and keeps it when the dashboard takes it.
    ///
    /// The first try goes without cookies, since a login cookie would hide a wrong token. Where an access proxy stands
    /// in front, only cookies get through: then the try is repeated with them.
    ///
    /// # Errors
    /// [`SignInError`]; nothing is kept and nothing changes then.
    pub async fn sign_in(self, pasted: &str, keep: Keep) -> Result<SignedIn, SignInError> {
        let token = Token::parse(pasted).map_err(SignInError::NoToken)?;
        let client = self.inner.with_value(|inner| inner.client.clone());
        let call = ListServers::default();
        let alone = client.call_as(&call, &token, Introduction::TokenOnly).await;
        let signed_in = match alone {
            Ok(_) => SignedIn::Certainly,
            Err(Error::NotV0 { .. } | Error::Unreachable(_) | Error::ProxyAuth { basic: false }) => {
                let together = client.call_as(&call, &token, Introduction::CookiesAndToken).await;
                together.map_err(SignInError::Refused)?;
                SignedIn::PerhapsByLogin
            }
            Err(error) => return Err(SignInError::Refused(error)),
        };
        self.inner.with_value(|inner| {
            inner.forget();
            let Some(shelf) = keep.shelf() else { return };
            inner.note_sign_outs();
            // Before the token, whose event has other tabs read both.
            if signed_in == SignedIn::PerhapsByLogin {
                storage::write(shelf, &inner.with_cookies_key, "yes");
            }
            storage::write(shelf, &inner.key, token.header_value());
        });
        self.become_holder_of(Some(token), signed_in == SignedIn::Certainly);
        Ok(signed_in)
    }

    /// Wipes the token everywhere: other tabs hear of it, wherever they have theirs.
    pub fn sign_out(self) {
        self.inner.with_value(Inner::forget);
        self.become_holder_of(None, false);
        self.inner.with_value(|inner| {
            let now = (browser_ms() as u64).to_string();
            storage::write(Shelf::Browser, &inner.signed_out_key, &now);
        });
    }

    /// A token that is kept nowhere is not sent again once the page is left, also where a browser goes back to it.
    fn introduce_nobody_unkept(self) {
        let is_kept = |inner: &Inner| {
            [Shelf::Tab, Shelf::Browser].iter().any(|shelf| storage::read(*shelf, &inner.key).is_some())
        };
        self.inner.with_value(|inner| {
            if !is_kept(inner) {
                inner.client.introduce(None, false);
            }
        });
    }

    fn load_kept_token(self) {
        let read = |key: &str| storage::read(Shelf::Tab, key).or_else(|| storage::read(Shelf::Browser, key));
        let (kept, with_cookies) = self.inner.with_value(|inner| {
            inner.catch_up_on_sign_outs();
            (read(&inner.key), read(&inner.with_cookies_key).is_some())
        });
        self.become_holder_of(kept.and_then(|kept| Token::kept(&kept).ok()), !with_cookies);
    }

    fn become_holder_of(self, token: Option<Token>, is_enough: bool) {
        self.who.set(if token.is_some() { Who::Token } else { Who::Asking });
        self.inner.with_value(|inner| {
            inner.client.introduce(token, is_enough);
            inner.wake.urge();
        });
    }
}

impl Inner {
    fn forget(&self) {
        self.forget_on(Shelf::Browser);
        self.forget_on(Shelf::Tab);
    }

    /// Notes in the tab which sign-out was the last before its token. `boot.js` reads it as well.
    fn note_sign_outs(&self) {
        match storage::read(Shelf::Browser, &self.signed_out_key) {
            Some(last) => storage::write(Shelf::Tab, &self.signed_out_key, &last),
            None => storage::remove(Shelf::Tab, &self.signed_out_key),
        }
    }

    /// Somebody may have signed out while this tab was elsewhere, or put away.
    fn catch_up_on_sign_outs(&self) {
        let [own, last] =
            [Shelf::Tab, Shelf::Browser].map(|shelf| storage::read(shelf, &self.signed_out_key));
        if own != last {
            self.forget_on(Shelf::Tab);
        }
    }

    fn forget_on(&self, shelf: Shelf) {
        for key in [&self.key, &self.with_cookies_key] {
            storage::remove(shelf, key);
        }
    }
}
