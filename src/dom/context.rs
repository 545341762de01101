//! What the whole app shares.

use std::any::Any;
use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::{provide_context, use_context};
use send_wrapper::SendWrapper;

/// Everything that is shared, in one of Leptos' contexts: each of those has code of its own.
#[derive(Clone)]
struct Shelf(SendWrapper<Values>);

type Values = Rc<RefCell<Vec<Box<dyn Any>>>>;

/// Shares a value with everything below the caller.
pub fn share<T: 'static>(value: T) {
    put(Box::new(value));
}

fn put(value: Box<dyn Any>) {
    let shelf = use_context::<Shelf>().unwrap_or_else(|| {
        let shelf = Shelf(SendWrapper::new(Rc::default()));
        provide_context(shelf.clone());
        shelf
    });
    shelf.0.borrow_mut().push(value);
}

/// The shared value of a type.
///
/// # Panics
/// When there is none: `App` shares everything before anything is shown.
pub fn shared<T: Copy + 'static>() -> T {
    let found = use_context::<Shelf>()
        .and_then(|shelf| shelf.0.borrow().iter().find_map(|value| value.downcast_ref().copied()));
    #[allow(clippy::expect_used, reason = "What is missing here is missing in every run.")]
    found.expect("a value that the app shares")
}
