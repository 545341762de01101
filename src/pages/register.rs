//! The form that registers a server.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use nezha_api::{Error, RegisterServer, Secret};

use crate::components::{InstallCommand, SignInDoor, Sorry, When, check_address};
use crate::dom::{Signal, Var, View, shared, view};
use crate::fleet::{Fleet, Row};
use crate::format;
use crate::i18n::{Words, fill};
use crate::registration::{AgentAddress, Registration, Stage};
use crate::sentence::{Sentence, Way};
use crate::session::{Session, Who};

/// The form, and what came of it.
#[component]
pub fn Register() -> View {
    let words = Words::of_app();
    let session = shared::<Session>();
    let door = shared::<SignInDoor>();
    let stage = shared::<Registration>().stage();
    let outcome = move || match stage.get() {
        Stage::Form => View::nothing(),
        Stage::Sending => {
            view! { <p class="hint" role="status">{words.say(|w| w.register_sending)}</p> }
        }
        Stage::Done { name, secret } => view! { <Registered name secret/> },
        Stage::Refused(error) => {
            view! { <Sorry sentence=Sentence::of_error(&error, words.get())/> }
        }
        Stage::Lost { error, name, tag, newest_before } => {
            let sentence = match error {
                Error::SecretLost => Sentence::of_error(&error, words.get()),
                _ => Sentence {
                    what: words.get().register_lost.to_owned(),
                    next: words.get().register_lost_next,
                    way: Way::None,
                },
            };
            view! {
                <Sorry sentence/>
                <p class="hint"><Found name tag newest_before/></p>
            }
        }
    };
    view! {
        <div class="title"><h1>{words.say(|w| w.register_title)}</h1></div>
        <When
            condition=Signal::derive(move || session.who().is_signed_in())
            otherwise=move || view! {
                <When condition=Signal::derive(move || session.who() == Who::Guest)>
                    <div class="sorry">
                        <p>{words.say(|w| w.register_needs_login)}</p>
                        <button class="button" on:click=move |_| door.open()>{words.say(|w| w.sign_in)}</button>
                    </div>
                </When>
            }
        >
            <div class="register">
                <section class="panel"><Form/></section>
                <section class="panel">{outcome}</section>
            </div>
        </When>
    }
}

/// How many servers of this name and tag have turned up since: none, one, or as many as the browser sent.
#[component]
fn Found(name: String, tag: String, newest_before: u64) -> View {
    let words = Words::of_app();
    let fleet = shared::<Fleet>();
    // V0 makes an empty tag this one.
    let tag = if tag.is_empty() { "AutoRegister".to_owned() } else { tag };
    let found = move || {
        let rows = fleet.rows().get();
        let is_it = |row: &&Row| {
            let server = row.server.read_untracked();
            row.id > newest_before && server.name == name && server.tag == tag
        };
        fill(words.get().register_lost_found, &[("n", &rows.iter().filter(is_it).count().to_string())])
    };
    view! { <span>{found}</span> }
}

#[component]
fn Form() -> View {
    let words = Words::of_app();
    let registration = shared::<Registration>();
    let fleet = shared::<Fleet>();
    let stage = registration.stage();
    let (name, tag, note) = (Var::new(String::new()), Var::new(String::new()), Var::new(String::new()));
    let hidden = Var::new(true);
    let name_missing = Var::new(false);
    let busy = move || matches!(*stage.read(), Stage::Sending);
    let done = move || matches!(*stage.read(), Stage::Done { .. });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let call = RegisterServer {
            name: name.get_untracked(),
            tag: tag.get_untracked(),
            note: note.get_untracked(),
            hidden: hidden.get_untracked(),
            simple: false,
        };
        name_missing.set(call.name.trim().is_empty());
        if !name_missing.get_untracked() {
            registration.send(call);
        }
    };
    let again = move |_| {
        for field in [name, note] {
            field.set(String::new());
        }
        registration.begin_again();
    };
    let known_tags = move || {
        let tags = fleet.tags().get();
        tags.into_iter()
            .filter(|(tag, _)| !tag.is_empty())
            .map(|(tag, _)| view! { <option value=tag></option> })
            .collect::<Vec<_>>()
    };
    view! {
        <form on:submit=submit autocomplete="off">
            <fieldset class="plain" prop:disabled=move || busy() || done()>
                <label class="field">
                    <span>{words.say(|w| w.field_name)}</span>
                    <input class="input" name="name" prop:value=name on:input=move |event| name.set(event_target_value(&event))
                        aria-invalid=move || name_missing.get().to_string() aria-describedby="name-hint"/>
                    <small id="name-hint">
                        {move || if name_missing.get() { words.get().field_name_missing } else { words.get().field_name_hint }}
                    </small>
                </label>
                <label class="field">
                    <span>{words.say(|w| w.field_tag)}</span>
                    <input class="input" name="tag" list="known-tags" prop:value=tag on:input=move |event| tag.set(event_target_value(&event))/>
                    <small>{words.say(|w| w.field_tag_hint)}</small>
                </label>
                <datalist id="known-tags">{known_tags}</datalist>
                <label class="field">
                    <span>{words.say(|w| w.field_note)}</span>
                    <input class="input" name="note" prop:value=note on:input=move |event| note.set(event_target_value(&event))/>
                    <small>{words.say(|w| w.field_note_hint)}</small>
                </label>
                <label class="field switch">
                    <span>
                        <input type="checkbox" prop:checked=hidden on:change=move |event| hidden.set(event_target_checked(&event))/>
                        " " {words.say(|w| w.field_hidden)}
                    </span>
                    <small>{words.say(|w| w.field_hidden_hint)}</small>
                </label>
            </fieldset>
            <AddressFields/>
            <div class="actions">
                <When
                    condition=Signal::derive(done)
                    otherwise=move || view! {
                        <button class="button" type="submit" prop:disabled=busy>
                            {move || if busy() { words.get().register_sending } else { words.get().register_submit }}
                        </button>
                    }
                >
                    <button class="button" type="button" on:click=again>{words.say(|w| w.register_again)}</button>
                </When>
            </div>
        </form>
    }
}

/// Where agents connect to. Asked here, because no API tells it and the page's own host is most often a CDN's.
#[component]
fn AddressFields() -> View {
    let words = Words::of_app();
    let registration = shared::<Registration>();
    let address = registration.address();
    let change = move |change: &dyn Fn(&mut AgentAddress)| {
        let mut changed = address.get_untracked();
        change(&mut changed);
        registration.keep_address(changed);
    };
    let faults = move || check_address(&address.read(), words.get()).err().unwrap_or_default();
    let host_hint = Signal::derive(move || match faults().host {
        Some(fault) if !address.read().host.is_empty() => fault,
        _ => words.get().field_host_hint.to_owned(),
    });
    let own_host = window().location().hostname().unwrap_or_default();
    let suggested = own_host.clone();
    let suggest = move |_| {
        let host = own_host.clone();
        change(&move |address| address.host.clone_from(&host));
    };
    view! {
        <hr/>
        <label class="field">
            <span>{words.say(|w| w.field_host)}</span>
            <input class="input" name="grpc-host" spellcheck="false" autocapitalize="off" prop:value=move || address.get().host
                on:input=move |event| change(&|address| address.host = event_target_value(&event))
                aria-invalid=move || (faults().host.is_some() && !address.read().host.is_empty()).to_string()
                aria-describedby="host-hint"/>
            <small id="host-hint">{host_hint}</small>
        </label>
        <When condition=Signal::derive(move || address.read().host.is_empty())>
            <button type="button" class="button quiet suggestion" on:click=suggest.clone()>
                {let host = suggested.clone(); move || fill(words.get().field_host_suggest, &[("host", &host)])}
            </button>
        </When>
        <div class="address">
            <label class="field">
                <span>{words.say(|w| w.field_port)}</span>
                <input class="input" name="grpc-port" inputmode="numeric" prop:value=move || address.get().port
                    on:input=move |event| change(&|address| address.port = event_target_value(&event))
                    aria-invalid=move || faults().port.is_some().to_string()/>
                <small>{move || faults().port.unwrap_or("")}</small>
            </label>
            <label class="field switch">
                <span>
                    <input type="checkbox" name="grpc-tls" prop:checked=move || address.get().tls
                        on:change=move |event| change(&|address| address.tls = event_target_checked(&event))/>
                    " " {words.say(|w| w.field_tls)}
                </span>
                <small>{words.say(|w| w.field_tls_hint)}</small>
            </label>
        </div>
    }
}

#[component]
fn Registered(name: String, secret: Secret) -> View {
    let words = Words::of_app();
    let address = shared::<Registration>().address();
    let title = Signal::derive(move || fill(words.get().registered, &[("name", &format::shown(&name))]));
    view! {
        <div role="status"><h2><bdi>{title}</bdi></h2></div>
        <p class="hint">{words.say(|w| w.registered_next)}</p>
        <InstallCommand secret address/>
    }
}
