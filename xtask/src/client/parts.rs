//! Cuts the program in parts: what the servers page needs is the first load, the rest is fetched when it is wanted.
//!
//! `src/parts.rs` says where the cuts are; wasm_split_cli_support makes them in what the compiler wrote, before
//! wasm-bindgen reads it. So trunk's own pair of files is put aside and made anew, and styles are cut along.

use std::collections::hash_map::DefaultHasher;
use std::ffi::OsString;
use std::fs;
use std::hash::Hasher;
use std::path::{Path, PathBuf};

use wasm_split_cli_support as split;

use super::page::{self, files, linked};
use super::{stops, trim};
use crate::machine::Machine;
use crate::shell::{Stop, output, run, say, target};

/// Style sheets that are not of the first load, and what of `style/` is in each. All other styles are of the first load.
const STYLES: [(&str, &[&str]); 4] = [
    ("fields", &["forms"]),
    ("table", &["server_table"]),
    ("charts", &["chart_tokens", "server_page", "chart", "live", "traffic", "compare", "find_in_page"]),
    ("forms", &["settings", "register", "install"]),
];

/// Which of them a part waits for, in the order in which they count.
const STYLED: [(&str, &[&str]); 4] = [
    ("table", &["table"]),
    ("sign_in", &["fields"]),
    ("charts", &["fields", "charts"]),
    ("forms", &["fields", "forms"]),
];

/// So many beginnings of panics are found at least; fewer means that a compiler names them otherwise.
const PANICS: usize = 10;

/// Where a program that is meant to be cut has its cuts; no other has this import.
const UNCUT: &str = "__wasm_split_placeholder__";

/// What wasm-opt must leave in functions of its own. What works a chart out is called from one place only, so it would become one
/// function; browsers compile a function well when it has run often, and that one took 26 ms of a core which the page needed.
const APART: &str = "--no-inline=*nezha_chart*";

/// What Chromium compiles a script's functions by on another core, as soon as the script arrives. Else it compiles each at its first
/// call: some 150 of them, on the page's core, before the first servers are shown.
const ALL_AT_ONCE: &str = "--banner:js=//# allFunctionsCalledOnLoad";

/// What wasm-opt may use: nothing younger than the oldest browsers that are promised.
const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// Whether a folder has a program that is meant to be cut.
pub fn is_uncut(dist: &Path) -> bool {
    files(dist, "js").iter().any(|file| fs::read_to_string(file).is_ok_and(|text| text.contains(UNCUT)))
}

/// Cuts what trunk left in a folder.
pub fn cut(machine: &Machine, dist: &Path) -> Result<(), Stop> {
    say("cutting the client in parts");
    let failed = |why: std::io::Error| {
        Stop::new(
            format!("The client could not be cut: {why}"),
            "Build it again, or look at the folder's rights.",
        )
    };
    let compiled = fs::read(target().join("wasm32-unknown-unknown/web/nezha-lens.wasm")).map_err(failed)?;
    let work = target().join("parts");
    // What an earlier build left there may have other parts.
    let _ = fs::remove_dir_all(&work);
    fs::create_dir_all(&work).map_err(failed)?;
    let cutting = Cutting { machine, dist, work, id: identity(&compiled, dist) };
    let program = match stops::stopped_short(&compiled) {
        Some((program, PANICS..)) => program,
        found => {
            let found = found.map_or("no names".to_owned(), |(_, found)| format!("{found} panics"));
            return Err(Stop::new(
                format!("The client could not be cut: the program has {found} that are known."),
                "Does this compiler write names as `xtask/src/client/stops.rs` expects them?",
            ));
        }
    };
    let parts = cutting.split(&program)?;
    cutting.bind()?;
    cutting.link(&parts).map_err(failed)?;
    cutting.trim().map_err(failed)?;
    cutting.optimise(&parts)?;
    cutting.style().map_err(failed)?;
    cutting.put_in_place(&parts).map_err(failed)?;
    cutting.minify()
}

/// A build that is being cut.
struct Cutting<'a> {
    machine: &'a Machine,
    dist: &'a Path,
    /// Where the pieces are made.
    work: PathBuf,
    /// What the names of all its files end with: another build has other names.
    id: String,
}

impl Cutting<'_> {
    /// A file's name in this build.
    fn named(&self, name: &str, ending: &str) -> String {
        format!("{name}-{}.{ending}", self.id)
    }

    /// The name of the JavaScript that loads parts.
    fn loader(&self) -> String {
        self.named("parts", "js")
    }

    /// Makes `main.wasm`, one file a part, and the JavaScript that loads them. Returns the parts' names.
    fn split(&self, compiled: &[u8]) -> Result<Vec<String>, Stop> {
        let (main, program, loader) = (
            self.work.join("main.wasm"),
            format!("./{}", self.named("nezha-lens", "js")),
            format!("./{}", self.loader()),
        );
        let mut options = split::Options::new(compiled);
        options.output_dir = &self.work;
        options.main_out_path = &main;
        options.main_module = &program;
        options.link_name = &loader;
        let parts = split::transform(options).map_err(|why| {
            Stop::new(
                format!("The client could not be cut: {why}"),
                "Does wasm_split_cli_support fit the wasm_split_helpers that Leptos brings?",
            )
        })?;
        let stem = |path: &PathBuf| path.file_stem().map(|stem| stem.to_string_lossy().into_owned());
        Ok(parts.split_modules.iter().filter_map(stem).collect())
    }

    /// Writes the program's JavaScript, as trunk did for the whole.
    fn bind(&self) -> Result<(), Stop> {
        let mut bindgen = self.machine.command("wasm-bindgen");
        bindgen.args([
            "--target",
            "web",
            "--no-typescript",
            "--keep-lld-exports",
            "--no-demangle",
            "--out-name",
        ]);
        // Its ending is not part of the name that it is given.
        bindgen.arg(format!("nezha-lens-{}", self.id));
        run(bindgen.arg("--out-dir").arg(&self.work).arg(self.work.join("main.wasm")))
    }

    /// Makes program and parts small, each by itself.
    fn optimise(&self, parts: &[String]) -> Result<(), Stop> {
        if !self.machine.wasm_opt {
            say("wasm-opt is missing, so the client gets about a fifth larger");
            return Ok(());
        }
        let program = format!("nezha-lens-{}_bg", self.id);
        for name in parts.iter().chain([&program]) {
            let file = self.work.join(format!("{name}.wasm"));
            let mut wasm_opt = self.machine.command("wasm-opt");
            wasm_opt.args([APART, "-Oz"]).args(FEATURES).args(["--strip-producers", "--strip-debug"]);
            run(wasm_opt.arg(&file).arg("-o").arg(&file))?;
        }
        Ok(())
    }

    /// Gives the loader the names of this build, and has it wait for a part's styles.
    fn link(&self, parts: &[String]) -> std::io::Result<()> {
        let path = self.work.join(self.loader());
        let mut text = fs::read_to_string(&path)?;
        for part in parts {
            let written = format!(
                "() => {{\n    const src = fetch(new URL(\"./{part}.wasm\", import.meta.url));\n    \
                 src.catch(() => {{}});\n    \
                 return async (imports) => (WebAssembly.instantiateStreaming(src, imports));\n}}\n"
            );
            let Some((before, after)) = text.split_once(&written) else {
                return Err(std::io::Error::other(format!("the loader of {part} is not written as it was")));
            };
            let styles = STYLED.iter().filter(|(name, _)| part.strip_prefix("split_") == Some(name));
            let styles = styles.flat_map(|(_, sheets)| *sheets);
            let styles: String =
                styles.map(|sheet| format!(", \"./{}\"", self.named(sheet, "css"))).collect();
            text = format!("{before}part(\"./{}\"{styles}){after}", self.named(part, "wasm"));
        }
        for (name, _) in STYLED {
            if !parts.contains(&format!("split_{name}")) {
                return Err(std::io::Error::other(format!("no part {name}")));
            }
        }
        fs::write(&path, [include_str!("parts.js"), &text].concat())
    }

    /// Takes away what is long or unused in what wasm-bindgen wrote.
    fn trim(&self) -> std::io::Result<()> {
        let program = self.work.join(format!("nezha-lens-{}_bg.wasm", self.id));
        let (wasm, names) = trim::trimmed(&fs::read(&program)?);
        fs::write(&program, wasm)?;
        for script in [self.loader(), self.named("nezha-lens", "js")] {
            let path = self.work.join(script);
            let text = trim::caught_in_place(&trim::without_unused(&fs::read_to_string(&path)?));
            let text = trim::said_once(&text);
            fs::write(&path, trim::renamed(&text, &names))?;
        }
        Ok(())
    }

    /// One style sheet for the first load, and one for each part.
    fn style(&self) -> std::io::Result<()> {
        let mut sheets = vec![(self.named("nezha-lens", "css"), String::new())];
        sheets.extend(STYLES.map(|(part, _)| (self.named(part, "css"), String::new())));
        for path in linked(self.dist, "css")? {
            // As trunk names them: what it was, a dash, and what it contains.
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            let name = name.rsplit_once('-').map_or("", |(name, _)| name);
            let at = STYLES.iter().position(|(_, names)| names.contains(&name)).map_or(0, |sheet| sheet + 1);
            sheets[at].1.push_str(&fs::read_to_string(&path)?);
        }
        sheets.iter().try_for_each(|(name, css)| fs::write(self.work.join(name), css))
    }

    /// Puts the pieces where trunk's files were, and links them.
    fn put_in_place(&self, parts: &[String]) -> std::io::Result<()> {
        for old in [linked(self.dist, "css")?, linked(self.dist, "js")?, linked(self.dist, "wasm")?].concat()
        {
            // boot.js is a script and stays.
            if !old.file_name().is_some_and(|name| name.to_string_lossy().starts_with("boot")) {
                fs::remove_file(old)?;
            }
        }
        let [style, script] = ["css", "js"].map(|ending| self.named("nezha-lens", ending));
        let wasm = format!("nezha-lens-{}_bg.wasm", self.id);
        let mut names = vec![style.clone(), script.clone(), wasm.clone(), self.loader()];
        names.extend(STYLES.map(|(part, _)| self.named(part, "css")));
        for name in &names {
            fs::copy(self.work.join(name), self.dist.join(name))?;
        }
        for part in parts {
            let file = self.work.join(format!("{part}.wasm"));
            fs::copy(file, self.dist.join(self.named(part, "wasm")))?;
        }
        page::link(self.dist, &style, &script, &wasm)
    }

    /// Halves JavaScript and styles, and makes one script of the program's and the loader's.
    fn minify(&self) -> Result<(), Stop> {
        if output(self.machine.command("esbuild").arg("--version")).is_none() {
            say("esbuild is missing: JavaScript and styles stay as they are");
            return Ok(());
        }
        let loader = self.dist.join(self.loader());
        let program = self.named("nezha-lens", "js");
        for file in [files(self.dist, "js"), files(self.dist, "css")].concat() {
            if file == loader {
                continue;
            }
            let mut outfile = OsString::from("--outfile=");
            outfile.push(&file);
            let mut esbuild = self.machine.command("esbuild");
            // wasm-bindgen imports the loader once for every part, which it need not warn of.
            esbuild.args(["--minify", "--format=esm", "--allow-overwrite", "--log-level=error"]);
            if file.extension().is_some_and(|ending| ending == "js") {
                esbuild.arg(ALL_AT_ONCE);
            }
            if file.ends_with(&program) {
                esbuild.arg("--bundle");
            }
            run(esbuild.arg(&file).arg(outfile))?;
        }
        // They are part of the program's script now.
        let _ = fs::remove_file(loader);
        let _ = fs::remove_dir_all(self.dist.join("snippets"));
        Ok(())
    }
}

/// What tells one build from another.
fn identity(compiled: &[u8], dist: &Path) -> String {
    let mut hasher = DefaultHasher::new();
    hasher.write(compiled);
    for file in files(dist, "css") {
        hasher.write(&fs::read(file).unwrap_or_default());
    }
    // What is made of it, too.
    for tool in [
        include_str!("parts.js"),
        include_str!("parts.rs"),
        include_str!("page.rs"),
        include_str!("stops.rs"),
        include_str!("wasm.rs"),
        include_str!("trim.rs"),
    ] {
        hasher.write(tool.as_bytes());
    }
    format!("{:016x}", hasher.finish())
}
