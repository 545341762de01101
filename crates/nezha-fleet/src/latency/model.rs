//! How V0 makes a sample, and where lost probes put it.

/// How the dashboard turns probes into samples. Neither number is in any JSON answer, so both are settings.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Probing {
    /// Consecutive probes averaged into one sample, a lost one counting as 0 ms. V0's default is 2.
    pub probes: u32,
    /// Samples above this are stored as exactly this, in milliseconds. V0's default is 1000.
    pub cap: f32,
}

impl Default for Probing {
    fn default() -> Probing {
        Probing { probes: 2, cap: 1000.0 }
    }
}

impl Probing {
    /// Probes in a sample, as reckoned with: at least one, and not more than can be told apart.
    pub(super) fn reckoned(&self) -> u32 {
        self.probes.clamp(1, MOST_PROBES)
    }
}

/// More probes in one sample than this stand too close together to be told apart on any line.
const MOST_PROBES: u32 = 16;

/// Where samples stand relative to the level of the line, as natural logarithms, by the number of lost probes.
pub(crate) struct Places {
    /// Probes in a sample.
    pub(crate) probes: u32,
    /// The logarithm of what is left of the latency; index 0 is 0.0, and all lost has no place: it is 0 ms.
    pub(crate) ln: Vec<f64>,
    /// How much wider than whole samples those spread that average fewer probes.
    ///
    /// With noise of each probe's own it is the square root of the ratio, with noise common to a sample it is 1;
    /// the fourth root stands between and is wrong by less than a fifth either way for two probes.
    pub(crate) wider: Vec<f64>,
}

impl Places {
    /// The places for so many probes, at least one.
    pub(crate) fn new(probes: u32) -> Places {
        let left = |lost| f64::from(probes - lost) / f64::from(probes);
        Places {
            probes,
            ln: (0..probes).map(|lost| left(lost).ln()).collect(),
            wider: (0..probes).map(|lost| 1.0 / left(lost).sqrt().sqrt()).collect(),
        }
    }

    /// Distance, as a logarithm, from the level down to samples with one lost probe; 1.0 where there are none.
    pub(crate) fn nearest(&self) -> f64 {
        self.ln.get(1).map_or(1.0, |ln| -ln)
    }
}

/// The normal density.
pub(crate) fn normal(d: f64, spread: f64) -> f64 {
    let x = d / spread;
    (-0.5 * x * x).exp() * std::f64::consts::FRAC_1_SQRT_2 * std::f64::consts::FRAC_2_SQRT_PI / (2.0 * spread)
}
