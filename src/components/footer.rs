//! The bottom of every page: what the visitor prefers.

use leptos::prelude::*;

use crate::components::Choice;
use crate::dom::{View, view};
use crate::kept::preferences::Setting;
use crate::words::{Words, looks::said_of_looks};

/// Theme, language, and what this is for.
#[component]
pub fn Footer() -> View {
    let words = Words::of_app();
    view! {
        <footer class="footer">
            <Choice setting=Setting::Theme name=|w| w.theme() said=said_of_looks/>
            <Choice setting=Setting::Language name=|w| w.language() said=said_of_looks/>
            <span>{words.say(|w| w.about())}</span>
        </footer>
    }
}
