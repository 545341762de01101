//! What a chart says in the visitor's language, by the visitor's clock.

use leptos::wasm_bindgen::JsValue;
use nezha_chart::{Clock, PlainWords, Range, TickLabel, Unit, Wall, Words, Zone};

use crate::preferences::{Preferences, Setting};

/// The font of a chart's labels.
pub(super) fn font(font_px: f32) -> String {
    format!("{}px system-ui, sans-serif", font_px.round() as u32)
}

/// The words of a chart.
pub(super) struct VisitorWords<'a> {
    plain: PlainWords<'a>,
    unit: Unit,
}

impl<'a> VisitorWords<'a> {
    pub(super) fn new(preferences: &Preferences, font_px: f32, no_data: &'a str, unit: Unit) -> Self {
        Self { plain: PlainWords { clock: clock(preferences), unit: "", no_data, font_px }, unit }
    }
}

impl Words for VisitorWords<'_> {
    fn time(&self, label: TickLabel) -> String {
        self.plain.time(label)
    }

    fn value(&self, value: f32, step: f32, top: bool) -> String {
        self.unit.label(value, step, top)
    }

    fn no_data(&self) -> &str {
        self.plain.no_data
    }

    /// An estimate, rather too much than too little: asking the canvas for every label costs more than drawing them.
    fn width(&self, text: &str) -> f32 {
        self.plain.width(text)
    }
}

/// How the visitor counts hours.
pub(crate) fn clock(preferences: &Preferences) -> Clock {
    if preferences.get(Setting::Clock) == "12" { Clock::H12 } else { Clock::H24 }
}

/// By whose clock charts and dates are.
#[derive(Clone, Copy)]
pub(crate) struct VisitorZone {
    utc: bool,
}

impl VisitorZone {
    pub(crate) fn of(preferences: &Preferences) -> Self {
        Self { utc: preferences.get(Setting::Zone) == "utc" }
    }
}

impl Zone for VisitorZone {
    /// The browser's own zone knows daylight saving time.
    fn offset_minutes_at(&self, unix_ms: i64) -> i32 {
        if self.utc {
            return 0;
        }
        -js_sys::Date::new(&JsValue::from_f64(unix_ms as f64)).get_timezone_offset() as i32
    }
}

/// From when to when, in two texts: the day of the second one only where it is another.
pub(super) fn stretch(range: Range, preferences: &Preferences, seconds: bool) -> [String; 2] {
    let zone = VisitorZone::of(preferences);
    let [from, to] = [range.from_ms, range.to_ms].map(|at_ms| Wall::at(at_ms, &zone));
    let is_one_day = (from.year, from.month, from.day) == (to.year, to.month, to.day);
    let end = if is_one_day {
        time_of_day(to, preferences, seconds)
    } else {
        moment(range.to_ms, preferences, seconds)
    };
    [moment(range.from_ms, preferences, seconds), end]
}

fn time_of_day(wall: Wall, preferences: &Preferences, seconds: bool) -> String {
    let time = if seconds { TickLabel::Second(wall) } else { TickLabel::Minute(wall) };
    time.plain(clock(preferences))
}

/// Date and time, with seconds where asked.
pub(crate) fn moment(unix_ms: i64, preferences: &Preferences, seconds: bool) -> String {
    let wall = Wall::at(unix_ms, &VisitorZone::of(preferences));
    [TickLabel::Day(wall).plain(clock(preferences)), time_of_day(wall, preferences, seconds)].join(" ")
}
