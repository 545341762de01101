//! Drives a plan: asks, sends each server once, waits, and counts what was lost.

use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;
use nezha_api::{Error, ListEntry, ListServers, RegisterServer, TAG_OF_UNTAGGED};
use nezha_install::{Count, Known, Made, Next, Outcome, Plan, Secret};

use super::stand_still::StandStill;
use super::{Extras, Inner, Registration, what_is_claimed};
use crate::browser::clock::{browser_ms, monotonic_ms};

/// From one count of new servers to the next, while none has turned up.
const COUNT_EVERY_MS: u32 = 1_500;

/// For how long none must have turned up before that is believed.
const NONE_AFTER_MS: f64 = 6_000.0;

/// What somebody wants to be done.
pub(super) enum Wanted {
    /// A new plan.
    New {
        /// The names of its servers.
        names: Vec<String>,
        /// The tag of all of them.
        tag: String,
    },
    /// What waits, and a count of what was lost.
    Rest,
    /// The same, and before it this one again, which was not created.
    Again(usize),
}

impl Registration {
    /// Drives the plan until it is finished, stands still, or somebody stops it.
    pub(super) fn drive(self, wanted: Wanted) {
        let inner = self.inner.get_value();
        spawn_local(async move {
            let stands_still = self.try_drive(&inner, wanted).await.err();
            let is_lost = inner.claims.is_lost();
            self.work.update(|work| {
                work.running = false;
                work.stop = false;
                work.stands_still = stands_still;
                work.elsewhere = is_lost;
            });
            if is_lost {
                self.give_up_plan(&inner);
            }
            self.keep_note();
            inner.feed.ask_now();
        });
    }

    async fn try_drive(self, inner: &Inner, wanted: Wanted) -> Result<(), StandStill> {
        // The one that was surely not there a moment ago.
        let mut looked_for = None;
        match wanted {
            Wanted::New { names, tag } => {
                let known = inner.list().await?;
                let newest = known.iter().map(|known| known.id).chain(inner.fleet_ids()).max().unwrap_or(0);
                let tag = if tag.is_empty() { TAG_OF_UNTAGGED } else { &tag };
                let plan = Plan::new(names, tag, newest, (browser_ms() / 1000.0) as u64);
                inner.claims.hold(&what_is_claimed(&plan));
                self.work.update(|work| work.plan = Some(plan));
            }
            Wanted::Rest => {}
            Wanted::Again(at) => {
                // It may have turned up since somebody counted. Until a list says that it has not, it stays what it is.
                let known = inner.whole_list().await?;
                self.on_plan(|plan| plan.try_again(at, &as_known(&known)));
                looked_for = Some(at);
            }
        }
        while self.is_wanted() {
            // While this tab stood still a copy of it may have gone on, and what that has sent may not be there yet.
            if inner.claims.take_wish() {
                self.work.update(|work| work.resumed = true);
                looked_for = None;
                inner.gate.let_others_register(&|| self.is_wanted()).await;
                continue;
            }
            match self.on_plan(|plan| plan.next(now_ms())) {
                Some(Next::Wait(ms)) => TimeoutFuture::new(ms as u32).await,
                Some(Next::Send(at)) => {
                    if self.work.with_untracked(|work| work.resumed) && looked_for != Some(at) {
                        let known = inner.whole_list().await?;
                        let found = self.on_plan(|plan| plan.find_waiting(at, &as_known(&known), now_ms()));
                        if found != Some(true) {
                            looked_for = Some(at);
                        }
                    } else {
                        self.send(inner, at).await?;
                    }
                }
                Some(Next::Lost(at)) => {
                    return self.count(inner, at).await;
                }
                Some(Next::Answer(_) | Next::Refused(_) | Next::Finished) | None => return Ok(()),
            }
        }
        Ok(())
    }

    /// Whether nobody has said that it is to stand still, and no other tab that it is at it.
    fn is_wanted(self) -> bool {
        self.work.with_untracked(|work| !work.stop) && !self.inner.with_value(|inner| inner.claims.is_lost())
    }

    /// The one place where a server is registered. Noted before it is sent; somebody may stop it up to that instant.
    async fn send(self, inner: &Inner, at: usize) -> Result<(), StandStill> {
        let name = self.on_plan(|plan| plan.sending(at, now_ms()).map(str::to_owned)).flatten();
        let Some(name) = name else { return Ok(()) };
        self.keep_note();
        let (tag, extras, wipes) = self.work.with_untracked(|work| {
            let tag = work.plan.as_ref().map(|plan| plan.tag().to_owned());
            (tag.unwrap_or_default(), work.extras.clone(), work.wipes)
        });
        let Extras { note, hidden } = extras;
        let call = RegisterServer { name: name.clone(), tag, note, hidden, simple: false };
        let is_wanted = || self.is_wanted() && !inner.claims.is_wished_for();
        let Some(answer) = inner.gate.register(call, &is_wanted).await else {
            self.on_plan(|plan| plan.withdraw(at));
            return Ok(());
        };
        let outcome = match &answer {
            Ok(_) | Err(Error::SecretLost) => Outcome::Created,
            Err(error) if error.may_be_done() => Outcome::Lost,
            Err(_) => Outcome::Refused,
        };
        self.work.update(|work| {
            if let Some(plan) = &mut work.plan {
                plan.answered(at, outcome, now_ms());
            }
            let secret = answer.as_ref().ok().and_then(|answer| Secret::parse(answer.result.reveal()).ok());
            // It may come after whoever asked for it has signed out, and somebody else in.
            let is_theirs = work.wipes == wipes && inner.session.who_untracked().is_signed_in();
            if let Some(secret) = secret.filter(|_| is_theirs) {
                work.made.push(Made { name, secret });
                work.made_ms = monotonic_ms();
            }
        });
        self.keep_note();
        inner.feed.ask_now();
        match (outcome, answer) {
            (Outcome::Refused, Err(error)) => Err(error.into()),
            _ => Ok(()),
        }
    }

    /// Counts what came of a request whose answer was lost. A request can reach the dashboard after its page has given
    /// up, so "none" is only believed after a while: where a list fails before, nobody knows.
    async fn count(self, inner: &Inner, at: usize) -> Result<(), StandStill> {
        let began_ms = monotonic_ms();
        loop {
            // Asked for after the answer was lost: what it created is in it.
            let known = inner.whole_list().await?;
            let count = self.on_plan(|plan| plan.count(at, &as_known(&known))).flatten();
            if count != Some(Count::None) {
                return Ok(());
            }
            if monotonic_ms() - began_ms > NONE_AFTER_MS {
                self.on_plan(|plan| plan.believe_none(at));
                return Ok(());
            }
            TimeoutFuture::new(COUNT_EVERY_MS).await;
        }
    }
}

impl Inner {
    /// The servers that exist now.
    async fn list(&self) -> Result<Vec<ListEntry>, Error> {
        Ok(self.client.call(&ListServers::default()).await?.result)
    }

    /// As [`Self::list`], every one of them: a server that could not be read may be the one that is looked for.
    async fn whole_list(&self) -> Result<Vec<ListEntry>, StandStill> {
        let answer = self.client.call(&ListServers::default()).await?;
        if answer.dropped > 0 { Err(StandStill::Unreadable) } else { Ok(answer.result) }
    }

    fn fleet_ids(&self) -> Vec<u64> {
        self.fleet.rows().with_untracked(|rows| rows.iter().map(|row| row.id).collect())
    }
}

fn as_known(entries: &[ListEntry]) -> Vec<Known<'_>> {
    entries.iter().map(|entry| Known { id: entry.id, name: &entry.name, tag: &entry.tag }).collect()
}

fn now_ms() -> u64 {
    monotonic_ms() as u64
}
