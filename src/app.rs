//! The frame of the app: what everything shares, and the page for the address.

use std::time::Duration;

use leptos::prelude::*;
use nezha_api::ApiBase;

use crate::browser::wake::Wake;
use crate::browser::{entry, focus, looks, scroll};
use crate::components::list::focus_server;
use crate::components::{DeferredView, Footer, Header, Notices, SignInDoor, When};
use crate::dom::{Signal, Var, View, react, share, shared, view};
use crate::feed::{Feed, Link};
use crate::fleet::Fleet;
use crate::kept::{known_hosts, list_left::ListLeft, settings::Settings};
use crate::navigation::Navigation;
use crate::net::gate::Gate;
use crate::net::http::Client;
use crate::next_page::fetch_next_page;
use crate::pages::{Nowhere, Servers};
use crate::parts::{Coming, Deferred, Parts};
use crate::route::Route;
use crate::session::Session;
use crate::shown::Shown;
use crate::words::{Words, fill, names};

/// What can be done without comes so long after the frame that shows the first answer; and so long after the start without one.
const BARE_FRAME: Duration = Duration::from_millis(250);
const BARE_START: Duration = Duration::from_secs(2);

/// So much later than the page the window's title changes. Browsers draw much of their own window for it, and took 20 ms
/// from a page that was being made at the same time.
const TITLE_AFTER: Duration = Duration::from_millis(150);

/// The whole app.
#[component]
pub fn App() -> View {
    share_state(&entry::api_base());
    let (feed, fleet, navigation) = (shared::<Feed>(), shared::<Fleet>(), shared::<Navigation>());
    let (parts, door) = (shared::<Parts>(), shared::<SignInDoor>());
    let words = Words::of_app();

    let kind = Signal::memo(move || std::mem::discriminant(&*navigation.route().read()));
    let place = move || {
        // Read, not only tracked: a memo that nobody reads never runs, and so never changes.
        kind.get();
        match &*navigation.route().read_untracked() {
            Route::Servers(_) => view! { <Servers/> },
            Route::Server { .. } => view! { <DeferredView of=Deferred::Server/> },
            Route::Compare { .. } => view! { <DeferredView of=Deferred::Compare/> },
            Route::Register => view! { <DeferredView of=Deferred::Register/> },
            Route::Settings => view! { <DeferredView of=Deferred::Settings/> },
            Route::Hygiene => view! { <DeferredView of=Deferred::Hygiene/> },
            Route::Nowhere => view! { <Nowhere/> },
        }
    };
    react(move || {
        if !matches!(*feed.link().read(), Link::Connecting) {
            entry::show_first_frame();
        }
    });
    follow_title(navigation, fleet, words);
    enter_pages(navigation);
    let (painted, bare) = (Var::new(false), Var::new(true));
    let dress = move || bare.set(false);
    mark_painted(painted, dress, feed, fleet);
    set_timeout(dress, BARE_START);
    fetch_next_page(painted, feed, parts);
    let wide = move || matches!(*navigation.route().read(), Route::Servers(_));
    let count = move || fleet.rows().read().len();
    let background = move || match parts.coming(Deferred::Background).get() {
        Coming::Here(make) => make(Deferred::Background),
        _ => View::nothing(),
    };
    view! {
        <a class="skip" href="#content" on:click=skip_to_content>{words.say(|w| w.skip_to_content())}</a>
        <Header/>
        <main id="content" tabindex="-1" class:wide=wide data-servers=count data-painted=move || painted.get().then_some("")
            data-bare=move || bare.get().then_some("")>
            <Notices/>
            <When condition=Signal::derive(move || door.is_wanted())><DeferredView of=Deferred::SignIn/></When>
            {place}
        </main>
        <When condition=Signal::derive(move || !bare.get())><Footer/></When>
        {background}
    }
}

/// Makes what all pages share, and starts what runs as long as the page.
fn share_state(base: &ApiBase) {
    let settings = Settings::load(base);
    let client = Client::new(base.clone());
    let wake = Wake::default();
    let session = Session::resume(client.clone(), wake.clone());
    let gate = Gate::new(client.clone());
    let fleet = Fleet::remembering(known_hosts::load(base));
    let feed = Feed::start(client.clone(), gate.clone(), session, fleet, settings, wake);
    known_hosts::keep(base, fleet, feed, session);
    let navigation = Navigation::follow_the_address(base);
    share(settings);
    share(session);
    share(fleet);
    share(feed);
    share(navigation);
    share(Shown::follow(fleet, navigation));
    share(client);
    share(gate);
    share(Parts::default());
    share(SignInDoor::default());
}

/// Keeps the window's title that of the page.
fn follow_title(navigation: Navigation, fleet: Fleet, words: Words) {
    let mut last = String::new();
    react(move || {
        let title = title(navigation.route().get(), fleet, words);
        // A server's name is looked at with every poll.
        if title != last {
            last.clone_from(&title);
            set_timeout(move || looks::show_title(&title), TITLE_AFTER);
        }
    });
}

/// Begins every page where it is entered, and the list where it was left.
fn enter_pages(navigation: Navigation) {
    let mut here = navigation.route().get_untracked();
    react(move || {
        let route = navigation.route().get();
        if !here.same_page(&route) {
            let ListLeft { top_px, server } = navigation.left_at(&route);
            // After the frame in which the new page is there.
            request_animation_frame(move || {
                scroll::enter(top_px);
                if let Some(id) = server {
                    focus_server(id);
                }
            });
        }
        here = route;
    });
}

/// Sets `painted` after the frame that shows the servers, for whoever waits for that, and adds to the page later what it can
/// do without.
fn mark_painted(painted: Var<bool>, dress: impl Fn() + Copy + 'static, feed: Feed, fleet: Fleet) {
    react(move || {
        let has_servers = !painted.get_untracked() && !fleet.rows().read().is_empty();
        if has_servers && *feed.link().read() == Link::Live {
            // The frame is made between the two.
            let mark = move || {
                painted.set(true);
                set_timeout(dress, BARE_FRAME);
            };
            request_animation_frame(move || set_timeout(mark, Duration::ZERO));
        }
    });
}

/// What the window is called: the page, and the product.
fn title(route: Route, fleet: Fleet, words: Words) -> String {
    let page = match route {
        Route::Servers(_) => return words.get().brand().to_owned(),
        Route::Server { id, .. } => match fleet.row(id) {
            Some(row) => names::server_name(&row.server.read().name, id, words),
            None => words.get().nav_servers().to_owned(),
        },
        Route::Compare { .. } => words.get().compare_title().to_owned(),
        Route::Register => words.get().register_title().to_owned(),
        Route::Settings => words.get().settings_title().to_owned(),
        Route::Hygiene => words.get().hygiene_title().to_owned(),
        Route::Nowhere => words.get().page_nowhere().to_owned(),
    };
    fill(words.get().title(), &[("page", &page)])
}

/// The hash is the address of the app, so this link moves the focus by hand.
fn skip_to_content(event: leptos::ev::MouseEvent) {
    event.prevent_default();
    focus::move_to_content();
}
