//! The table behind a chart.

use std::rc::Rc;

use leptos::prelude::*;
use nezha_chart::rows;

use super::picture::{Looking, Picture};
use crate::components::When;
use crate::dom::{Signal, Var, View, shared, view};
use crate::kept::settings::Settings;
use crate::words::{Words, fill, format, zone::VisitorTime};

/// So many rows are made at once; a day has 1,440.
const AT_ONCE: usize = 120;

/// Every sample of what is shown, newest first; made when it is opened.
#[component]
pub(crate) fn DataTable(
    /// What is drawn.
    picture: Rc<dyn Fn() -> Option<Picture>>,
    /// Where one looks.
    looking: Looking,
) -> View {
    let words = Words::of_app();
    let is_open = Var::new(false);
    let limit = Var::new(AT_ONCE);
    let toggle = move |_| is_open.update(|open| *open = !*open);
    let count = {
        let picture = Rc::clone(&picture);
        move || picture().map_or(0, |picture| rows(&picture.samples(), looking.range(picture.whole)).count())
    };
    // Made once: a button that is made anew with every sample cannot be pressed with the keyboard.
    let more = Rc::new(move || {
        let count = count.clone();
        let rest = Signal::memo(move || count().saturating_sub(limit.get()));
        let text = move || {
            let pattern =
                words.counted(rest.get(), |w| w.chart_table_more_one(), |w| w.chart_table_more_other());
            fill(pattern, &[("n", &rest.get().to_string())])
        };
        view! {
            <button type="button" class="solo" hidden=move || rest.get() == 0 on:click=move |_| limit.update(|limit| *limit += 10 * AT_ONCE)>{text}</button>
        }
    });
    let table = Rc::new(move || {
        picture().map_or_else(View::nothing, |picture| show(&picture, looking, limit, words))
    });
    view! {
        <button type="button" class="solo" aria-expanded=move || is_open.get().to_string() on:click=toggle>
            {words.say(|w| w.chart_table())}
        </button>
        <When condition=Signal::derive(move || is_open.get())>
            <div class="chart-table" tabindex="0" role="region" aria-label=words.say(|w| w.chart_table())>
                {
                    let table = Rc::clone(&table);
                    move || table()
                }
                {more()}
            </div>
        </When>
    }
}

fn show(picture: &Picture, looking: Looking, limit: Var<usize>, words: Words) -> View {
    let preferences = shared::<Settings>().preferences();
    let time = VisitorTime::of(&preferences, words.get());
    let samples = picture.samples();
    let mut all: Vec<_> = rows(&samples, looking.range(picture.whole)).collect();
    all.reverse();
    all.truncate(limit.get());
    let heads =
        picture.lines.iter().map(|line| view! { <th scope="col"><bdi>{line.name.clone()}</bdi></th> });
    let heads = heads.collect::<Vec<_>>();
    let row = |row: nezha_chart::Row| {
        let cell = |cell: &Option<nezha_chart::Sample>| {
            let text = cell.map_or(format::UNKNOWN.to_owned(), |sample| picture.say(&sample, words));
            view! { <td>{text}</td> }
        };
        let cells = row.cells.iter().map(cell).collect::<Vec<_>>();
        view! { <tr><th scope="row">{time.moment(row.time_ms, picture.seconds)}</th>{cells}</tr> }
    };
    let body = all.into_iter().map(row).collect::<Vec<_>>();
    view! {
        <table class="numbers samples">
            <thead><tr><th scope="col">{words.get().chart_time()}</th>{heads}</tr></thead>
            <tbody>{body}</tbody>
        </table>
    }
}
