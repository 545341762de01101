//! Which servers are compared, on what, and by what.

use std::collections::BTreeMap;

use leptos::prelude::*;
use nezha_fleet::compare::By;

use super::ranking::word;
use crate::dom::{Signal, Var, View, shared, view};
use crate::fleet::Fleet;
use crate::navigation::Navigation;
use crate::route::Route;
use crate::words::{Words, names::shown_tag};

/// A tag, a monitor, and what servers are ranked by. The first two stand in the address.
#[component]
pub(super) fn Choices(
    /// The tag of the servers; `None` for all.
    tag: Signal<Option<String>>,
    /// The monitor that was asked for.
    wanted: Signal<Option<u64>>,
    /// The monitor that is shown.
    monitor: Signal<Option<u64>>,
    /// The monitors that can be chosen, each with its name.
    offered: Signal<BTreeMap<u64, String>>,
    /// What servers are ranked by.
    by: Var<By>,
) -> View {
    let words = Words::of_app();
    let fleet = shared::<Fleet>();
    let navigation = shared::<Navigation>();
    let go =
        move |monitor: Option<u64>, tag: Option<String>| navigation.adjust(Route::Compare { monitor, tag });
    let choose_tag = move |event| {
        let value = event_target_value(&event);
        // Not what is shown for want of another: the servers of this tag may have another first one.
        go(wanted.get_untracked(), value.strip_prefix('=').map(str::to_owned));
    };
    let choose_monitor = move |event| go(event_target_value(&event).parse().ok(), tag.get_untracked());
    let tags = move || {
        let option = |(name, servers): (String, usize)| {
            let value = ["=", &name].concat();
            let text = [&shown_tag(&name, words), " · ", &servers.to_string()].concat();
            let is_chosen = tag.get().as_ref() == Some(&name);
            view! { <option value=value prop:selected=is_chosen>{text}</option> }
        };
        let mut tags = fleet.tags().get();
        // A kept address may name one that no server has any more.
        if let Some(tag) = tag.get().filter(|tag| tags.iter().all(|(name, _)| name != tag)) {
            tags.push((tag, 0));
        }
        tags.into_iter().map(option).collect::<Vec<_>>()
    };
    let all = move || [words.get().all(), " · ", &fleet.rows().read().len().to_string()].concat();
    let monitors = move || {
        let option = |(id, name): (u64, String)| {
            let is_chosen = monitor.get() == Some(id);
            view! { <option value=id prop:selected=is_chosen>{name}</option> }
        };
        offered.get().into_iter().map(option).collect::<Vec<_>>()
    };
    let ways = By::ALL.map(|way| {
        let pressed = move || (by.get() == way).to_string();
        view! { <button type="button" aria-pressed=pressed on:click=move |_| by.set(way)>{words.say(word(way))}</button> }
    });
    view! {
        <div class="compare-choices">
            <label>{words.say(|w| w.tags())} " "
                <select on:change=choose_tag>
                    <option value="">{all}</option>
                    {tags}
                </select>
            </label>
            <label hidden=move || offered.get().is_empty()>{words.say(|w| w.monitor())} " "
                <select on:change=choose_monitor>{monitors}</select>
            </label>
            <div class="segments" role="group" aria-label=words.say(|w| w.compare_by())>{ways}</div>
        </div>
    }
}
