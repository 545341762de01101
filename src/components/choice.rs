//! One setting.

use leptos::prelude::*;

use crate::dom::{View, shared, view};
use crate::kept::{preferences::Setting, settings::Settings};
use crate::words::{Catalogue, Word, Words};

/// What a choice of a setting is called.
pub(crate) type Said = fn(Setting, &'static str, &'static Catalogue) -> String;

/// A labelled list of what can be chosen. It follows the setting wherever else that is changed.
#[component]
pub(crate) fn Choice(
    /// What is chosen.
    setting: Setting,
    /// What that is called.
    name: Word,
    /// What a choice is called.
    said: Said,
) -> View {
    let words = Words::of_app();
    let settings = shared::<Settings>();
    let choices = setting.choices().iter().map(|choice| {
        let chosen = move || settings.preferences().get(setting) == *choice;
        view! { <option value=*choice prop:selected=chosen>{move || said(setting, choice, words.get())}</option> }
    });
    let choices = choices.collect::<Vec<_>>();
    let choose = move |event| settings.choose(setting, &event_target_value(&event));
    view! {
        <label class="choice">
            {move || name(words.get())}
            " "
            <select on:change=choose>{choices}</select>
        </label>
    }
}
