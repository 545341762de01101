//! The API token.

use std::fmt;

/// What a person signs in to the API with: 32 letters and digits, made in V0's admin pages.
///
/// It can do everything that `/api/v1` offers, so it is never printed: `Debug` shows nothing of it.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

/// Why a text cannot be a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadToken {
    /// Nothing was given.
    #[error("the token is empty")]
    Empty,
    /// It has characters that no token has; something else was pasted.
    #[error("a token has only letters and digits")]
    BadCharacter,
    /// It is longer than any token.
    #[error("the token is too long")]
    TooLong,
}

impl Token {
    /// The most letters that a token may have. V0's have 32.
    pub const LONGEST: usize = 256;

    /// Reads what a person pasted: blanks, quotes and a leading `Authorization:`, `Bearer` or `Token` are dropped.
    ///
    /// V0 wants the bare token and refuses `Bearer …`. The length is not insisted on, because an owner may have
    /// written a token of another length into the database.
    ///
    /// # Errors
    /// When what remains is empty, too long, or has characters that a header cannot carry.
    pub fn parse(pasted: &str) -> Result<Self, BadToken> {
        let mut text = trim(pasted);
        for prefix in ["authorization:", "bearer", "token"] {
            text = trim(strip_word(text, prefix));
        }
        Self::kept(text)
    }

    /// Takes up what an earlier [`Self::parse`] has read.
    ///
    /// # Errors
    /// As [`Self::parse`]; here blanks and prefixes are bad characters too.
    pub fn kept(text: &str) -> Result<Self, BadToken> {
        if text.is_empty() {
            Err(BadToken::Empty)
        } else if text.len() > Self::LONGEST {
            Err(BadToken::TooLong)
        } else if text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte)) {
            Ok(Self(text.to_owned()))
        } else {
            Err(BadToken::BadCharacter)
        }
    }

    /// The value of the `Authorization` header, and of nothing else.
    pub fn header_value(&self) -> &str {
        &self.0
    }
}

fn trim(text: &str) -> &str {
    text.trim_matches(|c: char| {
        c.is_whitespace() || c.is_control() || matches!(c, '"' | '\'' | '`' | '\u{feff}' | '\u{200b}')
    })
}

/// The text without a leading word in any letter case, if the word ends there.
fn strip_word<'a>(text: &'a str, word: &str) -> &'a str {
    match text.split_at_checked(word.len()) {
        Some((head, tail))
            if head.eq_ignore_ascii_case(word)
                && (word.ends_with(':') || tail.starts_with([' ', '\t', ':'])) =>
        {
            tail.trim_start_matches(':')
        }
        _ => text,
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(hidden)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOKEN: &str = "FAKEFAKEFAKEFAKEFAKEFAKEFAKE0001";

    #[test]
    fn what_people_paste_around_a_token_is_dropped() {
        for pasted in [
            TOKEN.to_owned(),
            format!("  {TOKEN}\n"),
            format!("Bearer {TOKEN}"),
            format!("Authorization: {TOKEN}"),
            format!("authorization: bearer  {TOKEN} "),
            format!("Token: {TOKEN}"),
            format!("\"{TOKEN}\""),
            format!("\u{feff}{TOKEN}\u{200b}"),
        ] {
            assert_eq!(Token::parse(&pasted).unwrap().header_value(), TOKEN, "{pasted:?}");
        }
    }

    #[test]
    fn a_token_that_begins_like_a_scheme_stays_whole() {
        assert_eq!(Token::parse("bearer0123").unwrap().header_value(), "bearer0123");
    }

    #[test]
    fn what_is_no_token_is_refused() {
        assert_eq!(Token::parse(" \n"), Err(BadToken::Empty));
        assert_eq!(Token::parse("two words"), Err(BadToken::BadCharacter));
        assert_eq!(Token::kept(" two"), Err(BadToken::BadCharacter));
        assert_eq!(Token::parse("密钥"), Err(BadToken::BadCharacter));
        assert_eq!(Token::parse(&"a".repeat(300)), Err(BadToken::TooLong));
    }

    #[test]
    fn a_token_is_never_printed() {
        assert!(!format!("{:?}", Token::parse(TOKEN).unwrap()).contains("FAKE"));
    }
}
