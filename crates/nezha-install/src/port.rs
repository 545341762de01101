//! The port that agents dial.

use std::num::NonZeroU16;

/// A gRPC port, 1 to 65535. The dashboard's own is 5555; behind a proxy with TLS it is usually 443.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GrpcPort(NonZeroU16);

/// Why a text is no port. Each variant is a different thing for a person to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PortError {
    /// Nothing was given.
    #[error("the port is empty")]
    Empty,
    /// Something else than digits: blanks, a sign, words behind the number.
    #[error("a port is digits only")]
    NotANumber,
    /// `05555`: no one writes a port like that on purpose.
    #[error("a port does not begin with 0")]
    LeadingZero,
    /// 0, or above 65535.
    #[error("a port is 1 to 65535")]
    OutOfRange,
}

impl GrpcPort {
    /// A port from a number; `None` for 0.
    pub fn new(number: u16) -> Option<Self> {
        NonZeroU16::new(number).map(Self)
    }

    /// Reads 1 to 65535 in plain digits. Nothing is trimmed.
    ///
    /// # Errors
    /// See [`PortError`].
    pub fn parse(text: &str) -> Result<Self, PortError> {
        if text.is_empty() {
            return Err(PortError::Empty);
        }
        if !text.bytes().all(|b| b.is_ascii_digit()) {
            return Err(PortError::NotANumber);
        }
        if text.len() > 1 && text.starts_with('0') {
            return Err(PortError::LeadingZero);
        }
        text.parse().map(Self).map_err(|_| PortError::OutOfRange)
    }

    /// The number, never 0.
    pub fn get(self) -> u16 {
        self.0.get()
    }
}

impl Default for GrpcPort {
    /// 5555, V0's own default.
    fn default() -> Self {
        const DEFAULT: NonZeroU16 = NonZeroU16::MIN.saturating_add(5554);
        Self(DEFAULT)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_port_is_read_back() {
        for number in 1..=u16::MAX {
            assert_eq!(GrpcPort::parse(&number.to_string()).map(GrpcPort::get), Ok(number));
        }
    }

    #[test]
    fn what_is_no_port_is_refused() {
        assert_eq!(GrpcPort::parse("0"), Err(PortError::OutOfRange));
        assert_eq!(GrpcPort::parse("65536"), Err(PortError::OutOfRange));
        assert_eq!(GrpcPort::parse("99999999999999999999"), Err(PortError::OutOfRange));
        assert_eq!(GrpcPort::parse("5555 --insecure"), Err(PortError::NotANumber));
        assert_eq!(GrpcPort::parse(" 5555"), Err(PortError::NotANumber));
        assert_eq!(GrpcPort::parse("5555\n"), Err(PortError::NotANumber));
        assert_eq!(GrpcPort::parse("+5555"), Err(PortError::NotANumber));
        assert_eq!(GrpcPort::parse("５５５５"), Err(PortError::NotANumber));
        assert_eq!(GrpcPort::parse("05555"), Err(PortError::LeadingZero));
        assert_eq!(GrpcPort::parse(""), Err(PortError::Empty));
    }

    #[test]
    fn the_default_is_v0s() {
        assert_eq!(GrpcPort::default().get(), 5555);
    }
}
