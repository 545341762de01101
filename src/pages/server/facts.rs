//! What the machine is.

use leptos::prelude::*;
use nezha_api::Server;
use nezha_chart::Wall;
use nezha_fleet::hardware;

use crate::components::CopyButton;
use crate::dom::{Signal, Var, View, shared, view};
use crate::kept::{preferences::Preferences, settings::Settings};
use crate::session::Session;
use crate::words::{
    Catalogue, Words, format,
    zone::{VisitorTime, VisitorZone},
};

/// What the machine is. Facts that are not known are not listed.
#[component]
pub(super) fn Facts(server: Var<Server>) -> View {
    let words = Words::of_app();
    let session = shared::<Session>();
    let settings = shared::<Settings>();
    let facts = Signal::memo(move || {
        facts(&server.read(), words, session.who().is_signed_in(), &settings.preferences())
    });
    let row = move |fact: Fact| {
        view! {
            <div>
                <dt>{fact.label}</dt>
                <dd><bdi>{format::shown(&fact.value)}</bdi> {fact.copy.then(|| view! { <CopyButton text=fact.value of=fact.label/> })}</dd>
            </div>
        }
    };
    view! { <dl class="facts">{move || facts.get().into_iter().map(row).collect::<Vec<_>>()}</dl> }
}

#[derive(Clone, PartialEq)]
struct Fact {
    label: &'static str,
    /// Whole, as it is copied.
    value: String,
    copy: bool,
}

fn facts(server: &Server, words: Words, signed_in: bool, preferences: &Preferences) -> Vec<Fact> {
    let words_now = words.get();
    let mut facts = Vec::new();
    let mut add = |label, value: String, copy| {
        if !value.trim().is_empty() {
            facts.push(Fact { label, value, copy });
        }
    };
    if let Some(host) = server.known_host() {
        let parts = [hardware::system(host), host.arch.clone(), host.virtualization.clone()];
        let parts = parts.iter().filter(|part| !part.trim().is_empty());
        let parts: Vec<String> = parts.map(|part| format::beside(part)).collect();
        add(words_now.fact_system(), parts.join(" · "), true);
        add(words_now.fact_cpu(), hardware::processors(host).join(" · "), true);
        add(words_now.fact_gpu(), host.gpu.join(" · "), true);
        add(words_now.fact_country(), host.country_code.to_ascii_uppercase(), false);
        let boot_ms = i64::try_from(host.boot_time).ok().and_then(|boot_s| boot_s.checked_mul(1000));
        if let Some(boot_ms) = boot_ms.filter(|boot_ms| *boot_ms > 0) {
            add(words_now.fact_booted(), booted(boot_ms, preferences, words_now), false);
        }
        add(words_now.fact_agent(), host.version.clone(), true);
    }
    // A guest's answer has none; an owner's screen may be seen by others, but the owner is signed in.
    if let Some(addresses) = server.addresses.as_ref().filter(|_| signed_in) {
        add(words_now.fact_ipv4(), addresses.ipv4.clone(), true);
        add(words_now.fact_ipv6(), addresses.ipv6.clone(), true);
    }
    add(words_now.fact_number(), server.id.to_string(), false);
    facts
}

/// With the year, which a chart has no need of.
fn booted(unix_ms: i64, preferences: &Preferences, words: &'static Catalogue) -> String {
    let wall = Wall::at(unix_ms, &VisitorZone::of(preferences));
    [&wall.year.to_string(), "-", &VisitorTime::of(preferences, words).moment(unix_ms, false)].concat()
}
