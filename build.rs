//! Turns `locales/*.json` into a typed catalogue, one method a word: what a part of the app says lies in that part.
//!
//! The build stops where a language lacks a word, has one too many, or has other placeholders than English: a missing
//! translation can then never be seen by anybody. Words that nothing uses are compiler warnings.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, process};

type Words = BTreeMap<String, String>;

fn main() {
    println!("cargo:rerun-if-changed=locales");
    cut_in_parts();
    if let Err(why) = generate() {
        println!("cargo:error={why}");
        process::exit(1);
    }
}

/// Only the shipped build is cut in parts (`src/parts.rs`): the one profile that is compiled for size. Where the pieces
/// meet is read out of the linker's relocations.
fn cut_in_parts() {
    println!("cargo:rustc-check-cfg=cfg(in_parts)");
    let is = |variable: &str, value: &str| env::var(variable).is_ok_and(|is| is == value);
    if is("CARGO_CFG_TARGET_FAMILY", "wasm") && is("OPT_LEVEL", "z") {
        println!("cargo:rustc-cfg=in_parts");
        println!("cargo:rustc-link-arg-bins=--emit-relocs");
    }
}

fn generate() -> Result<(), String> {
    let english = read(Path::new("locales/en.json"))?;
    let mut languages = Vec::new();
    for path in locales()? {
        let name = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default().to_owned();
        let words = read(&path)?;
        compare(&name, &english, &words)?;
        languages.push((name, words));
    }
    let mut code = String::from(
        "/// Every word that people read, in one language.\n\
         pub(crate) struct Catalogue(usize);\n\nimpl Catalogue {\n",
    );
    for key in english.keys() {
        let said: Vec<&String> = languages.iter().filter_map(|(_, words)| words.get(key)).collect();
        let _ = writeln!(
            code,
            "    pub(crate) fn {key}(&self) -> &'static str {{\n        self.said(&{said:?})\n    }}"
        );
    }
    let _ = writeln!(
        code,
        "    fn said(&self, languages: &[&'static str; {0}]) -> &'static str {{\n        \
         languages[self.0 % {0}]\n    }}\n}}",
        languages.len()
    );
    for (at, (name, _)) in languages.iter().enumerate() {
        let constant = name.replace('-', "_").to_uppercase();
        let _ = writeln!(
            code,
            "/// `locales/{name}.json`\npub(crate) static {constant}: Catalogue = Catalogue({at});"
        );
    }
    let out = env::var_os("OUT_DIR").ok_or("OUT_DIR is not set")?;
    fs::write(PathBuf::from(out).join("catalogue.rs"), code).map_err(|why| why.to_string())
}

fn locales() -> Result<Vec<PathBuf>, String> {
    let entries = fs::read_dir("locales").map_err(|why| format!("locales: {why}"))?;
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "json"));
    paths.sort();
    Ok(paths)
}

fn read(path: &Path) -> Result<Words, String> {
    let text = fs::read_to_string(path).map_err(|why| format!("{}: {why}", path.display()))?;
    serde_json::from_str(&text).map_err(|why| format!("{}: {why}", path.display()))
}

fn compare(name: &str, english: &Words, words: &Words) -> Result<(), String> {
    let only_in =
        |a: &Words, b: &Words| a.keys().filter(|key| !b.contains_key(*key)).cloned().collect::<Vec<_>>();
    let (missing, extra) = (only_in(english, words), only_in(words, english));
    if !missing.is_empty() || !extra.is_empty() {
        return Err(format!("{name}: missing {missing:?}, not in English {extra:?}"));
    }
    match english.iter().find(|(key, word)| placeholders(word) != placeholders(&words[*key])) {
        Some((key, _)) => Err(format!("{name}: {key} has other placeholders than English")),
        None => Ok(()),
    }
}

/// The names in braces.
fn placeholders(word: &str) -> BTreeSet<&str> {
    word.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name).collect()
}
