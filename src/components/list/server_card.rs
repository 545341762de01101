//! One server at a glance.

use nezha_fleet::hardware;
use nezha_fleet::liveness::State;
use nezha_fleet::units::decimal;

use crate::components::list::country::country;
use crate::components::list::gauge::{Share, cpu, disk, gauge, memory, no_swap, swap, unknown};
use crate::components::list::glance::{Glance, Say};
use crate::components::list::lock::lock;
use crate::components::list::os_mark::os_mark;
use crate::components::list::pattern::{Pattern, PatternBuilder};
use crate::components::list::row_mark::{StateWord, liveness_mark};
use crate::components::list::sparkline::sparkline;
use crate::dom::{Element, View, view};
use crate::kept::preferences::{Preferences, Setting};
use crate::route::Route;
use crate::words::{Word, fill, format};

/// What the second line can tell, besides what the processor is.
const FIGURES: [(Setting, Say); 3] =
    [(Setting::CardLoad, load), (Setting::CardGpu, gpu), (Setting::CardTemperature, temperature)];

/// A bar: which setting wants it, what it is called, what it shows, and what it says where that is unknown.
type Bar = (Setting, Word, Share, fn(&Glance) -> &'static str);

const BARS: [Bar; 4] = [
    (Setting::CardCpu, |w| w.cpu(), cpu, unknown),
    (Setting::CardMemory, |w| w.memory_short(), memory, unknown),
    (Setting::CardSwap, |w| w.swap(), swap, no_swap),
    (Setting::CardDisk, |w| w.disk(), disk, unknown),
];

/// A server's card: name, liveness, gauges, speeds. A link to its page.
///
/// A silent server keeps its last values, faded, and says since when. Every card has the same lines, so that all are
/// equally high; what is in them is the visitor's choice.
pub fn server_card(preferences: &Preferences) -> Pattern {
    let wants = |setting| preferences.is_on(setting);
    let mut pattern = PatternBuilder::new();
    let card = Element::html("article");
    card.set("class", "server-card");
    pattern.attribute_text(&card, "data-server", |glance| glance.server.id.to_string());
    let line = Element::html("p");
    let title = Element::html("h3");
    pattern.attribute_text(&title, "title", |glance| format::shown(&glance.server.name));
    let link = Element::html("a");
    pattern.attribute_text(&link, "href", |glance| Route::server(glance.server.id).to_string());
    let name = pattern.text(|glance| glance.name());
    link.add(view! { <bdi>{name}</bdi> });
    title.add(link.into_view());
    let mark = liveness_mark(&mut pattern, &[&card, &line], StateWord::InMark);
    let lock = lock(&mut pattern);
    let country = country(&mut pattern, wants(Setting::Flags));
    card.add(view! { <header class="card-head">{mark} {title.into_view()} {lock} {country}</header> });

    let mut text = |setting, say: Say| if wants(setting) { pattern.text(say) } else { View::nothing() };
    let uptime = text(Setting::CardUptime, uptime);
    let model = text(Setting::CardModel, model);
    let figures = FIGURES.map(|(setting, say)| text(setting, say));
    let out_speed = text(Setting::CardSpeeds, |glance| glance.out_speed());
    let in_speed = text(Setting::CardSpeeds, |glance| glance.in_speed());
    let (sent, received) = (text(Setting::CardTraffic, sent), text(Setting::CardTraffic, received));

    let has_second_line = wants(Setting::CardModel) || FIGURES.iter().any(|(setting, _)| wants(*setting));
    // Why a server is silent may take both.
    line.set("class", if has_second_line { "card-line first-of-two" } else { "card-line" });
    let first = if wants(Setting::CardFacts) {
        line.add(os_mark(&mut pattern));
        pattern.text(facts)
    } else {
        pattern.text(|glance| {
            let silence = glance.silence();
            if silence.is_empty() { tag(glance) } else { silence }
        })
    };
    // By itself, so that it is never cut: half a number is another number.
    line.add(view! { <span>{first}</span> <b>{uptime}</b> });
    card.add(line.into_view());
    if has_second_line {
        card.add(view! { <p class="card-line card-machine"><span>{model}</span> <b>{figures}</b></p> });
    }

    let bars = BARS.into_iter().filter(|(setting, ..)| wants(*setting));
    let bars: Vec<View> =
        bars.map(|(_, name, share, missing)| gauge(&mut pattern, name, share, missing)).collect();
    if !bars.is_empty() {
        card.add(view! { <div class="card-gauges">{bars}</div> });
    }

    let right = if wants(Setting::CardSparkline) {
        Some(sparkline(&mut pattern))
    } else if wants(Setting::CardFacts) {
        let tag = pattern.text(tag);
        Some(view! { <span class="card-tag"><bdi>{tag}</bdi></span> })
    } else {
        None
    };
    let net = [Setting::CardSpeeds, Setting::CardTraffic].into_iter().any(wants).then(|| {
        let (up, down) = (arrow(&pattern, "↑", |w| w.sent()), arrow(&pattern, "↓", |w| w.received()));
        view! {
            {up} <b>{out_speed}</b> <span>{sent}</span>
            {down} <b>{in_speed}</b> <span>{received}</span>
        }
    });
    if net.is_some() || right.is_some() {
        card.add(view! { <div class="card-net">{net} {right}</div> });
    }
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
        add(format::beside(&hardware::system(host)));
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
    glance.server.known_host().map_or(String::new(), |host| format::shown(&hardware::processor_models(host)))
}

fn load(glance: &Glance) -> String {
    let load = glance.server.reported().map(|status| decimal(status.load1, 2));
    figure(load.map_or(String::new(), |load| fill(glance.words.get().load_short(), &[("n", &load)])))
}

fn gpu(glance: &Glance) -> String {
    let percent = glance.server.gpu_percent();
    let said = |percent| [glance.words.get().gpu(), " ", &format::percent(Some(percent))].concat();
    figure(percent.map_or(String::new(), said))
}

fn temperature(glance: &Glance) -> String {
    figure(glance.temperature())
}

/// Apart from what is before it, and flush with the edge behind it.
fn figure(said: String) -> String {
    if said.is_empty() { said } else { [" ", &said].concat() }
}

fn tag(glance: &Glance) -> String {
    format::shown(&glance.server.tag)
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
