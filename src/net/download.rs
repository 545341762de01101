//! Saves a text as a file.

use gloo_timers::callback::Timeout;
use js_sys::Array;
use leptos::prelude::document;
use leptos::wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

/// How long the browser has to take the file.
const KEPT_MS: u32 = 10_000;

/// Hands the browser a file to save. Whether that worked.
pub fn save(name: &str, content_type: &str, text: &str) -> bool {
    try_save(name, content_type, text).is_ok()
}

fn try_save(name: &str, content_type: &str, text: &str) -> Result<(), JsValue> {
    let kind = BlobPropertyBag::new();
    kind.set_type(content_type);
    let blob = Blob::new_with_str_sequence_and_options(&Array::of1(&text.into()), &kind)?;
    let address = Url::create_object_url_with_blob(&blob)?;
    let link: HtmlAnchorElement = document().create_element("a")?.unchecked_into();
    link.set_href(&address);
    link.set_download(name);
    link.click();
    // The address would keep the file, and a secret in it, in memory; some browsers read it only after the click.
    Timeout::new(KEPT_MS, move || drop(Url::revoke_object_url(&address))).forget();
    Ok(())
}
