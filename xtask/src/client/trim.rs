//! Trims what wasm-bindgen leaves. Its names for imports are long, and stand in two files of the first load; and it
//! exports whatever any library offers to JavaScript, also what nobody calls.

use std::collections::{HashMap, HashSet};

/// The sections with imports and exports.
const IMPORTS: u8 = 2;
const EXPORTS: u8 = 7;

/// Tells of a name that wasm-bindgen made.
const MADE: &str = "__wbg_";

/// How the name of wasm-bindgen's own module ends, which stands before every import, and what it becomes.
const GLUE: &str = "_bg.js";
const MODULE: &str = "$";

/// Streams that wasm-streams offers to JavaScript; gloo-net brings it along, and nothing here makes one.
const UNUSED: &str = "intounderlying";

/// Long names, each with its short one.
pub type Names = Vec<(String, String)>;

/// The program with short names for its imports and without the exports that nobody calls, and every long name with its
/// short one.
///
/// A program that is none, or has an import of a kind that is not known here, is returned as it was.
pub fn trimmed(wasm: &[u8]) -> (Vec<u8>, Names) {
    rewrite(wasm).unwrap_or_else(|| (wasm.to_vec(), Vec::new()))
}

/// A text in which every long name is its short one.
pub fn renamed(text: &str, names: &[(String, String)]) -> String {
    let module = names.iter().find(|(long, _)| long.ends_with(GLUE));
    let text = module.map_or_else(|| text.to_owned(), |(long, short)| text.replace(long, short));
    let names: HashMap<&str, &str> =
        names.iter().map(|(long, short)| (long.as_str(), short.as_str())).collect();
    let is_part = |letter: char| letter.is_ascii_alphanumeric() || letter == '_' || letter == '$';
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(start) = rest.find(is_part) {
        let (before, word) = rest.split_at(start);
        let end = word.find(|letter| !is_part(letter)).unwrap_or(word.len());
        let (word, after) = word.split_at(end);
        out.push_str(before);
        out.push_str(names.get(word).copied().unwrap_or(word));
        rest = after;
    }
    out.push_str(rest);
    out
}

fn rewrite(wasm: &[u8]) -> Option<(Vec<u8>, Names)> {
    let mut out = wasm.get(..8)?.to_vec();
    let mut names = Vec::new();
    let mut reader = Reader { bytes: wasm, at: 8 };
    while reader.at < wasm.len() {
        let kind = reader.byte()?;
        let length = reader.number()?;
        let section = reader.take(length)?;
        let body = match kind {
            IMPORTS => imports(section, &mut names)?,
            EXPORTS => exports(section)?,
            _ => section.to_vec(),
        };
        out.push(kind);
        number(body.len(), &mut out);
        out.extend(body);
    }
    Some((out, names))
}

fn imports(section: &[u8], names: &mut Names) -> Option<Vec<u8>> {
    let mut reader = Reader { bytes: section, at: 0 };
    let count = reader.number()?;
    let mut out = Vec::with_capacity(section.len());
    number(count, &mut out);
    let mut taken = HashSet::new();
    for at in 0..count {
        for is_name in [false, true] {
            let length = reader.number()?;
            let text = std::str::from_utf8(reader.take(length)?).ok()?;
            let short = if is_name { format!("${at}") } else { MODULE.to_owned() };
            let is_long = if is_name { text.starts_with(MADE) } else { text.ends_with(GLUE) };
            let written = if is_long { &short } else { text };
            number(written.len(), &mut out);
            out.extend(written.as_bytes());
            if is_long && taken.insert(text) {
                names.push((text.to_owned(), short.clone()));
            }
        }
        let start = reader.at;
        reader.description()?;
        out.extend(section.get(start..reader.at)?);
    }
    Some(out)
}

fn exports(section: &[u8]) -> Option<Vec<u8>> {
    let mut reader = Reader { bytes: section, at: 0 };
    let (mut kept, mut out) = (0, Vec::<u8>::with_capacity(section.len()));
    for _ in 0..reader.number()? {
        let start = reader.at;
        let length = reader.number()?;
        let name = std::str::from_utf8(reader.take(length)?).ok()?;
        reader.byte()?;
        reader.number()?;
        if !name.trim_start_matches(MADE).starts_with(UNUSED) {
            kept += 1;
            out.extend(section.get(start..reader.at)?);
        }
    }
    let mut counted = Vec::new();
    number(kept, &mut counted);
    counted.extend(out);
    Some(counted)
}

/// The program's JavaScript without the classes that only the dropped exports needed.
pub fn without_unused(script: &str) -> String {
    let is_end = |line: &&str| !matches!(*line, "}");
    let (mut out, mut lines) = (String::with_capacity(script.len()), script.split_inclusive('\n'));
    while let Some(line) = lines.next() {
        if line.starts_with("export class IntoUnderlying") {
            // To its closing brace, the first that is not indented.
            lines.by_ref().map(str::trim_end).take_while(is_end).for_each(drop);
        } else if line.starts_with("const IntoUnderlying") {
            lines.by_ref().map(str::trim_end).take_while(|line| !line.ends_with(';')).for_each(drop);
        } else if !line.starts_with("if (Symbol.dispose) IntoUnderlying") {
            out.push_str(line);
        }
    }
    out
}

/// Writes a number as wasm does.
fn number(mut number: usize, out: &mut Vec<u8>) {
    while number > 0x7f {
        out.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    fn byte(&mut self) -> Option<u8> {
        self.take(1)?.first().copied()
    }

    fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let taken = self.bytes.get(self.at..self.at.checked_add(length)?)?;
        self.at += length;
        Some(taken)
    }

    fn number(&mut self) -> Option<usize> {
        let (mut number, mut shift) = (0_usize, 0);
        loop {
            let byte = self.byte()?;
            number |= usize::from(byte & 0x7f).checked_shl(shift)?;
            if byte & 0x80 == 0 {
                return Some(number);
            }
            shift += 7;
        }
    }

    /// Reads past what an import is.
    fn description(&mut self) -> Option<()> {
        match self.byte()? {
            // A function's type.
            0 => drop(self.number()?),
            // A table, a memory: limits, after the kind of a table's elements.
            kind @ (1 | 2) => {
                if kind == 1 {
                    self.byte()?;
                }
                let has_most = self.byte()? & 1 == 1;
                self.number()?;
                if has_most {
                    self.number()?;
                }
            }
            // A global: its type, and whether it changes.
            3 => drop(self.take(2)?),
            _ => return None,
        }
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A program with two imported functions and a section after them.
    fn program() -> Vec<u8> {
        let mut section = vec![2];
        for name in ["__wbg_fetch_0123", "memory"] {
            for text in ["./x_bg.js", name] {
                number(text.len(), &mut section);
                section.extend(text.as_bytes());
            }
            section.extend([0, 5]);
        }
        let mut wasm = b"\0asm\x01\0\0\0".to_vec();
        wasm.push(IMPORTS);
        number(section.len(), &mut wasm);
        wasm.extend(section);
        let mut section = vec![2];
        for name in ["main", "__wbg_intounderlyingsink_free"] {
            number(name.len(), &mut section);
            section.extend(name.as_bytes());
            section.extend([0, 1]);
        }
        wasm.push(EXPORTS);
        number(section.len(), &mut wasm);
        wasm.extend(section);
        wasm.extend([10, 3, 1, 2, 3]);
        wasm
    }

    #[test]
    fn made_names_get_short_and_unused_exports_go() {
        let (short, names) = trimmed(&program());
        let names: Vec<_> = names.iter().map(|(long, short)| (long.as_str(), short.as_str())).collect();
        assert_eq!(names, [("./x_bg.js", "$"), ("__wbg_fetch_0123", "$0")]);
        let export = "__wbg_intounderlyingsink_free".len() + 3;
        let saved = 2 * ("./x_bg.js".len() - 1) + "__wbg_fetch_0123".len() - "$0".len() + export;
        assert_eq!(short.len(), program().len() - saved);
        assert!(short.ends_with(&[10, 3, 1, 2, 3]));
        assert_eq!(trimmed(&short), (short.clone(), Vec::new()), "it is a program still");
    }

    #[test]
    fn the_script_is_renamed_along_word_by_word() {
        let names = [("./x_bg.js", "$"), ("__wbg_fetch_0123", "$0")];
        let names = names.map(|(long, short)| (long.to_owned(), short.to_owned()));
        assert_eq!(
            renamed("{ \"./x_bg.js\": { __wbg_fetch_0123: f(), __wbg_fetch_01234: 1 } }", &names),
            "{ \"$\": { $0: f(), __wbg_fetch_01234: 1 } }"
        );
    }

    #[test]
    fn classes_that_nobody_makes_are_gone_from_the_script_and_nothing_else() {
        let script = "import x\nexport class IntoUnderlyingSink {\n    free() {\n    }\n}\n\
            if (Symbol.dispose) IntoUnderlyingSink.prototype[Symbol.dispose] = 1;\n\
            const IntoUnderlyingSinkFinalization = (typeof F === 'undefined')\n    ? {}\n    : new F(p => 1);\nlet y;\n";
        assert_eq!(without_unused(script), "import x\nlet y;\n");
    }

    #[test]
    fn what_is_no_program_stays_as_it_is() {
        for bytes in [&b""[..], b"\0asm", b"\0asm\x01\0\0\0\x02\xff\xff"] {
            assert_eq!(trimmed(bytes), (bytes.to_vec(), Vec::new()));
        }
    }
}
