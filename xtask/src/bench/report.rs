//! The table, and `bench/RESULTS.md`.

use std::fs;
use std::process::Command;

use super::figures::Figures;
use super::limits::{Limit, Row, Scenario};
use super::spoken;
use crate::machine::Machine;
use crate::shell::{Stop, output, root, say};
use std::time::Duration;

/// The lines as a Markdown table that is also readable as it is.
pub fn table(rows: &[Row], figures: &Figures) -> String {
    let head = ["what", "product", "baseline", "ratio", "limit", ""].map(str::to_owned);
    let cells: Vec<[String; 6]> =
        std::iter::once(head).chain(rows.iter().map(|row| line(row, figures))).collect();
    let mut widths = [3; 6];
    for row in &cells {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.chars().count());
        }
    }
    let mut text = String::new();
    for (place, row) in cells.iter().enumerate() {
        for (column, (cell, width)) in row.iter().zip(widths).enumerate() {
            // Numbers to the right, words to the left.
            let is_number = (1..=4).contains(&column);
            text += &if is_number { format!("| {cell:>width$} ") } else { format!("| {cell:<width$} ") };
        }
        text += "|\n";
        if place == 0 {
            for (column, width) in widths.into_iter().enumerate() {
                let end = if (1..=4).contains(&column) { "-:" } else { "--" };
                text += &format!("| {}{end} ", "-".repeat(width - 2));
            }
            text += "|\n";
        }
    }
    text
}

fn line(row: &Row, figures: &Figures) -> [String; 6] {
    let (product, baseline) = row.measured(figures);
    let shown = |value: Option<f64>, missing: &str| match (value, row.unit) {
        (Some(value), "") => format!("{value:.0}"),
        (Some(value), unit) => format!("{} {unit}", short(value)),
        (None, _) => missing.to_owned(),
    };
    let limit = match row.limit {
        Limit::AtMost(most) => shown(Some(most), ""),
        Limit::None => "–".to_owned(),
        Limit::Times(times) => format!("{times:.1} ×"),
    };
    let ratio = match (product, baseline) {
        (Some(product), Some(baseline)) if baseline > 0.0 => format!("{:.2} ×", product / baseline),
        _ => "–".to_owned(),
    };
    [
        what(row, figures),
        shown(product, "failed"),
        shown(baseline, "–"),
        ratio,
        limit,
        if row.holds(figures) { "ok" } else { "OVER" }.to_owned(),
    ]
}

/// What a line is about, with its size.
fn what(row: &Row, figures: &Figures) -> String {
    let size = grouped(row.size);
    match row.scenario {
        Scenario::Size => format!("first load: {}", row.what),
        Scenario::Chart => format!("{size} monitors: {}", row.what),
        Scenario::Memory if row.figure == "memory_mb" => {
            let minutes = figures.of(row.scenario, row.size, "product", "memory_minutes").unwrap_or_default();
            format!("{size} servers: {} {}", row.what, spoken(Duration::from_secs_f64(minutes * 60.0)))
        }
        _ => format!("{size} servers: {}", row.what),
    }
}

/// `1,000` for a thousand.
fn grouped(count: usize) -> String {
    if count < 1_000 { count.to_string() } else { format!("{},{:03}", count / 1_000, count % 1_000) }
}

/// Three digits that count, or all before the point.
fn short(value: f64) -> String {
    match value.abs() {
        size if size >= 99.95 => format!("{value:.0}"),
        size if size >= 9.995 => format!("{value:.1}"),
        _ => format!("{value:.2}"),
    }
}

/// Keeps the table, with the date and the machine.
///
/// # Errors
/// When the file cannot be written.
pub fn write(machine: &Machine, quick: bool, figures: &Figures, table: &str) -> Result<(), Stop> {
    let said = |command: &mut Command| output(command).unwrap_or_else(|| "unknown".to_owned());
    let chromium = machine.chromium.clone().unwrap_or_default();
    let effort = if quick { "measured once (`--quick`)" } else { "medians of three runs" };
    let text = format!(
        "# What the client costs\n\n\
         Written by `cargo xtask bench`: the shipped client against `bench/vanilla`, both fed by nezha-sim, in headless\n\
         Chromium, {effort}. bench/README.md says how each line is measured.\n\n\
         {table}\n\
         | | |\n| --- | --- |\n\
         | date | {} |\n| commit | {} |\n| processor | {}, {} cores |\n| memory | {} |\n| system load when runs began, at most | {} |\n\
         | Chromium | {} |\n| rustc | {} |\n| Node | {} |\n",
        said(Command::new("date").args(["-u", "+%F %H:%M UTC"])),
        said(Command::new("git").args(["describe", "--always", "--dirty"]).current_dir(root())),
        field("/proc/cpuinfo", "model name").unwrap_or_else(|| "unknown".to_owned()),
        std::thread::available_parallelism().map_or(1, usize::from),
        memory().unwrap_or_else(|| "unknown".to_owned()),
        figures.largest("machine_load").map_or("unknown".to_owned(), short),
        said(Command::new(chromium).arg("--version")),
        said(machine.wasm_command("rustc").arg("--version")),
        said(Command::new("node").arg("--version")),
    );
    let path = root().join("bench/RESULTS.md");
    fs::write(&path, text)
        .map_err(|why| Stop::new(format!("{}: {why}", path.display()), "Look at the folder's rights."))?;
    say("written to bench/RESULTS.md");
    Ok(())
}

fn memory() -> Option<String> {
    let kibibytes: f64 = field("/proc/meminfo", "MemTotal")?.split_whitespace().next()?.parse().ok()?;
    Some(format!("{:.1} GiB", kibibytes / 1_048_576.0))
}

/// The first value of a name in a file of `name: value` lines.
fn field(path: &str, name: &str) -> Option<String> {
    let text = fs::read_to_string(path).ok()?;
    let found = text.lines().filter_map(|line| line.split_once(':')).find(|(key, _)| key.trim() == name);
    found.map(|(_, value)| value.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bench::limits::rows;

    #[test]
    fn a_line_has_figure_baseline_ratio_limit_and_verdict() {
        let mut figures = Figures::default();
        let lines = "\t1000\tproduct\tpoll_cpu_ms\t25.04\n\t1000\tvanilla\tpoll_cpu_ms\t40.0";
        figures.add_lines(Scenario::Load, lines);
        let rows = rows(&[Scenario::Load]);
        let row = rows.iter().find(|row| row.figure == "poll_cpu_ms" && row.size == 1_000).unwrap();
        let line = line(row, &figures);
        assert_eq!(line[1..], ["25.0 ms", "40.0 ms", "0.63 ×", "0.5 ×", "OVER"].map(str::to_owned));
        assert!(line[0].starts_with("1,000 servers: "), "{}", line[0]);
    }

    #[test]
    fn the_table_has_a_head_and_all_lines_with_the_same_width() {
        let rows = rows(&Scenario::ALL);
        let table = table(&rows, &Figures::default());
        assert_eq!(table.lines().count(), rows.len() + 2);
        let widths: Vec<usize> = table.lines().map(|line| line.chars().count()).collect();
        assert!(widths.iter().all(|width| *width == widths[0]), "{table}");
        assert!(table.contains("failed") && !table.contains("NaN"));
    }
}
