//! How long it takes to decode `details` of 1,000 servers, about 800 kB, and a day of eight monitors.

use criterion::{Criterion, criterion_group, criterion_main};
use nezha_api::{Endpoint, GetMonitor, GetServers, RawReply};
use serde_json::Value;

/// An answer with 1,000 servers, grown from a recorded one.
fn thousand_servers() -> RawReply {
    let recorded = include_str!("../recorded/details-id-several.json");
    let recording: Value = serde_json::from_str(recorded).unwrap_or_default();
    let body = recording["response"]["body"].as_str().unwrap_or_default();
    let answer: Value = serde_json::from_str(body).unwrap_or_default();
    let few = answer["result"].as_array().cloned().unwrap_or_default();
    let many: Vec<Value> = (1..=1000u64)
        .zip(few.iter().cycle())
        .map(|(id, server)| {
            let mut server = server.clone();
            server["id"] = id.into();
            server
        })
        .collect();
    RawReply::json(200, serde_json::json!({ "code": 0, "message": "success", "result": many }).to_string())
}

/// An answer with eight monitors of 1,440 samples each.
fn eight_monitors() -> RawReply {
    let series = |id: u64| {
        let created_at: Vec<u64> = (0..1440).map(|minute| (29_922_300 + minute) * 60_000).collect();
        let avg_delay: Vec<f64> =
            (0..1440u64).map(|minute| (minute * id % 997) as f64 / 8.0 + 0.125).collect();
        serde_json::json!({
            "monitor_id": id, "server_id": 1, "monitor_name": "Tokyo", "server_name": "web",
            "created_at": created_at, "avg_delay": avg_delay,
        })
    };
    let all: Vec<Value> = (1..=8).map(series).collect();
    RawReply::json(200, serde_json::json!({ "code": 0, "message": "success", "result": all }).to_string())
}

fn decode(criterion: &mut Criterion) {
    let reply = thousand_servers();
    println!("{} bytes", reply.body.len());
    criterion.bench_function("details of 1,000 servers", |bencher| {
        bencher.iter(|| GetServers::all().decode(&reply).map(|answer| answer.result.len()));
    });
    let reply = eight_monitors();
    criterion.bench_function("a day of 8 monitors", |bencher| {
        bencher.iter(|| GetMonitor { server_id: 1 }.decode(&reply).map(|answer| answer.result.len()));
    });
}

criterion_group!(benches, decode);
criterion_main!(benches);
