//! How large the screen is, and what of it shows a list. CSS pixels.

use leptos::prelude::{document, window};

/// How wide and how high the window is.
pub(super) fn screen_size() -> [f64; 2] {
    [window().inner_width(), window().inner_height()]
        .map(|length| length.ok().and_then(|it| it.as_f64()).unwrap_or(0.0))
}

pub(super) fn screen_height() -> f64 {
    let [_, height] = screen_size();
    height
}

/// From where to where the screen shows the list: below the heads that stay at the top, above the tabs of a phone.
pub(super) fn open_screen() -> [f64; 2] {
    let at = |selector: &str| {
        document().query_selector(selector).ok().flatten().map(|at| at.get_bounding_client_rect())
    };
    let covered: f64 =
        [".header", ".table-headings"].iter().filter_map(|head| Some(at(head)?.height())).sum();
    let height = screen_height();
    let tabs = at(".pages").map_or(height, |tabs| tabs.top());
    [covered, if tabs > covered { tabs } else { height }]
}
