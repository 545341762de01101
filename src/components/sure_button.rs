//! A button for what cannot be undone.

use leptos::ev::MouseEvent;
use leptos::prelude::*;

use crate::dom::{Signal, Var, View, view};

/// A button that asks in its own place before it does what cannot be undone: the first press changes its word, the next one does it.
///
/// The second click of a double click is none: it was meant for what stood there before. Who turns away is asked anew.
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
    let press = move |event: MouseEvent| {
        if event.detail() > 1 {
            return;
        }
        let is_sure = asked.get_untracked() || !asks.get_untracked();
        asked.set(!is_sure);
        if is_sure {
            act();
        }
    };
    let word = move || if asked.get() { question.get() } else { label.get() };
    view! { <button type="button" class=class on:click=press on:blur=move |_| asked.set(false)>{word}</button> }
}
