//! How the list of servers was left, for who comes back to it: from another page, after a reload, or to a tab that the browser
//! had put away.

use nezha_api::ApiBase;

use crate::browser::{focus, scroll};
use crate::kept::storage::{self, Shelf};

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
        Self { top_px: scroll::scroll_top(), server: focus::server() }
    }

    /// As this tab left it before it showed the app again, if the same servers are asked for. Tells it once: until it is kept
    /// again nobody knows.
    pub fn kept(base: &ApiBase, asked: &str) -> Self {
        let key = key(base);
        let Some(kept) = storage::read(Shelf::Tab, &key) else { return Self::default() };
        storage::remove(Shelf::Tab, &key);
        let top = top_of(&kept, asked).filter(|_| scroll::is_shown_again());
        Self { top_px: top.unwrap_or_default() as f64, server: None }
    }

    /// Keeps it for when this tab starts the app again.
    pub fn keep(self, base: &ApiBase, asked: &str) {
        let top = self.top_px.max(0.0) as u64;
        storage::write(Shelf::Tab, &key(base), &[&top.to_string(), " ", asked].concat());
    }
}

fn key(base: &ApiBase) -> String {
    storage::key("list-left", base)
}

/// How far down the list was, of what is kept. `None` where other servers were asked for.
fn top_of(kept: &str, asked: &str) -> Option<u64> {
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
