//! The table behind a live chart, and the chart as a file: one set of tools for all of them.

use std::rc::Rc;

use leptos::prelude::*;

use super::live::ChartOnPage;
use crate::charts::{DataTable, ExportButtons, LinesOf, Looking, Picture};
use crate::dom::{Signal, Var, View, keyed, view};
use crate::words::{Word, Words};

/// Chooses one of the charts, and has its table and its files.
#[component]
pub(super) fn LiveTools(
    /// The charts, in the order of the page.
    charts: Rc<Vec<ChartOnPage>>,
    /// The places of those that are on the page.
    told: Signal<Vec<usize>>,
    /// Where one looks.
    looking: Looking,
    /// The server's name, which is taken out of files on request.
    server_name: Signal<String>,
) -> View {
    let words = Words::of_app();
    let chosen = Var::new(0_usize);
    let choose = move |event| chosen.set(event_target_value(&event).parse().unwrap_or_default());
    let titles: Vec<Word> = charts.iter().map(|chart| chart.title).collect();
    let option = move |at: usize| {
        let title = titles.get(at).map(|title| words.say(*title));
        view! { <option value=at>{title}</option> }
    };
    // One that is no longer on the page is not chosen any more: the list shows the first then.
    let chosen =
        Signal::memo(move || Some(chosen.get()).filter(|at| told.get().contains(at)).unwrap_or_default());
    let labels: Vec<Signal<String>> = charts.iter().map(|chart| chart.label).collect();
    let title = Signal::derive(move || labels.get(chosen.get()).map(|label| label.get()).unwrap_or_default());
    let picture: Rc<dyn Fn() -> Option<Picture>> =
        Rc::new(move || charts.get(chosen.get()).and_then(|chart| (chart.picture)()));
    let options = keyed(move || told.get(), |at| (0, *at), option);
    view! {
        <div class="chart-tools">
            <label class="hint">{words.say(|w| w.live_chart())} " " <select on:change=choose>{options}</select></label>
            <DataTable picture=Rc::clone(&picture) looking/>
            <ExportButtons picture looking lines_of=LinesOf::Figures title of=server_name/>
        </div>
    }
}
