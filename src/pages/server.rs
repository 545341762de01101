//! One server.

use leptos::prelude::*;
use nezha_api::Server;
use nezha_fleet::hardware;
use nezha_fleet::liveness::Liveness;
use nezha_fleet::units::decimal;

use crate::charts::LatencyChart;
use crate::components::{CopyButton, LivenessMark, Ring, When, state_word};
use crate::dom::{Child, Signal, Var, View, shared, view};
use crate::feed::{Feed, Link};
use crate::fleet::{Fleet, Row};
use crate::format;
use crate::i18n::{Words, fill};
use crate::navigation::Navigation;
use crate::route::Route;
use crate::session::Session;

/// The server of the address: gauges, latency, facts.
#[component]
pub fn ServerPage() -> View {
    let fleet = shared::<Fleet>();
    let route = shared::<Navigation>().route();
    let id = Signal::memo(move || match route.get() {
        Route::Server { id, .. } => Some(id),
        _ => None,
    });
    // By address of its signal: the row is the same while the server stays in the list.
    let known = Signal::memo(move || id.get().filter(|id| fleet.row(*id).is_some()));
    View::following(move || match (known.get(), id.get()) {
        (Some(id), _) => fleet.row(id).map_or_else(View::nothing, |row| view! { <Known row/> }),
        (None, Some(_)) => view! { <Unknown/> },
        (None, None) => View::nothing(),
    })
}

/// No such server, or nothing has come yet.
#[component]
fn Unknown() -> View {
    let words = Words::of_app();
    let feed = shared::<Feed>();
    let answered = Signal::memo(move || matches!(*feed.link().read(), Link::Live | Link::NamesOnly { .. }));
    view! {
        <div class="sorry">
            <When condition=answered otherwise=move || view! { <p>{words.say(|w| w.loading)}</p> }>
                <h1>{words.say(|w| w.server_unknown)}</h1>
                <p>{words.say(|w| w.server_unknown_next)}</p>
                <a class="button" href="#/">{words.say(|w| w.page_nowhere_next)}</a>
            </When>
        </div>
    }
}

#[component]
fn Known(row: Row) -> View {
    let words = Words::of_app();
    let fleet = shared::<Fleet>();
    let id = row.id;
    let server = Var::from(row.server);
    let liveness = Var::from(row.liveness);
    let state = Signal::memo(move || liveness.get().state());
    let name = Signal::derive(move || format::server_name(&server.read().name, id, words));
    let seen = Signal::derive(move || match liveness.get() {
        Liveness::Live | Liveness::NoReport | Liveness::Unknown => state_word(state.get(), words).to_owned(),
        Liveness::Late { last_seen_s } | Liveness::Offline { last_seen_s } => {
            let silent_s = fleet.now_s().get().map_or(0, |now_s| now_s - last_seen_s);
            let ago = fill(words.get().reported_ago, &[("age", &words.span(silent_s))]);
            format!("{} · {ago}", state_word(state.get(), words))
        }
    });
    let tag = move || {
        let tag = server.read().tag.clone();
        (!tag.is_empty()).then(|| {
            let address = Route::tagged(&tag).to_string();
            view! { <a class="chip" href=address><bdi>{format::shown(&tag)}</bdi></a> }
        })
    };
    view! {
        <div class="title" data-state=move || state.get().name()>
            <LivenessMark state/>
            <h1><bdi>{name}</bdi></h1>
            {tag}
            <When condition=Signal::derive(move || server.read().hidden == Some(true))>
                <span class="chip">{words.say(|w| w.hidden_from_guests)}</span>
            </When>
            <span class="hint">{seen}</span>
        </div>
        <section class="panel rings" data-state=move || state.get().name()><Rings server/></section>
        <LatencyChart server_id=id server_name=name/>
        <section class="panel">
            <h2>{words.say(|w| w.machine)}</h2>
            <Facts server/>
        </section>
    }
}

#[component]
fn Rings(server: Var<Server>) -> View {
    let words = Words::of_app();
    let of_total = move |used: Option<u64>, total: Option<u64>| match (used, total) {
        (Some(used), Some(total)) if total > 0 => {
            fill(words.get().of_total, &[("used", &words.bytes(used)), ("total", &words.bytes(total))])
        }
        _ => String::new(),
    };
    let load = Signal::derive(move || {
        let server = server.read();
        server.reported().map_or(String::new(), |status| {
            let [one, five, fifteen] =
                [status.load1, status.load5, status.load15].map(|load| decimal(load, 2));
            fill(words.get().load, &[("one", &one), ("five", &five), ("fifteen", &fifteen)])
        })
    });
    let memory = Signal::derive(move || {
        let server = server.read();
        of_total(
            server.reported().map(|status| status.mem_used),
            server.known_host().map(|host| host.mem_total),
        )
    });
    let swap = Signal::derive(move || {
        let server = server.read();
        of_total(
            server.reported().map(|status| status.swap_used),
            server.known_host().map(|host| host.swap_total),
        )
    });
    let disk = Signal::derive(move || {
        let server = server.read();
        of_total(
            server.reported().map(|status| status.disk_used),
            server.known_host().map(|host| host.disk_total),
        )
    });
    let swap_unknown = Signal::derive(move || match server.read().known_host() {
        Some(host) if host.swap_total == 0 => words.get().swap_off,
        _ => format::UNKNOWN,
    });
    let gpu = Signal::memo(move || server.read().gpu_percent().is_some());
    let gpu_name = Signal::derive(move || {
        server.read().known_host().and_then(|host| host.gpu.first().cloned()).unwrap_or_default()
    });
    let out_speed =
        Signal::derive(move || words.speed(server.read().reported().and_then(|status| status.out_speed())));
    let in_speed =
        Signal::derive(move || words.speed(server.read().reported().and_then(|status| status.in_speed())));
    let connections = Signal::derive(move || {
        let server = server.read();
        server.reported().map_or(format::UNKNOWN.to_owned(), |status| {
            format!("{} TCP · {} UDP", status.tcp_conn_count, status.udp_conn_count)
        })
    });
    let processes = Signal::derive(move || {
        let server = server.read();
        server.reported().map_or(String::new(), |status| {
            fill(words.get().processes, &[("n", &status.process_count.to_string())])
        })
    });
    let label = move |pick: fn(&'static crate::i18n::Catalogue) -> &'static str| {
        Signal::derive(move || pick(words.get()))
    };
    view! {
        <Ring label=label(|w| w.cpu) percent=Signal::derive(move || server.read().cpu_percent()) detail=load/>
        <Ring label=label(|w| w.memory) percent=Signal::derive(move || server.read().mem_percent()) detail=memory/>
        <Ring label=label(|w| w.swap) percent=Signal::derive(move || server.read().swap_percent()) unknown=swap_unknown detail=swap/>
        <Ring label=label(|w| w.disk) percent=Signal::derive(move || server.read().disk_percent()) detail=disk/>
        <When condition=gpu>
            <Ring label=label(|w| w.gpu) percent=Signal::derive(move || server.read().gpu_percent()) detail=gpu_name/>
        </When>
        <div>
            <div class="label">{words.say(|w| w.network)}</div>
            <div class="figure">"↑ " {out_speed}</div>
            <div class="figure">"↓ " {in_speed}</div>
        </div>
        <div>
            <div class="label">{words.say(|w| w.connections)}</div>
            <div class="figure">{connections}</div>
            <div class="label">{processes}</div>
        </div>
    }
}

/// What the machine is. Facts that are not known are not listed.
#[component]
fn Facts(server: Var<Server>) -> View {
    let words = Words::of_app();
    let session = shared::<Session>();
    let facts = Signal::memo(move || facts(&server.read(), words, session.who().is_signed_in()));
    let row = move |fact: Fact| {
        let copied = fact.value.clone();
        view! {
            <div>
                <dt>{fact.label}</dt>
                <dd><bdi>{fact.value}</bdi> {fact.copy.then(|| view! { <CopyButton text=copied of=fact.label/> })}</dd>
            </div>
        }
    };
    view! { <dl class="facts">{move || facts.get().into_iter().map(row).collect::<Vec<_>>()}</dl> }
}

#[derive(Clone, PartialEq)]
struct Fact {
    label: &'static str,
    value: String,
    copy: bool,
}

fn facts(server: &Server, words: Words, signed_in: bool) -> Vec<Fact> {
    let locale = words.locale();
    let words_now = words.get();
    let mut facts = Vec::new();
    let mut add = |label, value: String, copy| {
        if !value.trim().is_empty() {
            facts.push(Fact { label, value, copy });
        }
    };
    if let Some(host) = server.known_host() {
        let system = [hardware::system(host), host.arch.clone()];
        add(words_now.fact_system, format::shown(&system.join(" · ")), false);
        add(words_now.fact_virtualization, format::shown(&host.virtualization), false);
        add(words_now.fact_cpu, format::shown(&host.cpu.join(" · ")), false);
        add(words_now.fact_gpu, format::shown(&host.gpu.join(" · ")), false);
        add(words_now.fact_country, format::shown(&host.country_code.to_ascii_uppercase()), false);
        if host.boot_time > 0 {
            add(words_now.fact_booted, date_and_time(host.boot_time, locale.tag()), false);
        }
        add(words_now.fact_agent, format::shown(&host.version), false);
    }
    // A guest's answer has none; an owner's screen may be seen by others, but the owner is signed in.
    if let Some(addresses) = server.addresses.as_ref().filter(|_| signed_in) {
        add(words_now.fact_ipv4, format::shown(&addresses.ipv4), true);
        add(words_now.fact_ipv6, format::shown(&addresses.ipv6), true);
    }
    if let Some(status) = server.reported() {
        let [sent, received] =
            [status.net_out_transfer, status.net_in_transfer].map(|bytes| words.bytes(bytes));
        add(words_now.fact_traffic, format!("↑ {sent} ↓ {received}"), false);
        let sensors = status.temperatures.iter().filter(|sensor| sensor.celsius != 0.0);
        let sensors: Vec<String> = sensors
            .map(|sensor| format!("{} {} °C", format::shown(&sensor.name), decimal(sensor.celsius, 1)))
            .collect();
        add(words_now.fact_temperatures, sensors.join(" · "), false);
    }
    add(words_now.fact_number, server.id.to_string(), false);
    facts
}

/// A moment in the visitor's zone and language, without seconds.
fn date_and_time(unix_s: u64, locale: &str) -> String {
    let date = js_sys::Date::new(&(unix_s as f64 * 1000.0).into());
    String::from(date.to_locale_string(locale, &js_sys::Object::new()))
}
