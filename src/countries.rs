//! What countries are called in the visitor's language.

use js_sys::Intl::DisplayNames;
use nezha_fleet::haystacks::Countries;

use crate::collation::intl;

/// The browser's own names.
pub struct CountryNames {
    language: &'static str,
    names: DisplayNames,
}

impl CountryNames {
    /// The names in a language, by its BCP 47 tag.
    pub fn of(language: &'static str) -> Self {
        let (tags, options) = intl(language, "type", &"region".into());
        Self { language, names: DisplayNames::new(&tags, &options) }
    }
}

impl Countries for CountryNames {
    fn language(&self) -> &'static str {
        self.language
    }

    fn name(&self, code: &str) -> Option<String> {
        // Chromium knows none in small letters, against the standard.
        Some(self.names.of(&code.to_ascii_uppercase())?.into())
    }
}
