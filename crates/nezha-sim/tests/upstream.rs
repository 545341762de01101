//! Standing in front of a real dashboard. The "real" one is a simulator, or a listener that writes down what
//! it is sent.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "what helps a test may fail like one"
)]

mod support;

use nezha_sim::{Config, Files, Mount, Upstream, proxy};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, mpsc};
use std::thread;
use support::folder::Folder;
use support::http::Call;
use support::sim::{Sim, config, run};

fn in_front_of(upstream: &str, files: Files) -> Sim {
    let upstream: Upstream = upstream.parse().unwrap();
    run(proxy(upstream, files, vec!["panel.test".to_owned()]).unwrap())
}

/// A dashboard that gives each connection one answer and hands out what it was sent.
fn listener(answer: &'static str) -> (SocketAddr, mpsc::Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let (send, receive) = mpsc::channel();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut text = String::new();
            let mut buffer = [0; 4_096];
            while !text.contains("\r\n\r\n") {
                let count = stream.read(&mut buffer).unwrap();
                text.push_str(std::str::from_utf8(&buffer[..count]).unwrap());
            }
            stream.write_all(answer.as_bytes()).unwrap();
            send.send(text).unwrap();
        }
    });
    (address, receive)
}

#[test]
fn the_api_comes_from_the_dashboard_and_the_files_from_here() {
    let real = Sim::start(config());
    let folder = Folder::new().with("index.html", "<head></head>");
    let path = folder.path().to_owned();
    let root = Mount { path: String::new(), folder: path.clone(), api: false };
    let sub = Mount { path: "/b".to_owned(), folder: path, api: true };
    let front =
        in_front_of(&format!("http://{}", real.address), Files { mounts: vec![root, sub], custom: None });
    assert_eq!(front.result("/api/v1/server/details").len(), 60);
    assert_eq!(front.get("/b/api/v1/server/list?tag=Lab").body, real.get("/api/v1/server/list?tag=Lab").body);
    assert_eq!(
        front.get("/api/v1/server/list").header("date"),
        real.get("/api/v1/server/list").header("date")
    );
    assert_eq!(front.get("/").text(), "<head></head>");
    assert!(front.get("/b/").text().contains("content=\"/b\""));
    let secret = front.send(&Call::post("/api/v1/server/register", r#"{"Name":"through"}"#).token()).json();
    assert_eq!(secret["secret"], real.stats()["registered"][0]["secret"]);
    assert_eq!(real.stats()["registered"][0]["name"], "through");
    for here in ["/sim/stats", "/login", "/server", "/api/token", "/api/v1/../../server", "/api/v1/%2e%2e/x"]
    {
        assert_eq!(front.get(here).status, 404, "{here}");
    }
    assert_eq!(real.stats()["requests"]["page"], serde_json::Value::Null, "nothing else is passed on");
}

#[test]
fn answers_are_passed_on_as_they_are() {
    let real = Sim::start(config());
    let front = in_front_of(&format!("http://{}", real.address), Files::default());
    let slash = front.get("/api/v1/server/list/");
    assert_eq!((slash.status, slash.header("location")), (301, Some("/api/v1/server/list")));
    real.fault(r#"{"on":"list","fault":"redirect","to":"https://login.example/x","times":1}"#);
    let redirect = front.get("/api/v1/server/list");
    assert_eq!((redirect.status, redirect.header("location")), (307, Some("https://login.example/x")));
    assert_eq!(front.get("/api/v1/monitor/x").status, 400);
    assert_eq!(front.get("/api/v1/nope").status, 404);
    let head = front.send(&Call::new("HEAD", "/api/v1/server/list").token());
    assert_eq!((head.status, head.text()), (404, ""));
    assert!(front.get("/api/v1/monitor/1").body.len() > 100_000);
}

#[test]
fn the_dashboard_sees_its_own_name_and_no_cookies() {
    let (address, sent) = listener(
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\nConnection: close, X-Own\r\n\
         X-Own: 1\r\nX-Other: 2\r\nSet-Cookie: a=b\r\nSet-Cookie: c=d\r\n\r\n{}",
    );
    let front = in_front_of(&format!("http://{address}/panel/"), Files::default());
    let own = format!("http://{}", front.address);
    let call = Call::get("/api/v1/server/list?tag=%20a")
        .token()
        .header("Origin", &own)
        .header("Referer", "http://127.0.0.1/secret")
        .header("Cookie", "other-program=secret")
        .header("Connection", "keep-alive, X-Hop")
        .header("X-Hop", "1");
    let reply = front.send(&call);
    let names: Vec<String> = reply.headers.iter().map(|(name, _)| name.to_lowercase()).collect();
    assert_eq!(reply.text(), "{}");
    assert!(names.contains(&"x-other".to_owned()), "{names:?}");
    assert!(!names.iter().any(|name| name == "set-cookie" || name == "x-own"), "{names:?}");
    let text = sent.recv().unwrap().to_lowercase();
    assert!(text.starts_with("get /panel/api/v1/server/list?tag=%20a http/1.1\r\n"), "{text}");
    assert!(text.contains(&format!("\r\nhost: {address}\r\n")), "{text}");
    assert!(text.contains(&format!("\r\norigin: http://{address}\r\n")), "{text}");
    assert!(text.contains("\r\nauthorization: fakefake"), "{text}");
    for absent in ["cookie", "referer", "x-hop", "forwarded"] {
        assert!(!text.contains(absent), "{absent} in {text}");
    }
}

#[test]
fn the_websocket_goes_through_both_ways() {
    let real = Sim::start(config());
    let front = in_front_of(&format!("http://{}", real.address), Files::default());
    let own = format!("http://{}", front.address);
    let (reply, mut socket) = Call::socket("/ws").header("Origin", &own).open(front.address).unwrap();
    assert_eq!(
        (reply.status, reply.header("sec-websocket-accept")),
        (101, Some("WH56NKkI28XzsYzqNxtpgtXWfv0="))
    );
    assert!(socket.text().starts_with("{\"now\":"));
    assert!(socket.text().starts_with("{\"now\":"));
    drop(socket);
    let begin = std::time::Instant::now();
    while real.stats()["open_sockets"] != 0 {
        assert!(begin.elapsed().as_secs() < 20, "the dashboard hears that the browser has gone");
    }
    let mut socket = Call::socket("/ws").open(front.address).unwrap().1;
    socket.text();
    real.order("/sim/restart", "");
    while socket.next().is_some() {}
}

#[test]
fn a_refused_websocket_is_passed_on_as_the_answer_that_it_is() {
    let real = Sim::start(Config { view_password: Some("pw".to_owned()), ..config() });
    let front = in_front_of(&format!("http://{}", real.address), Files::default());
    let reply = front.send(&Call::socket("/ws"));
    assert_eq!((reply.status, reply.header("upgrade")), (200, None));
    assert!(reply.text().contains("Verify Password"));
}

#[test]
fn strangers_are_turned_away() {
    let real = Sim::start(config());
    let front = in_front_of(&format!("http://{}", real.address), Files::default());
    let as_host =
        |host: &str| front.send(&Call::get("/api/v1/server/list").token().header("Host", host)).status;
    for host in ["localhost", "127.0.0.1", "127.1.2.3:80", "[::1]:8008", "panel.test:8008"] {
        assert_eq!(as_host(host), 200, "{host}");
    }
    for host in ["evil.example", "192.168.0.1", "localhost.evil.example", "x.localhost"] {
        assert_eq!(as_host(host), 403, "{host}");
    }
    let before = real.stats()["requests"].clone();
    let stranger = |call: Call| front.send(&call.header("Origin", "https://evil.example")).status;
    assert_eq!(stranger(Call::get("/api/v1/server/list").token()), 403);
    assert_eq!(stranger(Call::socket("/ws")), 403);
    assert_eq!(stranger(Call::get("/")), 403);
    assert_eq!(real.stats()["requests"], before, "the dashboard hears nothing of it");
}

#[test]
fn a_dashboard_that_is_not_there_is_a_sentence() {
    // Nobody listens there, and no other test is given it.
    let front = in_front_of("http://127.0.0.1:1", Files::default());
    for call in
        [Call::get("/api/v1/server/list"), Call::post("/api/v1/server/register", "{}"), Call::socket("/ws")]
    {
        let reply = front.send(&call);
        assert_eq!(reply.status, 502);
        let begin = "The dashboard at http://127.0.0.1:1/ cannot be reached:";
        assert!(reply.text().starts_with(begin), "{}", reply.text());
    }
}

#[test]
fn what_does_not_speak_http_or_tls_is_a_sentence_too() {
    let (address, _sent) = listener("SSH-2.0-OpenSSH_9.2\r\n");
    let front = in_front_of(&format!("http://{address}"), Files::default());
    let reply = front.get("/api/v1/server/list");
    assert!(
        reply.status == 502 && reply.text().contains("did not answer as a web server does"),
        "{}",
        reply.text()
    );
    let real = Sim::start(config());
    let front = in_front_of(&format!("https://{}", real.address), Files::default());
    let reply = front.get("/api/v1/server/list");
    assert!(reply.status == 502 && reply.text().contains("has no valid certificate"), "{}", reply.text());
}

#[test]
fn a_dashboard_that_hangs_up_after_each_answer_is_asked_again() {
    let (address, _sent) = listener("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");
    let front = in_front_of(&format!("http://{address}"), Files::default());
    for _ in 0..20 {
        assert_eq!(front.get("/api/v1/server/list").text(), "{}");
    }
}

#[test]
fn a_connection_to_the_dashboard_is_used_again() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let connections = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&connections);
    thread::spawn(move || {
        for stream in listener.incoming() {
            count.fetch_add(1, Ordering::SeqCst);
            let mut stream = BufReader::new(stream.unwrap());
            thread::spawn(move || {
                let mut line = String::new();
                while stream.read_line(&mut line).is_ok_and(|read| read > 0) {
                    if line == "\r\n" {
                        stream
                            .get_mut()
                            .write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")
                            .unwrap();
                    }
                    line.clear();
                }
            });
        }
    });
    let front = in_front_of(&format!("http://{address}"), Files::default());
    for _ in 0..50 {
        assert_eq!(front.get("/api/v1/server/list").text(), "{}");
    }
    assert!(connections.load(Ordering::SeqCst) < 50);
}

#[test]
fn a_register_is_never_sent_twice() {
    let real = Sim::start(config());
    let front = in_front_of(&format!("http://{}", real.address), Files::default());
    assert_eq!(front.get("/api/v1/server/list").json()["code"], 0);
    real.fault(r#"{"on":"register","fault":"close_after"}"#);
    let reply = front.send(&Call::post("/api/v1/server/register", r#"{"Name":"once"}"#).token());
    assert_eq!(reply.status, 502, "{}", reply.text());
    assert_eq!(real.stats()["registered"].as_array().unwrap().len(), 1);
}
