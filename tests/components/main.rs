//! Components and the store in a real browser, run by wasm-pack.

#![cfg(target_arch = "wasm32")]
// A test may unwrap, and so may what helps it; clippy knows only those marked `#[test]`.
#![allow(clippy::unwrap_used)]

mod dom;
mod first_question;
mod fleet;
mod gauge;
mod server_card;
mod session;
mod support;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
