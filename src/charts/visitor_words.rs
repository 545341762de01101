//! What a chart says in the visitor's language, by the visitor's clock.

use leptos::wasm_bindgen::JsValue;
use nezha_chart::{Clock, PlainWords, TickLabel, Words, Zone};
use web_sys::CanvasRenderingContext2d;

/// Labels measured by the canvas that will show them.
pub(super) struct VisitorWords<'a> {
    context: &'a CanvasRenderingContext2d,
    plain: PlainWords<'a>,
}

impl<'a> VisitorWords<'a> {
    /// Sets the font of `context` for measuring.
    pub(super) fn new(
        context: &'a CanvasRenderingContext2d,
        font_px: f32,
        no_data: &'a str,
        unit: &'a str,
    ) -> Self {
        context.set_font(&font(font_px));
        Self { context, plain: PlainWords { clock: Clock::H24, unit, no_data, font_px } }
    }
}

/// The font of a chart's labels.
pub(super) fn font(font_px: f32) -> String {
    format!("{}px system-ui, sans-serif", font_px.round() as u32)
}

impl Words for VisitorWords<'_> {
    fn time(&self, label: TickLabel) -> String {
        self.plain.time(label)
    }

    fn value(&self, value: f32, step: f32, top: bool) -> String {
        self.plain.value(value, step, top)
    }

    fn no_data(&self) -> &str {
        self.plain.no_data
    }

    fn width(&self, text: &str) -> f32 {
        self.context
            .measure_text(text)
            .map_or_else(|_| self.plain.width(text), |metrics| metrics.width() as f32)
    }
}

/// The visitor's own zone, daylight saving time included.
pub(super) struct VisitorZone;

impl Zone for VisitorZone {
    fn offset_minutes_at(&self, unix_ms: i64) -> i32 {
        -js_sys::Date::new(&JsValue::from_f64(unix_ms as f64)).get_timezone_offset() as i32
    }
}
