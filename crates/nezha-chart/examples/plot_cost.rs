//! What working out a latency chart costs here: 8 and 20 monitors of a day, 1,200 pixels wide. Run with `--release`.

use std::hint::black_box;
use std::time::Instant;

use nezha_chart::{Chart, FixedZone, Hit, Layout, Mark, PlainWords, Plot, Range, Series, read_at, snap};

const MINUTE: i64 = 60_000;

fn main() {
    let times: Vec<i64> = (0..1440).map(|minute| minute * MINUTE).collect();
    let marks: Vec<Mark> = (0..1440).map(|at| if at % 97 == 5 { Mark::Lost } else { Mark::Plain }).collect();
    let values: Vec<Vec<f32>> = (0..20)
        .map(|monitor| {
            (0..1440).map(|at| 40.0 + (monitor * 15 + at * 7919 % 23 + at % 331 / 330 * 700) as f32).collect()
        })
        .collect();
    for count in [8, 20] {
        let median = median_us(|| {
            let series: Vec<Series> = values[..count]
                .iter()
                .enumerate()
                .map(|(at, values)| Series::new(at, &times, values, 3 * MINUTE).with_marks(&marks))
                .collect();
            let chart =
                Chart::new(Layout::new(1200.0, 300.0), Range::last(1440 * MINUTE, 1439 * MINUTE), &series);
            black_box(Plot::new(&chart, &FixedZone(480), &PlainWords::default()));
        });
        println!("{count} x 1440 samples to a plot: {median} us");
    }
    let series: Vec<Series> =
        values.iter().enumerate().map(|(at, v)| Series::new(at, &times, v, 3 * MINUTE)).collect();
    let day = Range::last(1440 * MINUTE, 1439 * MINUTE);
    let mut hits: Vec<Hit> = Vec::new();
    let moves = median_us(|| {
        for at in 0..100 {
            read_at(&series, snap(&series, day, at * 863_000), &mut hits);
            black_box(&hits);
        }
    });
    println!("100 pointer moves over 20 series: {moves} us");
}

fn median_us(mut work: impl FnMut()) -> u128 {
    let mut took: Vec<u128> = (0..101)
        .map(|_| {
            let start = Instant::now();
            work();
            start.elapsed().as_micros()
        })
        .collect();
    took.sort_unstable();
    took[50]
}
