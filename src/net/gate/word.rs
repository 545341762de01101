//! What tabs of one dashboard tell each other about monitor and register requests.

/// What tabs tell each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Word {
    /// "I want to register: stop asking for latency, and tell me if you are."
    Registering,
    /// "I register no more": it is done, or was stopped before it was sent.
    Registered,
    /// "I am still asking for latency."
    Asking,
    /// "I have stopped asking for latency", or to who is new: "I am here, and ask for none."
    Quiet,
    /// "I am new here: is anybody registering?"
    Hello,
}

impl Word {
    const ALL: [Self; 5] = [Self::Registering, Self::Registered, Self::Asking, Self::Quiet, Self::Hello];

    fn text(self) -> &'static str {
        match self {
            Self::Registering => "registering",
            Self::Registered => "registered",
            Self::Asking => "asking",
            Self::Quiet => "quiet",
            Self::Hello => "hello",
        }
    }

    /// The word as a tab says it.
    pub(super) fn said_by(self, tab: u64) -> String {
        [self.text(), " ", &tab.to_string()].concat()
    }

    /// What was said, and by which tab; `None` for anything else.
    pub(super) fn heard(text: &str) -> Option<(Self, u64)> {
        let (word, tab) = text.split_once(' ')?;
        let word = Self::ALL.into_iter().find(|known| known.text() == word)?;
        Some((word, tab.parse().ok()?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_heard_as_it_was_said_and_nothing_else_is_one() {
        for word in Word::ALL {
            assert_eq!(Word::heard(&word.said_by(7)), Some((word, 7)));
        }
        for text in ["", "registering", "registering x", "else 7"] {
            assert_eq!(Word::heard(text), None, "{text}");
        }
    }
}
