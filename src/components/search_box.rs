//! The box that finds servers.

use leptos::ev;
use leptos::prelude::*;
use web_sys::{HtmlInputElement, KeyboardEvent};

use crate::browser::{focus, visitor};
use crate::dom::{Handle, View, shared, view};
use crate::kept::{preferences::Setting, settings::Settings};
use crate::navigation::Navigation;
use crate::words::Words;

/// Searches as it is typed in; `/` leads to it from anywhere on the page, Escape empties it, and then leads to the page.
///
/// Nothing happens while an input method composes: half a syllable is no word. Keyboards of Android compose every word, and what
/// they compose is what is meant.
#[component]
pub fn SearchBox() -> View {
    let words = Words::of_app();
    let navigation = shared::<Navigation>();
    let field = Handle::<HtmlInputElement>::default();
    let composing = StoredValue::new(false);
    let search = move || {
        if let Some(field) = field.found().filter(|_| !composing.get_value() || visitor::composes_all()) {
            let typed = field.value();
            navigation.ask(|query| query.words = typed);
        }
    };
    let escape = move |event: KeyboardEvent| {
        if event.key() != "Escape" || event.is_composing() {
            return;
        }
        event.prevent_default();
        match field.found() {
            Some(field) if field.value().is_empty() => focus::move_to_content(),
            Some(field) => {
                field.set_value("");
                search();
            }
            None => {}
        }
    };
    let settings = shared::<Settings>();
    let shortcut = window_event_listener(ev::keydown, move |event| {
        let is_slash = event.key() == "/" && focus::is_shortcut(&event) && settings.has_shortcuts();
        // Other dashboards have this one; no single key, it cannot be pressed by mistake.
        let is_control_k = event.key() == "k"
            && (event.ctrl_key() || event.meta_key())
            && !event.alt_key()
            && !event.shift_key();
        if is_slash || is_control_k {
            event.prevent_default();
            if let Some(field) = field.found() {
                focus::move_to(&field);
                field.select();
            }
        }
    });
    on_cleanup(move || shortcut.remove());
    // What the field holds is what was typed, until something else changes the query.
    let shown = move || navigation.query().words;
    view! {
        <label class="search">
            <svg viewBox="0 0 16 16" aria-hidden="true"><path d="M7 2.5a4.5 4.5 0 1 0 0 9a4.5 4.5 0 1 0 0-9M10.4 10.4l3.4 3.4"></path></svg>
            <input node_ref=field type="search" enterkeyhint="search" autocomplete="off" autocapitalize="off" spellcheck="false"
                aria-label=words.say(|w| w.search_label()) placeholder=words.say(|w| w.search_hint())
                prop:value=shown
                on:input=move |_| search()
                on:compositionstart=move |_| composing.set_value(true)
                on:compositionend=move |_| {
                    composing.set_value(false);
                    search();
                }
                on:keydown=escape/>
            <kbd aria-hidden="true" hidden=move || !settings.preferences().is_on(Setting::Shortcuts)>"/"</kbd>
        </label>
    }
}
