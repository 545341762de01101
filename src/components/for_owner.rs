//! What only the owner may do.

use leptos::prelude::*;

use crate::components::{SignInDoor, When};
use crate::dom::{Children, Signal, View, shared, view};
use crate::session::{Session, Who};
use crate::words::{Word, Words};

/// Shows its children to who is signed in, and to a guest why that is needed, with the way to the token form.
#[component]
pub(crate) fn ForOwner(
    /// Why.
    why: Word,
    /// What the owner sees.
    children: Children,
) -> View {
    let words = Words::of_app();
    let (session, door) = (shared::<Session>(), shared::<SignInDoor>());
    view! {
        <When condition=Signal::derive(move || session.who().is_signed_in())>{children.show()}</When>
        <When condition=Signal::derive(move || session.who() == Who::Guest)>
            <div class="sorry">
                <p>{words.say(why)}</p>
                <button class="button" on:click=move |_| door.open()>{words.say(|w| w.sign_in())}</button>
            </div>
        </When>
    }
}
