//! What the visitor prefers.

use leptos::prelude::*;
use nezha_fleet::column::Column;
use nezha_fleet::query::Query;
use web_sys::HtmlTextAreaElement;

use crate::components::{Choice, CopyButton, said_of_looks};
use crate::dom::{Handle, Signal, Var, View, shared, view};
use crate::format;
use crate::i18n::{Catalogue, Word, Words, fill};
use crate::navigation::Navigation;
use crate::settings::{Preferences, Setting, Settings};

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
            Setting::CardLoad,
            Setting::CardSwap,
            Setting::CardTraffic,
            Setting::CardSensors,
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

/// Every setting by topic, and all of them as a text to take elsewhere.
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
        <div class="settings">{groups} <TakeAlong/></div>
    }
}

/// The settings as a text: to copy, to paste from elsewhere, to reset. What cannot be read is told, and changes nothing.
#[component]
fn TakeAlong() -> View {
    let words = Words::of_app();
    let settings = shared::<Settings>();
    let field = Handle::<HtmlTextAreaElement>::default();
    let navigation = shared::<Navigation>();
    let unread = Var::new(String::new());
    let text = Signal::derive(move || print(settings.preferences(), navigation.columns()));
    let choose = move |(preferences, columns)| {
        unread.set(String::new());
        navigation.set_columns(columns);
        settings.replace(preferences);
    };
    let apply = move |_| {
        let Some(field) = field.found() else { return };
        match read(&field.value()) {
            Ok(choices) => {
                choose(choices);
                field.set_value(&text.get_untracked());
            }
            Err(line) => unread.set(format::shown(line)),
        }
    };
    let problem = move || {
        let line = unread.get();
        (!line.is_empty()).then(|| fill(words.get().settings_unread(), &[("line", &line)]))
    };
    view! {
        <section class="panel">
            <h2 id="settings-text">{words.say(|w| w.settings_text())}</h2>
            <p class="hint">{words.say(|w| w.settings_text_hint())}</p>
            <textarea class="input" spellcheck="false" aria-labelledby="settings-text" node_ref=field prop:value=text></textarea>
            <p role="status">{problem}</p>
            <div class="actions">
                <CopyButton text/>
                <button type="button" class="button" on:click=apply>{words.say(|w| w.settings_apply())}</button>
                <button type="button" class="button quiet" on:click=move |_| choose(Default::default())>
                    {words.say(|w| w.settings_reset())}
                </button>
            </div>
        </section>
    }
}

/// Every choice that is not the default, one a line: the settings, and the table's columns as addresses have them.
fn print(preferences: Preferences, columns: Vec<Column>) -> String {
    let columns = Query { columns, ..Query::default() }.to_string();
    let end = if columns.is_empty() { "" } else { "\n" };
    [&preferences.print(), &columns, end].concat()
}

/// Reads what [`print`] wrote.
///
/// # Errors
/// The first line that is none of it.
fn read(text: &str) -> Result<(Preferences, Vec<Column>), &str> {
    let (mut preferences, mut columns) = Default::default();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let named = Query { columns: Query::parse(line).columns, ..Query::default() };
        if named != Query::default() && named.to_string() == line {
            columns = named.columns;
        } else if !Preferences::read(&mut preferences, line) {
            return Err(line);
        }
    }
    Ok((preferences, columns))
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
        Setting::Flags => |w| w.setting_flags(),
        Setting::Probes => |w| w.setting_probes(),
        Setting::Smoothing => |w| w.setting_smoothing(),
        Setting::LogScale => |w| w.setting_log_scale(),
        Setting::CardFacts => |w| w.setting_card_facts(),
        Setting::CardLoad => |w| w.setting_card_load(),
        Setting::CardSwap => |w| w.swap(),
        Setting::CardTraffic => |w| w.setting_card_traffic(),
        Setting::CardSensors => |w| w.setting_card_sensors(),
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
    fn what_is_taken_along_is_read_elsewhere_with_the_columns() {
        let mut preferences = Preferences::default();
        preferences.choose(Setting::Pace, "10");
        let columns = vec![Column::Ip, Column::Cpu];
        let text = print(preferences, columns.clone());
        assert_eq!(text, "pace=10\ncols=ip,cpu\n");
        assert_eq!(read(&text.replace('\n', "\r\n")), Ok((preferences, columns)));
        assert_eq!(print(Preferences::default(), Vec::new()), "");
        assert_eq!(read(" \n"), Ok(Default::default()));
    }

    #[test]
    fn the_first_line_that_cannot_be_read_is_named() {
        for line in ["pace=7", "cols=cpu,soul", "cols=", "cols=cpu&q=x", "q=x", "hello"] {
            assert_eq!(read(&["theme=dark\n", line, "\nzzz"].concat()), Err(line));
        }
    }
}
