//! One server at a glance.

use leptos::prelude::*;
use nezha_fleet::hardware::{self, Cpu};
use nezha_fleet::liveness::State;
use nezha_fleet::units::decimal;

use crate::components::gauge::{cpu, disk, gauge, memory, no_swap, swap, unknown};
use crate::components::glance::{Glance, Parts};
use crate::components::liveness_mark::liveness_mark;
use crate::components::os_mark::os_mark;
use crate::components::sparkline::sparkline;
use crate::dom::{Element, Kind, View, shared, view};
use crate::fleet::Row;
use crate::format;
use crate::i18n::{Words, fill};
use crate::route::Route;
use crate::settings::{Setting, Settings};

/// A server's card: name, liveness, gauges, speeds. A link to its page.
///
/// A silent server keeps its last values, faded, and says since when. Every card has the same lines, so that all are
/// equally high; which ones is the visitor's choice when the card is made.
#[component]
pub fn ServerCard(
    /// The server's place in the fleet.
    row: Row,
) -> View {
    let words = Words::of_app();
    let preferences = shared::<Settings>().right_now();
    let wants = |setting| preferences.is_on(setting);
    let mut parts = Parts::default();
    let card = Element::html("article");
    card.set("class", "server-card");
    card.set("data-server", &row.id.to_string());
    let line = Element::html("p");
    line.set("class", "card-line");
    let title = Element::html("h3");
    parts.attribute(&title, "title", |glance| format::shown(&glance.server.name));
    let name = parts.text(|glance| glance.name());
    title.add(view! { <a href=Route::server(row.id).to_string()><bdi>{name}</bdi></a> });
    let mark = liveness_mark(&mut parts, &[&card, &line]);
    let lock = lock(&mut parts);
    let country = country(&mut parts, wants(Setting::Flags));
    card.add(view! { <header class="card-head">{mark} {title.into_view()} {lock} {country}</header> });

    line.add(os_mark(&mut parts));
    let says = if wants(Setting::CardFacts) { facts } else { age };
    let said = parts.text(says);
    line.add(view! { <span>{said}</span> });
    card.add(line.into_view());
    if [Setting::CardFacts, Setting::CardLoad, Setting::CardSensors].into_iter().any(wants) {
        let model = wants(Setting::CardFacts).then(|| parts.text(model));
        let load = wants(Setting::CardLoad).then(|| parts.text(load));
        let sensors = wants(Setting::CardSensors).then(|| parts.text(sensors));
        card.add(
            view! { <p class="card-line card-machine"><span>{model}</span> <b>{load} " " {sensors}</b></p> },
        );
    }

    let mut gauges = vec![
        gauge(&mut parts, words.say(|w| w.cpu()), cpu, unknown),
        gauge(&mut parts, words.say(|w| w.memory_short()), memory, unknown),
    ];
    gauges
        .extend(wants(Setting::CardSwap).then(|| gauge(&mut parts, words.say(|w| w.swap()), swap, no_swap)));
    gauges.push(gauge(&mut parts, words.say(|w| w.disk()), disk, unknown));
    card.add(view! { <div class="card-gauges">{gauges}</div> });

    let (out_speed, in_speed) = (parts.text(out_speed), parts.text(in_speed));
    let (sent, received) = match wants(Setting::CardTraffic) {
        true => (parts.text(sent), parts.text(received)),
        false => (View::nothing(), View::nothing()),
    };
    let right = match wants(Setting::CardSparkline) {
        true => sparkline(&mut parts, &row),
        false => {
            let tag = parts.text(|glance| format::shown(&glance.server.tag));
            view! { <span class="card-tag"><bdi>{tag}</bdi></span> }
        }
    };
    card.add(view! {
        <div class="card-net">
            <span role="img" aria-label=words.say(|w| w.sent())>"↑"</span> <b>{out_speed}</b> <span>{sent}</span>
            <span role="img" aria-label=words.say(|w| w.received())>"↓"</span> <b>{in_speed}</b> <span>{received}</span>
            {right}
        </div>
    });
    parts.follow(row);
    card.into_view()
}

/// A lock, on servers that guests do not see.
pub fn lock(parts: &mut Parts) -> View {
    let lock = Element::svg("svg");
    for (name, value) in [("class", "lock"), ("viewBox", "0 0 10 12"), ("role", "img")] {
        lock.set(name, value);
    }
    parts.set(&lock, Kind::Attribute, "hidden", |glance| (glance.server.hidden != Some(true)).into());
    parts.set(&lock, Kind::Attribute, "aria-label", |glance| glance.words.get().hidden_from_guests().into());
    lock.add(view! { <path d="M2.5 5V3.5a2.5 2.5 0 0 1 5 0V5M1 5h8v6H1z"></path> });
    lock.into_view()
}

/// A country's code, and beside it its flag, where it has one and the visitor wants it.
pub fn country(parts: &mut Parts, with_flag: bool) -> View {
    let code = parts.text(|glance| glance.country());
    let flag = with_flag.then(|| {
        let flag = Element::html("img");
        // Without a text in its place, an image that does not come is nothing at all.
        for (name, value) in
            [("class", "flag"), ("alt", ""), ("width", "16"), ("height", "12"), ("loading", "lazy")]
        {
            flag.set(name, value);
        }
        let code = |glance: &Glance| hardware::flag_code(&glance.server.known_host()?.country_code);
        parts.set(&flag, Kind::Attribute, "hidden", move |glance| code(glance).is_none().into());
        parts.set(&flag, Kind::Attribute, "src", move |glance| {
            code(glance).map(|code| ["flags/", &code, ".svg"].concat()).into()
        });
        flag.into_view()
    });
    view! { <span class="country">{flag} {code}</span> }
}

/// What the machine is: system, cores, memory, and for how long it has been up; while it does not report, why, and what it was.
fn facts(glance: &Glance) -> String {
    let words = glance.words;
    let mut said = glance.silence();
    let mut add = |part: String| {
        if !part.is_empty() {
            said.push_str(if said.is_empty() { "" } else { " · " });
            said.push_str(&part);
        }
    };
    if let Some(host) = glance.server.known_host() {
        add(format::shown(&hardware::system(host)));
        if let Some(cores) = hardware::cores(host) {
            let pattern = if cores == 1 { words.get().cores_one() } else { words.get().cores_other() };
            add(fill(pattern, &[("n", &cores.to_string())]));
        }
        if host.mem_total > 0 {
            add(words.bytes(host.mem_total));
        }
    }
    if glance.state() == State::Live {
        add(age(glance));
    }
    said
}

/// Since when it is up; while it does not report, why.
fn age(glance: &Glance) -> String {
    if glance.state() != State::Live {
        return glance.silence();
    }
    let uptime = glance.uptime();
    if uptime.is_empty() { uptime } else { fill(glance.words.get().up_for(), &[("age", &uptime)]) }
}

/// The processor, without its number of cores.
fn model(glance: &Glance) -> String {
    let processor = glance.server.known_host().and_then(|host| host.cpu.first());
    processor.map_or(String::new(), |text| format::shown(Cpu::parse(text).model))
}

fn load(glance: &Glance) -> String {
    let load = glance.server.reported().map(|status| decimal(status.load1, 2));
    load.map_or(String::new(), |load| fill(glance.words.get().load_short(), &[("n", &load)]))
}

/// Temperature and GPU, where there are any.
fn sensors(glance: &Glance) -> String {
    let temperature = glance.temperature();
    match glance.server.gpu_percent() {
        Some(percent) => {
            [glance.words.get().gpu(), " ", &format::percent(Some(percent)), " ", &temperature].concat()
        }
        None => temperature,
    }
}

/// Bytes per second sent.
pub fn out_speed(glance: &Glance) -> String {
    glance.words.speed(glance.server.reported().and_then(|status| status.out_speed()))
}

/// Bytes per second received.
pub fn in_speed(glance: &Glance) -> String {
    glance.words.speed(glance.server.reported().and_then(|status| status.in_speed()))
}

fn sent(glance: &Glance) -> String {
    traffic(glance, glance.server.reported().map(|status| status.net_out_transfer))
}

fn received(glance: &Glance) -> String {
    traffic(glance, glance.server.reported().map(|status| status.net_in_transfer))
}

fn traffic(glance: &Glance, bytes: Option<u64>) -> String {
    bytes.map_or(String::new(), |bytes| glance.words.bytes(bytes))
}
