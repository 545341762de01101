//! What keyboard and pointer do in a list: they lead through it, and hold what must not move under them.

use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use nezha_fleet::settling::Hold;
use nezha_fleet::window::Step;
use web_sys::{Element, FocusEvent, KeyboardEvent, PointerEvent};

use super::list::List;
use super::screen::open_screen;
use crate::browser::clock::monotonic_ms;
use crate::browser::focus;
use crate::components::list::list_keys::{KeyStep, focus_when_there, key_step, place_of_focus};
use crate::dom::react;
use crate::shown::Shown;

/// How far a key scrolls a table sideways, in CSS pixels: about as wide as a column.
const COLUMN_PX: f64 = 100.0;

/// Somebody in a list.
#[derive(Clone, Copy)]
pub(super) struct Visitor {
    list: List,
    shown: Shown,
    /// Where the keyboard has led to, while its item is not there yet.
    awaited: StoredValue<Option<usize>>,
}

impl Visitor {
    pub(super) fn of(list: List, shown: Shown) -> Self {
        on_cleanup(move || shown.hold(|hold| *hold = Hold::default()));
        // Not every browser says that the focus is gone when what has it is.
        react(move || {
            list.slice.get();
            request_animation_frame(move || {
                let Some(outer) = list.outer.found() else { return };
                let focused =
                    document().active_element().is_some_and(|focused| outer.contains(Some(&focused)));
                shown.hold(|hold| hold.focused &= focused);
            });
        });
        Self { list, shown, awaited: StoredValue::new(None) }
    }

    /// A key leads to another item.
    pub(super) fn press(self, event: &KeyboardEvent) {
        let Some(KeyStep { step, is_page }) = key_step(event) else { return };
        let Some(outer) = self.list.outer.found() else { return };
        if self.list.is_table
            && let Some(by) = sideways(step)
        {
            event.prevent_default();
            // What shows columns that are too many is around the list.
            if let Some(frame) = outer.parent_element() {
                frame.scroll_by_with_x_and_y(by, 0.0);
            }
            return;
        }
        // The list itself has the focus while the item is awaited; or by a click between two items, and then keys are the page's.
        let is_list = event.target() == event.current_target();
        let from = if is_list { self.awaited.get_value() } else { place_of_focus(event) };
        let Some(from) = from else { return };
        event.prevent_default();
        let window_of_list = self.list.window.get_untracked();
        let [covered, end] = open_screen();
        let covered = covered + window_of_list.heading_height.unwrap_or(0.0);
        let lines = if is_page { ((end - covered) / window_of_list.item_height) as usize } else { 1 };
        let mut to = from;
        for _ in 0..lines.max(1) {
            let Some(next) = window_of_list.beside(to, step) else { break };
            to = next;
        }
        let top = outer.get_bounding_client_rect().top() + window_of_list.top_of(to);
        let below = top + window_of_list.item_height - end;
        let by = if top < covered { top - covered } else { below.max(0.0) };
        self.awaited.set_value(Some(to));
        if by != 0.0 {
            // What has the focus may be gone before the item is there, and further keys must not be lost.
            focus::move_in_place(&outer);
            window().scroll_by_with_x_and_y(0.0, by);
            self.list.look();
        }
        focus_when_there(["[data-place='", &to.to_string(), "'] a"].concat());
    }

    /// The focus comes to an item, or to the list while one is awaited.
    pub(super) fn focus(self, event: &FocusEvent) {
        let is_item = event.target() != event.current_target();
        if is_item {
            self.awaited.set_value(None);
        }
        let is_used = if is_item { is_seen(event) } else { self.awaited.get_value().is_some() };
        self.shown.hold(|hold| hold.focused = is_used);
    }

    /// The focus goes.
    pub(super) fn blur(self) {
        self.shown.hold(|hold| hold.focused = false);
    }

    /// A pointer comes.
    pub(super) fn point(self) {
        self.shown.hold(|hold| hold.pointer_ms = Some(monotonic_ms()));
    }

    /// A pointer moves. Browsers also tell of moves that are none, when something changes under it.
    pub(super) fn point_at(self, event: &PointerEvent) {
        if event.movement_x() != 0 || event.movement_y() != 0 {
            self.point();
        }
    }

    /// A pointer goes.
    pub(super) fn leave(self) {
        self.shown.hold(|hold| hold.pointer_ms = None);
    }
}

/// Whether the focus that has come is shown. A press leaves it behind unseen: a server that was opened in another tab would hold
/// the list until somebody presses elsewhere.
fn is_seen(event: &FocusEvent) -> bool {
    let focused = event.target().map(JsCast::unchecked_into::<Element>);
    focused.is_some_and(|focused| focused.matches(":focus-visible").unwrap_or(true))
}

/// How far a step to the side scrolls a table, in CSS pixels. `None` for other steps.
fn sideways(step: Step) -> Option<f64> {
    match step {
        Step::Left => Some(-COLUMN_PX),
        Step::Right => Some(COLUMN_PX),
        Step::Up | Step::Down | Step::First | Step::Last => None,
    }
}
