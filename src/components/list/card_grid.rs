//! The servers as cards.

use leptos::prelude::*;

use crate::components::list::pinned_heading::{Pinned, PinnedHeading};
use crate::components::list::server_card::server_card;
use crate::components::list::windowed::{ListLayout, Windowed};
use crate::dom::{Child, View, shared, view};
use crate::kept::settings::Settings;

/// The least width of a card, and the space between two: what `tokens.css` says in rem, where text is as browsers have it.
const CARDS: ListLayout = ListLayout {
    class: "card-grid",
    role: "list",
    item_role: "listitem",
    item_width: Some(296.0),
    gap: 12.0,
    guess: 215.34375,
    rows_above: None,
};

/// Servers as cards, as many beside each other as fit.
#[component]
pub fn CardGrid() -> View {
    let settings = shared::<Settings>();
    // Made anew when the visitor chooses what cards show, or another language.
    View::following(move || {
        let card = server_card(&settings.preferences());
        let pinned = Pinned::new();
        view! {
            <PinnedHeading pinned role="presentation"/>
            <Windowed layout=CARDS pinned item=card/>
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cards_are_as_wide_and_as_far_apart_as_the_style_sheet_says() {
        let px = |name: &str| {
            let declared =
                |line: &'static str| line.trim().strip_prefix(name)?.strip_prefix(": ")?.strip_suffix("rem;");
            let rem = include_str!("../../../style/tokens.css").lines().find_map(declared);
            rem.and_then(|rem| rem.parse::<f64>().ok()).map(|rem| rem * 16.0)
        };
        assert_eq!([CARDS.item_width, Some(CARDS.gap)], ["--column", "--space-3"].map(px));
    }
}
