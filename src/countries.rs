//! What countries are called in the visitor's language.

use std::cell::OnceCell;

use js_sys::Intl::DisplayNames;
use nezha_fleet::haystacks::Countries;

use crate::collation::intl;

/// The browser's own names. They are loaded when the first one is wanted, which takes it longer than a search.
pub struct CountryNames {
    language: &'static str,
    names: OnceCell<DisplayNames>,
}

impl CountryNames {
    /// The names in a language, by its BCP 47 tag.
    pub fn of(language: &'static str) -> Self {
        Self { language, names: OnceCell::new() }
    }
}

impl Countries for CountryNames {
    fn language(&self) -> &'static str {
        self.language
    }

    fn name(&self, code: &str) -> Option<String> {
        let names = self.names.get_or_init(|| {
            let (tags, options) = intl(self.language, "type", &"region".into());
            DisplayNames::new(&tags, &options)
        });
        // Chromium knows none in small letters, against the standard.
        Some(names.of(&code.to_ascii_uppercase())?.into())
    }
}
