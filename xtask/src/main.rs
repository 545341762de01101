//! The commands of this repository. CI runs the same ones, under the same names.

mod archive;
mod bench;
mod checks;
mod client;
mod machine;
mod run;
mod setup;
mod shell;
mod size;
mod suite;
mod versions;

use std::ffi::OsString;
use std::path::Path;
use std::process::ExitCode;

use lexopt::{Arg, Parser, ValueExt};
use setup::{Needs, Rights};
use shell::Stop;

const HELP: &str = "\
Usage: cargo xtask COMMAND [options]

  run     build the client and serve it with a simulated dashboard
            --port P       listen there (default 8008)
            --servers N    servers in the simulated fleet (default 60)
            --upstream URL serve it in front of a real dashboard instead
  test    run every check and test
            --no-firefox   leave Firefox out, where it cannot be had
            --only NAME    only the steps with this in their name
  bench   measure the client beside a page written by hand, and write bench/RESULTS.md
            --quick        once instead of three times (9 minutes instead of 30)
            --only LIST    some of size,load,chart,scroll,memory; writes no file
            --strict       fail where a limit is broken
            --smoke        only look whether it still works
  setup   fetch the tools, and nothing else
  size    build the client and print its sizes
  dist    build the client and pack it into one archive

Everywhere:
  --no-system   change nothing of the system, not even as root
  --help        this text

Tools are kept under target/tools and e2e/node_modules. Outside this folder only rustup gets its target for wasm32, and
root on a Debian may change the system: install packages, and where rustup cannot fetch that target, build it into
/usr/lib/rustlib and link Debian's compiler as the toolchain `web`. What is run is said before.
";

/// What the command line asks for.
enum Command {
    Help,
    Setup,
    Run(run::Options),
    Test { firefox: bool, only: Option<String> },
    Bench(bench::Options),
    Size,
    Dist,
    Finish,
}

fn main() -> ExitCode {
    let outcome = parse(std::env::args_os().skip(1)).and_then(|(command, rights)| carry_out(command, rights));
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(Stop { what, next }) => {
            eprintln!("\n{what}\n{next}");
            ExitCode::FAILURE
        }
    }
}

fn parse(arguments: impl Iterator<Item = OsString>) -> Result<(Command, Rights), Stop> {
    let usage = |what: String| Stop::new(what, "Try: cargo xtask --help");
    let mut parser = Parser::from_args(arguments);
    let (mut name, mut rights, mut firefox, mut only) = (None, Rights::of_this_user(), true, None);
    let mut options = run::Options::default();
    let mut bench = bench::Options::default();
    let mut given = Vec::new();
    while let Some(argument) = parser.next().map_err(|why| usage(why.to_string()))? {
        if let Arg::Long(option) = argument {
            given.push(option.to_owned());
        }
        match argument {
            Arg::Value(word) if name.is_none() => name = Some(word.to_string_lossy().into_owned()),
            Arg::Long("help") | Arg::Short('h') => return Ok((Command::Help, rights)),
            Arg::Long("no-system") => rights = Rights::ThisFolder,
            Arg::Long("no-firefox") => firefox = false,
            Arg::Long("only") => only = Some(text(&mut parser)?),
            Arg::Long("quick") => bench.quick = true,
            Arg::Long("smoke") => bench.smoke = true,
            Arg::Long("strict") => bench.strict = true,
            Arg::Long("port") => options.port = number(&mut parser)?,
            Arg::Long("servers") => options.servers = number(&mut parser)?,
            Arg::Long("upstream") => options.upstream = Some(text(&mut parser)?),
            other => return Err(usage(other.unexpected().to_string())),
        }
    }
    let command = match name.as_deref() {
        None | Some("help") => Command::Help,
        Some("setup") => Command::Setup,
        Some("run") => Command::Run(options),
        Some("test") => Command::Test { firefox, only },
        Some("bench") => Command::Bench(bench::Options { only, ..bench }),
        Some("size") => Command::Size,
        Some("dist") => Command::Dist,
        // Not for people: the hook in Trunk.toml.
        Some("finish") => Command::Finish,
        Some(other) => return Err(usage(format!("There is no command {other}."))),
    };
    let known = options_of(&command);
    if let Some(option) = given.iter().find(|given| *given != "no-system" && !known.contains(&given.as_str()))
    {
        return Err(usage(format!("This command has no option --{option}.")));
    }
    Ok((command, rights))
}

/// The options that a command knows besides those of all.
fn options_of(command: &Command) -> &'static [&'static str] {
    match command {
        Command::Run(_) => &["port", "servers", "upstream"],
        Command::Test { .. } => &["no-firefox", "only"],
        Command::Bench(_) => &["quick", "only", "strict", "smoke"],
        _ => &[],
    }
}

fn number<T: std::str::FromStr>(parser: &mut Parser) -> Result<T, Stop>
where
    T::Err: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    parser
        .value()
        .and_then(|value| value.parse())
        .map_err(|why| Stop::new(why.to_string(), "Try: cargo xtask --help"))
}

fn text(parser: &mut Parser) -> Result<String, Stop> {
    parser
        .value()
        .and_then(ValueExt::string)
        .map_err(|why| Stop::new(why.to_string(), "Try: cargo xtask --help"))
}

fn carry_out(command: Command, rights: Rights) -> Result<(), Stop> {
    match command {
        Command::Help => print!("{HELP}"),
        Command::Setup => {
            setup::prepare(Needs::Tests { firefox: true }, rights)?;
        }
        Command::Run(options) => run::run(&setup::prepare(Needs::Client, rights)?, &options)?,
        Command::Test { firefox, only } => {
            suite::run(&setup::prepare(Needs::Tests { firefox }, rights)?, firefox, only.as_deref())?;
        }
        Command::Bench(options) => bench::run(&setup::prepare(Needs::Bench, rights)?, &options)?,
        Command::Size => {
            let machine = setup::prepare(Needs::Client, rights)?;
            size::report(&client::build(&machine)?)?;
        }
        Command::Dist => {
            let machine = setup::prepare(Needs::Client, rights)?;
            archive::pack(&client::build(&machine)?)?;
        }
        Command::Finish => finish(rights)?,
    }
    Ok(())
}

/// Finishes what trunk has built when it was not started from here.
fn finish(rights: Rights) -> Result<(), Stop> {
    if std::env::var_os(client::FINISHES).is_some() {
        return Ok(());
    }
    let Some(staged) = std::env::var_os("TRUNK_STAGING_DIR") else {
        return Err(Stop::new("Only trunk knows what to finish.", "Build the client: trunk build --release"));
    };
    client::finish(|| setup::prepare(Needs::Finish, rights), Path::new(&staged))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_option_that_the_command_does_not_know_is_refused() {
        let is_fine = |line: &str| parse(line.split_whitespace().map(OsString::from)).is_ok();
        for line in ["test --only size --no-system", "bench --quick --strict", "run --port 1", "--help", ""] {
            assert!(is_fine(line), "{line}");
        }
        for line in ["test --strict", "run --quick", "size --only x", "setup --no-firefox", "--port 1"] {
            assert!(!is_fine(line), "{line}");
        }
    }
}
