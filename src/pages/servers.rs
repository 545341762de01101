//! All servers.

use leptos::prelude::*;
use nezha_fleet::query::{Layout, States};

use crate::components::list::CardGrid;
use crate::components::{ArrangeBar, DeferredView, Overview, SearchBox, SignInDoor, TagFilter, When};
use crate::dom::{Child, Signal, View, react, shared, view};
use crate::feed::{Feed, Link};
use crate::fleet::Fleet;
use crate::navigation::Navigation;
use crate::parts::Deferred;
use crate::route::Route;
use crate::session::{Session, Who};
use crate::shown::Shown;
use crate::words::Words;

/// The strip, what finds and arranges, and the servers as cards or in a table.
#[component]
pub fn Servers() -> View {
    let fleet = shared::<Fleet>();
    let navigation = shared::<Navigation>();
    let shown = shared::<Shown>();
    let some = Signal::memo(move || !fleet.rows().read().is_empty());
    let found = Signal::memo(move || !shown.rows().read().is_empty());
    let table = Signal::memo(move || navigation.query().layout == Layout::Table);
    let list = move || {
        view! {
            <When condition=table otherwise=|| view! { <CardGrid/> }><DeferredView of=Deferred::Table/></When>
        }
    };
    let words = Words::of_app();
    // Said aloud: who types does not see the list below.
    let outcome = Signal::memo(move || {
        let count = shown.rows().read().len();
        match (navigation.query().words.trim(), count) {
            ("", _) => String::new(),
            (_, 0) => words.get().nobody_found().to_owned(),
            _ => {
                let unit = words.counted(count, |w| w.servers_one(), |w| w.servers_other());
                [&count.to_string(), " ", unit].concat()
            }
        }
    });
    view! {
        <h1 class="out-of-sight">{words.say(|w| w.nav_servers())}</h1>
        <When condition=some otherwise=Empty>
            <Overview/>
            <div class="toolbar"><SearchBox/><ArrangeBar/></div>
            <span class="out-of-sight" role="status">{outcome}</span>
            <TagFilter/>
            <When condition=found otherwise=NobodyFound>{list()}</When>
        </When>
    }
}

/// Nobody is what is asked for: the way back to everybody.
#[component]
fn NobodyFound() -> View {
    let words = Words::of_app();
    let navigation = shared::<Navigation>();
    let everybody = move |_| {
        navigation.ask(|query| {
            query.words.clear();
            query.tags.clear();
            query.states = States::default();
        });
    };
    view! {
        <div class="sorry">
            <p><b>{words.say(|w| w.nobody_found())}</b></p>
            <button type="button" class="button quiet" on:click=everybody>{words.say(|w| w.nobody_found_next())}</button>
        </div>
    }
}

/// Why there is nothing to show.
#[component]
fn Empty() -> View {
    let words = Words::of_app();
    let feed = shared::<Feed>();
    let session = shared::<Session>();
    let door = shared::<SignInDoor>();
    let answered = Signal::memo(move || feed.link().read().has_answered());
    let in_trouble = Signal::memo(move || matches!(*feed.link().read(), Link::Trouble { .. }));
    let guest = Signal::memo(move || session.who() == Who::Guest);
    let unreadable = move || feed.dropped().get() > 0;
    // The form opens by itself only for a guest who may see nothing.
    react(move || {
        if answered.get() && guest.get() && !unreadable() {
            door.offer();
        }
    });
    View::following(move || match (answered.get(), guest.get()) {
        // A notice says why there is nothing.
        (false, _) if in_trouble.get() => View::nothing(),
        (true, _) if unreadable() => View::nothing(),
        (false, _) => view! { <p class="sorry">{words.say(|w| w.loading())}</p> },
        (true, true) => view! {
            <div class="sorry">
                <p><b>{words.say(|w| w.empty_guest())}</b> " " {words.say(|w| w.empty_guest_next())}</p>
                <button class="button" on:click=move |_| door.open()>{words.say(|w| w.sign_in())}</button>
            </div>
        },
        (true, false) => view! {
            <div class="sorry">
                <p><b>{words.say(|w| w.empty_signed_in())}</b></p>
                <a class="button" href=Route::Register.to_string()>{words.say(|w| w.empty_signed_in_next())}</a>
            </div>
        },
    })
}
