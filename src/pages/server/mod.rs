//! One server.

mod dial;
mod dials;
mod facts;
mod live;
mod live_charts;
mod live_tools;
mod missing;
mod near;
mod neighbours;
mod plan_form;
mod rehearsal;
mod timeline;
mod traffic;

use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;
use nezha_fleet::liveness::Liveness;

use crate::charts::LatencyChart;
use crate::components::{LivenessMark, Pin, When};
use crate::dom::{Child, Signal, Var, View, react, shared, view};
use crate::fleet::{Fleet, Row};
use crate::navigation::Navigation;
use crate::recorder::Recorder;
use crate::route::Route;
use crate::words::{Words, fill, format, names, states::state_word};
use dials::Dials;
use facts::Facts;
use live::Live;
use missing::Missing;
use near::Near;
use neighbours::Neighbours;
pub use rehearsal::Rehearsal;
use traffic::Traffic;

/// The lines of the latency are painted first; where they take longer than this, the rest of the page does not wait.
const LATER_MS: u32 = 150;

/// Some frames: what was drawn is on the screen by then, also on a slow machine.
const FRAMES_MS: u32 = 50;

/// The server of the address: gauges, latency, live charts, traffic, facts.
#[component]
pub fn ServerPage() -> View {
    let fleet = shared::<Fleet>();
    let route = shared::<Navigation>().route();
    let id = Signal::memo(move || match route.get() {
        Route::Server { id, .. } => Some(id),
        _ => None,
    });
    // The row is the same as long as the server is in the list.
    let known = Signal::memo(move || id.get().filter(|id| fleet.row(*id).is_some()));
    View::following(move || match (known.get(), id.get()) {
        // Not followed: the page is not made anew because the list has another order.
        (Some(id), _) => untrack(|| fleet.row(id)).map_or_else(View::nothing, |row| view! { <Known row/> }),
        (None, Some(id)) => view! { <Missing id/> },
        (None, None) => View::nothing(),
    })
}

#[component]
fn Known(row: Row) -> View {
    let id = row.id;
    // Made before what stands above it: its question is under way while the rest is made.
    page_with(row, |ChartOf { name, painted, later }| {
        // From when the live charts are made, which show what is recorded.
        react(move || {
            if later.get() {
                Recorder::of_app().watch(id);
            }
        });
        view! { <LatencyChart server_id=id server_name=name painted later/> }
    })
}

/// What the chart of a page is told, and tells.
struct ChartOf {
    name: Signal<String>,
    painted: Var<Option<usize>>,
    later: Var<bool>,
}

/// The page of a server, with this chart.
fn page_with(row: Row, chart: impl FnOnce(ChartOf) -> View) -> View {
    let words = Words::of_app();
    let fleet = shared::<Fleet>();
    let navigation = shared::<Navigation>();
    let id = row.id;
    let server = Var::from(row.server);
    let liveness = Var::from(row.liveness);
    let state = Signal::memo(move || liveness.get().state());
    let name = Signal::derive(move || names::server_name(&server.read().name, id, words));
    let (painted, later) = (Var::new(None::<usize>), Var::new(false));
    let chart = chart(ChartOf { name, painted, later });
    let seen = Signal::derive(move || match liveness.get() {
        Liveness::Live | Liveness::NoReport | Liveness::Unknown => state_word(state.get(), words).to_owned(),
        silent @ (Liveness::Late { .. } | Liveness::Offline { .. }) => {
            let Some(silent_s) = fleet.ages_by_s().get().and_then(|now_s| silent.silent_s(now_s)) else {
                return state_word(state.get(), words).to_owned();
            };
            let ago = fill(words.get().reported_ago(), &[("age", &words.span(silent_s))]);
            format!("{} · {ago}", state_word(state.get(), words))
        }
    });
    let tag = move || {
        let tag = server.read().tag.clone();
        (!tag.is_empty()).then(|| {
            let address = navigation.tagged(&tag).to_string();
            view! { <a class="chip" href=address><bdi>{format::shown(&tag)}</bdi></a> }
        })
    };
    let show_the_rest = move |wait_ms: u32| {
        spawn_local(async move {
            TimeoutFuture::new(wait_ms).await;
            later.set_if_new(true);
        });
    };
    show_the_rest(LATER_MS);
    react(move || {
        if painted.get().is_some() {
            // After the frame that shows the lines.
            request_animation_frame(move || show_the_rest(FRAMES_MS));
        }
    });
    let rest = move || {
        if !later.get() {
            return View::nothing();
        }
        view! {
            <section class="panel">
                <h2>{words.say(|w| w.machine())}</h2>
                <Facts server/>
            </section>
            <Near><Live server_id=id server server_name=name/></Near>
            <Near><Traffic server_id=id server/></Near>
        }
    };
    view! {
        <div class="title" data-state=move || state.get().name()>
            <LivenessMark state/>
            <h1><bdi>{name}</bdi></h1>
            {tag}
            <When condition=Signal::derive(move || server.read().hidden == Some(true))>
                <span class="chip">{words.say(|w| w.hidden_from_guests())}</span>
            </When>
            <span class="hint">{seen}</span>
            <Pin id/>
            <Neighbours id/>
        </div>
        <section class="panel gauges" data-state=move || state.get().name()><Dials server/></section>
        {chart}
        {rest}
    }
}
