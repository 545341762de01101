//! Trims what wasm-bindgen leaves. Its names for imports are long, and stand in two files of the first load; and it
//! exports whatever any library offers to JavaScript, also what nobody calls.

use std::collections::{HashMap, HashSet};

use super::wasm::{EXPORTS, IMPORTS, Reader, number, rewritten};

/// How names begin that wasm-bindgen made.
const MADE: [&str; 3] = ["__wbg_", "__wbindgen_", "wasm_bindgen"];

/// How the name of wasm-bindgen's own module ends, which stands before every import, and what it becomes.
const GLUE: &str = "_bg.js";
const MODULE: &str = "$";

/// Streams that are offered to JavaScript (`stops.rs`).
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
    let mut names = Vec::new();
    let out = rewritten(wasm, |kind, section| match kind {
        IMPORTS => imports(section, &mut names),
        EXPORTS => exports(section, &mut names),
        _ => Some(section.to_vec()),
    })?;
    Some((out, names))
}

fn imports(section: &[u8], names: &mut Names) -> Option<Vec<u8>> {
    let mut reader = Reader::new(section);
    let count = reader.number()?;
    let mut out = Vec::with_capacity(section.len());
    number(count, &mut out);
    let mut taken = HashSet::new();
    for at in 0..count {
        for is_name in [false, true] {
            let length = reader.number()?;
            let text = std::str::from_utf8(reader.take(length)?).ok()?;
            let short = if is_name { format!("${at}") } else { MODULE.to_owned() };
            let is_long = if is_name { is_made(text) } else { text.ends_with(GLUE) };
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

fn exports(section: &[u8], names: &mut Names) -> Option<Vec<u8>> {
    let mut reader = Reader::new(section);
    let (mut kept, mut out) = (0, Vec::<u8>::with_capacity(section.len()));
    for at in 0..reader.number()? {
        let length = reader.number()?;
        let name = std::str::from_utf8(reader.take(length)?).ok()?;
        let what = [reader.take(1)?, reader.bytes_of_number()?].concat();
        if name.trim_start_matches("__wbg_").starts_with(UNUSED) {
            continue;
        }
        let short = format!("$e{at}");
        let written = if is_made(name) { &short } else { name };
        kept += 1;
        number(written.len(), &mut out);
        out.extend(written.as_bytes());
        out.extend(what);
        if is_made(name) {
            names.push((name.to_owned(), short));
        }
    }
    let mut counted = Vec::new();
    number(kept, &mut counted);
    counted.extend(out);
    Some(counted)
}

fn is_made(name: &str) -> bool {
    MADE.iter().any(|start| name.starts_with(start))
}

/// What the program's JavaScript says again and again, and what it says instead, with [`SHARED`] at its beginning.
const SAID_OFTEN: [(&str, &str); 2] = [
    (
        "getDataViewMemory0().setInt32((arg0 >>> 0) + 4 * 1, len1, true);\n            \
         getDataViewMemory0().setInt32((arg0 >>> 0) + 4 * 0, ptr1, true);",
        "putText(arg0, ptr1, len1);",
    ),
    ("passStringToWasm0(ret, wasm.__wbindgen_malloc, wasm.__wbindgen_realloc)", "passText(ret)"),
];
const SHARED: &str = "function passText(text) {
    return passStringToWasm0(text, wasm.__wbindgen_malloc, wasm.__wbindgen_realloc);
}
function putText(at, start, length) {
    const memory = getDataViewMemory0();
    memory.setInt32((at >>> 0) + 4, length, true);
    memory.setInt32(at >>> 0, start, true);
}
";

/// The program's JavaScript with what it says often said once.
pub fn said_once(script: &str) -> String {
    let shorter =
        SAID_OFTEN.iter().fold(script.to_owned(), |script, (long, short)| script.replace(long, short));
    // Imports may stand anywhere in a module.
    if shorter == script { shorter } else { [SHARED, &shorter].concat() }
}

/// How wasm-bindgen has what a call of the browser throws caught: by a function that is made for every such call, and handed on
/// with its arguments. That was every element made and every attribute set: a twelfth of what a first load leaves to be
/// collected.
const CATCHER: &str = "function handleError(f, args) {
    try {
        return f.apply(this, args);
    } catch (e) {
        const idx = addToExternrefTable0(e);
        wasm.__wbindgen_exn_store(idx);
    }
}";
const CATCHER_ALONE: &str = "function handleError(e) {
    const idx = addToExternrefTable0(e);
    wasm.__wbindgen_exn_store(idx);
}";
const CALL: &str = "function() { return handleError(function (";
const CALL_ENDS: &str = "}, arguments); },";

/// The program's JavaScript in which every call catches by itself. One that is written in another way stays as it is.
pub fn caught_in_place(script: &str) -> String {
    try_caught_in_place(script).unwrap_or_else(|| script.to_owned())
}

fn try_caught_in_place(script: &str) -> Option<String> {
    let (before, after) = script.split_once(CATCHER)?;
    let script = [before, CATCHER_ALONE, after].concat();
    let (mut out, rest) = script.split_once(CALL).map(|(out, rest)| (out.to_owned(), rest))?;
    for call in rest.split(CALL) {
        let (arguments, rest) = call.split_once(") {")?;
        let (body, rest) = rest.split_once(CALL_ENDS)?;
        out.extend(["function(", arguments, ") { try {", body, "} catch (e) { handleError(e); } },", rest]);
    }
    Some(out)
}

/// The program's JavaScript without the classes that only the dropped exports needed.
pub fn without_unused(script: &str) -> String {
    let is_inside = |line: &&str| *line != "}";
    let (mut out, mut lines) = (String::with_capacity(script.len()), script.split_inclusive('\n'));
    while let Some(line) = lines.next() {
        if line.starts_with("export class IntoUnderlying") {
            // To its closing brace, the first that is not indented.
            lines.by_ref().map(str::trim_end).take_while(is_inside).for_each(drop);
        } else if line.starts_with("const IntoUnderlying") {
            lines.by_ref().map(str::trim_end).take_while(|line| !line.ends_with(';')).for_each(drop);
        } else if !line.starts_with("if (Symbol.dispose) IntoUnderlying") {
            out.push_str(line);
        }
    }
    out
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
        let mut section = vec![3];
        for name in ["main", "wasm_bindgen_123___invoke", "__wbg_intounderlyingsink_free"] {
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
        assert_eq!(
            names,
            [("./x_bg.js", "$"), ("__wbg_fetch_0123", "$0"), ("wasm_bindgen_123___invoke", "$e1")]
        );
        let export = "__wbg_intounderlyingsink_free".len() + 3;
        let renamed = "__wbg_fetch_0123wasm_bindgen_123___invoke".len() - "$0$e1".len();
        let saved = 2 * ("./x_bg.js".len() - 1) + renamed + export;
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
    fn what_is_said_often_is_said_once() {
        let [(long, short), _] = SAID_OFTEN;
        let once = said_once(&format!("import x\n{long}\n{long}\n"));
        assert_eq!(once, format!("{SHARED}import x\n{short}\n{short}\n"));
        assert_eq!(said_once("import x\n"), "import x\n");
    }

    #[test]
    fn calls_that_may_throw_catch_by_themselves() {
        let before = "a: function() { return handleError(function (arg0) {\n    arg0.a();\n}, arguments); },\n\
            b: function(arg0) {\n    arg0.b();\n},\n\
            c: function() { return handleError(function () {\n    c();\n}, arguments); },\n";
        let after = "a: function(arg0) { try {\n    arg0.a();\n} catch (e) { handleError(e); } },\n\
            b: function(arg0) {\n    arg0.b();\n},\n\
            c: function() { try {\n    c();\n} catch (e) { handleError(e); } },\n";
        let with = |catcher| [before, catcher].concat();
        assert_eq!(caught_in_place(&with(CATCHER)), [after, CATCHER_ALONE].concat());
        let unknown = with("function handleError(f) {}");
        assert_eq!(caught_in_place(&unknown), unknown, "written in another way");
    }

    #[test]
    fn what_is_no_program_stays_as_it_is() {
        for bytes in [&b""[..], b"\0asm", b"\0asm\x01\0\0\0\x02\xff\xff"] {
            assert_eq!(trimmed(bytes), (bytes.to_vec(), Vec::new()));
        }
    }
}
