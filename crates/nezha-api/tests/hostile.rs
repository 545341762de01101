//! What must hold for any answer whatever: no panic, no lost digit, one broken server costs one server.

// A test may unwrap, and so may what helps it; clippy knows only those marked `#[test]`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use nezha_api::{
    Addresses, Endpoint, Error, GetMonitor, GetServers, Host, ListEntry, ListServers, MonitorSeries,
    RawReply, RegisterServer, Server, Status, Temperature, decode_live_frame,
};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

fn details(result: &str) -> RawReply {
    RawReply::json(200, format!(r#"{{"code":0,"message":"success","result":[{result}]}}"#))
}

fn servers(result: &str) -> (Vec<Server>, usize) {
    let answer = GetServers::all().decode(&details(result)).unwrap();
    (answer.result, answer.dropped)
}

fn register() -> RegisterServer {
    RegisterServer { name: "a".into(), tag: String::new(), note: String::new(), hidden: true, simple: false }
}

prop_compose! {
    fn host()(
        texts in prop::collection::vec(".*", 6),
        cpu in prop::collection::vec(".*", 0..3),
        gpu in prop::collection::vec(".*", 0..3),
        numbers in prop::array::uniform4(any::<u64>()),
    ) -> Host {
        Host {
            platform: texts[0].clone(), platform_version: texts[1].clone(), cpu,
            mem_total: numbers[0], disk_total: numbers[1], swap_total: numbers[2],
            arch: texts[2].clone(), virtualization: texts[3].clone(), boot_time: numbers[3],
            country_code: texts[4].clone(), version: texts[5].clone(), gpu,
        }
    }
}

prop_compose! {
    fn status()(
        n in prop::array::uniform11(any::<u64>()),
        f in prop::array::uniform5(any::<f64>().prop_filter("JSON has no such number", |f| f.is_finite())),
        temperatures in prop::collection::vec((".*", -300.0..3000.0), 0..3),
    ) -> Status {
        Status {
            cpu: f[0], mem_used: n[0], swap_used: n[1], disk_used: n[2], net_in_transfer: n[3],
            net_out_transfer: n[4], net_in_speed: n[5], net_out_speed: n[6], uptime: n[7],
            load1: f[1], load5: f[2], load15: f[3], tcp_conn_count: n[8], udp_conn_count: n[9],
            process_count: n[10], gpu: f[4],
            temperatures: temperatures.into_iter().map(|(name, celsius)| Temperature { name, celsius }).collect(),
        }
    }
}

prop_compose! {
    fn server()(
        id in 1..=u64::MAX, last_active in any::<i64>(), texts in prop::array::uniform5(".*"),
        display_index in any::<i64>(), hidden in any::<bool>(), host in host(), status in status(),
    ) -> Server {
        let [name, tag, ipv4, ipv6, valid_ip] = texts;
        Server {
            id, name, tag, last_active, addresses: Some(Addresses { ipv4, ipv6, valid_ip }),
            display_index: Some(display_index), hidden: Some(hidden), host: Some(host), status: Some(status),
        }
    }
}

/// A server's numbers that are floats, in order.
fn floats(server: &Server) -> Vec<f64> {
    let status = server.status.as_ref().unwrap();
    let mut floats = vec![status.cpu, status.load1, status.load5, status.load15, status.gpu];
    floats.extend(status.temperatures.iter().map(|sensor| sensor.celsius));
    floats
}

/// A server with every float taken out, so that what remains can be compared exactly.
fn without_floats(mut server: Server) -> Server {
    let status = server.status.as_mut().unwrap();
    (status.cpu, status.load1, status.load5, status.load15, status.gpu) = Default::default();
    status.temperatures.iter_mut().for_each(|sensor| sensor.celsius = 0.0);
    server
}

/// How many floats lie between two of the same sign.
fn ulps(a: f64, b: f64) -> u64 {
    a.abs().to_bits().abs_diff(b.abs().to_bits())
}

fn object(value: &Value) -> &Map<String, Value> {
    value.as_object().unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_at_all_never_panic(
        body in prop::collection::vec(any::<u8>(), 0..400),
        status in any::<u16>(),
        content_type in prop::option::of(".*"), date in prop::option::of(".*"), age in prop::option::of(".*"),
    ) {
        let text = String::from_utf8_lossy(&body).into_owned();
        let reply = RawReply { status, content_type, date, age, body, ..RawReply::default() };
        let _ = ListServers::default().decode(&reply);
        let _ = GetServers::all().decode(&reply);
        let _ = GetMonitor { server_id: 1 }.decode(&reply);
        let _ = register().decode(&reply);
        let _ = decode_live_frame(&text);
    }

    #[test]
    fn a_real_answer_cut_or_broken_anywhere_never_panics(at in 0usize..3000, byte in any::<u8>(), cut in any::<bool>()) {
        let recorded = include_str!("../recorded/details-id-several.json");
        let recording: Value = serde_json::from_str(recorded).unwrap();
        let mut body = recording["response"]["body"].as_str().unwrap().as_bytes().to_vec();
        let at = at % body.len();
        if cut { body.truncate(at) } else { body[at] = byte }
        let reply = RawReply::json(200, body);
        let _ = GetServers::all().decode(&reply);
        let _ = decode_live_frame(&String::from_utf8_lossy(&reply.body));
    }

    #[test]
    fn a_server_survives_the_round_trip(server in server()) {
        let text = serde_json::to_string(&server).unwrap();
        let (back, dropped) = servers(&text);
        prop_assert_eq!(dropped, 0);
        for (was, is) in floats(&server).into_iter().zip(floats(&back[0])) {
            prop_assert!(ulps(was, is) <= 1, "{} became {}", was, is);
        }
        prop_assert_eq!(without_floats(back[0].clone()), without_floats(server));
    }

    #[test]
    fn a_series_survives_the_round_trip(
        ids in (1..=u64::MAX, any::<u64>()), names in (".*", ".*"),
        mut samples in prop::collection::vec((any::<i64>(), 0f32..1000.0), 0..50),
    ) {
        samples.sort_by_key(|(created_at, _)| *created_at);
        let (created_at, avg_delay) = samples.into_iter().unzip();
        let series = MonitorSeries {
            monitor_id: ids.0, server_id: ids.1, monitor_name: names.0, server_name: names.1, created_at, avg_delay,
        };
        let reply = details(&serde_json::to_string(&series).unwrap());
        let answer = GetMonitor { server_id: 1 }.decode(&reply).unwrap();
        for (was, is) in series.avg_delay.iter().zip(&answer.result[0].avg_delay) {
            prop_assert!(was.to_bits().abs_diff(is.to_bits()) <= 1);
        }
        prop_assert_eq!(&answer.result[0].created_at, &series.created_at);
        prop_assert_eq!(&answer.result[0].monitor_name, &series.monitor_name);
    }

    #[test]
    fn a_field_that_is_unknown_missing_or_null_costs_nothing(server in server(), pick in any::<prop::sample::Index>(), how in 0..3) {
        let mut value = serde_json::to_value(&server).unwrap();
        for part in ["", "host", "status"] {
            let fields = if part.is_empty() { value.as_object_mut() } else { value[part].as_object_mut() };
            let Some(fields) = fields else { continue };
            let keys: Vec<String> = fields.keys().filter(|key| *key != "id").cloned().collect();
            let key = pick.get(&keys).clone();
            match how {
                0 => { fields.remove(&key); }
                1 => { fields.insert(key, Value::Null); }
                _ => { fields.insert("NewInV9".into(), json!({"deep": [1, {"er": null}]})); }
            }
        }
        let (back, dropped) = servers(&value.to_string());
        prop_assert_eq!((back.len(), dropped), (1, 0));
    }

    #[test]
    fn a_broken_server_costs_only_itself(good in prop::collection::vec(server(), 1..5), at in any::<prop::sample::Index>()) {
        let broken = [r#"{"id":"seven"}"#, r#"{"id":1,"host":7}"#, "null", "7", "\"x\"", r#"{"id":1,"status":{"CPU":1e400}}"#];
        for broken in broken {
            let mut entries: Vec<String> = good.iter().map(|server| serde_json::to_string(server).unwrap()).collect();
            entries.insert(at.index(entries.len() + 1), broken.to_owned());
            let (back, dropped) = servers(&entries.join(","));
            prop_assert_eq!(dropped, 1, "{}", broken);
            prop_assert_eq!(back.len(), good.len());
            prop_assert!(back.iter().zip(&good).all(|(back, good)| back.id == good.id));
        }
    }

    #[test]
    fn a_list_entry_is_a_server_of_which_nothing_else_is_known(server in server()) {
        let value = serde_json::to_value(&server).unwrap();
        let list = ListServers::default().decode(&details(&value.to_string())).unwrap();
        let entry: ListEntry = list.result.into_iter().next().unwrap();
        let back = Server::from(entry);
        prop_assert_eq!((back.id, &back.name, &back.addresses), (server.id, &server.name, &server.addresses));
        prop_assert!(back.host.is_none() && back.status.is_none() && back.hidden.is_none());
    }
}

#[test]
fn numbers_keep_every_digit() {
    for number in [9_007_199_254_740_993, 9_223_372_036_854_775_809, 18_446_744_073_707_254_738, u64::MAX] {
        let (back, _) = servers(&format!(r#"{{"id":{number},"status":{{"NetInSpeed":{number}}}}}"#));
        assert_eq!(back[0].id, number);
        assert_eq!(back[0].status.as_ref().unwrap().net_in_speed, number);
    }
}

#[test]
fn the_smallest_and_the_largest_fractions_are_read_exactly() {
    for number in
        [1.346_435_464_983_874_4e-186_f64, -2.595_965_340_747_508_7e276, 1.462_266_724_012_645_3e-308]
    {
        let (back, _) = servers(&format!(r#"{{"id":1,"status":{{"Load1":{number:e}}}}}"#));
        assert_eq!(back[0].status.as_ref().unwrap().load1.to_bits(), number.to_bits());
    }
}

#[test]
fn numbers_that_no_field_can_hold_cost_one_server() {
    for number in ["18446744073709551616", "-1", "1.5", "1e400", "1e30"] {
        let (back, dropped) = servers(&format!(r#"{{"id":1}},{{"id":2,"status":{{"Uptime":{number}}}}}"#));
        assert_eq!((back.len(), dropped), (1, 1), "{number}");
    }
}

#[test]
fn minus_zero_and_exponents_are_numbers() {
    let (back, dropped) = servers(r#"{"id":7e0,"status":{"Uptime":-0,"CPU":-0,"Load1":1e-7}}"#);
    assert_eq!(dropped, 0);
    let status = back[0].status.as_ref().unwrap();
    assert_eq!((back[0].id, status.uptime, status.load1), (7, 0, 1e-7));
    assert_eq!(back[0].cpu_percent(), None, "it has not reported");
}

#[test]
fn ten_thousand_brackets_are_no_danger() {
    let deep = format!("{}{}", "[".repeat(10_000), "]".repeat(10_000));
    let (back, dropped) = servers(&format!(r#"{{"id":1,"unknown":{deep}}},{{"id":2,"name":{deep}}}"#));
    assert_eq!((back.len(), dropped), (1, 1));
    assert!(matches!(GetServers::all().decode(&RawReply::json(200, deep)), Err(Error::NotV0 { .. })));
    let open = "[".repeat(10_000);
    assert!(GetServers::all().decode(&RawReply::json(200, open)).is_err());
}

#[test]
fn fifty_megabytes_are_read_to_the_end() {
    let name = "n".repeat(50_000);
    let entries: Vec<String> = (1..=1000).map(|id| format!(r#"{{"id":{id},"name":"{name}"}}"#)).collect();
    let (back, dropped) = servers(&entries.join(","));
    assert_eq!((back.len(), dropped), (1000, 0));
}

#[test]
fn duplicates_and_order_are_the_dashboards() {
    let (back, _) = servers(r#"{"id":4},{"id":1},{"id":4}"#);
    assert_eq!(back.iter().map(|server| server.id).collect::<Vec<_>>(), [4, 1, 4]);
}

#[test]
fn what_proxies_put_in_front_is_told_apart() {
    let call = GetServers::all();
    let page = |status, body: &str| RawReply {
        content_type: Some("text/html".into()),
        ..RawReply::json(status, body)
    };
    let basic = RawReply { www_authenticate: Some("Basic realm=x".into()), ..page(401, "<h1>401</h1>") };
    for (reply, error) in [
        (page(200, "<html>login"), Error::NotV0 { status: 200 }),
        (page(403, "<html>are you a robot"), Error::NotV0 { status: 403 }),
        (page(404, "<html>"), Error::NotV0 { status: 404 }),
        (page(502, "<html>bad gateway"), Error::Gateway(502)),
        (page(429, "<html>slow down"), Error::RateLimited),
        (RawReply::json(429, ""), Error::RateLimited),
        (page(401, "<html>sign in"), Error::ProxyAuth { basic: false }),
        (basic, Error::ProxyAuth { basic: true }),
        (
            RawReply { content_type: Some("TEXT/HTML".into()), ..RawReply::json(200, r#"{"code":0}"#) },
            Error::NotV0 { status: 200 },
        ),
        (RawReply::json(200, ""), Error::EmptyBody),
        (RawReply::json(200, "\u{feff}\n"), Error::EmptyBody),
        (RawReply::json(500, ""), Error::Server("HTTP 500, empty answer".into())),
        (RawReply::json(200, r#"{"code":0,"result":[{"id":1"#), Error::CutOff),
        (RawReply::json(200, r#"{"success":true}"#), Error::NotV0 { status: 200 }),
        (RawReply::json(200, r#"{"code":403,"message":"x"}"#), Error::NeedsLogin),
    ] {
        assert_eq!(call.decode(&reply).unwrap_err(), error);
    }
}

#[test]
fn an_entry_that_does_not_say_which_one_it_is_is_dropped() {
    for id in ["", r#""id":null,"#, r#""id":0,"#] {
        let (back, dropped) = servers(&format!(r#"{{{id}"name":"a"}},{{"id":2}}"#));
        assert_eq!((back.len(), back[0].id, dropped), (1, 2, 1), "{id}");
        let series = id.replace("id", "monitor_id");
        let reply = details(&format!(r#"{{{series}"server_id":7}},{{"monitor_id":2}}"#));
        let answer = GetMonitor { server_id: 7 }.decode(&reply).unwrap();
        assert_eq!((answer.result.len(), answer.dropped), (1, 1), "{id}");
    }
    let answer = decode_live_frame(r#"{"now":1,"servers":[{"Name":"a"},{"ID":2}]}"#).unwrap();
    assert_eq!((answer.result.len(), answer.dropped), (1, 1));
}

#[test]
fn an_error_that_is_dressed_as_a_success_empties_no_list() {
    for status in [301, 403, 404, 500] {
        let reply = RawReply { status, ..details("") };
        assert_eq!(GetServers::all().decode(&reply).unwrap_err(), Error::NotV0 { status });
        assert!(GetMonitor { server_id: 1 }.decode(&reply).is_err());
        let created = RawReply::json(status, r#"{"code":200,"secret":"FAKESECRET00000003"}"#);
        assert!(register().decode(&created).is_err());
    }
}

#[test]
fn a_frame_without_servers_is_an_empty_fleet() {
    let answer = decode_live_frame(r#"{"now":1795340891000}"#).unwrap();
    assert_eq!((answer.result.len(), answer.clock_ms), (0, Some(1_795_340_891_000)));
}

#[test]
fn a_broken_server_in_a_frame_costs_only_itself() {
    let answer =
        decode_live_frame(r#"{"now":1,"servers":[{"ID":1},{"ID":"x"},{"ID":3,"LastActive":"nonsense"}]}"#)
            .unwrap();
    assert_eq!((answer.result.len(), answer.dropped), (2, 1));
}

#[test]
fn only_details_of_all_servers_tells_order_and_visibility() {
    let reply = details(r#"{"id":1,"display_index":0,"hide_for_guest":false}"#);
    let one = GetServers::one(1).decode(&reply).unwrap().result.remove(0);
    assert_eq!((one.display_index, one.hidden), (None, None));
    let all = GetServers::all().decode(&reply).unwrap().result.remove(0);
    assert_eq!((all.display_index, all.hidden), (Some(0), Some(false)));
    assert_eq!(object(&serde_json::to_value(&all).unwrap())["hide_for_guest"], json!(false));
}
