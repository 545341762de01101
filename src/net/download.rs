//! Handing a file to the visitor.

use js_sys::{Array, Uint8Array};
use leptos::prelude::document;
use leptos::wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

/// Offers bytes as a file of this name. Nothing leaves the browser.
pub fn offer(name: &str, kind: &str, bytes: &[u8]) {
    let parts = Array::of1(&Uint8Array::from(bytes));
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    if let Ok(blob) = Blob::new_with_u8_array_sequence_and_options(&parts, &options) {
        offer_blob(name, &blob);
    }
}

/// The same for what the browser has made.
pub fn offer_blob(name: &str, blob: &Blob) {
    // A browser that refuses has said so itself.
    let _ = try_offer(name, blob);
}

fn try_offer(name: &str, blob: &Blob) -> Result<(), JsValue> {
    let address = Url::create_object_url_with_blob(blob)?;
    let link: HtmlAnchorElement = document().create_element("a")?.unchecked_into();
    link.set_href(&address);
    link.set_download(name);
    link.click();
    Url::revoke_object_url(&address)
}
