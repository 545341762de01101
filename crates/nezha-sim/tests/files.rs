//! Serving a client, in all the places where it must work.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "what helps a test may fail like one"
)]

mod support;

use nezha_sim::{Config, Files, Mount};
use std::fs::File;
use std::time::{Duration, UNIX_EPOCH};
use support::folder::Folder;
use support::http::{Call, Reply};
use support::sim::{Sim, config};

const PAGE: &str = "<!doctype html><html><head><title>ui</title></head><body></body></html>";

fn client() -> Folder {
    Folder::new()
        .with("index.html", PAGE)
        .with("app.wasm", b"\0asm\x01\0\0\0")
        .with("deep/app.js", "1")
        .with("app.webmanifest", "{}")
}

fn serving(mounts: Vec<Mount>, custom: Option<&Folder>) -> Sim {
    let custom = custom.map(|folder| folder.path().to_owned());
    Sim::start(Config { files: Files { mounts, custom }, ..config() })
}

fn mount(path: &str, folder: &Folder, api: bool) -> Mount {
    Mount { path: path.to_owned(), folder: folder.path().to_owned(), api }
}

fn get(sim: &Sim, path: &str) -> Reply {
    sim.send(&Call::get(path))
}

#[test]
fn a_client_at_the_root_leaves_the_api_and_the_404_page_alone() {
    let folder = client();
    let sim = serving(vec![mount("", &folder, false)], None);
    assert_eq!(get(&sim, "/?query=x").text(), PAGE);
    assert_eq!(get(&sim, "/app.wasm").header("content-type"), Some("application/wasm"));
    assert_eq!(get(&sim, "/deep/app.js").header("content-type"), Some("text/javascript; charset=utf-8"));
    assert_eq!(get(&sim, "/app.webmanifest").header("content-type"), Some("application/manifest+json"));
    let head = sim.send(&Call::new("HEAD", "/app.wasm"));
    assert_eq!((head.status, head.header("content-length")), (200, Some("8")));
    for missing in ["/server/7", "/deep", "/deep/", "/../files.rs", "/%2e%2e/files.rs", "/deep/../index.html"]
    {
        let reply = get(&sim, missing);
        assert_eq!(
            (reply.status, reply.header("content-type")),
            (404, Some("text/html; charset=utf-8")),
            "{missing}"
        );
    }
    assert_eq!(sim.get("/api/v1/server/list").json()["code"], 0);
    assert_eq!(get(&sim, "/login").status, 200);
    assert_eq!(sim.send(&Call::post("/app.wasm", "")).status, 404);
}

#[test]
fn a_new_build_shows_at_the_next_request() {
    let folder = client();
    let sim = serving(vec![mount("", &folder, false)], None);
    let first = get(&sim, "/deep/app.js");
    assert_eq!((first.text(), first.header("cache-control")), ("1", Some("no-cache")));
    let folder = folder.with("deep/app.js", "2");
    assert_eq!(get(&sim, "/deep/app.js").text(), "2");
    drop(folder);
}

#[test]
fn a_client_below_a_path_has_its_page_at_the_path() {
    let (one, two) = (client(), Folder::new().with("index.html", "two"));
    let sim = serving(vec![mount("/a", &one, false), mount("/a/b", &two, false)], None);
    assert_eq!(get(&sim, "/a/").text(), PAGE);
    assert_eq!(get(&sim, "/a/b/").text(), "two");
    let reply = get(&sim, "/a");
    assert_eq!((reply.status, reply.header("location")), (301, Some("/a/")));
    assert_eq!(get(&sim, "/a/nope").status, 404);
    assert_eq!(get(&sim, "/ab/").status, 404);
    assert_eq!(get(&sim, "/a/api/v1/server/list").status, 404, "the API is only at the root");
}

#[test]
fn a_mount_with_api_serves_the_api_below_its_path_and_tells_its_pages() {
    let folder = client();
    let sim = serving(vec![mount("", &folder, false), mount("/b", &folder, true)], None);
    let told = "<head><meta name=\"nezha-api-base\" content=\"/b\"><title>";
    assert!(get(&sim, "/b/").text().contains(told));
    assert!(get(&sim, "/b/index.html").text().contains(told));
    assert_eq!(get(&sim, "/").text(), PAGE);
    assert_eq!(get(&sim, "/b/app.wasm").body, b"\0asm\x01\0\0\0");
    assert_eq!(sim.get("/b/api/v1/server/list").json()["code"], 0);
    assert_eq!(sim.get("/b/api/v1/monitor/1").json()["code"], 0);
    assert_eq!(sim.get("/b/api/v1/server/list/").header("location"), Some("/b/api/v1/server/list"));
    let (reply, mut socket) = Call::socket("/b/ws").open(sim.address).unwrap();
    assert_eq!(reply.status, 101);
    assert!(socket.text().starts_with("{\"now\":"));
    assert_eq!(sim.get("/api/v1/server/list").json()["code"], 0);
}

#[test]
fn the_folder_behind_static_follows_v0s_own_rules() {
    let folder = Folder::new()
        .with("ui/index.html", "index")
        .with("ui/app.html", "app")
        .with("ui/app.webmanifest", "{}")
        .with("ui/deep/a.js", "1");
    let time = UNIX_EPOCH + Duration::from_secs(1_795_341_982);
    let file = File::options().write(true).open(folder.path().join("ui/app.html")).unwrap();
    file.set_modified(time).unwrap();
    let sim = serving(Vec::new(), Some(&folder));
    let page = get(&sim, "/static/ui/app.html?server=7");
    assert_eq!((page.text(), page.header("cache-control")), ("app", None));
    assert_eq!(page.header("last-modified"), Some("Sun, 22 Nov 2026 10:06:22 GMT"));
    assert_eq!(page.header("accept-ranges"), Some("bytes"));
    for (path, to) in [
        ("/static/ui/index.html", "./"),
        ("/static/ui/index.html?a=b", "./?a=b"),
        ("/static/ui", "ui/"),
        ("/static/ui/deep", "deep/"),
    ] {
        let reply = get(&sim, path);
        assert_eq!((reply.status, reply.header("location")), (301, Some(to)), "{path}");
    }
    for path in ["/static/", "/static/ui/", "/static/ui/deep/", "/static/ui/none/index.html", "/static/ui/x"]
    {
        assert_eq!(get(&sim, path).status, 404, "{path}");
    }
    let manifest = get(&sim, "/static/ui/app.webmanifest");
    assert_eq!(manifest.header("content-type"), Some("text/plain; charset=utf-8"));
    let unchanged =
        |date: &str| sim.send(&Call::get("/static/ui/app.html").header("If-Modified-Since", date)).status;
    assert_eq!(unchanged("Sun, 22 Nov 2026 10:06:22 GMT"), 304);
    assert_eq!(unchanged("Sun, 22 Nov 2026 10:06:21 GMT"), 200);
    assert_eq!(unchanged("not a date"), 200);
}

#[test]
fn static_paths_are_open_whatever_the_view_password() {
    let folder = Folder::new().with("ui/app.html", "app");
    let sim = serving(Vec::new(), Some(&folder));
    sim.order("/sim/view-password", r#"{"password":"pw"}"#);
    assert_eq!(get(&sim, "/static/ui/app.html").text(), "app");
    assert!(get(&sim, "/").text().contains("Verify Password"));
}
