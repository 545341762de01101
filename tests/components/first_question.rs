//! What `boot.js` leaves for the first question of a visit.

use nezha_api::Error;
use nezha_lens::net::first_question::reply_to;
use wasm_bindgen_test::wasm_bindgen_test;

const URL: &str = "/api/v1/server/list";

/// Leaves a question for [`URL`] on the window, as `boot.js` does. `reply` is JavaScript.
fn ask_first(reply: &str) {
    js_sys::eval(&format!("window.firstQuestion = {{ url: '{URL}', reply: {reply} }}")).unwrap();
}

fn ask_first_with_answer(came_ms: &str) {
    ask_first(&format!(
        "Promise.resolve({{
            response: new Response(null, {{ status: 202 }}),
            body: new TextEncoder().encode('[]').buffer,
            cameMs: {came_ms},
        }})"
    ));
}

#[wasm_bindgen_test]
async fn the_first_question_gets_the_answer_that_is_here_and_how_long_it_has_been() {
    ask_first_with_answer("performance.now() - 3000");
    let reply = reply_to(URL).await.unwrap().unwrap();
    assert_eq!((reply.response.status(), reply.body.as_slice()), (202, b"[]".as_slice()));
    assert!((3_000..8_000).contains(&reply.waited_ms), "{} ms", reply.waited_ms);
    assert!(reply_to(URL).await.is_none(), "the second question is asked anew");
}

#[wasm_bindgen_test]
async fn an_answer_to_something_else_is_none() {
    ask_first_with_answer("performance.now()");
    assert!(reply_to("/api/v1/server/details").await.is_none());
    assert!(reply_to(URL).await.is_none(), "it is not kept for later");
}

#[wasm_bindgen_test]
async fn an_answer_that_lay_there_for_long_is_asked_for_again() {
    ask_first_with_answer("performance.now() - 11000");
    assert!(reply_to(URL).await.is_none());
}

#[wasm_bindgen_test]
async fn a_dashboard_that_did_not_answer_then_is_said_to_be_out_of_reach() {
    ask_first("Promise.reject(new TypeError('Failed to fetch'))");
    assert_eq!(reply_to(URL).await.unwrap().err(), Some(Error::Unreachable("TypeError".to_owned())));
    ask_first("Promise.resolve({ response: new Response(null), cameMs: performance.now() })");
    assert_eq!(reply_to(URL).await.unwrap().err(), Some(Error::CutOff));
}
