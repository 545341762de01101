//! `cargo xtask size`: what a first visit loads.

use std::fs;
use std::io::Write;
use std::path::Path;

use crate::client::linked;
use crate::shell::Stop;

/// The most that a first load may have, in bytes: wasm, JavaScript and CSS, raw, as V0 serves them.
const LIMIT: usize = 480_500;

/// The same with brotli, where something in front of the dashboard compresses.
const BROTLI_LIMIT: usize = 165_000;

/// Bytes of a first load: wasm, JavaScript and CSS.
#[derive(Debug)]
pub struct Sizes {
    /// As V0 serves them.
    pub raw: usize,
    /// Each file with brotli at its best.
    pub brotli: usize,
    /// Name, raw and brotli of each, by name.
    files: Vec<(String, usize, usize)>,
}

/// Measures what a folder's page loads at first.
///
/// # Errors
/// When the folder cannot be read.
pub fn measure(folder: &Path) -> Result<Sizes, Stop> {
    let unreadable =
        |why: std::io::Error| Stop::new(format!("The build cannot be read: {why}"), "Build it again.");
    let mut files = Vec::new();
    for ending in ["wasm", "js", "css"] {
        for path in linked(folder, ending).map_err(unreadable)? {
            let bytes = fs::read(&path).map_err(unreadable)?;
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            files.push((name, bytes.len(), compressed(&bytes).map_err(unreadable)?));
        }
    }
    let sum = |pick: fn(&(String, usize, usize)) -> usize| files.iter().map(pick).sum();
    Ok(Sizes { raw: sum(|file| file.1), brotli: sum(|file| file.2), files })
}

/// Prints the sizes of the first load and fails where they are over the limit.
pub fn report(dist: &Path) -> Result<(), Stop> {
    let Sizes { raw, brotli, files } = measure(dist)?;
    println!("\n{:>9} {:>9}  first load, bytes", "raw", "brotli");
    for (name, raw, brotli) in &files {
        println!("{raw:>9} {brotli:>9}  {name}");
    }
    println!("{raw:>9} {brotli:>9}  all; at most {LIMIT} and {BROTLI_LIMIT}\n");
    let over = raw.saturating_sub(LIMIT).max(brotli.saturating_sub(BROTLI_LIMIT));
    if over == 0 {
        Ok(())
    } else {
        Err(Stop::new(
            format!("The first load is {over} bytes over its limit."),
            "Look at what came in last; src/parts.rs says what is loaded later.",
        ))
    }
}

fn compressed(bytes: &[u8]) -> std::io::Result<usize> {
    let mut packed = Vec::new();
    let mut writer = brotli::CompressorWriter::new(&mut packed, 1 << 16, 11, 22);
    writer.write_all(bytes)?;
    drop(writer);
    Ok(packed.len())
}
