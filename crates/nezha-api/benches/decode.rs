//! How long it takes to decode `details` of 1,000 servers, about 800 kB.

use criterion::{Criterion, criterion_group, criterion_main};
use nezha_api::{Endpoint, GetServers, RawReply};
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

fn decode(criterion: &mut Criterion) {
    let reply = thousand_servers();
    println!("{} bytes", reply.body.len());
    criterion.bench_function("details of 1,000 servers", |bencher| {
        bencher.iter(|| GetServers::all().decode(&reply).map(|answer| answer.result.len()));
    });
}

criterion_group!(benches, decode);
criterion_main!(benches);
