//! How much the server moved today and in its billing cycle, as far as this browser knows.

use leptos::prelude::*;
use nezha_api::Server;
use nezha_chart::{Clock, TickLabel, Wall};
use nezha_fleet::traffic::{Counts, Cycle, Plan, Total, day_at, day_start, forecast, quota_of, quota_typed};
use web_sys::{Event, HtmlInputElement};

use crate::browser::entry;
use crate::charts::VisitorZone;
use crate::dom::{Signal, Var, View, shared, view};
use crate::fleet::Fleet;
use crate::format;
use crate::i18n::{Word, Words, fill};
use crate::recorder::{Recorder, offset_s, store_plan, stored_plan};
use crate::settings::Settings;

/// What counts against a quota, in the order in which it can be chosen.
const COUNTS: [(Counts, Word); 4] = [
    (Counts::Both, |w| w.traffic_both()),
    (Counts::Sent, |w| w.sent()),
    (Counts::Received, |w| w.received()),
    (Counts::Larger, |w| w.traffic_larger()),
];

/// What is shown.
#[derive(Clone, PartialEq)]
struct Told {
    today: Total,
    cycle: Total,
    days: Cycle,
    forecast: Option<u64>,
}

/// Totals with their coverage, a quota with its forecast, and the plan that both follow.
#[component]
pub(super) fn Traffic(
    /// The server's id.
    server_id: u64,
    /// What it says.
    server: Var<Server>,
) -> View {
    let words = Words::of_app();
    let settings = shared::<Settings>();
    let (recorder, fleet) = (Recorder::of_app(), shared::<Fleet>());
    let base = entry::api_base();
    let plan = Var::new(stored_plan(&base, server_id));
    let told = Signal::memo(move || {
        let now_s = fleet.now_s().get()?;
        let (zone, plan) = (VisitorZone::of(&settings.preferences()), plan.get());
        let offset_s = |at_s: i64| offset_s(&zone, at_s);
        let ledger = recorder.ledger(server_id)?;
        let days = Cycle::of(day_at(now_s, offset_s(now_s)), plan.reset_day);
        let cycle = ledger.total(days.first..days.next, now_s, &offset_s);
        let today = ledger.today(now_s, &offset_s);
        Some(Told { today, cycle, days, forecast: forecast(&cycle, plan.counts, days) })
    });
    let change = move |change: &dyn Fn(&mut Plan)| {
        plan.update(|plan| change(plan));
        store_plan(&base, server_id, &plan.get_untracked());
    };
    let (change_day, change_quota) = (change.clone(), change.clone());
    let set_day = move |event: Event| match event_target_value(&event).trim().parse() {
        Ok(day @ 1..=31) => change_day(&|plan| plan.reset_day = day),
        // No month has such a day: the field says what counts.
        _ => event_target::<HtmlInputElement>(&event).set_value(&plan.get_untracked().reset_day.to_string()),
    };
    let set_quota = move |event| {
        let quota = quota_of(event_target_value(&event).trim());
        change_quota(&|plan| plan.quota = quota);
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
    let amount = move |bytes: fn(&Told) -> u64| {
        move || told.get().map_or(format::UNKNOWN.to_owned(), |told| words.bytes(bytes(&told)))
    };
    let covered = move |total: fn(&Told) -> Total| {
        move || {
            let share = told.get().as_ref().map(total).and_then(|total| total.coverage());
            share.map_or(String::new(), |share| {
                fill(words.get().traffic_coverage(), &[("share", &format::percent(Some(share * 100.0)))])
            })
        }
    };
    let date = move |day: i32| {
        let zone = VisitorZone::of(&settings.preferences());
        let start_ms = day_start(day, &|at_s| offset_s(&zone, at_s)).saturating_mul(1000);
        TickLabel::Day(Wall::at(start_ms, &zone)).plain(Clock::H24)
    };
    let cycle_days = move || {
        let days = told.get()?.days;
        Some([&date(days.first), " – ", &date(days.next - 1)].concat())
    };
    let used = Signal::derive(move || {
        let (told, plan) = (told.get()?, plan.get());
        let used = plan.counts.bytes(&told.cycle);
        Some((used, plan.quota))
    });
    let share = move || {
        let (used, quota) = used.get()?;
        Some(used as f64 / quota? as f64 * 100.0)
    };
    let quota_text = move || match used.get() {
        Some((used, Some(quota))) => {
            fill(words.get().of_total(), &[("used", &words.bytes(used)), ("total", &words.bytes(quota))])
        }
        Some((used, None)) => words.bytes(used),
        None => format::UNKNOWN.to_owned(),
    };
    let forecast_text = move || match told.get().and_then(|told| told.forecast) {
        Some(bytes) => fill(words.get().traffic_forecast(), &[("amount", &words.bytes(bytes))]),
        None => words.get().traffic_no_forecast().to_owned(),
    };
    let scale = move || {
        let permille = share().map_or(0, |share| (share.clamp(0.0, 100.0) * 10.0) as u32);
        ["scaleX(0.", &format!("{:03}", permille.min(999)), ")"].concat()
    };
    let boot = move |bytes: fn(&nezha_api::Status) -> u64| {
        move || {
            server.read().reported().map_or(format::UNKNOWN.to_owned(), |status| words.bytes(bytes(status)))
        }
    };
    view! {
        <section class="panel traffic">
            <header class="panel-head"><h2>{words.say(|w| w.traffic())}</h2></header>
            <div class="traffic-totals">
                <div>
                    <div class="label">{words.say(|w| w.traffic_today())}</div>
                    <div class="figure">"↑ " {amount(|t| t.today.sent)}</div>
                    <div class="figure">"↓ " {amount(|t| t.today.received)}</div>
                    <div class="label">{covered(|t| t.today)}</div>
                </div>
                <div>
                    <div class="label">{words.say(|w| w.traffic_cycle())} " " {cycle_days}</div>
                    <div class="figure">"↑ " {amount(|t| t.cycle.sent)}</div>
                    <div class="figure">"↓ " {amount(|t| t.cycle.received)}</div>
                    <div class="label">{covered(|t| t.cycle)}</div>
                </div>
                <div data-level=move || format::level(share())>
                    <div class="label">{words.say(|w| w.traffic_quota())}</div>
                    <div class="figure">{quota_text}</div>
                    <div class="traffic-bar" hidden=move || share().is_none()><i style:transform=scale></i></div>
                    <div class="label">{forecast_text}</div>
                </div>
                <div>
                    <div class="label">{words.say(|w| w.fact_traffic())}</div>
                    <div class="figure">"↑ " {boot(|status| status.net_out_transfer)}</div>
                    <div class="figure">"↓ " {boot(|status| status.net_in_transfer)}</div>
                </div>
            </div>
            <div class="traffic-plan">
                <label>{words.say(|w| w.traffic_reset_day())} " "
                    <input type="number" inputmode="numeric" min="1" max="31" prop:value=move || plan.get().reset_day.to_string() on:change=set_day/>
                </label>
                <label>{words.say(|w| w.traffic_quota_gb())} " "
                    <input type="number" inputmode="decimal" min="0" step="any" prop:value=move || quota_typed(plan.get().quota) on:change=set_quota/>
                </label>
                <label>{words.say(|w| w.traffic_counts())} " " <select on:change=set_counts>{counts}</select></label>
            </div>
            <p class="hint chart-marks">{words.say(|w| w.traffic_hint())}</p>
        </section>
    }
}
