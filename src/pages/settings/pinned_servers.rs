//! Which servers are pinned, in one place.

use leptos::prelude::*;

use crate::components::{Pin, When};
use crate::dom::{Signal, Var, View, keyed, react, shared, view};
use crate::fleet::Fleet;
use crate::recorder::Recorder;
use crate::route::Route;
use crate::words::{Words, fill, names};

/// Every pinned server: a link to it, and its pin. One that is no longer pinned stays until the page is left, so that it can be
/// pinned again.
#[component]
pub(super) fn PinnedServers() -> View {
    let words = Words::of_app();
    let (recorder, fleet) = (Recorder::of_app(), shared::<Fleet>());
    let listed = Var::new(Vec::<u64>::new());
    react(move || {
        let mut all = listed.get_untracked();
        all.extend(recorder.pins().iter().filter(|id| !listed.read_untracked().contains(*id)));
        listed.set_if_new(all);
    });
    let line = move |id| {
        let name = move || names::name_of(id, fleet, words);
        view! {
            <li><a href=Route::server(id).to_string()><bdi>{name}</bdi></a> <Pin id/></li>
        }
    };
    let most = move || fill(words.get().settings_pinned_hint(), &[("n", &Recorder::MOST_PINS.to_string())]);
    view! {
        <section class="panel">
            <h2>{words.say(|w| w.settings_pinned())}</h2>
            <When condition=Signal::derive(move || !listed.read().is_empty())
                otherwise=move || view! { <p>{words.say(|w| w.settings_pinned_none())}</p> }>
                <ul class="pinned-servers">{keyed(move || listed.get(), |id| (*id, 0), line)}</ul>
            </When>
            <p class="hint">{most}</p>
        </section>
    }
}
