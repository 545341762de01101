//! What the visitor prefers, kept in this browser.

use leptos::prelude::*;
use nezha_api::ApiBase;
use web_sys::StorageEvent;

use crate::browser::{looks, page, visitor};
use crate::dom::Var;
use crate::kept::{
    preferences::{Preferences, Setting},
    storage::{self, Shelf},
};
use crate::words::Locale;

/// The visitor's preferences.
#[derive(Clone, Copy)]
pub struct Settings {
    chosen: Var<Preferences>,
    locale: Var<Locale>,
    repaint: Trigger,
    key: StoredValue<String>,
}

impl Settings {
    /// Reads what was kept; the browser's own language and theme otherwise.
    pub fn load(base: &ApiBase) -> Self {
        let key = storage::key("settings", base);
        let kept = storage::read(Shelf::Browser, &key).unwrap_or_default();
        let settings = Self {
            chosen: Var::default(),
            locale: Var::default(),
            repaint: Trigger::new(),
            key: StoredValue::new(key),
        };
        looks::on_system_theme(move || settings.repaint.notify());
        // What is chosen in another tab is chosen here.
        page::listen(&window(), "storage", move |event: StorageEvent| {
            let is_ours = settings.key.with_value(|key| event.key().is_none_or(|changed| changed == *key));
            if is_ours
                && let Some(kept) = settings.kept()
                && kept != settings.preferences_untracked()
            {
                settings.show(kept);
            }
        });
        settings.show(Preferences::parse(&kept));
        settings
    }

    /// What is chosen; whoever asks follows it.
    pub fn preferences(self) -> Preferences {
        self.chosen.get()
    }

    /// What is chosen, for code that does not follow.
    pub fn preferences_untracked(self) -> Preferences {
        self.chosen.get_untracked()
    }

    /// Whether single keys are shortcuts now.
    pub fn has_shortcuts(self) -> bool {
        self.preferences_untracked().is_on(Setting::Shortcuts)
    }

    /// The language that is shown.
    pub fn locale(self) -> Var<Locale> {
        self.locale
    }

    /// Fires when colours change, for what is painted and not styled.
    pub fn repaint(self) -> Trigger {
        self.repaint
    }

    /// What is kept; `None` where nothing is, or what was chosen last could not be.
    fn kept(self) -> Option<Preferences> {
        let kept = self.key.with_value(|key| storage::read_newest(Shelf::Browser, key))?;
        Some(Preferences::parse(&kept))
    }

    /// Chooses, and remembers it.
    pub fn choose(self, setting: Setting, choice: &str) {
        // A tab in the background may not have heard yet of another's choice.
        let mut preferences = self.kept().unwrap_or_else(|| self.preferences_untracked());
        preferences.choose(setting, choice);
        self.replace(preferences);
    }

    /// Chooses everything anew, and remembers it.
    pub fn replace(self, preferences: Preferences) {
        let text = preferences.print();
        // Nothing chosen is written too: other tabs follow what is there.
        self.key.with_value(|key| storage::write(Shelf::Browser, key, &text));
        self.show(preferences);
    }

    fn show(self, preferences: Preferences) {
        let theme = Some(preferences.get(Setting::Theme)).filter(|theme| *theme != "system");
        looks::show_theme(theme);
        let chosen = Locale::from_tag(preferences.get(Setting::Language));
        let of_browser = || visitor::languages().iter().find_map(|tag| Locale::from_tag(tag));
        let locale = chosen.or_else(of_browser).unwrap_or_default();
        looks::show_language(locale.tag());
        self.chosen.set(preferences);
        self.locale.set(locale);
        self.repaint.notify();
    }
}
