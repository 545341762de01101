//! What is asked before a server is registered.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use nezha_fleet::hygiene::is_left_over;
use nezha_fleet::search::folded_text;
use nezha_install::{NameList, NameListError, NameRangeError, PAUSE_MS, name_list};

use super::address::AddressFields;
use crate::browser::focus;
use crate::components::{SureButton, When};
use crate::dom::{Signal, Var, View, shared, view};
use crate::fleet::Fleet;
use crate::pages::register::install::{Field, Switch};
use crate::registration::{Registration, Toggle, Work};
use crate::words::{Catalogue, Words, fill, format};

/// How many names of a list are shown.
const NAMES_SHOWN: usize = 8;

/// Name or names, tag, note, visibility, where agents connect to, and the one button that sends.
#[component]
pub fn Form() -> View {
    let words = Words::of_app();
    let registration = Registration::of_app();
    let (draft, work) = (registration.draft(), registration.work());
    let fleet = shared::<Fleet>();
    let many = Signal::memo(move || draft.read().many);
    let tried = Var::new(false);
    let names = Signal::memo(move || match many.get() {
        true => names(&draft.read().names, fleet),
        false => Err(NameListError::Empty),
    });
    let open = Signal::memo(move || work.with(Work::may_be_replaced));
    let has_untaken = Signal::memo(move || work.with(Work::has_untaken));
    let name_field = move || if many.get_untracked() { "names" } else { "name" };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let name = draft.with_untracked(|draft| draft.name.clone());
        let wanted = match (many.get_untracked(), names.get_untracked()) {
            (false, _) if !name.trim().is_empty() => vec![name],
            (true, Ok(list)) => list.names,
            _ => Vec::new(),
        };
        tried.set(wanted.is_empty());
        if wanted.is_empty() {
            focus::move_to_id(name_field());
        } else {
            // The outcome gets the focus, unless another field has it by then.
            focus::move_to_content();
            registration.begin(wanted);
        }
    };
    let begin_again = move || {
        registration.begin_again();
        let name_field = name_field();
        // The fields are closed until then.
        request_animation_frame(move || focus::move_to_id(name_field));
    };
    let tag_hint = Signal::derive(move || {
        let now = words.get();
        if is_left_over(&draft.read().tag) { now.register_tag_left_over() } else { now.field_tag_hint() }
            .to_owned()
    });
    let known_tags = move || {
        let tags = fleet.tags().get().into_iter().filter(|(tag, _)| !tag.is_empty());
        tags.map(|(tag, _)| view! { <option value=tag></option> }).collect::<Vec<_>>()
    };
    let submit_word = move || {
        let now = words.get();
        match (work.read().running, many.get(), names.get()) {
            (true, ..) => now.register_sending().to_owned(),
            (false, true, Ok(list)) => {
                let count = list.names.len();
                let pattern = words.counted(count, |w| w.bulk_submit_one(), |w| w.bulk_submit_other());
                fill(pattern, &[("n", &count.to_string())])
            }
            _ => now.register_submit().to_owned(),
        }
    };
    view! {
        <form on:submit=submit autocomplete="off">
            <fieldset prop:disabled=move || !open.get()>
                <Names names open tried/>
                <Field label=words.say(|w| w.field_tag()) name="tag" pick=|draft| &mut draft.tag hint=tag_hint proposals="known-tags"/>
                <datalist id="known-tags">{known_tags}</datalist>
                <When condition=Signal::derive(move || !many.get())>
                    <Field label=words.say(|w| w.field_note()) name="note" pick=|draft| &mut draft.note
                        hint=Signal::derive(move || words.get().field_note_hint().to_owned())/>
                </When>
                <Switch label=words.say(|w| w.field_hidden()) name="hidden" toggle=Toggle::Hidden hint=words.say(|w| w.field_hidden_hint())/>
            </fieldset>
            <hr/>
            <AddressFields/>
            <div class="actions">
                <When
                    condition=Signal::derive(move || open.get() || work.read().running)
                    otherwise=move || view! {
                        <SureButton class="button quiet" label=words.say(|w| w.register_again())
                            question=words.say(|w| w.register_again_sure()) asks=has_untaken act=begin_again/>
                    }
                >
                    <button class="button" type="submit" prop:disabled=move || !open.get()>{submit_word}</button>
                </When>
            </div>
        </form>
    }
}

/// The field for one name, or for a list of them with what it would create.
#[component]
fn Names(
    /// The names in the list, or why there are none.
    names: Signal<Result<NameList, NameListError>>,
    /// Whether something can be registered now.
    open: Signal<bool>,
    /// Whether it was tried without a name.
    tried: Var<bool>,
) -> View {
    let words = Words::of_app();
    let fleet = shared::<Fleet>();
    let draft = Registration::of_app().draft();
    let many = Signal::memo(move || draft.read().many);
    let name_missing = Signal::derive(move || tried.get() && draft.read().name.trim().is_empty());
    let name_hint = Signal::derive(move || {
        let now = words.get();
        let name = folded_text(&draft.read().name);
        if name_missing.get() {
            now.field_name_missing().to_owned()
        } else if open.get()
            && !name.is_empty()
            && existing(fleet).iter().any(|other| folded_text(other) == name)
        {
            now.register_name_taken().to_owned()
        } else {
            now.field_name_hint().to_owned()
        }
    });
    view! {
        <When
            condition=many
            otherwise=move || view! {
                <Field label=words.say(|w| w.field_name()) name="name" pick=|draft| &mut draft.name hint=name_hint bad=name_missing/>
            }
        >
            <Field label=words.say(|w| w.bulk_names()) name="names" pick=|draft| &mut draft.names lines=true
                bad=Signal::derive(move || tried.get() && names.get().is_err())
                hint=Signal::derive(move || names_hint(&names.get(), tried.get(), words.get()))/>
            {move || names.get().ok().filter(|_| open.get()).map(|list| view! { <Preview list/> })}
        </When>
    }
}

/// The names that servers have already.
fn existing(fleet: Fleet) -> Vec<String> {
    fleet.rows().read().iter().map(|row| row.server.read_untracked().name.clone()).collect()
}

fn names(text: &str, fleet: Fleet) -> Result<NameList, NameListError> {
    let existing = existing(fleet);
    let existing: Vec<&str> = existing.iter().map(String::as_str).collect();
    name_list(text, &existing, folded_text)
}

/// What can be pasted, or why what was pasted gives no names.
fn names_hint(names: &Result<NameList, NameListError>, tried: bool, words: &'static Catalogue) -> String {
    let (line, error) = match names {
        Err(NameListError::Empty) if tried => return words.field_name_missing().to_owned(),
        Ok(_) | Err(NameListError::Empty) => return words.bulk_names_hint().to_owned(),
        Err(NameListError::TooMany) => return words.bulk_too_many().to_owned(),
        Err(NameListError::Line { line, error }) => (line, error),
    };
    let pattern = match error {
        NameRangeError::Backwards => words.bulk_backwards(),
        NameRangeError::SecondRange => words.bulk_second_range(),
        NameRangeError::Empty | NameRangeError::TooMany => words.bulk_too_many(),
    };
    fill(pattern, &[("line", &line.to_string())])
}

/// What will be created, and what to look at before.
#[component]
fn Preview(list: NameList) -> View {
    let words = Words::of_app();
    let count = list.names.len();
    let shown =
        list.names.iter().take(NAMES_SHOWN).map(|name| view! { <li><bdi>{format::shown(name)}</bdi></li> });
    let shown: Vec<_> = shown.collect();
    let rest = count.saturating_sub(NAMES_SHOWN);
    let takes_s = (count as u64).saturating_sub(1) * PAUSE_MS.div_ceil(1000);
    let head = move || {
        let takes = words.span(takes_s as i64);
        let pattern = words.counted(count, |w| w.bulk_will_create_one(), |w| w.bulk_will_create_other());
        fill(pattern, &[("n", &count.to_string()), ("age", &takes)])
    };
    let warnings = [
        (list.repeated, (|w| w.bulk_repeated()) as fn(&'static Catalogue) -> &'static str),
        (list.alike, |w| w.bulk_alike()),
        (list.taken, |w| w.bulk_taken()),
    ];
    let warnings = warnings.into_iter().filter(|(names, _)| !names.is_empty()).map(|(names, say)| {
        let names: Vec<String> = names.iter().take(NAMES_SHOWN).map(|name| format::isolated(name)).collect();
        let said = move || {
            let words = words.get();
            fill(say(words), &[("names", &names.join(words.list_separator()))])
        };
        view! { <p class="notice warn">{said}</p> }
    });
    view! {
        <div class="preview">
            <p class="hint">{head}</p>
            <ul>
                {shown}
                {(rest > 0).then(|| view! { <li>{move || fill(words.get().bulk_more(), &[("n", &rest.to_string())])}</li> })}
            </ul>
            {warnings.collect::<Vec<_>>()}
        </div>
    }
}
