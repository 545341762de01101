//! Time that only ever goes forward, and the browser's own time.

/// Milliseconds since the page was opened; never goes back, may stand still while the machine sleeps.
pub fn monotonic_ms() -> f64 {
    web_sys::window().and_then(|window| window.performance()).map_or(0.0, |performance| performance.now())
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
