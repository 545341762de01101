//! A server's page that nobody sees, made once before the first one that somebody waits for.
//!
//! A browser compiles a function of WebAssembly when it is first called, and looks for a font when text first needs it. Of the
//! time from the click on a server to its lines, that was a third.

use std::fmt::Write;
use std::sync::Arc;

use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use leptos::task::{spawn_local, tick};
use nezha_api::{Endpoint, GetMonitor, RawReply, Series};

use super::{ChartOf, page_with};
use crate::charts::LatencyPanel;
use crate::dom::{Child, Var, View, shared, view};
use crate::fleet::{Fleet, Row};
use crate::history::Latency;
use crate::navigation::Navigation;
use crate::net::page;
use crate::route::Route;

/// First the answer that is being read is shown, in milliseconds; and so long it waits where the browser is busy.
const LATER_MS: u32 = 300;

/// It waits for a time in which the browser has nothing to do for so long, in milliseconds: not while somebody scrolls.
const IDLE_MS: f64 = 40.0;

/// As many as a day has minutes, so that what reads and draws them is compiled well.
const SAMPLES: u64 = 1_440;

const MINUTE_MS: u64 = 60_000;

/// Shows nothing. When the browser is idle, with the list on the screen, the first server's page is made out of sight, with a
/// latency that is made up, and taken away before anything else happens. It asks the dashboard nothing.
#[component]
pub fn Rehearsal() -> View {
    let fleet = shared::<Fleet>();
    let route = shared::<Navigation>().route();
    let on_stage = Var::new(None::<Row>);
    spawn_local(async move {
        loop {
            TimeoutFuture::new(LATER_MS).await;
            match page::idle_ms().await {
                Some(idle_ms) if idle_ms < IDLE_MS || page::is_hidden() => {}
                Some(_) if matches!(*route.read_untracked(), Route::Servers(_)) => break,
                // Who has opened another page does not need it, and what cannot tell when it is idle is left in peace.
                _ => return,
            }
        }
        on_stage.set(fleet.rows().read_untracked().first().cloned());
        // No frame and no event comes between.
        tick().await;
        on_stage.set(None);
    });
    View::following(move || {
        on_stage.get().map_or_else(View::nothing, |row| {
            let page = untrack(|| page_with(row, made_up));
            view! { <div class="out-of-sight" aria-hidden="true" inert=true><div class="rehearsal">{page}</div></div> }
        })
    })
}

/// The latency of nobody.
fn made_up(ChartOf { name, painted, later }: ChartOf) -> View {
    let latency = Latency { series: decoded().map(Arc::new), ..Latency::default() };
    view! { <LatencyPanel server_id=0 latency=Var::new(latency) server_name=name painted later/> }
}

/// Two monitors of an answer that no dashboard gave.
fn decoded() -> Option<Vec<Series>> {
    let monitors = [1, 2].map(|id| {
        let (mut times_ms, mut delays_ms) = (String::new(), String::new());
        for minute in 0..SAMPLES {
            let comma = if minute == 0 { "" } else { "," };
            // Writing to text never fails.
            let _ = write!(times_ms, "{comma}{}", minute * MINUTE_MS);
            let _ = write!(delays_ms, "{comma}{}.25", 40 + (minute * id) % 90);
        }
        format!(r#"{{"monitor_id":{id},"created_at":[{times_ms}],"avg_delay":[{delays_ms}]}}"#)
    });
    let body = format!(r#"{{"code":0,"message":"success","result":[{}]}}"#, monitors.join(","));
    Some(GetMonitor { server_id: 0 }.decode(&RawReply::json(200, body)).ok()?.result)
}
