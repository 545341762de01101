//! What themes and languages are called.

use super::{Catalogue, Locale};
use crate::kept::preferences::Setting;

/// What a theme or a language is called: no choice of the one is called like one of the other.
pub(crate) fn said_of_looks(_: Setting, choice: &'static str, words: &'static Catalogue) -> String {
    let word = match choice {
        "system" => words.theme_system(),
        "light" => words.theme_light(),
        "dark" => words.theme_dark(),
        "auto" => words.language_auto(),
        tag => Locale::from_tag(tag).unwrap_or_default().own_name(),
    };
    word.to_owned()
}
