use leptos::task::tick;
use nezha_api::{Server, Status};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::{answer, card, server};

fn busy(cpu: f64) -> Server {
    let silent = server(1, -2);
    let status = Status { cpu, ..silent.status.clone().unwrap() };
    Server { status: Some(status), ..silent }
}

#[wasm_bindgen_test]
async fn gauge_shows_a_dash_until_the_value_is_known() {
    let (page, fleet) = card(Server { status: None, ..server(1, 0) });
    assert_eq!(page.text(".gauge-value"), "–");
    assert!(page.find("[role=meter]").is_none(), "a meter without a value would sound like 0 %");
    fleet.update(answer(&[busy(87.4)], 2), 2000.0);
    tick().await;
    assert_eq!(page.text(".gauge-value"), "87%");
    let meter = page.find("[role=meter]").unwrap();
    assert_eq!(meter.get_attribute("aria-valuenow").as_deref(), Some("87"));
    assert_eq!(meter.get_attribute("aria-label").as_deref(), Some("CPU"));
}

#[wasm_bindgen_test]
async fn gauge_is_quiet_until_it_matters() {
    let (page, fleet) = card(busy(10.0));
    let level = || page.find(".gauge").unwrap().get_attribute("data-level").unwrap();
    assert_eq!(level(), "");
    fleet.update(answer(&[busy(95.0)], 2), 2000.0);
    tick().await;
    assert_eq!(level(), "bad");
}
