//! Time that only ever goes forward, and the browser's own time.

use std::cell::Cell;

use web_sys::Performance;

/// By how much the browser's clock has to run ahead of the page's own, in milliseconds, to tell of a sleep.
const SLEPT_MS: f64 = 5_000.0;

thread_local! {
    static PAGE_CLOCK: Option<Performance> = web_sys::window().and_then(|window| window.performance());
    /// How long the machine has slept since the page was opened, and by how much the browser's clock was ahead of the
    /// page's when that was last looked at, in milliseconds.
    static SLEEP: Cell<(f64, Option<f64>)> = const { Cell::new((0.0, None)) };
}

/// Milliseconds since the page was opened, by the page's own clock; never goes back, and nothing moves it. It may stand still
/// while the machine sleeps.
pub fn awake_ms() -> f64 {
    PAGE_CLOCK.with(|clock| clock.as_ref().map_or(0.0, Performance::now))
}

/// Milliseconds since the page was opened; never goes back. Time that the machine slept is part of it, which the page's own
/// clock leaves out in some browsers: the browser's clock tells, and it is only compared with itself.
pub fn monotonic_ms() -> f64 {
    let awake_ms = awake_ms();
    SLEEP.with(|sleep| {
        let (slept_ms, before_ms) = sleep.get();
        let ahead_ms = browser_ms() - awake_ms;
        let slept_ms = slept_ms + slept_between(before_ms, ahead_ms);
        sleep.set((slept_ms, Some(ahead_ms)));
        awake_ms + slept_ms
    })
}

/// How long the machine slept between two looks at how far the browser's clock is ahead, in milliseconds. Clocks drift apart
/// a little by themselves, and one that is set back tells nothing.
fn slept_between(before_ms: Option<f64>, now_ms: f64) -> f64 {
    let jump_ms = now_ms - before_ms.unwrap_or(now_ms);
    if jump_ms >= SLEPT_MS { jump_ms } else { 0.0 }
}

/// Runs something and tells the browser's performance timeline how long it took, for whoever watches that: the bench,
/// or a person with the browser's tools. Nothing is kept.
pub fn timed<T>(name: &str, run: impl FnOnce() -> T) -> T {
    let Some(performance) = web_sys::window().and_then(|window| window.performance()) else { return run() };
    // A timeline that takes no marks is no reason not to go on.
    let _ = performance.mark(name);
    let done = run();
    let _ = performance.measure_with_start_mark(name, name);
    performance.clear_marks_with_mark_name(name);
    performance.clear_measures_with_measure_name(name);
    done
}

/// The browser's clock, in Unix milliseconds. It may be wrong by hours: only ever compare it with itself.
pub fn browser_ms() -> f64 {
    js_sys::Date::now()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_hour_of_sleep_is_an_hour() {
        assert_eq!(slept_between(Some(50.0), 3_600_050.0), 3_600_000.0);
    }

    #[test]
    fn neither_a_first_look_nor_drift_nor_a_clock_set_back_is_sleep() {
        assert_eq!(slept_between(None, 1_795_341_896_000.0), 0.0);
        assert_eq!(slept_between(Some(50.0), 51.0), 0.0);
        assert_eq!(slept_between(Some(50.0), -3_600_000.0), 0.0);
    }
}
