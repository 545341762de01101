//! The servers as a table.

use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use nezha_fleet::column::Column;
use nezha_fleet::sort::{Direction, Sort, SortKey};
use web_sys::{Event, FocusEvent, HtmlElement};

use crate::components::list::column_cell::{NAME_WIDTH, cell, heading, is_figure, width};
use crate::components::list::lock::lock;
use crate::components::list::pattern::{Pattern, PatternBuilder};
use crate::components::list::pinned_heading::{Pinned, PinnedHeading};
use crate::components::list::row_mark::{StateWord, liveness_mark};
use crate::components::list::windowed::{ListLayout, Windowed};
use crate::dom::{Element, Handle, Signal, View, react, shared, shared_or, view};
use crate::kept::{preferences::Setting, settings::Settings};
use crate::navigation::Navigation;
use crate::route::Route;
use crate::shown::Shown;
use crate::words::{Catalogue, Words};

const ROWS: ListLayout = ListLayout {
    class: "table-rows",
    role: "rowgroup",
    item_role: "row",
    item_width: None,
    gap: 0.0,
    guess: 37.0,
    rows_above: Some(1),
};

/// How far the table was scrolled sideways when it was seen last, in CSS pixels.
#[derive(Clone, Copy)]
struct LeftAt(StoredValue<i32>);

/// One row a server, under headings that stay in sight. A click on a heading sorts by it.
#[component]
pub fn ServerTable() -> View {
    let words = Words::of_app();
    let settings = shared::<Settings>();
    let navigation = shared::<Navigation>();
    let shown = shared::<Shown>();
    let [head, rows] = [(); 2].map(|()| Handle::<HtmlElement>::default());
    let left_at = shared_or(|| LeftAt(StoredValue::new(0)));
    let pinned = Pinned::new();
    let columns = Signal::memo(move || navigation.query().shown_columns().to_vec());
    // The rows scroll sideways, the headings above them with them; a heading that gets the focus scrolls the other way round.
    let follow = move |event: Event, other: Handle<HtmlElement>| {
        let left = event_target::<web_sys::Element>(&event).scroll_left();
        // That of the other, which followed. It comes a frame later, when the first may be further already.
        if left_at.0.get_value() == left {
            return;
        }
        left_at.0.set_value(left);
        if let Some(other) = other.found().filter(|other| other.scroll_left() != left) {
            other.set_scroll_left(left);
        }
    };
    // Browsers take for seen what is behind the names, which stay where they are.
    let uncover = move |event: FocusEvent| {
        let Some(head) = head.found() else { return };
        let (Some(heading), Ok(Some(names))) =
            (focused_cell(&event), head.query_selector("[role=columnheader]"))
        else {
            return;
        };
        let covered = names.get_bounding_client_rect().right() - heading.get_bounding_client_rect().left();
        if heading != names && covered > 0.0 {
            head.set_scroll_left(head.scroll_left() - covered.ceil() as i32);
        }
    };
    react(move || {
        for part in [rows.get(), head.get()].into_iter().flatten() {
            part.set_scroll_left(left_at.0.get_value());
        }
    });
    let headings = move || {
        let of_column = move |column: Column| {
            let key = column.sort_key();
            head_cell(
                navigation,
                words,
                key,
                is_figure(column),
                Box::new(move |words| heading(column, words)),
            )
        };
        let name =
            head_cell(navigation, words, Some(SortKey::Name), false, Box::new(|words| words.column_name()));
        let mut cells = vec![name];
        cells.extend(columns.get().into_iter().map(of_column));
        View::of_several(cells)
    };
    let body = move || {
        let with_flags = settings.preferences().is_on(Setting::Flags);
        view! { <Windowed layout=ROWS pinned item=table_row(&columns.get(), with_flags)/> }
    };
    let template = Signal::derive(move || {
        let mut template = String::new();
        let widths = columns.get().into_iter().map(|column| (width(column), width(column)));
        for (least, share) in [(NAME_WIDTH, 2 * NAME_WIDTH)].into_iter().chain(widths) {
            let (rem, tenth) = ((least / 10).to_string(), (least % 10).to_string());
            [" minmax(", &rem, ".", &tenth, "rem, ", &share.to_string(), "fr)"]
                .iter()
                .for_each(|part| template.push_str(part));
        }
        template
    });
    let least = Signal::derive(move || {
        let all = NAME_WIDTH + columns.get().into_iter().map(width).sum::<u32>();
        [&(all / 10 + 1).to_string(), "rem"].concat()
    });
    view! {
        <div class="server-table" role="table" aria-label=words.say(|w| w.nav_servers())
            aria-rowcount=move || shown.rows().read().len() + shown.groups().read().len() + 1
            style:--columns=template style:--least-width=least>
            <div class="table-head" role="presentation">
                <div class="table-headings" role="rowgroup" node_ref=head on:scroll=move |event| follow(event, rows) on:focusin=uncover>
                    <div role="row" class="table-row" aria-rowindex="1">{headings}</div>
                </div>
                <PinnedHeading pinned role="row"/>
            </div>
            <div class="table-body" role="presentation" node_ref=rows on:scroll=move |event| follow(event, head)>{body}</div>
        </div>
    }
}

/// The heading that the focus comes to.
fn focused_cell(event: &FocusEvent) -> Option<web_sys::Element> {
    let target: web_sys::Element = event.target()?.dyn_into().ok()?;
    target.closest("[role=columnheader]").ok()?
}

/// A heading; a button where there is something to sort by.
fn head_cell(
    navigation: Navigation,
    words: Words,
    key: Option<SortKey>,
    figure: bool,
    name: Box<dyn Fn(&'static Catalogue) -> &'static str>,
) -> View {
    let name = Signal::derive(move || name(words.get()));
    let class = if figure { "cell cell-figure" } else { "cell" };
    let Some(key) = key else {
        return view! { <span role="columnheader" class=class>{name}</span> };
    };
    let direction = Signal::derive(move || {
        navigation.query().sort.filter(|sort| sort.key == key).map(|sort| sort.direction)
    });
    let sorted = move || match direction.get() {
        Some(Direction::Ascending) => "ascending",
        Some(Direction::Descending) => "descending",
        None => "none",
    };
    let arrow = move || match direction.get() {
        Some(Direction::Ascending) => "↑",
        Some(Direction::Descending) => "↓",
        None => "",
    };
    view! {
        <span role="columnheader" class=class aria-sort=sorted>
            <button type="button" on:click=move |_| navigation.ask(|query| query.sort = Sort::after_click(query.sort, key))>
                {name} <i aria-hidden="true">{arrow}</i>
            </button>
        </span>
    }
}

fn table_row(columns: &[Column], with_flags: bool) -> Pattern {
    let mut pattern = PatternBuilder::new();
    let line = Element::html("div");
    line.set("class", "table-row server-row");
    line.set("role", "presentation");
    pattern.attribute_text(&line, "data-server", |glance| glance.server.id.to_string());
    pattern.attribute_value(&line, "data-state", |glance| glance.state().name().into());
    let link = Element::html("a");
    pattern.attribute_text(&link, "href", |glance| Route::server(glance.server.id).to_string());
    // It lies over the whole row, which is where a pointer finds it. The name may be cut.
    pattern.attribute_text(&link, "title", |glance| {
        let silence = glance.silence();
        let parts: &[&str] = if silence.is_empty() { &[] } else { &["\n", &silence] };
        [&[glance.name().as_str()], parts].concat().concat()
    });
    // Where no column tells it.
    if !columns.contains(&Column::State) {
        let mark = liveness_mark(&mut pattern, &[], StateWord::InMark);
        link.add(view! { <span class="row-mark">{mark}</span> });
    }
    let name = pattern.text(|glance| glance.name());
    link.add(view! { <bdi>{name}</bdi> });
    let lock = lock(&mut pattern);
    line.add(view! { <span class="cell name" role="rowheader">{link.into_view()} {lock}</span> });
    for column in columns {
        line.add(cell(&mut pattern, *column, with_flags));
    }
    pattern.finish(line)
}
