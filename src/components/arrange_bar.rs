//! How the servers are arranged.

use leptos::prelude::*;
use nezha_fleet::query::{Layout, Query};
use nezha_fleet::sort::{Direction, Sort, SortKey};

use crate::components::{DeferredView, When};
use crate::dom::{Signal, View, shared, view};
use crate::navigation::Navigation;
use crate::parts::{Coming, Deferred, Parts};
use crate::shown::Shown;
use crate::words::{Catalogue, Words};

/// Sort, groups, cards or table.
#[component]
pub fn ArrangeBar() -> View {
    let words = Words::of_app();
    let navigation = shared::<Navigation>();
    let is_table = Signal::memo(move || navigation.query().layout == Layout::Table);
    let parts = shared::<Parts>();
    // They come with the table; where that does not arrive it says so.
    let has_columns = Signal::memo(move || {
        is_table.get() && matches!(parts.coming(Deferred::Table).get(), Coming::Here(_))
    });
    let grouped = move || navigation.query().grouped.to_string();
    let shown = shared::<Shown>();
    let cannot_fold = move || !shown.may_fold() || shown.groups().read().is_empty();
    let fold_word = move || {
        let words = words.get();
        if shown.are_all_folded() { words.unfold_all() } else { words.fold_all() }
    };
    let layouts = [(false, words.say(|w| w.view_cards())), (true, words.say(|w| w.view_table()))].map(
        |(table, name)| {
            let pressed = move || (is_table.get() == table).to_string();
            let choose = move |_| {
                navigation.ask(|query| query.layout = if table { Layout::Table } else { Layout::Cards });
            };
            view! { <button type="button" aria-pressed=pressed on:click=choose>{name}</button> }
        },
    );
    view! {
        <div class="arrange">
            <SortMenu/>
            <button type="button" class="chip" aria-pressed=grouped on:click=move |_| navigation.ask(Query::toggle_groups)>
                {words.say(|w| w.group_by_tag())}
            </button>
            <button type="button" class="chip" hidden=cannot_fold on:click=move |_| shown.fold_all()>{fold_word}</button>
            <When condition=has_columns><DeferredView of=Deferred::Columns/></When>
            <div class="segments" role="group" aria-label=words.say(|w| w.view_label())>{layouts}</div>
        </div>
    }
}

/// What to sort by, and in which direction.
#[component]
fn SortMenu() -> View {
    let words = Words::of_app();
    let navigation = shared::<Navigation>();
    let sort = Signal::derive(move || navigation.query().sort);
    let option = move |key: Option<SortKey>| {
        let chosen = move || sort.get().map(|sort| sort.key) == key;
        let name = move || said(key, words.get());
        view! { <option value=key.map_or("", SortKey::name) prop:selected=chosen>{name}</option> }
    };
    let options: Vec<View> = [None].into_iter().chain(SortKey::ALL.map(Some)).map(option).collect();
    let choose = move |event| {
        let sort = Sort::parse(&event_target_value(&event));
        navigation.ask(|query| query.sort = sort);
    };
    let turn = move |_| {
        navigation.ask(|query| {
            query.sort = query.sort.map(|sort| Sort { direction: sort.direction.opposite(), ..sort });
        });
    };
    let ascending =
        Signal::derive(move || sort.get().is_some_and(|sort| sort.direction == Direction::Ascending));
    let direction = move || {
        let now = words.get();
        let is_by_name = sort.get().is_some_and(|sort| sort.key.is_text());
        match (is_by_name, ascending.get()) {
            (true, true) => now.sort_names_ascending(),
            (true, false) => now.sort_names_descending(),
            (false, true) => now.sort_ascending(),
            (false, false) => now.sort_descending(),
        }
    };
    view! {
        <label class="sort"><span>{words.say(|w| w.sort_by())}</span> " " <select on:change=choose>{options}</select></label>
        <button type="button" class="chip turn" hidden=move || sort.get().is_none() aria-label=direction title=direction on:click=turn>
            {move || if ascending.get() { "↑" } else { "↓" }}
        </button>
    }
}

/// What a key is called; without one it is the dashboard's order.
fn said(key: Option<SortKey>, words: &'static Catalogue) -> &'static str {
    match key {
        None => words.sort_dashboard(),
        Some(SortKey::Name) => words.column_name(),
        Some(SortKey::Cpu) => words.cpu(),
        Some(SortKey::Memory) => words.memory(),
        Some(SortKey::Swap) => words.swap(),
        Some(SortKey::Disk) => words.disk(),
        Some(SortKey::Load) => words.column_load(),
        Some(SortKey::Up) => words.column_up(),
        Some(SortKey::Down) => words.column_down(),
        Some(SortKey::Traffic) => words.column_traffic(),
        Some(SortKey::Uptime) => words.column_uptime(),
        Some(SortKey::LastSeen) => words.column_seen(),
        Some(SortKey::Temperature) => words.column_temperature(),
        Some(SortKey::Gpu) => words.gpu(),
        Some(SortKey::Connections) => words.connections(),
        Some(SortKey::Processes) => words.column_processes(),
        Some(SortKey::Country) => words.column_country(),
    }
}
