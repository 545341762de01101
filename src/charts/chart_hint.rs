//! How a chart is used by keyboard and finger, said once for all charts of a panel.

use leptos::prelude::*;

use crate::dom::{View, view};
use crate::words::Words;

/// Under this id charts find it.
pub(super) const HINT_ID: &str = "chart-hint";

/// For who cannot see the chart; charts refer to it. Once a page, or it would be heard with every chart.
#[component]
pub(crate) fn ChartHint() -> View {
    let words = Words::of_app();
    view! { <p class="out-of-sight" id=HINT_ID>{words.say(|w| w.chart_hint())}</p> }
}
