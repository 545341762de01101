//! What `boot.js` asked the dashboard while the program was on its way.

use js_sys::futures::JsFuture;
use js_sys::{ArrayBuffer, Promise, Reflect, Uint8Array};
use leptos::prelude::window;
use nezha_api::Error;
use wasm_bindgen::prelude::*;
use web_sys::Response;

use crate::browser::clock::awake_ms;

/// An answer that has waited longer than this, in milliseconds, is asked for again.
const KEEPS_MS: f64 = 10_000.0;

#[wasm_bindgen]
extern "C" {
    type FirstQuestion;

    #[wasm_bindgen(method, getter)]
    fn url(this: &FirstQuestion) -> String;

    /// Of an [`EarlyReply`]; rejected where none came.
    #[wasm_bindgen(method, getter)]
    fn reply(this: &FirstQuestion) -> Promise;

    type EarlyReply;

    #[wasm_bindgen(method, getter)]
    fn response(this: &EarlyReply) -> Response;

    /// `undefined` where it was cut off.
    #[wasm_bindgen(method, getter)]
    fn body(this: &EarlyReply) -> Option<ArrayBuffer>;

    #[wasm_bindgen(method, getter, js_name = cameMs)]
    fn came_ms(this: &EarlyReply) -> f64;
}

/// A reply that may have been here before the program was.
pub struct FirstReply {
    /// Its status and headers.
    pub response: Response,
    /// Its body, byte for byte.
    pub body: Vec<u8>,
    /// For how long it has been here, in milliseconds.
    pub waited_ms: u32,
}

/// The reply to this question, if it is what `boot.js` asked and the answer is young enough. Only the first question of a visit
/// can be: whatever that is, the next gets `None`.
///
/// # Errors
/// [`Error::Unreachable`] when no answer came, [`Error::CutOff`] when it did not come to its end.
pub async fn reply_to(url: &str) -> Option<Result<FirstReply, Error>> {
    let name = JsValue::from_str("firstQuestion");
    let first = Reflect::get(&window(), &name).ok().filter(JsValue::is_object)?;
    // It is of no use to anybody else, and may be large.
    let _ = Reflect::delete_property(&window(), &name);
    let first: FirstQuestion = first.unchecked_into();
    if first.url() != url {
        return None;
    }
    let reply: EarlyReply = match JsFuture::from(first.reply()).await {
        Ok(reply) => reply.unchecked_into(),
        Err(why) => return Some(Err(Error::Unreachable(name_of(&why)))),
    };
    let waited_ms = awake_ms() - reply.came_ms();
    if waited_ms > KEEPS_MS {
        return None;
    }
    let whole = reply.body().ok_or(Error::CutOff);
    Some(whole.map(|body| FirstReply {
        response: reply.response(),
        body: Uint8Array::new(&body).to_vec(),
        waited_ms: waited_ms as u32,
    }))
}

/// What the browser calls a failure, such as `AbortError`.
fn name_of(why: &JsValue) -> String {
    why.dyn_ref::<js_sys::Error>().map(|error| error.name().into()).unwrap_or_default()
}
