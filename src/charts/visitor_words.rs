//! What a chart says in the visitor's language.

use nezha_chart::{Clock, PlainWords, TickLabel, Unit, Words};

/// The font of a chart's labels.
pub(super) fn font(font_px: f32) -> String {
    format!("{}px system-ui, sans-serif", font_px.round() as u32)
}

/// The words of a chart.
pub(super) struct VisitorWords<'a> {
    plain: PlainWords<'a>,
    unit: Unit,
}

impl<'a> VisitorWords<'a> {
    pub(super) fn new(clock: Clock, font_px: f32, no_data: &'a str, unit: Unit) -> Self {
        Self { plain: PlainWords { clock, unit: "", no_data, font_px }, unit }
    }
}

impl Words for VisitorWords<'_> {
    fn time(&self, label: TickLabel) -> String {
        self.plain.time(label)
    }

    fn value(&self, value: f32, step: f32, top: bool) -> String {
        self.unit.label(value, step, top)
    }

    fn no_data(&self) -> &str {
        self.plain.no_data
    }

    /// An estimate, rather too much than too little: asking the canvas for every label costs more than drawing them.
    fn width(&self, text: &str) -> f32 {
        self.plain.width(text)
    }
}
