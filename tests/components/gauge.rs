use leptos::prelude::*;
use leptos::task::tick;
use nezha_lens::components::Gauge;
use nezha_lens::dom::view;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support;

#[wasm_bindgen_test]
async fn gauge_shows_a_dash_until_the_value_is_known() {
    let percent = ArcRwSignal::new(None);
    let shown = percent.clone();
    let page = support::mount(move |_| {
        view! { <Gauge label="CPU" percent=RwSignal::from(shown)/> }
    });
    assert_eq!(page.text(".gauge-value"), "–");
    assert!(page.find("[role=meter]").is_none(), "a meter without a value would sound like 0 %");
    percent.set(Some(87.4));
    tick().await;
    assert_eq!(page.text(".gauge-value"), "87%");
    let meter = page.find("[role=meter]").unwrap();
    assert_eq!(meter.get_attribute("aria-valuenow").as_deref(), Some("87"));
    assert_eq!(meter.get_attribute("aria-label").as_deref(), Some("CPU"));
}

#[wasm_bindgen_test]
async fn gauge_is_quiet_until_it_matters() {
    let percent = ArcRwSignal::new(Some(10.0));
    let shown = percent.clone();
    let page = support::mount(move |_| {
        view! { <Gauge label="Disk" percent=RwSignal::from(shown)/> }
    });
    let level = || page.find(".gauge").unwrap().get_attribute("data-level").unwrap();
    assert_eq!(level(), "");
    percent.set(Some(95.0));
    tick().await;
    assert_eq!(level(), "bad");
}
