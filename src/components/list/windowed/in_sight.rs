//! Which list of servers is in the page, for who leads to one of them from elsewhere.

use nezha_fleet::window::{Slice, Window};
use web_sys::HtmlElement;

use super::list::List;
use crate::dom::{Handle, Signal, Var, shared_or};

/// The list that is in the page.
#[derive(Clone, Copy)]
pub struct ListInSight(Var<Option<ListPlaces>>);

/// Where what is in a list stands. Valid as long as the list is in the page.
#[derive(Clone, Copy)]
pub struct ListPlaces {
    /// The list's element, as high as if everything were there.
    pub outer: Handle<HtmlElement>,
    window: Signal<Window>,
    slice: Signal<Slice>,
}

impl ListInSight {
    /// The app's only one.
    pub fn of_app() -> Self {
        shared_or(|| Self(Var::new(None)))
    }

    /// The list; `None` on a page without one.
    pub fn get(self) -> Option<ListPlaces> {
        self.0.get_untracked().filter(|places| places.outer.found().is_some())
    }

    /// It is this one from now on.
    pub(super) fn show(self, List { outer, window, slice, .. }: List) {
        self.0.set(Some(ListPlaces { outer, window, slice }));
    }
}

impl ListPlaces {
    /// Whether everything is there.
    pub fn is_whole(&self) -> bool {
        self.slice.get_untracked().entries.len() == self.window.get_untracked().entries()
    }

    /// How far an item is from the top of the list, in CSS pixels, and from its left, in percent of its width.
    pub fn place_of(&self, item: usize) -> (f64, f64) {
        let window = self.window.get_untracked();
        (window.top_of(item), 100.0 * window.column_of(item) as f64 / window.columns.max(1) as f64)
    }
}
