//! How the visitor's language orders names.

use std::cell::OnceCell;
use std::cmp::Ordering;

use leptos::wasm_bindgen::JsValue;
use nezha_fleet::sort::Collation;

/// The browser's own order, in which `web-9` comes before `web-10`. It is loaded when two names are compared.
pub struct Collator {
    language: &'static str,
    compare: OnceCell<js_sys::Function>,
}

impl Collator {
    /// The order of a language, by its BCP 47 tag.
    pub fn of(language: &'static str) -> Self {
        Self { language, compare: OnceCell::new() }
    }
}

/// What the browser's `Intl` is told: a language, by its BCP 47 tag, and one option.
#[inline(never)]
pub fn intl(tag: &str, option: &str, value: &JsValue) -> (js_sys::Array, js_sys::Object) {
    let options = js_sys::Object::new();
    // Setting a property of a fresh object cannot fail.
    let _ = js_sys::Reflect::set(&options, &option.into(), value);
    (js_sys::Array::of1(&tag.into()), options)
}

impl Collation for Collator {
    fn language(&self) -> &'static str {
        self.language
    }

    fn compare(&self, a: &str, b: &str) -> Ordering {
        let compare = self.compare.get_or_init(|| {
            let (tags, options) = intl(self.language, "numeric", &JsValue::TRUE);
            js_sys::Intl::Collator::new(&tags, &options).compare()
        });
        let order = compare.call2(&JsValue::NULL, &a.into(), &b.into());
        let order = order.ok().and_then(|order| order.as_f64()).unwrap_or(0.0);
        order.partial_cmp(&0.0).unwrap_or(Ordering::Equal)
    }
}
