//! Makes a machine ready: what is there is used, what is missing is fetched into `target/tools`.
//!
//! Never calls sudo. Root may change the system, and says before what it runs; anybody else is told what to run.

mod browsers;
mod cargo_tools;
mod npm;
mod packages;
mod shells;
mod wasm_target;

use crate::machine::Machine;
use crate::shell::{Stop, output, target};
use crate::versions;

pub use packages::Rights;
pub use shells::missing as missing_shells;

/// What a command needs of a machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needs {
    /// To finish what a trunk that is there already has built.
    Finish,
    /// To build the client.
    Client,
    /// To build it and measure it in Chromium.
    Bench,
    /// To build it and run every test.
    Tests {
        /// Firefox and its driver too.
        firefox: bool,
    },
}

/// Makes the machine ready for what is needed.
///
/// # Errors
/// When something is missing that may not, or cannot, be fetched; with the next step.
pub fn prepare(needs: Needs, rights: Rights) -> Result<Machine, Stop> {
    let bin = target().join("tools/bin");
    let mut machine = Machine {
        wasm_toolchain: wasm_target::ensure(rights)?,
        tools: vec![bin],
        wasm_opt: false,
        chromium: None,
        is_root: packages::is_root(),
    };
    let mut tools = vec![versions::wasm_bindgen()?];
    if needs != Needs::Finish {
        tools.push(versions::trunk());
    }
    if let Needs::Tests { firefox } = needs {
        tools.push(versions::wasm_pack());
        tools.extend(firefox.then(versions::geckodriver));
    }
    cargo_tools::ensure(&tools)?;
    npm::ensure(&mut machine, needs)?;
    if let Needs::Tests { .. } = needs {
        shells::ensure(rights)?;
    }
    if !matches!(needs, Needs::Finish | Needs::Client) {
        let firefox = needs == Needs::Tests { firefox: true };
        machine.chromium = Some(browsers::ensure(rights, firefox)?);
    }
    machine.wasm_opt = output(machine.command("wasm-opt").arg("--version")).is_some();
    Ok(machine)
}
