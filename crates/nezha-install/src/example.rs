//! What the tests of this crate install.

use crate::{GrpcHost, GrpcPort, Options, Secret};

/// The plainest options there are.
pub(crate) fn options() -> Options {
    let host = GrpcHost::parse("grpc.example.com").unwrap();
    Options::new(host, GrpcPort::default(), Secret::parse("FAKESECRET00000001").unwrap())
}
