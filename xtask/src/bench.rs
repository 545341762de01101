//! `cargo xtask bench`: what the shipped client costs, side by side with a page written by hand, in one run.

mod figures;
mod limits;
mod measure;
mod report;
mod simulators;

use std::path::Path;
use std::time::Duration;

use crate::client;
use crate::machine::Machine;
use crate::run as serve;
use crate::shell::{Stop, root, say};
use crate::size;
use figures::Figures;
use limits::{Scenario, rows};
use measure::{Effort, measure};
use simulators::{Fleet, Simulators};

/// What `bench` can be told.
#[derive(Debug, Default)]
pub struct Options {
    /// Once instead of three times, and a minute of memory instead of ten.
    pub quick: bool,
    /// Only that the ruler still finds what it measures.
    pub smoke: bool,
    /// Fail where a limit is broken.
    pub strict: bool,
    /// Scenarios by name, separated by commas; everything without.
    pub only: Option<String>,
}

/// Builds the client and measures it.
///
/// # Errors
/// When something could not be built or started, and with `strict` also when a limit is broken.
pub fn run(machine: &Machine, options: &Options) -> Result<(), Stop> {
    let scenarios = scenarios(options.only.as_deref())?;
    let dist = client::build(machine)?;
    if options.smoke {
        return smoke(machine, &dist);
    }
    serve::build_simulator()?;
    let effort = if options.quick { Effort::QUICK } else { Effort::FULL };
    let mut figures = Figures::default();
    if scenarios.contains(&Scenario::Size) {
        figures.add_size("product", &size::measure(&dist)?);
        figures.add_size("vanilla", &size::measure(&vanilla())?);
    }
    let measured: Vec<Scenario> = scenarios.iter().copied().filter(|what| *what != Scenario::Size).collect();
    let fleets = measured.iter().flat_map(|scenario| scenario.sizes().iter().map(|n| scenario.fleet(*n)));
    let simulators = Simulators::start(fleets, &dist, &vanilla())?;
    for scenario in measured {
        say(&format!("measuring: {}", scenario.name()));
        measure(machine, &simulators, scenario, scenario.sizes(), &effort, &mut figures)?;
    }
    let rows = rows(&scenarios);
    let table = report::table(&rows, &figures);
    println!("\n{table}");
    // A part of the table must not take the place of a whole one.
    if options.only.is_none() {
        report::write(machine, options.quick, &figures, &table)?;
    }
    let broken = rows.iter().filter(|row| !row.holds(&figures)).count();
    if options.strict && broken > 0 {
        return Err(Stop::new(format!("{broken} limits are broken."), "The table says which."));
    }
    Ok(())
}

/// Whether the harness still finds everything it measures in a built client: seconds, and no figures.
///
/// # Errors
/// When it does not.
pub fn smoke(machine: &Machine, dist: &Path) -> Result<(), Stop> {
    serve::build_simulator()?;
    let (servers, monitors) = (10, 8);
    let mut figures = Figures::default();
    let simulators = Simulators::start([Fleet { servers, monitors }].into_iter(), dist, &vanilla())?;
    for (scenario, n) in [(Scenario::Load, servers), (Scenario::Chart, monitors)] {
        measure(machine, &simulators, scenario, &[n], &Effort::SMOKE, &mut figures)?;
        for target in ["vanilla", "product"] {
            if figures.of(scenario, n, target, "machine_load").is_none() {
                return Err(Stop::new(
                    format!("The bench's scenario {} does not work on {target} any more.", scenario.name()),
                    "What it waits for is in bench/targets.json.",
                ));
            }
        }
    }
    Ok(())
}

fn scenarios(only: Option<&str>) -> Result<Vec<Scenario>, Stop> {
    let Some(only) = only else { return Ok(Scenario::ALL.to_vec()) };
    let find = |name: &str| {
        Scenario::ALL.into_iter().find(|scenario| scenario.name() == name).ok_or_else(|| {
            let known = Scenario::ALL.map(Scenario::name).join(", ");
            Stop::new(format!("There is no scenario {name}."), format!("Choose among {known}."))
        })
    };
    only.split(',').map(find).collect()
}

fn vanilla() -> std::path::PathBuf {
    root().join("bench/vanilla")
}

/// A duration as people say it: `10 minutes`, `1 minute`, `30 seconds`.
fn spoken(duration: Duration) -> String {
    let (count, unit) = match duration.as_secs() {
        seconds if seconds < 60 => (seconds, "second"),
        seconds => ((seconds + 30) / 60, "minute"),
    };
    format!("{count} {unit}{}", if count == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scenarios_are_chosen_by_name() {
        assert_eq!(scenarios(Some("chart,size")).unwrap(), [Scenario::Chart, Scenario::Size]);
        assert_eq!(scenarios(None).unwrap().len(), Scenario::ALL.len());
        assert!(scenarios(Some("chart,speed")).unwrap_err().what.contains("speed"));
    }

    #[test]
    fn durations_are_spoken() {
        assert_eq!(spoken(Duration::from_secs(600)), "10 minutes");
        assert_eq!(spoken(Duration::from_secs(62)), "1 minute");
        assert_eq!(spoken(Duration::from_secs(6)), "6 seconds");
    }
}
