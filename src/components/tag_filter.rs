//! Tags as buttons.

use leptos::prelude::*;

use crate::components::When;
use crate::dom::{Signal, View, shared, view};
use crate::fleet::Fleet;
use crate::format;
use crate::i18n::Words;
use crate::navigation::Navigation;
use crate::route::Route;

/// The tags with their counts; one may be chosen. Not there while all servers have the same one.
#[component]
pub fn TagFilter(
    /// The chosen tag; `None` for all servers.
    #[prop(into)]
    chosen: Signal<Option<String>>,
) -> View {
    let words = Words::of_app();
    let navigation = shared::<Navigation>();
    let tags = shared::<Fleet>().tags();
    let all = move || tags.read().iter().map(|(_, count)| count).sum::<usize>();
    let chip = move |tag: Option<String>, name: Signal<String>, count: Signal<usize>| {
        let (of_chip, of_click) = (tag.clone(), tag);
        let pressed = move || (chosen.get() == of_chip).to_string();
        let choose = move |_| navigation.adjust(Route::Servers { tag: of_click.clone() });
        view! {
            <button class="chip" aria-pressed=pressed on:click=choose>
                <bdi>{name}</bdi> " " <span>{count}</span>
            </button>
        }
    };
    let of_tag = move |(tag, _): (String, usize)| {
        let (named, counted) = (tag.clone(), tag.clone());
        let name = Signal::derive(move || match named.as_str() {
            "" => words.get().untagged.to_owned(),
            tag => format::shown(tag),
        });
        let count = Signal::derive(move || {
            tags.read().iter().find(|(tag, _)| *tag == counted).map_or(0, |(_, count)| *count)
        });
        chip(Some(tag), name, count)
    };
    let capitalised = Signal::derive(move || words.get().all.to_owned());
    view! {
        <When condition=Signal::derive(move || tags.read().len() > 1 || chosen.get().is_some())>
            <div class="tag-filter" role="group" aria-label=words.say(|w| w.tags)>
                {chip(None, capitalised, Signal::derive(all))}
                {move || tags.get().into_iter().map(of_tag).collect::<Vec<_>>()}
            </div>
        </When>
    }
}
