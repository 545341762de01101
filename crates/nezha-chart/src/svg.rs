//! A painter that writes SVG: for export, and for tests that compare text.

use crate::digits::push_short;
use crate::geometry::{Point, Rect, triangle};
use crate::paint::{Anchor, FILL_OPACITY, Ink, LINE_PX, Painter};
use crate::palette::Palette;
use crate::style::{DASHES, Style};

/// Collects a picture as text. Everything that comes from outside is escaped.
#[derive(Debug)]
pub struct SvgPainter<'a> {
    out: String,
    palette: &'a Palette<'a>,
    /// Where the path of the series begun last starts in `out`, and where its data does.
    path: (usize, usize),
}

impl<'a> SvgPainter<'a> {
    /// An empty picture, `width` by `height` CSS pixels, with labels of `font_px`. `title` is what it shows,
    /// for people who cannot see it.
    #[must_use]
    pub fn new(width: f32, height: f32, font_px: f32, title: &str, palette: &'a Palette<'a>) -> Self {
        let mut painter = Self { out: String::with_capacity(32 * 1024), palette, path: (0, 0) };
        painter.push("<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\"");
        painter.number(" width", width);
        painter.number(" height", height);
        painter.view_box(Rect { x: 0.0, y: 0.0, width, height });
        painter.number(" font-size", font_px);
        painter.push(" font-family=\"system-ui,sans-serif\">\n<title>");
        painter.escaped(title);
        painter.push("</title>\n");
        if !palette.background.is_empty() {
            painter.push("<rect width=\"100%\" height=\"100%\"");
            painter.attribute(" fill", palette.background);
            painter.push("/>\n");
        }
        painter
    }

    /// The picture.
    #[must_use]
    pub fn finish(mut self) -> String {
        self.push("</svg>\n");
        self.out
    }

    fn push(&mut self, text: &str) {
        self.out.push_str(text);
    }

    fn escaped(&mut self, text: &str) {
        for character in text.chars() {
            match character {
                '&' => self.push("&amp;"),
                '<' => self.push("&lt;"),
                '>' => self.push("&gt;"),
                '"' => self.push("&quot;"),
                '\t' | '\n' | '\r' => self.out.push(' '),
                // XML has no way to write these.
                '\0'..' ' | '\u{fffe}' | '\u{ffff}' => self.out.push('\u{fffd}'),
                _ => self.out.push(character),
            }
        }
    }

    fn attribute(&mut self, name: &str, value: &str) {
        self.push(name);
        self.push("=\"");
        self.escaped(value);
        self.push("\"");
    }

    fn number(&mut self, name: &str, value: f32) {
        self.push(name);
        self.push("=\"");
        self.coordinate(value);
        self.push("\"");
    }

    /// A number that is no coordinate, to the hundredth.
    fn hundredths(&mut self, name: &str, value: f64) {
        self.push(name);
        self.push("=\"");
        push_short(&mut self.out, value, 2);
        self.push("\"");
    }

    /// A tenth of a pixel is finer than any screen.
    fn coordinate(&mut self, value: f32) {
        push_short(&mut self.out, value.into(), 1);
    }

    fn view_box(&mut self, rect: Rect) {
        self.push(" viewBox=\"");
        for (at, value) in [rect.x, rect.y, rect.width, rect.height].into_iter().enumerate() {
            if at > 0 {
                self.out.push(' ');
            }
            self.coordinate(value);
        }
        self.push("\"");
    }

    fn sides(&mut self, rect: Rect) {
        self.number(" x", rect.x);
        self.number(" y", rect.y);
        self.number(" width", rect.width);
        self.number(" height", rect.height);
    }

    fn ink(&mut self, name: &str, ink: Ink) {
        let palette = self.palette;
        self.attribute(name, palette.colour(ink));
    }

    fn command(&mut self, command: char, point: Point) {
        self.out.push(command);
        self.coordinate(point.x);
        self.out.push(' ');
        self.coordinate(point.y);
    }

    fn polyline(&mut self, points: &[Point]) {
        for (at, &point) in points.iter().enumerate() {
            self.command(if at == 0 { 'M' } else { 'L' }, point);
        }
    }
}

impl Painter for SvgPainter<'_> {
    fn rect(&mut self, rect: Rect, ink: Ink) {
        self.push("<rect");
        self.sides(rect);
        self.ink(" fill", ink);
        self.push("/>\n");
    }

    fn line(&mut self, from: Point, to: Point, ink: Ink) {
        self.push("<path d=\"");
        self.polyline(&[from, to]);
        self.push("\"");
        self.ink(" stroke", ink);
        self.push("/>\n");
    }

    fn text(&mut self, at: Point, text: &str, anchor: Anchor, ink: Ink) {
        self.push("<text");
        self.number(" x", at.x);
        self.number(" y", at.y);
        self.push(match anchor {
            Anchor::Start => "",
            Anchor::Middle => " text-anchor=\"middle\"",
            Anchor::End => " text-anchor=\"end\"",
        });
        self.ink(" fill", ink);
        self.push(">");
        self.escaped(text);
        self.push("</text>\n");
    }

    fn triangle(&mut self, tip: Point, size: f32, ink: Ink) {
        self.push("<path d=\"");
        self.polyline(&triangle(tip, size));
        self.push("Z\"");
        self.ink(" fill", ink);
        self.push("/>\n");
    }

    /// An inner picture, which cuts without a name that could be taken elsewhere on the page.
    fn clip(&mut self, area: Rect) {
        self.push("<svg");
        self.sides(area);
        self.view_box(area);
        self.push(">\n");
    }

    fn unclip(&mut self) {
        self.push("</svg>\n");
    }

    fn begin_series(&mut self, style: Style) {
        let start = self.out.len();
        self.push("<path fill=\"none\"");
        self.hundredths(" stroke-width", LINE_PX);
        self.push(" stroke-linejoin=\"round\"");
        self.ink(" stroke", Ink::Series(style.colour));
        for (at, &length) in DASHES[usize::from(style.dash) % DASHES.len()].iter().enumerate() {
            self.push(if at == 0 { " stroke-dasharray=\"" } else { " " });
            self.coordinate(length);
        }
        self.push(if style.dash == 0 { " d=\"" } else { "\" d=\"" });
        self.path = (start, self.out.len());
    }

    fn run(&mut self, points: &[Point]) {
        self.polyline(points);
    }

    fn end_series(&mut self) {
        let (start, data) = self.path;
        if self.out.len() == data {
            self.out.truncate(start);
        } else {
            self.push("\"/>\n");
        }
    }

    fn area(&mut self, points: &[Point], base: f32, style: Style) {
        let (Some(first), Some(last)) = (points.first(), points.last()) else { return };
        self.push("<path");
        self.hundredths(" fill-opacity", FILL_OPACITY);
        self.ink(" fill", Ink::Series(style.colour));
        self.push(" d=\"");
        self.polyline(points);
        self.command('L', Point { x: last.x, y: base });
        self.command('L', Point { x: first.x, y: base });
        self.push("Z\"/>\n");
    }
}
