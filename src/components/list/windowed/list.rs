//! What is known of a list's place on the screen, and what of the list is there.

use std::time::Duration;

use leptos::ev;
use leptos::prelude::*;
use nezha_fleet::window::{Slice, Window};
use web_sys::HtmlElement;

use super::ListLayout;
use super::screen::{screen_height, screen_size};
use crate::browser::clock::monotonic_ms;
use crate::browser::observe::on_resize;
use crate::browser::{scroll, visitor};
use crate::components::list::list_keys::focus_when_there;
use crate::components::list::pinned_heading::Pinned;
use crate::dom::{Handle, Signal, Var, react, shared};
use crate::navigation::Navigation;
use crate::printing::Printing;
use crate::shown::Shown;

/// What exists above and below the screen all the same, in CSS pixels; and how much later than what is on it.
const SPARE: f64 = 240.0;
const SPARE_AFTER: Duration = Duration::from_millis(250);

/// What the window has beside and above the list, in CSS pixels: guesses until the list is there.
const EDGES: f64 = 48.0;
const ABOVE: f64 = 288.0;

/// A list, of which only what is on the screen exists. Lengths in CSS pixels.
#[derive(Clone, Copy)]
pub(super) struct List {
    /// As high as if everything were there.
    pub(super) outer: Handle<HtmlElement>,
    /// What has the items that are there.
    pub(super) inner: Handle<HtmlElement>,
    /// Lines and columns of all that is shown.
    pub(super) window: Signal<Window>,
    /// What of them is there.
    pub(super) slice: Signal<Slice>,
    /// Between two items.
    pub(super) gap: Signal<f64>,
    /// Whether each has a line to itself, of columns that may be scrolled sideways.
    pub(super) is_table: bool,
    measured: Measured,
    pinned: Pinned,
    shown: Shown,
}

/// Guessed until the list is in the page and its size is observed: asking for it before would lay the page out once more.
#[derive(Clone, Copy)]
struct Measured {
    /// The width of the list, and the height of an item.
    sizes: Var<(f64, f64)>,
    heading_height: Var<f64>,
    /// How much larger text is than ordinary.
    scale: Var<f64>,
    /// From where to where the screen is, from the top of the list.
    screen: Var<(f64, f64)>,
    /// What exists above and below that.
    spare: Var<f64>,
    /// Where it is printed all of it is there.
    printing: Printing,
}

impl List {
    pub(super) fn of(shown: Shown, layout: ListLayout, pinned: Pinned) -> Self {
        let [wide, high] = screen_size();
        let measured = Measured {
            sizes: Var::new((wide - EDGES, layout.guess)),
            heading_height: Var::new(0.0),
            scale: Var::new(1.0),
            screen: Var::new((0.0, high - ABOVE)),
            spare: Var::new(0.0),
            printing: Printing::of_app(),
        };
        let gap = Signal::derive(move || layout.gap * measured.scale.get());
        let window = Signal::memo(move || {
            let (width, item_height) = measured.sizes.get();
            let gap = gap.get();
            let columns = |least| Window::columns_for(width, least * measured.scale.get(), gap);
            Window {
                sections: shown.sections(),
                columns: layout.item_width.map_or(1, columns),
                item_height: item_height + gap,
                heading_height: (!shown.groups().read().is_empty())
                    .then(|| measured.heading_height.get() + gap),
            }
        });
        let slice = Signal::memo(move || {
            let window = window.get();
            let ((top, bottom), spare) = (measured.screen.get(), measured.spare.get());
            match measured.printing.get() {
                true => Slice { entries: 0..window.entries(), top: 0.0 },
                false => window.slice(top - spare, bottom + spare),
            }
        });
        let (outer, inner) = (Handle::default(), Handle::default());
        let is_table = layout.item_width.is_none();
        let list = Self { outer, inner, window, slice, gap, is_table, measured, pinned, shown };
        set_timeout(move || measured.spare.set(SPARE), SPARE_AFTER);
        list.follow_window();
        list.follow_sizes();
        list.come_back();
        list.follow_folding();
        list
    }

    /// Finds out where the list is on the screen, and which group the heading that stays in sight names.
    pub(super) fn look(self) {
        let Some(outer) = self.outer.found() else { return };
        let top = outer.get_bounding_client_rect().top();
        self.measured.screen.set_if_new((-top, screen_height() - top));
        let line = self.pinned.place.found().map(|place| place.get_bounding_client_rect().top());
        let group = line.and_then(|line| self.window.get_untracked().section_over(line - top));
        self.pinned.tag.set_value(group.and_then(|group| self.shown.tag_of(group)).unwrap_or_default());
        self.pinned.group.set_if_new(group);
    }

    /// Measured, not assumed: large text makes higher cards.
    fn measure(self) {
        let (Some(outer), Some(inner)) = (self.outer.found(), self.inner.found()) else { return };
        let height_of = |selector: &str| {
            let found = inner.query_selector(selector).ok().flatten();
            found.map(|found| found.get_bounding_client_rect().height()).filter(|height| *height > 1.0)
        };
        let Measured { sizes, heading_height, scale, .. } = self.measured;
        scale.set_if_new(visitor::text_scale());
        let (_, item_height) = sizes.get_untracked();
        let width = outer.get_bounding_client_rect().width();
        sizes.set_if_new((width, height_of("[data-place]").unwrap_or(item_height)));
        if let Some(height) = height_of(".group-heading") {
            heading_height.set_if_new(height);
        }
        self.look();
    }

    fn follow_window(self) {
        let waiting = StoredValue::new(false);
        // Once a frame: the wheel turns more often.
        let scrolled = window_event_listener(ev::scroll, move |_| {
            if !waiting.get_value() {
                waiting.set_value(true);
                request_animation_frame(move || {
                    let _ = waiting.try_set_value(false);
                    self.look();
                    // A pointer that lies there while the list is scrolled is in use.
                    self.shown.hold(|hold| hold.pointer_ms = hold.pointer_ms.map(|_| monotonic_ms()));
                });
            }
        });
        let handles = [scrolled, window_event_listener(ev::resize, move |_| self.measure())];
        on_cleanup(move || handles.into_iter().for_each(WindowListenerHandle::remove));
    }

    fn follow_sizes(self) {
        react(move || {
            let (Some(outer), Some(inner)) = (self.outer.get(), self.inner.get()) else { return };
            on_resize(&[&outer, &inner], move || self.measure());
        });
    }

    /// Shows it where it was left.
    fn come_back(self) {
        let navigation = shared::<Navigation>();
        react(move || {
            if self.outer.get().is_some() {
                request_animation_frame(move || scroll::scroll_from_top(navigation.take_list_top()));
            }
        });
    }

    /// Folded by the heading that stays in sight: the list's own takes its place. Where groups change places, it may be over
    /// another one.
    fn follow_folding(self) {
        react(move || {
            let window_of_list = self.window.get();
            // Groups of one size leave the window as it is.
            self.shown.groups().track();
            let Some(group) = self.pinned.group.get_untracked() else { return };
            let (Some(outer), Some(place)) = (self.outer.found(), self.pinned.place.found()) else { return };
            if self.shown.tag_of(group) != Some(self.pinned.tag.get_value()) {
                return self.look();
            }
            if window_of_list.sections.get(group).is_some_and(|section| section.folded) {
                let top = outer.get_bounding_client_rect().top() + window_of_list.top_of_section(group);
                window().scroll_by_with_x_and_y(0.0, top - place.get_bounding_client_rect().top());
                self.look();
                focus_when_there([".window [data-group='", &group.to_string(), "'] button"].concat());
            }
        });
    }
}
