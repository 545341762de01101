//! Prints a day of made-up latency as SVG: `latency_svg [width] [height] [hours] [linear|log] [series]`.

use nezha_chart::{
    Chart, FixedZone, Layout, Mark, Palette, PlainWords, Plot, Point, Range, Series, Spacing, SvgPainter,
    legend_height, paint, paint_legend,
};

const MINUTE: i64 = 60_000;
/// 2026-11-22 11:07 in Shanghai.
const NOW: i64 = 1_795_316_820_000;
const NAMES: [&str; 5] = ["Shanghai CT", "Shanghai CU", "Guangzhou CM", "Tokyo", "Frankfurt"];
const USUAL: [f32; 5] = [38.0, 62.0, 95.0, 150.0, 212.0];

/// The same numbers every time.
struct Chance(u32);

impl Chance {
    /// From 0 to 1.
    fn next(&mut self) -> f32 {
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (self.0 >> 8) as f32 / 16_777_216.0
    }
}

#[derive(Default)]
struct Samples {
    times_ms: Vec<i64>,
    values: Vec<f32>,
    marks: Vec<Mark>,
}

fn monitor(at: usize, chance: &mut Chance) -> Samples {
    let usual = USUAL[at % USUAL.len()] * (1.0 + (at / USUAL.len()) as f32 * 0.17);
    let mut samples = Samples::default();
    let mut level = usual;
    for minute in 0..1440 {
        // The agent was away for an hour; the third monitor was switched off for another.
        if (740..800).contains(&minute) || (at == 2 && (300..345).contains(&minute)) {
            continue;
        }
        level = usual + (level - usual) * 0.8 + (chance.next() - 0.5) * 7.0;
        let (value, mark) = match chance.next() {
            luck if luck < 0.003 => (0.0, Mark::Lost),
            luck if luck < 0.006 => (level / 2.0, Mark::PartlyLost),
            luck if luck < 0.008 => (1000.0, Mark::Capped),
            luck if luck < 0.010 => (level * 2.5, Mark::Plain),
            _ => (level, Mark::Plain),
        };
        samples.times_ms.push(NOW - (1439 - minute) * MINUTE);
        samples.values.push(value);
        samples.marks.push(mark);
    }
    samples
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let mut argument = |usual: &str| arguments.next().unwrap_or_else(|| usual.to_owned());
    let width: f32 = argument("1340").parse().unwrap_or(1340.0);
    let height: f32 = argument("300").parse().unwrap_or(300.0);
    let hours: i64 = argument("24").parse().unwrap_or(24);
    let spacing = if argument("linear") == "log" { Spacing::Log } else { Spacing::Linear };
    let count: usize = argument("5").parse().unwrap_or(5);

    let mut chance = Chance(7);
    let data: Vec<Samples> = (0..count).map(|at| monitor(at, &mut chance)).collect();
    let series: Vec<Series> = data
        .iter()
        .enumerate()
        .map(|(at, one)| Series::new(at, &one.times_ms, &one.values, 3 * MINUTE).with_marks(&one.marks))
        .collect();
    let range = Range::last(hours * 60 * MINUTE, NOW);
    let chart = Chart { spacing, ..Chart::new(Layout::new(width, height), range, &series) };
    let words = PlainWords { unit: "ms", ..PlainWords::default() };
    let plot = Plot::new(&chart, &FixedZone(480), &words);

    let names: Vec<(usize, &str)> = (0..count).map(|at| (at, NAMES[at % NAMES.len()])).collect();
    let below = legend_height(&names, width, 11.0, &words);
    let mut painter =
        SvgPainter::new(width, height + below + 12.0, 11.0, "Latency of a made-up server", &Palette::PLAIN);
    paint(&plot, &mut painter);
    let left = plot.area.x;
    paint_legend(&names, Point { x: left, y: height + 4.0 }, width - left, 11.0, &words, &mut painter);
    print!("{}", painter.finish());
}
