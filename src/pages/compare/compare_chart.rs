//! The best servers' lines on one monitor.

use std::rc::Rc;

use leptos::prelude::*;
use nezha_chart::{Limit, Range, Spacing, Unit};
use nezha_fleet::compare::By;

use crate::charts::{ChartHint, DataTable, ExportButtons, Graph, Line, LinesOf, Looking, Picture};
use crate::comparison::{Comparison, DAY_MS, drawn, ranked};
use crate::dom::{Child, Signal, Var, View, shared, view};
use crate::kept::{preferences::Setting, settings::Settings};
use crate::words::{Words, fill, format};

/// A line a server, as long as any is kept that has the monitor.
#[component]
pub(super) fn CompareChart(
    /// What came in.
    comparison: Comparison,
    /// Of which servers it is shown; `None` for all.
    tag: Signal<Option<String>>,
    /// The monitor.
    monitor: Signal<Option<u64>>,
    /// Its name.
    monitor_name: Signal<String>,
    /// What servers are ranked by.
    by: Var<By>,
) -> View {
    let words = Words::of_app();
    let looking = Looking::new();
    let painted = Var::new(None::<usize>);
    // Only of the first servers lines are kept, and they need not have the monitor.
    let has_lines = Signal::memo({
        let comparison = comparison.clone();
        move || {
            let (servers, id, tag) = (comparison.servers(), monitor.get().unwrap_or_default(), tag.get());
            let mut of_tag = servers.iter().filter(|one| one.server.is_of(tag.as_ref()));
            of_tag.any(|server| server.on(id).is_some_and(|measured| measured.line.is_some()))
        }
    });
    let settings = shared::<Settings>();
    let spacing = Signal::memo(move || match settings.preferences().is_on(Setting::LogScale) {
        true => Spacing::Log,
        false => Spacing::Linear,
    });
    let picture: Rc<dyn Fn() -> Option<Picture>> = Rc::new(move || {
        let picture = picture_of(&comparison, tag.get().as_ref(), monitor.get()?, by.get(), words)?;
        Some(Picture { spacing: spacing.get(), ..picture })
    });
    let label = move |monitor: &str| fill(words.get().compare_label(), &[("monitor", monitor)]);
    let heading = Signal::derive(move || label(&format::isolated(&monitor_name.get())));
    let title = Signal::derive(move || label(&monitor_name.get()));
    View::following(move || {
        if !has_lines.get() {
            return View::nothing();
        }
        let picture = || Rc::clone(&picture);
        view! {
            <section class="panel latency">
                <header class="panel-head">
                    <h2>{heading}</h2>
                </header>
                <Graph picture=picture() looking label=heading painted/>
                <p class="hint chart-marks">{words.say(|w| w.compare_lines())}</p>
                <div class="chart-tools">
                    <DataTable picture=picture() looking/>
                    <ExportButtons picture=picture() looking lines_of=LinesOf::Servers title of=monitor_name/>
                </div>
                <ChartHint/>
            </section>
        }
    })
}

/// The lines of the best servers of a tag on a monitor; `None` where none is kept.
fn picture_of(
    comparison: &Comparison,
    tag: Option<&String>,
    monitor: u64,
    by: By,
    words: Words,
) -> Option<Picture> {
    let servers = comparison.servers();
    let ranked = ranked(&servers, tag, monitor, by);
    let lines = drawn(&servers, monitor, &ranked).into_iter().enumerate().filter_map(|(index, at)| {
        let one = servers.get(at)?;
        let measured = one.on(monitor)?;
        let line = Line { index, name: one.server.shown_name(words), ..Line::clone(measured.line.as_ref()?) };
        Some((Rc::new(line), measured.range.to_ms))
    });
    let (lines, ends_ms): (Vec<Rc<Line>>, Vec<i64>) = lines.unzip();
    (!lines.is_empty()).then(|| Picture {
        lines,
        whole: Range::last(DAY_MS, ends_ms.into_iter().max().unwrap_or_default()),
        unit: Unit::Milliseconds,
        limit: Limit::Robust,
        spacing: Spacing::Linear,
        fill: false,
        gap: |w| w.no_data(),
        seconds: false,
    })
}
