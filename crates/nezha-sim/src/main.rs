//! The command line of the simulated dashboard.

use lexopt::{Arg, Parser, ValueExt};
use nezha_sim::{Config, Mount, Upstream, app, bind, proxy, serve};
use std::ffi::OsString;
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

const HELP: &str = "\
A simulated Nezha V0 dashboard, for trying and testing clients.

Usage: nezha-sim [options]

  --port P               listen on 127.0.0.1:P; 0 for any free port (default 8008)
  --seed N               another fleet for another number (default 1)
  --servers N            servers in the fleet (default 60)
  --steady               ordinary servers only, all connected, all different at every answer
  --monitors N           latency monitors (default 5)
  --no-fast-monitor      all monitors once a minute, none every 20 s
  --token T              the API token (default FAKEFAKEFAKEFAKEFAKEFAKEFAKE0001)
  --view-password PW     guests must know it
  --first-report S       seconds from a registration to the agent's first report (default 8)
  --static DIR           serve a client's files at /
  --mount PATH=DIR       serve a client's files at PATH; can be repeated
  --mount PATH=DIR,api   the same, with the API and /ws under PATH too, and pages told so
  --static-custom DIR    serve files at /static/ by V0's own rules
  --upstream URL         simulate nothing: serve the files, and pass the API and /ws on to a real dashboard
  --host-name NAME       with --upstream: a name of this machine besides localhost; can be repeated
  --help                 this text
";

/// What the command line asks for.
struct Options {
    port: u16,
    config: Config,
    /// The real dashboard to stand in front of.
    upstream: Option<Upstream>,
    host_names: Vec<String>,
}

#[tokio::main]
async fn main() -> ExitCode {
    let options = match options() {
        Ok(Some(options)) => options,
        Ok(None) => {
            print!("{HELP}");
            return ExitCode::SUCCESS;
        }
        Err(error) => {
            eprintln!("nezha-sim: {error}. Try --help.");
            return ExitCode::FAILURE;
        }
    };
    match run(options).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            eprintln!("nezha-sim: {sentence}");
            ExitCode::FAILURE
        }
    }
}

async fn run(options: Options) -> Result<(), String> {
    let port = options.port;
    let cannot = |error: std::io::Error| format!("cannot listen on 127.0.0.1:{port}: {error}.");
    let listener = bind(port).await.map_err(cannot)?;
    let address = listener.local_addr().map_err(cannot)?;
    let app = match options.upstream {
        Some(upstream) => proxy(upstream, options.config.files, options.host_names)
            .map_err(|error| format!("cannot set up TLS: {error}."))?,
        None => app(options.config),
    };
    println!("nezha-sim listens on http://{address}/");
    // Whoever started this reads the line from a pipe, and waits for it.
    std::io::stdout().flush().map_err(|error| format!("cannot write to standard output: {error}."))?;
    tokio::select! {
        ended = serve(listener, app) => ended.map_err(|error| format!("cannot go on listening: {error}.")),
        _ = tokio::signal::ctrl_c() => Ok(()),
    }
}

/// Reads the command line; `None` when it asks for help.
fn options() -> Result<Option<Options>, lexopt::Error> {
    let mut options =
        Options { port: 8008, config: Config::default(), upstream: None, host_names: Vec::new() };
    let config = &mut options.config;
    let mut arguments = Parser::from_env();
    while let Some(argument) = arguments.next()? {
        match argument {
            Arg::Long("port") => options.port = arguments.value()?.parse()?,
            Arg::Long("seed") => config.seed = arguments.value()?.parse()?,
            Arg::Long("servers") => config.servers = arguments.value()?.parse()?,
            Arg::Long("steady") => config.steady = true,
            Arg::Long("monitors") => config.monitors = arguments.value()?.parse()?,
            Arg::Long("no-fast-monitor") => config.fast_monitor = false,
            Arg::Long("token") => config.token = arguments.value()?.string()?,
            Arg::Long("view-password") => config.view_password = Some(arguments.value()?.string()?),
            Arg::Long("first-report") => {
                config.first_report = Duration::from_secs(arguments.value()?.parse()?);
            }
            Arg::Long("static") => config.files.mounts.push(Mount {
                path: String::new(),
                folder: folder(arguments.value()?)?,
                api: false,
            }),
            Arg::Long("mount") => config.files.mounts.push(mount(&arguments.value()?.string()?)?),
            Arg::Long("static-custom") => config.files.custom = Some(folder(arguments.value()?)?),
            Arg::Long("upstream") => options.upstream = Some(arguments.value()?.parse()?),
            Arg::Long("host-name") => options.host_names.push(arguments.value()?.string()?),
            Arg::Short('h') | Arg::Long("help") => return Ok(None),
            _ => return Err(argument.unexpected()),
        }
    }
    Ok(Some(options))
}

/// `PATH=DIR` or `PATH=DIR,api`.
fn mount(text: &str) -> Result<Mount, lexopt::Error> {
    let (path, rest) = text.split_once('=').ok_or("--mount wants PATH=DIR")?;
    let (dir, api) = rest.strip_suffix(",api").map_or((rest, false), |dir| (dir, true));
    let path = path.trim_matches('/');
    let fine = |letter: char| letter.is_ascii_alphanumeric() || "-_.~/".contains(letter);
    if path.is_empty() || !path.chars().all(fine) {
        return Err("--mount wants a path of letters, digits and -_.~ that is not the root".into());
    }
    Ok(Mount { path: format!("/{path}"), folder: folder(dir.into())?, api })
}

/// A folder that exists; a spelling mistake shows at once.
fn folder(value: OsString) -> Result<PathBuf, lexopt::Error> {
    let folder = PathBuf::from(value);
    if folder.is_dir() { Ok(folder) } else { Err(format!("there is no folder {}", folder.display()).into()) }
}
