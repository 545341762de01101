//! A long list of which only what is on the screen exists.

use leptos::ev;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::wasm_bindgen::closure::Closure;
use nezha_fleet::settling::Hold;
use nezha_fleet::window::{Entry, Slice, Window};
use web_sys::{FocusEvent, HtmlElement, KeyboardEvent, PointerEvent, ResizeObserver};

use crate::browser::clock::monotonic_ms;
use crate::browser::focus;
use crate::browser::page;
use crate::components::group_heading::GroupHeading;
use crate::components::list_keys::{KeyStep, focus_when_there, key_step, place_of_focus};
use crate::components::pattern::Pattern;
use crate::components::pinned_heading::Pinned;
use crate::components::placed::placed;
use crate::dom::{Handle, Signal, Var, View, keyed, react, shared, view};
use crate::fleet::Row;
use crate::shown::Shown;

/// What exists above and below the screen all the same, in CSS pixels.
const SPARE: f64 = 240.0;

/// What the window has beside and above the list, in CSS pixels: guesses until the list is there.
const EDGES: f64 = 48.0;
const ABOVE: f64 = 288.0;

/// How a list is laid out, in CSS pixels.
#[derive(Clone, Copy)]
pub struct ListLayout {
    /// The class of the list.
    pub class: &'static str,
    /// The roles of the list and of what is in it.
    pub roles: [&'static str; 2],
    /// The least width of an item at ordinary text. `None` where each has a line to itself.
    pub item_width: Option<f64>,
    /// Between two items, at ordinary text.
    pub gap: f64,
    /// The height of an item before one has been measured.
    pub guess: f64,
    /// How many rows of a table stand above. `None` for what is no table.
    pub rows_above: Option<usize>,
}

/// The servers that are shown, each as `item` has it.
///
/// Laying out what nobody sees is what a dashboard of a thousand servers costs, so what is off the screen is not there.
/// Numbers and places are told to assistive technology. Arrow keys lead from item to item; printed, all are there.
#[component]
pub fn Windowed(
    /// How it is laid out.
    layout: ListLayout,
    /// Where the heading of the group stays in sight.
    pinned: Pinned,
    /// How each server is shown.
    item: Pattern,
) -> View {
    let shown = shared::<Shown>();
    let rows = shown.rows();
    let outer = Handle::<HtmlElement>::default();
    let inner = Handle::<HtmlElement>::default();
    // The width of the list, and the height of an item. Guessed until the list is in the page and its size is observed:
    // asking for it before would lay the page out once more.
    let [wide, high] = screen_size();
    let sizes = Var::new((wide - EDGES, layout.guess));
    let heading_height = Var::new(0.0);
    // How much larger text is than ordinary.
    let scale = Var::new(1.0);
    let gap = move || layout.gap * scale.get();
    let screen = Var::new((0.0, high - ABOVE));
    let everything = Var::new(false);

    let window_of_list = Signal::memo(move || {
        let (width, item_height) = sizes.get();
        let gap = gap();
        let columns = |least| Window::columns_for(width, least * scale.get(), gap);
        Window {
            sections: shown.sections(),
            columns: layout.item_width.map_or(1, columns),
            item_height: item_height + gap,
            heading_height: (!shown.groups().read().is_empty()).then(|| heading_height.get() + gap),
        }
    });
    let slice = Signal::memo(move || {
        let window = window_of_list.get();
        let (top, bottom) = screen.get();
        match everything.get() {
            true => Slice { entries: 0..window.entries(), top: 0.0 },
            false => window.slice(top - SPARE, bottom + SPARE),
        }
    });

    let look = move || {
        let Some(outer) = outer.found() else { return };
        let top = outer.get_bounding_client_rect().top();
        screen.set_if_new((-top, screen_height() - top));
        let line = pinned.place.found().map(|place| place.get_bounding_client_rect().top());
        let group = line.and_then(|line| window_of_list.get_untracked().section_over(line - top));
        pinned.group.set_if_new(group);
    };
    // Measured, not assumed: large text makes higher cards.
    let measure = move || {
        let (Some(outer), Some(inner)) = (outer.found(), inner.found()) else { return };
        let height_of = |selector: &str| {
            let found = inner.query_selector(selector).ok().flatten();
            found.map(|found| found.get_bounding_client_rect().height()).filter(|height| *height > 1.0)
        };
        scale.set_if_new(page::text_scale());
        let (_, item_height) = sizes.get_untracked();
        let width = outer.get_bounding_client_rect().width();
        sizes.set_if_new((width, height_of("[data-place]").unwrap_or(item_height)));
        if let Some(height) = height_of(".group-heading") {
            heading_height.set_if_new(height);
        }
        look();
    };
    let waiting = StoredValue::new(false);
    // Once a frame: the wheel turns more often.
    let scrolled = window_event_listener(ev::scroll, move |_| {
        if !waiting.get_value() {
            waiting.set_value(true);
            request_animation_frame(move || {
                let _ = waiting.try_set_value(false);
                look();
            });
        }
    });
    let handles = [
        scrolled,
        window_event_listener(ev::resize, move |_| measure()),
        window_event_listener(ev::beforeprint, move |_| everything.set(true)),
        window_event_listener(ev::afterprint, move |_| everything.set(false)),
    ];
    on_cleanup(move || {
        handles.into_iter().for_each(WindowListenerHandle::remove);
        shown.hold(|hold| *hold = Hold::default());
    });
    react(move || {
        let (Some(outer), Some(inner)) = (outer.get(), inner.get()) else { return };
        let on_resize = Closure::<dyn FnMut()>::new(measure).into_js_value();
        let Ok(observer) = ResizeObserver::new(on_resize.unchecked_ref()) else { return };
        observer.observe(&outer);
        observer.observe(&inner);
        let observer = StoredValue::new_local(observer);
        on_cleanup(move || observer.with_value(ResizeObserver::disconnect));
    });

    // Not every browser says that the focus is gone when what has it is.
    react(move || {
        slice.get();
        request_animation_frame(move || {
            let Some(list) = outer.found() else { return };
            let focused = document().active_element().is_some_and(|focused| list.contains(Some(&focused)));
            shown.hold(|hold| hold.focused &= focused);
        });
    });

    // Folded by the heading that stays in sight: the list's own takes its place.
    react(move || {
        let window_of_list = window_of_list.get();
        let Some(group) = pinned.group.get_untracked() else { return };
        let (Some(outer), Some(place)) = (outer.found(), pinned.place.found()) else { return };
        if window_of_list.sections.get(group).is_some_and(|section| section.folded) {
            let top = outer.get_bounding_client_rect().top() + window_of_list.top_of_section(group);
            window().scroll_by_with_x_and_y(0.0, top - place.get_bounding_client_rect().top());
            look();
            focus_when_there([".window [data-group='", &group.to_string(), "'] button"].concat());
        }
    });

    // Where the keyboard has led to, while its item is not there yet.
    let awaited = StoredValue::new(None::<usize>);
    let go = move |event: KeyboardEvent| {
        let Some(KeyStep { step, is_page }) = key_step(&event) else { return };
        let Some(list) = outer.found() else { return };
        // The list itself has the focus while the item is awaited; or by a click between two items, and then keys are the page's.
        let is_list = event.target() == event.current_target();
        let from = if is_list { awaited.get_value() } else { place_of_focus(&event) };
        let Some(from) = from else { return };
        event.prevent_default();
        let window_of_list = window_of_list.get_untracked();
        let [covered, end] = open_screen();
        let covered = covered + window_of_list.heading_height.unwrap_or(0.0);
        let lines = if is_page { ((end - covered) / window_of_list.item_height) as usize } else { 1 };
        let mut to = from;
        for _ in 0..lines.max(1) {
            let Some(next) = window_of_list.beside(to, step) else { break };
            to = next;
        }
        let top = list.get_bounding_client_rect().top() + window_of_list.top_of(to);
        let below = top + window_of_list.item_height - end;
        let by = if top < covered { top - covered } else { below.max(0.0) };
        awaited.set_value(Some(to));
        if by != 0.0 {
            // What has the focus may be gone before the item is there, and further keys must not be lost.
            focus::move_in_place(&list);
            window().scroll_by_with_x_and_y(0.0, by);
            look();
        }
        focus_when_there(["[data-place='", &to.to_string(), "'] a"].concat());
    };

    let [list_role, item_role] = layout.roles;
    let entries = move || {
        let (window, rows) = (window_of_list.get(), rows.read());
        let entry = |position| match window.entry(position)? {
            Entry::Heading(group) => Some((Err(group), 0)),
            Entry::Item(place) => Some((Ok(rows.get(place)?.clone()), place)),
        };
        slice.get().entries.filter_map(entry).collect::<Vec<_>>()
    };
    let key = |(entry, _): &(Result<Row, usize>, usize)| match entry {
        Ok(row) => (row.id, 0),
        Err(group) => (*group as u64, 1),
    };
    let show = move |(entry, _): (Result<Row, usize>, usize)| match entry {
        Err(group) => view! { <GroupHeading group role=item_role/> },
        Ok(row) => placed(shown, layout, row.id, item.show(row)),
    };
    let pointed_at = move |pointer_ms: Option<f64>| shown.hold(|hold| hold.pointer_ms = pointer_ms);
    let focused = move |event: FocusEvent| {
        let is_item = event.target() != event.current_target();
        if is_item {
            awaited.set_value(None);
        }
        shown.hold(|hold| hold.focused = is_item || awaited.get_value().is_some());
    };
    // Browsers also tell of moves that are none, when something changes under the pointer.
    let moved = move |event: PointerEvent| {
        if event.movement_x() != 0 || event.movement_y() != 0 {
            pointed_at(Some(monotonic_ms()));
        }
    };
    view! {
        <div class=layout.class role=list_role node_ref=outer tabindex="-1" on:keydown=go
            on:pointerenter=move |_| pointed_at(Some(monotonic_ms()))
            on:pointermove=moved
            on:pointerleave=move |_| pointed_at(None)
            on:focusin=focused
            on:focusout=move |_| shown.hold(|hold| hold.focused = false)
            style:height=move || pixels((window_of_list.get().height() - gap()).max(0.0))>
            <div class="window" role="presentation" node_ref=inner
                style:transform=move || ["translateY(", &pixels(slice.get().top), ")"].concat()
                style:grid-template-columns=move || {
                    ["repeat(", &window_of_list.get().columns.to_string(), ", minmax(0, 1fr))"].concat()
                }>
                {keyed(entries, key, show)}
            </div>
        </div>
    }
}

/// How wide and how high the window is.
fn screen_size() -> [f64; 2] {
    [window().inner_width(), window().inner_height()]
        .map(|length| length.ok().and_then(|it| it.as_f64()).unwrap_or(0.0))
}

/// From where to where the screen shows the list: below the heads that stay at the top, above the tabs of a phone.
fn open_screen() -> [f64; 2] {
    let at = |selector: &str| {
        document().query_selector(selector).ok().flatten().map(|at| at.get_bounding_client_rect())
    };
    let covered: f64 =
        [".header", ".table-headings"].iter().filter_map(|head| Some(at(head)?.height())).sum();
    let height = screen_height();
    let tabs = at(".pages").map_or(height, |tabs| tabs.top());
    [covered, if tabs > covered { tabs } else { height }]
}

fn screen_height() -> f64 {
    let [_, height] = screen_size();
    height
}

/// A length in CSS: whole pixels, so that text stays crisp.
fn pixels(length: f64) -> String {
    format!("{}px", length.round() as i64)
}
