//! A long grid of cards of which only those on the screen exist.

use std::rc::Rc;

use leptos::ev;
use leptos::html::{Div, Ul};
use leptos::leptos_dom::helpers::window_event_listener;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::wasm_bindgen::closure::Closure;
use nezha_fleet::window::Grid;
use web_sys::ResizeObserver;

use crate::components::ServerCard;
use crate::dom::{Signal, Var, View, keyed, react, view};
use crate::fleet::Row;

/// The least width of a card, and the space between two, in CSS pixels: what `tokens.css` says in rem.
const CARD_WIDTH: f64 = 296.0;
const GAP: f64 = 12.0;

/// The height of a row before one has been measured.
const GUESSED_ROW: f64 = 212.0;

/// Rows above and below the screen that exist all the same.
const SPARE_ROWS: usize = 1;

/// Servers as cards, as many beside each other as fit.
///
/// Laying out what nobody sees is what a dashboard of a thousand servers costs, so cards off the screen are not there.
/// Their number and place are told to assistive technology by `aria-setsize` and `aria-posinset`.
#[component]
pub fn CardGrid(
    /// The servers, in order.
    #[prop(into)]
    rows: Signal<Rc<Vec<Row>>>,
) -> View {
    let outer = NodeRef::<Div>::new();
    let inner = NodeRef::<Ul>::new();
    let width = Var::new(0.0);
    let row_height = Var::new(GUESSED_ROW);
    let screen = Var::new((0.0, 0.0));

    let grid = Signal::memo(move || Grid {
        items: rows.get().len(),
        columns: Grid::columns_for(width.get(), CARD_WIDTH, GAP),
        row_height: row_height.get(),
    });
    let slice = Signal::memo(move || {
        let (top, bottom) = screen.get();
        grid.get().slice(top, bottom, SPARE_ROWS)
    });
    let cards = move || {
        let items = slice.get().items;
        rows.get().get(items.clone()).unwrap_or_default().iter().cloned().zip(items).collect::<Vec<_>>()
    };

    let look = move || {
        let Some(outer) = outer.get_untracked() else { return };
        let place = outer.get_bounding_client_rect();
        let height = window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or(0.0);
        width.set_if_new(place.width());
        screen.set_if_new((-place.top(), height - place.top()));
        // Measured, not assumed: large text makes higher cards. One card, because how many rows there are in the page
        // may lag behind how many there should be.
        let card = inner.get_untracked().and_then(|inner| inner.first_element_child());
        let measured = card.map_or(0.0, |card| card.get_bounding_client_rect().height());
        if measured > 1.0 {
            row_height.set_if_new((measured + GAP).round());
        }
    };
    let scrolled = window_event_listener(ev::scroll, move |_| look());
    let resized = window_event_listener(ev::resize, move |_| look());
    on_cleanup(move || {
        scrolled.remove();
        resized.remove();
    });
    react(move || {
        let (Some(outer), Some(inner)) = (outer.get(), inner.get()) else { return };
        let on_resize = Closure::<dyn FnMut()>::new(look).into_js_value();
        let Ok(observer) = ResizeObserver::new(on_resize.unchecked_ref()) else { return };
        observer.observe(&outer);
        observer.observe(&inner);
        let observer = StoredValue::new_local(observer);
        on_cleanup(move || observer.with_value(ResizeObserver::disconnect));
        look();
    });

    let total = move || rows.get().len();
    let card = move |(row, place): (Row, usize)| {
        view! { <li aria-setsize=total aria-posinset=place + 1><ServerCard row/></li> }
    };
    view! {
        <div class="card-grid" node_ref=outer style:height=move || pixels((grid.get().height() - GAP).max(0.0))>
            <ul class="card-window" node_ref=inner
                style:transform=move || format!("translateY({})", pixels(slice.get().top))
                style:grid-template-columns=move || format!("repeat({}, minmax(0, 1fr))", grid.get().columns)>
                {keyed(cards, |(row, place)| (row.id, *place), card)}
            </ul>
        </div>
    }
}

/// A length in CSS: whole pixels, so that text stays crisp.
fn pixels(length: f64) -> String {
    format!("{}px", length.round() as i64)
}
