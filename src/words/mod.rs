//! What is said to people: the catalogue's words in the chosen language, and values as they are read.

pub mod collation;
pub mod format;
pub mod lexicon;
pub(crate) mod looks;
pub(crate) mod losses;
pub mod names;
pub mod sentence;
pub mod states;
pub mod zone;

use nezha_fleet::units::{Amount, SpanUnit, span};

use crate::dom::{Signal, shared};
use crate::kept::settings::Settings;

mod catalogue {
    include!(concat!(env!("OUT_DIR"), "/catalogue.rs"));
}

pub(crate) use catalogue::Catalogue;

/// A word of the catalogue.
pub(crate) type Word = fn(&'static Catalogue) -> &'static str;

/// A language of the catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Locale {
    /// English.
    #[default]
    English,
    /// Simplified Chinese, with V0's own terms.
    Chinese,
}

impl Locale {
    /// Every language.
    pub const ALL: [Self; 2] = [Self::English, Self::Chinese];

    /// The language for a BCP 47 tag such as `zh-CN`. `None` when the catalogue has no such language.
    pub fn from_tag(tag: &str) -> Option<Self> {
        match tag.split('-').next()?.to_ascii_lowercase().as_str() {
            "en" => Some(Self::English),
            "zh" => Some(Self::Chinese),
            _ => None,
        }
    }

    /// The BCP 47 tag, for `lang` and `Intl`.
    pub fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Chinese => "zh-CN",
        }
    }

    /// The language's name in that language.
    pub fn own_name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::Chinese => "简体中文",
        }
    }

    pub(crate) fn catalogue(self) -> &'static Catalogue {
        match self {
            Self::English => &catalogue::EN,
            Self::Chinese => &catalogue::ZH_CN,
        }
    }
}

/// The words of the chosen language, and amounts in the chosen units. Reading them in a closure makes the closure
/// follow the choice.
#[derive(Clone, Copy)]
pub struct Words(Settings);

impl Words {
    /// The words of the app around the caller.
    pub fn of_app() -> Self {
        Self(shared())
    }

    pub(crate) fn get(self) -> &'static Catalogue {
        self.0.locale().get().catalogue()
    }

    /// One word, following the language. A function and not a closure, so that all of them are one piece of code.
    pub(crate) fn say(self, pick: Word) -> Signal<&'static str> {
        Signal::derive(move || pick(self.get()))
    }

    /// The form of a word that goes with so many.
    pub(crate) fn counted(self, count: usize, one: Word, other: Word) -> &'static str {
        let pick = if count == 1 { one } else { other };
        pick(self.get())
    }

    /// The language itself, for `Intl`.
    pub fn locale(self) -> Locale {
        self.0.locale().get()
    }

    /// Bytes in the visitor's units, such as `6.6 TB`.
    pub fn bytes(self, bytes: u64) -> String {
        let Amount { digits, unit } = self.0.preferences().units().bytes(bytes);
        [&digits, unit].join(" ")
    }

    /// A speed given in bytes per second, such as `59 kB/s`. "–" when unknown.
    pub fn speed(self, bytes_per_second: Option<u64>) -> String {
        let Some(speed) = bytes_per_second else { return format::UNKNOWN.to_owned() };
        let Amount { digits, unit } = self.0.preferences().units().speed(speed);
        [&digits, " ", unit, "/s"].concat()
    }

    /// A length of time in two units, such as "3 h 12 min".
    pub fn span(self, seconds: i64) -> String {
        let words = self.get();
        let said = |(number, unit): (i64, SpanUnit)| {
            let pattern = match unit {
                SpanUnit::Days => words.span_days(),
                SpanUnit::Hours => words.span_hours(),
                SpanUnit::Minutes => words.span_minutes(),
                SpanUnit::Seconds => words.span_seconds(),
            };
            fill(pattern, &[("n", &number.to_string())])
        };
        let [large, small] = span(seconds);
        if small.0 == 0 { said(large) } else { format!("{} {}", said(large), said(small)) }
    }
}

/// Puts values into the braces of a sentence: `fill("{n} servers", &[("n", "3")])`.
///
/// Values are put in once: braces inside a value stay as they are.
pub fn fill(pattern: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(pattern.len() + 16);
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, tail)) = after.split_once('}') else { break };
        filled.push_str(before);
        if let Some((_, value)) = values.iter().find(|(key, _)| *key == name) {
            filled.push_str(value);
        }
        rest = tail;
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browsers_language_finds_its_catalogue() {
        assert_eq!(Locale::from_tag("zh-Hans-SG"), Some(Locale::Chinese));
        assert_eq!(Locale::from_tag("en-GB"), Some(Locale::English));
        assert_eq!(Locale::from_tag("fr"), None);
        assert_eq!(Locale::from_tag(""), None);
    }

    #[test]
    fn values_are_put_in_once() {
        assert_eq!(fill("{a} and {b}.", &[("a", "{b}"), ("b", "x")]), "{b} and x.");
        assert_eq!(fill("no braces", &[("a", "x")]), "no braces");
    }
}
