//! Telling many lines apart: colours first, then dashes.

/// How many colours a palette has for series.
pub const COLOURS: usize = 8;

/// Dash patterns in CSS pixels, drawn and left out in turn; the first is a whole line.
pub const DASHES: [&[f32]; 4] = [&[], &[6.0, 3.0], &[2.0, 2.5], &[9.0, 3.0, 2.0, 3.0]];

/// How a series looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    /// Which of the [`COLOURS`].
    pub colour: u8,
    /// Which of the [`DASHES`].
    pub dash: u8,
}

/// The look of the series with this index: thirty-two differ, the first eight are whole lines.
#[must_use]
pub fn style(index: usize) -> Style {
    Style { colour: (index % COLOURS) as u8, dash: (index / COLOURS % DASHES.len()) as u8 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thirty_two_series_all_differ() {
        for a in 0..32 {
            for b in 0..a {
                assert_ne!(style(a), style(b));
            }
        }
    }

    #[test]
    fn the_first_eight_are_whole_lines() {
        assert!((0..8).all(|index| DASHES[usize::from(style(index).dash)].is_empty()));
    }
}
