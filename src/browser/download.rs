//! Hands the visitor a file. Nothing leaves the browser.

use gloo_timers::callback::Timeout;
use js_sys::{Array, Uint8Array};
use leptos::prelude::document;
use leptos::wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

/// Spreadsheets take a table without this mark for one in the code page of the system: on a Chinese Windows names were garbage.
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// How long the browser has to take the file.
const KEPT_MS: u32 = 10_000;

/// Offers bytes as a file of this name and type. A browser that refuses says so itself.
pub fn save(name: &str, content_type: &str, bytes: &[u8]) {
    let kind = BlobPropertyBag::new();
    kind.set_type(content_type);
    let parts = Array::of1(&Uint8Array::from(bytes));
    if let Ok(blob) = Blob::new_with_u8_array_sequence_and_options(&parts, &kind) {
        save_blob(name, &blob);
    }
}

/// The same for a table as CSV.
pub fn save_table(name: &str, csv: &str) {
    save(name, "text/csv", [BYTE_ORDER_MARK, csv].concat().as_bytes());
}

/// The same for what the browser has made.
pub fn save_blob(name: &str, blob: &Blob) {
    let _ = try_save(name, blob);
}

fn try_save(name: &str, blob: &Blob) -> Result<(), JsValue> {
    let address = Url::create_object_url_with_blob(blob)?;
    let link: HtmlAnchorElement = document().create_element("a")?.unchecked_into();
    link.set_href(&address);
    link.set_download(name);
    link.click();
    // The address would keep the file, and a secret in it, in memory; some browsers read it only after the click.
    Timeout::new(KEPT_MS, move || drop(Url::revoke_object_url(&address))).forget();
    Ok(())
}
