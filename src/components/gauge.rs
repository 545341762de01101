//! A bar for a share.

use leptos::prelude::*;
use nezha_fleet::units::decimal;

use crate::components::When;
use crate::dom::{Signal, View, view};
use crate::format;

/// A labelled bar for a share of something: CPU, memory, disk.
///
/// While the value is unknown there is no meter at all, only the label and "–": a meter needs a value, and "no data"
/// must never look or sound like "0 %".
#[component]
pub fn Gauge(
    /// What is measured, in the visitor's language; also the bar's accessible name.
    #[prop(into)]
    label: Signal<&'static str>,
    /// Percent, 0 to 100. `None` before the first report.
    #[prop(into)]
    percent: Signal<Option<f64>>,
) -> View {
    let text = Signal::derive(move || format::percent(percent.get()));
    let known = Signal::memo(move || percent.get().is_some());
    let scale =
        Signal::derive(move || format!("scaleX({})", decimal(percent.get().unwrap_or(0.0) / 100.0, 3)));
    view! {
        <div class="gauge" data-level=move || format::level(percent.get())>
            <span class="gauge-label">{label}</span>
            <When condition=known otherwise=|| view! { <span class="gauge-bar"></span> }>
                <span class="gauge-bar" role="meter" aria-valuemin="0" aria-valuemax="100" aria-label=label
                    aria-valuenow=move || percent.get().unwrap_or(0.0).round() as u8 aria-valuetext=text>
                    <i style:transform=scale></i>
                </span>
            </When>
            <span class="gauge-value">{text}</span>
        </div>
    }
}
