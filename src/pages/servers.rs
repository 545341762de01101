//! All servers.

use std::rc::Rc;

use leptos::prelude::*;

use crate::components::{CardGrid, Overview, SignInDoor, TagFilter, When};
use crate::dom::{Child, Signal, View, react, shared, view};
use crate::feed::{Feed, Link};
use crate::fleet::{Fleet, Row};
use crate::i18n::Words;
use crate::navigation::Navigation;
use crate::route::Route;
use crate::session::{Session, Who};

/// The strip, the tags, and a card for each server.
#[component]
pub fn Servers() -> View {
    let fleet = shared::<Fleet>();
    let route = shared::<Navigation>().route();
    let tag = Signal::memo(move || match route.get() {
        Route::Servers { tag } => tag,
        _ => None,
    });
    let rows = Signal::memo(move || match tag.get() {
        None => fleet.rows().read(),
        Some(tag) => {
            // The tags change whenever any server's does: reading every server instead would run this at every poll.
            fleet.tags().track();
            let has_tag = |row: &&Row| row.server.read_untracked().tag == tag;
            Rc::new(fleet.rows().read().iter().filter(has_tag).cloned().collect())
        }
    });
    let some = Signal::memo(move || !fleet.rows().read().is_empty());
    view! {
        <When condition=some otherwise=Empty>
            <Overview/>
            <TagFilter chosen=tag/>
            <CardGrid rows/>
            <NoSuchTag rows/>
        </When>
    }
}

#[component]
fn NoSuchTag(rows: Signal<Rc<Vec<Row>>>) -> View {
    let words = Words::of_app();
    let none = Signal::derive(move || rows.get().is_empty());
    view! { <When condition=none><p class="sorry">{words.say(|w| w.empty_tag)}</p></When> }
}

/// Why there is nothing to show.
#[component]
fn Empty() -> View {
    let words = Words::of_app();
    let feed = shared::<Feed>();
    let session = shared::<Session>();
    let door = shared::<SignInDoor>();
    let answered = Signal::memo(move || matches!(*feed.link().read(), Link::Live | Link::NamesOnly { .. }));
    let guest = Signal::memo(move || session.who() == Who::Guest);
    // The form opens by itself only for a guest who may see nothing.
    react(move || {
        if answered.get() && guest.get() {
            door.open();
        }
    });
    View::following(move || match (answered.get(), guest.get()) {
        (false, _) => view! { <p class="sorry">{words.say(|w| w.loading)}</p> },
        (true, true) => view! {
            <div class="sorry">
                <p><b>{words.say(|w| w.empty_guest)}</b> " " {words.say(|w| w.empty_guest_next)}</p>
                <button class="button" on:click=move |_| door.open()>{words.say(|w| w.sign_in)}</button>
            </div>
        },
        (true, false) => view! {
            <div class="sorry">
                <p><b>{words.say(|w| w.empty_signed_in)}</b></p>
                <a class="button" href=Route::Register.to_string()>{words.say(|w| w.empty_signed_in_next)}</a>
            </div>
        },
    })
}
