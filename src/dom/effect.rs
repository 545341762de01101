//! What runs again when the signals it reads change.

use leptos::prelude::{Effect, RenderEffect, on_cleanup};

/// Runs now, and again whenever a signal that it read has changed, until the owner around it is done.
///
/// Not generic on purpose: Leptos' effects are in the bundle once.
pub fn effect(mut run: Box<dyn FnMut()>) {
    let effect = RenderEffect::new(move |_: Option<()>| run());
    on_cleanup(move || drop(effect));
}

/// Runs once what is being made is in the page, and again whenever a signal that it read has changed. For the world
/// outside: titles, storage, canvases.
pub fn react(run: impl FnMut() + 'static) {
    fn erased(mut run: Box<dyn FnMut()>) {
        Effect::new(move |_: Option<()>| run());
    }
    erased(Box::new(run));
}
