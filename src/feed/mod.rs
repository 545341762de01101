//! Asks the dashboard again and again, and alone takes answers into the fleet.
//!
//! With a token or the dashboard's login it polls `details`, one request at a time; a guest watches `/ws`. It asks
//! nothing while the page is hidden, and less and less often while the dashboard does not answer.

mod guest;
mod link;
mod pause;
mod poll;
mod sight;
mod watched;

use std::cell::Cell;
use std::rc::Rc;

use futures::TryFutureExt;
use futures::future::{Either, LocalBoxFuture, select};
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use nezha_api::{Answer, Error, Server};
use web_sys::{Event, PageTransitionEvent};

use crate::browser::at_once::spawn_at_once;
use crate::browser::clock::monotonic_ms;
use crate::browser::page;
use crate::browser::wake::Wake;
use crate::dom::{Var, react};
use crate::fleet::Fleet;
use crate::kept::{preferences::Setting, settings::Settings};
use crate::net::gate::Gate;
use crate::net::http::Client;
use crate::parts;
use crate::session::{Session, Who};

pub use guest::{GuestFeed, WatchSocket, watch_socket};
pub use link::{Link, Trouble};
use pause::{LIMITED, backoff_ms};
use watched::watched_ms;

/// However many reasons there are to ask at once, it is asked no more often than this.
const AT_MOST_EVERY_MS: f64 = 1_000.0;

/// The guests' part may take this long to come.
const PART_MS: u32 = 30_000;

/// After this many failed tries in a row nobody's state is known any more, however young the last answer is.
const LOST_AFTER: u32 = 3;

/// What there is to know about the feed.
#[derive(Clone, Copy)]
pub struct Feed {
    link: Var<Link>,
    answered_ms: Var<Option<f64>>,
    whole_ms: Var<Option<f64>>,
    watched_ms: Var<Option<f64>>,
    dropped: Var<usize>,
    inner: StoredValue<Inner, LocalStorage>,
}

#[derive(Clone)]
struct Inner {
    client: Client,
    gate: Gate,
    session: Session,
    fleet: Fleet,
    settings: Settings,
    wake: Wake,
    /// Somebody wants another try at once.
    is_pressed: Rc<Cell<bool>>,
}

impl Feed {
    /// Starts asking. `wake` is rung by whoever knows a reason to ask at once.
    pub fn start(
        client: Client,
        gate: Gate,
        session: Session,
        fleet: Fleet,
        settings: Settings,
        wake: Wake,
    ) -> Self {
        let is_pressed = Rc::default();
        let inner = Inner { client, gate, session, fleet, settings, wake: wake.clone(), is_pressed };
        let feed = Self {
            link: Var::default(),
            answered_ms: Var::default(),
            whole_ms: Var::default(),
            watched_ms: Var::default(),
            dropped: Var::default(),
            inner: StoredValue::new_local(inner),
        };
        let document = document();
        for (target, name) in [
            (document.as_ref() as &web_sys::EventTarget, "visibilitychange"),
            (&document, "freeze"),
            (&document, "resume"),
        ] {
            let wake = wake.clone();
            page::listen(target, name, move |_: Event| wake.ring());
        }
        let online = wake.clone();
        page::listen(&window(), "online", move |_: Event| online.urge());
        for name in ["pagehide", "pageshow"] {
            let wake = wake.clone();
            page::listen(&window(), name, move |_: PageTransitionEvent| wake.ring());
        }
        // Not even while an answer is waited for.
        session.on_other(move |before, _| {
            if before != Who::Asking {
                feed.forget(fleet);
            }
        });
        // A new pace begins now, and new thresholds judge what the next answer says.
        let mut before = None;
        react(move || {
            let preferences = settings.preferences();
            let now = Some((preferences.number(Setting::Pace), preferences.thresholds()));
            if before != now {
                before = now;
                wake.ring();
            }
        });
        spawn_at_once(Box::pin(feed.run()));
        feed
    }

    /// How the connection is doing.
    pub fn link(self) -> Var<Link> {
        self.link
    }

    /// When the last usable answer came, by [`monotonic_ms`]; `None` before the first.
    pub fn answered_ms(self) -> Var<Option<f64>> {
        self.answered_ms
    }

    /// When the last answer came that told figures, and not only who is alive, by [`monotonic_ms`]; `None` before the first.
    pub fn whole_ms(self) -> Var<Option<f64>> {
        self.whole_ms
    }

    /// Whether the last answer told figures: else those of the fleet are of an earlier report.
    pub fn tells_figures(self) -> bool {
        self.whole_ms.get_untracked() == self.answered_ms.get_untracked()
    }

    /// For how long answers have come to whoever asks now, in milliseconds, without the time in which the last one told nothing
    /// any more. `None` before the first.
    pub fn watched_ms(self) -> Var<Option<f64>> {
        self.watched_ms
    }

    /// How many entries of the last answer could not be read.
    pub fn dropped(self) -> Var<usize> {
        self.dropped
    }

    /// Asks now instead of at the next try; where a try is under way, another one follows at once.
    pub fn ask_now(self) {
        self.inner.with_value(|inner| inner.wake.urge());
    }

    /// The same, since somebody wants it: what is waited for in vain is given up.
    pub fn try_now(self) {
        self.inner.with_value(|inner| inner.is_pressed.set(true));
        self.ask_now();
    }

    async fn run(self) {
        let inner = self.inner.get_value();
        let mut failures = 0;
        let mut began_ms = f64::NEG_INFINITY;
        loop {
            if page::is_hidden() {
                self.link.set(Link::Paused);
                inner.wake.wait().await;
                continue;
            }
            if self.link.with_untracked(|link| *link == Link::Paused) {
                let answered = self.answered_ms.get_untracked().is_some();
                self.link.set(if answered { Link::Waiting } else { Link::Connecting });
            }
            let too_early_ms = AT_MOST_EVERY_MS - (monotonic_ms() - began_ms);
            if too_early_ms > 0.0 {
                TimeoutFuture::new(too_early_ms as u32).await;
                // The page may have been hidden meanwhile.
                began_ms = f64::NEG_INFINITY;
                continue;
            }
            began_ms = monotonic_ms();
            // Somebody may have signed in since the last answer.
            let who = inner.session.who_untracked();
            inner.is_pressed.set(false);
            inner.wake.take_urge();
            let slowness = self.watch_for_slowness(&inner);
            let outcome = match who {
                Who::Asking => {
                    let found_out = Box::pin(inner.session.find_out().map_err(Trouble::Poll));
                    unless_other(&inner, who, found_out).await
                }
                Who::Token | Who::DashboardLogin => {
                    unless_other(&inner, who, Box::pin(self.poll(&inner, who))).await
                }
                // The socket has a watch of its own.
                Who::Guest => self.watch(&inner, failures > 0).await,
            };
            drop(slowness);
            if inner.session.who_untracked() != who {
                failures = 0;
                began_ms = f64::NEG_INFINITY;
                continue;
            }
            match outcome {
                Ok(()) => {
                    failures = 0;
                    // A socket that is no longer wanted is followed by the next one, whatever the pace of questions is.
                    if who != Who::Guest && !inner.wake.take_urge() {
                        let rest_ms = (pace_ms(&inner) - (monotonic_ms() - began_ms)).max(0.0);
                        inner.wake.wait_at_most(rest_ms as u32).await;
                    }
                }
                Err(why) => {
                    // What brought something did not fail: a guest's socket may have been open for hours.
                    if self.answered_ms.get_untracked().is_some_and(|answered_ms| answered_ms >= began_ms) {
                        failures = 0;
                    }
                    failures += 1;
                    self.pause_after(&inner, who, why, failures).await;
                    if inner.session.who_untracked() != who {
                        failures = 0;
                    }
                }
            }
        }
    }

    /// Says why a try failed, the last of so many in a row, and waits until the next is due.
    async fn pause_after(self, inner: &Inner, who: Who, why: Trouble, failures: u32) {
        // One refusal may be a cache's, or of a database that was busy. It is no reason to empty the page.
        let login_refused = who == Who::DashboardLogin && matches!(why, Trouble::Poll(Error::NeedsLogin));
        if login_refused && failures >= LOST_AFTER {
            // What cannot be asked now is asked at the next refusal.
            let _ = unless_other(inner, who, Box::pin(inner.session.find_out().map_err(Trouble::Poll))).await;
            if inner.session.who_untracked() != who {
                return;
            }
        }
        // It was asked for after this try had begun, by who knows more than it did: what it brought is no news, unless tries go on
        // failing.
        let is_overtaken = inner.wake.take_urge();
        if is_overtaken && failures < LOST_AFTER {
            return;
        }
        let limited = if matches!(why, Trouble::Poll(Error::RateLimited)) { LIMITED } else { 0 };
        let pause_ms =
            if is_overtaken { 0.0 } else { backoff_ms(failures + limited, js_sys::Math::random()) };
        let why = if login_refused { Trouble::LoginEnded } else { why };
        self.show_trouble(inner, why, failures, pause_ms);
        // A pause may be longer than the last answer tells of.
        let stale = self.lose_sight_in_time(inner.fleet, 0.0);
        if !is_overtaken {
            inner.wake.wait_at_most(pause_ms as u32).await;
        }
        drop(stale);
    }

    /// Shows why nothing came, and after how many milliseconds it is asked again.
    fn show_trouble(self, inner: &Inner, why: Trouble, failures: u32, pause_ms: f64) {
        let may_be_restarting = match &why {
            Trouble::Poll(error) => error.is_unanswered(),
            Trouble::SocketLost => true,
            Trouble::LoginEnded | Trouble::NoWebSocket | Trouble::SocketSilent | Trouble::PartMissing => {
                false
            }
        };
        if may_be_restarting {
            inner.fleet.miss();
        }
        if failures >= LOST_AFTER || monotonic_ms() >= self.tells_until_ms() {
            inner.fleet.lose_sight();
        }
        let next_try_ms = monotonic_ms() + pause_ms;
        self.link.set(Link::Trouble { why, next_try_ms, failures });
    }

    fn forget(self, fleet: Fleet) {
        fleet.clear();
        self.answered_ms.set(None);
        self.whole_ms.set(None);
        self.watched_ms.set(None);
        self.link.set(Link::Connecting);
    }

    /// As [`guest::watch_socket`], once that is here.
    async fn watch(self, inner: &Inner, failed_before: bool) -> Result<(), Trouble> {
        let part = Box::pin(parts::guest());
        let watch_socket = match select(part, Box::pin(inner.wake.wait_at_most(PART_MS))).await {
            Either::Left((Ok(watch_socket), _)) => watch_socket,
            Either::Left((Err(_), _)) | Either::Right((false, _)) => return Err(Trouble::PartMissing),
            Either::Right((true, _)) => return Ok(()),
        };
        if page::is_hidden() || inner.session.who_untracked() != Who::Guest {
            return Ok(());
        }
        watch_socket(GuestFeed { feed: self, inner: inner.clone(), failed_before }).await
    }

    /// Takes in an answer that tells everything.
    fn take(self, inner: &Inner, answer: Answer<Vec<Server>>) {
        self.take_names(inner, answer);
        self.whole_ms.set(self.answered_ms.get_untracked());
    }

    /// Takes in an answer that may tell of servers only who is alive.
    fn take_names(self, inner: &Inner, answer: Answer<Vec<Server>>) {
        let came_ms = monotonic_ms() - f64::from(answer.waited_ms);
        let [before_ms, answered_ms] = [self.watched_ms, self.answered_ms].map(Var::get_untracked);
        let watched_ms = watched_ms(before_ms, answered_ms, self.tells_until_ms(), came_ms);
        self.watched_ms.set(Some(watched_ms));
        self.dropped.set_if_new(answer.dropped);
        inner.fleet.judge_by(inner.settings.preferences_untracked().thresholds());
        inner.fleet.update(answer, came_ms);
        self.answered_ms.set(Some(came_ms));
    }
}

/// What comes of it, unless somebody else is asking meanwhile: a question that hangs is dropped then, and nothing has failed.
async fn unless_other(
    inner: &Inner,
    who: Who,
    mut asked: LocalBoxFuture<'_, Result<(), Trouble>>,
) -> Result<(), Trouble> {
    loop {
        match select(asked, Box::pin(inner.wake.wait())).await {
            Either::Left((outcome, _)) => return outcome,
            Either::Right(_) if inner.session.who_untracked() != who => return Ok(()),
            Either::Right((_, still_asked)) => asked = still_asked,
        }
    }
}

fn pace_ms(inner: &Inner) -> f64 {
    f64::from(inner.settings.preferences_untracked().number(Setting::Pace)) * 1000.0
}
