//! What the analysis of latency costs here: 8 monitors of a day, and the numbers of one range. Run with `--release`.

use std::hint::black_box;
use std::time::Instant;

use nezha_fleet::latency::{Analysis, Probing};

const MINUTE: i64 = 60_000;

fn main() {
    let times: Vec<i64> = (0..1440).map(|minute| minute * MINUTE).collect();
    let lines: Vec<Vec<f32>> =
        (0..8_u32).map(|monitor| line(30.0 + 25.0 * monitor as f32, monitor)).collect();
    let analyses = || -> Vec<Analysis> {
        lines.iter().map(|line| Analysis::of(&times, line, Probing::default())).collect()
    };
    println!("8 x 1440 samples analysed: {} us", median_us(|| drop(black_box(analyses()))));
    let known = analyses();
    let sum_up = || {
        for (analysis, line) in known.iter().zip(&lines) {
            black_box(analysis.summary(&times, line, 0..1440 * MINUTE));
        }
    };
    println!("8 x 1440 samples summed up: {} us", median_us(sum_up));
}

/// A noisy line with spikes that loses one probe in ten.
fn line(base: f32, seed: u32) -> Vec<f32> {
    let mut state = seed.wrapping_mul(2_654_435_761) | 1;
    let mut chance = move || {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        state as f32 / u32::MAX as f32
    };
    let mut probe = move || {
        let noise = 0.9 + 0.2 * chance();
        let spike = if chance() < 0.02 { 3.0 } else { 1.0 };
        if chance() < 0.1 { 0.0 } else { base * noise * spike }
    };
    (0..1440).map(|_| (probe() + probe()) / 2.0).collect()
}

fn median_us(mut work: impl FnMut()) -> u128 {
    let mut took: Vec<u128> = (0..21)
        .map(|_| {
            let start = Instant::now();
            work();
            start.elapsed().as_micros()
        })
        .collect();
    took.sort_unstable();
    took[10]
}
