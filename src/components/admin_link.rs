//! The way to the dashboard's own pages.

use leptos::prelude::*;

use crate::browser::entry;
use crate::dom::{View, view};
use crate::words::Words;

/// The dashboard's own list of servers, where secrets are shown and servers are deleted.
#[component]
pub fn AdminLink() -> View {
    let words = Words::of_app();
    let address = [entry::dashboard_pages().as_str(), "server"].concat();
    view! { <a class="button quiet" href=address rel="noreferrer" target="_blank">{words.say(|w| w.register_admin())}</a> }
}
