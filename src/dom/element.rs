//! Elements as `view!` makes them.

use leptos::ev::EventDescriptor;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::wasm_bindgen::closure::Closure;
use send_wrapper::SendWrapper;
use web_sys::Event;

use super::{Handle, Kind, Place, View};

const SVG: &str = "http://www.w3.org/2000/svg";

/// An element that is being made.
pub struct Element(web_sys::Element);

impl Element {
    /// An element of HTML.
    pub fn html(name: &str) -> Self {
        Self::made(None, name)
    }

    /// An element of SVG.
    pub fn svg(name: &str) -> Self {
        Self::made(Some(SVG), name)
    }

    #[allow(clippy::expect_used, reason = "The names are literals of ours, and valid.")]
    fn made(namespace: Option<&str>, name: &str) -> Self {
        let document = document();
        let element = match namespace {
            None => document.create_element(name),
            namespace => document.create_element_ns(namespace, name),
        };
        Self(element.expect("a valid name"))
    }

    /// Sets an attribute once.
    pub fn set(&self, name: &str, value: &str) {
        // Fails only for a name that no literal of ours is.
        let _ = self.0.set_attribute(name, value);
    }

    /// Something of this element that a [`super::Source`] sets.
    pub fn place(&self, kind: Kind, name: &'static str) -> Place {
        Place { element: self.0.clone(), kind, name }
    }

    /// Adds a text.
    pub fn text(&self, text: &str) {
        View::of_node(document().create_text_node(text)).append_to(&self.0);
    }

    /// Adds a view.
    pub fn add(&self, view: View) {
        view.append_to(&self.0);
    }

    /// Calls back at every such event, until the owner around it is done.
    pub fn on<E>(&self, event: E, mut react: impl FnMut(E::EventType) + 'static)
    where
        E: EventDescriptor,
        E::EventType: JsCast,
    {
        self.listen(&event.name(), Box::new(move |event| react(event.unchecked_into())));
    }

    fn listen(&self, name: &str, react: Box<dyn FnMut(Event)>) {
        let react = Closure::wrap(react);
        // Adding or removing a listener fails only for names that are no strings.
        let _ = self.0.add_event_listener_with_callback(name, react.as_ref().unchecked_ref());
        let listening = SendWrapper::new((self.0.clone(), name.to_owned(), react));
        on_cleanup(move || {
            // An element that leaves the page can still fire, and must not find its listener gone.
            let (element, name, react) = &*listening;
            let _ = element.remove_event_listener_with_callback(name, react.as_ref().unchecked_ref());
        });
    }

    /// Tells a handle that this is its element.
    pub fn fill<E>(&self, handle: Handle<E>) {
        handle.fill(&self.0);
    }

    pub(super) fn into_inner(self) -> web_sys::Element {
        self.0
    }

    /// The finished element.
    pub fn into_view(self) -> View {
        View::of_node(self.0)
    }
}
