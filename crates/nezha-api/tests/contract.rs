//! Decodes recorded exchanges with a real V0 dashboard and checks what each one's `expect` block says of it.
//!
//! `NEZHA_RECORDED` names another folder of recordings. How they are written: `recorded/README.md`.

// A test may unwrap, and so may what helps it; clippy knows only those marked `#[test]`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{env, fs};

use nezha_api::{
    Answer, Endpoint, Error, GetMonitor, GetServers, ListServers, RawReply, RegisterServer, Which,
    decode_live_frame,
};
use serde::Deserialize;
use serde_json::Value;

#[derive(Deserialize)]
struct Recording {
    request: RecordedRequest,
    response: RecordedResponse,
    #[serde(default)]
    frames: Vec<Frame>,
    expect: Option<Expect>,
}

#[derive(Deserialize)]
struct RecordedRequest {
    path: String,
}

#[derive(Deserialize)]
struct RecordedResponse {
    status: u16,
    headers: BTreeMap<String, Value>,
    body: Option<String>,
}

#[derive(Deserialize)]
struct Frame {
    opcode: String,
    data: Option<String>,
    #[serde(default)]
    data_truncated: bool,
}

#[derive(Deserialize)]
struct Expect {
    endpoint: String,
    outcome: String,
    count: Option<usize>,
    ids: Option<Vec<u64>>,
    now_ms: Option<i64>,
    monitor_ids: Option<Vec<u64>>,
    points: Option<Vec<usize>>,
    secret: Option<String>,
}

/// What a decoded reply holds, in the words of an `expect` block.
#[derive(Debug, Default, PartialEq)]
struct Seen {
    outcome: String,
    count: Option<usize>,
    ids: Option<Vec<u64>>,
    now_ms: Option<i64>,
    monitor_ids: Option<Vec<u64>>,
    points: Option<Vec<usize>>,
    secret: Option<String>,
    dropped: usize,
}

fn outcome(error: &Error) -> &'static str {
    match error {
        Error::NeedsLogin => "needs_login",
        Error::ServerHidden => "server_hidden",
        Error::ViewPassword => "view_password",
        Error::BadRequest(_) => "bad_request",
        Error::NotFound => "not_found",
        Error::EmptyBody => "empty_body",
        Error::Server(_) => "server_error",
        Error::NotV0 { .. }
        | Error::RegisterUnknown
        | Error::Gateway(_)
        | Error::RateLimited
        | Error::CutOff => "not_json",
        Error::ProxyAuth { .. } => "proxy_auth",
        Error::SecretLost => "secret_lost",
        Error::Unreachable(_) => "unreachable",
    }
}

fn seen<T>(reply: Result<Answer<T>, Error>, describe: impl FnOnce(T) -> Seen) -> Seen {
    match reply {
        Ok(answer) => Seen { outcome: "ok".into(), dropped: answer.dropped, ..describe(answer.result) },
        Err(error) => Seen { outcome: outcome(&error).into(), ..Seen::default() },
    }
}

fn with_ids(mut ids: Vec<u64>, sort: bool) -> Seen {
    if sort {
        ids.sort_unstable();
    }
    Seen { count: Some(ids.len()), ids: Some(ids), ..Seen::default() }
}

fn header(response: &RecordedResponse, name: &str) -> Option<String> {
    let (_, value) = response.headers.iter().find(|(key, _)| key.eq_ignore_ascii_case(name))?;
    value.as_str().map(str::to_owned)
}

fn raw_reply(response: &RecordedResponse) -> RawReply {
    RawReply {
        status: response.status,
        content_type: header(response, "content-type"),
        date: header(response, "date"),
        age: header(response, "age"),
        www_authenticate: header(response, "www-authenticate"),
        body: response.body.clone().unwrap_or_default().into_bytes(),
        ..RawReply::default()
    }
}

fn decode(recording: &Recording, expect: &Expect) -> Seen {
    let reply = raw_reply(&recording.response);
    let path = &recording.request.path;
    match expect.endpoint.as_str() {
        "list" => seen(ListServers { tag: None }.decode(&reply), |list| {
            with_ids(list.iter().map(|entry| entry.id).collect(), true)
        }),
        "details" => {
            let which = if path.contains('?') { Which::Ids(Vec::new()) } else { Which::All };
            seen(GetServers { which }.decode(&reply), |servers| {
                with_ids(servers.iter().map(|server| server.id).collect(), true)
            })
        }
        "monitor" => seen(GetMonitor { server_id: 0 }.decode(&reply), |series| Seen {
            count: Some(series.len()),
            monitor_ids: Some(series.iter().map(|series| series.monitor_id).collect()),
            points: Some(series.iter().map(|series| series.created_at.len()).collect()),
            ..Seen::default()
        }),
        "register" => {
            let call = RegisterServer {
                name: String::new(),
                tag: String::new(),
                note: String::new(),
                hidden: true,
                simple: path.contains("simple"),
            };
            seen(call.decode(&reply), |secret| Seen {
                secret: Some(secret.reveal().to_owned()),
                ..Seen::default()
            })
        }
        "ws" => {
            let first = recording.frames.iter().find(|frame| frame.opcode == "text");
            let text = first.and_then(|frame| frame.data.as_deref()).unwrap_or_default();
            let answer = decode_live_frame(text);
            let now_ms = answer.as_ref().ok().and_then(|answer| answer.clock_ms);
            let seen =
                seen(answer, |servers| with_ids(servers.iter().map(|server| server.id).collect(), false));
            Seen { now_ms, ..seen }
        }
        other => panic!("no such endpoint: {other}"),
    }
}

fn folder() -> PathBuf {
    env::var_os("NEZHA_RECORDED")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("recorded"), PathBuf::from)
}

fn recordings() -> Vec<(String, Recording)> {
    let folder = folder();
    let mut paths: Vec<PathBuf> = fs::read_dir(&folder)
        .unwrap_or_else(|why| panic!("no recordings in {}: {why}", folder.display()))
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "json"))
        .collect();
    paths.sort();
    assert!(!paths.is_empty(), "no recordings in {}", folder.display());
    let read = |path: &PathBuf| {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let recording = serde_json::from_slice(&fs::read(path).unwrap())
            .unwrap_or_else(|why| panic!("{name} is no recording: {why}"));
        (name, recording)
    };
    paths.iter().map(read).collect()
}

#[test]
fn every_recorded_answer_means_what_its_expect_block_says() {
    let (mut checked, mut without_expect, mut wrong) = (0, Vec::new(), Vec::new());
    for (name, recording) in recordings() {
        let Some(expect) = &recording.expect else {
            without_expect.push(name);
            continue;
        };
        checked += 1;
        let seen = decode(&recording, expect);
        let expected = Seen {
            outcome: expect.outcome.clone(),
            count: expect.count,
            ids: expect.ids.clone(),
            now_ms: expect.now_ms,
            monitor_ids: expect.monitor_ids.clone(),
            points: expect.points.clone(),
            secret: expect.secret.clone(),
            dropped: 0,
        };
        if seen != expected {
            wrong.push(format!("{name}:\n  expected {expected:?}\n  decoded  {seen:?}"));
        }
    }
    println!("{checked} recordings checked; without an expect block: {}", without_expect.join(", "));
    assert!(checked > 0, "not one recording has an expect block");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_whole_frame_of_every_socket_decodes() {
    let mut frames = 0;
    for (name, recording) in recordings() {
        for frame in recording.frames.iter().filter(|frame| frame.opcode == "text" && !frame.data_truncated) {
            let answer = decode_live_frame(frame.data.as_deref().unwrap_or_default())
                .unwrap_or_else(|why| panic!("{name}: {why}"));
            assert_eq!(answer.dropped, 0, "{name}");
            assert!(answer.clock_ms.is_some(), "{name}");
            frames += 1;
        }
    }
    assert!(frames > 0);
}

#[test]
fn every_json_reply_tells_the_dashboards_clock() {
    for (name, recording) in recordings() {
        let reply = raw_reply(&recording.response);
        if reply.date.is_some() {
            assert!(reply.clock_ms().is_some_and(|ms| ms > 1_700_000_000_000), "{name}: {:?}", reply.date);
        }
    }
}
