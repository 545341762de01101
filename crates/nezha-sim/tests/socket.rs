//! The WebSocket.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "what helps a test may fail like one"
)]

mod support;

use nezha_sim::Config;
use serde_json::{Value, json};
use support::http::{Call, Socket};
use support::sim::{START_MS, Sim, config};

fn open(sim: &Sim, call: &Call) -> Socket {
    let (reply, socket) = call.open(sim.address).expect("an answer");
    assert_eq!(reply.status, 101, "{}", reply.text());
    assert_eq!(reply.header("date"), None);
    socket
}

fn frame(socket: &mut Socket) -> Value {
    serde_json::from_str(&socket.text()).expect("JSON")
}

fn ids(frame: &Value) -> Vec<u64> {
    frame["servers"].as_array().unwrap().iter().map(|server| server["ID"].as_u64().unwrap()).collect()
}

#[test]
fn guests_get_visible_servers_in_order_and_members_get_all() {
    let sim = Sim::start(config());
    let guest = frame(&mut open(&sim, &Call::socket("/ws").token()));
    let member = frame(&mut open(&sim, &Call::socket("/ws").session()));
    assert_eq!(guest["now"], START_MS);
    let keys: Vec<(i64, u64)> = guest["servers"]
        .as_array()
        .unwrap()
        .iter()
        .map(|server| (-server["DisplayIndex"].as_i64().unwrap(), server["ID"].as_u64().unwrap()))
        .collect();
    assert!(keys.is_sorted());
    assert!(!ids(&guest).contains(&2) && ids(&member).contains(&2));
    assert_eq!(ids(&member).len(), 60);
    assert_eq!(ids(&member).last(), Some(&16));
}

#[test]
fn a_message_comes_at_once_then_again_and_a_ping_after_each_fourth() {
    let sim = Sim::start(config());
    let mut socket = open(&sim, &Call::socket("/ws"));
    let kinds: Vec<&str> = (0..10).map(|_| socket.next().expect("a frame").0).collect();
    assert_eq!(kinds, ["text", "text", "text", "text", "ping", "text", "text", "text", "text", "ping"]);
}

#[test]
fn messages_follow_the_dashboards_clock() {
    let sim = Sim::start(config());
    let mut socket = open(&sim, &Call::socket("/ws"));
    let first = frame(&mut socket);
    sim.order("/sim/clock", r#"{"advance_s":60.5}"#);
    let later =
        std::iter::repeat_with(|| frame(&mut socket)).find(|frame| frame["now"] != first["now"]).unwrap();
    assert_eq!(later["now"], START_MS + 60_000, "in whole seconds");
    assert_ne!(later["servers"][0]["LastActive"], first["servers"][0]["LastActive"]);
}

#[test]
fn there_are_no_servers_when_nothing_is_visible() {
    let sim = Sim::start(Config { servers: 0, ..config() });
    assert_eq!(open(&sim, &Call::socket("/ws")).text(), format!(r#"{{"now":{START_MS}}}"#));
    sim.order("/sim/servers", r#"{"name":"hidden","hidden":true}"#);
    assert_eq!(open(&sim, &Call::socket("/ws")).text(), format!(r#"{{"now":{START_MS}}}"#));
}

#[test]
fn a_number_that_is_none_makes_the_socket_silent_but_does_not_close_it() {
    let sim = Sim::start(config());
    sim.fault(r#"{"on":"ws","fault":"nan"}"#);
    let mut socket = open(&sim, &Call::socket("/ws"));
    // Several messages would have come by now.
    for _ in 0..100 {
        assert_eq!(sim.stats()["sockets_opened"], 1);
    }
    sim.order("/sim/clock", r#"{"advance_s":100}"#);
    sim.send(&Call::new("DELETE", "/sim/faults"));
    assert_eq!(frame(&mut socket)["now"], START_MS + 100_000, "the first message since the handshake");
}

#[test]
fn faults_spoil_one_server_of_a_message() {
    let sim = Sim::start(config());
    sim.fault(r#"{"on":"ws","fault":"wrapped_speed"}"#);
    let text = open(&sim, &Call::socket("/ws")).text();
    assert_eq!(text.matches(r#""NetInSpeed":18446744073707254738,"#).count(), 1);
    sim.fault(r#"{"on":"ws","fault":"broken_server"}"#);
    let frame = frame(&mut open(&sim, &Call::socket("/ws")));
    let servers = frame["servers"].as_array().unwrap();
    assert_eq!(servers.iter().filter(|server| !server["Name"].is_string()).count(), 1);
}

#[test]
fn handshakes_can_be_refused() {
    let sim = Sim::start(config());
    sim.fault(r#"{"on":"ws","fault":"refuse_ws","times":1}"#);
    let refused = sim.send(&Call::socket("/ws"));
    assert_eq!((refused.status, refused.header("content-type")), (404, Some("text/html; charset=utf-8")));
    sim.fault(r#"{"on":"ws","fault":"close","times":1}"#);
    assert!(Call::socket("/ws").try_send(sim.address).is_none());
    let stranger = sim.send(&Call::socket("/ws").header("Origin", "https://ui.example"));
    assert_eq!(stranger.status, 403);
    assert_eq!(sim.send(&Call::get("/ws")).status, 400);
    assert_eq!(sim.stats()["sockets_opened"], 0);
    assert_eq!(sim.stats()["requests"]["ws"], 4);
}

#[test]
fn a_view_password_is_asked_for_by_a_page() {
    let sim = Sim::start(Config { view_password: Some("pw".to_owned()), ..config() });
    let refused = sim.send(&Call::socket("/ws"));
    assert_eq!((refused.status, refused.header("content-type")), (200, Some("text/html; charset=utf-8")));
    let cookie = sim.send(&Call::post("/view-password", r#"{"Password":"pw"}"#));
    let cookie = cookie.header("set-cookie").unwrap().split(';').next().unwrap().to_owned();
    let seen = frame(&mut open(&sim, &Call::socket("/ws").header("Cookie", &cookie)));
    assert!(ids(&seen).contains(&2), "hidden servers too");
}

#[test]
fn sockets_are_counted_and_a_restart_closes_them() {
    let sim = Sim::start(config());
    let mut sockets = [open(&sim, &Call::socket("/ws")), open(&sim, &Call::socket("/ws"))];
    sockets.iter_mut().for_each(|socket| drop(socket.text()));
    sim.order("/sim/restart", "");
    for socket in &mut sockets {
        while socket.next().is_some() {}
    }
    drop(open(&sim, &Call::socket("/ws")));
    let begin = std::time::Instant::now();
    while sim.stats()["open_sockets"] != 0 {
        assert!(begin.elapsed().as_secs() < 20, "{}", sim.stats());
    }
    let stats = sim.stats();
    assert_eq!((&stats["sockets_opened"], &stats["max_open_sockets"]), (&json!(3), &json!(2)));
}
