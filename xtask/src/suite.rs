//! `cargo xtask test`: every check and test, and what came of them.

use std::cell::OnceCell;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use crate::client;
use crate::machine::Machine;
use crate::shell::{self, Stop, root, say, target, which};
use crate::{bench, checks, run as serve, setup, size};

/// A step of the suite, and what it needs to be told.
type Step<'a> = (&'static str, Box<dyn Fn() -> Result<(), Stop> + 'a>);

/// Runs everything, or what has `only` in its name, also after a failure, and sums up.
pub fn run(machine: &Machine, firefox: bool, only: Option<&str>) -> Result<(), Stop> {
    // Built by the first step that needs it.
    let client = OnceCell::new();
    let built = || match client.get() {
        Some(dist) => Ok(PathBuf::clone(dist)),
        None => client::build(machine).map(|dist| client.get_or_init(|| dist).clone()),
    };
    let mut steps: Vec<Step> = vec![
        ("formatting", Box::new(|| cargo(machine, &["fmt", "--all", "--check"]))),
        ("style sheets", Box::new(checks::styles)),
        (
            "clippy, native",
            Box::new(|| {
                cargo(
                    machine,
                    &[
                        "clippy",
                        "--quiet",
                        "--workspace",
                        "--exclude",
                        "nezha-lens",
                        "--all-targets",
                        "--",
                        "-D",
                        "warnings",
                    ],
                )
            }),
        ),
        (
            "clippy, wasm",
            Box::new(|| {
                let mut cargo = machine.wasm_command("cargo");
                cargo.args([
                    "clippy",
                    "--quiet",
                    "--package",
                    "nezha-lens",
                    "--target",
                    "wasm32-unknown-unknown",
                    "--all-targets",
                    "--",
                    "-D",
                    "warnings",
                ]);
                shell::run(&mut cargo)
            }),
        ),
        ("native tests", Box::new(|| native_tests(machine))),
        ("the client in Chromium", Box::new(|| in_browser(machine, "--chrome"))),
    ];
    if firefox {
        steps.push(("the client in Firefox", Box::new(|| in_browser(machine, "--firefox"))));
    } else {
        say("Firefox is left out");
    }
    steps.push(("size of the first load", Box::new(|| size::report(&built()?))));
    steps.push(("end to end", Box::new(|| end_to_end(machine, &built()?))));
    steps.push(("the bench still measures", Box::new(|| bench::smoke(machine, &built()?))));
    steps.retain(|(name, _)| only.is_none_or(|only| name.contains(only)));
    if steps.is_empty() {
        return Err(Stop::new("No step has such a name.", "Run all of them: cargo xtask test"));
    }
    sum_up(&steps)
}

fn sum_up(steps: &[Step]) -> Result<(), Stop> {
    let mut lines = Vec::new();
    let mut failed = Vec::new();
    for (name, step) in steps {
        println!("\n── {name}");
        let began = Instant::now();
        let outcome = step();
        let seconds = began.elapsed().as_secs();
        lines.push(format!("{} {name:<28} {seconds:>4} s", if outcome.is_ok() { "✓" } else { "✗" }));
        if let Err(Stop { what, next }) = outcome {
            eprintln!("{what}\n{next}");
            failed.push(*name);
        }
    }
    println!("\n{}\n", lines.join("\n"));
    println!("{} passed, {} failed", steps.len() - failed.len(), failed.len());
    if failed.is_empty() {
        Ok(())
    } else {
        Err(Stop::new(format!("Failed: {}.", failed.join(", ")), "Each one's own output above says why."))
    }
}

fn cargo(machine: &Machine, arguments: &[&str]) -> Result<(), Stop> {
    shell::run(machine.command("cargo").args(arguments))
}

/// Everything that runs without a browser; other examples of what holds for all are found by plain `cargo test`. Once the set-up
/// has seen to all shells, none may be left out.
fn native_tests(machine: &Machine) -> Result<(), Stop> {
    let mut cargo = machine.command("cargo");
    cargo.args(["test", "--quiet", "--workspace"]);
    // The same examples each time, or one in many runs fails over what nobody has touched.
    cargo.env("PROPTEST_RNG_SEED", "1");
    if setup::missing_shells().is_empty() {
        cargo.env("LENS_ALL_SHELLS", "1");
    }
    shell::run(&mut cargo)
}

/// The client's wasm-bindgen tests, in a headless browser.
fn in_browser(machine: &Machine, browser: &str) -> Result<(), Stop> {
    let mut wasm_pack = machine.wasm_command("wasm-pack");
    wasm_pack.args(["test", "--headless", browser, "--mode", "no-install"]);
    wasm_pack.env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", capabilities(machine)?);
    let driver = if browser == "--chrome" { "chromedriver" } else { "geckodriver" };
    let found = which(driver).unwrap_or_else(|| target().join("tools/bin").join(driver));
    wasm_pack.env(driver.to_uppercase(), found);
    // Five seconds for a driver to start and twenty for all tests are too few on a busy machine.
    wasm_pack.env("WASM_BINDGEN_TEST_DRIVER_TIMEOUT", "60").env("WASM_BINDGEN_TEST_TIMEOUT", "180");
    shell::run(&mut wasm_pack)
}

/// How drivers start their browsers. Root needs `--no-sandbox`; nobody else gets it.
fn capabilities(machine: &Machine) -> Result<PathBuf, Stop> {
    let chromium = machine.chromium.as_ref().map(|path| path.display().to_string()).unwrap_or_default();
    let sandbox = if machine.is_root { r#""--no-sandbox", "# } else { "" };
    let firefox = which("firefox-esr").or_else(|| which("firefox")).map(|path| path.display().to_string());
    let text = format!(
        r#"{{
  "goog:chromeOptions": {{
    "binary": "{chromium}",
    "args": [{sandbox}"--headless=new", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
      "--disable-background-networking", "--disable-component-update", "--disable-sync"]
  }},
  "moz:firefoxOptions": {{ "binary": "{}", "args": ["-headless"] }}
}}
"#,
        firefox.unwrap_or_default()
    );
    let path = target().join("tools/webdriver.json");
    fs::write(&path, text)
        .map_err(|why| Stop::new(format!("{}: {why}", path.display()), "Look at the folder's rights."))?;
    Ok(path)
}

/// Playwright's tests of the built client. A real dashboard takes the simulator's place when `NEZHA_URL` is set.
fn end_to_end(machine: &Machine, client: &Path) -> Result<(), Stop> {
    serve::build_simulator()?;
    let mut playwright = machine.command("npx");
    playwright
        .args(["--prefix", "e2e", "playwright", "test", "--config"])
        .arg(root().join("e2e/playwright.config.ts"))
        .env("LENS_CLIENT", client)
        .env("LENS_SIM", serve::simulator())
        .env("LENS_CHROMIUM", machine.chromium.clone().unwrap_or_default());
    shell::run(&mut playwright)
}
