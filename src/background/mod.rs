//! What runs without anything to see: each shows nothing, and comes with the part of the next page ([`parts`](crate::parts)). The
//! recorder and the rehearsal of the server page run there as well, and lie with what they are of.

mod ages_run_on;
mod ask_at_press;
mod find_in_page;
mod keep_focus;
mod keep_list_left;

pub use ages_run_on::AgesRunOn;
pub use ask_at_press::AskAtPress;
pub use find_in_page::FindInPage;
pub use keep_focus::KeepFocus;
pub use keep_list_left::KeepListLeft;
