//! Which columns the table has, and in which order.

use leptos::ev;
use leptos::prelude::*;
use leptos::wasm_bindgen::{JsCast, JsValue};
use nezha_fleet::column::Column;
use web_sys::{Event, HtmlDetailsElement, HtmlElement, MouseEvent};

use crate::browser::focus;
use crate::components::list::column_cell::heading;
use crate::dom::{Handle, Signal, View, keyed, shared, view};
use crate::navigation::Navigation;
use crate::words::{Words, fill};

/// A menu with every column: first those that are shown, in their order, then the others. Escape closes it, and so does a click elsewhere.
#[component]
pub fn ColumnChooser() -> View {
    let words = Words::of_app();
    let navigation = shared::<Navigation>();
    let menu = Handle::<HtmlDetailsElement>::default();
    let in_order = move || {
        let query = navigation.query();
        let shown = query.shown_columns();
        let others = Column::ALL.into_iter().filter(|column| !shown.contains(column));
        shown.iter().copied().chain(others).collect::<Vec<_>>()
    };
    let handles = [
        window_event_listener(ev::keydown, move |event| {
            if event.key() == "Escape" {
                close(menu);
            }
        }),
        window_event_listener(ev::click, move |event| {
            // A line that was clicked may have moved, and is still inside.
            let inside = event.composed_path().iter().any(|node| is_menu(&node, menu));
            if !inside {
                close(menu);
            }
        }),
    ];
    on_cleanup(move || handles.into_iter().for_each(WindowListenerHandle::remove));
    view! {
        <details class="columns" node_ref=menu>
            <summary class="chip">{words.say(|w| w.columns())}</summary>
            // Where the menu covers what opens it a touch beside it only closes it.
            <div class="backdrop" on:click=move |_| close(menu)></div>
            <div class="panel">
                <ul>{keyed(in_order, |column| (*column as u64, 0), move |column| line(column, navigation, words))}</ul>
                <div class="actions">
                    <button type="button" class="button quiet" on:click=move |_| navigation.ask(|query| query.columns.clear())>
                        {words.say(|w| w.columns_usual())}
                    </button>
                    <button type="button" class="button quiet" on:click=move |_| close(menu)>{words.say(|w| w.close())}</button>
                </div>
            </div>
        </details>
    }
}

/// Whether a node of an event's path is the menu.
fn is_menu(node: &JsValue, menu: Handle<HtmlDetailsElement>) -> bool {
    menu.found().is_some_and(|menu| AsRef::<JsValue>::as_ref(&menu) == node)
}

/// Closes the menu if it is open. The focus goes back to what opens it, unless a click has put it somewhere; the page stays where it is.
fn close(menu: Handle<HtmlDetailsElement>) {
    let Some(menu) = menu.found().filter(|menu| menu.open()) else { return };
    let focused = document().active_element();
    let nowhere =
        focused.is_none_or(|focused| menu.contains(Some(&focused)) || focused.contains(Some(&menu)));
    menu.set_open(false);
    let summary = menu.query_selector("summary").ok().flatten();
    if let Some(summary) =
        summary.and_then(|summary| summary.dyn_into::<HtmlElement>().ok()).filter(|_| nowhere)
    {
        focus::move_in_place(&summary);
    }
}

/// One column: whether it is shown, and the ways to another place.
fn line(column: Column, navigation: Navigation, words: Words) -> View {
    let name = Signal::derive(move || heading(column, words.get()));
    let place = Signal::derive(move || {
        let query = navigation.query();
        let shown = query.shown_columns();
        (shown.iter().position(|shown| *shown == column), shown.len())
    });
    let toggle = move |event: Event| {
        change(navigation, |columns| match columns.iter().position(|shown| *shown == column) {
            Some(place) => drop(columns.remove(place)),
            None => columns.push(column),
        });
        stay(event_target(&event));
    };
    // What the browser unticks would stay so, though the column does.
    let is_only = move || place.get() == (Some(0), 1);
    let step = move |event: MouseEvent, by: isize| {
        change(navigation, |columns| {
            let from = columns.iter().position(|shown| *shown == column);
            let to = from.and_then(|from| from.checked_add_signed(by)).filter(|to| *to < columns.len());
            if let (Some(from), Some(to)) = (from, to) {
                columns.swap(from, to);
            }
        });
        stay(event_target(&event));
    };
    let [up, down] = [-1, 1].map(|by| {
        let at_end = move || match place.get() {
            (None, _) => true,
            (Some(place), shown) => if by < 0 { place == 0 } else { place + 1 == shown },
        };
        let label = move || {
            let words = words.get();
            fill(if by < 0 { words.column_before() } else { words.column_after() }, &[("column", name.get())])
        };
        let arrow = if by < 0 { "↑" } else { "↓" };
        view! { <button type="button" disabled=at_end aria-label=label on:click=move |event| step(event, by)>{arrow}</button> }
    });
    view! {
        <li>
            <label><input type="checkbox" prop:checked=move || place.get().0.is_some() disabled=is_only on:change=toggle/> " " {name}</label>
            {up} {down}
        </li>
    }
}

/// A line that moves loses the focus; the next press is meant for it all the same.
fn stay(pressed: HtmlElement) {
    request_animation_frame(move || focus::move_to(&pressed));
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
