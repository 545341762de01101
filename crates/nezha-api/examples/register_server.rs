//! Registers a server and prints the command that installs its agent:
//!
//! `NEZHA_URL=… NEZHA_TOKEN=… cargo run -p nezha-api --example register_server -- NAME GRPC-HOST [GRPC-PORT] [--tls]`
//!
//! Each run creates a server, and only the dashboard's own pages can delete one.

mod support;

use nezha_api::RegisterServer;
use nezha_install::{GrpcHost, GrpcPort, Options, Platform, Secret, Tls};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (flags, values): (Vec<String>, Vec<String>) =
        std::env::args().skip(1).partition(|word| word.starts_with("--"));
    let [name, host, rest @ ..] = values.as_slice() else {
        return Err("say the server's name, and the host that agents connect to".into());
    };
    // Checked before anything is created: a command that cannot be written is found out too late otherwise.
    let host = GrpcHost::parse(host)?;
    let port = rest.first().map_or(Ok(GrpcPort::default()), |port| GrpcPort::parse(port))?;
    let call = RegisterServer {
        name: name.clone(),
        tag: String::new(),
        note: String::new(),
        hidden: true,
        simple: false,
    };
    let secret = support::Dashboard::from_env()?.call(&call)?.result;
    let options = Options {
        tls: if flags.iter().any(|flag| flag == "--tls") { Tls::On } else { Tls::Off },
        ..Options::new(host, port, Secret::parse(secret.reveal())?)
    };
    println!("{}", Platform::LinuxManual.command(&options)?.text);
    Ok(())
}
