//! What the browser knows of words.

use std::cell::OnceCell;

use js_sys::Intl::DisplayNames;
use js_sys::JsString;
use nezha_fleet::lexicon::Lexicon;

use crate::words::{Locale, collation::intl};

/// The browser's words. Names of countries are loaded when the first one is wanted, which takes it longer than a search.
#[derive(Default)]
pub struct BrowserLexicon {
    countries: OnceCell<[DisplayNames; Locale::ALL.len()]>,
}

impl Lexicon for BrowserLexicon {
    fn country_names(&self, code: &str) -> String {
        let languages = self.countries.get_or_init(|| {
            Locale::ALL.map(|locale| {
                let (tags, options) = intl(locale.tag(), "type", &"region".into());
                DisplayNames::new(&tags, &options)
            })
        });
        // Chromium knows none in small letters, against the standard.
        let code = code.to_ascii_uppercase();
        let mut lines = String::new();
        for name in languages.iter().filter_map(|names| names.of(&code)) {
            lines.push_str(&String::from(name));
            lines.push('\n');
        }
        lines
    }

    fn taken_apart(&self, text: &str) -> String {
        JsString::from(text).normalize("NFD").into()
    }
}
