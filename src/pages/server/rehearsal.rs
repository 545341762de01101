//! A server's page that nobody sees, made once before the first one that somebody waits for.
//!
//! A browser compiles a function of WebAssembly when it is first called, and looks for a font when text first needs it. Of the
//! time from the click on a server to its lines, that was a third.

use std::fmt::Write;
use std::sync::Arc;

use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use leptos::task::{spawn_local, tick};
use nezha_api::{Endpoint, GetMonitor, MonitorSeries, RawReply};
use nezha_fleet::units::MINUTE_MS;

use super::{ChartOf, page_with};
use crate::browser::{page, scroll};
use crate::charts::LatencyPanel;
use crate::dom::{Child, Var, View, shared, view};
use crate::fleet::{Fleet, Row};
use crate::history::Latency;
use crate::navigation::Navigation;
use crate::route::Route;

/// So long it waits where the browser is busy, in milliseconds, before it looks again.
const LATER_MS: u32 = 300;

/// It waits for a time in which the browser has nothing to do for so long, in milliseconds: not while somebody scrolls.
const IDLE_MS: f64 = 40.0;

/// So often it is tried.
const TRIES: u32 = 30;

/// As many samples as a day has minutes.
const SAMPLES: u64 = 1_440;

/// More monitors than a server mostly has. What has run for long enough a browser compiles well, on another core. With eight it
/// began to when the first real page was drawn, which needs that core.
const MONITORS: u64 = 13;

/// Which sample was lost, and which took longest.
const LOST_AT: u64 = 500;
const SPIKE_AT: u64 = 900;

/// Shows nothing. With the list on the screen, the first server's page is made out of sight, with a latency that is made up,
/// and taken away before anything else happens: at once where a server is pointed at, otherwise when the browser is idle. It
/// asks the dashboard nothing.
#[component]
pub fn Rehearsal() -> View {
    let fleet = shared::<Fleet>();
    let route = shared::<Navigation>().route();
    let on_stage = Var::new(None::<Row>);
    let is_wanted = move || !page::is_hidden() && matches!(*route.read_untracked(), Route::Servers(_));
    spawn_local(async move {
        let at_once = is_wanted() && is_near();
        if !at_once && !comes_to_rest(is_wanted).await {
            return;
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

/// Whether a server is about to be opened. Where the list has been scrolled it may be moving below the pointer.
fn is_near() -> bool {
    let near = ["a[href^='", Route::SERVER, "']:is(:hover, :focus)"].concat();
    scroll::scroll_top() == 0.0 && document().query_selector(&near).is_ok_and(|link| link.is_some())
}

/// Waits until the browser is idle. `false` where nobody wants that any more, where the browser does not tell, and where it never is.
async fn comes_to_rest(is_wanted: impl Fn() -> bool) -> bool {
    for _ in 0..TRIES {
        let Some(idle_ms) = page::idle_ms().await else { return false };
        if !is_wanted() || idle_ms >= IDLE_MS {
            return is_wanted();
        }
        TimeoutFuture::new(LATER_MS).await;
    }
    false
}

/// The latency of nobody.
fn made_up(ChartOf { name, painted, later }: ChartOf) -> View {
    let now_s = shared::<Fleet>().now_s().get_untracked().unwrap_or_default();
    let latency = Latency { series: decoded(now_s).map(Arc::new), ..Latency::default() };
    view! { <LatencyPanel server_id=0 latency=Var::new(latency) server_name=name painted later/> }
}

/// Monitors of an answer that no dashboard gave, of the day before a moment in Unix seconds: every line is drawn, with a lost
/// sample, and one that leaves the chart at its top.
fn decoded(now_s: i64) -> Option<Vec<MonitorSeries>> {
    let from_ms = now_s.saturating_mul(1_000).saturating_sub(SAMPLES as i64 * MINUTE_MS);
    let monitors = (1..=MONITORS).map(|id| {
        let (mut times_ms, mut delays_ms) = (String::new(), String::new());
        for minute in 0..SAMPLES {
            let comma = if minute == 0 { "" } else { "," };
            // Writing to text never fails.
            let _ = write!(times_ms, "{comma}{}", from_ms.saturating_add(minute as i64 * MINUTE_MS));
            let _ = match minute {
                LOST_AT => write!(delays_ms, "{comma}0"),
                SPIKE_AT => write!(delays_ms, "{comma}900"),
                _ => write!(delays_ms, "{comma}{}.25", 40 + (minute * id) % 90),
            };
        }
        format!(r#"{{"monitor_id":{id},"created_at":[{times_ms}],"avg_delay":[{delays_ms}]}}"#)
    });
    let monitors = monitors.collect::<Vec<_>>().join(",");
    let body = format!(r#"{{"code":0,"message":"success","result":[{monitors}]}}"#);
    Some(GetMonitor { server_id: 0 }.decode(&RawReply::json(200, body)).ok()?.result)
}
