//! A painter on a canvas, crisp on any screen.

use leptos::prelude::window;
use leptos::wasm_bindgen::prelude::wasm_bindgen;
use leptos::wasm_bindgen::{JsCast, JsValue};
use nezha_chart::{
    Anchor, DASHES, FILL_OPACITY, Ink, LINE_PX, Painter, Palette, Point, Rect, Style, line_width, triangle,
};
use web_sys::{HtmlCanvasElement, ImageBitmapRenderingContext, OffscreenCanvas};

use super::easel::Easel;
use super::inks::Inks;
use super::pointing::set;
use super::visitor_words::font;

/// How many device pixels a CSS pixel has; less than one where the browser is zoomed out.
pub(super) fn pixel_ratio() -> f64 {
    window().device_pixel_ratio().clamp(0.25, 4.0)
}

/// How many it has for what leaves the screen: on paper and in files lines are looked at more closely.
pub(super) const PAPER_RATIO: f64 = 2.0;

/// Points are given in parts of a CSS pixel, so many each: less than a hundredth of a pixel nobody sees.
const FINE: f64 = 64.0;

#[wasm_bindgen]
extern "C" {
    /// A canvas' pen, for whole numbers. JavaScript makes an object of every number that is not whole: a day of eight monitors left
    /// 280 kB to be collected, and browsers did that before they showed it.
    type Pen;

    #[wasm_bindgen(method, js_name = moveTo)]
    fn move_to(this: &Pen, x: i32, y: i32);

    #[wasm_bindgen(method, js_name = lineTo)]
    fn line_to(this: &Pen, x: i32, y: i32);
}

/// How many points are stroked at once where lines are wider than a device pixel. Browsers turn such a stroke into one
/// outline and fill it, which takes longer than in proportion to its length: a day in one piece took 100 ms.
const STROKED_AT_ONCE: usize = 48;

/// Draws with the browser's Canvas 2D, out of sight. A canvas of the page that was drawn on would hand over all its pixels again
/// with every frame in which anything on the page changes, a hairline above it for one; one that is given a finished picture
/// does so once.
pub(super) struct CanvasPainter<'a> {
    easel: Easel,
    /// CSS pixels.
    size: [f32; 2],
    palette: Palette<'a>,
    line_px: f64,
    /// Whether that is a device pixel.
    is_hairline: bool,
    /// How wide lines of the grid are.
    grid_px: f64,
}

impl<'a> CanvasPainter<'a> {
    /// Paints a picture of at most `width` by `height` CSS pixels, each of `ratio` device pixels. It has whole device pixels, or
    /// the browser would stretch what is drawn by a part of one, and no line would be sharp.
    pub(super) fn for_page(easel: Easel, inks: &'a Inks, size: (f32, f32), ratio: f64, font_px: f32) -> Self {
        let size = [size.0, size.1].map(|length| {
            // What was measured as a little less than a whole pixel is one.
            ((f64::from(length) * ratio + 0.01).floor() / ratio) as f32
        });
        Self::begin(easel, inks, size, ratio, font_px)
    }

    /// The same for a picture that leaves the page, on the page's colour. `None` where the browser has no memory for it.
    pub(super) fn for_file(inks: &'a Inks, (width, height): (f32, f32), font_px: f32) -> Option<Self> {
        let painter = Self::begin(Easel::new()?, inks, [width, height], PAPER_RATIO, font_px);
        painter.easel.context.set_fill_style_str(painter.palette.background);
        painter.easel.context.fill_rect(0.0, 0.0, width.into(), height.into());
        Some(painter)
    }

    fn begin(easel: Easel, inks: &'a Inks, size: [f32; 2], ratio: f64, font_px: f32) -> Self {
        easel.clear(size.map(|length| (f64::from(length) * ratio).round() as u32));
        let context = &easel.context;
        // Only a number that is none could fail here.
        let _ = context.scale(ratio, ratio);
        context.set_line_join("bevel");
        context.set_font(&font(font_px));
        // A device pixel is drawn as a hairline, a hundred times faster than anything wider.
        let is_hairline = ratio < 1.5;
        let line_px = if is_hairline { 1.0 / ratio } else { LINE_PX };
        let (palette, grid_px) = (inks.palette(), line_width(ratio as f32).into());
        Self { easel, size, palette, line_px, is_hairline, grid_px }
    }

    /// Has a canvas of the page show the picture, in the place of the one before.
    pub(super) fn show_on(self, canvas: &HtmlCanvasElement) {
        let Ok(Some(context)) = canvas.get_context("bitmaprenderer") else { return };
        let context: ImageBitmapRenderingContext = context.unchecked_into();
        for (property, length) in ["width", "height"].into_iter().zip(self.size) {
            set(canvas, property, length);
        }
        let drawn = &self.easel.canvas;
        canvas.set_width(drawn.width());
        canvas.set_height(drawn.height());
        // What was drawn on a canvas of our own can be shown.
        if let Ok(picture) = drawn.transfer_to_image_bitmap() {
            context.transfer_from_image_bitmap(&picture);
        }
    }

    /// The canvas with the picture, for a file of it.
    pub(super) fn into_canvas(self) -> OffscreenCanvas {
        self.easel.canvas
    }

    fn fill(&self, ink: Ink) {
        self.easel.context.set_fill_style_str(self.palette.colour(ink));
    }

    fn trace(&self, points: &[Point]) {
        let context = &self.easel.context;
        // A power of two, so that nothing is left of it.
        let _ = context.scale(1.0 / FINE, 1.0 / FINE);
        let pen = context.unchecked_ref::<Pen>();
        let whole = |length: f32| (f64::from(length) * FINE).round_ties_even() as i32;
        let mut points = points.iter();
        if let Some(first) = points.next() {
            pen.move_to(whole(first.x), whole(first.y));
        }
        for point in points {
            pen.line_to(whole(point.x), whole(point.y));
        }
        let _ = context.scale(FINE, FINE);
    }

    fn dash(&self, pattern: &[f32]) {
        let pattern: js_sys::Array =
            pattern.iter().map(|length| JsValue::from_f64((*length).into())).collect();
        // Lengths from a table of ours are finite and not negative.
        let _ = self.easel.context.set_line_dash(&pattern);
    }
}

impl Painter for CanvasPainter<'_> {
    fn rect(&mut self, rect: Rect, ink: Ink) {
        self.fill(ink);
        self.easel.context.fill_rect(rect.x.into(), rect.y.into(), rect.width.into(), rect.height.into());
    }

    fn line(&mut self, from: Point, to: Point, ink: Ink) {
        self.easel.context.set_stroke_style_str(self.palette.colour(ink));
        self.easel.context.set_line_width(self.grid_px);
        self.easel.context.begin_path();
        self.trace(&[from, to]);
        self.easel.context.stroke();
    }

    fn text(&mut self, at: Point, text: &str, anchor: Anchor, ink: Ink) {
        self.fill(ink);
        self.easel.context.set_text_align(match anchor {
            Anchor::Start => "left",
            Anchor::Middle => "center",
            Anchor::End => "right",
        });
        // Only a position that is no number could fail here.
        let _ = self.easel.context.fill_text(text, at.x.into(), at.y.into());
    }

    fn triangle(&mut self, tip: Point, size: f32, ink: Ink) {
        self.fill(ink);
        self.easel.context.begin_path();
        self.trace(&triangle(tip, size));
        self.easel.context.fill();
    }

    fn clip(&mut self, area: Rect) {
        self.easel.context.save();
        self.easel.context.begin_path();
        self.easel.context.rect(area.x.into(), area.y.into(), area.width.into(), area.height.into());
        self.easel.context.clip();
    }

    fn unclip(&mut self) {
        self.easel.context.restore();
    }

    fn begin_series(&mut self, style: Style) {
        self.easel.context.set_stroke_style_str(self.palette.colour(Ink::Series(style.colour)));
        self.easel.context.set_line_width(self.line_px);
        self.dash(DASHES[usize::from(style.dash) % DASHES.len()]);
        self.easel.context.begin_path();
    }

    fn run(&mut self, points: &[Point]) {
        if self.is_hairline {
            return self.trace(points);
        }
        let mut rest = points;
        while rest.len() > 1 {
            let (now, _) = rest.split_at(rest.len().min(STROKED_AT_ONCE));
            self.easel.context.begin_path();
            self.trace(now);
            self.easel.context.stroke();
            // The next piece begins where this one ended.
            rest = &rest[now.len() - 1..];
        }
        self.easel.context.begin_path();
    }

    fn end_series(&mut self) {
        self.easel.context.stroke();
        self.dash(&[]);
    }

    fn area(&mut self, points: &[Point], base: f32, style: Style) {
        let (Some(first), Some(last)) = (points.first(), points.last()) else { return };
        self.fill(Ink::Series(style.colour));
        self.easel.context.set_global_alpha(FILL_OPACITY);
        self.easel.context.begin_path();
        self.trace(points);
        self.easel.context.line_to(last.x.into(), base.into());
        self.easel.context.line_to(first.x.into(), base.into());
        self.easel.context.fill();
        self.easel.context.set_global_alpha(1.0);
    }
}
