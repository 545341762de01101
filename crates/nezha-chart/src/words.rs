//! The words on a chart, and how wide they are.

use crate::digits::push_rounded;
use crate::label::{Clock, TickLabel};
use crate::unit::decimals;

/// What a chart says, in the visitor's language, and how much room that takes. The browser's side estimates widths as
/// [`PlainWords`] does: asking a canvas for every label costs more than drawing them.
pub trait Words {
    /// A label of the time axis.
    fn time(&self, label: TickLabel) -> String;

    /// A label of the value axis; `step` is how far apart they are, which tells how many decimals are needed.
    /// `top` is true for the highest one, which also says the unit.
    fn value(&self, value: f32, step: f32, top: bool) -> String;

    /// What a band without data says.
    fn no_data(&self) -> &str;

    /// How wide a text is when drawn, in CSS pixels.
    fn width(&self, text: &str) -> f32;
}

/// Labels without a browser: digits, a unit and an estimate of their width.
#[derive(Debug, Clone, Copy)]
pub struct PlainWords<'a> {
    /// How hours are counted.
    pub clock: Clock,
    /// Follows the highest value label after a space: `ms`. Empty for none.
    pub unit: &'a str,
    /// What a band without data says.
    pub no_data: &'a str,
    /// Size of the labels, CSS pixels.
    pub font_px: f32,
}

impl Default for PlainWords<'_> {
    fn default() -> Self {
        Self { clock: Clock::H24, unit: "", no_data: "no data", font_px: 11.0 }
    }
}

impl Words for PlainWords<'_> {
    fn time(&self, label: TickLabel) -> String {
        label.plain(self.clock)
    }

    fn value(&self, value: f32, step: f32, top: bool) -> String {
        let mut text = String::with_capacity(8);
        push_rounded(&mut text, value.into(), decimals(step.into()));
        if top && !self.unit.is_empty() {
            text.push(' ');
            text.push_str(self.unit);
        }
        text
    }

    fn no_data(&self) -> &str {
        self.no_data
    }

    fn width(&self, text: &str) -> f32 {
        let ems: f32 = text.chars().map(ems).sum();
        ems * self.font_px
    }
}

/// How wide a character is in ordinary sans-serif fonts, in widths of an em; rather too much than too little.
fn ems(character: char) -> f32 {
    match character {
        ' ' | '.' | ',' | ':' | ';' | '\'' | '|' | 'i' | 'j' | 'l' => 0.32,
        'm' | 'w' | 'M' | 'W' => 0.9,
        '%' => 0.95,
        // From the CJK blocks on, characters are square.
        '\u{1100}'.. => 1.0,
        _ => 0.64,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_top_value_says_the_unit() {
        let words = PlainWords { unit: "ms", ..PlainWords::default() };
        assert_eq!(words.value(250.0, 50.0, true), "250 ms");
        assert_eq!(words.value(200.0, 50.0, false), "200");
    }

    #[test]
    fn decimals_follow_the_step() {
        let words = PlainWords::default();
        assert_eq!(words.value(1.5, 0.5, false), "1.5");
        assert_eq!(words.value(0.1, 0.1, false), "0.1");
        assert_eq!(words.value(0.05, 0.05, false), "0.05");
        assert_eq!(words.value(3.0, 1.0, false), "3");
    }

    #[test]
    fn chinese_is_wider_than_digits() {
        let words = PlainWords::default();
        assert_eq!(words.width("无数据"), 33.0);
        assert!(words.width("12:00") < 33.0);
    }
}
