//! The form for the dashboard's view password.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::HtmlInputElement;

use crate::browser::{entry, focus};
use crate::dom::{Handle, Var, View, shared, view};
use crate::feed::Feed;
use crate::history::History;
use crate::navigation::Navigation;
use crate::net::gate::Gate;
use crate::net::view_password::{Entered, enter};
use crate::route::Route;
use crate::words::Words;

/// How the last try went.
#[derive(Clone, Copy, PartialEq)]
enum LastTry {
    Idle,
    Asking,
    Done(Entered),
}

/// Takes the password, which on a host name of its own no page of the dashboard's can take, and asks for servers once it is right.
#[component]
pub fn ViewPassword() -> View {
    let words = Words::of_app();
    let (feed, gate) = (shared::<Feed>(), shared::<Gate>());
    let (history, route) = (History::of_app(), shared::<Navigation>().route());
    let field = Handle::<HtmlInputElement>::default();
    let last_try = Var::new(LastTry::Idle);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let Some(field) = field.found().filter(|_| last_try.get_untracked() != LastTry::Asking) else {
            return;
        };
        let (password, gate) = (field.value(), gate.clone());
        last_try.set(LastTry::Asking);
        spawn_local(async move {
            let entered = enter(&entry::api_base(), &gate, &password).await;
            if entered == Entered::Right {
                // The form goes with the words around it, or is gone already.
                if focus::is_nowhere() || field.closest("form:focus-within").is_ok_and(|form| form.is_some())
                {
                    focus::move_to_content();
                }
                field.set_value("");
                feed.try_now();
                if let Route::Server { id, .. } = route.get_untracked() {
                    history.try_now(id);
                }
            }
            last_try.set(LastTry::Done(entered));
        });
    };
    let outcome = move || {
        let words = words.get();
        match last_try.get() {
            LastTry::Idle => "",
            LastTry::Asking => words.token_checking(),
            LastTry::Done(Entered::Right) => words.view_password_right(),
            LastTry::Done(Entered::Wrong) => words.view_password_wrong(),
            LastTry::Done(Entered::NotTaken) => words.view_password_not_taken(),
        }
    };
    let is_wrong = move || (last_try.get() == LastTry::Done(Entered::Wrong)).to_string();
    view! {
        <form class="view-password" on:submit=submit autocomplete="off">
            <label>
                {words.say(|w| w.view_password())} " "
                <input class="input" type="password" node_ref=field autocomplete="off" spellcheck="false" aria-invalid=is_wrong/>
            </label>
            <button class="button" type="submit">{words.say(|w| w.view_password_enter())}</button>
            <span role="status" data-wrong=is_wrong>{outcome}</span>
        </form>
    }
}
