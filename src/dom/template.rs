//! Views of which there are many, alike but for what they say.

use leptos::wasm_bindgen::JsCast;

use super::{Element, Kind, Place, View};

/// An element that is made once and copied for each that is like it. A copy is one call of the browser, where making
/// it again would be one for every element, attribute and text in it.
pub struct Template {
    original: web_sys::Element,
    spots: Vec<Spot>,
}

/// Where a place is in every copy.
struct Spot {
    /// Which of the element's descendants, in the document's order; `None` for the element itself.
    descendant: Option<u32>,
    kind: Kind,
    name: &'static str,
    /// Of a text: whether it is the last in its element. Else it is the first.
    is_last: bool,
}

/// Numbers the descendants of what is copied, while their places are looked for.
const NUMBER: &str = "data-number";

impl Template {
    /// Copies of `original`, in which these places will be set. Nothing in it may follow a signal: a copy would not. A
    /// text must be the first or the last node in its element.
    pub fn new(original: Element, places: &[Place]) -> Self {
        let original = original.into_inner();
        let descendants = original.get_elements_by_tag_name("*");
        let descendants: Vec<_> = (0..descendants.length()).filter_map(|at| descendants.item(at)).collect();
        for (at, descendant) in descendants.iter().enumerate() {
            // A literal of ours.
            let _ = descendant.set_attribute(NUMBER, &at.to_string());
        }
        let spot = |place: &Place| {
            let is_text = place.kind == Kind::Text;
            let parent = if is_text { place.element.parent_element() } else { None };
            let holder = parent.as_ref().unwrap_or(&place.element);
            let number = holder.get_attribute(NUMBER);
            Spot {
                descendant: number.and_then(|number| number.parse().ok()),
                kind: place.kind,
                name: place.name,
                is_last: is_text && place.element.next_sibling().is_none(),
            }
        };
        let spots = places.iter().map(spot).collect();
        for descendant in &descendants {
            // As above.
            let _ = descendant.remove_attribute(NUMBER);
        }
        Self { original, spots }
    }

    /// A copy, and its places in the order in which they were given.
    pub fn copy(&self) -> (View, Vec<Place>) {
        #[allow(
            clippy::expect_used,
            reason = "An element can be copied, and a copy has what it is a copy of."
        )]
        let (copy, places) = self.try_copy().expect("a copy");
        (View::of_node(copy), places)
    }

    fn try_copy(&self) -> Option<(web_sys::Element, Vec<Place>)> {
        let copy: web_sys::Element = self.original.clone_node_with_deep(true).ok()?.unchecked_into();
        let descendants = copy.get_elements_by_tag_name("*");
        let mut places = Vec::with_capacity(self.spots.len());
        // Places of one element mostly follow each other.
        let (mut at, mut element) = (None, copy.clone());
        for spot in &self.spots {
            if at != spot.descendant {
                at = spot.descendant;
                element = spot.descendant.map_or_else(|| Some(copy.clone()), |at| descendants.item(at))?;
            }
            let node = match spot.kind {
                Kind::Text if spot.is_last => element.last_child()?.unchecked_into(),
                Kind::Text => element.first_child()?.unchecked_into(),
                _ => element.clone(),
            };
            places.push(Place { element: node, kind: spot.kind, name: spot.name });
        }
        Some((copy, places))
    }
}
