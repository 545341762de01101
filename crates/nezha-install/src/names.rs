//! Many names from one: `web-[01-20]`.

/// The most names that one text may stand for, and that are registered in one go: at a second each some minutes.
pub const NAMES_AT_ONCE: usize = 500;

/// No number that can be counted to has more digits, and each name is as wide as the widest.
const MOST_DIGITS: usize = 20;

/// Why a text gives no names. Each variant is a different thing for a person to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NameRangeError {
    /// Nothing was given; blanks count as nothing.
    #[error("the name is empty")]
    Empty,
    /// The range counts down: swap its ends.
    #[error("the range counts down")]
    Backwards,
    /// Two ranges in one text: only one is expanded.
    #[error("more than one range")]
    SecondRange,
    /// More than [`NAMES_AT_ONCE`], or numbers that nobody counts to.
    #[error("more than {NAMES_AT_ONCE} names")]
    TooMany,
}

/// The part of a text between its brackets.
struct Range<'a> {
    before: &'a str,
    first: &'a str,
    last: &'a str,
    after: &'a str,
}

/// Expands one range of numbers in a text: `web-[08-10]` gives `web-08`, `web-09`, `web-10`.
///
/// A number that begins with 0 sets the width for all. Brackets without a range, as in `[HK] web`, are part of the
/// name, and a text without a range is one name.
///
/// # Errors
/// See [`NameRangeError`].
pub fn name_range(text: &str) -> Result<Vec<String>, NameRangeError> {
    if text.trim().is_empty() {
        return Err(NameRangeError::Empty);
    }
    let Some(Range { before, first, last, after }) = find_range(text) else {
        return Ok(vec![text.to_owned()]);
    };
    if find_range(after).is_some() {
        return Err(NameRangeError::SecondRange);
    }
    let number = |digits: &str| {
        let number = digits.parse::<u64>().ok().filter(|_| digits.len() <= MOST_DIGITS);
        number.ok_or(NameRangeError::TooMany)
    };
    let (from, to) = (number(first)?, number(last)?);
    let count = to.checked_sub(from).ok_or(NameRangeError::Backwards)?;
    if count >= NAMES_AT_ONCE as u64 {
        return Err(NameRangeError::TooMany);
    }
    let padded = |digits: &str| digits.len() > 1 && digits.starts_with('0');
    let width = if padded(first) || padded(last) { first.len().max(last.len()) } else { 0 };
    Ok((from..=to).map(|number| format!("{before}{number:0width$}{after}")).collect())
}

/// The first `[digits-digits]`.
fn find_range(text: &str) -> Option<Range<'_>> {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    text.match_indices('[').find_map(|(start, _)| {
        let (inside, after) = text[start + 1..].split_once(']')?;
        let (first, last) = inside.split_once('-')?;
        (digits(first) && digits(last)).then_some(Range { before: &text[..start], first, last, after })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_becomes_one_name_a_number() {
        assert_eq!(name_range("web-[8-10]").unwrap(), ["web-8", "web-9", "web-10"]);
        assert_eq!(name_range("web-[01-20]").unwrap().len(), 20);
        assert_eq!(name_range("[0-1].example").unwrap(), ["0.example", "1.example"]);
        assert_eq!(name_range("a[5-5]b").unwrap(), ["a5b"]);
    }

    #[test]
    fn a_leading_zero_sets_the_width() {
        assert_eq!(name_range("n[08-10]").unwrap(), ["n08", "n09", "n10"]);
        assert_eq!(name_range("n[9-010]").unwrap(), ["n009", "n010"]);
        assert_eq!(name_range("n[098-101]").unwrap(), ["n098", "n099", "n100", "n101"]);
    }

    #[test]
    fn other_brackets_are_part_of_the_name() {
        for text in ["web", "[HK] web", "a[1-x]", "a[1]", "a[-3]", "a[1-", "a]1-2[", "香港 [🇭🇰]"] {
            assert_eq!(name_range(text).unwrap(), [text]);
        }
        assert_eq!(name_range("[HK] web-[1-2]").unwrap(), ["[HK] web-1", "[HK] web-2"]);
        assert_eq!(name_range("x[[1-2]").unwrap(), ["x[1", "x[2"]);
    }

    #[test]
    fn what_cannot_be_meant_is_refused() {
        assert_eq!(name_range(" "), Err(NameRangeError::Empty));
        assert_eq!(name_range("a[3-1]"), Err(NameRangeError::Backwards));
        assert_eq!(name_range("a[1-2]b[1-2]"), Err(NameRangeError::SecondRange));
        assert_eq!(name_range("a[1-501]"), Err(NameRangeError::TooMany));
        assert_eq!(name_range("a[1-500]").unwrap().len(), 500);
        assert_eq!(name_range("a[0-18446744073709551615]"), Err(NameRangeError::TooMany));
        assert_eq!(name_range("a[1-99999999999999999999999]"), Err(NameRangeError::TooMany));
        assert_eq!(name_range(&["a[", &"0".repeat(70_000), "1-2]"].concat()), Err(NameRangeError::TooMany));
    }
}
