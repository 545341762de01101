//! An element of a view, for code that has to ask or tell it something.

use std::marker::PhantomData;

use leptos::wasm_bindgen::JsCast;
use web_sys::Element;

use super::Var;

/// Where the element with `node_ref=…` is found once it is made; a copy of it is a copy of the handle.
///
/// What Leptos' `NodeRef` does, without its code for every kind of element.
pub struct Handle<E>(Var<Option<Element>>, PhantomData<fn() -> E>);

impl<E> Clone for Handle<E> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<E> Copy for Handle<E> {}

impl<E> Default for Handle<E> {
    fn default() -> Self {
        Self(Var::new(None), PhantomData)
    }
}

impl<E: JsCast> Handle<E> {
    /// The element; the caller follows it.
    pub fn get(self) -> Option<E> {
        self.0.get().map(JsCast::unchecked_into)
    }

    /// The element; `None` before there is one, and when the component that made it is gone. The caller does not follow it:
    /// for what runs later, in frames, timers and observers.
    pub fn found(self) -> Option<E> {
        self.0.try_get_untracked().flatten().map(JsCast::unchecked_into)
    }
}

impl<E> Handle<E> {
    /// Tells it that this is its element.
    pub(super) fn fill(self, element: &Element) {
        self.0.set(Some(element.clone()));
    }
}
