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
pub(crate) mod comparison;
pub mod components;
pub mod dom;
pub mod feed;
pub mod fleet;
pub mod history;
pub mod kept;
pub mod navigation;
pub mod net;
pub mod next_page;
pub mod pages;
pub mod parts;
pub mod printing;
pub mod recorder;
pub mod registration;
pub mod route;
pub mod session;
pub mod shown;
pub mod stopped;
pub mod words;

/// Mounts the app into the page's body, in place of the shell that `index.html` shows until then.
pub fn start() {
    stopped::prepare();
    browser::entry::remove_shell();
    browser::entry::hold_first_frame();
    if let Some(body) = browser::page::body() {
        dom::mount(body, app::App).forget();
    }
}
