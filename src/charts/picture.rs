//! What one chart shows, and which part of it is looked at.

use std::rc::Rc;

use nezha_chart::{Chart, Hit, Layout, Limit, Mark, Range, Sample, Series, Spacing, Unit};

use super::line::Line;
use crate::dom::Var;
use crate::words::{Catalogue, Words, fill};

/// What one chart shows.
#[derive(Clone)]
pub(crate) struct Picture {
    /// The visible lines.
    pub(crate) lines: Vec<Rc<Line>>,
    /// The time that there is; a zoom shows a part of it.
    pub(crate) whole: Range,
    /// What the values are in.
    pub(crate) unit: Unit,
    /// What decides the ends of the value axis.
    pub(crate) limit: Limit,
    /// Linear or logarithmic.
    pub(crate) spacing: Spacing,
    /// Whether the area under each line is filled.
    pub(crate) fill: bool,
    /// What stands where no line has a sample.
    pub(crate) gap: fn(&'static Catalogue) -> &'static str,
    /// Whether moments are told to the second.
    pub(crate) seconds: bool,
}

impl Picture {
    /// The lines as they are drawn, borrowed.
    pub(crate) fn series(&self) -> Vec<Series<'_>> {
        self.lines.iter().map(|line| line.series()).collect()
    }

    /// Their samples as they came, borrowed.
    pub(crate) fn samples(&self) -> Vec<Series<'_>> {
        self.lines.iter().map(|line| line.samples()).collect()
    }

    /// The chart of these series, which are this picture's.
    pub(super) fn chart<'a>(&self, layout: Layout, range: Range, series: &'a [Series<'a>]) -> Chart<'a> {
        let steps = self.unit.steps();
        let (limit, spacing, fill) = (self.limit, self.spacing, self.fill);
        Chart { limit, spacing, fill, steps, ..Chart::new(layout, range, series) }
    }

    /// That there is nothing, from when to when.
    pub(super) fn say_gap(&self, [from, to]: [String; 2], words: Words) -> String {
        let words = words.get();
        fill(words.chart_gap(), &[("what", (self.gap)(words)), ("from", &from), ("to", &to)])
    }

    /// What a line has at the cursor, in words: times are whole minutes, so there may be several samples of one.
    pub(super) fn say_at(&self, hit: Option<&Hit>, samples: &[Series], words: Words) -> String {
        let Some(hit) = hit else { return (self.gap)(words.get()).to_owned() };
        let samples = hit.samples.clone().filter_map(|at| samples.get(hit.series)?.sample(at));
        let said: Vec<String> = samples.map(|sample| self.say(&sample, words)).collect();
        said.join(" / ")
    }

    /// A sample in words: its value, and what is special about it.
    pub(crate) fn say(&self, sample: &Sample, words: Words) -> String {
        let value = self.unit.text(sample.value);
        let words = words.get();
        match (sample.mark, sample.extremes) {
            (Mark::Lost, _) => words.lost_all().to_owned(),
            (Mark::Capped, _) => ["≥ ", &value].concat(),
            (Mark::PartlyLost, _) => [&value, " · ", words.partly_lost()].concat(),
            (Mark::CannotTell, _) => [&value, " · ", words.cannot_tell()].concat(),
            (Mark::Plain, Some((low, high))) => {
                let [low, high] = [low, high].map(|end| self.unit.text(end));
                fill(words.mean_of(), &[("value", &value), ("low", &low), ("high", &high)])
            }
            (Mark::Plain, None) => value,
        }
    }
}

/// Where one looks, shared by charts above each other.
#[derive(Clone, Copy)]
pub(crate) struct Looking {
    /// The moment that is read out, Unix milliseconds.
    pub(crate) cursor: Var<Option<i64>>,
    /// The part that is zoomed in to, from and to, Unix milliseconds; `None` for everything.
    pub(crate) part: Var<Option<(i64, i64)>>,
    /// How wide the column of labels is, CSS pixels: as the widest of several charts needs it, so that a moment is at the same
    /// place in all. `None` for a chart of its own.
    pub(crate) labels: Option<Var<f32>>,
}

impl Looking {
    /// At everything, without a cursor.
    pub(crate) fn new() -> Self {
        Self { cursor: Var::new(None), part: Var::new(None), labels: None }
    }

    /// At everything of several charts.
    pub(crate) fn at_several() -> Self {
        Self { labels: Some(Var::new(0.0)), ..Self::new() }
    }

    /// Shows this of `whole`, or everything where it is no less.
    pub(crate) fn show(self, part: Range, whole: Range) {
        self.part.set((part != whole).then_some((part.from_ms, part.to_ms)));
    }

    /// What is shown of `whole`; the caller follows it.
    pub(crate) fn range(self, whole: Range) -> Range {
        let part = self.part.get().map(|(from_ms, to_ms)| Range { from_ms, to_ms }.clamp(whole));
        part.unwrap_or(whole)
    }
}
