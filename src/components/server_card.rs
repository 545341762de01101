//! One server at a glance.

use leptos::prelude::*;
use nezha_api::Server;
use nezha_fleet::hardware;
use nezha_fleet::liveness::{Liveness, State};

use crate::components::{Gauge, LivenessMark, When};
use crate::dom::{Signal, View, view};
use crate::fleet::{Fleet, Row};
use crate::format;
use crate::i18n::{Words, fill};
use crate::route::Route;

/// A server's card: name, liveness, gauges, speeds. A link to its page.
///
/// A silent server keeps its last values, faded, and says since when; so cards keep their height. Nothing in it reads a
/// clock: ages follow the fleet's time.
#[component]
pub fn ServerCard(
    /// The server's place in the fleet.
    row: Row,
) -> View {
    let words = Words::of_app();
    let id = row.id;
    let server = RwSignal::from(row.server);
    let liveness = RwSignal::from(row.liveness);
    let state = Signal::memo(move || liveness.get().state());
    let name = Signal::derive(move || format::server_name(&server.read().name, id, words));
    let full_name = Signal::derive(move || format::shown(&server.read().name));
    let country = Signal::derive(move || known_country(&server.read()));
    let hidden = Signal::derive(move || server.read().hidden == Some(true));
    let silence = Signal::derive(move || silence(liveness.get(), words));
    let facts = Signal::derive(move || facts(&server.read(), words));
    let out_speed =
        Signal::derive(move || words.speed(server.read().reported().and_then(|status| status.out_speed())));
    let in_speed =
        Signal::derive(move || words.speed(server.read().reported().and_then(|status| status.in_speed())));
    let sent = Signal::derive(move || {
        traffic(server.read().reported().map(|status| status.net_out_transfer), words)
    });
    let received =
        Signal::derive(move || traffic(server.read().reported().map(|status| status.net_in_transfer), words));
    view! {
        <article class="server-card" data-state=move || state.get().name() data-server=id>
            <header class="card-head">
                <LivenessMark state/>
                <h3 title=full_name>
                    <a href=Route::server(id).to_string()><bdi>{name}</bdi></a>
                </h3>
                <When condition=hidden>
                    <svg class="lock" viewBox="0 0 10 12" role="img" aria-label=words.say(|w| w.hidden_from_guests)>
                        <path d="M2.5 5V3.5a2.5 2.5 0 0 1 5 0V5M1 5h8v6H1z"></path>
                    </svg>
                </When>
                <Country code=country/>
            </header>
            <p class="card-line" data-state=move || state.get().name()>
                <When condition=Signal::derive(move || state.get() == State::Live) otherwise=move || view! { <span>{silence}</span> }>
                    <span>{facts}</span>
                </When>
            </p>
            <div class="card-gauges">
                <Gauge label=words.say(|w| w.cpu) percent=Signal::derive(move || server.read().cpu_percent())/>
                <Gauge label=words.say(|w| w.memory_short) percent=Signal::derive(move || server.read().mem_percent())/>
                <Gauge label=words.say(|w| w.disk) percent=Signal::derive(move || server.read().disk_percent())/>
            </div>
            <div class="card-net">
                <span aria-label=words.say(|w| w.sent)>"↑"</span>
                <b>{out_speed}</b>
                <span>{sent}</span>
                <span class="card-tag"><bdi>{move || format::shown(&server.read().tag)}</bdi></span>
                <span aria-label=words.say(|w| w.received)>"↓"</span>
                <b>{in_speed}</b>
                <span>{received}</span>
            </div>
        </article>
    }
}

/// A country's flag, where it has one, and always its code.
#[component]
fn Country(
    /// Two letters as V0 sends them; empty when unknown.
    code: Signal<String>,
) -> View {
    let flag = Signal::memo(move || hardware::flag_code(&code.get()));
    let missing = RwSignal::new(false);
    view! {
        <span class="country">
            {move || flag.get().filter(|_| !missing.get()).map(|code| view! {
                <img class="flag" src=format!("flags/{code}.svg") alt="" width="16" height="12" loading="lazy"
                    on:error=move |_| missing.set(true)/>
            })}
            {move || code.get().to_ascii_uppercase()}
        </span>
    }
}

fn known_country(server: &Server) -> String {
    server.known_host().map(|host| format::shown(&host.country_code)).unwrap_or_default()
}

fn traffic(bytes: Option<u64>, words: Words) -> String {
    bytes.map_or(String::new(), |bytes| words.bytes(bytes))
}

/// What stands on the card's second line while a server reports: system, cores, memory, uptime.
fn facts(server: &Server, words: Words) -> String {
    let mut parts = Vec::with_capacity(4);
    if let Some(host) = server.known_host() {
        parts.push(format::shown(&hardware::system(host)));
        parts.extend(hardware::cores(host).map(|cores| {
            let words = words.get();
            fill(if cores == 1 { words.cores_one } else { words.cores_other }, &[("n", &cores.to_string())])
        }));
        parts.extend(Some(host.mem_total).filter(|total| *total > 0).map(|bytes| words.bytes(bytes)));
    }
    if let Some(status) = server.reported() {
        // In whole days once there are some: hours would make every card change every hour.
        let uptime = status.uptime as i64;
        let age = words.span(if uptime >= 86_400 { uptime - uptime % 86_400 } else { uptime - uptime % 60 });
        parts.push(fill(words.get().up_for, &[("age", &age)]));
    }
    parts.retain(|part| !part.is_empty());
    parts.join(" · ")
}

/// What stands there instead while it does not.
fn silence(liveness: Liveness, words: Words) -> String {
    let fleet = expect_context::<Fleet>();
    let age = |last_seen_s: i64| {
        let silent_s = fleet.now_s().get().map_or(0, |now_s| now_s - last_seen_s);
        words.span(if silent_s >= 3600 { silent_s - silent_s % 60 } else { silent_s })
    };
    match liveness {
        Liveness::Live => String::new(),
        Liveness::Late { last_seen_s } => fill(words.get().late_since, &[("age", &age(last_seen_s))]),
        Liveness::Offline { last_seen_s } => fill(words.get().offline_since, &[("age", &age(last_seen_s))]),
        Liveness::NoReport => words.get().no_report_long.to_owned(),
        Liveness::Unknown => words.get().unknown_long.to_owned(),
    }
}
