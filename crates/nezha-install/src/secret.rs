//! The agent's secret, which is shown only where it is asked for.

use std::fmt;

/// How many characters a secret has.
const LENGTH: usize = 18;
/// What stands where a secret will stand: it is of the same form, and no dashboard gives it out.
const STAND_IN: &str = "SECRETOFTHISSERVER";
/// What stands for a secret that is not shown: as many dots as it has characters.
const DOTS: &str = "••••••••••••••••••";

/// What an agent signs in to the dashboard with: 18 characters `[0-9A-Za-z]`, from the register answer.
///
/// The dashboard shows it once; no API returns it again. `Debug` never prints it.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

/// Why a text is no secret. Each variant is a different thing for a person to do. None carries a part of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SecretError {
    /// Nothing was given.
    #[error("the secret is empty")]
    Empty,
    /// Not 18 characters: a part was left out, or something else came along.
    #[error("a secret has 18 characters")]
    WrongLength,
    /// Something else than letters and digits: quotes from the simple register answer, for example.
    #[error("a secret is ASCII letters and digits only")]
    BadCharacter,
}

impl Secret {
    /// Reads exactly 18 letters and digits. Nothing is trimmed or unquoted.
    ///
    /// # Errors
    /// See [`SecretError`].
    pub fn parse(text: &str) -> Result<Self, SecretError> {
        if text.is_empty() {
            return Err(SecretError::Empty);
        }
        if !text.bytes().all(|b| b.is_ascii_alphanumeric()) {
            return Err(SecretError::BadCharacter);
        }
        if text.len() == LENGTH { Ok(Self(text.to_owned())) } else { Err(SecretError::WrongLength) }
    }

    /// Nobody's: for a command that is only looked at, and for one that finds the secret of the machine that runs it.
    pub fn stand_in() -> Self {
        Self(STAND_IN.to_owned())
    }

    /// The secret itself, for commands and for copying.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// `text` with dots in the secret's place: a command that can be shown while somebody looks on.
    pub fn mask_in(&self, text: &str) -> String {
        text.replace(&self.0, DOTS)
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(not shown)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "FAKESECRET00000001";

    #[test]
    fn eighteen_letters_and_digits_are_a_secret() {
        assert_eq!(Secret::parse(GOOD).map(|secret| secret.reveal().to_owned()).as_deref(), Ok(GOOD));
    }

    #[test]
    fn everything_else_is_refused() {
        assert_eq!(Secret::parse(""), Err(SecretError::Empty));
        assert_eq!(Secret::parse(&GOOD[1..]), Err(SecretError::WrongLength));
        assert_eq!(Secret::parse(&format!("{GOOD}1")), Err(SecretError::WrongLength));
        assert_eq!(Secret::parse(&format!("\"{GOOD}\"")), Err(SecretError::BadCharacter));
        assert_eq!(Secret::parse("FAKESECRET0000000 "), Err(SecretError::BadCharacter));
        assert_eq!(Secret::parse("FAKESECRET0000000é"), Err(SecretError::BadCharacter));
    }

    #[test]
    fn neither_debug_nor_a_mask_shows_it() {
        let secret = Secret::parse(GOOD).unwrap();
        assert!(!format!("{secret:?}").contains("FAKE"));
        assert_eq!(
            secret.mask_in(&format!("-p '{GOOD}' --tls")),
            format!("-p '{}' --tls", "•".repeat(LENGTH))
        );
    }
}
