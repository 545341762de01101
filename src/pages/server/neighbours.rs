//! The server before and the one after, by link and by key.

use leptos::ev::keydown;
use leptos::prelude::*;
use send_wrapper::SendWrapper;
use web_sys::{HtmlElement, KeyboardEvent};

use crate::browser::focus;
use crate::dom::{Handle, Signal, View, shared, view};
use crate::fleet::Fleet;
use crate::kept::{preferences::Setting, settings::Settings};
use crate::route::Route;
use crate::shown::Shown;
use crate::words::{Catalogue, Words, fill, names};

/// The servers in the order of the list one came from; in the dashboard's where that list does not show this one.
fn order(shown: Shown, fleet: Fleet, id: u64) -> Vec<u64> {
    let order = shown.ids();
    if order.contains(&id) { order } else { fleet.rows().read().iter().map(|row| row.id).collect() }
}

/// The id before this one in the list, and the one after; `None` at the ends and for a server that is not in it.
fn around(order: &[u64], id: u64) -> [Option<u64>; 2] {
    let Some(at) = order.iter().position(|one| *one == id) else { return [None, None] };
    [at.checked_sub(1).and_then(|at| order.get(at)).copied(), order.get(at + 1).copied()]
}

/// Links to the server before and the one after. J and K, and the square brackets, do the same.
#[component]
pub(super) fn Neighbours(
    /// The server that is shown.
    id: u64,
) -> View {
    let words = Words::of_app();
    let fleet = shared::<Fleet>();
    let shown = shared::<Shown>();
    let settings = shared::<Settings>();
    let around = Signal::memo(move || around(&order(shown, fleet, id), id));
    let links = [Handle::<HtmlElement>::default(), Handle::default()];
    let listening = window_event_listener(keydown, move |event: KeyboardEvent| {
        let at = match event.key().as_str() {
            "k" | "[" => 0,
            "j" | "]" => 1,
            _ => return,
        };
        if !focus::is_shortcut(&event) || !settings.has_shortcuts() {
            return;
        }
        // A handle keeps what it found, and a link that is gone from the page still leads somewhere.
        let is_there = around.get_untracked()[at].is_some();
        if let Some(link) = links[at].found().filter(|_| is_there) {
            link.click();
        }
    });
    let listening = SendWrapper::new(listening);
    on_cleanup(move || listening.take().remove());
    let link = move |at: usize,
                     sign: &'static str,
                     word: fn(&'static Catalogue) -> &'static str,
                     keys: &'static str| {
        move || {
            let id = around.get()[at]?;
            let name = names::name_of(id, fleet, words);
            let label = fill(word(words.get()), &[("name", &name)]);
            let address = Route::server(id).to_string();
            let keys = settings.preferences().is_on(Setting::Shortcuts).then_some(keys);
            Some(view! {
                <a class="button quiet" node_ref=links[at] href=address aria-label=label.clone() title=label aria-keyshortcuts=keys>{sign}</a>
            })
        }
    };
    view! {
        <nav class="neighbours" aria-label=words.say(|w| w.neighbours())>
            {link(0, "‹", |w| w.neighbour_before(), "K [")}
            {link(1, "›", |w| w.neighbour_after(), "J ]")}
        </nav>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ends_have_one_neighbour_and_a_stranger_has_none() {
        assert_eq!(around(&[5, 3, 9], 5), [None, Some(3)]);
        assert_eq!(around(&[5, 3, 9], 3), [Some(5), Some(9)]);
        assert_eq!(around(&[5, 3, 9], 9), [Some(3), None]);
        assert_eq!(around(&[5, 3, 9], 7), [None, None]);
    }
}
