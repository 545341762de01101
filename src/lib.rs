//! Nezha Lens: the browser client of Nezha Monitoring V0 dashboards.
//!
//! Data flows one way: [`net`] (transport) → `nezha-api` (decode) → [`fleet`], [`history`] and `comparison` (store) → [`pages`],
//! [`components`] and [`charts`] (view).

// The `view!` macro names this crate, also inside it.
extern crate self as nezha_lens;

pub mod app;
pub mod background;
pub mod browser;
pub mod charts;
pub mod collation;
pub(crate) mod comparison;
pub mod components;
pub mod dom;
pub mod feed;
pub mod fleet;
pub mod format;
pub mod hidden_monitors;
pub mod history;
pub mod i18n;
pub mod known_hosts;
pub mod lexicon;
pub mod list_left;
pub mod navigation;
pub mod net;
pub mod next_page;
pub mod pages;
pub mod parts;
pub mod preferences;
pub mod printing;
pub mod recorder;
pub mod registration;
pub mod route;
pub mod sentence;
pub mod session;
pub mod settings;
pub mod shown;
pub mod stopped;
pub mod storage;
pub mod zone;

/// Mounts the app into the page's body, in place of the shell that `index.html` shows until then.
pub fn start() {
    stopped::prepare();
    browser::entry::remove_shell();
    browser::entry::hold_first_frame();
    if let Some(body) = browser::page::body() {
        dom::mount(body, app::App).forget();
    }
}
