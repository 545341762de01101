//! Takes out what is never wanted, and lets the program stop there instead: what panics would say, and streams.
//!
//! A panic's sentence is for nobody: it may hold values, and the page notices by itself that the program has stopped
//! (`boot.js`). Streams come with Leptos' server functions, are offered to JavaScript, and nothing here makes one. What only
//! these need is unused then, and gone when the program is optimised.

use std::collections::HashMap;
use std::ops::Range;

use super::wasm::{CODE, CUSTOM, IMPORTS, Reader, number, rewritten, sections};

/// Where the standard library's panics begin, as the compiler writes paths into names: each part after its length.
const BEGINNINGS: [&str; 16] = [
    "4core9panicking",
    "4core6option13expect_failed",
    "4core6option13unwrap_failed",
    "4core6result13unwrap_failed",
    "4core5slice5index16slice_index_fail",
    "15copy_from_slice_impl17len_mismatch_fail",
    "4core3str16slice_error_fail",
    "4core3str19slice_error_fail_rt",
    "4core4cell22panic_already_borrowed",
    "4core4cell30panic_already_mutably_borrowed",
    "4cell4lazy14panic_poisoned",
    "5alloc18handle_alloc_error",
    "7raw_vec12handle_error",
    "3std9panicking11begin_panic",
    "6thread5local18panic_access_error",
    "17rust_begin_unwind",
];

/// How the names begin that streams have for JavaScript.
const STREAMS: [&str; 2] = ["intounderlying", "__wbg_intounderlying"];

/// How names of plain functions begin, in the compiler's new and old way. Closures have other ones.
const FUNCTIONS: [&str; 3] = ["_RNv", "_RINv", "_ZN"];

/// No variables, and an instruction that stops the program.
const STOP: [u8; 2] = [0, 0x00];

/// What fills up the place of what was there, so that nothing else moves, and the end of a function.
const NOTHING: u8 = 0x01;
const END: u8 = 0x0b;

/// The linker's notes about code: which places mean which functions and data.
const RELOCATIONS: &str = "reloc.CODE";

/// Kinds of such notes that have a number more: they mean places in memory, in functions or in sections.
const WITH_ADDEND: [u8; 14] = [3, 4, 5, 8, 9, 11, 14, 15, 16, 17, 21, 22, 23, 25];

/// What the compiler wrote without all that, and how many beginnings of panics it has. `None` for what is no program, or
/// has no names.
pub fn stopped_short(wasm: &[u8]) -> Option<(Vec<u8>, usize)> {
    let imported = imported_functions(wasm)?;
    let names = names(wasm)?;
    let is_beginning = |name: &str| {
        FUNCTIONS.iter().any(|start| name.starts_with(start))
            && BEGINNINGS.iter().any(|path| name.contains(path))
    };
    let mut panics = 0;
    // From where to where, in the section of code.
    let mut emptied: Vec<Range<usize>> = Vec::new();
    let out = rewritten(wasm, |kind, section| match kind {
        CODE => {
            let mut reader = Reader::new(section);
            let mut out = section.to_vec();
            for index in 0..reader.number()? {
                let length = reader.number()?;
                let start = reader.at;
                reader.take(length)?;
                let name = names.get(&(index + imported)).copied().unwrap_or_default();
                let is_stream = STREAMS.iter().any(|start| name.starts_with(start));
                let is_beginning = is_beginning(name);
                panics += usize::from(is_beginning);
                if is_beginning || is_stream {
                    let (body, end) = out.get_mut(start..reader.at)?.split_at_mut(length.checked_sub(1)?);
                    body.fill(NOTHING);
                    body.get_mut(..STOP.len())?.copy_from_slice(&STOP);
                    end.fill(END);
                    emptied.push(start..reader.at);
                }
            }
            Some(out)
        }
        CUSTOM => {
            let mut reader = Reader::new(section);
            if text(&mut reader) != Some(RELOCATIONS) {
                return Some(section.to_vec());
            }
            let name = section.get(..reader.at)?.to_vec();
            Some([name, without_notes_about(&emptied, &mut reader)?].concat())
        }
        _ => Some(section.to_vec()),
    })?;
    Some((out, panics))
}

/// The notes about code without those about what is empty now: what only that needed is needed by nobody.
fn without_notes_about(emptied: &[Range<usize>], reader: &mut Reader<'_>) -> Option<Vec<u8>> {
    let mut out = reader.bytes_of_number()?.to_vec();
    let (mut kept, mut notes) = (0, Vec::new());
    for _ in 0..reader.number()? {
        let kind = reader.byte()?;
        let at = reader.number()?;
        let of = reader.bytes_of_number()?;
        let addend = if WITH_ADDEND.contains(&kind) { reader.bytes_of_number()? } else { &[] };
        // They stand in the order of the code.
        let place = emptied.partition_point(|body| body.end <= at);
        if emptied.get(place).is_some_and(|body| body.contains(&at)) {
            continue;
        }
        kept += 1;
        notes.push(kind);
        number(at, &mut notes);
        notes.extend(of);
        notes.extend(addend);
    }
    number(kept, &mut out);
    out.extend(notes);
    Some(out)
}

/// How many functions come from outside: they are counted first.
fn imported_functions(wasm: &[u8]) -> Option<usize> {
    let sections = sections(wasm)?;
    let Some((_, section)) = sections.iter().find(|(kind, _)| *kind == IMPORTS) else { return Some(0) };
    let mut reader = Reader::new(section);
    let mut functions = 0;
    for _ in 0..reader.number()? {
        for _ in ["module", "name"] {
            let length = reader.number()?;
            reader.take(length)?;
        }
        functions += usize::from(reader.description()? == 0);
    }
    Some(functions)
}

/// The functions' names, by their numbers.
fn names(wasm: &[u8]) -> Option<HashMap<usize, &str>> {
    /// The part of the names that is about functions.
    const OF_FUNCTIONS: u8 = 1;
    for (kind, section) in sections(wasm)? {
        let mut reader = Reader::new(section);
        if kind != CUSTOM || text(&mut reader) != Some("name") {
            continue;
        }
        while reader.at < section.len() {
            let part = reader.byte()?;
            let length = reader.number()?;
            let mut entries = Reader::new(reader.take(length)?);
            if part == OF_FUNCTIONS {
                let count = entries.number()?;
                return (0..count).map(|_| Some((entries.number()?, text(&mut entries)?))).collect();
            }
        }
    }
    None
}

fn text<'a>(reader: &mut Reader<'a>) -> Option<&'a str> {
    let length = reader.number()?;
    std::str::from_utf8(reader.take(length)?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn section(kind: u8, body: &[u8]) -> Vec<u8> {
        let mut out = vec![kind];
        number(body.len(), &mut out);
        out.extend(body);
        out
    }

    fn named(text: &str) -> Vec<u8> {
        let mut out = Vec::new();
        number(text.len(), &mut out);
        out.extend(text.as_bytes());
        out
    }

    /// A program with one imported function and these of its own, each of which returns.
    fn program(functions: &[&str]) -> Vec<u8> {
        let mut wasm = b"\0asm\x01\0\0\0".to_vec();
        let import = [&[1][..], &named("env"), &named("log"), &[0, 0]].concat();
        wasm.extend(section(IMPORTS, &import));
        let bodies = functions.iter().flat_map(|_| [4, 0, 0x41, 0x07, 0x0b]);
        let code: Vec<u8> = [functions.len() as u8].into_iter().chain(bodies).collect();
        wasm.extend(section(CODE, &code));
        let mut entries = vec![functions.len() as u8];
        for (index, function) in functions.iter().enumerate() {
            entries.push(index as u8 + 1);
            entries.extend(named(function));
        }
        let names = [named("name"), section(1, &entries)].concat();
        wasm.extend(section(CUSTOM, &names));
        wasm
    }

    #[test]
    fn panics_and_streams_stop_and_everything_else_stays() {
        let new = "_RNvNtCsgXGp5Oqx2Ny_4core9panicking9panic_fmt";
        let old = "_ZN4core6result13unwrap_failed17h0123456789abcdefE";
        let ours = "_RNvCs1_10nezha_lens5start";
        let stream = "intounderlyingsink_close";
        let (short, count) = stopped_short(&program(&[ours, new, old, stream])).unwrap();
        assert_eq!(count, 2);
        let (_, code) = sections(&short).unwrap().into_iter().find(|(kind, _)| *kind == CODE).unwrap();
        let stop = [4, 0, 0, 1, 0x0b];
        assert_eq!(code, [&[4, 4, 0, 0x41, 0x07, 0x0b][..], &stop, &stop, &stop].concat());
    }

    #[test]
    fn what_only_a_panic_needs_is_needed_by_nobody() {
        let mut program = program(&["start", "_RNvNtCsgXGp5Oqx2Ny_4core9panicking9panic_fmt"]);
        // The section, a function in the first body, data and a function in the second.
        let notes = |count: u8, notes: &[u8]| [&named(RELOCATIONS)[..], &[3, count], notes].concat();
        program.extend(section(CUSTOM, &notes(3, &[0, 3, 5, 4, 8, 6, 2, 0, 9, 7])));
        let (short, _) = stopped_short(&program).unwrap();
        let (_, left) = sections(&short).unwrap().pop().unwrap();
        assert_eq!(left, notes(1, &[0, 3, 5]));
    }

    #[test]
    fn what_only_speaks_of_panics_in_its_types_stays() {
        let closure = "_RNCNvNtCsgXGp5Oqx2Ny_4core9panicking9panic_fmt0";
        let describing = "__wbindgen_describe_intounderlyingsink_close";
        let catching = "_RINvNtCs_3std9panicking12catch_unwinduE";
        let program = program(&[closure, catching, describing]);
        assert_eq!(stopped_short(&program), Some((program, 0)));
    }

    #[test]
    fn what_is_no_program_or_has_no_names_is_none() {
        for bytes in [&b""[..], b"\0asm", b"\0asm\x01\0\0\0", b"\0asm\x01\0\0\0\x0a\xff\xff"] {
            assert_eq!(stopped_short(bytes), None);
        }
    }
}
