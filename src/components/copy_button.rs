//! A button that copies a text.

use std::rc::Rc;

use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::clipboard;
use crate::dom::{Signal, Var, View, view};
use crate::words::Words;

/// How long the button says what came of it.
const SAID_MS: u32 = 3_000;

/// A button that copies a text and says whether that worked.
#[component]
pub fn CopyButton(
    /// What to copy.
    #[prop(into)]
    text: Signal<String>,
    /// What is copied, for who cannot see where the button stands; may be empty.
    #[prop(into, optional)]
    of: Signal<&'static str>,
    /// Called when it is copied.
    #[prop(optional)]
    copied: Option<Rc<dyn Fn()>>,
) -> View {
    let words = Words::of_app();
    let outcome = Var::new(None::<bool>);
    let copy = move |_| {
        let copied = copied.clone();
        spawn_local(async move {
            let is_copied = clipboard::copy(&text.get_untracked()).await;
            if let Some(copied) = copied.filter(|_| is_copied) {
                copied();
            }
            // The button may be gone by then.
            outcome.set(Some(is_copied));
            TimeoutFuture::new(SAID_MS).await;
            outcome.set(None);
        });
    };
    let label = Signal::derive(move || match outcome.get() {
        None => words.get().copy(),
        Some(true) => words.get().copied(),
        Some(false) => words.get().copy_failed(),
    });
    let accessible = Signal::derive(move || format!("{} {}", label.get(), of.get()).trim_end().to_owned());
    view! {
        <button type="button" class="button quiet" aria-label=accessible on:click=copy>{label}</button>
    }
}
