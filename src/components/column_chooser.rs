//! Which columns the table has, and in which order.

use leptos::prelude::*;
use nezha_fleet::column::Column;

use crate::components::column_cell::heading;
use crate::dom::{View, view};
use crate::i18n::{Words, fill};
use crate::navigation::Navigation;

/// A panel with every column: first those that are shown, in their order, then the others.
#[component]
pub fn ColumnChooser() -> View {
    let words = Words::of_app();
    let navigation = expect_context::<Navigation>();
    let line = move |column: Column| {
        let place = navigation.query().shown_columns().iter().position(|shown| *shown == column);
        let last = navigation.query().shown_columns().len();
        let name = heading(column, words.get());
        let named = |pattern| fill(pattern, &[("column", name)]);
        let toggle = move |_| {
            change(navigation, |columns| match columns.iter().position(|shown| *shown == column) {
                Some(place) => drop(columns.remove(place)),
                None => columns.push(column),
            });
        };
        let step = move |by: isize| {
            change(navigation, |columns| {
                let from = columns.iter().position(|shown| *shown == column);
                let to = from.and_then(|from| from.checked_add_signed(by)).filter(|to| *to < columns.len());
                if let (Some(from), Some(to)) = (from, to) {
                    columns.swap(from, to);
                }
            });
        };
        let up = place.is_none_or(|place| place == 0);
        let down = place.is_none_or(|place| place + 1 == last);
        view! {
            <li>
                <label><input type="checkbox" prop:checked=place.is_some() on:change=toggle/> " " {name}</label>
                <button type="button" disabled=up aria-label=named(words.get().column_before) on:click=move |_| step(-1)>"↑"</button>
                <button type="button" disabled=down aria-label=named(words.get().column_after) on:click=move |_| step(1)>"↓"</button>
            </li>
        }
    };
    let lines = move || {
        let query = navigation.query();
        let shown = query.shown_columns();
        let others = Column::ALL.into_iter().filter(|column| !shown.contains(column));
        shown.iter().copied().chain(others).map(line).collect::<Vec<_>>()
    };
    view! {
        <details class="columns">
            <summary class="chip">{words.say(|w| w.columns)}</summary>
            <div class="panel">
                <ul>{lines}</ul>
                <button type="button" class="button quiet" on:click=move |_| navigation.ask(|query| query.columns.clear())>
                    {words.say(|w| w.columns_usual)}
                </button>
            </div>
        </details>
    }
}

/// Changes the columns. None at all would be the usual ones, so the last one stays.
fn change(navigation: Navigation, change: impl FnOnce(&mut Vec<Column>)) {
    navigation.ask(|query| {
        let mut columns = query.shown_columns().to_vec();
        change(&mut columns);
        if !columns.is_empty() {
            query.columns = if columns == Column::DEFAULT { Vec::new() } else { columns };
        }
    });
}
