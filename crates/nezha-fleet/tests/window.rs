//! Which entries of a long list exist, and where the keyboard leads.

use proptest::prelude::*;

use nezha_fleet::window::{Entry, Section, Slice, Step, Window};

fn open(items: usize) -> Section {
    Section { items, folded: false }
}

fn plain(items: usize) -> Window {
    Window { sections: vec![open(items)], columns: 4, item_height: 200.0, heading_height: None }
}

fn grouped() -> Window {
    let sections = vec![open(6), Section { items: 5, folded: true }, open(3)];
    Window { sections, columns: 4, item_height: 200.0, heading_height: Some(40.0) }
}

#[test]
fn only_the_lines_on_the_screen_exist() {
    assert_eq!(plain(1000).slice(0.0, 799.0), Slice { entries: 0..16, top: 0.0 });
    assert_eq!(plain(1000).slice(1000.0, 1799.0), Slice { entries: 20..36, top: 1000.0 });
    assert_eq!(plain(1000).slice(1100.0, 1150.0), Slice { entries: 20..24, top: 1000.0 });
}

#[test]
fn scrolled_to_the_end_the_last_item_exists() {
    let window = plain(998);
    assert_eq!(window.slice(window.height() - 800.0, window.height()).entries.end, 998);
}

#[test]
fn an_empty_list_has_nothing_and_no_height() {
    assert_eq!((plain(0).slice(0.0, 800.0), plain(0).height()), (Slice::default(), 0.0));
    assert_eq!(plain(10).slice(5000.0, 5800.0), Slice::default(), "nor has what is far below the end");
}

#[test]
fn headings_stand_between_their_items() {
    let window = grouped();
    assert_eq!(window.height(), 440.0 + 40.0 + 240.0);
    let entries: Vec<_> = (0..window.entries()).filter_map(|at| window.entry(at)).collect();
    assert_eq!(entries.len(), 12);
    assert_eq!(entries[0], Entry::Heading(0));
    assert_eq!(entries[6], Entry::Item(5));
    assert_eq!(entries[7..=9], [Entry::Heading(1), Entry::Heading(2), Entry::Item(11)]);
    assert_eq!(window.entry(12), None);
    assert_eq!([0, 5, 8, 11].map(|item| window.top_of(item)), [40.0, 240.0, 480.0, 520.0]);
    assert_eq!(
        [0, 1, 5, 10, 11].map(|item| window.column_of(item)),
        [0, 1, 1, 0, 0],
        "each section begins a line"
    );
}

#[test]
fn a_slice_of_groups_begins_with_a_whole_line() {
    let window = grouped();
    assert_eq!(window.slice(0.0, 30.0), Slice { entries: 0..1, top: 0.0 });
    assert_eq!(window.slice(100.0, 300.0), Slice { entries: 1..7, top: 40.0 });
    assert_eq!(window.slice(300.0, 490.0), Slice { entries: 5..9, top: 240.0 });
    assert_eq!(window.slice(445.0, 600.0), Slice { entries: 7..12, top: 440.0 });
}

#[test]
fn a_group_is_named_while_its_heading_is_above_and_its_items_are_below() {
    let window = grouped();
    // Groups of 6, 5 (folded) and 3 servers begin at 0, 440 and 480; all ends at 720.
    let named = [-10.0, 0.0, 1.0, 300.0, 400.0, 401.0, 445.0, 480.0, 481.0, 680.0, 690.0, 900.0];
    let expected = [None, None, Some(0), Some(0), Some(0), None, None, None, Some(2), Some(2), None, None];
    assert_eq!(named.map(|y| window.section_over(y)), expected);
    assert_eq!([0, 1, 2].map(|section| window.top_of_section(section)), [0.0, 440.0, 480.0]);
    assert_eq!(plain(100).section_over(300.0), None, "where nothing is grouped there is nothing to name");
}

#[test]
fn the_keyboard_reaches_every_item_that_is_shown_and_no_other() {
    let window = grouped();
    let walk = |mut item: usize, step| {
        let mut path = Vec::new();
        while let Some(next) = window.beside(item, step) {
            path.push(next);
            item = next;
        }
        path
    };
    assert_eq!(walk(0, Step::Right), [1, 2, 3, 4, 5, 11, 12, 13], "the folded ones are passed over");
    assert_eq!(walk(13, Step::Left), [12, 11, 5, 4, 3, 2, 1, 0]);
    assert_eq!(walk(2, Step::Down), [5, 12], "to the nearest where a line is short");
    assert_eq!(walk(13, Step::Up), [5, 1]);
    assert_eq!(window.beside(7, Step::Right), None, "from where nobody is");
    let ends = [Step::First, Step::Last].map(|step| window.beside(4, step));
    assert_eq!(ends, [Some(0), Some(13)]);
}

#[test]
fn a_phone_has_one_column_and_a_wall_screen_many() {
    assert_eq!(Window::columns_for(328.0, 296.0, 12.0), 1);
    assert_eq!(Window::columns_for(1232.0, 296.0, 12.0), 4);
    assert_eq!(Window::columns_for(0.0, 296.0, 12.0), 1);
    assert_eq!(Window::columns_for(f64::NAN, 296.0, 12.0), 1);
}

proptest! {
    #[test]
    fn what_is_on_the_screen_is_in_the_slice(
        sections in proptest::collection::vec((0usize..30, any::<bool>()), 0..8),
        columns in 1usize..6,
        headings in any::<bool>(),
        top in -500.0..5000.0f64,
    ) {
        let sections = sections.into_iter().map(|(items, folded)| Section { items, folded: folded && headings });
        let window = Window {
            sections: sections.collect(),
            columns,
            item_height: 100.0,
            heading_height: headings.then_some(30.0),
        };
        let bottom = top + 300.0;
        let slice = window.slice(top, bottom);
        for position in 0..window.entries() {
            let Some(Entry::Item(item)) = window.entry(position) else { continue };
            let y = window.top_of(item);
            if y + 100.0 > top && y < bottom {
                prop_assert!(slice.entries.contains(&position), "{item} at {y}: {slice:?}");
            }
        }
        if let Some(Entry::Item(first)) = window.entry(slice.entries.start).filter(|_| !slice.entries.is_empty()) {
            prop_assert_eq!(slice.top, window.top_of(first));
        }
    }
}
