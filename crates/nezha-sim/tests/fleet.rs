//! What the fleet holds, and how it changes with time.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "what helps a test may fail like one"
)]

mod support;

use nezha_sim::Config;
use serde_json::{Value, json};
use std::collections::HashSet;
use support::http::Call;
use support::sim::{START_MS, Sim, config};

const NEVER: i64 = -62_135_596_800;
const START_S: i64 = START_MS / 1_000;

fn advance(sim: &Sim, seconds: u64) {
    sim.order("/sim/clock", &json!({ "advance_s": seconds }).to_string());
}

fn details(sim: &Sim) -> Vec<Value> {
    let mut servers = sim.result("/api/v1/server/details");
    servers.sort_by_key(|server| server["id"].as_u64());
    servers
}

#[test]
fn the_same_seed_gives_the_same_bytes_and_another_seed_does_not() {
    let bytes = |seed| {
        let sim = Sim::start(Config { seed, ..config() });
        advance(&sim, 100);
        ["/api/v1/server/details", "/api/v1/server/details", "/api/v1/monitor/1"]
            .map(|path| sim.get(path).body)
    };
    assert_eq!(bytes(1), bytes(1));
    assert_ne!(bytes(1), bytes(2));
}

#[test]
fn it_does_not_matter_in_how_many_steps_time_passes() {
    let (at_once, in_steps) = (Sim::start(config()), Sim::start(config()));
    advance(&at_once, 60);
    for _ in 0..60 {
        advance(&in_steps, 1);
    }
    assert_eq!(details(&at_once), details(&in_steps));
}

#[test]
fn every_peculiar_server_is_there() {
    let sim = Sim::start(config());
    let servers = details(&sim);
    assert_eq!(servers.len(), 60);
    let server = |id: usize| &servers[id - 1];
    assert_eq!(server(2)["hide_for_guest"], true);
    assert_eq!((&server(3)["last_active"], &server(3)["host"]["Platform"]), (&json!(NEVER), &json!("")));
    let age = START_S - server(4)["last_active"].as_i64().unwrap();
    assert!((18_000..18_010).contains(&age), "{age}");
    assert!(server(4)["status"]["MemUsed"].as_u64() > Some(0), "its last figures are kept");
    assert!(START_S - server(5)["last_active"].as_i64().unwrap() >= 180);
    assert!(server(6)["name"].as_str().unwrap().contains("<img src=x onerror="));
    assert!(server(7)["name"].as_str().unwrap().contains('\u{202e}'));
    assert!(server(8)["name"].as_str().unwrap().len() > 400);
    assert_eq!(server(9)["tag"], "");
    assert_eq!(server(10)["status"]["Temperatures"].as_array().unwrap().len(), 3);
    assert_eq!(server(10)["host"]["GPU"].as_array().unwrap().len(), 2);
    assert_eq!((&server(11)["host"]["SwapTotal"], &server(11)["status"]["SwapUsed"]), (&json!(0), &json!(0)));
    assert_eq!((&server(12)["ipv4"], &server(12)["valid_ip"]), (&json!(""), &server(12)["ipv6"]));
    assert_eq!(server(13)["host"]["CountryCode"], "");
    assert!(server(13)["host"]["Platform"].as_str().unwrap().starts_with("Microsoft Windows"));
    assert_eq!(server(14)["host"]["CountryCode"], "eu");
    assert_eq!(server(15)["host"]["Version"], "");
    assert_eq!(server(16)["display_index"], -100);
    assert_eq!(server(17)["last_active"], NEVER);
    assert_ne!(server(17)["host"]["Platform"], "");
    assert_eq!(server(18)["name"], server(19)["name"]);
    assert_eq!(sim.get("/api/v1/monitor/20").json(), json!({"code":0,"message":"success","result":null}));
    assert!(servers.iter().any(|server| server["display_index"].as_i64() > Some(0)));
}

#[test]
fn figures_stay_within_their_bounds() {
    let sim = Sim::start(Config { servers: 500, ..config() });
    for _ in 0..5 {
        advance(&sim, 977);
        for server in details(&sim) {
            let (host, status) = (&server["host"], &server["status"]);
            let within = |used: &str, total: &str| status[used].as_u64() <= host[total].as_u64();
            assert!((0.0..=100.0).contains(&status["CPU"].as_f64().unwrap()), "{server}");
            assert!(within("MemUsed", "MemTotal") && within("DiskUsed", "DiskTotal"), "{server}");
            assert!(within("SwapUsed", "SwapTotal"), "{server}");
            assert!(status["NetInSpeed"].as_u64().unwrap() < 1 << 40, "{server}");
        }
    }
}

#[test]
fn live_servers_report_every_four_seconds_at_least_and_their_counters_grow() {
    let sim = Sim::start(config());
    let before = details(&sim);
    advance(&sim, 30);
    let after = details(&sim);
    let mut live = 0;
    for (old, new) in before.iter().zip(&after) {
        if START_S - old["last_active"].as_i64().unwrap() > 5 {
            continue;
        }
        live += 1;
        let age = START_S + 30 - new["last_active"].as_i64().unwrap();
        assert!((0..=4).contains(&age), "{new}");
        let grown = |key: &str| new["status"][key].as_u64() >= old["status"][key].as_u64();
        assert!(new["id"] == 16 || grown("NetInTransfer") && grown("NetOutTransfer") && grown("Uptime"));
        assert_ne!(old["status"]["CPU"], new["status"]["CPU"]);
    }
    assert!(live > 45, "{live} of 60");
}

#[test]
fn a_machine_that_starts_again_begins_to_count_again() {
    let sim = Sim::start(config());
    let uptimes: Vec<u64> = (0..60)
        .map(|_| {
            advance(&sim, 60);
            sim.server(16)["status"]["Uptime"].as_u64().unwrap()
        })
        .collect();
    assert!(uptimes.windows(2).any(|pair| pair[1] < pair[0]), "{uptimes:?}");
    assert!(uptimes.iter().all(|uptime| *uptime <= 47 * 60));
}

#[test]
fn a_server_that_stops_reporting_sends_the_same_for_ever_until_it_reports_again() {
    let sim = Sim::start(config());
    sim.order("/sim/servers/1", r#"{"reporting":false}"#);
    let before = sim.server(1);
    advance(&sim, 7_200);
    assert_eq!(sim.server(1), before);
    sim.order("/sim/servers/1", r#"{"reporting":true}"#);
    advance(&sim, 5);
    let age = START_S + 7_205 - sim.server(1)["last_active"].as_i64().unwrap();
    assert!((0..=4).contains(&age), "{age}");
}

#[test]
fn after_a_restart_nothing_is_known_until_the_agents_are_back() {
    let sim = Sim::start(config());
    let history = sim.get("/api/v1/monitor/1").body;
    sim.order("/sim/restart", "");
    for server in details(&sim) {
        assert_eq!(server["last_active"], NEVER);
        assert_eq!((&server["ipv4"], &server["host"]["Platform"]), (&json!(""), &json!("")));
        assert_eq!((&server["status"]["MemUsed"], &server["host"]["CPU"]), (&json!(0), &Value::Null));
        assert_ne!(server["name"], "");
    }
    assert_eq!(sim.get("/api/v1/monitor/1").body, history, "the history is in the database");
    advance(&sim, 9);
    assert!(details(&sim).iter().all(|server| server["last_active"] == NEVER));
    advance(&sim, 8);
    assert!(sim.server(1)["last_active"].as_i64().unwrap() > START_S);
    for blank in [3, 4, 5, 17] {
        assert_eq!(sim.server(blank)["host"]["Platform"], "", "server {blank} was not connected");
    }
}

#[test]
fn a_reset_brings_the_first_world_back() {
    let sim = Sim::start(config());
    let before = details(&sim);
    sim.order("/sim/servers", r#"{"name":"more"}"#);
    sim.order("/sim/servers/1", r#"{"name":"other","hidden":true}"#);
    sim.fault(r#"{"on":"any","fault":"html"}"#);
    advance(&sim, 100);
    sim.order("/sim/reset", "");
    assert_eq!(details(&sim), before);
    assert_eq!(sim.stats()["requests"], json!({ "details": 1 }));
}

#[test]
fn a_server_can_be_added_changed_pinned_and_removed() {
    let sim = Sim::start(config());
    let id =
        sim.order("/sim/servers", r#"{"name":"a & b","tag":"New","display_index":7}"#).json()["id"].clone();
    assert_eq!(id, 61);
    advance(&sim, 5);
    assert!(sim.server(61)["last_active"].as_i64().unwrap() >= START_S);
    sim.order(
        "/sim/servers/61",
        r#"{"status":{"CPU":12.5,"NetInSpeed":18446744073707254738},"host":{"CountryCode":"jp"}}"#,
    );
    let pinned = sim.server(61);
    advance(&sim, 5);
    let later = sim.server(61);
    assert_eq!((&later["status"]["CPU"], &later["host"]["CountryCode"]), (&json!(12.5), &json!("jp")));
    assert_eq!(later["status"]["NetInSpeed"], 18_446_744_073_707_254_738_u64);
    assert_ne!(later["last_active"], pinned["last_active"]);
    let refused = sim.send(&Call::post("/sim/servers/61", r#"{"status":{"Cpu":1}}"#));
    assert_eq!(refused.status, 400, "{}", refused.text());
    assert_eq!(sim.send(&Call::new("DELETE", "/sim/servers/61")).status, 204);
    assert_eq!(sim.result("/api/v1/server/details?id=61"), Vec::<Value>::new());
    assert_eq!(sim.send(&Call::post("/sim/servers/61", "{}")).status, 404);
}

#[test]
fn the_clock_can_stand_still_run_and_jump() {
    let sim = Sim::start(config());
    let date = |sim: &Sim| sim.get("/api/v1/server/list?tag=none").header("date").unwrap().to_owned();
    assert_eq!(date(&sim), "Sun, 22 Nov 2026 10:00:00 GMT");
    advance(&sim, 3_600);
    assert_eq!(date(&sim), "Sun, 22 Nov 2026 11:00:00 GMT");
    sim.order("/sim/clock", r#"{"set_ms":0}"#);
    assert_eq!(date(&sim), "Thu, 01 Jan 1970 00:00:00 GMT");
    assert_eq!(sim.send(&Call::get("/sim/clock")).json(), json!({"now_ms":0,"frozen":true}));
    assert_eq!(sim.order("/sim/clock", r#"{"freeze":false}"#).json()["frozen"], false);
    assert_eq!(sim.send(&Call::post("/sim/clock", r#"{"advance_s":-1}"#)).status, 400);
}

#[test]
fn a_day_of_latency_has_everything_that_a_chart_must_cope_with() {
    let sim = Sim::start(config());
    let (mut capped, mut lost, mut gaps, mut values) = (0, 0, 0, HashSet::new());
    for id in (1..=60).filter(|id| *id != 20) {
        let answer = sim.get(&format!("/api/v1/monitor/{id}")).json();
        for series in answer["result"].as_array().into_iter().flatten() {
            let times: Vec<i64> = serde_json::from_value(series["created_at"].clone()).unwrap();
            let delays: Vec<f64> = serde_json::from_value(series["avg_delay"].clone()).unwrap();
            assert_eq!(times.len(), delays.len());
            assert!(times.iter().all(|time| time % 60_000 == 0 && START_MS - time <= 86_460_000));
            assert!(times.is_sorted());
            assert!(delays.iter().all(|delay| (0.0..=1_000.0).contains(delay)));
            let fast = series["monitor_id"] == 5;
            assert_eq!(times.windows(2).any(|pair| pair[0] == pair[1]), fast);
            capped += delays.iter().filter(|delay| **delay == 1_000.0).count();
            lost += delays.iter().filter(|delay| **delay == 0.0).count();
            gaps += times.windows(2).filter(|pair| pair[1] - pair[0] > 300_000).count();
            values.extend(delays.iter().map(|delay| delay.to_bits()));
        }
    }
    assert!(capped > 50 && lost > 500 && gaps > 5, "{capped} capped, {lost} lost, {gaps} gaps");
    assert!(values.len() > 10_000);
}

#[test]
fn half_lost_values_are_half_of_their_neighbours() {
    let sim = Sim::start(config());
    let delays: Vec<f64> =
        serde_json::from_value(sim.get("/api/v1/monitor/1").json()["result"][0]["avg_delay"].clone())
            .unwrap();
    let half = |three: &[f64]| {
        let share = three[1] / three[0].min(three[2]);
        (0.4..0.6).contains(&share)
    };
    let found = delays.windows(3).filter(|three| half(three)).count();
    assert!((3..60).contains(&found), "{found} of {}", delays.len());
}

#[test]
fn monitors_are_as_many_as_asked_for_and_two_have_the_same_name() {
    let sim = Sim::start(Config { monitors: 8, fast_monitor: false, ..config() });
    let answer = sim.get("/api/v1/monitor/1").json();
    let series = answer["result"].as_array().unwrap();
    assert_eq!(series.len(), 8);
    assert!(series.iter().all(|series| series["created_at"].as_array().unwrap().len() == 1_440));
    let names: HashSet<&str> = series.iter().map(|series| series["monitor_name"].as_str().unwrap()).collect();
    assert_eq!(names.len(), 7);
    let sim = Sim::start(Config { monitors: 25, servers: 1, ..config() });
    assert_eq!(sim.get("/api/v1/monitor/1").json()["result"].as_array().unwrap().len(), 25);
}

#[test]
fn in_a_steady_fleet_every_server_differs_in_every_answer_and_has_a_whole_day_of_latency() {
    let sim = Sim::start(Config { servers: 300, steady: true, fast_monitor: false, ..config() });
    let mut before = details(&sim);
    for _ in 0..10 {
        advance(&sim, 2);
        let after = details(&sim);
        assert_eq!(after.len(), 300);
        for (old, new) in before.iter().zip(&after) {
            assert_ne!(old["status"], new["status"], "{new}");
            assert_ne!(old["status"]["NetInTransfer"], new["status"]["NetInTransfer"], "{new}");
        }
        before = after;
    }
    for id in [1, 3, 4, 20, 300] {
        let answer = sim.get(&format!("/api/v1/monitor/{id}")).json();
        let series = answer["result"].as_array().unwrap();
        assert_eq!(series.len(), 5, "{id}");
        assert!(series.iter().all(|series| series["created_at"].as_array().unwrap().len() == 1_440), "{id}");
    }
}

#[test]
fn five_thousand_servers_are_all_there() {
    let sim = Sim::start(Config { servers: 5_000, ..config() });
    let ids: HashSet<u64> = details(&sim).iter().map(|server| server["id"].as_u64().unwrap()).collect();
    assert_eq!(ids.len(), 5_000);
}
