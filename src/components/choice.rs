//! One setting.

use leptos::prelude::*;

use crate::dom::{View, shared, view};
use crate::i18n::{Catalogue, Locale, Words, fill};
use crate::settings::{Setting, Settings};

/// A labelled list of what can be chosen. It follows the setting wherever else that is changed.
#[component]
pub fn Choice(
    /// What is chosen.
    setting: Setting,
) -> View {
    let words = Words::of_app();
    let settings = shared::<Settings>();
    let choices = setting.choices().iter().map(|choice| {
        let chosen = move || settings.now().get(setting) == *choice;
        view! { <option value=*choice prop:selected=chosen>{move || said(setting, choice, words.get())}</option> }
    });
    let choices = choices.collect::<Vec<_>>();
    let choose = move |event| settings.choose(setting, &event_target_value(&event));
    view! {
        <label class="choice">
            {move || name(setting, words.get())}
            " "
            <select on:change=choose>{choices}</select>
        </label>
    }
}

/// What a setting is called.
fn name(setting: Setting, words: &'static Catalogue) -> &'static str {
    match setting {
        Setting::Theme => words.theme(),
        Setting::Language => words.language(),
        Setting::Pace => words.setting_pace(),
        Setting::LiveFor => words.setting_live_for(),
        Setting::OfflineAfter => words.setting_offline_after(),
        Setting::UnitBase => words.setting_unit_base(),
        Setting::SpeedUnit => words.setting_speed_unit(),
        Setting::Zone => words.setting_zone(),
        Setting::Clock => words.setting_clock(),
        Setting::Flags => words.setting_flags(),
        Setting::Probes => words.setting_probes(),
        Setting::Smoothing => words.setting_smoothing(),
        Setting::CardFacts => words.setting_card_facts(),
        Setting::CardLoad => words.setting_card_load(),
        Setting::CardSwap => words.swap(),
        Setting::CardTraffic => words.setting_card_traffic(),
        Setting::CardSensors => words.setting_card_sensors(),
        Setting::CardSparkline => words.setting_card_sparkline(),
    }
}

/// What a choice is called.
fn said(setting: Setting, choice: &'static str, words: &'static Catalogue) -> String {
    let word = match choice {
        "on" => words.switched_on(),
        "off" => words.switched_off(),
        "system" => words.theme_system(),
        "light" => words.theme_light(),
        "dark" => words.theme_dark(),
        "auto" => words.language_auto(),
        "bytes" => words.unit_bytes(),
        "bits" => words.unit_bits(),
        "browser" => words.zone_browser(),
        "utc" => words.zone_utc(),
        number => match setting {
            Setting::Language => Locale::from_tag(number).unwrap_or_default().own_name(),
            Setting::Pace | Setting::LiveFor | Setting::OfflineAfter => {
                return fill(words.span_seconds(), &[("n", number)]);
            }
            Setting::Clock => return fill(words.clock_hours(), &[("n", number)]),
            _ => number,
        },
    };
    word.to_owned()
}
