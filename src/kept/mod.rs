//! What this browser keeps between visits: in the program [`storage`] alone uses local and session storage. What a server did is kept by
//! [`recorder`](crate::recorder), in the browser's database.

pub mod hidden_monitors;
pub mod known_hosts;
pub mod list_left;
pub mod preferences;
pub mod settings;
pub mod storage;
