//! Dates and times as the visitor reads them: by the zone and the clock that were chosen.

use leptos::wasm_bindgen::JsValue;
use nezha_chart::{Clock, Range, TickLabel, Wall, Zone};

use crate::preferences::{Preferences, Setting};

/// How hours are counted.
pub(crate) fn clock(preferences: &Preferences) -> Clock {
    if preferences.get(Setting::Clock) == "12" { Clock::H12 } else { Clock::H24 }
}

/// In which zone they are.
#[derive(Clone, Copy)]
pub(crate) struct VisitorZone {
    utc: bool,
}

impl VisitorZone {
    /// The one that was chosen.
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
pub(crate) fn stretch(range: Range, preferences: &Preferences, seconds: bool) -> [String; 2] {
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
