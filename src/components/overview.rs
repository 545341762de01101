//! The whole fleet in one strip.

use leptos::prelude::*;
use nezha_fleet::liveness::State;
use nezha_fleet::totals::Totals;

use crate::components::{LivenessMark, When, state_word};
use crate::dom::{Signal, View, view};
use crate::fleet::Fleet;
use crate::i18n::Words;

/// Counts and sums over all servers, with their rules in the labels.
#[component]
pub fn Overview() -> View {
    let words = Words::of_app();
    let totals = expect_context::<Fleet>().totals();
    let all = Signal::memo(move || totals.read().census.all());
    let servers =
        Signal::derive(
            move || if all.get() == 1 { words.get().servers_one } else { words.get().servers_other },
        );
    let census = State::ALL.map(|state| {
        let count = Signal::memo(move || totals.read().census.of(state));
        view! {
            <When condition=Signal::derive(move || count.get() > 0)>
                <li>
                    <LivenessMark state=state/>
                    <b>{count}</b>
                    {Signal::derive(move || state_word(state, words))}
                </li>
            </When>
        }
    });
    let share = State::ALL.map(|state| {
        let grow = move || totals.read().census.of(state).to_string();
        view! { <i data-state=state.name() style:flex-grow=grow></i> }
    });
    let figure =
        move |pick: fn(&Totals, Words) -> String| Signal::derive(move || pick(&totals.read(), words));
    let out_speed = figure(|totals, words| words.speed(Some(totals.out_speed)));
    let in_speed = figure(|totals, words| words.speed(Some(totals.in_speed)));
    let sent = figure(|totals, words| words.bytes(totals.out_transfer));
    let received = figure(|totals, words| words.bytes(totals.in_transfer));
    let mem_used = figure(|totals, words| words.bytes(totals.mem_used));
    let mem_total = figure(|totals, words| format!("/ {}", words.bytes(totals.mem_total)));
    let disk_used = figure(|totals, words| words.bytes(totals.disk_used));
    let disk_total = figure(|totals, words| format!("/ {}", words.bytes(totals.disk_total)));
    view! {
        <section class="overview">
            <div>
                <ul class="census"><li><b>{all}</b> {servers}</li>{census}</ul>
                <div class="share" role="img" aria-label=words.say(|w| w.share_label)>{share}</div>
            </div>
            <dl>
                <dt>{words.say(|w| w.speed_total)}</dt>
                <dd>
                    <span><small>"↑ "</small><b>{out_speed}</b></span>
                    " "
                    <span><small>"↓ "</small><b>{in_speed}</b></span>
                </dd>
            </dl>
            <dl>
                <dt>{words.say(|w| w.traffic_total)}</dt>
                <dd>
                    <span><small>"↑ "</small><b>{sent}</b></span>
                    " "
                    <span><small>"↓ "</small><b>{received}</b></span>
                </dd>
            </dl>
            <dl>
                <dt>{words.say(|w| w.memory)}</dt>
                <dd><b>{mem_used}</b> " " <small>{mem_total}</small></dd>
            </dl>
            <dl>
                <dt>{words.say(|w| w.disk)}</dt>
                <dd><b>{disk_used}</b> " " <small>{disk_total}</small></dd>
            </dl>
        </section>
    }
}
