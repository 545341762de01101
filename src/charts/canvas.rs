//! A painter on a canvas, crisp on any screen.

use leptos::prelude::window;
use leptos::wasm_bindgen::{JsCast, JsValue};
use nezha_chart::{Anchor, COLOURS, DASHES, Ink, Painter, Point, Rect, Style};
use web_sys::{CanvasRenderingContext2d, CssStyleDeclaration, HtmlCanvasElement};

use super::visitor_words::font;

/// The colours of the page's theme, read from its tokens.
pub(super) struct Inks {
    grid: String,
    axis: String,
    label: String,
    strong: String,
    no_data: String,
    lost: String,
    partly_lost: String,
    series: Vec<String>,
}

impl Inks {
    /// Reads the tokens that hold for this canvas. `None` before it is in the page.
    pub(super) fn read(canvas: &HtmlCanvasElement) -> Option<Self> {
        let style = window().get_computed_style(canvas).ok()??;
        let token = |name: &str| property(&style, name);
        Some(Self {
            grid: token("--line"),
            axis: token("--ink-3"),
            label: token("--ink-3"),
            strong: token("--ink"),
            no_data: token("--no-data"),
            lost: token("--bad"),
            partly_lost: token("--warn"),
            series: (0..COLOURS).map(|at| token(&format!("--series-{at}"))).collect(),
        })
    }

    fn of(&self, ink: Ink) -> &str {
        match ink {
            Ink::Grid => &self.grid,
            Ink::Axis => &self.axis,
            Ink::Label => &self.label,
            Ink::Strong => &self.strong,
            Ink::NoData => &self.no_data,
            Ink::Lost => &self.lost,
            Ink::PartlyLost => &self.partly_lost,
            Ink::Series(at) => self.series.get(usize::from(at)).map_or("", String::as_str),
        }
    }
}

fn property(style: &CssStyleDeclaration, name: &str) -> String {
    style.get_property_value(name).unwrap_or_default().trim().to_owned()
}

/// How many device pixels a CSS pixel has.
pub(super) fn pixel_ratio() -> f64 {
    window().device_pixel_ratio().clamp(1.0, 4.0)
}

/// The canvas' own way to draw.
pub(super) fn context(canvas: &HtmlCanvasElement) -> Option<CanvasRenderingContext2d> {
    canvas.get_context("2d").ok()??.dyn_into().ok()
}

/// Draws with the browser's Canvas 2D.
pub(super) struct CanvasPainter<'a> {
    context: &'a CanvasRenderingContext2d,
    inks: &'a Inks,
    font_px: f32,
}

impl<'a> CanvasPainter<'a> {
    /// Sizes the canvas to `width` by `height` CSS pixels, wipes it, and paints on it from now on.
    pub(super) fn begin(
        canvas: &HtmlCanvasElement,
        context: &'a CanvasRenderingContext2d,
        inks: &'a Inks,
        (width, height): (f32, f32),
        font_px: f32,
    ) -> Self {
        let ratio = pixel_ratio();
        let device = |length: f32| (f64::from(length) * ratio).round() as u32;
        // Setting a size wipes the canvas, and resets its state.
        canvas.set_width(device(width));
        canvas.set_height(device(height));
        // Only a number that is none could fail here.
        let _ = context.scale(ratio, ratio);
        context.set_line_join("round");
        Self { context, inks, font_px }
    }

    fn fill(&self, ink: Ink) {
        self.context.set_fill_style_str(self.inks.of(ink));
    }

    fn trace(&self, points: &[Point]) {
        let mut points = points.iter();
        if let Some(first) = points.next() {
            self.context.move_to(first.x.into(), first.y.into());
        }
        for point in points {
            self.context.line_to(point.x.into(), point.y.into());
        }
    }

    fn dash(&self, pattern: &[f32]) {
        let pattern: js_sys::Array =
            pattern.iter().map(|length| JsValue::from_f64((*length).into())).collect();
        // Lengths from a table of ours are finite and not negative.
        let _ = self.context.set_line_dash(&pattern);
    }
}

impl Painter for CanvasPainter<'_> {
    fn rect(&mut self, rect: Rect, ink: Ink) {
        self.fill(ink);
        self.context.fill_rect(rect.x.into(), rect.y.into(), rect.width.into(), rect.height.into());
    }

    fn line(&mut self, from: Point, to: Point, ink: Ink) {
        self.context.set_stroke_style_str(self.inks.of(ink));
        self.context.set_line_width(1.0);
        self.context.begin_path();
        self.trace(&[from, to]);
        self.context.stroke();
    }

    fn text(&mut self, at: Point, text: &str, anchor: Anchor, ink: Ink) {
        self.fill(ink);
        self.context.set_font(&font(self.font_px));
        self.context.set_text_align(match anchor {
            Anchor::Start => "left",
            Anchor::Middle => "center",
            Anchor::End => "right",
        });
        // Only a position that is no number could fail here.
        let _ = self.context.fill_text(text, at.x.into(), at.y.into());
    }

    fn triangle(&mut self, tip: Point, size: f32, ink: Ink) {
        self.fill(ink);
        let (half, height) = (size / 2.0, size * 0.85);
        self.context.begin_path();
        self.trace(&[
            tip,
            Point { x: tip.x + half, y: tip.y + height },
            Point { x: tip.x - half, y: tip.y + height },
        ]);
        self.context.fill();
    }

    fn clip(&mut self, area: Rect) {
        self.context.save();
        self.context.begin_path();
        self.context.rect(area.x.into(), area.y.into(), area.width.into(), area.height.into());
        self.context.clip();
    }

    fn unclip(&mut self) {
        self.context.restore();
    }

    fn begin_series(&mut self, style: Style) {
        self.context.set_stroke_style_str(self.inks.of(Ink::Series(style.colour)));
        self.context.set_line_width(1.35);
        self.dash(DASHES[usize::from(style.dash) % DASHES.len()]);
        self.context.begin_path();
    }

    fn run(&mut self, points: &[Point]) {
        self.trace(points);
    }

    fn end_series(&mut self) {
        self.context.stroke();
        self.dash(&[]);
    }

    fn area(&mut self, points: &[Point], base: f32, style: Style) {
        let (Some(first), Some(last)) = (points.first(), points.last()) else { return };
        self.fill(Ink::Series(style.colour));
        self.context.set_global_alpha(0.14);
        self.context.begin_path();
        self.trace(points);
        self.context.line_to(last.x.into(), base.into());
        self.context.line_to(first.x.into(), base.into());
        self.context.fill();
        self.context.set_global_alpha(1.0);
    }
}
