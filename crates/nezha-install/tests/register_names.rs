//! Whatever a machine is called: the register script sends exactly that name.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use std::ffi::OsString;
use std::os::unix::ffi::OsStringExt;

use support::dashboard::Dashboard;
use support::machine::{CREATED, Machine, SECRET, TEMPLATE, assert_installed};
use support::shell::{find, shells};

#[test]
fn names_arrive_byte_for_byte() {
    let dashboard = Dashboard::answering(200, CREATED);
    let long = "x".repeat(10_000);
    let names: [&[u8]; 19] = [
        b"a b",
        "香港 节点".as_bytes(),
        "🚀👩‍💻".as_bytes(),
        br#"my "big" box"#,
        br"C:\new",
        br"\d\u0041\\",
        b"two\nlines\r\n",
        br#"x","Tag":"injected","HideForGuest":"off"#,
        b"$(touch PWNED)",
        b"`touch PWNED`",
        b"'; touch PWNED; '",
        b"\x01\x1f\x7f\t\x1b[31m",
        b"-n",
        b"%s%n%d",
        b"* ?",
        b"   ",
        b"&;|<>(){}[]!#~^=",
        b"12e5",
        long.as_bytes(),
    ];
    for shell in shells() {
        let mut machine = Machine::new(&dashboard.url());
        for name in names {
            machine.set("NODE_NAME", OsString::from_vec(name.to_vec()));
            let output = machine.run(shell, TEMPLATE);
            assert_installed(&machine, &output, &["probe.example.com", "5555", SECRET], shell);
            let body = dashboard.take().remove(0).body;
            let shown = format!(
                "{}: {:?}: {}",
                shell.name,
                String::from_utf8_lossy(name),
                String::from_utf8_lossy(&body)
            );
            let inside = body.strip_prefix(br#"{"Name":""#).and_then(|rest| rest.strip_suffix(br#""}"#));
            assert_eq!(
                read_json_string(inside.expect(&shown)).as_deref(),
                Some(name),
                "{}: {shown}",
                shell.name
            );
            assert!(!machine.sandbox.path("work/PWNED").exists());
            machine.forget();
        }
    }
}

/// The bytes that the inside of a JSON string stands for; `None` when it is no valid JSON.
fn read_json_string(text: &[u8]) -> Option<Vec<u8>> {
    let mut bytes = text.iter().copied();
    let mut out = Vec::new();
    while let Some(byte) = bytes.next() {
        match byte {
            b'"' | 0..=31 => return None,
            b'\\' => match bytes.next()? {
                quoted @ (b'"' | b'\\') => out.push(quoted),
                b'u' => {
                    let digits = bytes.by_ref().take(4).collect::<Vec<_>>();
                    out.push(
                        u8::try_from(u16::from_str_radix(std::str::from_utf8(&digits).ok()?, 16).ok()?)
                            .ok()?,
                    );
                }
                _ => return None,
            },
            plain => out.push(plain),
        }
    }
    Some(out)
}

/// mawk, gawk and BusyBox differ in what a character is.
#[test]
fn names_arrive_with_the_awk_of_busybox_too() {
    let Some(busybox) = find("busybox") else {
        eprintln!("left out: BusyBox is not on this machine");
        return;
    };
    let dashboard = Dashboard::answering(200, CREATED);
    for shell in shells() {
        let mut machine = Machine::new(&dashboard.url());
        machine.sandbox.program("awk", &format!("exec {} awk \"$@\"\n", busybox.display()));
        machine.set("NODE_NAME", "香港 🚀\\n\"x\"\u{1}");
        machine.run(shell, TEMPLATE);
        let body = String::from_utf8(dashboard.take().remove(0).body).unwrap();
        assert_eq!(body, r#"{"Name":"香港 🚀\\n\"x\"\u0001"}"#, "{}", shell.name);
    }
}

#[test]
fn without_a_name_the_machines_own_is_taken() {
    let dashboard = Dashboard::answering(200, CREATED);
    for shell in shells() {
        let mut machine = Machine::new(&dashboard.url());
        machine.sandbox.program("hostname", "echo box-7\n");
        machine.unset("NODE_NAME");
        machine.run(shell, TEMPLATE);
        assert_eq!(dashboard.take().remove(0).body, br#"{"Name":"box-7"}"#, "{}", shell.name);
    }
}
