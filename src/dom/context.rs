//! What the whole app shares.

use std::any::Any;
use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::{Owner, provide_context, use_context};
use send_wrapper::SendWrapper;

/// Everything that is shared, in one of Leptos' contexts: each of those has code of its own.
#[derive(Clone)]
struct SharedValues {
    values: SendWrapper<Values>,
    /// Around whoever shared first.
    owner: Owner,
}

type Values = Rc<RefCell<Vec<Box<dyn Any>>>>;

/// Shares a value with everything below the caller.
pub fn share<T: 'static>(value: T) {
    put(Box::new(value));
}

fn put(value: Box<dyn Any>) {
    let all = use_context::<SharedValues>().unwrap_or_else(|| {
        let all = SharedValues {
            values: SendWrapper::new(Rc::default()),
            owner: Owner::current().unwrap_or_default(),
        };
        provide_context(all.clone());
        all
    });
    all.values.borrow_mut().push(value);
}

/// The shared value of a type.
///
/// # Panics
/// When there is none: `App` shares everything before anything is shown.
pub fn shared<T: Clone + 'static>() -> T {
    #[allow(clippy::expect_used, reason = "What is missing here is missing in every run.")]
    find().expect("a value that the app shares")
}

/// The shared value of a type, made when somebody first wants it. It lives as long as what shares it.
pub fn shared_or<T: Clone + 'static>(make: impl FnOnce() -> T) -> T {
    find().unwrap_or_else(|| {
        let owner = use_context::<SharedValues>().map(|all| all.owner).unwrap_or_default();
        owner.with(|| {
            let value = make();
            share(value.clone());
            value
        })
    })
}

fn find<T: Clone + 'static>() -> Option<T> {
    let values = use_context::<SharedValues>()?.values;
    values.borrow().iter().find_map(|value| value.downcast_ref().cloned())
}
