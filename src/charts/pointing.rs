//! Keys that zoom, elements that follow the pointer, and the size of a chart.

use leptos::ev::{self, KeyboardEvent};
use leptos::prelude::*;
use nezha_chart::Range;
use web_sys::HtmlElement;

use super::picture::Looking;
use crate::browser::observe::on_resize;

/// Escape takes the cursor away and then the zoom; plus and minus zoom around the cursor.
pub(super) fn other_key(
    key: &str,
    event: &KeyboardEvent,
    looking: Looking,
    (range, whole, from_ms): (Range, Range, Option<i64>),
    shortest_ms: i64,
) {
    let middle_ms = from_ms.unwrap_or(range.from_ms + range.length_ms() / 2);
    let factor = match key {
        "Escape" if from_ms.is_some() => return looking.cursor.set(None),
        "Escape" => return looking.part.set(None),
        "+" | "=" => 0.5,
        "-" => 2.0,
        _ => return,
    };
    event.prevent_default();
    looking.show(range.scaled(middle_ms, factor, shortest_ms).clamp(whole), whole);
}

/// Calls back when an element has another size, or the window: another screen, or another zoom of the browser, has other
/// pixels even where the element stays as large. For as long as the caller's owner lives.
pub(super) fn follow_size(element: &HtmlElement, measure: impl Fn() + Clone + 'static) {
    let again = measure.clone();
    let resized = window_event_listener(ev::resize, move |_| again());
    on_cleanup(move || resized.remove());
    on_resize(&[element], measure);
}

/// Moves an element to a position from the left, in CSS pixels.
pub(super) fn put(element: &HtmlElement, x: f32) {
    // Only a property of another name could fail, here and below.
    let _ = element.style().set_property("transform", &["translateX(", &px(x), ")"].concat());
}

/// Sets a length of its style, in CSS pixels.
pub(super) fn set(element: &HtmlElement, property: &str, length: f32) {
    let _ = element.style().set_property(property, &px(length));
}

/// A length as styles have it, to the thousandth: pixels of the screen may be no whole CSS pixels.
fn px(length: f32) -> String {
    let thousandths = (f64::from(length) * 1000.0).round().max(0.0) as u32;
    format!("{}.{:03}px", thousandths / 1000, thousandths % 1000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_told_to_the_thousandth() {
        assert_eq!([0.0, 0.8, 299.6, 1280.005].map(px), ["0.000px", "0.800px", "299.600px", "1280.005px"]);
        assert_eq!([-1.0, f32::NAN].map(px), ["0.000px", "0.000px"]);
    }
}
