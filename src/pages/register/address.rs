//! Where agents connect to. Asked here, because no API tells it and the page's own host is most often a CDN's.

use leptos::prelude::*;
use nezha_install::HostError;

use crate::browser::address;
use crate::dom::{Signal, View, view};
use crate::pages::register::install::{Field, Switch, host_fault, port_fault};
use crate::registration::{Registration, Toggle};
use crate::words::{Words, fill};

/// Host, port and TLS, with the two usual pairs as presets. Never filled in by themselves.
#[component]
pub fn AddressFields() -> View {
    let words = Words::of_app();
    let registration = Registration::of_app();
    let draft = registration.draft();
    let host_empty = Signal::memo(move || draft.read().host.trim().is_empty());
    let host_bad = Signal::derive(move || registration.faults().host.is_some() && !host_empty.get());
    let host_hint = Signal::derive(move || {
        let now = words.get();
        if host_empty.get() {
            return now.field_host_hint().to_owned();
        }
        match (registration.faults().host, draft.read().checked()) {
            (Some(error), _) => host_fault(&error, now),
            // An international name, or an address without its brackets.
            (None, Ok((host, ..))) if host.as_str() != draft.read().host.trim() => {
                fill(now.register_host_written(), &[("host", host.as_str())])
            }
            _ => now.field_host_hint().to_owned(),
        }
    });
    // What can be taken out of what was pasted; nothing is changed before somebody says so.
    let usable = Signal::memo(move || match registration.faults().host {
        Some(HostError::PastedUrl { host: Some(host), .. }) => Some((host.as_str().to_owned(), None)),
        Some(HostError::HasPort { host: Some(host), port }) => {
            Some((host.as_str().to_owned(), port.map(|port| port.get().to_string())))
        }
        _ => None,
    });
    let take = move |host: String, port: Option<String>| {
        registration.edit(|draft| {
            draft.host = host;
            if let Some(port) = port {
                draft.port = port;
            }
        });
    };
    let suggestion = move || {
        let (pattern, host, port) = match (host_empty.get(), usable.get()) {
            (true, _) => (words.get().field_host_suggest(), address::host_name(), None),
            (false, Some((host, port))) => (words.get().register_host_take(), host, port),
            (false, None) => return None,
        };
        let text = fill(pattern, &[("host", &host)]);
        Some(view! {
            <button type="button" class="button quiet suggestion" on:click=move |_| take(host.clone(), port.clone())>{text}</button>
        })
    };
    let port_bad = Signal::derive(move || registration.faults().port.is_some());
    let port_hint = Signal::derive(move || {
        registration.faults().port.map_or("", |error| port_fault(error, words.get())).to_owned()
    });
    let presets = [("5555", false), ("443", true)].map(|(port, tls)| {
        let pressed = move || (draft.read().port.trim() == port && draft.read().tls == tls).to_string();
        let choose = move |_| {
            registration.edit(|draft| {
                draft.port = port.to_owned();
                draft.tls = tls;
            });
        };
        let word = move || {
            let now = words.get();
            fill(if tls { now.register_preset_tls() } else { now.register_preset_plain() }, &[("port", port)])
        };
        view! { <button type="button" class="chip" aria-pressed=pressed on:click=choose>{word}</button> }
    });
    view! {
        <Field label=words.say(|w| w.field_host()) name="grpc-host" pick=|draft| &mut draft.host hint=host_hint bad=host_bad/>
        {suggestion}
        <div class="presets" role="group" aria-label=words.say(|w| w.register_presets())>{presets}</div>
        <div class="address">
            <Field label=words.say(|w| w.field_port()) name="grpc-port" pick=|draft| &mut draft.port hint=port_hint bad=port_bad digits=true/>
            <Switch label=words.say(|w| w.field_tls()) name="grpc-tls" toggle=Toggle::Tls hint=words.say(|w| w.field_tls_hint())/>
        </div>
    }
}
