//! What is shown, in one strip.

use leptos::prelude::*;
use nezha_fleet::liveness::{State, Thresholds};
use nezha_fleet::query::States;
use nezha_fleet::totals::Totals;

use crate::components::{LivenessMark, When};
use crate::dom::{Place, Signal, View, effect, shared, view};
use crate::kept::settings::Settings;
use crate::navigation::Navigation;
use crate::shown::Shown;
use crate::words::{Word, Words, fill, format, states::state_word};

/// A sum over all servers that are shown.
struct Sum {
    name: Word,
    rule: Word,
    /// A sign and an amount, and perhaps another sign and amount.
    tell: fn(&Totals, Words) -> [String; 4],
}

const SUMS: [Sum; 5] = [
    Sum {
        name: |w| w.speed_total(),
        rule: |w| w.speed_rule(),
        tell: |totals, words| {
            let [out_speed, in_speed] = [totals.out_speed, totals.in_speed].map(|speed| words.speed(speed));
            ["↑ ".to_owned(), out_speed, "↓ ".to_owned(), in_speed]
        },
    },
    Sum {
        name: |w| w.traffic_total(),
        rule: |w| w.traffic_rule(),
        tell: |totals, words| {
            let [sent, received] = [totals.out_transfer, totals.in_transfer].map(|bytes| known(bytes, words));
            ["↑ ".to_owned(), sent, "↓ ".to_owned(), received]
        },
    },
    Sum {
        name: |w| w.memory(),
        rule: |w| w.memory_rule(),
        tell: |totals, words| used_of(totals.mem_used, totals.mem_total, words),
    },
    Sum {
        name: |w| w.disk(),
        rule: |w| w.disk_rule(),
        tell: |totals, words| used_of(totals.disk_used, totals.disk_total, words),
    },
    Sum {
        name: |w| w.cores_total(),
        rule: |w| w.cores_rule(),
        tell: |totals, _| {
            let cores = match totals.cores {
                0 => format::UNKNOWN.to_owned(),
                cores => cores.to_string(),
            };
            [String::new(), cores, String::new(), String::new()]
        },
    },
];

fn used_of(used: u64, total: u64, words: Words) -> [String; 4] {
    match total {
        0 => [String::new(), format::UNKNOWN.to_owned(), String::new(), String::new()],
        total => [String::new(), words.bytes(used), ["/ ", &words.bytes(total)].concat(), String::new()],
    }
}

fn known(bytes: Option<u64>, words: Words) -> String {
    bytes.map_or(format::UNKNOWN.to_owned(), |bytes| words.bytes(bytes))
}

/// Counts and sums over the servers that are shown. The counters are buttons, each sum says its rule on hover.
#[component]
pub fn Overview() -> View {
    let words = Words::of_app();
    let shown = shared::<Shown>();
    let (totals, census) = (shown.totals(), shown.census());
    // Of each sum: two signs, each with digits, which are large, and a unit, which is small.
    let mut places: Vec<Place> = Vec::new();
    let sums = SUMS.map(|Sum { name, rule, .. }| {
        let mut text = || {
            let (view, place) = Place::text();
            places.push(place);
            view
        };
        let mut one = || view! { <span><small>{text()}</small><b>{text()}</b><small>{text()}</small></span> };
        view! {
            <dl title=words.say(rule)>
                <dt>{words.say(name)} <span class="out-of-sight">" · " {words.say(rule)}</span></dt>
                <dd>{one()} " " {one()}</dd>
            </dl>
        }
    });
    let mut shown_before = vec![String::new(); places.len()];
    effect(Box::new(move || {
        let totals = totals.read();
        let mut texts = Vec::with_capacity(places.len());
        for Sum { tell, .. } in SUMS {
            let [first, amount, second, other] = tell(&totals, words);
            for (sign, amount) in [(first, amount), (second, other)] {
                let (digits, unit) = amount.split_at(amount.find(' ').unwrap_or(amount.len()));
                texts.extend([sign, digits.to_owned(), unit.to_owned()]);
            }
        }
        for (at, (text, place)) in texts.iter().zip(&places).enumerate() {
            if shown_before.get(at) != Some(text) {
                place.put(&text.clone().into());
            }
        }
        shown_before = texts;
    }));
    let share = State::ALL.map(|state| {
        let grow = move || census.read().of(state).to_string();
        view! { <i data-state=state.name() style:flex-grow=grow></i> }
    });
    view! {
        <section class="overview">
            <div>
                <Census/>
                <div class="share" role="img" aria-label=words.say(|w| w.share_label())>{share}</div>
            </div>
            {sums}
        </section>
    }
}

/// How many servers are in each state; a click shows those only.
#[component]
fn Census() -> View {
    let words = Words::of_app();
    let navigation = shared::<Navigation>();
    let settings = shared::<Settings>();
    let census = shared::<Shown>().census();
    let chosen = Signal::memo(move || navigation.query().states);
    let all = Signal::memo(move || census.read().all());
    let servers = move || words.counted(all.get(), |w| w.servers_one(), |w| w.servers_other());
    let states = State::ALL.map(|state| {
        let is_chosen = move || chosen.get().contains(state);
        let count = Signal::memo(move || census.read().of(state));
        let rule = move || {
            let words = words.get();
            let Thresholds { live_s, offline_s } = settings.preferences().thresholds();
            match state {
                State::Live => fill(words.live_rule(), &[("n", &live_s.to_string())]),
                State::Late => fill(words.late_rule(), &[("n", &live_s.to_string())]),
                State::Offline => fill(words.offline_rule(), &[("n", &offline_s.to_string())]),
                State::NoReport => words.no_report_long().to_owned(),
                State::Unknown => words.unknown_rule().to_owned(),
            }
        };
        let toggle = move |_| navigation.ask(|query| query.states.toggle(state));
        view! {
            <When condition=Signal::derive(move || count.get() > 0 || is_chosen())>
                <li>
                    <button type="button" aria-pressed=move || is_chosen().to_string() title=rule on:click=toggle>
                        <LivenessMark state=state/> <b>{count}</b> " " {move || state_word(state, words)}
                    </button>
                </li>
            </When>
        }
    });
    let none = move || chosen.get().is_empty();
    view! {
        <ul class="census">
            <li>
                <button type="button" aria-pressed=move || none().to_string()
                    on:click=move |_| navigation.ask(|query| query.states = States::default())>
                    <b>{all}</b> " " {servers}
                </button>
            </li>
            {states}
        </ul>
    }
}
