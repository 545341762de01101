//! The bottom of every page: what the visitor prefers.

use leptos::prelude::*;

use crate::dom::{View, view};
use crate::i18n::{Locale, Words};
use crate::settings::{Settings, Theme};

/// Theme, language, and what this is for.
#[component]
pub fn Footer() -> View {
    let words = Words::of_app();
    let settings = expect_context::<Settings>();
    let theme_word = move |theme: Theme| match theme {
        Theme::System => words.get().theme_system,
        Theme::Light => words.get().theme_light,
        Theme::Dark => words.get().theme_dark,
    };
    let themes = Theme::ALL.map(|theme| {
        view! { <option value=theme.name().unwrap_or("") selected=settings.theme.get_untracked() == theme>{move || theme_word(theme)}</option> }
    });
    let locales = Locale::ALL.map(|locale| {
        view! {
            <option value=locale.tag() lang=locale.tag() selected=settings.locale.get_untracked() == locale>{locale.own_name()}</option>
        }
    });
    let choose_theme = move |event| {
        let chosen = event_target_value(&event);
        let theme = Theme::ALL.into_iter().find(|theme| theme.name().unwrap_or("") == chosen);
        settings.choose_theme(theme.unwrap_or_default());
    };
    let choose_locale = move |event| {
        if let Some(locale) = Locale::from_tag(&event_target_value(&event)) {
            settings.choose_locale(locale);
        }
    };
    view! {
        <footer class="footer">
            <label>{words.say(|w| w.theme)} " " <select on:change=choose_theme>{themes}</select></label>
            <label>{words.say(|w| w.language)} " " <select on:change=choose_locale>{locales}</select></label>
            <span>{words.say(|w| w.about)}</span>
        </footer>
    }
}
