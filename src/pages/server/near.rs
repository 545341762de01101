//! Something that is made when it comes near the screen.

use leptos::prelude::*;
use web_sys::HtmlElement;

use crate::browser::observe::on_sight;
use crate::components::When;
use crate::dom::{Children, Handle, Signal, Var, View, react, view};
use crate::printing::Printing;

/// Makes its children once its place is near the screen, or goes to paper; from then on they stay. What nobody sees yet costs
/// nothing.
#[component]
pub fn Near(
    /// What is shown there.
    children: Children,
) -> View {
    let place = Handle::<HtmlElement>::default();
    let was_near = Var::new(false);
    let come_near = move || was_near.set_if_new(true);
    react(move || {
        if let Some(place) = place.get() {
            on_sight(&place, move |is_near| {
                if is_near {
                    come_near();
                }
            });
        }
    });
    let printing = Printing::of_app();
    react(move || {
        if printing.get() {
            come_near();
        }
    });
    view! {
        <div class="near" node_ref=place data-near=move || was_near.get().then_some("")>
            <When condition=Signal::derive(move || was_near.get())>{children.show()}</When>
        </div>
    }
}
