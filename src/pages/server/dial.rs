//! A share as a dial.

use leptos::prelude::*;
use nezha_fleet::units::decimal;

use crate::dom::{Signal, View, view};
use crate::words::format;

/// A share as a dial: a circle that is filled so far, with its value and a line of detail beside it.
///
/// Unknown is "–" beside an empty circle that is no meter.
#[component]
pub fn Dial(
    /// What is measured, in the visitor's language.
    #[prop(into)]
    label: Signal<&'static str>,
    /// Percent, 0 to 100. `None` when unknown.
    #[prop(into)]
    percent: Signal<Option<f64>>,
    /// What stands for an unknown value; "–" when not said, "off" for swap.
    #[prop(into, optional)]
    unknown: Option<Signal<&'static str>>,
    /// A line of detail, such as "14.0 of 17.2 GB"; may be empty.
    #[prop(into)]
    detail: Signal<String>,
) -> View {
    // The circle has a length of 100, so that a percent is a length.
    let dash = Signal::derive(move || format!("{} 100", decimal(percent.get().unwrap_or(0.0), 1)));
    let value = Signal::derive(move || match (percent.get(), unknown) {
        (None, Some(unknown)) => unknown.get().to_owned(),
        (percent, _) => format::percent(percent),
    });
    let of_meter = move |value: &'static str| move || percent.get().map(|_| value);
    view! {
        <div class="dial" data-level=move || format::level(percent.get())>
            <svg viewBox="0 0 36 36" role=of_meter("meter") aria-label=move || percent.get().map(|_| label.get())
                aria-valuemin=of_meter("0") aria-valuemax=of_meter("100")
                aria-valuenow=move || percent.get().map(|percent| percent.round() as u8)>
                <circle class="dial-track" cx="18" cy="18" r="15.9155"></circle>
                <circle class="dial-share" cx="18" cy="18" r="15.9155" stroke-dasharray=dash></circle>
            </svg>
            <div>
                <div class="label">{label}</div>
                <div class="figure">{value}</div>
                <div class="label">{detail}</div>
            </div>
        </div>
    }
}
