//! A plan as a text that outlives the page: names, tag, ids, states and time, and never a secret.

use super::plan::{Plan, Planned, Progress};
use crate::names::NAMES_AT_ONCE;

/// The first line; the number is the form's.
const HEAD: &str = "nezha-lens bulk 1";

/// Why a text is no note. Each variant is a different thing for a person to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoteError {
    /// Something else, or a note of another version: nothing to resume.
    #[error("not a note of a plan")]
    NotANote,
    /// A note, but this line of it (from 1 on) cannot be read: look at the dashboard's servers before going on.
    #[error("line {0} of the note cannot be read")]
    Broken(usize),
}

impl Plan {
    /// The plan as a text, one line for each server.
    pub fn note(&self) -> String {
        let mut text = [HEAD, "\nbegan ", &self.began_s.to_string(), "\nafter "].concat();
        text += &self.newest_before.to_string();
        text += "\ntag ";
        push_escaped(&mut text, &self.tag);
        for server in &self.servers {
            text += match server.progress {
                Progress::Waiting => "\nwaiting ",
                Progress::Sent => "\nsent ",
                Progress::Done { id: None } => "\ndone ",
                Progress::Done { id: Some(_) } => "\ndone-as ",
                Progress::Refused => "\nrefused ",
                Progress::Lost { .. } => "\nlost ",
            };
            if let Progress::Done { id: Some(id) } = server.progress {
                text += &id.to_string();
                text.push(' ');
            }
            push_escaped(&mut text, &server.name);
        }
        text.push('\n');
        text
    }

    /// The plan of a note. What was sent when the note was kept is lost: nobody heard the answer. What was counted has
    /// to be counted again.
    ///
    /// # Errors
    /// See [`NoteError`].
    pub fn from_note(text: &str) -> Result<Self, NoteError> {
        let mut lines = text.split_terminator('\n');
        if lines.next() != Some(HEAD) {
            return Err(NoteError::NotANote);
        }
        let mut number = 1;
        let mut next = |key: &str| {
            number += 1;
            lines.next().and_then(|line| line.strip_prefix(key)).ok_or(NoteError::Broken(number))
        };
        let began_s = next("began ")?.parse().map_err(|_| NoteError::Broken(2))?;
        let newest_before = next("after ")?.parse().map_err(|_| NoteError::Broken(3))?;
        let tag = unescaped(next("tag ")?).filter(|tag| !tag.is_empty()).ok_or(NoteError::Broken(4))?;
        let mut servers: Vec<Planned> = Vec::new();
        for (at, line) in lines.enumerate() {
            let server = read_server(line).ok_or(NoteError::Broken(at + 5))?;
            let again = servers.iter().any(|other| other.name == server.name);
            if again || servers.len() == NAMES_AT_ONCE {
                return Err(NoteError::Broken(at + 5));
            }
            servers.push(server);
        }
        // When the last request went out is not known, so the pause begins at the first question.
        Ok(Self { tag, servers, newest_before, began_s, last_ms: Some(u64::MAX) })
    }
}

fn read_server(line: &str) -> Option<Planned> {
    let (word, rest) = line.split_once(' ')?;
    let (progress, name) = match word {
        "waiting" => (Progress::Waiting, rest),
        "done" => (Progress::Done { id: None }, rest),
        "refused" => (Progress::Refused, rest),
        "sent" | "lost" => (Progress::Lost { found: None }, rest),
        "done-as" => {
            let (id, name) = rest.split_once(' ')?;
            (Progress::Done { id: Some(id.parse().ok()?) }, name)
        }
        _ => return None,
    };
    Some(Planned { name: unescaped(name)?, progress })
}

/// Line breaks would end the line, so they and backslashes are written as `\n`, `\r` and `\\`.
fn push_escaped(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\\' => out.push_str("\\\\"),
            c => out.push(c),
        }
    }
}

/// `None` for an escape that is never written.
fn unescaped(text: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        out.push(match c {
            '\\' => match chars.next()? {
                'n' => '\n',
                'r' => '\r',
                '\\' => '\\',
                _ => return None,
            },
            c => c,
        });
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::super::plan::{Next, Outcome};
    use super::*;

    #[test]
    fn a_note_says_what_happened_a_line_a_server() {
        let names = ["a", "b\nlost x", "c\\", "d"].map(str::to_owned).to_vec();
        let mut plan = Plan::new(names, "香港", 7, 1_795_341_896);
        plan.sending(0, 0);
        plan.answered(0, Outcome::Created, 0);
        plan.sending(1, 1000);
        let note = "nezha-lens bulk 1\nbegan 1795341896\nafter 7\ntag 香港\ndone a\nsent b\\nlost x\nwaiting c\\\\\n\
                    waiting d\n";
        assert_eq!(plan.note(), note);
        let resumed = Plan::from_note(note).unwrap();
        assert_eq!(resumed.servers()[0].progress, Progress::Done { id: None });
        assert_eq!(resumed.servers()[1].name, "b\nlost x");
        assert_eq!(resumed.servers()[1].progress, Progress::Lost { found: None });
        assert_eq!((resumed.tag(), resumed.began_s()), ("香港", 1_795_341_896));
    }

    #[test]
    fn a_resumed_plan_waits_a_second_before_it_sends() {
        let note = Plan::new(vec!["a".to_owned()], "t", 0, 0).note();
        let mut plan = Plan::from_note(&note).unwrap();
        assert_eq!(plan.next(70), Next::Wait(1000));
        assert_eq!(plan.sending(0, 1069), None);
        assert_eq!(plan.sending(0, 1070), Some("a"));
    }

    #[test]
    fn what_is_no_note_is_told_from_a_broken_one() {
        for text in ["", "hello", "nezha-lens bulk 2\n", "\nnezha-lens bulk 1"] {
            assert_eq!(Plan::from_note(text), Err(NoteError::NotANote), "{text:?}");
        }
        let good = "nezha-lens bulk 1\nbegan 1\nafter 7\ntag t\ndone-as 8 a\n";
        assert!(Plan::from_note(good).is_ok());
        for (broken, line) in [
            ("nezha-lens bulk 1".to_owned(), 2),
            (good.replace("began 1", "began x"), 2),
            (good.replace("after 7", "after -7"), 3),
            (good.replace("tag t", "tag "), 4),
            (good.replace("done-as 8", "done-as"), 5),
            (good.replace("done-as", "made"), 5),
            (good.replace(" a\n", " \\x\n"), 5),
            (format!("{good}waiting a\n"), 6),
            (format!("{good}\n"), 6),
        ] {
            assert_eq!(Plan::from_note(&broken), Err(NoteError::Broken(line)), "{broken:?}");
        }
    }
}
