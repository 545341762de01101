//! Many servers, registered one by one.

use leptos::prelude::*;
use nezha_fleet::liveness::{Liveness, State};
use nezha_install::{Plan, Planned, Progress, bulk_table};

use super::bulk_files::BulkFiles;
use super::lost::{Lost, is_made};
use crate::components::{AdminLink, CopyButton, LivenessMark, Sorry, When};
use crate::dom::{Child, Signal, View, keyed, shared, view};
use crate::fleet::Fleet;
use crate::pages::register::install::{InstallOptions, has_reported};
use crate::registration::Registration;
use crate::words::{Words, fill, format, sentence::Sentence};

/// How far it has come, what stands in the way, and a command for each.
#[component]
pub fn Many() -> View {
    let words = Words::of_app();
    let registration = Registration::of_app();
    let work = registration.work();
    let count = Signal::memo(move || {
        work.with(|work| work.plan.as_ref().map(|plan| (plan.done(), plan.servers().len())))
            .unwrap_or_default()
    });
    let running = Signal::memo(move || work.read().running);
    let finished = Signal::derive(move || count.get().0 == count.get().1);
    let some_made = Signal::memo(move || !work.read().made.is_empty());
    let secrets_gone = Signal::memo(move || work.read().made.len() < count.get().0);
    // The first that stands in the way, and whether it was refused.
    let stuck = Signal::memo(move || {
        work.with(|work| {
            let servers = work.plan.as_ref()?.servers();
            let at = servers
                .iter()
                .position(|server| matches!(server.progress, Progress::Lost { .. } | Progress::Refused))?;
            Some((at, servers.get(at)?.progress == Progress::Refused))
        })
    });
    // Said aloud for every tenth only: a screen reader would speak of nothing else.
    let tenths = Signal::memo(move || {
        let (done, all) = count.get();
        (if done == all { all } else { done - done % (all / 10).max(1) }, all)
    });
    let head = move |(done, all): (usize, usize)| {
        fill(words.get().bulk_progress(), &[("done", &done.to_string()), ("all", &all.to_string())])
    };
    let trouble = View::following(move || {
        let why = work.read().stands_still.clone();
        let said = match (&why, stuck.get()) {
            (_, Some((at, false))) => return view! { <Lost at/> },
            (Some(why), _) => view! { <Sorry sentence=Sentence::of_stand_still(why, words.get())/> },
            (None, _) => View::nothing(),
        };
        let again = match stuck.get() {
            Some((at, true)) => view! {
                <button class="button" type="button" on:click=move |_| registration.try_again(at)>{words.say(|w| w.register_try_again())}</button>
            },
            _ => View::nothing(),
        };
        View::of_several([said, again])
    });
    let may_resume = Signal::derive(move || !running.get() && !finished.get() && stuck.get().is_none());
    view! {
        <section class="panel">
            <div class="panel-head"><h2>{move || head(count.get())}</h2></div>
            <span class="out-of-sight" role="status">{move || head(tenths.get())}</span>
            <div class="progress" aria-hidden="true"><i style:width=move || {
                let (done, all) = count.get();
                [(done * 100 / all.max(1)).to_string().as_str(), "%"].concat()
            }></i></div>
            <When condition=Signal::derive(move || !finished.get())><p class="notice warn">{words.say(|w| w.bulk_danger())}</p></When>
            {trouble}
            <div class="actions">
                <When condition=running>
                    <button class="button quiet" type="button" on:click=move |_| registration.stop()>{words.say(|w| w.bulk_stop())}</button>
                </When>
                <When condition=may_resume>
                    <button class="button" type="button" on:click=move |_| registration.go_on()>{words.say(|w| w.bulk_resume())}</button>
                </When>
            </div>
            <When condition=secrets_gone><p class="notice warn">{words.say(|w| w.bulk_secrets_gone())} <AdminLink/></p></When>
            <When condition=some_made><InstallOptions/><BulkFiles/></When>
            <Table/>
        </section>
    }
}

/// Every server of the plan: how far it has come, its command as soon as there is one, and whether its agent has reported.
#[component]
fn Table() -> View {
    let words = Words::of_app();
    let registration = Registration::of_app();
    let (draft, work) = (registration.draft(), registration.work());
    let fleet = shared::<Fleet>();
    let length =
        Signal::memo(move || work.with(|work| work.plan.as_ref().map_or(0, |plan| plan.servers().len())));
    // Looked up once for all rows: a fleet may be large, and so may a plan.
    let fresh = Signal::memo(move || {
        let newest_before = work.with(|work| work.plan.as_ref().map_or(u64::MAX, Plan::newest_before));
        let rows = fleet.rows().read();
        rows.iter().filter(|row| row.id > newest_before).cloned().collect::<Vec<_>>()
    });
    let row = move |at: usize| {
        let server =
            Signal::memo(move || work.with(|work| Some(work.plan.as_ref()?.servers().get(at)?.clone())));
        let name = move || server.get().map(|server| format::shown(&server.name));
        // Of several the newest, as for one server alone.
        let newest = Signal::memo(move || {
            let Some(Planned { progress: Progress::Done { .. }, .. }) = server.get() else { return None };
            work.with(|work| {
                let plan = work.plan.as_ref()?;
                fresh.get().into_iter().filter(|row| is_made(plan, at, row)).max_by_key(|row| row.id)
            })
        });
        let reported = Signal::memo(move || newest.get().as_ref().is_some_and(has_reported));
        let is_live =
            Signal::memo(move || newest.get().is_some_and(|row| row.liveness.get() == Liveness::Live));
        let progress = move || {
            let now = words.get();
            server.get().map(|server| match server.progress {
                Progress::Done { .. } if reported.get() => now.bulk_reported(),
                Progress::Waiting => now.bulk_waiting(),
                Progress::Sent => now.register_sending(),
                Progress::Done { .. } => now.bulk_done(),
                Progress::Refused => now.bulk_refused(),
                Progress::Lost { .. } => now.bulk_lost(),
            })
        };
        let made = Signal::memo(move || {
            let name = server.get()?.name;
            work.with(|work| work.made.iter().find(|made| made.name == name).cloned())
        });
        let command = Signal::memo(move || {
            let made = made.get()?;
            let draft = draft.read();
            let options = draft.options(made.secret.clone()).ok()?;
            let rows = bulk_table(&[made], draft.platform, &options).ok()?;
            rows.into_iter().next().map(|row| row.command.text)
        });
        let masked = move || Some(made.get()?.secret.mask_in(&command.get()?));
        view! {
            <tr class:reported=move || reported.get()>
                <th scope="row"><bdi>{name}</bdi></th>
                <td><When condition=is_live><LivenessMark state=State::Live/> </When>{progress}</td>
                <td class="bulk-command"><code>{masked}</code></td>
                <td>
                    <When condition=Signal::derive(move || command.get().is_some())>
                        <CopyButton text=Signal::derive(move || command.get().unwrap_or_default())/>
                    </When>
                </td>
            </tr>
        }
    };
    view! {
        <div class="bulk-table">
            <table>
                <thead>
                    <tr>
                        <th scope="col">{words.say(|w| w.field_name())}</th>
                        <th scope="col">{words.say(|w| w.bulk_state())}</th>
                        <th scope="col">{words.say(|w| w.command_label())}</th>
                        <th></th>
                    </tr>
                </thead>
                <tbody>{keyed(move || (0..length.get()).collect(), |at| (*at as u64, 0), row)}</tbody>
            </table>
        </div>
    }
}
