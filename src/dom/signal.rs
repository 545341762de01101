//! Values that follow signals.

use std::any::Any;
use std::marker::PhantomData;
use std::rc::Rc;

use leptos::prelude::*;
use leptos::reactive::computed::ArcMemo;
use send_wrapper::SendWrapper;

/// Tells a value of one type, hidden so that the machinery around it is in the bundle once.
type Say = SendWrapper<Rc<dyn Any>>;

/// A value that is computed from signals; a copy of it is a copy of the handle.
///
/// What Leptos' `Signal` and `Memo` do, without their code for every type: together they were a sixth of the bundle.
pub struct Signal<T>(StoredValue<Say>, PhantomData<fn() -> T>);

impl<T> Clone for Signal<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Signal<T> {}

impl<T: 'static> Signal<T> {
    /// A value that is computed whenever it is asked for. Whoever asks follows the signals that were read.
    pub fn derive(say: impl Fn() -> T + 'static) -> Self {
        let say: Box<dyn Fn() -> T> = Box::new(say);
        Self(StoredValue::new(SendWrapper::new(Rc::new(say))), PhantomData)
    }

    /// The value now; the caller follows it.
    ///
    /// # Panics
    /// When the component that made it is gone.
    pub fn get(self) -> T {
        let say = self.0.get_value();
        let say = say.downcast_ref::<Box<dyn Fn() -> T>>();
        #[allow(clippy::expect_used, reason = "Only `derive` makes one, and puts this type in.")]
        let say = say.expect("the type it was made with");
        say()
    }

    /// The value now; the caller does not follow it.
    pub fn get_untracked(self) -> T {
        untrack(|| self.get())
    }
}

impl<T: Clone + PartialEq + 'static> Signal<T> {
    /// A value that is computed only when a signal that it read has changed, and wakes others only when it differs.
    pub fn memo(compute: impl Fn() -> T + 'static) -> Self {
        let memo = memo(Box::new(move || Rc::new(compute())));
        Self::derive(move || {
            let value = memo.get();
            #[allow(clippy::expect_used, reason = "The closure above made it.")]
            value.0.as_any().downcast_ref::<T>().expect("the type it was made with").clone()
        })
    }
}

/// A memo of whatever type.
fn memo(compute: Box<dyn Fn() -> Rc<dyn Comparable>>) -> ArcMemo<Computed> {
    let compute = SendWrapper::new(compute);
    let compute = move |_: Option<&Computed>| Computed(SendWrapper::new(compute()));
    ArcMemo::new_with_compare(compute, |before, now| match (before, now) {
        (Some(before), Some(now)) => !before.0.equals(&**now.0),
        _ => true,
    })
}

/// The value of a memo.
#[derive(Clone)]
struct Computed(SendWrapper<Rc<dyn Comparable>>);

trait Comparable {
    fn as_any(&self) -> &dyn Any;
    fn equals(&self, other: &dyn Comparable) -> bool;
}

impl<T: PartialEq + 'static> Comparable for T {
    fn as_any(&self) -> &dyn Any {
        self
    }

    fn equals(&self, other: &dyn Comparable) -> bool {
        other.as_any().downcast_ref() == Some(self)
    }
}

impl<T: Default + 'static> Default for Signal<T> {
    fn default() -> Self {
        Self::derive(T::default)
    }
}

impl<T: Clone + 'static> From<T> for Signal<T> {
    fn from(value: T) -> Self {
        Self::derive(move || value.clone())
    }
}
