//! How the list of servers was left, for who comes back to it: from another page, after a reload, or to a tab that the browser
//! had put away.

use leptos::prelude::*;
use nezha_api::ApiBase;

use crate::browser::{focus, page};
use crate::dom::react;
use crate::fleet::Fleet;
use crate::navigation::Navigation;
use crate::route::Route;
use crate::storage::{self, Shelf};

/// How the list was left.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct ListLeft {
    /// How far down, in CSS pixels.
    pub top_px: f64,
    /// Whose link had the keyboard's focus.
    pub server: Option<u64>,
}

impl ListLeft {
    /// As it is.
    pub fn now() -> Self {
        Self { top_px: page::scroll_top(), server: focus::server() }
    }

    /// As this tab left it before the app was started, if the same servers are asked for.
    fn kept(base: &ApiBase, asked: &str) -> Self {
        let kept = storage::read(Shelf::Tab, &key(base)).unwrap_or_default();
        Self { top_px: top_of(&kept, asked).unwrap_or_default() as f64, server: None }
    }

    fn keep(self, base: &ApiBase, asked: &str) {
        let top = self.top_px.max(0.0) as u32;
        storage::write(Shelf::Tab, &key(base), &[&top.to_string(), " ", asked].concat());
    }
}

/// Brings the list back to where this tab left it, and from then on keeps where that is.
pub fn bring_back_the_list(base: &ApiBase, navigation: Navigation, fleet: Fleet) {
    navigation.set_list_left(ListLeft::kept(base, &navigation.asked()));
    let is_list = move || matches!(*navigation.route().read_untracked(), Route::Servers(_));
    let is_back = StoredValue::new(false);
    react(move || {
        if !fleet.rows().read().is_empty() && !is_back.get_value() {
            is_back.set_value(true);
            let top = navigation.list_left().top_px;
            if is_list() && top > 0.0 {
                // Once the list is there. Who has scrolled meanwhile stays.
                request_animation_frame(move || page::scroll_from_top(top));
            }
        }
    });
    let base = base.clone();
    // A tab that is put away is not told of anything later than this.
    page::listen(&document(), "visibilitychange", move |_: web_sys::Event| {
        if page::is_hidden() && is_back.get_value() {
            let left = if is_list() { ListLeft::now() } else { navigation.list_left() };
            left.keep(&base, &navigation.asked());
        }
    });
}

fn key(base: &ApiBase) -> String {
    storage::key("list-left", base)
}

/// How far down the list was, of what is kept. `None` where other servers were asked for.
fn top_of(kept: &str, asked: &str) -> Option<u32> {
    let (top, kept_asked) = kept.split_once(' ')?;
    if kept_asked == asked { top.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_of_other_servers_begins_at_its_top() {
        assert_eq!(top_of("1200 ?q=tokyo", "?q=tokyo"), Some(1200));
        assert_eq!(top_of("1200 ", ""), Some(1200));
        assert_eq!(top_of("1200 ?q=tokyo", ""), None);
        assert_eq!(top_of("x ", ""), None);
        assert_eq!(top_of("", ""), None);
    }
}
