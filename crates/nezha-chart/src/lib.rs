//! Time series on any painter: scales, ticks, decimation, gaps.
//!
//! Everything is plain geometry. A [`Chart`] says what to show, [`Plot::new`] works out every position once,
//! [`paint`] hands them to a [`Painter`] (Canvas 2D in the browser, [`SvgPainter`] for export). Pointer and
//! keyboard ask the same scales, so a cursor never needs the series to be drawn again.
//!
//! Times are Unix milliseconds, positions are CSS pixels with the origin at the top left, values are not negative.
//!
//! ```
//! use nezha_chart::{Chart, FixedZone, Layout, Palette, PlainWords, Plot, Range, Series, SvgPainter, paint};
//!
//! let series = [Series::new(0, &[0, 60_000, 120_000], &[38.0, 41.5, 39.2], 180_000)];
//! let chart = Chart::new(Layout::new(640.0, 240.0), Range::last(3_600_000, 120_000), &series);
//! let plot = Plot::new(&chart, &FixedZone(480), &PlainWords { unit: "ms", ..PlainWords::default() });
//! let mut painter = SvgPainter::new(640.0, 240.0, 11.0, "Latency", &Palette::PLAIN);
//! paint(&plot, &mut painter);
//! assert!(painter.finish().contains("50 ms"));
//! ```

// What goes through all samples stays in a function of its own, `#[inline(never)]`. A browser compiles well what has run for long
// enough, a function at a time: all of it as one took 26 ms of a core that the page needed meanwhile.
mod bands;
mod chart;
mod columns;
mod csv;
mod cursor;
mod digits;
mod envelope;
mod flags;
mod geometry;
mod label;
mod layout;
mod legend;
mod limit;
mod paint;
mod palette;
mod pinch;
mod plot;
mod range;
mod rank;
mod redact;
mod scale;
mod series;
mod style;
mod svg;
mod table;
mod time_ticks;
mod unit;
mod value_ticks;
mod wall;
mod words;
mod zone;

pub use bands::{Band, no_data};
pub use chart::Chart;
pub use columns::{Columns, Thinned, thin};
pub use csv::csv;
pub use cursor::{Hit, Step, cursor_step, gap_at, read_at, snap};
pub use geometry::{Point, Rect, line_width, pixel_edge, triangle};
pub use label::{Clock, HalfDays, TickLabel};
pub use layout::Layout;
pub use legend::{legend_height, paint_legend};
pub use limit::{Limit, robust_max};
pub use paint::{Anchor, FILL_OPACITY, Ink, LINE_PX, Painter, paint};
pub use palette::Palette;
pub use pinch::{Pinch, is_double_tap};
pub use plot::{Plot, TimeMark, ValueMark};
pub use range::Range;
pub use redact::Redaction;
pub use scale::{Spacing, TimeScale, ValueScale};
pub use series::{Mark, Sample, Series};
pub use style::{COLOURS, DASHES, Style, style};
pub use svg::SvgPainter;
pub use table::{Row, Rows, rows};
pub use time_ticks::{TimeTick, time_ticks};
pub use unit::Unit;
pub use value_ticks::{Steps, nice_ceil, nice_step, value_ticks};
pub use wall::Wall;
pub use words::{PlainWords, Words};
pub use zone::{FixedZone, Zone};
