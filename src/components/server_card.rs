//! One server at a glance.

use nezha_fleet::hardware::{self, Cpu};
use nezha_fleet::liveness::State;
use nezha_fleet::units::decimal;

use crate::components::country::country;
use crate::components::gauge::{cpu, disk, gauge, memory, no_swap, swap, unknown};
use crate::components::glance::Glance;
use crate::components::liveness_mark::liveness_mark;
use crate::components::lock::lock;
use crate::components::os_mark::os_mark;
use crate::components::pattern::{Pattern, PatternBuilder};
use crate::components::sparkline::sparkline;
use crate::dom::{Element, View, view};
use crate::format;
use crate::i18n::{Word, fill};
use crate::preferences::Preferences;
use crate::route::Route;
use crate::settings::Setting;

/// A server's card: name, liveness, gauges, speeds. A link to its page.
///
/// A silent server keeps its last values, faded, and says since when. Every card has the same lines, so that all are
/// equally high; which ones is the visitor's choice.
pub fn server_card(preferences: &Preferences) -> Pattern {
    let wants = |setting| preferences.is_on(setting);
    let mut pattern = PatternBuilder::new();
    let card = Element::html("article");
    card.set("class", "server-card");
    pattern.attribute_text(&card, "data-server", |glance| glance.server.id.to_string());
    let line = Element::html("p");
    line.set("class", "card-line");
    let title = Element::html("h3");
    pattern.attribute_text(&title, "title", |glance| format::shown(&glance.server.name));
    let link = Element::html("a");
    pattern.attribute_text(&link, "href", |glance| Route::server(glance.server.id).to_string());
    let name = pattern.text(|glance| glance.name());
    link.add(view! { <bdi>{name}</bdi> });
    title.add(link.into_view());
    let mark = liveness_mark(&mut pattern, &[&card, &line]);
    let lock = lock(&mut pattern);
    let country = country(&mut pattern, wants(Setting::Flags));
    card.add(view! { <header class="card-head">{mark} {title.into_view()} {lock} {country}</header> });

    if wants(Setting::CardFacts) {
        line.add(os_mark(&mut pattern));
        // By itself, so that it is never cut: half a number is another number.
        let (facts, uptime) = (pattern.text(facts), pattern.text(uptime));
        line.add(view! { <span>{facts}</span> <b>{uptime}</b> });
    } else {
        let silence = pattern.text(|glance| glance.silence());
        line.add(view! { <span>{silence}</span> });
    }
    card.add(line.into_view());
    if [Setting::CardFacts, Setting::CardLoad, Setting::CardSensors].into_iter().any(wants) {
        let model = wants(Setting::CardFacts).then(|| pattern.text(model));
        let load = wants(Setting::CardLoad).then(|| pattern.text(load));
        let sensors = wants(Setting::CardSensors).then(|| pattern.text(sensors));
        card.add(
            view! { <p class="card-line card-machine"><span>{model}</span> <b>{load} " " {sensors}</b></p> },
        );
    }

    let mut gauges = vec![
        gauge(&mut pattern, |w| w.cpu(), cpu, unknown),
        gauge(&mut pattern, |w| w.memory_short(), memory, unknown),
    ];
    gauges.extend(wants(Setting::CardSwap).then(|| gauge(&mut pattern, |w| w.swap(), swap, no_swap)));
    gauges.push(gauge(&mut pattern, |w| w.disk(), disk, unknown));
    card.add(view! { <div class="card-gauges">{gauges}</div> });

    let (out_speed, in_speed) =
        (pattern.text(|glance| glance.out_speed()), pattern.text(|glance| glance.in_speed()));
    let (sent, received) = match wants(Setting::CardTraffic) {
        true => (pattern.text(sent), pattern.text(received)),
        false => (View::nothing(), View::nothing()),
    };
    let right = match wants(Setting::CardSparkline) {
        true => sparkline(&mut pattern),
        false => {
            let tag = pattern.text(|glance| format::shown(&glance.server.tag));
            view! { <span class="card-tag"><bdi>{tag}</bdi></span> }
        }
    };
    let (up, down) = (arrow(&pattern, "↑", |w| w.sent()), arrow(&pattern, "↓", |w| w.received()));
    card.add(view! {
        <div class="card-net">
            {up} <b>{out_speed}</b> <span>{sent}</span>
            {down} <b>{in_speed}</b> <span>{received}</span>
            {right}
        </div>
    });
    pattern.finish(card)
}

/// An arrow, and the word for who cannot see it.
fn arrow(pattern: &PatternBuilder, arrow: &str, word: Word) -> View {
    let mark = Element::html("span");
    mark.set("role", "img");
    pattern.attribute_word(&mark, "aria-label", word);
    mark.text(arrow);
    mark.into_view()
}

/// What the machine is: system, cores, memory; while it does not report, why, and what it was.
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
            let pattern = words.counted(cores as usize, |w| w.cores_one(), |w| w.cores_other());
            add(fill(pattern, &[("n", &cores.to_string())]));
        }
        if host.mem_total > 0 {
            add(words.bytes(host.mem_total));
        }
    }
    said
}

/// For how long it has been up; nothing while it does not report.
fn uptime(glance: &Glance) -> String {
    let uptime = if glance.state() == State::Live { glance.uptime() } else { String::new() };
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

fn sent(glance: &Glance) -> String {
    traffic(glance, glance.server.reported().map(|status| status.net_out_transfer))
}

fn received(glance: &Glance) -> String {
    traffic(glance, glance.server.reported().map(|status| status.net_in_transfer))
}

fn traffic(glance: &Glance, bytes: Option<u64>) -> String {
    bytes.map_or(String::new(), |bytes| glance.words.bytes(bytes))
}
