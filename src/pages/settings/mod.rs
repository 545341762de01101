//! What the visitor prefers.

mod pinned_servers;
mod take_along;

use leptos::prelude::*;

use crate::components::Choice;
use crate::dom::{View, view};
use crate::kept::preferences::Setting;
use crate::words::{Catalogue, Word, Words, fill, looks::said_of_looks};
use pinned_servers::PinnedServers;
use take_along::TakeAlong;

/// Settings of one topic.
struct Group {
    heading: Word,
    settings: &'static [Setting],
    /// What there is to know about them.
    hint: Word,
}

const GROUPS: [Group; 4] = [
    Group {
        heading: |w| w.settings_look(),
        settings: &[
            Setting::Theme,
            Setting::Language,
            Setting::UnitBase,
            Setting::SpeedUnit,
            Setting::Zone,
            Setting::Clock,
            Setting::Shortcuts,
        ],
        hint: |_| "",
    },
    Group {
        heading: |w| w.settings_feed(),
        settings: &[Setting::Pace, Setting::LiveFor, Setting::OfflineAfter],
        hint: |w| w.settings_feed_hint(),
    },
    Group {
        heading: |w| w.settings_cards(),
        settings: &[
            Setting::Flags,
            Setting::CardFacts,
            Setting::CardUptime,
            Setting::CardModel,
            Setting::CardLoad,
            Setting::CardTemperature,
            Setting::CardGpu,
            Setting::CardCpu,
            Setting::CardMemory,
            Setting::CardSwap,
            Setting::CardDisk,
            Setting::CardSpeeds,
            Setting::CardTraffic,
            Setting::CardSparkline,
        ],
        hint: |_| "",
    },
    Group {
        heading: |w| w.latency(),
        settings: &[Setting::Probes, Setting::Smoothing, Setting::LogScale],
        hint: |w| w.settings_latency_hint(),
    },
];

/// Every setting by topic, the servers that are pinned, and all settings as a text to take elsewhere.
#[component]
pub fn SettingsPage() -> View {
    let words = Words::of_app();
    let groups = GROUPS.map(|Group { heading, settings, hint }| {
        let choices =
            settings.iter().map(|setting| view! { <Choice setting=*setting name=name(*setting) said/> });
        view! {
            <section class="panel">
                <h2>{words.say(heading)}</h2>
                {choices.collect::<Vec<_>>()}
                <p class="hint">{words.say(hint)}</p>
            </section>
        }
    });
    view! {
        <div class="title"><h1>{words.say(|w| w.settings_title())}</h1></div>
        <div class="settings">{groups} <PinnedServers/> <TakeAlong/></div>
    }
}

/// What a setting is called.
fn name(setting: Setting) -> Word {
    match setting {
        Setting::Theme => |w| w.theme(),
        Setting::Language => |w| w.language(),
        Setting::Pace => |w| w.setting_pace(),
        Setting::LiveFor => |w| w.setting_live_for(),
        Setting::OfflineAfter => |w| w.setting_offline_after(),
        Setting::UnitBase => |w| w.setting_unit_base(),
        Setting::SpeedUnit => |w| w.setting_speed_unit(),
        Setting::Zone => |w| w.setting_zone(),
        Setting::Clock => |w| w.setting_clock(),
        Setting::Shortcuts => |w| w.setting_shortcuts(),
        Setting::Flags => |w| w.setting_flags(),
        Setting::Probes => |w| w.setting_probes(),
        Setting::Smoothing => |w| w.setting_smoothing(),
        Setting::LogScale => |w| w.setting_log_scale(),
        Setting::CardFacts => |w| w.setting_card_facts(),
        Setting::CardUptime => |w| w.column_uptime(),
        Setting::CardModel => |w| w.column_processor(),
        Setting::CardLoad => |w| w.column_load(),
        Setting::CardTemperature => |w| w.setting_card_temperature(),
        Setting::CardGpu => |w| w.gpu(),
        Setting::CardCpu => |w| w.cpu(),
        Setting::CardMemory => |w| w.memory(),
        Setting::CardSwap => |w| w.swap(),
        Setting::CardDisk => |w| w.disk(),
        Setting::CardSpeeds => |w| w.setting_card_speeds(),
        Setting::CardTraffic => |w| w.setting_card_traffic(),
        Setting::CardSparkline => |w| w.setting_card_sparkline(),
    }
}

/// What a choice is called.
fn said(setting: Setting, choice: &'static str, words: &'static Catalogue) -> String {
    let word = match (setting, choice) {
        (_, "on") => words.switched_on(),
        (_, "off") => words.switched_off(),
        (_, "bytes") => words.unit_bytes(),
        (_, "bits") => words.unit_bits(),
        (_, "browser") => words.zone_browser(),
        (_, "utc") => words.zone_utc(),
        (Setting::Theme | Setting::Language, _) => return said_of_looks(setting, choice, words),
        (Setting::Pace | Setting::LiveFor | Setting::OfflineAfter, seconds) => {
            return fill(words.span_seconds(), &[("n", seconds)]);
        }
        (Setting::Clock, hours) => return fill(words.clock_hours(), &[("n", hours)]),
        (_, number) => number,
    };
    word.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_setting_can_be_chosen() {
        let chosen: Vec<Setting> = GROUPS.iter().flat_map(|group| group.settings).copied().collect();
        assert_eq!(chosen.len(), Setting::ALL.len());
        assert!(Setting::ALL.iter().all(|setting| chosen.contains(setting)));
    }
}
