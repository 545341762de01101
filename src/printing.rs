//! Whether the page is being printed.

use leptos::ev;
use leptos::prelude::*;

use crate::dom::{Var, shared_or};

/// From when a browser is about to print the page until it has.
#[derive(Clone, Copy)]
pub struct Printing(Var<bool>);

impl Printing {
    /// The app's only one.
    pub fn of_app() -> Self {
        shared_or(|| {
            let is_printed = Var::new(false);
            let before = window_event_listener(ev::beforeprint, move |_| is_printed.set(true));
            let after = window_event_listener(ev::afterprint, move |_| is_printed.set(false));
            on_cleanup(move || {
                before.remove();
                after.remove();
            });
            Self(is_printed)
        })
    }

    /// Whether it is; the caller follows it.
    pub fn get(self) -> bool {
        self.0.get()
    }

    /// The same for who does not follow.
    pub fn get_untracked(self) -> bool {
        self.0.get_untracked()
    }
}
