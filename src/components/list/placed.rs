//! What assistive technology is told of an item's place.

use crate::components::list::windowed::ListLayout;
use crate::dom::{Element, Kind, View, effect};
use crate::shown::Shown;

/// An item with its place in the list, which may change while it stays.
pub fn placed(shown: Shown, layout: ListLayout, id: u64, item: View) -> View {
    let outer = Element::html("div");
    outer.set("role", layout.item_role);
    let attribute = |name| outer.place(Kind::Attribute, name);
    let (data, place, size) =
        (attribute("data-place"), attribute("aria-posinset"), attribute("aria-setsize"));
    let row_index = attribute("aria-rowindex");
    effect(Box::new(move || {
        let rows = shown.rows().read();
        let Some(at) = rows.iter().position(|row| row.id == id) else { return };
        data.put(&at.into());
        match layout.rows_above {
            Some(above) => row_index.put(&(at + 1 + above + shown.headings_above(at)).into()),
            None => {
                place.put(&(at + 1).into());
                size.put(&rows.len().into());
            }
        }
    }));
    outer.add(item);
    outer.into_view()
}
