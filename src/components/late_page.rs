//! A page that is loaded when it is first opened.

use leptos::prelude::*;

use crate::dom::{Child, View, shared, view};
use crate::i18n::Words;
use crate::parts::{Coming, Late, Parts};

/// The page once it is here; until then, that it is on its way; and where it does not arrive, what to do.
#[component]
pub fn LatePage(
    /// Which.
    page: Late,
) -> View {
    let words = Words::of_app();
    let parts = shared::<Parts>();
    let coming = parts.coming(page);
    parts.fetch(page);
    View::following(move || match coming.get() {
        Coming::Here(make) => make(),
        Coming::NotAsked | Coming::OnItsWay => {
            view! { <p class="sorry coming">{words.say(|w| w.page_coming())}</p> }
        }
        Coming::Missing => view! {
            <div class="sorry" role="status">
                <p><b>{words.say(|w| w.page_missing())}</b> " " {words.say(|w| w.page_missing_next())}</p>
                <button type="button" class="button" on:click=move |_| parts.fetch(page)>{words.say(|w| w.try_now())}</button>
            </div>
        },
    })
}
