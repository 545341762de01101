//! The page that registers servers and hands out what installs their agents.

mod address;
mod bulk_files;
mod form;
pub(crate) mod install;
mod lost;
mod many;
mod one;

use std::mem;

use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::browser::focus;
use crate::components::{ForOwner, When};
use crate::dom::{Handle, Signal, View, react, shared, view};
use crate::pages::register::install::RegisterScript;
use crate::registration::{Registration, Work};
use crate::route::Route;
use crate::session::Session;
use crate::words::Words;
use form::Form;
use many::Many;
use one::One;

/// The form, and what came of it.
#[component]
pub fn Register() -> View {
    let words = Words::of_app();
    let session = shared::<Session>();
    let registration = Registration::of_app();
    let (draft, work) = (registration.draft(), registration.work());
    let signed_in = Signal::memo(move || session.who().is_signed_in());
    let uncounted = Signal::memo(move || work.read().is_uncounted());
    // What a note says was sent is counted as soon as somebody may ask.
    react(move || {
        if signed_in.get() && uncounted.get() {
            registration.go_on();
        }
    });
    let mode = move |many: bool| {
        let word = words.say(if many { |w| w.register_many() } else { |w| w.register_one() });
        let pressed = move || (draft.read().many == many).to_string();
        view! {
            <button type="button" aria-pressed=pressed on:click=move |_| registration.edit(|draft| draft.many = many)>{word}</button>
        }
    };
    // On a phone what came of it stands before the form, which is closed then.
    let begun = move || (!work.with(Work::may_be_replaced)).then_some("");
    let is_many = Signal::memo(move || work.read().is_many());
    let outcome = Handle::<HtmlElement>::default();
    let has_outcome = Signal::memo(move || work.with(Work::has_outcome));
    // What was there when the page was opened is not news.
    let mut had_outcome = has_outcome.get_untracked();
    react(move || {
        let has_outcome = has_outcome.get();
        let had_outcome = mem::replace(&mut had_outcome, has_outcome);
        if has_outcome && !had_outcome {
            request_animation_frame(move || show(outcome));
        }
    });
    view! {
        <div class="title">
            <h1>{words.say(|w| w.register_title())}</h1>
            <a class="hint" href=Route::Hygiene.to_string()>{words.say(|w| w.hygiene_title())}</a>
            <When condition=signed_in>
                <div class="segments" role="group" aria-label=words.say(|w| w.register_how_many())>{[false, true].map(mode)}</div>
            </When>
        </div>
        <ForOwner why=|w| w.register_needs_login()>
            <div class="register" data-begun=begun>
                <section class="panel"><Form/></section>
                <div node_ref=outcome>
                    <When condition=is_many otherwise=One><Many/></When>
                    <RegisterScript/>
                </div>
            </div>
        </ForOwner>
    }
}

/// Moves focus and page to what came of it: on a phone it is put above the form, out of sight. Not while somebody fills in
/// another field.
fn show(outcome: Handle<HtmlElement>) {
    if focus::is_in_field() {
        return;
    }
    let head = outcome.found().and_then(|outcome| outcome.query_selector("h2, .sorry").ok().flatten());
    if let Some(head) = head.and_then(|head| head.dyn_into::<HtmlElement>().ok()) {
        head.set_tab_index(-1);
        focus::move_to(&head);
    }
}
