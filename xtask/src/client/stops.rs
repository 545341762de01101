//! Takes out what is never wanted, and lets the program stop there instead: what panics would say, and streams.
//!
//! A panic's sentence is for nobody: it may hold values, and the page notices by itself that the program has stopped
//! (`boot.js`). Streams come with Leptos' server functions, are offered to JavaScript, and nothing here makes one. What only
//! these need is unused then, and gone when the program is optimised.

use std::collections::HashMap;

use super::wasm::{CODE, CUSTOM, IMPORTS, Reader, number, rewritten, sections};

/// Where the standard library's panics begin, as the compiler writes paths into names: each part after its length. The
/// standard library's own names were written in the old way by older compilers, ours are told to be in the new one.
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

/// What streams do, in the same way: the work of a promise that is theirs. Not all of their crate: short functions that are
/// the same are one, and it has either's name.
const STREAMS: [&str; 2] = ["17future_to_promise", "12wasm_streams"];

/// How names of plain functions begin, in the compiler's new and old way. Closures have other ones.
const FUNCTIONS: [&str; 3] = ["_RNv", "_RINv", "_ZN"];

/// No variables, and an instruction that stops the program.
const STOP: [u8; 3] = [0, 0x00, 0x0b];

/// The program without all that, and how many beginnings of panics it has. `None` for what is no program, or has no names.
pub fn stopped_short(wasm: &[u8]) -> Option<(Vec<u8>, usize)> {
    let imported = imported_functions(wasm)?;
    let names = names(wasm)?;
    let is_beginning = |name: &str| {
        FUNCTIONS.iter().any(|start| name.starts_with(start))
            && BEGINNINGS.iter().any(|path| name.contains(path))
    };
    let mut panics = 0;
    let out = rewritten(wasm, |kind, section| {
        if kind != CODE {
            return Some(section.to_vec());
        }
        let mut reader = Reader::new(section);
        let count = reader.number()?;
        let mut out = Vec::with_capacity(section.len());
        number(count, &mut out);
        for index in 0..count {
            let length = reader.number()?;
            let body = reader.take(length)?;
            let name = names.get(&(index + imported)).copied().unwrap_or_default();
            let is_beginning = is_beginning(name);
            panics += usize::from(is_beginning);
            let is_stream = name.starts_with("_RNC") && STREAMS.iter().all(|part| name.contains(part));
            let body = if is_beginning || is_stream { &STOP } else { body };
            number(body.len(), &mut out);
            out.extend(body);
        }
        Some(out)
    })?;
    Some((out, panics))
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
        let stream = "_RNCINvNtCs1_6js_sys7futures17future_to_promiseNtCs2_12wasm_streams4SinkE0";
        let (short, count) = stopped_short(&program(&[ours, new, old, stream])).unwrap();
        assert_eq!(count, 2);
        let (_, code) = sections(&short).unwrap().into_iter().find(|(kind, _)| *kind == CODE).unwrap();
        let stop = [3, 0, 0, 0x0b];
        assert_eq!(code, [&[4, 4, 0, 0x41, 0x07, 0x0b][..], &stop, &stop, &stop].concat());
    }

    #[test]
    fn what_only_speaks_of_panics_in_its_types_stays() {
        let closure = "_RNCNvNtCsgXGp5Oqx2Ny_4core9panicking9panic_fmt0";
        let dropping = "_RINvNtCs_4core3ptr13drop_in_placeNtCs2_12wasm_streams4SinkE";
        let catching = "_RINvNtCs_3std9panicking12catch_unwinduE";
        let program = program(&[closure, catching, dropping]);
        assert_eq!(stopped_short(&program), Some((program, 0)));
    }

    #[test]
    fn what_is_no_program_or_has_no_names_is_none() {
        for bytes in [&b""[..], b"\0asm", b"\0asm\x01\0\0\0", b"\0asm\x01\0\0\0\x0a\xff\xff"] {
            assert_eq!(stopped_short(bytes), None);
        }
    }
}
