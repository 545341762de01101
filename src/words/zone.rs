//! Dates and times as the visitor reads them: by the zone and the clock that were chosen.

use leptos::wasm_bindgen::JsValue;
use nezha_chart::{Clock, HalfDays, Range, TickLabel, Wall, Zone};

use crate::kept::preferences::{Preferences, Setting};
use crate::words::Catalogue;

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

/// Zone and clock together.
#[derive(Clone, Copy)]
pub(crate) struct VisitorTime {
    zone: VisitorZone,
    pub(crate) clock: Clock,
}

impl VisitorTime {
    /// As they were chosen, in the visitor's language.
    pub(crate) fn of(preferences: &Preferences, words: &'static Catalogue) -> Self {
        let halves = || HalfDays {
            morning: [words.before_noon_prefix(), words.before_noon_suffix()],
            afternoon: [words.after_noon_prefix(), words.after_noon_suffix()],
        };
        let clock = if preferences.get(Setting::Clock) == "12" { Clock::H12(halves()) } else { Clock::H24 };
        Self { zone: VisitorZone::of(preferences), clock }
    }

    /// From when to when, in two texts: the day of the second one only where it is another.
    pub(crate) fn stretch(&self, range: Range, seconds: bool) -> [String; 2] {
        let [from, to] = [range.from_ms, range.to_ms].map(|at_ms| Wall::at(at_ms, &self.zone));
        let is_one_day = (from.year, from.month, from.day) == (to.year, to.month, to.day);
        let end = if is_one_day { self.time_of_day(to, seconds) } else { self.moment(range.to_ms, seconds) };
        [self.moment(range.from_ms, seconds), end]
    }

    /// Date and time, with seconds where asked.
    pub(crate) fn moment(&self, unix_ms: i64, seconds: bool) -> String {
        let wall = Wall::at(unix_ms, &self.zone);
        [TickLabel::Day(wall).plain(self.clock), self.time_of_day(wall, seconds)].join(" ")
    }

    fn time_of_day(&self, wall: Wall, seconds: bool) -> String {
        let time = if seconds { TickLabel::Second(wall) } else { TickLabel::Minute(wall) };
        time.plain(self.clock)
    }
}
