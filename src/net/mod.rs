//! The one place that talks to the world outside: the dashboard, other tabs, the page itself.

pub mod at_once;
pub mod claim;
pub mod clipboard;
pub mod clock;
pub mod database;
pub mod download;
pub mod first_question;
pub mod gate;
pub mod http;
pub mod page;
pub mod socket;
pub mod wake;
