//! What a visitor can choose, and what was chosen. Pure.

use nezha_fleet::latency::Probing;
use nezha_fleet::liveness::Thresholds;
use nezha_fleet::units::Units;

/// Something that can be chosen. Each has a few choices, the first of which holds until another is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Setting {
    /// Light or dark.
    Theme,
    /// The language; `auto` is the browser's.
    Language,
    /// Seconds from one poll to the next.
    Pace,
    /// Seconds without a report up to which a server is live. V0's own themes use 10.
    LiveFor,
    /// Seconds without a report from which on a server is offline.
    OfflineAfter,
    /// How many bytes a kilobyte has.
    UnitBase,
    /// Whether speeds are in bytes or in bits.
    SpeedUnit,
    /// By whose clock charts and dates are.
    Zone,
    /// How hours are counted.
    Clock,
    /// Whether single letters and signs are shortcuts.
    Shortcuts,
    /// Whether a flag stands beside a country's code.
    Flags,
    /// How many probes V0 averages into one sample of latency; the owner of the dashboard sets it, no API tells it.
    Probes,
    /// Whether latency is drawn smoothed.
    Smoothing,
    /// Whether latency is drawn on a logarithmic scale.
    LogScale,
    /// Whether cards tell the system, the cores and the memory.
    CardFacts,
    /// Whether cards tell for how long a machine has been up.
    CardUptime,
    /// Whether cards name the processor.
    CardModel,
    /// Whether cards tell the load.
    CardLoad,
    /// Whether cards tell the highest temperature, where there is one.
    CardTemperature,
    /// Whether cards tell what the GPU does, where there is one.
    CardGpu,
    /// Whether cards have a bar for the processor.
    CardCpu,
    /// Whether cards have a bar for memory.
    CardMemory,
    /// Whether cards have a bar for swap.
    CardSwap,
    /// Whether cards have a bar for disks.
    CardDisk,
    /// Whether cards tell how fast is sent and received.
    CardSpeeds,
    /// Whether cards tell the traffic since boot.
    CardTraffic,
    /// Whether cards draw the last minutes.
    CardSparkline,
}

const ON: [&str; 2] = ["on", "off"];
const OFF: [&str; 2] = ["off", "on"];

impl Setting {
    /// Every setting, in the order in which they are written.
    pub const ALL: [Self; 27] = [
        Self::Theme,
        Self::Language,
        Self::UnitBase,
        Self::SpeedUnit,
        Self::Zone,
        Self::Clock,
        Self::Shortcuts,
        Self::Pace,
        Self::LiveFor,
        Self::OfflineAfter,
        Self::Flags,
        Self::CardFacts,
        Self::CardUptime,
        Self::CardModel,
        Self::CardLoad,
        Self::CardTemperature,
        Self::CardGpu,
        Self::CardCpu,
        Self::CardMemory,
        Self::CardSwap,
        Self::CardDisk,
        Self::CardSpeeds,
        Self::CardTraffic,
        Self::CardSparkline,
        Self::Probes,
        Self::Smoothing,
        Self::LogScale,
    ];

    /// How it is called where it is kept.
    pub fn name(self) -> &'static str {
        match self {
            Self::Theme => "theme",
            Self::Language => "language",
            Self::Pace => "pace",
            Self::LiveFor => "live-for",
            Self::OfflineAfter => "offline-after",
            Self::UnitBase => "unit-base",
            Self::SpeedUnit => "speed-unit",
            Self::Zone => "zone",
            Self::Clock => "clock",
            Self::Shortcuts => "shortcuts",
            Self::Flags => "flags",
            Self::Probes => "probes",
            Self::Smoothing => "smoothing",
            Self::LogScale => "log-scale",
            Self::CardFacts => "card-facts",
            Self::CardUptime => "card-uptime",
            Self::CardModel => "card-model",
            Self::CardLoad => "card-load",
            Self::CardTemperature => "card-temperature",
            Self::CardGpu => "card-gpu",
            Self::CardCpu => "card-cpu",
            Self::CardMemory => "card-memory",
            Self::CardSwap => "card-swap",
            Self::CardDisk => "card-disk",
            Self::CardSpeeds => "card-speeds",
            Self::CardTraffic => "card-traffic",
            Self::CardSparkline => "card-sparkline",
        }
    }

    /// What can be chosen, the default first.
    pub fn choices(self) -> &'static [&'static str] {
        match self {
            Self::Theme => &["system", "light", "dark"],
            Self::Language => &["auto", "en", "zh-CN"],
            Self::Pace => &["2", "5", "10", "30"],
            Self::LiveFor => &["10", "15", "30", "60"],
            Self::OfflineAfter => &["30", "60", "180", "300"],
            Self::UnitBase => &["1000", "1024"],
            Self::SpeedUnit => &["bytes", "bits"],
            Self::Zone => &["browser", "utc"],
            Self::Clock => &["24", "12"],
            Self::Probes => &["2", "1", "3", "4"],
            Self::Smoothing | Self::LogScale | Self::CardLoad | Self::CardSwap => &OFF,
            _ => &ON,
        }
    }

    fn place(self) -> usize {
        self as usize
    }
}

/// What was chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Preferences([u8; Setting::ALL.len()]);

impl Preferences {
    /// The choice that holds.
    pub fn get(&self, setting: Setting) -> &'static str {
        let choices = setting.choices();
        choices.get(usize::from(self.0[setting.place()])).copied().unwrap_or(choices[0])
    }

    /// A choice that is a number.
    pub fn number(&self, setting: Setting) -> u32 {
        self.get(setting).parse().unwrap_or_default()
    }

    /// Whether something is switched on.
    pub fn is_on(&self, setting: Setting) -> bool {
        self.get(setting) == "on"
    }

    /// From when on a silent server is late, and from when on offline.
    pub fn thresholds(&self) -> Thresholds {
        Thresholds::of(self.number(Setting::LiveFor), self.number(Setting::OfflineAfter))
    }

    /// How the dashboard probes.
    pub fn probing(&self) -> Probing {
        Probing { probes: self.number(Setting::Probes), ..Probing::default() }
    }

    /// In which units amounts are shown.
    pub fn units(&self) -> Units {
        Units { binary: self.get(Setting::UnitBase) == "1024", bits: self.get(Setting::SpeedUnit) == "bits" }
    }

    /// Chooses; what is no choice changes nothing. Nobody is offline who is still live: a threshold that is chosen past the other
    /// one takes it along.
    pub fn choose(&mut self, setting: Setting, choice: &str) {
        let Some(place) = setting.choices().iter().position(|known| *known == choice) else { return };
        self.0[setting.place()] = place as u8;
        let live_s = |preferences: &Self| preferences.number(Setting::LiveFor);
        let offline_s = |preferences: &Self| preferences.number(Setting::OfflineAfter);
        while setting == Setting::LiveFor && live_s(self) >= offline_s(self) {
            self.0[Setting::OfflineAfter.place()] += 1;
        }
        while setting == Setting::OfflineAfter && live_s(self) >= offline_s(self) {
            self.0[Setting::LiveFor.place()] -= 1;
        }
    }

    /// Every choice that is not the default, one a line.
    pub fn print(&self) -> String {
        let mut text = String::new();
        for setting in Setting::ALL {
            let chosen = self.get(setting);
            if chosen != setting.choices()[0] {
                for part in [setting.name(), "=", chosen, "\n"] {
                    text.push_str(part);
                }
            }
        }
        text
    }

    /// Reads what [`Preferences::print`] wrote; what is not known is passed over.
    pub fn parse(text: &str) -> Self {
        let mut preferences = Self::default();
        for line in text.lines() {
            preferences.read(line);
        }
        preferences
    }

    /// Reads a line of [`Preferences::print`], and tells whether it is one. What is none changes nothing.
    pub fn read(&mut self, line: &str) -> bool {
        let Some((name, choice)) = line.split_once('=') else { return false };
        let (name, choice) = (name.trim(), choice.trim());
        let setting = Setting::ALL.into_iter().find(|setting| setting.name() == name);
        let Some(setting) = setting.filter(|setting| setting.choices().contains(&choice)) else {
            return false;
        };
        self.choose(setting, choice);
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unless_chosen_otherwise_live_is_ten_seconds_and_offline_thirty() {
        assert_eq!(Preferences::default().thresholds(), Thresholds { live_s: 10, offline_s: 30 });
    }

    #[test]
    fn what_was_chosen_is_read_back_and_defaults_are_not_written() {
        let mut preferences = Preferences::default();
        assert_eq!(preferences.print(), "");
        for setting in Setting::ALL {
            let last = setting.choices().last().copied().unwrap();
            preferences.choose(setting, last);
            assert_eq!(preferences.get(setting), last);
        }
        assert_eq!(Preferences::parse(&preferences.print()), preferences);
    }

    #[test]
    fn a_threshold_that_is_chosen_past_the_other_takes_it_along() {
        for (live, offline) in Setting::LiveFor
            .choices()
            .iter()
            .flat_map(|live| Setting::OfflineAfter.choices().iter().map(move |offline| (live, offline)))
        {
            for first_live in [true, false] {
                let mut preferences = Preferences::default();
                let mut chosen = [(Setting::LiveFor, live), (Setting::OfflineAfter, offline)];
                if !first_live {
                    chosen.reverse();
                }
                chosen.iter().for_each(|(setting, choice)| preferences.choose(*setting, choice));
                let [live_s, offline_s] =
                    [Setting::LiveFor, Setting::OfflineAfter].map(|it| preferences.number(it));
                assert!(live_s < offline_s, "{live} {offline}");
                assert_eq!(preferences.get(chosen[1].0), *chosen[1].1, "what was chosen last holds");
                assert_eq!(Preferences::parse(&preferences.print()), preferences);
            }
        }
    }

    #[test]
    fn every_setting_has_a_place_and_a_name_of_its_own() {
        for (at, setting) in Setting::ALL.into_iter().enumerate() {
            for other in &Setting::ALL[at + 1..] {
                assert!(setting.place() != other.place() && setting.name() != other.name());
            }
        }
    }

    #[test]
    fn what_someone_else_wrote_there_does_no_harm() {
        assert_eq!(Preferences::parse("x\n=\ntheme=purple\npace=2; rm\n\u{0}"), Preferences::default());
    }

    #[test]
    fn a_line_that_is_none_of_ours_is_told_and_changes_nothing() {
        let mut preferences = Preferences::default();
        assert!(preferences.read("  pace=10\r") && preferences.read("clock = 12"));
        for odd in ["", "theme", "theme=purple", "colour=red", "{\"theme\":\"dark\"}"] {
            assert!(!preferences.read(odd), "{odd}");
        }
        assert_eq!(preferences.print(), "clock=12\npace=10\n");
    }
}
