//! The system of the visitor's own machine.

use leptos::prelude::window;
use leptos::wasm_bindgen::JsValue;
use nezha_install::Platform;

/// The system that the visitor's own machine runs, as far as its browser tells.
pub fn visitors_platform() -> Option<Platform> {
    let navigator = window().navigator();
    let member = |object: &JsValue, name: &str| js_sys::Reflect::get(object, &name.into()).ok();
    // Only newer browsers have it, and only in secure contexts.
    let hint = member(&navigator, "userAgentData").and_then(|data| member(&data, "platform"));
    let hint = hint.and_then(|hint| hint.as_string()).unwrap_or_default();
    Platform::of_visitor(&navigator.user_agent().unwrap_or_default(), &hint)
}
