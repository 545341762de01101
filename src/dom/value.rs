//! What an attribute, a property, a class or a style can be set to.

use std::borrow::Cow;

/// A value in one of the few forms that the DOM knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Not there.
    Absent,
    /// There, or not.
    Flag(bool),
    /// A text.
    Text(Cow<'static, str>),
}

impl Value {
    /// What stands in an attribute or a text: nothing, where it is no text.
    pub(super) fn as_text(&self) -> &str {
        match self {
            Self::Text(text) => text,
            Self::Flag(_) | Self::Absent => "",
        }
    }
}

impl From<bool> for Value {
    fn from(flag: bool) -> Self {
        Self::Flag(flag)
    }
}

impl From<&'static str> for Value {
    fn from(text: &'static str) -> Self {
        Self::Text(text.into())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text.into())
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Absent, Into::into)
    }
}

/// Whole numbers, in digits.
macro_rules! numbers {
    ($($number:ty),*) => {$(
        impl From<$number> for Value {
            fn from(number: $number) -> Self {
                Self::Text(number.to_string().into())
            }
        }
    )*};
}

numbers!(u8, u32, u64, usize, i32);
