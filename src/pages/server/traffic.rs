//! How much the server moved today and in its billing cycle, as far as this browser knows.

use leptos::prelude::*;
use nezha_api::{Server, Status};
use nezha_chart::{Clock, TickLabel, Wall};
use nezha_fleet::traffic::{Cycle, Total, TrafficPlan, day_at, day_start, forecast};

use super::plan_form::PlanForm;
use crate::browser::entry;
use crate::dom::{Signal, Var, View, shared, view};
use crate::fleet::Fleet;
use crate::kept::settings::Settings;
use crate::recorder::{Recorder, follow_traffic_plan, offset_s};
use crate::words::{Words, fill, format, zone::VisitorZone};

/// What is shown.
#[derive(Clone, PartialEq)]
struct Periods {
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
    let plan = follow_traffic_plan(&entry::api_base(), server_id);
    let told = Signal::memo(move || {
        let now_s = fleet.now_s().get()?;
        let (zone, plan) = (VisitorZone::of(&settings.preferences()), plan.get());
        let offset_s = |at_s: i64| offset_s(&zone, at_s);
        let ledger = recorder.ledger(server_id)?;
        let days = Cycle::of(day_at(now_s, offset_s(now_s)), plan.reset_day);
        let cycle = ledger.total(days.first..days.next, now_s, &offset_s);
        let today = ledger.today(now_s, &offset_s);
        Some(Periods { today, cycle, days, forecast: forecast(&cycle, plan.counts, days) })
    });
    let date = move |day: i32| {
        let zone = VisitorZone::of(&settings.preferences());
        let start_ms = day_start(day, &|at_s| offset_s(&zone, at_s)).saturating_mul(1000);
        TickLabel::Day(Wall::at(start_ms, &zone)).plain(Clock::H24)
    };
    let cycle_days = Signal::derive(move || {
        let days = told.get().map(|told| [date(told.days.first), date(told.days.next - 1)]);
        days.map_or(String::new(), |days| days.join(" – "))
    });
    let boot = move |bytes: fn(&Status) -> u64| {
        move || {
            server.read().reported().map_or(format::UNKNOWN.to_owned(), |status| words.bytes(bytes(status)))
        }
    };
    view! {
        <section class="panel traffic">
            <header class="panel-head"><h2>{words.say(|w| w.traffic())}</h2></header>
            <div class="traffic-totals">
                <Totals label=words.say(|w| w.traffic_today()) told total=|told| told.today/>
                <Totals label=words.say(|w| w.traffic_cycle()) days=cycle_days told total=|told| told.cycle/>
                <Quota told plan/>
                <div>
                    <div class="label">{words.say(|w| w.fact_traffic())}</div>
                    <div class="figure">"↑ " {boot(|status| status.net_out_transfer)}</div>
                    <div class="figure">"↓ " {boot(|status| status.net_in_transfer)}</div>
                </div>
            </div>
            <PlanForm server_id plan/>
            <p class="hint chart-marks">{words.say(|w| w.traffic_hint())}</p>
        </section>
    }
}

/// What was sent and received in some time, and how much of that time was watched.
#[component]
fn Totals(
    /// What the time is called.
    label: Signal<&'static str>,
    /// From which day to which it is; nothing when not said.
    #[prop(optional, into)]
    days: Signal<String>,
    /// What is known.
    told: Signal<Option<Periods>>,
    /// The total of that time.
    total: fn(&Periods) -> Total,
) -> View {
    let words = Words::of_app();
    let total = move || told.get().as_ref().map(total).filter(Total::is_known);
    let amount = move |bytes: fn(&Total) -> u64| {
        move || total().map_or(format::UNKNOWN.to_owned(), |total| words.bytes(bytes(&total)))
    };
    let covered = move || {
        let share = total().and_then(|total| total.coverage());
        share.map_or(String::new(), |share| {
            fill(words.get().traffic_coverage(), &[("share", &format::percent(Some(share * 100.0)))])
        })
    };
    view! {
        <div>
            <div class="label">{label} " " {days}</div>
            <div class="figure">"↑ " {amount(|total| total.sent)}</div>
            <div class="figure">"↓ " {amount(|total| total.received)}</div>
            <div class="label">{covered}</div>
        </div>
    }
}

/// How much of its quota the server has used, and how much it will have.
#[component]
fn Quota(
    /// What is known.
    told: Signal<Option<Periods>>,
    /// What the provider bills.
    plan: Var<TrafficPlan>,
) -> View {
    let words = Words::of_app();
    let used = move || {
        let cycle = Some(told.get()?.cycle).filter(Total::is_known)?;
        Some(plan.get().counts.bytes(&cycle))
    };
    let share = move || Some(used()? as f64 / plan.get().quota? as f64 * 100.0);
    let text = move || match (used(), plan.get().quota) {
        (Some(used), Some(quota)) => {
            fill(words.get().of_total(), &[("used", &words.bytes(used)), ("total", &words.bytes(quota))])
        }
        (Some(used), None) => words.bytes(used),
        (None, _) => format::UNKNOWN.to_owned(),
    };
    let forecast = move || told.get().and_then(|told| told.forecast);
    let is_over = move || forecast().zip(plan.get().quota).is_some_and(|(bytes, quota)| bytes > quota);
    let forecast_text = move || {
        let Some(bytes) = forecast() else { return words.get().traffic_no_forecast().to_owned() };
        let text = fill(words.get().traffic_forecast(), &[("amount", &words.bytes(bytes))]);
        if is_over() { [&text, " · ", words.get().traffic_over()].concat() } else { text }
    };
    let scale = move || {
        let permille = share().map_or(0, |share| (share.clamp(0.0, 100.0) * 10.0) as u32);
        ["scaleX(0.", &format!("{:03}", permille.min(999)), ")"].concat()
    };
    view! {
        <div data-level=move || format::level(share())>
            <div class="label">{words.say(|w| w.traffic_quota())}</div>
            <div class="figure">{text}</div>
            <div class="traffic-bar" hidden=move || share().is_none()><i style:transform=scale></i></div>
            <div class="label" data-level=move || if is_over() { "bad" } else { "" }>{forecast_text}</div>
        </div>
    }
}
