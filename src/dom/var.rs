//! Values that are set.

use std::any::Any;
use std::cell::RefCell;
use std::marker::PhantomData;
use std::rc::Rc;

use leptos::prelude::*;
use send_wrapper::SendWrapper;

use super::Signal;

/// A value that wakes whoever read it when it is set; a copy of it is a copy of the handle.
///
/// What Leptos' `RwSignal` does, on Leptos' own triggers, without code of its own for every type. What it read is
/// handed out as it was: it stays while somebody holds it, and no setter waits for that.
pub struct Var<T>(StoredValue<SendWrapper<Rc<dyn Any>>>, PhantomData<fn() -> T>);

/// A [`Var`] that lives as long as anything holds it, for lists.
pub struct ArcVar<T>(Rc<Slot<T>>);

struct Slot<T> {
    value: RefCell<Rc<T>>,
    changed: ArcTrigger,
}

impl<T> Clone for Var<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Var<T> {}

impl<T: Default + 'static> Default for Var<T> {
    fn default() -> Self {
        Self::new(T::default())
    }
}

impl<T: 'static> Var<T> {
    /// A value to begin with. It is gone with the owner around the caller.
    pub fn new(value: T) -> Self {
        Self::from(ArcVar::new(value))
    }

    /// The value now, which stays as it is; the caller follows it.
    ///
    /// # Panics
    /// When the component that made it is gone.
    pub fn read(self) -> Rc<T> {
        self.slot().read()
    }

    /// The value now; the caller does not follow it.
    ///
    /// # Panics
    /// As [`Var::read`].
    pub fn read_untracked(self) -> Rc<T> {
        self.slot().read_untracked()
    }

    /// Follows it without looking.
    pub fn track(self) {
        self.slot().track();
    }

    /// Looks at the value; the caller follows it.
    pub fn with<R>(self, look: impl FnOnce(&T) -> R) -> R {
        look(&self.read())
    }

    /// Looks at the value; the caller does not follow it.
    pub fn with_untracked<R>(self, look: impl FnOnce(&T) -> R) -> R {
        look(&self.read_untracked())
    }

    /// Sets the value. When the component that made it is gone, nobody is left to be told.
    pub fn set(self, value: T) {
        if let Some(slot) = self.try_slot() {
            slot.set(value);
        }
    }

    fn slot(self) -> ArcVar<T> {
        #[allow(clippy::expect_used, reason = "As with Leptos' signals: nothing may read what is gone.")]
        self.try_slot().expect("a value that is read while its component lives")
    }

    fn try_slot(self) -> Option<ArcVar<T>> {
        let slot = Rc::clone(&*self.0.try_get_value()?);
        slot.downcast().ok().map(ArcVar)
    }
}

impl<T: Clone + 'static> Var<T> {
    /// The value now; the caller follows it.
    pub fn get(self) -> T {
        (*self.read()).clone()
    }

    /// The value now; the caller does not follow it.
    pub fn get_untracked(self) -> T {
        (*self.read_untracked()).clone()
    }

    /// The value now, the caller does not follow it; `None` when the component that made it is gone.
    pub fn try_get_untracked(self) -> Option<T> {
        self.try_slot().map(|slot| (*slot.read_untracked()).clone())
    }

    /// Changes the value in its place.
    pub fn update(self, change: impl FnOnce(&mut T)) {
        // Where it is gone there is nothing to change.
        let _ = self.try_update(change);
    }

    /// Changes the value in its place, and tells what came of it; `None` when the component that made it is gone.
    pub fn try_update<R>(self, change: impl FnOnce(&mut T) -> R) -> Option<R> {
        self.try_slot().map(|slot| slot.update(change))
    }
}

impl<T: PartialEq + 'static> Var<T> {
    /// Sets the value if it is another; where it is gone there is nobody to tell.
    pub fn set_if_new(self, value: T) {
        if let Some(slot) = self.try_slot() {
            slot.set_if_new(value);
        }
    }
}

impl<T> Clone for ArcVar<T> {
    fn clone(&self) -> Self {
        Self(Rc::clone(&self.0))
    }
}

impl<T> PartialEq for ArcVar<T> {
    /// The same variable, not the same value.
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl<T: Default> Default for ArcVar<T> {
    fn default() -> Self {
        Self::new(T::default())
    }
}

impl<T> ArcVar<T> {
    /// A value to begin with.
    pub fn new(value: T) -> Self {
        Self(Rc::new(Slot { value: RefCell::new(Rc::new(value)), changed: ArcTrigger::new() }))
    }

    /// The value now, which stays as it is; the caller follows it.
    pub fn read(&self) -> Rc<T> {
        self.track();
        self.read_untracked()
    }

    /// The value now; the caller does not follow it.
    pub fn read_untracked(&self) -> Rc<T> {
        Rc::clone(&self.0.value.borrow())
    }

    /// Follows it without looking.
    pub fn track(&self) {
        self.0.changed.track();
    }

    /// Sets the value.
    pub fn set(&self, value: T) {
        self.set_untracked(value);
        self.0.changed.notify();
    }

    /// Sets the value and wakes nobody.
    pub fn set_untracked(&self, value: T) {
        *self.0.value.borrow_mut() = Rc::new(value);
    }
}

impl<T: Clone> ArcVar<T> {
    /// Changes the value in its place.
    pub fn update<R>(&self, change: impl FnOnce(&mut T) -> R) -> R {
        // Copied only where somebody still holds what it was.
        let done = change(Rc::make_mut(&mut self.0.value.borrow_mut()));
        self.0.changed.notify();
        done
    }

    /// The value now; the caller follows it.
    pub fn get(&self) -> T {
        (*self.read()).clone()
    }

    /// The value now; the caller does not follow it.
    pub fn get_untracked(&self) -> T {
        (*self.read_untracked()).clone()
    }
}

impl<T: PartialEq> ArcVar<T> {
    /// Sets the value if it is another.
    pub fn set_if_new(&self, value: T) {
        if *self.read_untracked() != value {
            self.set(value);
        }
    }
}

impl<T: 'static> From<ArcVar<T>> for Var<T> {
    fn from(state: ArcVar<T>) -> Self {
        Self(StoredValue::new(SendWrapper::new(state.0)), PhantomData)
    }
}

impl<T: Clone + 'static> From<Var<T>> for Signal<T> {
    fn from(state: Var<T>) -> Self {
        Self::derive(move || state.get())
    }
}
