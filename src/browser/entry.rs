//! The entry page: what it says of the dashboard, and what it shows until the app is there.

use std::time::Duration;

use leptos::prelude::{document, set_timeout};
use nezha_api::ApiBase;

use super::page::body;

/// The API base that the entry page names in `<meta name="nezha-api-base">`; the origin's root otherwise.
///
/// Anything that could lead to another origin counts as absent: the token must never go there.
pub fn api_base() -> ApiBase {
    let content = meta("nezha-api-base");
    ApiBase::same_origin(&content).unwrap_or_else(|_| ApiBase::root())
}

/// Where the dashboard's own pages are, with a slash at the end: `<meta name="nezha-dashboard">` of the entry page, for where this
/// host name forwards only the API; else with the API. People are sent there; nothing is asked there.
pub fn dashboard_pages() -> String {
    let content = meta("nezha-dashboard");
    let content = content.trim().trim_end_matches('/');
    if content.starts_with("https://") || content.starts_with("http://") {
        return [content, "/"].concat();
    }
    api_base().to_string()
}

/// What the entry page says under this name; empty where it says nothing.
fn meta(name: &str) -> String {
    let meta = document().query_selector(&["meta[name='", name, "']"].concat()).ok().flatten();
    meta.and_then(|meta| meta.get_attribute("content")).unwrap_or_default()
}

/// Takes away what `index.html` shows while the app is loading.
pub fn remove_shell() {
    if let Some(shell) = document().get_element_by_id("shell") {
        shell.remove();
    }
}

/// The longest that the first frame is held back, in milliseconds: who waits longer for an answer sees the page without one.
const HELD_MS: u64 = 150;

/// Shows nothing yet: an answer that comes at once is in the first frame, and the page is not laid out before it as well.
pub fn hold_first_frame() {
    if let Some(body) = body() {
        body.set_hidden(true);
        set_timeout(show_first_frame, Duration::from_millis(HELD_MS));
    }
}

/// Ends what [`hold_first_frame`] began.
pub fn show_first_frame() {
    if let Some(body) = body() {
        body.set_hidden(false);
    }
}
