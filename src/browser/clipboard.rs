//! Copying, also where the page is no secure context: most V0 dashboards are plain HTTP.

use js_sys::futures::JsFuture;
use leptos::prelude::{document, window};
use leptos::wasm_bindgen::{JsCast, JsValue};
use web_sys::{HtmlDocument, HtmlTextAreaElement};

use super::focus;

/// Puts a text on the clipboard. Returns whether that worked.
pub async fn copy(text: &str) -> bool {
    if window().is_secure_context() {
        let written = window().navigator().clipboard().write_text(text);
        if JsFuture::from(written).await.is_ok() {
            return true;
        }
    }
    copy_by_selection(text).is_ok_and(|copied| copied)
}

/// The old way: select the text in a field that nobody sees, and ask the browser to copy the selection.
fn copy_by_selection(text: &str) -> Result<bool, JsValue> {
    let document: HtmlDocument = document().unchecked_into();
    let Some(body) = document.body() else { return Ok(false) };
    let field: HtmlTextAreaElement = document.create_element("textarea")?.unchecked_into();
    field.set_class_name("out-of-sight");
    field.set_value(text);
    let focused = document.active_element();
    body.append_child(&field)?;
    field.select();
    let copied = document.exec_command("copy");
    field.remove();
    // Selecting took the focus from the button that was pressed.
    if let Some(focused) = focused {
        focus::move_in_place(focused.unchecked_ref());
    }
    copied
}
