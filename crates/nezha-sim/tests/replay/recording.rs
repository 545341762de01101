//! Recordings as they are on disk.

use crate::support::http::Call;
use serde_json::{Map, Value};
use std::fs;
use std::path::Path;

/// One exchange with the real dashboard.
pub(crate) struct Recording {
    pub(crate) name: String,
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) request_headers: Vec<(String, String)>,
    pub(crate) request_body: Option<String>,
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: String,
    /// The real size, when the body is cut or only a stand-in.
    pub(crate) truncated_from: Option<usize>,
    /// Kind and content of what came over the WebSocket; cut contents are `None`.
    pub(crate) frames: Vec<(String, Option<String>)>,
    /// The dashboard's clock in the first frame.
    pub(crate) now_ms: Option<i64>,
    /// What a client must make of it.
    pub(crate) outcome: String,
}

impl Recording {
    /// All recordings of a folder, by name.
    pub(crate) fn read_all(folder: &Path) -> Vec<Self> {
        let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
        let mut paths: Vec<_> = entries.map(|entry| entry.expect("an entry").path()).collect();
        paths.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
        paths.sort();
        paths.iter().map(|path| Self::read(path)).collect()
    }

    fn read(path: &Path) -> Self {
        let text = fs::read_to_string(path).expect("a recording");
        let file: Value = serde_json::from_str(&text).expect("JSON");
        let (request, response) = (&file["request"], &file["response"]);
        let text = |value: &Value| value.as_str().map(str::to_owned);
        let frames = file["frames"].as_array().cloned().unwrap_or_default();
        let frame = |frame: &Value| {
            let whole = frame["data_truncated"] != Value::Bool(true);
            (text(&frame["opcode"]).expect("a kind"), whole.then(|| text(&frame["data"])).flatten())
        };
        Self {
            name: path.file_stem().and_then(|name| name.to_str()).expect("a name").to_owned(),
            method: text(&request["method"]).expect("a method"),
            path: text(&request["path"]).expect("a path"),
            request_headers: headers(&request["headers"]),
            request_body: text(&request["body"]),
            status: response["status"].as_u64().expect("a status") as u16,
            headers: headers(&response["headers"]),
            body: text(&response["body"]).unwrap_or_default(),
            truncated_from: response["body_truncated_from_bytes"].as_u64().map(|size| size as usize),
            frames: frames.iter().map(frame).collect(),
            now_ms: file["expect"]["now_ms"].as_i64(),
            outcome: text(&file["expect"]["outcome"]).unwrap_or_default(),
        }
    }

    /// The address of the dashboard, which tells several of them apart.
    pub(crate) fn host(&self) -> &str {
        self.request_header("host").unwrap_or_default()
    }

    pub(crate) fn request_header(&self, name: &str) -> Option<&str> {
        find(&self.request_headers, name)
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        find(&self.headers, name)
    }

    /// The path without its query.
    pub(crate) fn plain_path(&self) -> &str {
        self.path.split('?').next().unwrap_or_default()
    }

    /// Whether the answer to this is a list of everything there is, in no order.
    pub(crate) fn is_unfiltered(&self) -> bool {
        !self.path.contains('?')
    }

    /// The servers that the answer tells of, if it is whole and tells of any.
    pub(crate) fn servers(&self) -> Vec<Map<String, Value>> {
        let text = match self.frames.first() {
            Some((_, Some(frame))) => frame,
            _ if self.truncated_from.is_none() && self.plain_path().starts_with("/api/v1/server/") => {
                &self.body
            }
            _ => return Vec::new(),
        };
        let value: Value = serde_json::from_str(text).unwrap_or_default();
        let list = value.get("result").or(value.get("servers")).and_then(Value::as_array);
        list.into_iter().flatten().filter_map(|entry| entry.as_object().cloned()).collect()
    }

    /// The request once more, with the view password's cookie in place of the recorded one.
    pub(crate) fn call(&self, view_cookie: &str) -> Call {
        let mut call = Call::new(&self.method, &self.path);
        for (name, value) in &self.request_headers {
            let is_view = name == "Cookie" && value.starts_with("nezha-dashboard-vp=");
            call = call.header(name, if is_view { view_cookie } else { value });
        }
        match &self.request_body {
            Some(body) => call.body(body),
            None => call,
        }
    }
}

fn headers(value: &Value) -> Vec<(String, String)> {
    let value = value.as_object().expect("headers");
    value.iter().map(|(name, value)| (name.clone(), value.as_str().expect("one value").to_owned())).collect()
}

fn find<'a>(headers: &'a [(String, String)], name: &str) -> Option<&'a str> {
    headers.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
}
