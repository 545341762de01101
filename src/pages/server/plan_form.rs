//! What a provider bills for a server, to be typed.

use leptos::prelude::*;
use nezha_fleet::traffic::{Counts, TrafficPlan, quota_of, quota_typed};
use web_sys::{Event, HtmlInputElement};

use crate::browser::entry;
use crate::dom::{Var, View, view};
use crate::recorder::change_traffic_plan;
use crate::words::{Word, Words};

/// What counts against a quota, in the order in which it can be chosen.
const COUNTS: [(Counts, Word); 4] = [
    (Counts::Both, |w| w.traffic_both()),
    (Counts::Sent, |w| w.sent()),
    (Counts::Received, |w| w.received()),
    (Counts::Larger, |w| w.traffic_larger()),
];

/// The day on which a cycle begins, the quota, and what counts against it. What is typed is kept.
#[component]
pub(super) fn PlanForm(
    /// The server's id.
    server_id: u64,
    /// Its plan.
    plan: Var<TrafficPlan>,
) -> View {
    let words = Words::of_app();
    let base = entry::api_base();
    let change = move |change: &dyn Fn(&mut TrafficPlan)| change_traffic_plan(&base, server_id, plan, change);
    let (change_day, change_quota) = (change.clone(), change.clone());
    let set_day = move |event: Event| match event_target_value(&event).trim().parse() {
        Ok(day @ 1..=31) => change_day(&|plan| plan.reset_day = day),
        // No month has such a day: the field says what counts.
        _ => event_target::<HtmlInputElement>(&event).set_value(&plan.get_untracked().reset_day.to_string()),
    };
    let set_quota = move |event: Event| {
        let field = event_target::<HtmlInputElement>(&event);
        let typed = field.value();
        let quota = quota_of(typed.trim());
        if quota.is_some() || typed.is_empty() {
            change_quota(&|plan| plan.quota = quota);
        }
        // What counts, where something else was typed: also what a browser takes for no number, which is empty here.
        field.set_value(&quota_typed(plan.get_untracked().quota));
    };
    let set_counts = move |event| {
        let chosen = event_target_value(&event).parse().ok().and_then(|at: usize| COUNTS.get(at));
        if let Some((counts, _)) = chosen {
            change(&|plan| plan.counts = *counts);
        }
    };
    let counts = COUNTS.iter().enumerate().map(|(at, (counts, word))| {
        let selected = move || plan.get().counts == *counts;
        view! { <option value=at prop:selected=selected>{words.say(*word)}</option> }
    });
    let counts = counts.collect::<Vec<_>>();
    view! {
        <div class="traffic-plan">
            <label>{words.say(|w| w.traffic_reset_day())} " "
                <input type="number" inputmode="numeric" min="1" max="31" prop:value=move || plan.get().reset_day.to_string() on:change=set_day/>
            </label>
            <label>{words.say(|w| w.traffic_quota_gb())} " "
                <input type="number" inputmode="decimal" min="0" step="any" prop:value=move || quota_typed(plan.get().quota) on:change=set_quota/>
            </label>
            <label>{words.say(|w| w.traffic_counts())} " " <select on:change=set_counts>{counts}</select></label>
        </div>
    }
}
