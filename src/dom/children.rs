//! What a component is given to show inside it.

use std::rc::Rc;

use super::{Child, View};

/// Makes a view as often as it is wanted; nothing by default.
#[derive(Clone)]
pub struct Children(Rc<dyn Fn() -> View>);

impl Children {
    /// What is between a component's tags.
    pub fn new(make: impl Fn() -> View + 'static) -> Self {
        Self(Rc::new(make))
    }

    /// Makes it.
    pub fn show(&self) -> View {
        (self.0)()
    }
}

impl Default for Children {
    fn default() -> Self {
        Self::new(View::nothing)
    }
}

impl<F, C> From<F> for Children
where
    F: Fn() -> C + 'static,
    C: Child,
{
    fn from(make: F) -> Self {
        Self::new(move || make().into_view())
    }
}
