//! Puts a view into the page.

use leptos::mount::{UnmountHandle, mount_to};
use leptos::prelude::*;
use web_sys::HtmlElement;

use super::View;

/// A view in the page. Its effects end when this is dropped.
pub type Mounted = UnmountHandle<<() as Render>::State>;

/// Makes a view inside a new owner and puts it at the end of `parent`.
pub fn mount(parent: HtmlElement, view: impl FnOnce() -> View + 'static) -> Mounted {
    mount_to(parent.clone(), move || view().append_to(&parent))
}
