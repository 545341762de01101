//! JSON with the order of its keys and the spelling of its values: what a usual parser forgets.

use std::fmt;

/// A value; scalars are kept as they were written, escapes included.
#[derive(Clone, PartialEq)]
pub(crate) enum Node {
    Object(Vec<(String, Node)>),
    Array(Vec<Node>),
    Scalar(String),
}

impl Node {
    /// Reads a text that must be JSON and nothing else.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let mut rest = text;
        let node = value(&mut rest)?;
        rest.trim().is_empty().then_some(node)
    }

    /// A member of an object. Keys are compared as written, without their quotes.
    pub(crate) fn get(&self, key: &str) -> Option<&Node> {
        let Self::Object(members) = self else { return None };
        members.iter().find(|(name, _)| name == key).map(|(_, node)| node)
    }

    pub(crate) fn get_mut(&mut self, key: &str) -> Option<&mut Node> {
        let Self::Object(members) = self else { return None };
        members.iter_mut().find(|(name, _)| name == key).map(|(_, node)| node)
    }

    pub(crate) fn items_mut(&mut self) -> &mut [Node] {
        if let Self::Array(items) = self { items } else { &mut [] }
    }

    /// Where and how another value differs first, in words; `None` when it does not.
    pub(crate) fn difference(&self, wanted: &Node) -> Option<String> {
        let within = |at: String, inner: Option<String>| inner.map(|inner| format!("{at}.{inner}"));
        match (self, wanted) {
            (Self::Object(ours), Self::Object(theirs)) => {
                let keys = |members: &[(String, Node)]| -> Vec<String> {
                    members.iter().map(|(key, _)| key.clone()).collect()
                };
                if keys(ours) != keys(theirs) {
                    return Some(format!("keys {:?} instead of {:?}", keys(ours), keys(theirs)));
                }
                ours.iter().zip(theirs).find_map(|((key, a), (_, b))| within(key.clone(), a.difference(b)))
            }
            (Self::Array(ours), Self::Array(theirs)) if ours.len() == theirs.len() => {
                let pairs = ours.iter().zip(theirs).enumerate();
                pairs.into_iter().find_map(|(index, (a, b))| within(index.to_string(), a.difference(b)))
            }
            (ours, theirs) if ours == theirs => None,
            (ours, theirs) => Some(format!("{ours:?} instead of {theirs:?}")),
        }
    }

    /// A number.
    pub(crate) fn number(&self) -> Option<i64> {
        if let Self::Scalar(text) = self { text.parse().ok() } else { None }
    }

    /// Brings the entries of an array into the order of a number in them.
    pub(crate) fn sort_by(&mut self, key: &str) {
        self.items_mut().sort_by_key(|item| item.get(key).and_then(Node::number));
    }
}

impl fmt::Debug for Node {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Object(members) => {
                formatter.debug_map().entries(members.iter().map(|(k, v)| (k, v))).finish()
            }
            Self::Array(items) => formatter.debug_list().entries(items).finish(),
            Self::Scalar(text) => formatter.write_str(text),
        }
    }
}

fn value(rest: &mut &str) -> Option<Node> {
    *rest = rest.trim_start();
    match rest.chars().next()? {
        '{' => list(rest, '}', |rest| {
            let key = string(rest)?;
            expect(rest, ':')?;
            Some((key[1..key.len() - 1].to_owned(), value(rest)?))
        })
        .map(Node::Object),
        '[' => list(rest, ']', value).map(Node::Array),
        '"' => string(rest).map(|text| Node::Scalar(text.to_owned())),
        _ => {
            let end = rest.find([',', '}', ']', ' ', '\n']).unwrap_or(rest.len());
            let (scalar, after) = rest.split_at(end);
            *rest = after;
            let known = matches!(scalar, "true" | "false" | "null") || scalar.parse::<f64>().is_ok();
            known.then(|| Node::Scalar(scalar.to_owned()))
        }
    }
}

fn list<T>(rest: &mut &str, end: char, item: impl Fn(&mut &str) -> Option<T>) -> Option<Vec<T>> {
    *rest = &rest[1..];
    let mut items = Vec::new();
    loop {
        *rest = rest.trim_start();
        if let Some(after) = rest.strip_prefix(end) {
            *rest = after;
            return Some(items);
        }
        if !items.is_empty() {
            expect(rest, ',')?;
        }
        items.push(item(rest)?);
    }
}

fn expect(rest: &mut &str, wanted: char) -> Option<()> {
    *rest = rest.trim_start().strip_prefix(wanted)?.trim_start();
    Some(())
}

fn string<'a>(rest: &mut &'a str) -> Option<&'a str> {
    let mut escaped = false;
    let inner = rest.strip_prefix('"')?;
    let end = inner.bytes().position(|byte| {
        let ends = byte == b'"' && !escaped;
        escaped = byte == b'\\' && !escaped;
        ends
    })?;
    let (text, after) = rest.split_at(end + 2);
    *rest = after;
    Some(text)
}
