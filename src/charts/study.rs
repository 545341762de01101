//! A server's latency with what was found out about it. Lines are there at once; losses follow when they are painted.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;
use nezha_api::MonitorSeries;
use nezha_chart::{Mark, Range};
use nezha_fleet::latency::{Analysis, SampleKind, Summary};
use send_wrapper::SendWrapper;

use super::line::Line;
use super::slots::Slots;
use crate::dom::{Var, react, shared};
use crate::fleet::Fleet;
use crate::history::{Latency, told_ms};
use crate::kept::{
    preferences::{Preferences, Setting},
    settings::Settings,
};
use crate::words::{
    Words,
    names::{monitor_name, told_apart},
};

/// Time for the lines to be painted before anything else is worked out.
const PAINT_FIRST_MS: u32 = 120;

/// How many whole samples on either side a smoothed one is the median of.
const REACH: usize = 5;

/// One monitor.
#[derive(Clone)]
pub(crate) struct Studied {
    pub(crate) monitor_id: u64,
    pub(crate) line: Rc<Line>,
    /// `None` until it is worked out.
    analysis: Option<Rc<Analysis>>,
}

impl Studied {
    /// The monitor's numbers in a range, both ends included; `None` until they are worked out.
    pub(crate) fn summary(&self, range: Range) -> Option<Summary> {
        let analysis = self.analysis.as_ref()?;
        let Line { times_ms, values, .. } = &*self.line;
        Some(analysis.summary(times_ms, values, range.from_ms..range.to_ms.saturating_add(1)))
    }

    /// From where on samples are at the cap, in milliseconds.
    pub(crate) fn cap(&self) -> Option<f32> {
        self.analysis.as_ref().and_then(|analysis| analysis.cap)
    }
}

/// All monitors of a server, sorted by id.
#[derive(Clone)]
pub(crate) struct Study {
    monitors: Rc<RefCell<Vec<Studied>>>,
    /// Which colour and number each has, whatever the next answer holds.
    slots: Rc<RefCell<Slots>>,
    /// When the dashboard told them, in Unix milliseconds by its clock; `None` where nothing tells its time.
    told_ms: Rc<Cell<Option<i64>>>,
    changed: Trigger,
}

impl Study {
    /// Follows an answer: what the lines show at once, what they mean a moment later.
    pub(crate) fn of(latency: Var<Latency>, words: Words) -> Self {
        let settings = shared::<Settings>();
        let fleet = shared::<Fleet>();
        let study = Self {
            monitors: Rc::default(),
            slots: Rc::default(),
            told_ms: Rc::default(),
            changed: Trigger::new(),
        };
        let following = study.clone();
        let mut shown: Option<Arc<Vec<MonitorSeries>>> = None;
        let turn = Rc::new(Cell::new(0_u32));
        let left = SendWrapper::new(Rc::clone(&turn));
        on_cleanup(move || left.set(left.get() + 1));
        react(move || {
            let Some(monitors) = latency.read().series.clone() else {
                shown = None;
                return following.show(Vec::new());
            };
            let preferences = settings.preferences();
            words.get();
            let is_first = following.monitors.borrow().is_empty();
            let is_same = shown.as_ref().is_some_and(|shown| Arc::ptr_eq(shown, &monitors));
            if !is_same {
                following.told_ms.set(told_ms(fleet, latency.read_untracked().answered_ms));
            }
            let names = monitors.iter().map(|monitor| {
                (monitor.monitor_id, monitor_name(&monitor.monitor_name, monitor.monitor_id, words))
            });
            let names = told_apart(names.collect());
            if is_first {
                following.show(monitors.iter().map(|monitor| following.raw(monitor, &names)).collect());
            }
            shown = Some(Arc::clone(&monitors));
            let this_turn = turn.get() + 1;
            turn.set(this_turn);
            let turn = Rc::clone(&turn);
            let is_wanted = move || turn.get() == this_turn;
            let after_ms = if is_same { 0 } else { PAINT_FIRST_MS };
            spawn_local(following.clone().analyse(monitors, names, preferences, after_ms, is_wanted));
        });
        study
    }

    /// Works out what the lines mean, from so many milliseconds on, unless a newer answer has come or the page was left.
    async fn analyse(
        self,
        monitors: Arc<Vec<MonitorSeries>>,
        names: BTreeMap<u64, String>,
        preferences: Preferences,
        after_ms: u32,
        is_wanted: impl Fn() -> bool,
    ) {
        TimeoutFuture::new(after_ms).await;
        let mut studied = Vec::with_capacity(monitors.len());
        for monitor in monitors.iter() {
            if !is_wanted() {
                return;
            }
            studied.push(analysed(self.raw(monitor, &names), &preferences));
            // Other work between one monitor and the next: no task is long.
            TimeoutFuture::new(0).await;
        }
        if is_wanted() {
            self.show(studied);
        }
    }

    /// All monitors; the caller follows them.
    pub(crate) fn monitors(&self) -> Vec<Studied> {
        self.changed.track();
        self.monitors.borrow().clone()
    }

    /// All monitors, for code that does not follow.
    pub(crate) fn monitors_untracked(&self) -> Vec<Studied> {
        self.monitors.borrow().clone()
    }

    /// The time that they cover, of so many milliseconds: up to when they were told, so that it is to be seen where no
    /// sample came for hours. The caller follows it.
    pub(crate) fn whole(&self, length_ms: i64) -> Range {
        self.changed.track();
        let monitors = self.monitors.borrow();
        let newest_ms = monitors.iter().filter_map(|monitor| monitor.line.newest_ms()).max();
        Range::last(length_ms, newest_ms.max(self.told_ms.get()).unwrap_or_default())
    }

    /// One of them, by its id; the caller follows it.
    pub(crate) fn monitor(&self, id: u64) -> Option<Studied> {
        self.changed.track();
        self.monitors.borrow().iter().find(|monitor| monitor.monitor_id == id).cloned()
    }

    /// What V0's values say of themselves: 0 is "all probes lost".
    fn raw(&self, monitor: &MonitorSeries, names: &BTreeMap<u64, String>) -> Studied {
        let name = names.get(&monitor.monitor_id).cloned().unwrap_or_default();
        let mut line = Line::of_monitor(self.slots.borrow_mut().of(monitor.monitor_id), name, monitor);
        let mark = |value: &f32| if *value <= 0.0 { Mark::Lost } else { Mark::Plain };
        line.marks = line.values.iter().map(mark).collect();
        Studied { monitor_id: monitor.monitor_id, line: Rc::new(line), analysis: None }
    }

    fn show(&self, monitors: Vec<Studied>) {
        self.monitors.replace(monitors);
        self.changed.notify();
    }
}

fn analysed(studied: Studied, preferences: &Preferences) -> Studied {
    let Studied { monitor_id, line, .. } = studied;
    let mut line = Rc::unwrap_or_clone(line);
    let analysis = Analysis::of(&line.times_ms, &line.values, preferences.probing());
    line.marks = analysis.kinds.iter().map(mark).collect();
    if preferences.is_on(Setting::Smoothing) {
        line.smoothed = analysis.smoothed(&line.values, REACH);
    }
    Studied { monitor_id, line: Rc::new(line), analysis: Some(Rc::new(analysis)) }
}

/// How a chart shows what a sample is.
pub(crate) fn mark(kind: &SampleKind) -> Mark {
    match kind {
        SampleKind::Whole => Mark::Plain,
        SampleKind::Lost => Mark::Lost,
        SampleKind::PartlyLost { .. } => Mark::PartlyLost,
        SampleKind::CannotTell => Mark::CannotTell,
        SampleKind::AtCap => Mark::Capped,
    }
}
