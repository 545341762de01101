//! The one place that talks to others: the dashboard, and the tabs that show it as well.

pub mod claim;
pub mod first_question;
pub mod gate;
pub mod http;
pub mod socket;
mod times;
pub mod view_password;
