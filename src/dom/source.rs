//! Where the value of an attribute comes from: it is known, or a signal or a closure tells it.

use leptos::prelude::document;
use leptos::wasm_bindgen::{JsCast, JsValue};
use web_sys::HtmlElement;

use super::effect::effect;
use super::{Signal, Value, Var, View};

/// What of an element is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// An attribute: `name=…`.
    Attribute,
    /// A property of its object: `prop:name=…`.
    Property,
    /// One of its classes: `class:name=…`.
    Class,
    /// A property of its style: `style:name=…`.
    Style,
    /// No part of an element, but a text node in its place.
    Text,
}

/// The attribute, property, class or style of an element that a value is for.
pub struct Place {
    pub(super) element: web_sys::Element,
    pub(super) kind: Kind,
    pub(super) name: &'static str,
}

impl Place {
    /// A text in the page, to be set like an attribute.
    pub fn text() -> (View, Self) {
        let node = document().create_text_node("");
        let view = View::of_node(node.clone());
        (view, Self { element: node.unchecked_into(), kind: Kind::Text, name: "" })
    }

    /// Sets it. The DOM refuses only names that no literal of ours is.
    pub fn put(&self, value: &Value) {
        let _ = match (self.kind, value) {
            (Kind::Attribute, Value::Flag(false) | Value::Absent) => self.element.remove_attribute(self.name),
            (Kind::Attribute, value) => self.element.set_attribute(self.name, value.as_text()),
            (Kind::Text, value) => {
                self.element.set_node_value(Some(value.as_text()));
                Ok(())
            }
            (Kind::Property, value) => {
                let value = match value {
                    Value::Text(text) => JsValue::from_str(text),
                    Value::Flag(flag) => JsValue::from_bool(*flag),
                    Value::Absent => JsValue::NULL,
                };
                js_sys::Reflect::set(&self.element, &self.name.into(), &value).map(drop)
            }
            (Kind::Class, value) => {
                let present = !matches!(value, Value::Flag(false) | Value::Absent);
                self.element.class_list().toggle_with_force(self.name, present).map(drop)
            }
            (Kind::Style, Value::Text(text)) => self.style().set_property(self.name, text),
            (Kind::Style, Value::Flag(_) | Value::Absent) => {
                self.style().remove_property(self.name).map(drop)
            }
        };
    }

    fn style(&self) -> web_sys::CssStyleDeclaration {
        // Elements of SVG have a style as well.
        self.element.unchecked_ref::<HtmlElement>().style()
    }

    /// Sets it now and whenever the value changes.
    fn follow(self, say: Box<dyn Fn() -> Value>) {
        let mut before = None;
        effect(Box::new(move || {
            let now = say();
            if before.as_ref() != Some(&now) {
                self.put(&now);
                before = Some(now);
            }
        }));
    }
}

/// Something that can tell a [`Value`], once or again and again.
pub trait Source {
    /// Sets `place` to what this says.
    fn flow(self, place: Place);
}

impl<F, V> Source for F
where
    F: Fn() -> V + 'static,
    V: Into<Value>,
{
    fn flow(self, place: Place) {
        place.follow(Box::new(move || self().into()));
    }
}

/// Values that are known when the element is made.
macro_rules! known {
    ($($known:ty),*) => {$(
        impl Source for $known {
            fn flow(self, place: Place) {
                place.put(&self.into());
            }
        }
    )*};
}

known!(bool, &'static str, String, u8, u32, u64, usize, i32);

impl<V: Into<Value>> Source for Option<V> {
    fn flow(self, place: Place) {
        place.put(&self.into());
    }
}

impl<V: Into<Value> + 'static> Source for Signal<V> {
    fn flow(self, place: Place) {
        place.follow(Box::new(move || self.get().into()));
    }
}

impl<V: Into<Value> + Clone + 'static> Source for Var<V> {
    fn flow(self, place: Place) {
        place.follow(Box::new(move || self.get().into()));
    }
}
