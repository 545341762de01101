//! What is kept of servers from one visit to the next.
//!
//! A restarted dashboard knows nothing of a machine that is down: neither when it reported nor what it is. A browser
//! that saw it before knows better. One line a server, the facts divided by tabs:
//! `7 1795341896⇥debian⇥12.11⇥AMD EPYC 4 Virtual Core⇥…`, or only the id and the last report.

use nezha_api::{Host, Server};
use rustc_hash::FxHashMap;

use crate::ids::Ids;
use crate::liveness::Thresholds;
use crate::places::{in_order, sorted_places};

/// At most this many servers are kept.
const MOST_SERVERS: usize = 3_000;

/// At most this many bytes are kept: a browser gives an origin five million.
const MOST_BYTES: usize = 400_000;

/// The longest line without facts: two numbers, a space and the line end.
const SHORT_LINE: usize = 42;

/// How many letters of a text are kept: as many as are ever shown.
const MOST_LETTERS: usize = 120;

/// How many models of processors, and of GPUs.
const MOST_MODELS: usize = 8;

/// Divides models. It is in no text, because control characters are not kept.
const MODEL_END: char = '\u{1f}';

/// A server as it was last heard of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownHost {
    /// Its last report, in Unix seconds by the dashboard's clock.
    pub last_seen_s: i64,
    /// What the machine is, but for its boot time. `None` when there was no room for it, or nothing known.
    pub host: Option<Host>,
}

/// Servers of an earlier visit. Lines are read when they are asked for.
#[derive(Debug, Clone, Default)]
pub struct KnownHosts {
    text: String,
    /// Where the line of an id starts.
    lines: FxHashMap<u64, usize>,
    freshest_s: Option<i64>,
}

impl KnownHosts {
    /// Reads what [`Notes::print`] wrote. What anything else wrote does no harm and is mostly forgotten.
    pub fn parse(text: String) -> Self {
        let mut lines = FxHashMap::default();
        let mut start = 0;
        let mut freshest_s = None;
        for line in text.split_inclusive('\n').take(MOST_SERVERS) {
            if start + line.len() > MOST_BYTES {
                break;
            }
            if let Some((id, last_seen_s)) = numbers(line) {
                lines.entry(id).or_insert(start);
                freshest_s = freshest_s.max(Some(last_seen_s));
            }
            start += line.len();
        }
        Self { text, lines, freshest_s }
    }

    /// What is known of a server.
    pub fn get(&self, id: u64) -> Option<KnownHost> {
        let line = self.text.get(*self.lines.get(&id)?..)?.lines().next()?;
        let (_, last_seen_s) = numbers(line)?;
        Some(KnownHost { last_seen_s, host: facts(line) })
    }

    /// The last report of a server, in Unix seconds.
    pub fn last_seen_s(&self, id: u64) -> Option<i64> {
        Some(numbers(self.text.get(*self.lines.get(&id)?..)?.lines().next()?)?.1)
    }

    /// The freshest of all last reports, in Unix seconds. `None` when nothing is kept.
    pub fn freshest_s(&self) -> Option<i64> {
        self.freshest_s
    }

    /// Whether a server was not offline when the freshest report of all came.
    pub fn was_alive(&self, id: u64, thresholds: Thresholds) -> bool {
        self.last_seen_s(id)
            .zip(self.freshest_s)
            .is_some_and(|(seen_s, now_s)| now_s.saturating_sub(seen_s) < thresholds.offline_s)
    }

    /// Gives a server the host that it had, or its country, if the dashboard does not say. `last_active` and status stay as they are:
    /// the last report is for [`crate::liveness::judge`].
    pub fn recall(&self, server: &mut Server) {
        let says = server.known_host().map(|host| !host.country_code.is_empty());
        if says == Some(true) {
            return;
        }
        let Some(known) = self.get(server.id).and_then(|known| known.host) else { return };
        match &mut server.host {
            Some(host) if says.is_some() => host.country_code = known.country_code,
            host => *host = Some(known),
        }
    }
}

/// The id and the last report, which start a line.
fn numbers(line: &str) -> Option<(u64, i64)> {
    let (id, last_seen_s) = line.trim_end().split('\t').next()?.split_once(' ')?;
    Some((id.parse().ok()?, last_seen_s.parse().ok().filter(|seen_s| *seen_s > 0)?))
}

/// The facts that end a line, in the order of [`Notes::add`].
fn facts(line: &str) -> Option<Host> {
    let mut facts = line.split('\t').skip(1);
    let mut text = || facts.next().map(str::to_owned);
    let bytes = |text: String| text.parse().unwrap_or(0);
    let models = |text: String| {
        let models = text.split(MODEL_END).filter(|model| !model.is_empty());
        models.take(MOST_MODELS).map(str::to_owned).collect()
    };
    Some(Host {
        platform: text()?,
        platform_version: text()?,
        arch: text()?,
        virtualization: text()?,
        country_code: text()?,
        version: text()?,
        mem_total: bytes(text()?),
        disk_total: bytes(text()?),
        swap_total: bytes(text()?),
        cpu: models(text()?),
        gpu: models(text()?),
        boot_time: 0,
    })
}

/// Collects what is to be kept.
#[derive(Debug, Clone, Default)]
pub struct Notes {
    /// Last reports and lines.
    lines: Vec<(i64, String)>,
}

impl Notes {
    /// Adds a server. `last_seen_s` is its last report in Unix seconds, from this visit or from an earlier one; without
    /// any there is nothing to keep.
    pub fn add(&mut self, server: &Server, last_seen_s: Option<i64>) {
        let Some(last_seen_s) = last_seen_s.filter(|seen_s| *seen_s > 0) else { return };
        let mut line = [server.id.to_string(), last_seen_s.to_string()].join(" ");
        if let Some(host) = server.known_host() {
            for text in [
                &host.platform,
                &host.platform_version,
                &host.arch,
                &host.virtualization,
                &host.country_code,
                &host.version,
            ] {
                line.push('\t');
                push(text, &mut line);
            }
            for bytes in [host.mem_total, host.disk_total, host.swap_total] {
                line.push('\t');
                line.push_str(&bytes.to_string());
            }
            for models in [&host.cpu, &host.gpu] {
                line.push('\t');
                for (n, model) in models.iter().take(MOST_MODELS).enumerate() {
                    if n > 0 {
                        line.push(MODEL_END);
                    }
                    push(model, &mut line);
                }
            }
        }
        line.push('\n');
        self.lines.push((last_seen_s, line));
    }

    /// Keeps what is known of a server instead of what was added, where that tells of a later report: another tab saw it.
    /// What is later than `now_s`, the time on the dashboard, is not believed: its clock was ahead then. Where nothing tells the
    /// time, the freshest report that was added does.
    pub fn keep_later(&mut self, known: &KnownHosts, now_s: Option<i64>) {
        let freshest_s = || self.lines.iter().map(|(seen_s, _)| *seen_s).max().unwrap_or(0);
        let now_s = now_s.unwrap_or_else(freshest_s);
        for (seen_s, line) in &mut self.lines {
            let start = numbers(line).and_then(|(id, _)| known.lines.get(&id));
            let kept = start.and_then(|start| known.text.get(*start..)?.lines().next());
            if let Some((kept, (_, kept_s))) = kept.and_then(|kept| Some((kept, numbers(kept)?)))
                && *seen_s < kept_s
                && kept_s <= now_s
            {
                (*seen_s, *line) = (kept_s, [kept, "\n"].concat());
            }
        }
    }

    /// Keeps also what is known of servers that were not added.
    pub fn keep_others(&mut self, known: &KnownHosts) {
        let added: Ids = self.lines.iter().filter_map(|(_, line)| numbers(line)).map(|(id, _)| id).collect();
        for (id, start) in &known.lines {
            let line = known.text.get(*start..).and_then(|rest| rest.split_inclusive('\n').next());
            if let Some((line, (_, last_seen_s))) = line.and_then(|line| Some((line, numbers(line)?)))
                && !added.contains(*id)
            {
                self.lines.push((last_seen_s, [line.trim_end_matches('\n'), "\n"].concat()));
            }
        }
    }

    /// The text to keep: the server that reported last, and then those whose report is longest ago, 3,000 together at most
    /// and in 400,000 bytes: who is down is forgotten by the dashboard, who is up says everything again. Where facts are
    /// too long for that, the last reports at least are kept.
    pub fn print(mut self) -> String {
        let oldest_first = |a: usize, b: usize| self.lines[a].0.cmp(&self.lines[b].0);
        let mut places = sorted_places(self.lines.len(), &mut { oldest_first });
        // It tells when the dashboard was last alive.
        if let Some(newest) = places.pop() {
            places.insert(0, newest);
        }
        self.lines = in_order(self.lines, &places);
        self.lines.truncate(MOST_SERVERS);
        let mut text = String::new();
        for (n, (_, line)) in self.lines.iter().enumerate() {
            let later = (self.lines.len() - n - 1) * SHORT_LINE;
            match line.split_once('\t') {
                Some((numbers, _)) if text.len() + line.len() + later > MOST_BYTES => {
                    text.push_str(numbers);
                    text.push('\n');
                }
                _ => text.push_str(line),
            }
        }
        text
    }
}

/// Appends a text from outside, on one line and not for ever.
fn push(text: &str, line: &mut String) {
    let plain = |letter: char| if letter.is_control() { ' ' } else { letter };
    line.extend(text.chars().take(MOST_LETTERS).map(plain));
}
