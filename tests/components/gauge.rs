use leptos::task::tick;
use nezha_api::{Server, Status};
use nezha_lens::components::server_card;
use nezha_lens::dom::shared;
use nezha_lens::fleet::Fleet;
use nezha_lens::settings::Settings;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::{self, Page, answer, server};

/// The first gauge of a card, which is that of the CPU, and the fleet that it follows.
fn gauge(first: Server) -> (Page, Fleet) {
    let (send, receive) = std::sync::mpsc::channel();
    let page = support::mount(move |fleet| {
        fleet.update(answer(&[first], 0), 0.0);
        let row = fleet.row(1).unwrap();
        send.send(fleet).unwrap();
        server_card(&shared::<Settings>().preferences_untracked()).show(row)
    });
    (page, receive.recv().unwrap())
}

fn busy(cpu: f64) -> Server {
    let silent = server(1, -2);
    let status = Status { cpu, ..silent.status.clone().unwrap() };
    Server { status: Some(status), ..silent }
}

#[wasm_bindgen_test]
async fn gauge_shows_a_dash_until_the_value_is_known() {
    let (page, fleet) = gauge(Server { status: None, ..server(1, 0) });
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
    let (page, fleet) = gauge(busy(10.0));
    let level = || page.find(".gauge").unwrap().get_attribute("data-level").unwrap();
    assert_eq!(level(), "");
    fleet.update(answer(&[busy(95.0)], 2), 2000.0);
    tick().await;
    assert_eq!(level(), "bad");
}
