//! Registering servers: each is sent once, never by itself a second time; secrets live in memory only.
//!
//! One server is a plan of one, so that the same rules hold for one and for many: before anything is sent the ids are
//! read and the plan is noted in the tab's storage, and after a lost answer the new ids are counted before anybody may
//! try again.

mod draft;
mod drive;
mod platform;
mod stand_still;
mod work;

pub use draft::{Draft, Faults, Toggle};
use drive::Wanted;
pub use platform::visitors_platform;
pub use stand_still::StandStill;
pub use work::{Extras, Single, Work};

use leptos::prelude::*;
use leptos::task::spawn_local;
use nezha_api::ApiBase;
use nezha_install::{Plan, Platform};
use web_sys::PageTransitionEvent;

use crate::browser::{entry, page};
use crate::dom::{Var, react, shared, shared_or};
use crate::feed::Feed;
use crate::fleet::Fleet;
use crate::kept::storage::{self, Shelf};
use crate::net::claim::Claims;
use crate::net::gate::Gate;
use crate::net::http::Client;
use crate::session::{Session, Who};

/// The one registration that may be under way in this tab, and the form for the next.
#[derive(Clone, Copy)]
pub struct Registration {
    draft: Var<Draft>,
    work: Var<Work>,
    inner: StoredValue<Inner, LocalStorage>,
}

#[derive(Clone)]
struct Inner {
    client: Client,
    gate: Gate,
    feed: Feed,
    fleet: Fleet,
    session: Session,
    claims: Claims,
    address_key: String,
    note_key: String,
}

impl Registration {
    /// The app's only one: the form with the agents' address as it was last time, and what a note says was under way.
    pub fn of_app() -> Self {
        shared_or(|| Self::new(shared(), shared(), shared(), shared(), shared(), &entry::api_base()))
    }

    fn new(client: Client, gate: Gate, feed: Feed, fleet: Fleet, session: Session, base: &ApiBase) -> Self {
        let address_key = storage::key("agent-address", base);
        let address = storage::read(Shelf::Browser, &address_key).unwrap_or_default();
        let claims = Claims::new(&storage::key("registration", base));
        let note_key = storage::key("registration", base);
        let visitors = visitors_platform();
        let [platform, ..] = Platform::offered(visitors);
        let registration = Self {
            draft: Var::new(Draft::remembering(&address, platform)),
            work: Var::default(),
            inner: StoredValue::new_local(Inner {
                client,
                gate,
                feed,
                fleet,
                session,
                claims,
                address_key,
                note_key,
            }),
        };
        registration.take_up_the_note();
        page::listen(&window(), "pagehide", move |_: PageTransitionEvent| registration.forget_secrets());
        // Whoever signs out, here or in another tab, leaves nothing for the next one at this screen. A login cookie that
        // is only being asked about is no signing out.
        let leave_nothing = move || {
            registration.stop();
            registration.forget_secrets();
        };
        if session.who_untracked() == Who::Guest {
            leave_nothing();
        }
        session.on_other(move |before, who| {
            if who == Who::Guest || before == Who::Token {
                leave_nothing();
            }
        });
        let mut warned = false;
        react(move || {
            let warn = registration.work.read().would_be_lost();
            if std::mem::replace(&mut warned, warn) != warn {
                page::warn_before_leaving(warn);
            }
        });
        registration
    }

    /// What is being filled in.
    pub fn draft(self) -> Var<Draft> {
        self.draft
    }

    /// What of the form cannot stand in a command.
    pub fn faults(self) -> Faults {
        self.draft.read().checked().err().unwrap_or_default()
    }

    /// What is being registered.
    pub fn work(self) -> Var<Work> {
        self.work
    }

    /// Changes the form, and keeps the agents' address for the next time.
    pub fn edit(self, change: impl FnOnce(&mut Draft)) {
        let before = self.draft.with_untracked(Draft::address);
        self.draft.update(change);
        let address = self.draft.with_untracked(Draft::address);
        if address != before {
            self.inner.with_value(|inner| storage::write(Shelf::Browser, &inner.address_key, &address));
        }
    }

    /// Registers these, unless something is under way already: a second click finds it begun.
    pub fn begin(self, names: Vec<String>) {
        if !self.work.with_untracked(Work::may_be_replaced) {
            return;
        }
        let (tag, extras) = self.draft.with_untracked(|draft| {
            let note = if draft.many { String::new() } else { draft.note.clone() };
            (draft.tag.clone(), Extras { note, hidden: draft.hidden })
        });
        self.work.set(Work { running: true, extras, ..Work::default() });
        self.drive(Wanted::New { names, tag });
    }

    /// Goes on with what waits, or counts what was lost. Nothing when somebody is at it already.
    pub fn go_on(self) {
        self.go_on_with(Wanted::Rest);
    }

    /// Sends once more what was not created, if it is still not there: it was refused, or counting found none.
    pub fn try_again(self, at: usize) {
        self.go_on_with(Wanted::Again(at));
    }

    fn go_on_with(self, wanted: Wanted) {
        if self.work.with_untracked(|work| work.running || work.elsewhere || work.plan.is_none()) {
            return;
        }
        self.work.update(|work| {
            work.running = true;
            // Said while the note was being taken up, by whoever signed out then.
            work.stop = false;
            work.stands_still = None;
            work.resumed |= matches!(wanted, Wanted::Again(_));
        });
        self.drive(wanted);
    }

    /// Takes the newest of several servers that were found for a lost one.
    pub fn accept(self, at: usize, id: u64) {
        self.work.update(|work| {
            if let Some(plan) = &mut work.plan {
                plan.accept(at, id);
            }
        });
        self.keep_note();
    }

    /// Sends no further server, not even one that waits for its turn. What is on the wire is waited for.
    pub fn stop(self) {
        // What stands still already would be stopped when it goes on.
        if self.work.with_untracked(|work| work.running) {
            self.work.update(|work| work.stop = true);
        }
    }

    /// Somebody has seen, copied or saved the secrets that are here.
    pub fn take_secrets(self) {
        if self.work.with_untracked(Work::has_untaken) {
            self.work.update(|work| work.taken = work.made.len());
        }
    }

    /// Forgets plan and secrets, and begins again.
    pub fn begin_again(self) {
        if self.work.with_untracked(|work| work.running) {
            return;
        }
        self.inner.with_value(|inner| {
            inner.claims.release();
            storage::remove(Shelf::Tab, &inner.note_key);
        });
        self.work.set(Work::default());
        self.edit(|draft| {
            for field in [&mut draft.name, &mut draft.names, &mut draft.note] {
                field.clear();
            }
        });
    }

    /// A page that is left may be kept alive by the browser, and its memory with it; one that is signed out of stays.
    fn forget_secrets(self) {
        if self.work.with_untracked(|work| work.running || !work.made.is_empty()) {
            self.work.update(Work::forget_secrets);
        }
    }

    /// Takes up what was under way when the page was left, unless another tab has it.
    fn take_up_the_note(self) {
        let inner = self.inner.get_value();
        let Some(work) = storage::read(Shelf::Tab, &inner.note_key).as_deref().and_then(Work::from_note)
        else {
            return;
        };
        let what = work.plan.as_ref().map(what_is_claimed).unwrap_or_default();
        self.draft.update(|draft| draft.take_back(&work));
        self.work.set(Work { running: true, ..work });
        spawn_local(async move {
            let ours = inner.claims.ask(&what, js_sys::Math::random()).await;
            self.work.update(|work| {
                work.running = false;
                work.elsewhere = !ours;
            });
            if !ours {
                self.give_up_plan(&inner);
            }
        });
    }

    /// Another tab is at it: what this one knows of it is old from now on.
    fn give_up_plan(self, inner: &Inner) {
        inner.claims.release();
        storage::remove(Shelf::Tab, &inner.note_key);
        self.work.update(|work| work.plan = None);
    }

    fn on_plan<T>(self, act: impl FnOnce(&mut Plan) -> T) -> Option<T> {
        self.work.try_update(|work| work.plan.as_mut().map(act)).flatten()
    }

    fn keep_note(self) {
        let note = self.work.with_untracked(Work::note);
        self.inner.with_value(|inner| match note {
            Some(note) => storage::write(Shelf::Tab, &inner.note_key, &note),
            None => storage::remove(Shelf::Tab, &inner.note_key),
        });
    }
}

/// What tells one plan from another among tabs.
fn what_is_claimed(plan: &Plan) -> String {
    let first = plan.servers().first().map(|server| server.name.as_str()).unwrap_or_default();
    [&plan.began_s().to_string(), " ", &plan.newest_before().to_string(), " ", first].concat()
}
