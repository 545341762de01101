//! Tags as buttons.

use std::hash::BuildHasher;

use leptos::prelude::*;
use rustc_hash::FxBuildHasher;

use crate::components::When;
use crate::dom::{Signal, View, keyed, shared, view};
use crate::navigation::Navigation;
use crate::shown::Shown;
use crate::words::{Words, names::shown_tag};

/// The tags with their counts; any of them may be chosen together. Not there while all servers have the same one.
#[component]
pub fn TagFilter() -> View {
    let words = Words::of_app();
    let navigation = shared::<Navigation>();
    let tags = shared::<Shown>().tags();
    // Of many tags those that an address asks for would be out of sight: they come first, and stay there.
    let first = untrack(|| navigation.query().tags);
    // A chosen tag that no server has any more can be let go.
    let names = Signal::memo(move || {
        let all = tags.read();
        let (mut names, others): (Vec<_>, Vec<_>) =
            all.iter().map(|(tag, _)| tag.clone()).partition(|tag| first.contains(tag));
        names.extend(others);
        let gone = navigation.query().tags.into_iter().filter(|tag| !names.contains(tag)).collect::<Vec<_>>();
        names.extend(gone);
        names
    });
    let all = move || navigation.query().tags.is_empty();
    let count_all = move || tags.read().iter().map(|(_, count)| count).sum::<usize>();
    let chip = move |tag: String| {
        let (chosen, named, counted) = (tag.clone(), tag.clone(), tag.clone());
        let pressed = move || navigation.query().tags.contains(&chosen).to_string();
        let count =
            move || tags.read().iter().find(|(tag, _)| *tag == counted).map_or(0, |(_, count)| *count);
        let choose = move |_| {
            navigation.ask(|query| match query.tags.iter().position(|chosen| *chosen == tag) {
                Some(place) => drop(query.tags.remove(place)),
                None => query.tags.push(tag.clone()),
            });
        };
        view! {
            <button type="button" class="chip" aria-pressed=pressed on:click=choose>
                <bdi>{move || shown_tag(&named, words)}</bdi> " " <span>{count}</span>
            </button>
        }
    };
    view! {
        <When condition=Signal::derive(move || tags.read().len() > 1 || !all())>
            <div class="tag-filter" role="group" aria-label=words.say(|w| w.tags())>
                <button type="button" class="chip" aria-pressed=move || all().to_string()
                    on:click=move |_| navigation.ask(|query| query.tags.clear())>
                    <bdi>{words.say(|w| w.all())}</bdi> " " <span>{count_all}</span>
                </button>
                {keyed(move || names.get(), |tag| (FxBuildHasher.hash_one(tag), 0), chip)}
            </div>
        </When>
    }
}
