//! Whole charts as SVG, compared with the files in `golden/`. `UPDATE_GOLDEN=1` writes them anew: then look at
//! them before they are kept.

use std::path::PathBuf;

use nezha_chart::{
    Chart, Clock, FixedZone, HalfDays, Layout, Limit, Mark, Palette, PlainWords, Plot, Point, Range,
    Redaction, Series, Spacing, SvgPainter, TickLabel, Unit, Words, Zone, paint, paint_legend,
};

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;
/// A longer step than this is a gap where there is a sample a minute.
const GAP: i64 = 3 * MINUTE;
/// 2026-11-22 00:00 UTC.
const MIDNIGHT: i64 = 1_795_305_600_000;
const WORDS: PlainWords = PlainWords { clock: Clock::H24, unit: "ms", no_data: "no data", font_px: 11.0 };

fn draw(chart: &Chart, zone: &dyn Zone, words: &dyn Words) -> String {
    let plot = Plot::new(chart, zone, words);
    let mut painter = SvgPainter::new(chart.layout.width, chart.layout.height, 11.0, "test", &Palette::PLAIN);
    paint(&plot, &mut painter);
    painter.finish()
}

fn check(name: &str, svg: &str) {
    let path: PathBuf = [env!("CARGO_MANIFEST_DIR"), "tests", "golden", name].iter().collect();
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        assert!(std::fs::write(&path, svg).is_ok(), "{} cannot be written", path.display());
    }
    let golden = std::fs::read_to_string(&path).unwrap_or_default();
    let differs = golden.lines().zip(svg.lines()).find(|(old, new)| old != new);
    assert_eq!(differs, None, "{name} (kept, now)");
    assert_eq!(golden.len(), svg.len(), "{name} ends differently");
}

/// The words of a chart whose values are in some unit.
struct WordsIn(Unit);

impl Words for WordsIn {
    fn time(&self, label: TickLabel) -> String {
        WORDS.time(label)
    }

    fn value(&self, value: f32, step: f32, top: bool) -> String {
        self.0.label(value, step, top)
    }

    fn no_data(&self) -> &str {
        WORDS.no_data
    }

    fn width(&self, text: &str) -> f32 {
        WORDS.width(text)
    }
}

/// A sample every ten minutes for a day around midnight, away for two hours, with one of every mark.
fn day() -> (Vec<i64>, Vec<f32>, Vec<Mark>) {
    let (mut times, mut values, mut marks) = (Vec::new(), Vec::new(), Vec::new());
    for i in 0..144 {
        if (60..72).contains(&i) {
            continue;
        }
        let usual = 40.0 + (i * 7 % 11) as f32;
        let (value, mark) = match i {
            20 => (0.0, Mark::Lost),
            40 => (usual / 2.0, Mark::PartlyLost),
            90 => (1000.0, Mark::Capped),
            110 => (usual * 4.0, Mark::Plain),
            _ => (usual, Mark::Plain),
        };
        times.push(MIDNIGHT - 12 * HOUR + i * 10 * MINUTE);
        values.push(value);
        marks.push(mark);
    }
    (times, values, marks)
}

const DAY: Range = Range { from_ms: MIDNIGHT - 12 * HOUR, to_ms: MIDNIGHT + 12 * HOUR };

#[test]
fn a_day_with_a_gap_loss_and_spikes() {
    let (times, values, marks) = day();
    let series = [Series::new(0, &times, &values, 10 * GAP).with_marks(&marks)];
    let chart = Chart::new(Layout::new(480.0, 160.0), DAY, &series);
    check("day.svg", &draw(&chart, &FixedZone(0), &WORDS));
}

#[test]
fn the_same_day_on_a_logarithmic_axis() {
    let (times, values, marks) = day();
    let series = [Series::new(0, &times, &values, 10 * GAP).with_marks(&marks)];
    let mut chart = Chart::new(Layout::new(480.0, 160.0), DAY, &series);
    chart.spacing = Spacing::Log;
    check("log.svg", &draw(&chart, &FixedZone(0), &WORDS));
}

#[test]
fn zoomed_in_the_lines_come_from_beyond_the_edges() {
    let (times, values, marks) = day();
    let series = [Series::new(0, &times, &values, 10 * GAP).with_marks(&marks)];
    let range = Range { from_ms: MIDNIGHT + 2 * HOUR + MINUTE, to_ms: MIDNIGHT + 4 * HOUR - MINUTE };
    let chart = Chart::new(Layout::new(320.0, 160.0), range, &series);
    let words =
        PlainWords { clock: Clock::H12(HalfDays { morning: ["", " AM"], afternoon: ["", " PM"] }), ..WORDS };
    check("zoom.svg", &draw(&chart, &FixedZone(330), &words));
}

#[test]
fn between_two_samples_there_is_an_axis_and_the_line_that_crosses() {
    let times: Vec<i64> = (0..30).map(|i| MIDNIGHT + i * 2 * MINUTE).collect();
    let values: Vec<f32> = (0..30).map(|i| 40.0 + (i % 2) as f32 * 20.0).collect();
    let series = [Series::new(0, &times, &values, 2 * GAP)];
    let range = Range { from_ms: MIDNIGHT + 20 * MINUTE + 30_000, to_ms: MIDNIGHT + 21 * MINUTE + 30_000 };
    let mut chart = Chart::new(Layout::new(320.0, 120.0), range, &series);
    check("between.svg", &draw(&chart, &FixedZone(0), &WORDS));
    chart.spacing = Spacing::Log;
    let plot = Plot::new(&chart, &FixedZone(0), &WORDS);
    assert!(plot.value_marks.len() > 1 && plot.bands.is_empty(), "{:?}", plot.value_marks);
}

#[test]
fn a_live_share_is_filled_and_its_axis_is_fixed() {
    let times: Vec<i64> = (0..30).map(|i| MIDNIGHT + i * 2000).collect();
    let values: Vec<f32> = (0..30).map(|i| (i * 37 % 101) as f32).collect();
    let series = [Series::new(2, &times, &values, 6_000)];
    let range = Range { from_ms: MIDNIGHT, to_ms: MIDNIGHT + MINUTE };
    let layout = Layout { least_left: 60.0, ..Layout::new(300.0, 100.0) };
    let chart = Chart { limit: Limit::Fixed(0.0, 100.0), fill: true, ..Chart::new(layout, range, &series) };
    check("live.svg", &draw(&chart, &FixedZone(0), &PlainWords { unit: "%", ..WORDS }));
}

#[test]
fn without_any_sample_the_whole_chart_says_so() {
    let series = [Series::new(0, &[], &[], GAP)];
    let chart = Chart::new(Layout::new(320.0, 120.0), DAY, &series);
    check("empty.svg", &draw(&chart, &FixedZone(0), &WORDS));
}

#[test]
fn twelve_series_differ_and_their_names_are_escaped() {
    let times: Vec<i64> = (0..6).map(|i| MIDNIGHT + i * MINUTE).collect();
    let values: Vec<Vec<f32>> = (0..12).map(|s| vec![s as f32 * 10.0 + 5.0; 6]).collect();
    let series: Vec<Series> =
        values.iter().enumerate().map(|(i, v)| Series::new(i, &times, v, GAP)).collect();
    let range = Range { from_ms: MIDNIGHT, to_ms: MIDNIGHT + 5 * MINUTE };
    let chart = Chart::new(Layout::new(320.0, 160.0), range, &series);
    let plot = Plot::new(&chart, &FixedZone(0), &WORDS);
    let palette = Palette { background: "\"><script>", ..Palette::PLAIN };
    let mut painter = SvgPainter::new(320.0, 200.0, 11.0, "<a & \"b\">", &palette);
    paint(&plot, &mut painter);
    let names = [(3, "<script>alert(1)</script>"), (11, "香港 & \"边缘\"\u{1}")];
    paint_legend(&names, Point { x: 40.0, y: 164.0 }, 280.0, 11.0, &WORDS, &mut painter);
    let svg = painter.finish();
    assert!(!svg.contains("<script") && !svg.contains('\u{1}'));
    check("many.svg", &svg);
}

#[test]
fn received_and_sent_in_minutes_have_bands_that_break_where_nobody_looked() {
    let minutes = (0..40_i64).filter(|minute| !(15..22).contains(minute) && *minute != 30);
    let times: Vec<i64> = minutes.map(|minute| MIDNIGHT + minute * MINUTE).collect();
    let wave = |at: &i64, most: f32| most * (0.5 + ((at / MINUTE * 7 % 13) as f32) / 26.0);
    let received: Vec<f32> = times.iter().map(|at| wave(at, 1.4e6)).collect();
    let sent: Vec<f32> = times.iter().map(|at| wave(at, 4e5)).collect();
    let scaled = |values: &[f32], by: f32| values.iter().map(|value| value * by).collect::<Vec<f32>>();
    let (low_in, high_in) = (scaled(&received, 0.7), scaled(&received, 1.3));
    let (low_out, high_out) = (scaled(&sent, 0.5), scaled(&sent, 1.1));
    let series = [
        Series::new(0, &times, &received, GAP).with_extremes(&low_in, &high_in),
        Series::new(1, &times, &sent, GAP).with_extremes(&low_out, &high_out),
    ];
    let range = Range { from_ms: MIDNIGHT, to_ms: MIDNIGHT + 40 * MINUTE };
    let chart = Chart { limit: Limit::Full, ..Chart::new(Layout::new(480.0, 160.0), range, &series) };
    check("traffic.svg", &draw(&chart, &FixedZone(0), &WordsIn(Unit::BytesPerSecond)));
}

#[test]
fn where_nothing_was_counted_the_axis_has_no_halves() {
    let times: Vec<i64> = (0..10).map(|i| MIDNIGHT + i * MINUTE).collect();
    let series = [Series::new(0, &times, &[0.0; 10], GAP)];
    let range = Range { from_ms: MIDNIGHT, to_ms: MIDNIGHT + 9 * MINUTE };
    for (unit, labels) in [
        (Unit::Count, ["0", "1"]),
        (Unit::BytesPerSecond, ["0", "1 B/s"]),
        (Unit::BinaryBytesPerSecond, ["0", "1 B/s"]),
        (Unit::BitsPerSecond, ["0", "1 bit/s"]),
    ] {
        let layout = Layout::new(320.0, 160.0);
        let chart = Chart { limit: Limit::Full, steps: unit.steps(), ..Chart::new(layout, range, &series) };
        let plot = Plot::new(&chart, &FixedZone(0), &WordsIn(unit));
        let found: Vec<&str> = plot.value_marks.iter().map(|mark| mark.text.as_str()).collect();
        assert_eq!(found, labels, "{unit:?}");
    }
}

#[test]
fn samples_of_which_one_cannot_tell_are_marked_otherwise_than_losses() {
    let times: Vec<i64> = (0..12).map(|i| MIDNIGHT + i * MINUTE).collect();
    let values = [80.0, 81.0, 40.0, 40.5, 0.0, 82.0, 40.0, 79.0, 80.0, 40.0, 80.5, 81.0];
    let mut marks = [Mark::Plain; 12];
    (marks[2], marks[3], marks[4], marks[6]) =
        (Mark::CannotTell, Mark::CannotTell, Mark::Lost, Mark::PartlyLost);
    let series = [Series::new(0, &times, &values, GAP).with_marks(&marks)];
    let range = Range { from_ms: MIDNIGHT, to_ms: MIDNIGHT + 11 * MINUTE };
    let chart = Chart::new(Layout::new(320.0, 120.0), range, &series);
    check("doubt.svg", &draw(&chart, &FixedZone(0), &WordsIn(Unit::Milliseconds)));
}

#[test]
fn a_redacted_picture_tells_no_name_and_no_address() {
    let names = [("tokyo-1", "server 1"), ("CN Telecom 192.0.2.7", "monitor 1")];
    let redaction = Redaction { names: &names, address: "address" };
    let title = redaction.text("Latency of tokyo-1 (2001:db8::7), CN Telecom 192.0.2.7");
    let mut painter = SvgPainter::new(320.0, 40.0, 11.0, &title, &Palette::PLAIN);
    paint_legend(&[(0, names[1].1)], Point { x: 8.0, y: 8.0 }, 300.0, 11.0, &WORDS, &mut painter);
    let svg = painter.finish();
    assert!(svg.contains("Latency of server 1 (address), monitor 1") && svg.contains(">monitor 1<"), "{svg}");
    assert!(
        !svg.contains("tokyo") && !svg.contains("Telecom") && !svg.contains("192.0") && !svg.contains("db8")
    );
}

#[test]
fn charts_above_each_other_share_a_cursor_and_its_place() {
    let times: Vec<i64> = (0..60).map(|i| MIDNIGHT + i * MINUTE).collect();
    let (share, speed) = ([50.0_f32; 60], [123_456_789.0_f32; 60]);
    let range = Range { from_ms: MIDNIGHT, to_ms: MIDNIGHT + HOUR };
    let layout = Layout { least_left: 72.0, ..Layout::new(400.0, 120.0) };
    let plot = |values: &[f32], unit: Unit| {
        let series = [Series::new(0, &times, values, GAP)];
        let chart = Chart { limit: Limit::Full, ..Chart::new(layout, range, &series) };
        Plot::new(&chart, &FixedZone(0), &WordsIn(unit))
    };
    let (above, below) = (plot(&share, Unit::Percent), plot(&speed, Unit::BytesPerSecond));
    for x in [80.0, 200.0, 395.0] {
        let at = above.time.time(x);
        assert_eq!(below.time.time(x), at);
        assert_eq!(below.time.x(at), above.time.x(at));
    }
}
