//! The program as people start it.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "what helps a test may fail like one"
)]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Command, Output, Stdio};

fn run(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_nezha-sim")).args(arguments).output().unwrap()
}

fn error(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(output.stdout, b"");
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[test]
fn it_says_where_it_listens_and_answers_there() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_nezha-sim"))
        .args(["--port", "0", "--servers", "3", "--token", "abc", "--seed", "7"])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let address = line.strip_prefix("nezha-sim listens on http://").unwrap().trim_end().trim_end_matches('/');
    assert!(address.starts_with("127.0.0.1:"), "{line}");
    let mut stream = TcpStream::connect(address).unwrap();
    let request =
        "GET /api/v1/server/list HTTP/1.1\r\nHost: x\r\nAuthorization: abc\r\nConnection: close\r\n\r\n";
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(answer.contains(r#""code":0"#) && answer.matches(r#""id":"#).count() == 3, "{answer}");
}

#[test]
fn a_taken_port_is_a_sentence() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    let text = error(&run(&["--port", &port.to_string()]));
    assert!(text.starts_with(&format!("nezha-sim: cannot listen on 127.0.0.1:{port}: ")), "{text}");
    assert_eq!(text.lines().count(), 1, "{text}");
}

#[test]
fn help_tells_of_every_option() {
    let output = run(&["--help"]);
    assert!(output.status.success());
    let text = String::from_utf8(output.stdout).unwrap();
    let read = include_str!("../src/main.rs").split("Arg::Long(\"").skip(1);
    let options: Vec<_> = read.filter_map(|rest| rest.split_once('"')).map(|(name, _)| name).collect();
    assert!(options.contains(&"port"), "{options:?}");
    for option in options {
        assert!(text.contains(&format!("  --{option} ")), "{option}");
    }
}

#[test]
fn mistakes_are_sentences() {
    for (arguments, part) in [
        (&["--port", "x"][..], "x"),
        (&["--nonsense"], "--nonsense"),
        (&["--static", "/no/such/folder"], "there is no folder /no/such/folder"),
        (&["--mount", "/b"], "PATH=DIR"),
        (&["--mount", "/=."], "not the root"),
        (&["--upstream", "panel.example"], "http:// or https://"),
    ] {
        let text = error(&run(arguments));
        assert!(text.starts_with("nezha-sim: ") && text.contains(part), "{text}");
    }
}
