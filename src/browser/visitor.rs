//! What the browser tells of its visitor: languages, keyboard, size of text.

use leptos::prelude::{document, window};

/// The visitor's languages, most wanted first.
pub fn languages() -> Vec<String> {
    window().navigator().languages().iter().filter_map(|tag| tag.as_string()).collect()
}

/// Whether the keyboard composes every word, of any language, as on Android.
pub fn composes_all() -> bool {
    let agent = window().navigator().user_agent().unwrap_or_default();
    agent.as_bytes().windows(7).any(|part| part == b"Android")
}

/// How much larger the visitor's text is than that of a browser as it comes: `tokens.css` has every length in rem.
pub fn text_scale() -> f64 {
    let style =
        document().document_element().and_then(|root| window().get_computed_style(&root).ok().flatten());
    let size = style.and_then(|style| style.get_property_value("font-size").ok());
    let size = size.map_or(f64::NAN, |size| js_sys::parse_float(&size));
    if size > 0.0 { size / 16.0 } else { 1.0 }
}
