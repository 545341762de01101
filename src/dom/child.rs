//! What can stand between two tags.

use std::borrow::Cow;

use super::{Signal, Var, View, region};

/// Something that can be shown inside an element.
pub trait Child: Sized + 'static {
    /// As a view.
    fn into_view(self) -> View;

    /// As a view that follows the signals which `say` reads.
    fn following(say: impl Fn() -> Self + 'static) -> View {
        region::region(Box::new(move || say().into_view()))
    }
}

impl Child for View {
    fn into_view(self) -> View {
        self
    }
}

impl Child for () {
    fn into_view(self) -> View {
        View::nothing()
    }
}

impl<C: Child> Child for Option<C> {
    fn into_view(self) -> View {
        self.map_or_else(View::nothing, Child::into_view)
    }
}

impl<C: Child> Child for Vec<C> {
    fn into_view(self) -> View {
        View::of_several(self.into_iter().map(Child::into_view))
    }
}

impl<C: Child, const N: usize> Child for [C; N] {
    fn into_view(self) -> View {
        View::of_several(self.into_iter().map(Child::into_view))
    }
}

impl<F, C> Child for F
where
    F: Fn() -> C + 'static,
    C: Child,
{
    fn into_view(self) -> View {
        C::following(self)
    }
}

/// What is shown as a text; its node stays while the text changes.
macro_rules! texts {
    ($($text:ty: $say:expr),* $(,)?) => {$(
        impl Child for $text {
            fn into_view(self) -> View {
                View::text(Cow::from($say(self)))
            }

            fn following(say: impl Fn() -> Self + 'static) -> View {
                region::text(Box::new(move || Cow::from($say(say()))))
            }
        }
    )*};
}

texts! {
    &'static str: |text| text,
    String: |text| text,
    u32: |number: u32| number.to_string(),
    u64: |number: u64| number.to_string(),
    usize: |number: usize| number.to_string(),
}

impl<C: Child> Child for Signal<C> {
    fn into_view(self) -> View {
        C::following(move || self.get())
    }
}

impl<C: Child + Clone> Child for Var<C> {
    fn into_view(self) -> View {
        C::following(move || self.get())
    }
}
