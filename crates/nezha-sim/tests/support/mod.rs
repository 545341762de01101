//! What the tests share: a simulator in the background, and a caller that sees every byte.

#![allow(clippy::expect_used, clippy::panic, reason = "what helps a test may fail like one")]
#![allow(dead_code, reason = "each test file uses a part of it")]

pub(crate) mod date;
pub(crate) mod folder;
pub(crate) mod http;
pub(crate) mod json;
pub(crate) mod sim;
