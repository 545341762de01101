//! Browsers and their drivers, from the system.

use std::path::PathBuf;

use super::packages::{self, Rights};
use crate::shell::{Stop, which};

/// Makes sure of Chromium with its driver, and of Firefox when wanted. Returns the Chromium.
pub fn ensure(rights: Rights, firefox: bool) -> Result<PathBuf, Stop> {
    if chromium().is_none() || which("chromedriver").is_none() {
        packages::install(rights, "Chromium with chromedriver", &["chromium", "chromium-driver"])?;
    }
    if firefox && which("firefox").is_none() && which("firefox-esr").is_none() {
        packages::install(rights, "Firefox", &["firefox-esr"]).map_err(|stop| Stop {
            next: format!("{} Or leave it out: cargo xtask test --no-firefox", stop.next),
            ..stop
        })?;
    }
    chromium().ok_or_else(|| {
        Stop::new("Chromium is installed but cannot be found.", "Name it in the environment variable CHROME.")
    })
}

fn chromium() -> Option<PathBuf> {
    let named = std::env::var_os("CHROME").map(PathBuf::from).filter(|path| path.is_file());
    named.or_else(|| {
        ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"].into_iter().find_map(which)
    })
}
