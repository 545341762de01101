//! Details of one server: `NEZHA_URL=… NEZHA_TOKEN=… cargo run -p nezha-api --example server_details -- 7`

mod support;

use nezha_api::GetServers;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let id: u64 = std::env::args().nth(1).ok_or("say which server: its id")?.parse()?;
    let answer = support::Dashboard::from_env()?.call(&GetServers::one(id))?;
    // An unknown id is no error of V0's, but an empty answer.
    let server = answer.result.first().ok_or("there is no such server")?;
    let percent = |value: Option<f64>| value.map_or("unknown".to_owned(), |value| format!("{value:.1} %"));
    println!("{} (id {}, tag {:?})", server.name, server.id, server.tag);
    match server.known_host() {
        Some(host) => {
            println!("{} {} on {}, agent {}", host.platform, host.platform_version, host.arch, host.version);
        }
        None => println!("the agent has not said yet what this machine is"),
    }
    println!("CPU     {}", percent(server.cpu_percent()));
    println!("memory  {}", percent(server.mem_percent()));
    println!("disk    {}", percent(server.disk_percent()));
    match (server.reported(), answer.clock_ms) {
        (Some(_), Some(now_ms)) => println!("reported {} s ago", now_ms / 1000 - server.last_active),
        (Some(_), None) => println!("reported at {} (Unix time of the dashboard)", server.last_active),
        (None, _) => println!("no report since the dashboard started"),
    }
    Ok(())
}
