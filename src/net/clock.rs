//! Time that only ever goes forward, and the browser's own time.

/// Milliseconds since the page was opened; never goes back, may stand still while the machine sleeps.
pub fn monotonic_ms() -> f64 {
    web_sys::window().and_then(|window| window.performance()).map_or(0.0, |performance| performance.now())
}

/// The browser's clock, in Unix milliseconds. It may be wrong by hours: only ever compare it with itself.
pub fn browser_ms() -> f64 {
    js_sys::Date::now()
}
