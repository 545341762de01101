//! What the visitor prefers, kept in this browser.

use leptos::prelude::*;
use nezha_api::ApiBase;

use crate::i18n::Locale;
use crate::net::page;
use crate::storage::{self, Shelf};

/// Light or dark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    /// As the system says.
    #[default]
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

impl Theme {
    /// Every theme, in the order of the choice.
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// How it is kept, and what `data-theme` says; `None` lets the system decide.
    pub fn name(self) -> Option<&'static str> {
        match self {
            Self::System => None,
            Self::Light => Some("light"),
            Self::Dark => Some("dark"),
        }
    }
}

/// The visitor's preferences, each a signal.
#[derive(Clone, Copy)]
pub struct Settings {
    /// Light or dark.
    pub theme: RwSignal<Theme>,
    /// The language.
    pub locale: RwSignal<Locale>,
    repaint: Trigger,
    keys: StoredValue<Keys>,
}

struct Keys {
    theme: String,
    locale: String,
}

impl Settings {
    /// Reads what was kept; the browser's own language and theme otherwise.
    pub fn load(base: &ApiBase) -> Self {
        let keys = Keys { theme: storage::key("theme", base), locale: storage::key("language", base) };
        let kept_theme = storage::read(Shelf::Browser, &keys.theme);
        let theme =
            Theme::ALL.into_iter().find(|theme| theme.name() == kept_theme.as_deref()).unwrap_or_default();
        let kept_locale = storage::read(Shelf::Browser, &keys.locale);
        let locale = kept_locale
            .and_then(|tag| Locale::from_tag(&tag))
            .or_else(|| page::languages().iter().find_map(|tag| Locale::from_tag(tag)))
            .unwrap_or_default();
        let repaint = Trigger::new();
        page::on_system_theme(move || repaint.notify());
        let settings = Self {
            theme: RwSignal::new(theme),
            locale: RwSignal::new(locale),
            repaint,
            keys: StoredValue::new(keys),
        };
        page::show_theme(theme.name());
        page::show_language(locale.tag());
        settings
    }

    /// Fires when colours change, for what is painted and not styled.
    pub fn repaint(self) -> Trigger {
        self.repaint
    }

    /// Chooses light or dark, and remembers it.
    pub fn choose_theme(self, theme: Theme) {
        self.theme.set(theme);
        page::show_theme(theme.name());
        self.keys.with_value(|keys| match theme.name() {
            Some(name) => storage::write(Shelf::Browser, &keys.theme, name),
            None => storage::remove(Shelf::Browser, &keys.theme),
        });
        self.repaint.notify();
    }

    /// Chooses a language, and remembers it.
    pub fn choose_locale(self, locale: Locale) {
        self.locale.set(locale);
        page::show_language(locale.tag());
        self.keys.with_value(|keys| storage::write(Shelf::Browser, &keys.locale, locale.tag()));
    }
}
