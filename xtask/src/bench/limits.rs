//! The speed table: what is measured, and what it must be.

use super::figures::Figures;
use super::simulators::Fleet;

/// A part of the measurement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scenario {
    /// Bytes of the first load.
    Size,
    /// Navigation, polls, and the rest between them.
    Load,
    /// The latency chart, and a mouse over it.
    Chart,
    /// The wheel over a long list.
    Scroll,
    /// A page that stays open.
    Memory,
}

impl Scenario {
    /// In the order of the table.
    pub const ALL: [Self; 5] = [Self::Size, Self::Load, Self::Chart, Self::Scroll, Self::Memory];

    /// What it is called on the command line, here and in `bench/measure.mjs`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Size => "size",
            Self::Load => "load",
            Self::Chart => "chart",
            Self::Scroll => "scroll",
            Self::Memory => "memory",
        }
    }

    /// How many servers, or monitors for a chart.
    pub fn sizes(self) -> &'static [usize] {
        match self {
            Self::Size => &[1],
            Self::Load => &[10, 100, 1_000, 5_000],
            Self::Chart => &[8, 20],
            Self::Scroll => &[1_000, 3_000],
            Self::Memory => &[1_000, 5_000],
        }
    }

    /// The simulated fleet for a size.
    pub fn fleet(self, size: usize) -> Fleet {
        match self {
            Self::Chart => Fleet { servers: 10, monitors: size },
            _ => Fleet { servers: size, monitors: 8 },
        }
    }
}

/// What a figure must be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Limit {
    /// At most so much.
    AtMost(f64),
    /// At most so many times the baseline of the same run.
    Times(f64),
    /// Anything: it is told, and not judged.
    None,
}

/// A line of the table.
#[derive(Debug, Clone, Copy)]
pub struct Row {
    /// What it says, without the size.
    pub what: &'static str,
    /// Where it is measured.
    pub scenario: Scenario,
    /// At which size.
    pub size: usize,
    /// The name that `bench/measure.mjs` gives it.
    pub figure: &'static str,
    /// The figure's unit; empty for a count.
    pub unit: &'static str,
    /// What it must be.
    pub limit: Limit,
}

impl Row {
    /// What was measured of the product, and of the baseline.
    pub fn measured(&self, figures: &Figures) -> (Option<f64>, Option<f64>) {
        let of = |target| figures.of(self.scenario, self.size, target, self.figure);
        (of("product"), of("vanilla"))
    }

    /// Whether the limit is kept. What could not be measured keeps none.
    pub fn holds(&self, figures: &Figures) -> bool {
        match (self.limit, self.measured(figures)) {
            (Limit::AtMost(most), (Some(product), _)) => product <= most,
            (Limit::None, (Some(_), _)) => true,
            (Limit::Times(times), (Some(product), Some(baseline))) => product <= times * baseline,
            _ => false,
        }
    }
}

/// All lines of some scenarios.
pub fn rows(scenarios: &[Scenario]) -> Vec<Row> {
    use Limit::{AtMost, Times};
    use Scenario::{Chart, Load, Memory, Scroll, Size};
    let row = |(scenario, what, figure, unit, size, limit)| Row { what, scenario, size, figure, unit, limit };
    let usable = "navigation to everything usable";
    let poll = "main-thread CPU a poll, everybody changing";
    let drawn = "latency chart × 1,440 points, click to painted";
    let grown = "what it has grown since a fifth of that time";
    let all = [
        (Size, "wasm, JavaScript and CSS, raw", "raw_kb", "kB", 1, AtMost(550.0)),
        (Size, "wasm, JavaScript and CSS, brotli", "brotli_kb", "kB", 1, AtMost(180.0)),
        (Load, usable, "usable_ms", "ms", 10, Times(1.2)),
        (Load, usable, "usable_ms", "ms", 100, Times(1.2)),
        (Load, usable, "usable_ms", "ms", 1_000, Times(1.0)),
        (Load, usable, "usable_ms", "ms", 5_000, Times(0.7)),
        (Load, poll, "poll_cpu_ms", "ms", 10, Times(1.4)),
        (Load, poll, "poll_cpu_ms", "ms", 100, Times(0.8)),
        (Load, poll, "poll_cpu_ms", "ms", 1_000, Times(0.5)),
        (Load, poll, "poll_cpu_ms", "ms", 5_000, Times(0.4)),
        (Load, "decoding one answer, in wasm", "decode_ms", "ms", 1_000, Limit::None),
        (Load, "at rest between polls, main thread busy", "rest_busy_percent", "%", 10, AtMost(0.5)),
        (Load, "at rest, timers and frames that ran", "rest_callbacks", "", 10, AtMost(0.0)),
        (Load, "at rest, animations that run", "rest_animations", "", 10, AtMost(0.0)),
        (Chart, drawn, "chart_ms", "ms", 8, Times(1.0)),
        (Chart, drawn, "chart_ms", "ms", 20, Times(2.0)),
        (Chart, "main-thread CPU a mouse move over it", "hover_cpu_ms", "ms", 8, Times(1.0)),
        (Chart, "main-thread CPU a mouse move over it", "hover_cpu_ms", "ms", 20, Limit::None),
        (
            Chart,
            "its page open, polls included, main thread busy",
            "chart_idle_busy_percent",
            "%",
            8,
            Limit::None,
        ),
        (Scroll, "frames missed while scrolling", "scroll_missed_percent", "%", 1_000, AtMost(2.0)),
        (Scroll, "frames missed while scrolling", "scroll_missed_percent", "%", 3_000, Times(1.0)),
        (Memory, "heap and wasm of a page left open", "memory_mb", "MB", 1_000, AtMost(10.0)),
        (Memory, grown, "memory_growth_mb", "MB", 1_000, AtMost(0.5)),
        (Memory, "heap and wasm of a page left open", "memory_mb", "MB", 5_000, AtMost(24.0)),
        (Memory, grown, "memory_growth_mb", "MB", 5_000, AtMost(0.5)),
    ];
    all.into_iter().map(row).filter(|row| scenarios.contains(&row.scenario)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn measured(product: &str, baseline: &str) -> Figures {
        let mut figures = Figures::default();
        let lines =
            format!("load\t10\tproduct\tusable_ms\t{product}\nload\t10\tvanilla\tusable_ms\t{baseline}");
        figures.add_lines(Scenario::Load, &lines);
        figures
    }

    #[test]
    fn a_limit_is_kept_up_to_itself() {
        let row = Row { limit: Limit::Times(1.2), ..rows(&[Scenario::Load])[0] };
        assert!(row.holds(&measured("120", "100")));
        assert!(!row.holds(&measured("121", "100")));
        let row = Row { limit: Limit::AtMost(2.0), ..row };
        assert!(row.holds(&measured("2", "0")) && !row.holds(&measured("2.1", "9")));
    }

    #[test]
    fn what_was_not_measured_keeps_no_limit() {
        for row in rows(&Scenario::ALL) {
            assert!(!row.holds(&Figures::default()), "{row:?}");
        }
    }

    #[test]
    fn every_line_is_measured_at_a_size_of_its_scenario() {
        for row in rows(&Scenario::ALL) {
            assert!(row.scenario.sizes().contains(&row.size), "{row:?}");
        }
    }
}
