//! Labelled fields and switches of a registration.

use leptos::prelude::*;

use crate::dom::{Signal, View, view};
use crate::registration::{Draft, Registration, Toggle};

/// A text with its label before it and a word about it behind. The word describes the field and is no part of its name.
#[component]
pub fn Field(
    /// What it is called.
    label: Signal<&'static str>,
    /// Its name in the form, and its id.
    name: &'static str,
    /// The text of the draft that is edited.
    pick: fn(&mut Draft) -> &mut String,
    /// The word about it: what it is for, or what is wrong with it.
    #[prop(into)]
    hint: Signal<String>,
    /// Whether its value cannot be used.
    #[prop(optional, into)]
    bad: Signal<bool>,
    /// The id of a list of proposals.
    #[prop(optional)]
    proposals: Option<&'static str>,
    /// Whether digits are typed.
    #[prop(optional)]
    digits: bool,
    /// Whether there is room for many lines.
    #[prop(optional)]
    lines: bool,
) -> View {
    let registration = Registration::of_app();
    let value = move || pick(&mut registration.draft().get()).clone();
    let edit = move |event| {
        let typed = event_target_value(&event);
        registration.edit(|draft| *pick(draft) = typed);
    };
    let hint_id = [name, "-hint"].concat();
    let described = hint_id.clone();
    let bad = move || bad.get().to_string();
    let input = if lines {
        view! {
            <textarea class="input" id=name name=name rows="7" spellcheck="false" autocapitalize="off" prop:value=value
                on:input=edit aria-invalid=bad aria-describedby=described></textarea>
        }
    } else {
        view! {
            <input class="input" id=name name=name list=proposals inputmode=digits.then_some("numeric") spellcheck="false"
                autocapitalize="off" prop:value=value on:input=edit aria-invalid=bad aria-describedby=described/>
        }
    };
    view! {
        <div class="field">
            <label for=name>{label}</label>
            {input}
            <small id=hint_id>{hint}</small>
        </div>
    }
}

/// Something that is on or off, with a word about it.
#[component]
pub fn Switch(
    /// What it is called.
    label: Signal<&'static str>,
    /// Its name in the form, and its id.
    name: &'static str,
    /// What is turned on and off.
    toggle: Toggle,
    /// The word about it; none when not said.
    #[prop(optional, into)]
    hint: Signal<&'static str>,
) -> View {
    let registration = Registration::of_app();
    let on = move || registration.draft().read().is_on(toggle);
    let turn = move |event| {
        let on = event_target_checked(&event);
        registration.edit(|draft| draft.turn(toggle, on));
    };
    let hint_id = [name, "-hint"].concat();
    let described = hint_id.clone();
    view! {
        <div class="field switch">
            <label for=name>
                <input type="checkbox" id=name name=name prop:checked=on on:change=turn aria-describedby=described/>
                <span>{label}</span>
            </label>
            <small id=hint_id>{hint}</small>
        </div>
    }
}
