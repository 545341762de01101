//! What the API does beyond what single recordings show.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "what helps a test may fail like one"
)]

mod support;

use nezha_sim::Config;
use serde_json::{Value, json};
use support::http::Call;
use support::sim::{START_MS, Sim, config};

fn ids(servers: &[Value]) -> Vec<u64> {
    servers.iter().map(|server| server["id"].as_u64().unwrap()).collect()
}

#[test]
fn lists_of_everything_come_in_another_order_each_time_and_those_of_a_tag_do_not() {
    let sim = Sim::start(config());
    for path in ["/api/v1/server/list", "/api/v1/server/details"] {
        let (first, second) = (ids(&sim.result(path)), ids(&sim.result(path)));
        assert_ne!(first, second, "{path}");
        let sorted = |mut ids: Vec<u64>| {
            ids.sort();
            ids
        };
        assert_eq!(sorted(first), sorted(second));
    }
    let lab = ids(&sim.result("/api/v1/server/list?tag=Lab"));
    assert_eq!(lab, [10, 11, 12, 13, 17]);
}

#[test]
fn flags_are_true_only_in_details_of_everything() {
    let sim = Sim::start(config());
    let flags = |server: &Value| (server["display_index"].clone(), server["hide_for_guest"].clone());
    let find = |path: &str, id: u64| {
        let servers = sim.result(path);
        flags(servers.iter().find(|server| server["id"] == id).unwrap())
    };
    assert_eq!(find("/api/v1/server/details", 2).1, true);
    assert_eq!(find("/api/v1/server/details?id=&tag=", 16).0, -100);
    for path in ["/api/v1/server/list", "/api/v1/server/details?id=2,16"] {
        assert_eq!(find(path, 2), (json!(0), json!(false)), "{path}");
        assert_eq!(find(path, 16), (json!(0), json!(false)), "{path}");
    }
    assert_eq!(find("/api/v1/server/details?tag=Private", 2), (json!(0), json!(false)));
}

#[test]
fn a_guest_gets_only_the_history_of_visible_servers() {
    let sim = Sim::start(config());
    let guest = |path: &str| sim.send(&Call::get(path));
    for path in ["/api/v1/server/list", "/api/v1/server/details"] {
        let reply = guest(path);
        assert_eq!((reply.status, &reply.json()["code"]), (200, &json!(403)));
    }
    assert_eq!(guest("/api/v1/monitor/1").json()["code"], 0);
    assert_eq!(guest("/api/v1/monitor/2").status, 403);
    assert_eq!(guest("/api/v1/monitor/99999").status, 404);
    assert_eq!(sim.get("/api/v1/monitor/2").json()["code"], 0);
    assert_eq!(sim.send(&Call::get("/api/v1/monitor/2").session()).json()["code"], 0);
}

#[test]
fn a_view_password_closes_the_history_until_its_cookie_is_there() {
    let sim = Sim::start(Config { view_password: Some("open sesame".to_owned()), ..config() });
    let guest = sim.send(&Call::get("/api/v1/monitor/1"));
    assert_eq!((guest.status, &guest.json()["code"]), (200, &json!(403)));
    let wrong = sim.send(&Call::post("/view-password", r#"{"Password":"no"}"#));
    assert_eq!((wrong.status, wrong.header("set-cookie")), (200, None));
    let right = Call::post("/view-password", "Password=open+sesame")
        .header("Content-Type", "application/x-www-form-urlencoded")
        .header("Referer", "http://example/x");
    let right = sim.send(&right);
    assert_eq!((right.status, right.header("location")), (302, Some("http://example/x")));
    let cookie = right.header("set-cookie").unwrap().split(';').next().unwrap().to_owned();
    for id in [1, 2] {
        let reply = sim.send(&Call::get(&format!("/api/v1/monitor/{id}")).header("Cookie", &cookie));
        assert_eq!(reply.json()["code"], 0, "server {id}");
    }
    let list = sim.send(&Call::get("/api/v1/server/list").header("Cookie", &cookie));
    assert_eq!(list.json()["code"], 403);
    sim.order("/sim/view-password", r#"{"password":null}"#);
    assert_eq!(sim.send(&Call::get("/api/v1/monitor/1")).json()["code"], 0);
}

#[test]
fn the_login_of_the_dashboard_can_be_had_and_given_back() {
    let sim = Sim::start(config());
    let cookie = sim.order("/sim/login", "").header("set-cookie").unwrap().to_owned();
    assert_eq!(cookie, "nezha-dashboard=FAKECOOKIEFAKECOOKIEFAKECOOKIE01; Path=/; Max-Age=86400");
    let pair = cookie.split(';').next().unwrap();
    assert_eq!(sim.send(&Call::get("/api/v1/server/list").header("Cookie", pair)).json()["code"], 0);
    let gone = sim.order("/sim/logout", "").header("set-cookie").unwrap().to_owned();
    assert_eq!(gone, "nezha-dashboard=; Path=/; Max-Age=0");
}

fn register(sim: &Sim, body: &str) -> String {
    let reply = sim.send(&Call::post("/api/v1/server/register", body).token());
    assert_eq!(reply.json()["code"], 200, "{body}");
    reply.json()["secret"].as_str().unwrap().to_owned()
}

#[test]
fn a_registered_server_is_there_at_once_and_reports_after_a_while() {
    let sim = Sim::start(config());
    let secret = register(&sim, r#"{"Name":"new one","Tag":"Lab","Note":"n","HideForGuest":"off"}"#);
    assert_eq!(secret.len(), 18);
    let server = sim.server(61);
    assert_eq!((&server["name"], &server["tag"]), (&json!("new one"), &json!("Lab")));
    assert_eq!(server["last_active"], -62_135_596_800_i64);
    sim.order("/sim/clock", r#"{"advance_s":7.9}"#);
    assert_eq!(sim.server(61)["host"]["Platform"], "");
    sim.order("/sim/clock", r#"{"advance_s":5}"#);
    assert!(sim.server(61)["last_active"].as_i64().unwrap() >= START_MS / 1_000 + 8);
    let expected = json!([{ "id": 61, "name": "new one", "tag": "Lab", "note": "n",
        "hide_for_guest": "off", "secret": secret }]);
    assert_eq!(sim.stats()["registered"], expected);
}

#[test]
fn a_registered_server_can_be_told_never_to_report() {
    let sim = Sim::start(config());
    sim.order("/sim/registration", r#"{"first_report_s":null}"#);
    register(&sim, "{}");
    sim.order("/sim/clock", r#"{"advance_s":86400}"#);
    assert_eq!(sim.server(61)["last_active"], -62_135_596_800_i64);
}

#[test]
fn what_register_is_not_told_it_makes_up_as_v0_does() {
    let sim = Sim::start(config());
    let (first, second) = (register(&sim, "{}"), register(&sim, "null"));
    assert_ne!(first, second);
    let everything = sim.result("/api/v1/server/details");
    let new: Vec<_> = everything.iter().filter(|server| server["tag"] == "AutoRegister").collect();
    assert_eq!(new.len(), 2);
    for server in new {
        assert_eq!((&server["name"], &server["hide_for_guest"]), (&json!("127.0.0.1"), &json!(true)));
    }
    let forwarded = Call::post("/api/v1/server/register", "{}").token();
    sim.send(&forwarded.clone().header("X-Forwarded-For", "203.0.113.77, 10.0.0.1"));
    sim.send(&forwarded.clone().header("X-Forwarded-For", "unknown").header("X-Real-IP", "198.51.100.9"));
    assert_eq!(
        (&sim.server(63)["name"], &sim.server(64)["name"]),
        (&json!("203.0.113.77"), &json!("198.51.100.9"))
    );
}

#[test]
fn hostile_names_are_stored_and_come_back_escaped() {
    let sim = Sim::start(config());
    register(&sim, r#"{"Name":"</script>\u0000\u2028&","Tag":"  "}"#);
    let text = sim.get("/api/v1/server/list?tag=%20%20").text().to_owned();
    assert!(text.contains(r#""name":"\u003c/script\u003e\u0000\u2028\u0026","tag":"  ""#), "{text}");
}

#[test]
fn a_token_in_an_address_is_noticed() {
    let sim = Sim::start(config());
    sim.get("/api/v1/server/list");
    assert_eq!(sim.stats()["token_in_url"], false);
    sim.send(&Call::get(&format!("/anything?token={}", nezha_sim::FAKE_TOKEN)));
    assert_eq!(sim.stats()["token_in_url"], true);
}

#[test]
fn paths_are_unescaped_before_they_are_looked_at() {
    let sim = Sim::start(config());
    assert_eq!(sim.get("/api/v1/server/%6cist?tag=Lab").json()["code"], 0);
    assert_eq!(sim.get("/api/v1/monitor/%31").json()["code"], 0);
    assert_eq!(sim.get("/api/v1/monitor/1%2F2").status, 404);
    assert_eq!(sim.get("/api/v1/%zz").status, 400);
}

#[test]
fn a_redirect_keeps_the_query() {
    let sim = Sim::start(config());
    let reply = sim.get("/api/v1/server/list/?tag=a&b=c");
    assert_eq!((reply.status, reply.header("location")), (301, Some("/api/v1/server/list?tag=a&b=c")));
    assert_eq!(reply.text(), "<a href=\"/api/v1/server/list?tag=a&amp;b=c\">Moved Permanently</a>.\n\n");
}

#[test]
fn the_page_for_unknown_addresses_is_about_as_long_as_the_real_one() {
    let sim = Sim::start(config());
    let reply = sim.get("/api/v1/nope");
    assert_eq!(reply.status, 404);
    assert!((2_200..3_000).contains(&reply.body.len()), "{} bytes", reply.body.len());
}
