//! What came of registering one server.

use leptos::prelude::*;

use super::lost::{Lost, made_rows};
use crate::components::{AdminLink, Sorry, When};
use crate::dom::{Child, Signal, View, shared, view};
use crate::fleet::Fleet;
use crate::pages::register::install::{FirstReport, InstallCommand, InstallOptions};
use crate::registration::{Registration, Single};
use crate::words::{Words, fill, format, sentence::Sentence};

/// The command to come, the way there, and the command.
#[component]
pub fn One() -> View {
    let words = Words::of_app();
    let registration = Registration::of_app();
    let work = registration.work();
    let single = Signal::memo(move || work.read().single());
    let elsewhere = Signal::memo(move || work.read().elsewhere);
    let sending = Signal::memo(move || single.get() == Single::Sending);
    let preview =
        Signal::memo(move || matches!(single.get(), Single::Open | Single::Sending | Single::Refused));
    let outcome = View::following(move || match single.get() {
        Single::Open | Single::Sending => View::nothing(),
        Single::Made => view! { <Made/> },
        Single::SecretGone => view! { <SecretGone/> },
        Single::Refused => {
            let why = work.read_untracked().stands_still.clone();
            why.map_or_else(
                View::nothing,
                |why| view! { <Sorry sentence=Sentence::of_stand_still(&why, words.get())/> },
            )
        }
        Single::Uncounted | Single::Counted(_) => view! { <Lost at=0/> },
    });
    view! {
        <section class="panel">
            <When condition=elsewhere><p class="notice warn">{words.say(|w| w.register_elsewhere())}</p></When>
            {outcome}
            <When condition=preview>
                <div class="panel-head"><h2>{words.say(|w| w.register_preview())}</h2></div>
                <p class="hint" role="status">
                    {move || if sending.get() { words.get().register_sending() } else { words.get().register_preview_hint() }}
                </p>
                <InstallOptions/>
                <InstallCommand secret=None/>
            </When>
        </section>
    }
}

#[component]
fn Made() -> View {
    let words = Words::of_app();
    let fleet = shared::<Fleet>();
    let work = Registration::of_app().work();
    let Some(made) = work.read_untracked().made.first().cloned() else { return View::nothing() };
    let since_ms = work.read_untracked().made_ms;
    let title =
        Signal::derive(move || fill(words.get().registered(), &[("name", &format::isolated(&made.name))]));
    let found = Signal::memo(move || work.with(|work| made_rows(work, 0, fleet)));
    // The secret of an answer is that of the last one created.
    let row = Signal::memo(move || found.get().pop());
    let several = Signal::derive(move || found.get().len() > 1);
    let several_word = move || fill(words.get().register_several(), &[("n", &found.get().len().to_string())]);
    let secret = made.secret;
    view! {
        <div class="panel-head" role="status">
            <h2>{title}</h2>
        </div>
        <p class="hint">{words.say(|w| w.registered_next())}</p>
        <When condition=several><p class="notice bad">{several_word} <AdminLink/></p></When>
        <InstallOptions/>
        <InstallCommand secret=Some(secret.clone())><FirstReport row secret=secret.clone() since_ms/></InstallCommand>
    }
}

/// It exists, and nobody here has its secret: the answer had none, or the page was left.
#[component]
fn SecretGone() -> View {
    let words = Words::of_app();
    let work = Registration::of_app().work();
    let name = work.with_untracked(|work| {
        let first = work.plan.as_ref().and_then(|plan| plan.servers().first());
        first.map(|server| format::shown(&server.name)).unwrap_or_default()
    });
    let fleet = shared::<Fleet>();
    let count = Signal::memo(move || work.with(|work| made_rows(work, 0, fleet).len()));
    let several = move || fill(words.get().register_found_several(), &[("n", &count.get().to_string())]);
    view! {
        <div class="sorry" role="status">
            <When condition=Signal::derive(move || count.get() > 1)><p class="notice bad">{several}</p></When>
            <p>
                <b>{move || fill(words.get().register_secret_gone(), &[("name", &format::isolated(&name))])}</b>
                " " {words.say(|w| w.secret_lost_next())}
            </p>
            <AdminLink/>
        </div>
    }
}
