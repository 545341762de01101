//! Where the page is scrolled to.

use leptos::prelude::window;
use web_sys::{PerformanceNavigation, ScrollRestoration};

use super::focus;

/// Begins a page: scrolled to where it is entered, with the focus on its content.
pub fn enter(top: f64) {
    window().scroll_to_with_x_and_y(0.0, top);
    focus::move_to_content();
}

/// Whether this tab has shown the app before, and shows it again: loaded anew, come back to, or put away meanwhile.
pub fn is_shown_again() -> bool {
    let how = window().performance().map(|performance| performance.navigation().type_());
    how.is_some_and(|how| how != PerformanceNavigation::TYPE_NAVIGATE)
}

/// Has the browser leave the page where it is when one goes back and forth. It would scroll before anybody could see where a list
/// was left, and to where a page that is not there yet was.
pub fn keep_its_place() {
    if let Ok(history) = window().history() {
        // No browser of the floor lacks it.
        let _ = history.set_scroll_restoration(ScrollRestoration::Manual);
    }
}

/// Scrolls a page that is still at its top down by so much, in CSS pixels.
pub fn scroll_from_top(top: f64) {
    if top > 0.0 && scroll_top() == 0.0 {
        window().scroll_to_with_x_and_y(0.0, top);
    }
}

/// How far down the page is scrolled, in CSS pixels.
pub fn scroll_top() -> f64 {
    window().scroll_y().unwrap_or(0.0)
}
