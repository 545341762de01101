//! Keeps how far down the list of servers is, for when this tab starts the app again.

use leptos::prelude::*;
use web_sys::Event;

use crate::browser::{entry, page};
use crate::dom::{View, shared};
use crate::kept::list_left::ListLeft;
use crate::navigation::Navigation;
use crate::route::Route;

/// Shows nothing, and keeps the list's place whenever the tab is left.
#[component]
pub fn KeepListLeft() -> View {
    let base = entry::api_base();
    let navigation = shared::<Navigation>();
    // A tab that a phone puts away hears of nothing later than this.
    page::listen(&document(), "visibilitychange", move |_: Event| {
        if page::is_hidden() {
            let is_list = matches!(*navigation.route().read_untracked(), Route::Servers(_));
            let left = if is_list { ListLeft::now() } else { navigation.list_left() };
            left.keep(&base, &navigation.asked());
        }
    });
    View::nothing()
}
