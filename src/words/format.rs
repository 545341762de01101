//! Values as people read them.

use nezha_fleet::units;

/// What stands where a value is unknown. Never a zero.
pub const UNKNOWN: &str = "–";

/// How much of a text from outside is shown: V0 stores names of any length.
const SHOWN_CHARS: usize = 120;

/// A share, such as `87%`.
pub fn percent(share: Option<f64>) -> String {
    share.map_or(UNKNOWN.to_owned(), |share| format!("{}%", units::percent(share)))
}

/// Milliseconds, such as `38.0`.
pub fn milliseconds(value: Option<f32>) -> String {
    value.map_or(UNKNOWN.to_owned(), |value| units::decimal(value.into(), 2))
}

/// A whole number for a measurement.
pub fn whole(value: f64) -> String {
    units::decimal(value, 0)
}

/// A text from outside, cut where it would never end.
pub fn shown(text: &str) -> String {
    let mut letters = text.chars();
    let mut cut: String = letters.by_ref().take(SHOWN_CHARS).collect();
    if letters.next().is_some() {
        cut.push('…');
    }
    cut
}

/// A text from outside for a sentence of ours, where no element can keep it from turning the words around it.
pub fn isolated(text: &str) -> String {
    ["\u{2068}", &shown(text), "\u{2069}"].concat()
}

/// A text from outside for a line of several, isolated where it would turn what stands beside it.
pub fn beside(text: &str) -> String {
    if text.chars().any(turns) { isolated(text) } else { shown(text) }
}

/// Whether a letter is written from right to left, or says how others are.
fn turns(letter: char) -> bool {
    matches!(letter,
        '\u{590}'..='\u{8ff}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
        | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefe}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

/// Whether anything of a text can be seen.
pub fn is_visible(text: &str) -> bool {
    text.chars().any(|letter| !letter.is_whitespace() && !letter.is_control() && !is_blank(letter))
}

/// Whether a letter is drawn as nothing: what only joins, parts or turns others, and fillers.
fn is_blank(letter: char) -> bool {
    matches!(letter,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

/// How worrying a share is: what colours a gauge. Empty while it is not. By what is shown, for one figure in two colours
/// would look like a mistake.
pub fn level(share: Option<f64>) -> &'static str {
    match share.map(f64::round) {
        Some(share) if share >= 90.0 => "bad",
        Some(share) if share >= 75.0 => "warn",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_drawn_as_nothing_is_no_name() {
        for nothing in ["", " \u{a0}\t", "\u{200b}", "\u{202e}\u{2060}", "\u{feff}\u{3164}\u{e0041}"] {
            assert!(!is_visible(nothing), "{nothing:?}");
        }
        for name in ["a", "\u{202e}x", "香", "👩\u{200d}💻", "."] {
            assert!(is_visible(name), "{name:?}");
        }
    }

    #[test]
    fn the_unknown_is_a_dash_and_never_a_zero() {
        assert_eq!([percent(None), milliseconds(None)], [UNKNOWN; 2]);
    }

    #[test]
    fn a_chart_says_of_a_share_what_a_gauge_says() {
        for share in [0.0_f32, 0.4, 8.25, 9.96, 12.5, 87.4, 100.0] {
            assert_eq!(nezha_chart::Unit::Percent.text(share), percent(Some(share.into())));
        }
    }

    #[test]
    fn what_would_turn_its_neighbours_is_isolated() {
        for turning in ["مرحبا", "שלום", "a\u{202e}b"] {
            assert_eq!(beside(turning), isolated(turning));
        }
        assert_eq!(beside("Debian 12.11"), "Debian 12.11");
    }

    #[test]
    fn endless_names_end() {
        assert_eq!(shown(&"长".repeat(10_000)).chars().count(), SHOWN_CHARS + 1);
        assert_eq!(shown("short"), "short");
    }

    #[test]
    fn a_gauge_is_quiet_until_it_matters() {
        assert_eq!(
            [level(None), level(Some(74.4)), level(Some(75.0)), level(Some(90.0))],
            ["", "", "warn", "bad"]
        );
    }
}
