//! What the browser around the app gives: its page, its clock, its database, its clipboard, its event loop.

pub mod address;
pub mod at_once;
pub mod clipboard;
pub mod clock;
pub mod database;
pub mod download;
pub mod entry;
pub mod focus;
pub mod looks;
pub mod observe;
pub mod page;
pub mod scroll;
pub mod visitor;
pub mod wake;
