//! What components rely on when they write `view!`.

use leptos::prelude::Owner;
use leptos::task::tick;
use nezha_lens::dom::{ArcVar, Child, Element, Kind, Place, Signal, Template, Value, View, keyed, view};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::mount;

#[wasm_bindgen_test]
async fn a_text_changes_without_a_new_node() {
    let name = ArcVar::new("one".to_owned());
    let shown = name.clone();
    let page = mount(move |_| view! { <p>{move || shown.get()}</p> });
    let before = page.find("p").unwrap().first_child().unwrap();
    name.set("two".to_owned());
    tick().await;
    assert_eq!(page.text("p"), "two");
    assert!(page.find("p").unwrap().first_child().unwrap().is_same_node(Some(&before)));
}

#[wasm_bindgen_test]
async fn markup_in_a_value_stays_text() {
    let page = mount(move |_| view! { <p title="<i>">{"<b>bold</b>".to_owned()}</p> });
    assert!(page.find("b").is_none());
    assert_eq!(page.text("p"), "<b>bold</b>");
}

#[wasm_bindgen_test]
async fn what_is_gone_runs_no_more() {
    let (there, ticks) = (ArcVar::new(true), ArcVar::new(0u32));
    let runs = ArcVar::new(0u32);
    let (shown, ticking, counted) = (there.clone(), ticks.clone(), runs.clone());
    let page = mount(move |_| {
        View::following(move || {
            let (ticking, counted) = (ticking.clone(), counted.clone());
            let inside = move || {
                counted.set_untracked(counted.get_untracked() + 1);
                ticking.get()
            };
            if shown.get() {
                view! { <b>{inside}</b> }
            } else {
                View::nothing()
            }
        })
    });
    assert_eq!((page.text("b"), runs.get_untracked()), ("0".into(), 1));
    there.set(false);
    tick().await;
    ticks.set(5);
    tick().await;
    assert!(page.find("b").is_none());
    assert_eq!(runs.get_untracked(), 1);
    there.set(true);
    tick().await;
    assert_eq!(page.text("b"), "5");
}

#[wasm_bindgen_test]
async fn every_place_of_a_copy_is_its_own_and_the_original_stays_as_it_is() {
    let page = mount(move |_| {
        let (outer, bar) = (Element::html("p"), Element::html("b"));
        bar.set("role", "meter");
        let (name, name_place) = Place::text();
        let [(used, used_place), (share, share_place), (unit, unit_place)] = [(); 3].map(|()| Place::text());
        let places = vec![
            outer.place(Kind::Attribute, "data-id"),
            name_place,
            bar.place(Kind::Style, "width"),
            bar.place(Kind::Attribute, "role"),
            share_place,
            bar.place(Kind::Class, "full"),
            used_place,
            unit_place,
        ];
        outer.add(name);
        outer.add(bar.into_view());
        outer.add(view! { <i>{used} {share} {unit}</i> });
        let template = Template::new(outer, places);
        let copy = |values: [Value; 8]| {
            let (view, places) = template.copy();
            places.iter().zip(&values).for_each(|(place, value)| place.put(value));
            view
        };
        let first = copy([
            "1".into(),
            "<one>".into(),
            "5px".into(),
            Value::Absent,
            "5".into(),
            true.into(),
            "of ".into(),
            " %".into(),
        ]);
        let second = copy([
            "2".into(),
            "two".into(),
            Value::Absent,
            "img".into(),
            Value::Absent,
            false.into(),
            "".into(),
            "".into(),
        ]);
        View::of_several([first, second])
    });
    assert_eq!(page.text("p[data-id='1']"), "<one>of 5 %");
    let bar = page.find("p[data-id='1'] > b.full").unwrap();
    assert_eq!(
        (bar.get_attribute("style").as_deref(), bar.has_attribute("role")),
        (Some("width: 5px;"), false)
    );
    assert_eq!(page.text("p[data-id='2']"), "two");
    let bar = page.find("p[data-id='2'] > b:not(.full)").unwrap();
    assert_eq!(bar.get_attribute("role").as_deref(), Some("img"));
    assert!(bar.get_attribute("style").unwrap_or_default().is_empty());
}

#[wasm_bindgen_test]
async fn a_list_keeps_the_elements_whose_keys_stay_and_puts_them_in_order() {
    let items = ArcVar::new(vec![1u64, 2, 3]);
    let shown = items.clone();
    let page = mount(move |_| {
        let entry = |id: u64| view! { <li id=format!("entry-{id}")>{id}</li> };
        view! { <ul>{keyed(move || shown.get(), |id| (*id, 0), entry)}</ul> }
    });
    let two = page.find("#entry-2").unwrap();
    items.set(vec![4, 3, 2]);
    tick().await;
    assert_eq!(page.text("ul"), "432");
    assert!(page.find("#entry-2").unwrap().is_same_node(Some(&two)));
    items.set(Vec::new());
    tick().await;
    assert_eq!(page.text("ul"), "");
}

#[wasm_bindgen_test]
async fn a_list_whose_entries_are_always_others_does_not_grow() {
    let (item, ticks) = (ArcVar::new(0u64), ArcVar::new(0u32));
    let (owners, runs) = (ArcVar::new(Vec::new()), ArcVar::new(0u32));
    let (shown, ticking, made, counted) = (item.clone(), ticks.clone(), owners.clone(), runs.clone());
    let page = mount(move |_| {
        let entry = move |id: u64| {
            made.update(|owners| owners.extend(Owner::current().map(|owner| owner.debug_id())));
            let (ticking, counted) = (ticking.clone(), counted.clone());
            let inside = move || {
                counted.set_untracked(counted.get_untracked() + 1);
                ticking.get()
            };
            view! { <li>{id} ":" {inside}</li> }
        };
        view! { <ul>{keyed(move || vec![shown.get()], |id| (*id, 0), entry)}</ul> }
    });
    for id in 1..20 {
        item.set(id);
        tick().await;
    }
    let mut owners = owners.get_untracked();
    assert_eq!((owners.len(), runs.get_untracked()), (20, 20));
    owners.sort_unstable();
    owners.dedup();
    assert_eq!(owners.len(), 2, "the one that is shown, and the one before");
    ticks.set(5);
    tick().await;
    assert_eq!((page.text("ul"), runs.get_untracked()), ("19:5".into(), 21));
}

#[wasm_bindgen_test]
async fn a_computed_value_wakes_nobody_while_it_stays_the_same() {
    let number = ArcVar::new(1u32);
    let source = number.clone();
    let runs = ArcVar::new(0u32);
    let counted = runs.clone();
    let page = mount(move |_| {
        let odd = Signal::memo(move || source.get() % 2 == 1);
        let said = move || {
            counted.set_untracked(counted.get_untracked() + 1);
            if odd.get() { "odd" } else { "even" }
        };
        view! { <p>{said}</p> }
    });
    number.set(3);
    tick().await;
    assert_eq!((page.text("p"), runs.get_untracked()), ("odd".into(), 1));
    number.set(4);
    tick().await;
    assert_eq!((page.text("p"), runs.get_untracked()), ("even".into(), 2));
}

#[wasm_bindgen_test]
async fn attributes_properties_and_classes_follow() {
    let on = ArcVar::new(false);
    let [attribute, property, class] = [(); 3].map(|()| on.clone());
    let page = mount(move |_| {
        view! {
            <input type="checkbox" hidden=move || attribute.get() prop:checked=move || property.get()
                class:on=move || class.get() aria-label={None::<String>}/>
        }
    });
    let input = page.find("input").unwrap();
    assert!(!input.has_attribute("hidden") && !input.has_attribute("aria-label"));
    on.set(true);
    tick().await;
    assert!(input.has_attribute("hidden") && page.find("input.on:checked").is_some());
}
