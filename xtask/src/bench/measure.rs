//! Runs `bench/measure.mjs`.

use std::process::Stdio;
use std::time::Duration;

use super::figures::Figures;
use super::limits::Scenario;
use super::simulators::Simulators;
use crate::machine::Machine;
use crate::shell::{Stop, root};

/// The token of every simulated dashboard.
const TOKEN: &str = "FAKEFAKEFAKEFAKEFAKEFAKEFAKE0001";

/// How much is measured.
#[derive(Debug)]
pub struct Effort {
    /// How often everything is measured.
    repeat: usize,
    /// Whether figures are worth so little that all runs may go on at once.
    together: bool,
    /// Polls, and rests between polls, in each run.
    polls: usize,
    rests: usize,
    /// Mouse moves over the chart.
    moves: usize,
    /// How long a page is left alone to calm down.
    idle: Duration,
    /// How long a page stays open for its memory.
    open: Duration,
}

impl Effort {
    /// For figures to be kept.
    pub const FULL: Self = Self {
        repeat: 3,
        together: false,
        polls: 10,
        rests: 5,
        moves: 100,
        idle: Duration::from_secs(2),
        open: Duration::from_secs(600),
    };
    /// For a look in between.
    pub const QUICK: Self =
        Self { repeat: 1, polls: 5, rests: 3, open: Duration::from_secs(60), ..Self::FULL };
    /// To see that it works.
    pub const SMOKE: Self = Self {
        repeat: 1,
        together: true,
        polls: 3,
        rests: 1,
        moves: 10,
        idle: Duration::from_millis(300),
        open: Duration::ZERO,
    };
}

/// Measures a scenario at some sizes on both targets. A run that fails leaves its figures out, having said why.
///
/// # Errors
/// When node cannot be started.
pub fn measure(
    machine: &Machine,
    simulators: &Simulators,
    scenario: Scenario,
    sizes: &[usize],
    effort: &Effort,
    figures: &mut Figures,
) -> Result<(), Stop> {
    let ports: Vec<String> = sizes
        .iter()
        .filter_map(|n| simulators.port(scenario.fleet(*n)).map(|port| format!("{n}={port}")))
        .collect();
    // Memory is not a matter of time: those pages wait together.
    let together = effort.together || scenario == Scenario::Memory;
    let mut node = machine.command("node");
    node.arg(root().join("bench/measure.mjs"))
        .args(["--scenario", scenario.name(), "--token", TOKEN, "--ports", &ports.join(",")])
        .args(["--repeat", &effort.repeat.to_string(), "--together", if together { "1" } else { "0" }])
        .args(["--polls", &effort.polls.to_string(), "--rests", &effort.rests.to_string()])
        .args(["--moves", &effort.moves.to_string()])
        .args(["--idle", &effort.idle.as_secs_f64().to_string()])
        .args(["--minutes", &(effort.open.as_secs_f64() / 60.0).to_string()])
        .stdin(Stdio::null())
        .stderr(Stdio::inherit());
    if let Some(chromium) = &machine.chromium {
        node.env("CHROME", chromium);
    }
    let output = node.output().map_err(|why| {
        Stop::new(format!("node could not be started: {why}"), "Install Node 20 or newer, or look at PATH.")
    })?;
    figures.add_lines(scenario, &String::from_utf8_lossy(&output.stdout));
    Ok(())
}
