//! A long list of which only what is on the screen exists.

mod in_sight;
mod list;
mod screen;
mod visitor;

use leptos::prelude::*;
use nezha_fleet::window::Entry;

use crate::components::list::group_heading::GroupHeading;
use crate::components::list::pattern::Pattern;
use crate::components::list::pinned_heading::Pinned;
use crate::components::list::placed::placed;
use crate::dom::{View, keyed, shared, view};
use crate::fleet::Row;
use crate::shown::Shown;
pub use in_sight::{ListInSight, ListPlaces};
use list::List;
use visitor::Visitor;

/// How a list is laid out, in CSS pixels.
#[derive(Clone, Copy)]
pub struct ListLayout {
    /// The class of the list.
    pub class: &'static str,
    /// The role of the list.
    pub role: &'static str,
    /// The role of each that is in it.
    pub item_role: &'static str,
    /// The least width of an item at ordinary text. `None` where each has a line to itself.
    pub item_width: Option<f64>,
    /// Between two items, at ordinary text.
    pub gap: f64,
    /// The height of an item before one has been measured.
    pub guess: f64,
    /// How many rows of a table stand above. `None` for what is no table.
    pub rows_above: Option<usize>,
}

/// What stands in a list.
enum Line {
    /// The heading of this group.
    Heading(usize),
    Server(Row),
}

/// The servers that are shown, each as `item` has it.
///
/// Laying out what nobody sees is what a dashboard of a thousand servers costs, so what is off the screen is not there.
/// Numbers and places are told to assistive technology. Arrow keys lead from item to item; printed, all are there.
#[component]
pub fn Windowed(
    /// How it is laid out.
    layout: ListLayout,
    /// Where the heading of the group stays in sight.
    pinned: Pinned,
    /// How each server is shown.
    item: Pattern,
) -> View {
    let shown = shared::<Shown>();
    let rows = shown.rows();
    let list = List::of(shown, layout, pinned);
    let visitor = Visitor::of(list, shown);
    ListInSight::of_app().show(list);
    let List { outer, inner, window, slice, gap, .. } = list;
    let ListLayout { role, item_role, .. } = layout;
    let lines = move || {
        let (window, rows) = (window.get(), rows.read());
        let line = |position| match window.entry(position)? {
            Entry::Heading(group) => Some(Line::Heading(group)),
            Entry::Item(place) => Some(Line::Server(rows.get(place)?.clone())),
        };
        slice.get().entries.filter_map(line).collect::<Vec<_>>()
    };
    let key = |line: &Line| match line {
        Line::Server(row) => (row.id, 0),
        Line::Heading(group) => (*group as u64, 1),
    };
    let show = move |line: Line| match line {
        Line::Heading(group) => view! { <GroupHeading group role=item_role/> },
        Line::Server(row) => placed(shown, layout, row.id, item.show(row)),
    };
    view! {
        <div class=layout.class role=role node_ref=outer tabindex="-1"
            on:keydown=move |event| visitor.press(&event)
            on:pointerenter=move |_| visitor.point()
            on:pointermove=move |event| visitor.point_at(&event)
            on:pointerleave=move |_| visitor.leave()
            on:focusin=move |event| visitor.focus(&event)
            on:focusout=move |_| visitor.blur()
            style:height=move || pixels((window.get().height() - gap.get()).max(0.0))>
            <div class="window" role="presentation" node_ref=inner
                style:transform=move || ["translateY(", &pixels(slice.get().top), ")"].concat()
                style:grid-template-columns=move || {
                    ["repeat(", &window.get().columns.to_string(), ", minmax(0, 1fr))"].concat()
                }>
                {keyed(lines, key, show)}
            </div>
        </div>
    }
}

/// A length in CSS: whole pixels, so that text stays crisp.
fn pixels(length: f64) -> String {
    format!("{}px", length.round() as i64)
}
