//! Every fault, seen from outside.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "what helps a test may fail like one"
)]

mod support;

use serde_json::{Value, json};
use support::http::{Call, Reply};
use support::sim::{Sim, config};

const LIST: &str = "/api/v1/server/list?tag=Lab";
const DETAILS: &str = "/api/v1/server/details";

fn struck(fault: &str) -> (Sim, Option<Reply>) {
    let sim = Sim::start(config());
    sim.fault(&format!(r#"{{"on":"list",{fault},"times":1}}"#));
    let reply = Call::get(LIST).token().try_send(sim.address);
    assert_eq!(sim.get(LIST).json()["code"], 0, "it strikes once");
    (sim, reply)
}

fn answer(fault: &str) -> Reply {
    struck(fault).1.expect("an answer")
}

fn is_html(reply: &Reply) -> bool {
    reply.header("content-type") == Some("text/html; charset=utf-8") && reply.text().contains("<html")
}

#[test]
fn empty_is_200_without_a_body() {
    let reply = answer(r#""fault":"empty""#);
    assert_eq!((reply.status, reply.text(), reply.header("content-length")), (200, "", Some("0")));
    assert_eq!(reply.header("content-type"), Some("application/json; charset=utf-8"));
}

#[test]
fn truncated_is_json_that_ends_in_the_middle_under_fitting_headers() {
    let reply = answer(r#""fault":"truncated""#);
    assert_eq!(reply.status, 200);
    assert!(reply.text().starts_with(r#"{"code":0,"#) && reply.body.len() > 100);
    assert!(serde_json::from_slice::<Value>(&reply.body).is_err());
    assert_eq!(reply.header("content-length"), Some(reply.body.len().to_string().as_str()));
}

#[test]
fn proxies_say_no_in_their_own_ways() {
    let reply = answer(r#""fault":"html""#);
    assert!(reply.status == 200 && is_html(&reply));
    let reply = answer(r#""fault":"status_403""#);
    assert!(reply.status == 403 && is_html(&reply));
    let reply = answer(r#""fault":"status_401""#);
    assert!(reply.status == 401 && is_html(&reply));
    assert_eq!(reply.header("www-authenticate"), Some("Basic realm=\"proxy\""));
    let reply = answer(r#""fault":"login_wall""#);
    assert!(reply.status == 401 && is_html(&reply) && reply.header("www-authenticate").is_none());
    let reply = answer(r#""fault":"status_429""#);
    assert!(reply.status == 429 && is_html(&reply));
}

#[test]
fn status_500_has_no_body_and_no_type() {
    let reply = answer(r#""fault":"status_500""#);
    assert_eq!((reply.status, reply.text(), reply.header("content-type")), (500, "", None));
}

#[test]
fn a_database_that_fails_is_told_in_the_way_of_each_endpoint() {
    let sim = Sim::start(config());
    sim.fault(r#"{"on":"any","fault":"server_error"}"#);
    let reply = sim.get("/api/v1/monitor/1");
    assert_eq!(
        (reply.status, &reply.json()["code"], &reply.json()["result"]),
        (200, &json!(500), &Value::Null)
    );
    let register = Call::post("/api/v1/server/register", r#"{"Name":"unmade"}"#).token();
    let reply = sim.send(&register);
    assert_eq!(
        (reply.status, &reply.json()["code"], &reply.json()["secret"]),
        (500, &json!(500), &json!(""))
    );
    let reply = sim.send(&Call::post("/api/v1/server/register?simple=1", r#"{"Name":"unmade"}"#).token());
    assert_eq!((reply.status, reply.text()), (500, "\"\""));
    assert_eq!(sim.stats()["registered"], json!([]));
    assert_eq!(sim.result("/api/v1/server/list").len(), 60, "the list needs no database");
}

#[test]
fn what_is_in_every_message_of_the_socket_is_not_counted() {
    let sim = Sim::start(config());
    let add = |times: &str| {
        let fault = format!(r#"{{"on":"ws","fault":"nan"{times}}}"#);
        sim.send(&Call::post("/sim/faults", &fault)).status
    };
    assert_eq!((add(r#","times":1"#), add("")), (400, 200));
}

#[test]
fn redirects_lead_elsewhere_or_back_here() {
    let reply = answer(r#""fault":"redirect","to":"https://login.example/""#);
    assert_eq!((reply.status, reply.header("location")), (307, Some("https://login.example/")));
    let (sim, reply) = struck(r#""fault":"redirect_same""#);
    sim.fault(r#"{"on":"list","fault":"redirect_same"}"#);
    let to = reply.as_ref().and_then(|reply| reply.header("location")).unwrap();
    assert_eq!(sim.get(to).json()["result"].as_array().unwrap().len(), 5, "the redirects end");
}

#[test]
fn close_is_no_answer_and_nothing_done_while_close_after_does_it() {
    let sim = Sim::start(config());
    let register = Call::post("/api/v1/server/register", r#"{"Name":"lost"}"#).token();
    sim.fault(r#"{"on":"register","fault":"close","times":1}"#);
    assert!(register.try_send(sim.address).is_none());
    assert_eq!(sim.stats()["registered"], json!([]));
    sim.fault(r#"{"on":"register","fault":"close_after","times":1}"#);
    assert!(register.try_send(sim.address).is_none());
    assert_eq!(sim.stats()["registered"].as_array().unwrap().len(), 1);
    assert_eq!(sim.server(61)["name"], "lost");
}

#[test]
fn register_twice_makes_two_servers_and_tells_of_the_second() {
    let sim = Sim::start(config());
    sim.fault(r#"{"on":"register","fault":"register_twice","times":1}"#);
    let reply = sim.send(&Call::post("/api/v1/server/register", r#"{"Name":"twin"}"#).token());
    let registered = sim.stats()["registered"].clone();
    assert_eq!(registered.as_array().unwrap().len(), 2);
    assert_eq!(reply.json()["secret"], registered[1]["secret"]);
    assert_eq!(sim.server(61)["name"], sim.server(62)["name"]);
}

#[test]
fn a_slow_answer_takes_its_time() {
    let begin = std::time::Instant::now();
    let reply = answer(r#""fault":"slow","ms":60"#);
    assert_eq!(reply.json()["code"], 0);
    assert!(begin.elapsed().as_millis() >= 60);
}

#[test]
fn nan_blanks_details_but_not_the_list_nor_other_servers() {
    let sim = Sim::start(config());
    sim.fault(r#"{"on":"any","fault":"nan"}"#);
    let details = sim.get(DETAILS);
    assert_eq!((details.status, details.text()), (200, ""));
    assert_eq!(sim.result("/api/v1/server/list").len(), 60);
    assert_eq!(sim.get("/api/v1/server/details?id=1").text(), "");
    assert_eq!(sim.result("/api/v1/server/details?id=9").len(), 1);
    assert_eq!(sim.send(&Call::new("DELETE", "/sim/faults")).json(), json!([]));
    assert_eq!(sim.result(DETAILS).len(), 60);
}

#[test]
fn one_agent_can_be_made_to_send_nan() {
    let sim = Sim::start(config());
    sim.order("/sim/servers/9", r#"{"nan":true}"#);
    assert_eq!(sim.get(DETAILS).text(), "");
    assert_eq!(sim.result("/api/v1/server/details?id=1").len(), 1);
    sim.order("/sim/servers/9", r#"{"nan":false}"#);
    assert_eq!(sim.result(DETAILS).len(), 60);
}

#[test]
fn wrapped_speed_and_broken_server_concern_one_server_alone() {
    let sim = Sim::start(config());
    sim.fault(r#"{"on":"details","fault":"wrapped_speed","times":1}"#);
    let text = sim.get(DETAILS).text().to_owned();
    assert_eq!(text.matches(r#""NetInSpeed":18446744073707254738,"#).count(), 1);
    for (path, on) in [(DETAILS, "details"), ("/api/v1/server/list", "list")] {
        sim.fault(&format!(r#"{{"on":"{on}","fault":"broken_server","times":1}}"#));
        let servers = sim.result(path);
        let broken: Vec<_> = servers.iter().filter(|server| !server["name"].is_string()).collect();
        assert_eq!((servers.len(), broken.len()), (60, 1), "{path}");
        assert_eq!(broken[0]["id"], 1);
    }
}

#[test]
fn the_date_can_be_wrong_or_missing() {
    assert_eq!(
        answer(r#""fault":"clock_skew","s":3600"#).header("date"),
        Some("Sun, 22 Nov 2026 11:00:00 GMT")
    );
    assert_eq!(
        answer(r#""fault":"clock_skew","s":-3600"#).header("date"),
        Some("Sun, 22 Nov 2026 09:00:00 GMT")
    );
    assert_eq!(answer(r#""fault":"no_date""#).header("date"), None);
}

#[test]
fn a_cached_answer_is_the_last_one_byte_for_byte_with_its_age() {
    let sim = Sim::start(config());
    let fresh = sim.get(DETAILS);
    sim.order("/sim/clock", r#"{"advance_s":30}"#);
    sim.fault(r#"{"on":"details","fault":"cached","times":2}"#);
    let cached = sim.get(DETAILS);
    assert_eq!((cached.body, cached.headers.len()), (fresh.body, fresh.headers.len() + 1));
    assert_eq!(
        (fresh.headers.iter().find(|(name, _)| name == "Date")).map(|(_, date)| date.as_str()),
        cached.headers.iter().find(|(name, _)| name == "Date").map(|(_, date)| date.as_str())
    );
    assert_eq!(
        cached.headers.iter().find(|(name, _)| name == "Age").map(|(_, age)| age.as_str()),
        Some("30")
    );
    let other = sim.get("/api/v1/server/details?id=9");
    assert_eq!(other.header("age"), None, "there is no earlier answer of that address");
}

#[test]
fn a_proxy_cache_repeats_an_answer_under_a_date_of_its_own_until_it_is_too_old() {
    let sim = Sim::start(config());
    let fresh = sim.get(DETAILS);
    sim.fault(r#"{"on":"details","fault":"proxy_cache","s":20}"#);
    sim.order("/sim/clock", r#"{"advance_s":19}"#);
    let cached = sim.get(DETAILS);
    assert_eq!((&cached.body, cached.headers.len()), (&fresh.body, fresh.headers.len()));
    assert_ne!(cached.header("date"), fresh.header("date"));
    sim.order("/sim/clock", r#"{"advance_s":1}"#);
    assert_ne!(sim.get(DETAILS).body, fresh.body);
}

#[test]
fn files_and_pages_have_faults_of_their_own() {
    let folder = support::folder::Folder::new().with("app.js", "console.log(1)");
    let mount = nezha_sim::Mount { path: String::new(), folder: folder.path().to_owned(), api: false };
    let files = nezha_sim::Files { mounts: vec![mount], custom: None };
    let sim = Sim::start(nezha_sim::Config { files, ..config() });
    sim.fault(r#"{"on":"any","fault":"status_500"}"#);
    assert_eq!(sim.send(&Call::get("/app.js")).text(), "console.log(1)", "any means the API");
    sim.fault(r#"{"on":"static","fault":"truncated","times":1}"#);
    assert_eq!(sim.send(&Call::get("/app.js")).text(), "console");
    sim.fault(r#"{"on":"static","fault":"close_after","times":1}"#);
    assert!(Call::get("/app.js").try_send(sim.address).is_none());
    sim.fault(r#"{"on":"page","fault":"html","times":1}"#);
    assert_eq!(sim.send(&Call::get("/nope")).status, 200);
    assert_eq!(sim.send(&Call::get("/nope")).status, 404);
}

#[test]
fn what_is_no_fault_is_refused_with_a_reason() {
    let sim = Sim::start(config());
    let reply = sim.send(&Call::post("/sim/faults", r#"{"on":"list","fault":"nonsense"}"#));
    assert!(reply.status == 422 && reply.text().contains("nonsense"), "{}", reply.text());
    assert_eq!(sim.send(&Call::get("/sim/faults")).json(), json!([]));
}

/// Waits until a count of the statistics has a value, by asking again and again.
fn wait_for(sim: &Sim, key: &str, value: u64) {
    let begin = std::time::Instant::now();
    while sim.stats()[key] != value {
        assert!(begin.elapsed().as_secs() < 20, "{key} does not become {value}: {}", sim.stats());
    }
}

#[test]
fn a_register_during_a_monitor_request_is_counted() {
    let sim = Sim::start(config());
    let register = Call::post("/api/v1/server/register", "{}").token();
    sim.send(&register);
    sim.get("/api/v1/monitor/1");
    assert_eq!(sim.stats()["monitor_register_overlaps"], 0, "one after the other is fine");
    sim.fault(r#"{"on":"monitor","fault":"slow","ms":600000,"times":2}"#);
    let (first, second) = (Call::get("/api/v1/monitor/1"), Call::get("/api/v1/monitor/4"));
    let waiting = (first.start(sim.address), second.start(sim.address));
    wait_for(&sim, "monitor_in_flight", 2);
    sim.send(&register);
    assert_eq!(sim.stats()["monitor_register_overlaps"], 2);
    drop(waiting);
    sim.send(&register);
    assert_eq!(sim.stats()["monitor_register_overlaps"], 4, "who hangs up does not stop the dashboard");
}

#[test]
fn a_monitor_request_during_a_register_is_counted_too() {
    let sim = Sim::start(config());
    sim.fault(r#"{"on":"register","fault":"slow","ms":600000,"times":1}"#);
    let _waiting = Call::post("/api/v1/server/register", "{}").token().start(sim.address);
    wait_for(&sim, "register_in_flight", 1);
    sim.get("/api/v1/monitor/1");
    assert_eq!(sim.stats()["monitor_register_overlaps"], 1);
}
