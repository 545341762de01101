//! The whole fleet in one strip.

use leptos::prelude::*;
use nezha_fleet::liveness::State;

use crate::components::{LivenessMark, state_word};
use crate::fleet::Fleet;
use crate::format;
use crate::i18n::{Words, fill};

/// Counts and sums over all servers, with their rules in the labels.
#[component]
pub fn Overview() -> impl IntoView {
    let words = Words::of_app();
    let totals = expect_context::<Fleet>().totals();
    let all = move || totals.read().census.all();
    let counted = move || {
        let pattern = if all() == 1 { words.get().servers_one } else { words.get().servers_other };
        let rest = fill(pattern, &[("n", "")]);
        view! { <b>{all()}</b> {rest.trim().to_owned()} }
    };
    let census = State::ALL.map(|state| {
        let count = Memo::new(move |_| totals.read().census.of(state));
        view! {
            <Show when=move || { count.get() > 0 }>
                <li>
                    <LivenessMark state=state/>
                    <b>{move || count.get()}</b>
                    " "
                    {move || state_word(state, words)}
                </li>
            </Show>
        }
    });
    let share = State::ALL.map(|state| {
        let grow = move || totals.read().census.of(state).to_string();
        view! { <i data-state=state.name() style:flex-grow=grow></i> }
    });
    let part = move |part: u64, total: u64| {
        view! {
            <b>{format::bytes(part)}</b>
            " "
            <small>{format!("/ {}", format::bytes(total))}</small>
        }
    };
    view! {
        <section class="overview">
            <div>
                <ul class="census"><li>{counted}</li>{census}</ul>
                <div class="share" role="img" aria-label=words.say(|w| w.share_label)>{share}</div>
            </div>
            <dl>
                <dt>{words.say(|w| w.speed_total)}</dt>
                <dd>
                    <small>"↑ "</small><b>{move || format::speed(Some(totals.read().out_speed))}</b>
                    <small>" ↓ "</small><b>{move || format::speed(Some(totals.read().in_speed))}</b>
                </dd>
            </dl>
            <dl>
                <dt>{words.say(|w| w.traffic_total)}</dt>
                <dd>
                    <small>"↑ "</small><b>{move || format::bytes(totals.read().out_transfer)}</b>
                    <small>" ↓ "</small><b>{move || format::bytes(totals.read().in_transfer)}</b>
                </dd>
            </dl>
            <dl>
                <dt>{words.say(|w| w.memory)}</dt>
                <dd>{move || { let totals = totals.get(); part(totals.mem_used, totals.mem_total) }}</dd>
            </dl>
            <dl>
                <dt>{words.say(|w| w.disk)}</dt>
                <dd>{move || { let totals = totals.get(); part(totals.disk_used, totals.disk_total) }}</dd>
            </dl>
        </section>
    }
}
