//! What must be the same in the simulator's answer.

use crate::dashboard::Dashboard;
use crate::recording::Recording;
use crate::support::http::{Reply, Socket};
use crate::support::json::Node;

/// Replays a recording and says in what the answers differ.
pub(crate) fn replay(recording: &Recording, dashboard: &Dashboard) -> Vec<String> {
    let call = recording.call(&dashboard.view_cookie);
    let mut differences = Vec::new();
    match call.open(dashboard.sim.address) {
        None => differences.push("there is no answer".to_owned()),
        Some((reply, socket)) => {
            status_and_headers(recording, &reply, &mut differences);
            body(recording, &reply, dashboard.complete, &mut differences);
            if !recording.frames.is_empty() {
                frames(recording, socket, &mut differences);
            }
        }
    }
    differences.iter().map(|difference| format!("{}: {difference}", recording.name)).collect()
}

fn status_and_headers(recording: &Recording, reply: &Reply, differences: &mut Vec<String>) {
    if recording.status != reply.status {
        differences.push(format!("status {} instead of {}", reply.status, recording.status));
    }
    let names = |headers: &[(String, String)]| {
        let mut names: Vec<String> = headers.iter().map(|(name, _)| name.to_lowercase()).collect();
        names.sort();
        names
    };
    let (ours, theirs) = (names(&reply.headers), names(&recording.headers));
    if ours != theirs {
        differences.push(format!("headers {ours:?} instead of {theirs:?}"));
    }
    for (name, wanted) in &recording.headers {
        let value = reply.header(name).unwrap_or_default();
        let same = match name.as_str() {
            // The hash of a password is salted.
            "Set-Cookie" => cookie_shape(value) == cookie_shape(wanted),
            "Connection" | "Upgrade" => value.eq_ignore_ascii_case(wanted),
            _ => value == wanted,
        };
        if !same {
            differences.push(format!("{name}: {value:?} instead of {wanted:?}"));
        }
    }
}

/// The name of a cookie, how its value begins and how long it is, and its attributes.
fn cookie_shape(text: &str) -> (String, String, usize) {
    let (pair, attributes) = text.split_once(';').unwrap_or((text, ""));
    let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
    // What has to be escaped in a hash differs from one to the next.
    let value = value.replace("%2F", "/");
    (format!("{name};{attributes}"), value.chars().take(13).collect(), value.len())
}

fn body(recording: &Recording, reply: &Reply, complete: bool, differences: &mut Vec<String>) {
    let kind = recording.header("content-type").unwrap_or_default();
    let is_json = kind.starts_with("application/json");
    match recording.truncated_from {
        // The recording holds a stand-in: all that can be compared is that ours is a page too.
        Some(_) if !is_json => {
            if !reply.text().trim_start().to_lowercase().starts_with("<!doctype html>") {
                differences.push(format!("no page: {:?}", reply.text()));
            }
        }
        Some(size) => {
            if complete && reply.body.len() != size {
                differences.push(format!("{} bytes instead of {size}", reply.body.len()));
            }
        }
        None if is_json && !recording.body.is_empty() => {
            let (ours, theirs) = (normal(recording, reply.text()), normal(recording, &recording.body));
            differences.extend(difference(ours, theirs));
        }
        None => {
            if reply.text() != recording.body {
                differences.push(format!("body {:?} instead of {:?}", reply.text(), recording.body));
            }
        }
    }
}

/// A JSON answer without what is random by nature: the order of what comes from a map, and secrets.
fn normal(recording: &Recording, text: &str) -> Option<Node> {
    let mut node = Node::parse(text)?;
    let endpoint = recording.plain_path();
    if recording.is_unfiltered()
        && matches!(endpoint, "/api/v1/server/list" | "/api/v1/server/details")
        && let Some(result) = node.get_mut("result")
    {
        result.sort_by("id");
    }
    if endpoint == "/api/v1/server/register" {
        hide_secret(&mut node);
    }
    Some(node)
}

/// Puts a word in the place of a secret of the right form.
fn hide_secret(node: &mut Node) {
    let secret = match node {
        Node::Object(_) => node.get_mut("secret"),
        other => Some(other),
    };
    if let Some(Node::Scalar(text)) = secret
        && text.len() == 20
        && text.trim_matches('"').chars().all(|letter| letter.is_ascii_alphanumeric())
    {
        *text = "a secret".to_owned();
    }
}

fn frames(recording: &Recording, mut socket: Socket, differences: &mut Vec<String>) {
    for (index, (wanted_kind, wanted)) in recording.frames.iter().enumerate() {
        let Some((kind, content)) = socket.next() else {
            differences.push(format!("frame {index} does not come"));
            return;
        };
        if kind != wanted_kind {
            differences.push(format!("frame {index} is a {kind} instead of a {wanted_kind}"));
        }
        // The simulator's values stand still at those of the first frame.
        if index == 0 {
            differences.extend(difference(frame(&content), wanted.as_deref().and_then(frame)));
        }
    }
}

fn difference(ours: Option<Node>, theirs: Option<Node>) -> Option<String> {
    match (ours, theirs) {
        (Some(ours), Some(theirs)) => ours.difference(&theirs),
        (ours, theirs) => Some(format!("no JSON: {ours:?} instead of {theirs:?}")),
    }
}

/// A message without the fractions of its times, which have no room in an order to the simulator.
fn frame(text: &str) -> Option<Node> {
    let mut node = Node::parse(text)?;
    let servers = node.get_mut("servers").map(Node::items_mut).unwrap_or_default();
    for server in servers {
        for key in ["CreatedAt", "UpdatedAt", "LastActive"] {
            let Some(Node::Scalar(time)) = server.get_mut(key) else { return None };
            let fraction = time.find('.').map(|dot| time[dot + 1..time.len() - 2].to_owned());
            let fits = fraction.is_none_or(|digits| {
                digits.len() <= 9
                    && !digits.ends_with('0')
                    && digits.bytes().all(|digit| digit.is_ascii_digit())
            });
            if !fits {
                return None;
            }
            *time = time.split(['.', 'Z']).next().unwrap_or_default().to_owned();
        }
    }
    Some(node)
}
