//! A server that is not in the list: hidden, unknown, or not there yet.

use leptos::prelude::*;
use nezha_api::Error;

use crate::components::{Sorry, When};
use crate::dom::{Child, Signal, Var, View, shared, view};
use crate::feed::Feed;
use crate::history::History;
use crate::session::Session;
use crate::words::{Word, Words, sentence::Sentence};

/// Why there is nothing to show. The list of a guest never says which servers are hidden; their latency does.
#[component]
pub(super) fn Missing(
    /// The server's id.
    id: u64,
) -> View {
    let words = Words::of_app();
    let feed = shared::<Feed>();
    let session = shared::<Session>();
    // The owner's list has every server that could be read.
    let sees_all = move || session.who().is_signed_in() && feed.dropped().get() == 0;
    // It may have been registered a moment ago.
    feed.ask_now();
    let answered = Signal::memo(move || feed.link().read().has_answered());
    // What is wrong stands above.
    let is_told = Signal::memo(move || feed.link().read().is_worth_words());
    let loading = move || {
        if is_told.get() {
            return View::nothing();
        }
        view! { <p class="chart-waiting">{words.say(|w| w.loading())}</p> }
    };
    view! {
        <When condition=answered otherwise=move || View::following(loading)>
            {move || if sees_all() { view! { <Unknown next=|w| w.server_unknown_to_owner()/> } } else { view! { <Why id/> } }}
            <p class="chart-again"><a class="button quiet" href="#/">{words.say(|w| w.page_nowhere_next())}</a></p>
        </When>
    }
}

#[component]
fn Unknown(
    /// What became of it.
    next: Word,
) -> View {
    let words = Words::of_app();
    view! {
        <div class="sorry">
            <h1>{words.say(|w| w.server_unknown())}</h1>
            <p>{words.say(next)}</p>
        </div>
    }
}

#[component]
fn Why(id: u64) -> View {
    let words = Words::of_app();
    let history = History::of_app();
    let latency = Var::from(history.watch(id));
    // Not made anew with every answer that says the same: something may be typed into it.
    let told = Signal::memo(move || {
        let latency = latency.read();
        (latency.error.clone(), latency.series.is_some())
    });
    let why = move || match told.get() {
        (Some(Error::NotFound), _) | (None, true) => {
            view! { <Unknown next=|w| w.server_unknown_next()/> }
        }
        (Some(error), _) => view! { <Sorry sentence=Sentence::of_latency_error(&error, words.get())/> },
        (None, false) => view! { <p class="chart-waiting">{words.say(|w| w.loading())}</p> },
    };
    View::following(why)
}
