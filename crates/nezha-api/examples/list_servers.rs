//! Lists all servers: `NEZHA_URL=… NEZHA_TOKEN=… cargo run -p nezha-api --example list_servers`

mod support;

use nezha_api::ListServers;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let answer = support::Dashboard::from_env()?.call(&ListServers::default())?;
    let mut servers = answer.result;
    // V0 answers in random order.
    servers.sort_by_key(|server| server.id);
    for server in &servers {
        let address = if server.valid_ip.is_empty() { "-" } else { &server.valid_ip };
        println!("{:>6}  {:<32} {:<16} {address}", server.id, server.name, server.tag);
    }
    if answer.dropped > 0 {
        eprintln!("{} servers could not be read", answer.dropped);
    }
    Ok(())
}
