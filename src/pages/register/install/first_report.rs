//! Waiting for a new agent's first report.

use leptos::prelude::*;
use nezha_fleet::liveness::{Liveness, State};
use nezha_install::{Clues, Effect, Options, Secret, diagnose_command, usual_reasons};

use super::CommandText;
use super::words::{effect_word, reason_word};
use crate::browser::address;
use crate::components::ticking::ticking;
use crate::components::{LivenessMark, When};
use crate::dom::{Signal, View, view};
use crate::fleet::Row;
use crate::registration::Registration;
use crate::route::Route;
use crate::words::Words;

/// After this long without a report something is wrong, in seconds.
const PATIENCE_S: i64 = 120;

/// Waits for the first report and says when it is there; after two minutes, what usually keeps it away.
#[component]
pub fn FirstReport(
    /// The new server; `None` until a list has shown it.
    row: Signal<Option<Row>>,
    /// Its secret, for the command that makes the agent talk.
    secret: Secret,
    /// When it was made, by the monotonic clock.
    since_ms: f64,
) -> View {
    let words = Words::of_app();
    let reported = Signal::memo(move || row.get().is_some_and(|row| has_reported(&row)));
    let is_live = Signal::memo(move || row.get().is_some_and(|row| row.liveness.get() == Liveness::Live));
    let link = move || row.get().map(|row| Route::server(row.id).to_string());
    view! {
        <div class="first-report" data-state=move || if reported.get() { "live" } else { "waiting" }>
            <When
                condition=reported
                otherwise={
                    let secret = secret.clone();
                    move || view! { <Waiting secret=secret.clone() since_ms/> }
                }
            >
                <p role="status">
                    <When condition=is_live><LivenessMark state=State::Live/> </When>
                    <b>{words.say(|w| w.register_reported())}</b>
                    <a href=link>{words.say(|w| w.register_reported_next())}</a>
                </p>
            </When>
        </div>
    }
}

/// Whether a server's agent has reported at least once; the caller follows it. Once true it stays so: when the dashboard
/// falls silent nobody knows who is alive, but the last report is still known.
pub fn has_reported(row: &Row) -> bool {
    let is_judged = !matches!(row.liveness.get(), Liveness::NoReport | Liveness::Unknown);
    is_judged || row.server.read().last_active > 0
}

#[component]
fn Waiting(secret: Secret, since_ms: f64) -> View {
    let words = Words::of_app();
    let now_ms = ticking();
    let passed_s = move || ((now_ms.get() - since_ms) / 1000.0).max(0.0) as i64;
    let late = Signal::memo(move || passed_s() >= PATIENCE_S);
    let clock = move || {
        let seconds = passed_s();
        [(seconds / 60).to_string(), ":".to_owned(), (100 + seconds % 60).to_string().split_off(1)].concat()
    };
    view! {
        <p>
            <LivenessMark state=State::NoReport/>
            <span>
                <b>{words.say(|w| w.register_waiting())}</b>
                " · " <span aria-live="off">{clock}</span> " · "
                {words.say(|w| w.register_waiting_next())}
            </span>
        </p>
        <When condition=late><Reasons secret=secret.clone()/></When>
    }
}

/// The usual reasons, the likely ones first, each with the agent's line that shows it.
#[component]
fn Reasons(secret: Secret) -> View {
    let words = Words::of_app();
    let draft = Registration::of_app().draft();
    let of_options = secret.clone();
    let options = Signal::memo(move || draft.read().options(of_options.clone()).ok());
    let clues = move |options: &Options| Clues {
        page_host: options.host.as_str() == address::host_name(),
        page_port: address::port(),
    };
    let reasons = move || {
        let options = options.get()?;
        let reasons = usual_reasons(&options, clues(&options)).into_iter().map(|reason| {
            let lines = reason.failures().iter().map(|failure| view! { <code>{failure.words()}</code> });
            view! { <li><span>{reason_word(reason, words.get())}</span> {lines.collect::<Vec<_>>()}</li> }
        });
        Some(reasons.collect::<Vec<_>>())
    };
    let diagnose = move || Some(diagnose_command(draft.read().platform, &options.get()?));
    let root = move || {
        let needs_root = diagnose()?.effects.contains(&Effect::NeedsRoot);
        needs_root.then(|| view! { <p class="hint">{effect_word(Effect::NeedsRoot, words.get())}</p> })
    };
    view! {
        <div class="reasons" role="status">
            <h3>{words.say(|w| w.reason_title())}</h3>
            <ol>{reasons}</ol>
        </div>
        <p class="hint">{words.say(|w| w.reason_diagnose())}</p>
        <CommandText command=Signal::derive(diagnose) secret=Some(secret) takeable=true plain=true/>
        {root}
    }
}
