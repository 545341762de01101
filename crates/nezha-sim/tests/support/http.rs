//! HTTP and WebSocket byte by byte: a library would hide what is to be compared.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

/// A test that waits longer than this for an answer has failed.
const PATIENCE: Duration = Duration::from_secs(20);

/// A request. `Host` is added when it is not among the headers.
#[derive(Clone)]
pub(crate) struct Call {
    method: String,
    path: String,
    headers: Vec<(String, String)>,
    body: Option<String>,
}

/// What came back.
#[derive(Debug, Clone)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    /// Names as sent.
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Reply {
    /// The value of a header, whatever the case of its name.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(key, _)| key.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }

    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.body).expect("UTF-8")
    }

    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }
}

impl Call {
    pub(crate) fn new(method: &str, path: &str) -> Self {
        let (method, path) = (method.to_owned(), path.to_owned());
        Self { method, path, headers: Vec::new(), body: None }
    }

    pub(crate) fn get(path: &str) -> Self {
        Self::new("GET", path)
    }

    pub(crate) fn post(path: &str, body: &str) -> Self {
        Self::new("POST", path).body(body)
    }

    pub(crate) fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    pub(crate) fn token(self) -> Self {
        self.header("Authorization", nezha_sim::FAKE_TOKEN)
    }

    pub(crate) fn session(self) -> Self {
        self.header("Cookie", &format!("nezha-dashboard={}", nezha_sim::FAKE_SESSION))
    }

    pub(crate) fn body(mut self, body: &str) -> Self {
        self.body = Some(body.to_owned());
        self
    }

    /// A handshake for a WebSocket.
    pub(crate) fn socket(path: &str) -> Self {
        Self::get(path)
            .header("Connection", "Upgrade")
            .header("Upgrade", "websocket")
            .header("Sec-WebSocket-Version", "13")
            .header("Sec-WebSocket-Key", "RkFLRUZBS0VGQUtFRkFLRQ==")
    }

    /// Sends it and reads the answer; `None` when the connection is closed without one.
    pub(crate) fn try_send(&self, to: SocketAddr) -> Option<Reply> {
        self.open(to).map(|(reply, _)| reply)
    }

    pub(crate) fn send(&self, to: SocketAddr) -> Reply {
        self.try_send(to).unwrap_or_else(|| panic!("no answer to {} {}", self.method, self.path))
    }

    /// Sends it and reads the head and body of the answer; what follows on the connection is a WebSocket's.
    pub(crate) fn open(&self, to: SocketAddr) -> Option<(Reply, Socket)> {
        let mut reader = self.start(to);
        let reply = read_reply(&mut reader, self.method == "HEAD")?;
        Some((reply, Socket(reader)))
    }

    /// Sends it and leaves the answer unread.
    pub(crate) fn start(&self, to: SocketAddr) -> BufReader<TcpStream> {
        let mut stream = TcpStream::connect(to).expect("a connection");
        stream.set_read_timeout(Some(PATIENCE)).expect("a time limit");
        let has = |name: &str| self.headers.iter().any(|(key, _)| key.eq_ignore_ascii_case(name));
        let mut text = format!("{} {} HTTP/1.1\r\n", self.method, self.path);
        if !has("host") {
            text += &format!("Host: {to}\r\n");
        }
        for (name, value) in &self.headers {
            text += &format!("{name}: {value}\r\n");
        }
        if let Some(body) = self.body.as_ref().filter(|_| !has("content-length")) {
            text += &format!("Content-Length: {}\r\n", body.len());
        }
        if self.body.is_some() && !has("content-type") {
            text += "Content-Type: application/json\r\n";
        }
        text += "\r\n";
        text += self.body.as_deref().unwrap_or_default();
        stream.write_all(text.as_bytes()).expect("sent");
        BufReader::new(stream)
    }
}

fn read_line(reader: &mut BufReader<TcpStream>) -> Option<String> {
    let mut line = String::new();
    let count = reader.read_line(&mut line).ok()?;
    (count > 0).then(|| line.trim_end_matches(['\r', '\n']).to_owned())
}

fn read_exactly(reader: &mut BufReader<TcpStream>, count: usize) -> Vec<u8> {
    let mut bytes = vec![0; count];
    reader.read_exact(&mut bytes).expect("the whole body");
    bytes
}

/// The answer that comes next on a connection; `None` when it is closed instead.
pub(crate) fn read_reply(reader: &mut BufReader<TcpStream>, head_only: bool) -> Option<Reply> {
    let first = read_line(reader)?;
    let status = first.split(' ').nth(1)?.parse().ok()?;
    let mut headers = Vec::new();
    loop {
        let line = read_line(reader)?;
        let Some((name, value)) = line.split_once(": ") else { break };
        headers.push((name.to_owned(), value.to_owned()));
    }
    let mut reply = Reply { status, headers, body: Vec::new() };
    if head_only || status == 304 || status == 101 {
        return Some(reply);
    }
    if reply.header("transfer-encoding") == Some("chunked") {
        loop {
            let size = usize::from_str_radix(&read_line(reader)?, 16).expect("a chunk's size");
            reply.body.extend(read_exactly(reader, size));
            assert_eq!(read_exactly(reader, 2), b"\r\n");
            if size == 0 {
                return Some(reply);
            }
        }
    }
    let length = reply.header("content-length").map_or(0, |length| length.parse().expect("a length"));
    reply.body = read_exactly(reader, length);
    Some(reply)
}

/// The receiving end of a WebSocket.
pub(crate) struct Socket(BufReader<TcpStream>);

impl Socket {
    /// The next frame: `text`, `ping` or `close`, and its content; `None` when the connection has ended.
    pub(crate) fn next(&mut self) -> Option<(&'static str, String)> {
        let mut head = [0; 2];
        self.0.read_exact(&mut head).ok()?;
        let opcode = match head[0] {
            0x81 => "text",
            0x89 => "ping",
            0x88 => "close",
            other => panic!("frame of kind {other:#x}"),
        };
        assert_eq!(head[1] & 0x80, 0, "a server does not mask");
        let length = match head[1] {
            126 => usize::from(u16::from_be_bytes(self.bytes())),
            127 => u64::from_be_bytes(self.bytes()) as usize,
            short => usize::from(short),
        };
        Some((opcode, String::from_utf8(read_exactly(&mut self.0, length)).expect("UTF-8")))
    }

    /// The next text; pings are passed over.
    pub(crate) fn text(&mut self) -> String {
        loop {
            match self.next() {
                Some(("text", text)) => return text,
                Some(("ping", _)) => {}
                other => panic!("{other:?} instead of a text"),
            }
        }
    }

    fn bytes<const N: usize>(&mut self) -> [u8; N] {
        let mut bytes = [0; N];
        self.0.read_exact(&mut bytes).expect("a length");
        bytes
    }
}
