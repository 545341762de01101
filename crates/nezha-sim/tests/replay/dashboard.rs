//! A simulator set up like the dashboard of a recording.
//!
//! What stays the same (names, tags, order, who is hidden) is gathered from all recordings of that dashboard;
//! what changes from second to second is taken from the recording itself. So filters, order, forgotten flags,
//! spelling and framing are the simulator's own.

use crate::recording::Recording;
use crate::support::date::{from_http, from_rfc3339};
use crate::support::folder::Folder;
use crate::support::http::Call;
use crate::support::sim::{Sim, config};
use nezha_sim::{FAKE_TOKEN, Files};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::fs::{File, create_dir_all, write};
use std::time::{Duration, UNIX_EPOCH};

/// The view password in the recordings.
const PASSWORD: &str = "open sesame";
/// The server whose agent reports a number that is none.
const NAN_SERVER: u64 = 2;

pub(crate) struct Dashboard {
    pub(crate) sim: Sim,
    /// The `Cookie` header of someone who has given the view password.
    pub(crate) view_cookie: String,
    /// Whether a recording tells of all its servers.
    pub(crate) complete: bool,
}

impl Dashboard {
    /// The dashboard that a recording was made with. `files` becomes its folder behind `/static/`.
    pub(crate) fn behind(recording: &Recording, all: &[Recording], files: &Folder) -> Self {
        let locked = recording.name.starts_with("viewpassword-");
        // The dashboard that servers were registered with was recorded before, while it was empty.
        let empty = |name: &str| name.starts_with("empty-");
        let is_kin = |other: &&Recording| {
            other.host() == recording.host() && empty(&other.name) == empty(&recording.name)
        };
        let kin: Vec<&Recording> = all.iter().filter(is_kin).collect();
        for other in &kin {
            write_file(other, files);
        }
        // With no user in the database every token fails. The simulator has no users: its token is another.
        let no_user = recording.name == "auth-token-but-no-user-row";
        let date_ms = recording.header("date").map(|date| from_http(date) * 1_000);
        let sim = Sim::start(nezha_sim::Config {
            servers: 0,
            token: if no_user { "another".to_owned() } else { FAKE_TOKEN.to_owned() },
            start_unix_ms: recording.now_ms.or(date_ms).or(Some(0)),
            view_password: locked.then(|| PASSWORD.to_owned()),
            files: Files { mounts: Vec::new(), custom: Some(files.path().to_owned()) },
            ..config()
        });
        for order in servers(recording, &kin) {
            sim.order("/sim/servers", &Value::Object(order).to_string());
        }
        if recording.name.starts_with("broken-nan") {
            sim.order(&format!("/sim/servers/{NAN_SERVER}"), r#"{"nan":true}"#);
        }
        if recording.status == 500 {
            // A history row of a monitor that the process does not know.
            sim.fault(r#"{"on":"monitor","fault":"status_500"}"#);
        }
        let view_cookie = if locked { give_password(&sim) } else { String::new() };
        let complete = kin.iter().any(|kin| kin.is_unfiltered() && !kin.servers().is_empty());
        Self { sim, view_cookie, complete }
    }
}

fn give_password(sim: &Sim) -> String {
    let reply = sim.send(&Call::post("/view-password", &json!({ "Password": PASSWORD }).to_string()));
    let cookie = reply.header("set-cookie").expect("a cookie");
    cookie.split(';').next().expect("a value").to_owned()
}

/// The recorded file behind `/static/`, with the recorded age.
fn write_file(recording: &Recording, files: &Folder) {
    let Some(name) = recording.path.strip_prefix("/static/") else { return };
    let path = files.path().join(name);
    let served = recording.status == 200 && recording.method == "GET" && recording.truncated_from.is_none();
    // The page that a redirect leads away from is there all the same.
    if !(served || name.ends_with("index.html") && recording.status == 301) {
        return;
    }
    create_dir_all(path.parent().expect("a folder")).expect("a folder");
    write(&path, &recording.body).expect("a file");
    if let Some(modified) = recording.header("last-modified") {
        let time = UNIX_EPOCH + Duration::from_secs(from_http(modified) as u64);
        File::options().write(true).open(&path).and_then(|file| file.set_modified(time)).expect("a time");
    }
}

/// Orders for `/sim/servers`.
fn servers(recording: &Recording, kin: &[&Recording]) -> Vec<Map<String, Value>> {
    let mut servers: BTreeMap<u64, Map<String, Value>> = BTreeMap::new();
    // Answers without a filter come last: only they tell the truth about flags.
    let mut sources: Vec<&&Recording> = kin.iter().filter(|source| source.name != recording.name).collect();
    sources.sort_by_key(|source| {
        (source.plain_path() == "/api/v1/server/details" && source.is_unfiltered(), source.frames.len())
    });
    for source in sources {
        for entry in source.servers() {
            learn(&mut servers, &entry, source.is_unfiltered() && source.path.contains("details"));
        }
        learn_history(&mut servers, source);
    }
    let own = recording.servers();
    for entry in &own {
        learn(&mut servers, entry, recording.is_unfiltered() && recording.path.contains("details"));
    }
    learn_history(&mut servers, recording);
    if recording.is_unfiltered() && recording.status == 200 && !own.is_empty() && recording.frames.is_empty()
    {
        let ids: Vec<u64> = own.iter().filter_map(|entry| entry["id"].as_u64()).collect();
        servers.retain(|id, _| ids.contains(id));
    }
    if recording.name.starts_with("broken-nan") {
        servers.entry(NAN_SERVER).or_insert_with(|| named(NAN_SERVER, "nan-cpu"));
    }
    servers.into_values().collect()
}

fn named(id: u64, name: &str) -> Map<String, Value> {
    Map::from_iter([("id".to_owned(), json!(id)), ("name".to_owned(), json!(name))])
}

/// Takes over what an entry says. `flags` tells whether its `display_index` and `hide_for_guest` are true ones.
fn learn(servers: &mut BTreeMap<u64, Map<String, Value>>, entry: &Map<String, Value>, flags: bool) {
    let socket = entry.get("ID");
    let Some(id) = socket.or(entry.get("id")).and_then(Value::as_u64) else { return };
    let server = servers.entry(id).or_insert_with(|| named(id, ""));
    let mut take = |from: &str, to: &str| {
        if let Some(value) = entry.get(from) {
            server.insert(to.to_owned(), value.clone());
        }
    };
    if socket.is_some() {
        for (from, to) in [("Name", "name"), ("Tag", "tag"), ("Host", "host"), ("State", "status")] {
            take(from, to);
        }
        take("DisplayIndex", "display_index");
        take("HideForGuest", "hidden");
        let seconds = |key: &str| entry[key].as_str().map(from_rfc3339).expect("a time");
        server.insert("last_active".to_owned(), json!(seconds("LastActive")));
        server.insert("created_ms".to_owned(), json!(seconds("CreatedAt") * 1_000));
        return;
    }
    for key in ["name", "tag", "last_active", "ipv4", "ipv6", "host", "status"] {
        take(key, key);
    }
    if flags {
        take("display_index", "display_index");
        take("hide_for_guest", "hidden");
    }
}

/// Takes over what an answer of the monitor endpoint says about its server.
fn learn_history(servers: &mut BTreeMap<u64, Map<String, Value>>, source: &Recording) {
    let Some(id) = source.plain_path().strip_prefix("/api/v1/monitor/") else { return };
    let Ok(id) = id.parse::<u64>() else { return };
    match source.outcome.as_str() {
        "ok" => {
            let answer: Value = serde_json::from_str(&source.body).expect("JSON");
            let name = answer["result"][0]["server_name"].as_str().unwrap_or_default().to_owned();
            let server = servers.entry(id).or_insert_with(|| named(id, &name));
            if answer["result"].is_array() {
                server.insert("history".to_owned(), answer["result"].clone());
            } else {
                server.remove("history");
            }
        }
        "server_hidden" => {
            servers.entry(id).or_insert_with(|| named(id, "")).insert("hidden".to_owned(), json!(true));
        }
        _ => {}
    }
}
