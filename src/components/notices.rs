//! What is wrong, in words, above data that stays where it is.

use std::cell::{Cell, RefCell};

use leptos::prelude::*;

use crate::browser::entry;
use crate::components::ticking::ticking;
use crate::components::{DeferredView, SignInDoor, When};
use crate::dom::{Signal, View, shared, view};
use crate::feed::{Feed, Link};
use crate::fleet::Fleet;
use crate::parts::Deferred;
use crate::words::{
    Words, fill,
    sentence::{Sentence, Way},
};

/// A skew below this is not worth a word, in seconds.
const SKEW_SHOWN_S: i64 = 60;

/// Everything that is odd about the connection or the answers. Nothing while all is well.
#[component]
pub fn Notices() -> View {
    let words = Words::of_app();
    let feed = shared::<Feed>();
    let fleet = shared::<Fleet>();
    let link = feed.link();
    // Where nothing is shown yet, every reason is worth its words.
    let bare = move || feed.answered_ms().get().is_none();
    // While nobody looks, and until there is news after that, it stays: something may be typed into it.
    let (was_in_trouble, was_paused) = (Cell::new(false), Cell::new(false));
    let in_trouble = Signal::memo(move || {
        let link = link.read();
        let is_news = !matches!(*link, Link::Paused | Link::Connecting | Link::Waiting);
        was_paused.set(*link == Link::Paused || was_paused.get() && !is_news);
        if !was_paused.get() {
            let is_trouble = matches!(*link, Link::Trouble { .. });
            was_in_trouble.set(is_trouble && (bare() || link.is_worth_words()));
        }
        was_in_trouble.get()
    });
    let names_only = Signal::memo(move || matches!(*link.read(), Link::NamesOnly));
    let timing = fleet.timing();
    let hint = move |shown: bool, text: String| shown.then(|| view! { <p class="notice">{text}</p> });
    view! {
        <div class="notices" role="status">
            <When condition=in_trouble><TroubleNotice/></When>
            <When condition=names_only>
                <p class="notice warn">
                    <b>{words.say(|w| w.names_only())}</b>
                    " "
                    {words.say(|w| w.names_only_next())}
                </p>
            </When>
            {move || hint(timing.read().restarting, words.get().restarting().to_owned())}
            {move || hint(timing.read().cached, words.get().cached().to_owned())}
            {move || {
                let skew_s = timing.read().skew_s;
                hint(skew_s.abs() >= SKEW_SHOWN_S, fill(words.get().skew(), &[("age", &words.span(skew_s.abs()))]))
            }}
            {move || {
                let dropped = feed.dropped().get();
                hint(dropped > 0, fill(words.get().dropped(), &[("n", &dropped.to_string())]))
            }}
        </div>
    }
}

/// Why nothing comes, how old everything is, and when the next try is.
#[component]
fn TroubleNotice() -> View {
    let words = Words::of_app();
    let feed = shared::<Feed>();
    let link = feed.link();
    let now_ms = ticking();
    let seconds = move |ms: f64| words.span((ms / 1000.0).max(0.0).round() as i64);
    // Not made anew with every try that fails alike: what has the focus stays, and nothing is read out again.
    let last = RefCell::new(None);
    let why = Signal::memo(move || {
        if let Link::Trouble { why, .. } = &*link.read() {
            last.replace(Some(why.clone()));
        }
        last.borrow().clone()
    });
    let said = move || why.get().map(|why| Sentence::of_trouble(&why, words.get()));
    let age = move || {
        // Of names, where there were never figures.
        let told_ms = feed.whole_ms().get().or_else(|| feed.answered_ms().get())?;
        Some(fill(words.get().data_age(), &[("age", &seconds(now_ms.get() - told_ms))]))
    };
    let next_try = move || match &*link.read() {
        Link::Trouble { next_try_ms, .. } if *next_try_ms <= now_ms.get() => {
            Some(words.get().trying_now().to_owned())
        }
        Link::Trouble { next_try_ms, .. } => {
            Some(fill(words.get().next_try(), &[("age", &seconds(next_try_ms - now_ms.get()))]))
        }
        _ => None,
    };
    view! {
        <div class="notice bad">
            {move || said().map(|sentence| view! { <SentenceView sentence/> })}
            <p class="notice-ages" aria-live="off">{age} " " {next_try}</p>
            <button class="button quiet" on:click=move |_| feed.try_now()>{words.say(|w| w.try_now())}</button>
        </div>
    }
}

/// What happened, what to do, and the way there.
#[component]
fn SentenceView(sentence: Sentence) -> View {
    let words = Words::of_app();
    let door = shared::<SignInDoor>();
    // V0's own page at the API base: where its login and its view password are.
    let dashboard = || {
        view! { <a class="button quiet" href=entry::dashboard_pages() rel="noreferrer">{words.say(|w| w.open_dashboard())}</a> }
    };
    let way = match sentence.way {
        Way::None => View::nothing(),
        Way::SignIn => view! {
            <button class="button" on:click=move |_| door.open()>{words.say(|w| w.sign_in())}</button>
        },
        Way::Dashboard => dashboard(),
        Way::ViewPassword => {
            View::of_several([view! { <DeferredView of=Deferred::ViewPassword/> }, dashboard()])
        }
    };
    view! { <p><b>{sentence.what}</b> " " {sentence.next}</p> {way} }
}

/// A failure that fills the place of what could not be shown.
#[component]
pub fn Sorry(sentence: Sentence) -> View {
    view! { <div class="sorry" role="status"><SentenceView sentence/></div> }
}
