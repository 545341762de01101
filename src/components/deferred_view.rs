//! Something that is loaded when it is first shown.

use leptos::prelude::*;

use crate::dom::{Child, View, shared, view};
use crate::parts::{Coming, Deferred, Parts};
use crate::words::Words;

/// It, once it is here; until then, that it is on its way; and where it does not arrive, what to do.
#[component]
pub fn DeferredView(
    /// What.
    of: Deferred,
) -> View {
    let words = Words::of_app();
    let parts = shared::<Parts>();
    let coming = parts.coming(of);
    parts.fetch(of);
    View::following(move || match coming.get() {
        Coming::Here(make) => make(of),
        Coming::NotAsked | Coming::OnItsWay => {
            view! { <p class="sorry coming">{words.say(|w| w.loading())}</p> }
        }
        Coming::Missing => view! {
            <div class="sorry" role="status">
                <p><b>{words.say(|w| w.part_missing())}</b> " " {words.say(|w| w.part_missing_next())}</p>
                <button type="button" class="button" on:click=move |_| parts.fetch(of)>{words.say(|w| w.try_now())}</button>
            </div>
        },
    })
}
