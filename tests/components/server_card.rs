use leptos::task::tick;
use nezha_api::Server;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::{NOW_S, answer, card, server};

#[wasm_bindgen_test]
async fn a_card_shows_new_numbers_without_being_rebuilt() {
    let (page, fleet) = card(server(1, 0));
    tick().await;
    let before = page.find("article").unwrap();
    assert!(page.text(".gauge-value").contains("42%"));
    let mut busy = server(1, -2);
    busy.status.as_mut().unwrap().cpu = 97.0;
    fleet.update(answer(&[busy], 2), 2000.0);
    tick().await;
    assert!(page.text(".gauge-value").contains("97%"));
    assert!(page.find("article").unwrap().is_same_node(Some(&before)));
}

#[wasm_bindgen_test]
async fn a_name_with_markup_stays_text() {
    let hostile = Server { name: "<img src=x onerror=alert(1)>".into(), ..server(1, 0) };
    let (page, _fleet) = card(hostile);
    tick().await;
    assert!(page.find("h3 img").is_none());
    assert_eq!(page.text("h3"), "<img src=x onerror=alert(1)>");
}

#[wasm_bindgen_test]
async fn a_silent_server_keeps_its_values_and_says_since_when() {
    let dead = server(1, 0);
    let (page, fleet) = card(dead.clone());
    let alive = |after_s| Server { last_active: NOW_S + after_s, ..server(2, 0) };
    fleet.update(answer(&[dead, alive(3_720)], 3_720), 3_720_000.0);
    tick().await;
    assert_eq!(page.find("article").unwrap().get_attribute("data-state").as_deref(), Some("offline"));
    assert!(page.text(".card-line").contains("last seen 1 h 2 min ago"), "{}", page.text(".card-line"));
    assert!(page.text(".gauge-value").contains("42%"));
}

#[wasm_bindgen_test]
async fn a_server_that_never_reported_has_no_zeros() {
    let never = Server {
        last_active: nezha_api::NEVER_REPORTED,
        host: Some(Default::default()),
        status: Some(Default::default()),
        ..server(1, 0)
    };
    let (page, _fleet) = card(never);
    tick().await;
    assert!(page.find("[role=meter]").is_none());
    let text = page.text("article");
    assert!(!text.contains('0') && !text.contains("NaN"), "{text}");
}
