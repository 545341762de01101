//! What only a browser knows of words.

/// The words of every language that visitors have. A browser knows them, by its `Intl` and its strings.
pub trait Lexicon {
    /// What a country is called in each of the visitors' languages, a line each, by its code of two small letters.
    /// Empty where it has no name.
    fn country_names(&self, code: &str) -> String;

    /// The same text with the marks of letters behind them: `é` as `e` and U+0301. Unicode calls it NFD.
    fn taken_apart(&self, text: &str) -> String;
}

#[cfg(test)]
pub(crate) mod test {
    use icu_normalizer::DecomposingNormalizerBorrowed;

    use super::Lexicon;

    /// Knows all letters, and no country.
    pub struct Nameless;

    impl Lexicon for Nameless {
        fn country_names(&self, _: &str) -> String {
            String::new()
        }

        fn taken_apart(&self, text: &str) -> String {
            DecomposingNormalizerBorrowed::new_nfd().normalize(text).into()
        }
    }
}
