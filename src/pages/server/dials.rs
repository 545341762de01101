//! How the machine is doing now: dials, speeds, temperatures.

use leptos::prelude::*;
use nezha_api::{Server, Status, Temperature};
use nezha_fleet::hardware::{gpu_models, has_no_swap};
use nezha_fleet::units::decimal;

use super::dial::Dial;
use crate::components::When;
use crate::dom::{Signal, Var, View, keyed, view};
use crate::words::{Words, fill, format};

/// Which two amounts of a server a dial tells: how much is used, and of how much.
type Amounts = fn(&Server) -> Option<(u64, u64)>;

/// Gauges of CPU, memory, swap, disk and GPU; network, connections and every temperature.
#[component]
pub(super) fn Dials(server: Var<Server>) -> View {
    let words = Words::of_app();
    let load = Signal::derive(move || {
        let server = server.read();
        server.reported().map_or(String::new(), |status| {
            let [one, five, fifteen] =
                [status.load1, status.load5, status.load15].map(|load| decimal(load, 2));
            fill(words.get().load(), &[("one", &one), ("five", &five), ("fifteen", &fifteen)])
        })
    });
    let amounts = move |amounts: Amounts, share: fn(&Server) -> Option<f64>| {
        Signal::derive(move || match amounts(&server.read()) {
            Some((used, total)) if share(&server.read()).is_some() => {
                let [used, total] = [used, total].map(|amount| unparted(&words.bytes(amount)));
                fill(words.get().of_total(), &[("used", &used), ("total", &total)])
            }
            _ => String::new(),
        })
    };
    let memory = amounts(|s| Some((s.reported()?.mem_used, s.known_host()?.mem_total)), Server::mem_percent);
    let swap = amounts(|s| Some((s.reported()?.swap_used, s.known_host()?.swap_total)), Server::swap_percent);
    let disk = amounts(|s| Some((s.reported()?.disk_used, s.known_host()?.disk_total)), Server::disk_percent);
    let swap_unknown = Signal::derive(move || match server.read().known_host() {
        Some(host) if has_no_swap(host) => words.get().swap_off(),
        _ => format::UNKNOWN,
    });
    let gpu = Signal::memo(move || server.read().gpu_percent().is_some());
    let gpu_name = Signal::derive(move || {
        server.read().known_host().map_or(String::new(), |host| format::shown(&gpu_models(host)))
    });
    let share = move |share: fn(&Server) -> Option<f64>| Signal::derive(move || share(&server.read()));
    let text = move |say: fn(&Server, Words) -> String| move || say(&server.read(), words);
    view! {
        <div class="dials">
            <Dial label=words.say(|w| w.cpu()) percent=share(Server::cpu_percent) detail=load/>
            <Dial label=words.say(|w| w.memory()) percent=share(Server::mem_percent) detail=memory/>
            <Dial label=words.say(|w| w.swap()) percent=share(Server::swap_percent) unknown=swap_unknown detail=swap/>
            <Dial label=words.say(|w| w.disk()) percent=share(Server::disk_percent) detail=disk/>
            <When condition=gpu>
                <Dial label=words.say(|w| w.gpu()) percent=share(Server::gpu_percent) detail=gpu_name/>
            </When>
            <div>
                <div class="label">{words.say(|w| w.network())}</div>
                <div class="figure">{text(|s, words| ["↑ ", &words.speed(s.reported().and_then(|s| s.out_speed()))].concat())}</div>
                <div class="figure">{text(|s, words| ["↓ ", &words.speed(s.reported().and_then(|s| s.in_speed()))].concat())}</div>
            </div>
            <div>
                <div class="label">{words.say(|w| w.connections())}</div>
                <div class="figure">{text(connections)}</div>
                <div class="label">{text(processes)}</div>
            </div>
        </div>
        <Temperatures server/>
    }
}

/// An amount that no line ends within: its unit stays with it.
fn unparted(amount: &str) -> String {
    amount.replace(' ', "\u{a0}")
}

fn connections(server: &Server, _: Words) -> String {
    let counted = server.reported().and_then(Status::connections);
    counted.map_or(format::UNKNOWN.to_owned(), |(tcp, udp)| format!("{tcp} TCP · {udp} UDP"))
}

/// Empty where they are not counted.
fn processes(server: &Server, words: Words) -> String {
    let counted = server.reported().and_then(Status::processes);
    counted.map_or(String::new(), |count| {
        let pattern = words.counted(count as usize, |w| w.processes_one(), |w| w.processes_other());
        fill(pattern, &[("n", &count.to_string())])
    })
}

/// Every sensor with a name and a value; nothing where there are none.
#[component]
fn Temperatures(server: Var<Server>) -> View {
    let words = Words::of_app();
    let count = Signal::memo(move || {
        server.read().reported().map_or(0, |status| status.known_temperatures().count())
    });
    // Where one is left out, the next takes its place: name and value come from the same report.
    let sensor = move |at: usize| {
        let of = move |say: fn(&Temperature) -> String| {
            move || Some(say(server.read().reported()?.known_temperatures().nth(at)?))
        };
        let name = of(|sensor| format::shown(&sensor.name));
        let celsius = of(|sensor| [&decimal(sensor.celsius, 1), " °C"].concat());
        view! { <li><span class="label"><bdi>{name}</bdi></span> <b>{celsius}</b></li> }
    };
    view! {
        <When condition=Signal::derive(move || count.get() > 0)>
            <div class="temperatures">
                <span class="label">{words.say(|w| w.fact_temperatures())}</span>
                <ul>{keyed(move || (0..count.get()).collect(), |at| (0, *at), sensor)}</ul>
            </div>
        </When>
    }
}
