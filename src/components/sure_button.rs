//! A button for what cannot be undone.

use leptos::ev::{KeyboardEvent, MouseEvent};
use leptos::prelude::*;
use web_sys::HtmlElement;

use crate::browser::focus;
use crate::dom::{Handle, Signal, Var, View, view};

/// A button that asks in its own place before it does what cannot be undone: the first press changes its word, the next one does it.
///
/// The second click of a double click is none, nor is a key that is held: both were meant for what stood there before. Who turns away
/// is asked anew.
#[component]
pub fn SureButton(
    /// What it does.
    label: Signal<&'static str>,
    /// What is said instead after the first press: what would be lost.
    question: Signal<&'static str>,
    /// How it looks.
    class: &'static str,
    /// Whether there is something to lose; while there is nothing, one press is enough.
    #[prop(into)]
    asks: Signal<bool>,
    /// Does it.
    act: impl Fn() + 'static,
) -> View {
    let asked = Var::new(false);
    let button = Handle::<HtmlElement>::default();
    let press = move |event: MouseEvent| {
        if event.detail() > 1 {
            return;
        }
        let is_sure = asked.get_untracked() || !asks.get_untracked();
        asked.set(!is_sure);
        // Safari gives no focus to what is clicked, and nothing without it loses it.
        if let Some(button) = button.found() {
            focus::move_in_place(&button);
        }
        if is_sure {
            act();
        }
    };
    let hold = move |event: KeyboardEvent| {
        if event.repeat() && matches!(event.key().as_str(), "Enter" | " ") {
            event.prevent_default();
        }
    };
    let word = move || if asked.get() { question.get() } else { label.get() };
    view! { <button type="button" class=class node_ref=button on:click=press on:keydown=hold on:blur=move |_| asked.set(false)>{word}</button> }
}
