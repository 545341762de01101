//! What was measured.

use std::collections::BTreeMap;

use super::limits::Scenario;
use crate::size::Sizes;

/// Medians over the repeats, by scenario, size, target and name.
#[derive(Debug, Default)]
pub struct Figures(BTreeMap<(Scenario, usize, String, String), f64>);

impl Figures {
    /// Takes in the lines that `bench/measure.mjs` prints: scenario, size, target, name, median, smallest, largest.
    pub fn add_lines(&mut self, scenario: Scenario, lines: &str) {
        for line in lines.lines() {
            let mut words = line.split('\t').skip(1);
            let (Some(size), Some(target), Some(name), Some(median)) =
                (words.next(), words.next(), words.next(), words.next())
            else {
                continue;
            };
            if let (Ok(size), Ok(median)) = (size.parse(), median.parse()) {
                self.0.insert((scenario, size, target.to_owned(), name.to_owned()), median);
            }
        }
    }

    /// Takes in the size of a target's first load.
    pub fn add_size(&mut self, target: &str, sizes: &Sizes) {
        for (name, bytes) in [("raw_kb", sizes.raw), ("brotli_kb", sizes.brotli)] {
            self.0.insert((Scenario::Size, 1, target.to_owned(), name.to_owned()), bytes as f64 / 1000.0);
        }
    }

    /// One figure; `None` where it could not be measured.
    pub fn of(&self, scenario: Scenario, size: usize, target: &str, name: &str) -> Option<f64> {
        self.0.get(&(scenario, size, target.to_owned(), name.to_owned())).copied()
    }

    /// The largest value of a name, wherever it was measured.
    pub fn largest(&self, wanted: &str) -> Option<f64> {
        self.0.iter().filter(|((_, _, _, name), _)| name == wanted).map(|(_, value)| *value).reduce(f64::max)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_read_and_what_is_no_figure_is_passed_over() {
        let mut figures = Figures::default();
        figures.add_lines(
            Scenario::Load,
            "load\t10\tproduct\tpoll_cpu_ms\t6.4000\t6.0000\t7.0000\nnonsense\n\nload\tx\ty\tz\t1\n",
        );
        assert_eq!(figures.of(Scenario::Load, 10, "product", "poll_cpu_ms"), Some(6.4));
        assert_eq!(figures.of(Scenario::Chart, 10, "product", "poll_cpu_ms"), None);
        assert_eq!(figures.0.len(), 1);
    }
}
