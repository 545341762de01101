//! The top of every page.

use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use web_sys::{Element, MouseEvent};

use crate::browser::scroll;
use crate::components::ticking::ticking;
use crate::components::{SignInDoor, When};
use crate::dom::{Child, Children, Signal, View, shared, view};
use crate::feed::{Feed, Link};
use crate::fleet::Fleet;
use crate::kept::{preferences::Setting, settings::Settings};
use crate::navigation::Navigation;
use crate::route::Route;
use crate::session::{Session, Who};
use crate::words::{Words, fill};

/// Name, pages, how fresh everything is, and who is asking. On a phone the pages are at the bottom.
#[component]
pub fn Header() -> View {
    let words = Words::of_app();
    let navigation = shared::<Navigation>();
    // It would be the same page again, and another step for the Back button.
    let to_the_top = move |event: MouseEvent| {
        let link = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let is_to_servers =
            link.is_some_and(|link| link.closest("a[href='#/']").is_ok_and(|link| link.is_some()));
        let is_plain = !event.ctrl_key() && !event.meta_key() && !event.shift_key() && !event.alt_key();
        let is_there = matches!(*navigation.route().read_untracked(), Route::Servers(_));
        if is_to_servers && is_plain && is_there {
            event.prevent_default();
            scroll::enter(0.0);
        }
    };
    view! {
        <header class="header" on:click=to_the_top>
            <a class="brand" href="#/">
                <svg viewBox="0 0 24 24" aria-hidden="true">
                    <path d="M12 3a9 9 0 1 0 9 9"></path>
                    <path d="M12 8.2A3.8 3.8 0 1 1 8.2 12"></path>
                    <circle cx="18.4" cy="5.6" r="1.6"></circle>
                </svg>
                <span>{words.say(|w| w.brand())}</span>
            </a>
            <nav class="pages" aria-label=words.say(|w| w.nav_label())>
                <PageLink route=Route::servers()>{words.say(|w| w.nav_servers())}</PageLink>
                <PageLink route=Route::COMPARE>{words.say(|w| w.nav_compare())}</PageLink>
                <PageLink route=Route::Register>{words.say(|w| w.nav_register())}</PageLink>
                <PageLink route=Route::Settings>{words.say(|w| w.settings_title())}</PageLink>
            </nav>
            <LinkState/>
            <Account/>
        </header>
    }
}

#[component]
fn PageLink(route: Route, children: Children) -> View {
    let now = shared::<Navigation>().route();
    let address = route.to_string();
    let current = Signal::derive(move || {
        let here = now.with(|now| {
            now.same_page(&route)
                || matches!(
                    (now, &route),
                    (Route::Server { .. }, Route::Servers(_)) | (Route::Hygiene, Route::Register)
                )
        });
        here.then_some("page")
    });
    view! { <a href=address aria-current=current>{children.show()}</a> }
}

/// How fresh everything is: one dot and a few words.
#[component]
fn LinkState() -> View {
    let words = Words::of_app();
    let feed = shared::<Feed>();
    let session = shared::<Session>();
    let settings = shared::<Settings>();
    let timing = shared::<Fleet>().timing();
    let link = feed.link();
    // A cache's repetition comes in time, and tells nothing new.
    let cached = move || timing.read().cached;
    let kind = Signal::derive(move || match &*link.read() {
        Link::Live if cached() => "late",
        Link::Connecting | Link::Paused => "waiting",
        Link::Live => "live",
        Link::NamesOnly | Link::Waiting => "late",
        Link::Trouble { .. } => "offline",
    });
    let text = Signal::derive(move || {
        let words_now = words.get();
        match &*link.read() {
            Link::Connecting => words_now.link_connecting().to_owned(),
            Link::Live if cached() => words_now.link_cached().to_owned(),
            Link::Live if session.who() == Who::Guest => words_now.link_live_guest().to_owned(),
            Link::Live => fill(words_now.link_live(), &[("n", settings.preferences().get(Setting::Pace))]),
            Link::NamesOnly => words_now.link_names_only().to_owned(),
            Link::Waiting => words_now.link_waiting().to_owned(),
            Link::Paused => words_now.link_paused().to_owned(),
            Link::Trouble { .. } => words_now.link_trouble().to_owned(),
        }
    });
    let late =
        Signal::memo(move || matches!(*link.read(), Link::NamesOnly | Link::Waiting | Link::Trouble { .. }));
    view! { <div class="link-state" data-link=kind><i></i><span>{text} <When condition=late><DataAge/></When></span></div> }
}

/// How old the figures are, where they are not of the last poll.
#[component]
fn DataAge() -> View {
    let words = Words::of_app();
    let feed = shared::<Feed>();
    let now_ms = ticking();
    let age = move || {
        // Of names, where there were never figures and there are no names either now.
        let named_ms = || feed.answered_ms().get().filter(|_| *feed.link().read() != Link::NamesOnly);
        let told_ms = feed.whole_ms().get().or_else(named_ms)?;
        let age_s = ((now_ms.get() - told_ms).max(0.0) / 1000.0) as i64;
        Some([" · ", &fill(words.get().link_old(), &[("age", &words.span(age_s))])].concat())
    };
    view! { <span>{age}</span> }
}

/// Who is asking, and the way to change that.
#[component]
fn Account() -> View {
    let words = Words::of_app();
    let session = shared::<Session>();
    let door = shared::<SignInDoor>();
    View::following(move || match session.who() {
        Who::Asking => View::nothing(),
        Who::Guest => view! {
            <button class="button" on:click=move |_| door.open()>{words.say(|w| w.sign_in())}</button>
        },
        Who::Token => view! {
            <button class="button quiet" title=words.say(|w| w.signed_in_token()) on:click=move |_| session.sign_out()>
                {words.say(|w| w.sign_out())}
            </button>
        },
        Who::DashboardLogin => view! {
            <span class="account" title=words.say(|w| w.signed_in_login_hint())>{words.say(|w| w.signed_in_login())}</span>
        },
    })
}
