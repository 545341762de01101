//! Views of which there are many, alike but for what they say.

use std::rc::Rc;

use js_sys::Array;
use leptos::wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::Node;

use super::{Element, Kind, Place, Value, View};

#[wasm_bindgen(module = "/src/dom/copies.js")]
extern "C" {
    #[wasm_bindgen(catch, js_name = waysTo)]
    fn ways_to(original: &web_sys::Element, nodes: &Array) -> Result<Array, JsValue>;
    #[wasm_bindgen(catch)]
    fn copied(original: &web_sys::Element, ways: &Array) -> Result<Array, JsValue>;
    #[wasm_bindgen(catch, js_name = setText)]
    fn set_text(nodes: &Array, at: u32, text: &str) -> Result<(), JsValue>;
    #[wasm_bindgen(catch, js_name = setAttribute)]
    fn set_attribute(nodes: &Array, at: u32, name: &str, value: &str) -> Result<(), JsValue>;
    #[wasm_bindgen(catch, js_name = removeAttribute)]
    fn remove_attribute(nodes: &Array, at: u32, name: &str) -> Result<(), JsValue>;
    #[wasm_bindgen(catch, js_name = setStyle)]
    fn set_style(nodes: &Array, at: u32, name: &str, value: &str) -> Result<(), JsValue>;
}

/// An element that is made once and copied for each that is like it. A copy is one call of the browser, where making
/// it again would be one for every element, attribute and text in it.
pub struct Template {
    original: web_sys::Element,
    /// Where the places are in it.
    ways: Array,
    places: Vec<(Kind, &'static str)>,
}

/// A [`Place`] in a copy.
pub struct Spot {
    /// The nodes of the copy.
    nodes: Rc<Array>,
    at: u32,
    kind: Kind,
    name: &'static str,
}

impl Template {
    /// Copies of `original`, in which these places will be set. Nothing in it may follow a signal: a copy would not. A
    /// text must be the first or the last node in its element.
    pub fn new(original: Element, places: Vec<Place>) -> Self {
        let original = original.into_inner();
        let nodes: Array = places.iter().map(|place| &place.element).collect();
        let places = places.into_iter().map(|Place { kind, name, .. }| (kind, name)).collect();
        #[allow(clippy::expect_used, reason = "They are in it.")]
        let ways = ways_to(&original, &nodes).expect("ways");
        Self { original, ways, places }
    }

    /// A copy, and its places in the order in which they were given.
    pub fn copy(&self) -> (View, Vec<Spot>) {
        #[allow(
            clippy::expect_used,
            reason = "An element can be copied, and a copy has what it is a copy of."
        )]
        let nodes = Rc::new(copied(&self.original, &self.ways).expect("a copy"));
        let copy: Node = nodes.get(self.places.len() as u32).unchecked_into();
        let spot = |(at, &(kind, name))| Spot { nodes: Rc::clone(&nodes), at, kind, name };
        (View::of_node(copy), (0..).zip(&self.places).map(spot).collect())
    }
}

impl Spot {
    /// Sets it. The DOM refuses only names that no literal of ours is.
    pub fn put(&self, value: &Value) {
        let Self { nodes, at, kind, name } = self;
        let _ = match (kind, value) {
            (Kind::Text, value) => set_text(nodes, *at, value.as_text()),
            (Kind::Attribute, Value::Flag(false) | Value::Absent) => remove_attribute(nodes, *at, name),
            (Kind::Attribute, value) => set_attribute(nodes, *at, name, value.as_text()),
            (Kind::Style, Value::Text(text)) => set_style(nodes, *at, name, text),
            // No card and no row has one: not worth a function of its own.
            _ => {
                let element = nodes.get(*at).unchecked_into();
                Place { element, kind: *kind, name }.put(value);
                Ok(())
            }
        };
    }
}
