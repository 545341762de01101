//! A chart as a file: CSV, SVG or PNG, with names and addresses taken out on request.

use std::rc::Rc;

use js_sys::futures::JsFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_bindgen::JsCast;
use nezha_chart::{
    Layout, Painter, Plot, Point, Range, Redaction, SvgPainter, csv, legend_height, paint, paint_legend,
};
use web_sys::Blob;

use super::canvas::{CanvasPainter, PAPER_RATIO};
use super::drawing::FONT_PX;
use super::inks::Inks;
use super::picture::{Looking, Picture};
use super::visitor_words::VisitorWords;
use crate::browser::download;
use crate::dom::{Signal, Var, View, shared, view};
use crate::kept::settings::Settings;
use crate::words::{
    Catalogue, Words, fill,
    zone::{VisitorTime, VisitorZone},
};

/// Size of an exported picture, CSS pixels.
const WIDTH: f32 = 1280.0;
const HEIGHT: f32 = 420.0;
/// Around the picture.
const MARGIN: f32 = 12.0;

/// What the lines of a chart are of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LinesOf {
    /// One server's monitors.
    Monitors,
    /// Servers on one monitor.
    Servers,
    /// What one server says of itself: no secrets.
    Figures,
}

/// As what kind of file a chart is handed out.
#[derive(Debug, Clone, Copy)]
enum FileKind {
    Csv,
    Svg,
    Png,
}

impl FileKind {
    /// What it is called, in every language.
    fn name(self) -> &'static str {
        match self {
            Self::Csv => "CSV",
            Self::Svg => "SVG",
            Self::Png => "PNG",
        }
    }
}

/// What a file is of.
struct Export<'a> {
    picture: &'a Picture,
    range: Range,
    /// The names of the lines, as they are written.
    names: Vec<String>,
    title: String,
    words: VisitorWords<'a>,
    zone: VisitorZone,
}

/// Buttons that hand the chart out as a file.
#[component]
pub(crate) fn ExportButtons(
    /// What is drawn.
    picture: Rc<dyn Fn() -> Option<Picture>>,
    /// Where one looks.
    looking: Looking,
    /// What its lines are of.
    lines_of: LinesOf,
    /// What the chart is of; its names are replaced on request.
    title: Signal<String>,
    /// The name in the title: the server's where lines are monitors or figures, the monitor's where they are servers.
    of: Signal<String>,
) -> View {
    let words = Words::of_app();
    let settings = shared::<Settings>();
    let is_redacted = Var::new(false);
    let buttons = [FileKind::Csv, FileKind::Svg, FileKind::Png].map(|kind| {
        let picture = Rc::clone(&picture);
        let hand_out = move |_| {
            untrack(|| {
                let Some(picture) = picture() else { return };
                let preferences = settings.preferences_untracked();
                let lines = || picture.lines.iter().map(|line| (line.index, line.name.as_str()));
                let (names, title) = if is_redacted.get() {
                    redacted(&lines().collect::<Vec<_>>(), lines_of, &of.get(), &title.get(), words.get())
                } else {
                    (lines().map(|(_, name)| name.to_owned()).collect(), title.get())
                };
                let clock = VisitorTime::of(&preferences, words.get()).clock;
                let export = Export {
                    range: looking.range(picture.whole),
                    names,
                    title,
                    words: VisitorWords::new(clock, FONT_PX, (picture.gap)(words.get()), picture.unit),
                    zone: VisitorZone::of(&preferences),
                    picture: &picture,
                };
                match kind {
                    FileKind::Csv => download::save_table("nezha-lens.csv", &export.csv()),
                    FileKind::Svg => {
                        if let Some(svg) = export.svg() {
                            download::save("nezha-lens.svg", "image/svg+xml", svg.as_bytes());
                        }
                    }
                    FileKind::Png => export.png(),
                }
            });
        };
        view! { <button type="button" class="solo" on:click=hand_out>{kind.name()}</button> }
    });
    let choose = move |event| is_redacted.set(event_target_checked(&event));
    view! {
        <div class="export">
            <span class="hint">{words.say(|w| w.export())}</span>
            {buttons}
            <label class="hint"><input type="checkbox" on:change=choose/> {words.say(|w| w.export_redacted())}</label>
        </div>
    }
}

/// The names of lines, each with its index, and the title, as they are written for people who must not know them.
///
/// A line is numbered by its index and never found by its name: two monitors may have the same.
fn redacted(
    lines: &[(usize, &str)],
    lines_of: LinesOf,
    of: &str,
    title: &str,
    words: &'static Catalogue,
) -> (Vec<String>, String) {
    let (server, monitor) = (words.redacted_server(), words.redacted_monitor());
    let called = |pattern, index: usize| fill(pattern, &[("n", &(index + 1).to_string())]);
    let (pattern_of_lines, pattern_of_title) = match lines_of {
        LinesOf::Monitors => (Some(monitor), server),
        LinesOf::Servers => (Some(server), monitor),
        LinesOf::Figures => (None, server),
    };
    let written = |&(index, name): &(usize, &str)| {
        pattern_of_lines.map_or_else(|| name.to_owned(), |pattern| called(pattern, index))
    };
    let written: Vec<String> = lines.iter().map(written).collect();
    let title_called = called(pattern_of_title, 0);
    let mut names = vec![(of, title_called.as_str())];
    if pattern_of_lines.is_some() {
        names.extend(lines.iter().zip(&written).map(|((_, name), written)| (*name, written.as_str())));
    }
    let title = Redaction { names: &names, address: words.redacted_address() }.text(title);
    (written, title)
}

impl Export<'_> {
    fn csv(&self) -> String {
        let names: Vec<&str> = self.names.iter().map(String::as_str).collect();
        csv(&self.picture.samples(), &names, self.picture.unit.symbol(), self.range, &self.zone)
    }

    /// `None` where the browser does not tell the page's colours.
    fn svg(&self) -> Option<String> {
        let inks = Inks::of_page()?;
        let palette = inks.palette();
        let mut painter = SvgPainter::new(WIDTH, self.height(), FONT_PX, &self.title, &palette);
        self.paint(1.0, &mut painter);
        Some(painter.finish())
    }

    fn png(&self) {
        let Some(inks) = Inks::of_page() else { return };
        let size = (WIDTH, self.height());
        let Some(mut painter) = CanvasPainter::for_file(&inks, size, FONT_PX) else { return };
        self.paint(PAPER_RATIO as f32, &mut painter);
        // Only a canvas with pictures from elsewhere is refused.
        let Ok(made) = painter.into_canvas().convert_to_blob() else { return };
        spawn_local(async move {
            if let Ok(blob) = JsFuture::from(made).await {
                download::save_blob("nezha-lens.png", blob.unchecked_ref::<Blob>());
            }
        });
    }

    /// Paints the chart, and its legend below.
    fn paint(&self, pixel_ratio: f32, painter: &mut dyn Painter) {
        paint(&self.plot(pixel_ratio), painter);
        let below = Point { x: MARGIN, y: HEIGHT };
        paint_legend(&self.entries(), below, WIDTH - MARGIN, FONT_PX, &self.words, painter);
    }

    /// How high chart and legend are, CSS pixels.
    fn height(&self) -> f32 {
        HEIGHT + legend_height(&self.entries(), WIDTH - MARGIN, FONT_PX, &self.words) + MARGIN
    }

    fn entries(&self) -> Vec<(usize, &str)> {
        self.picture.lines.iter().zip(&self.names).map(|(line, name)| (line.index, name.as_str())).collect()
    }

    fn plot(&self, pixel_ratio: f32) -> Plot {
        let layout = Layout { pixel_ratio, font_px: FONT_PX, ..Layout::new(WIDTH, HEIGHT) };
        let series = self.picture.series();
        Plot::new(&self.picture.chart(layout, self.range, &series), &self.zone, &self.words)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Locale;

    fn redacted(lines: &[(usize, &str)], lines_of: LinesOf, of: &str, title: &str) -> (Vec<String>, String) {
        super::redacted(lines, lines_of, of, title, Locale::English.catalogue())
    }

    #[test]
    fn a_file_of_a_chinese_page_is_in_chinese_also_without_names() {
        let (lines, words) = ([(0, "东京 CT"), (1, "东京 CU")], Locale::Chinese.catalogue());
        let (names, title) =
            super::redacted(&lines, LinesOf::Monitors, "东京", "东京 192.0.2.7 的延迟", words);
        assert_eq!((names, title.as_str()), (vec!["监控 1".into(), "监控 2".into()], "服务器 1 地址 的延迟"));
    }

    #[test]
    fn two_monitors_of_one_name_stay_two_in_a_file_without_names() {
        let lines = [(0, "CN Telecom"), (2, "CN Telecom"), (3, "192.0.2.7")];
        let (names, title) = redacted(&lines, LinesOf::Monitors, "tokyo", "Latency of tokyo");
        assert_eq!(names, ["monitor 1", "monitor 3", "monitor 4"]);
        assert_eq!(title, "Latency of server 1");
    }

    #[test]
    fn a_comparison_without_names_tells_neither_its_monitor_nor_its_servers() {
        let lines = [(0, "tokyo"), (1, "tokyo")];
        for (monitor, title) in
            [("CN Telecom", "CN Telecom, by server"), ("tokyo ping", "tokyo ping, by server")]
        {
            let (names, title) = redacted(&lines, LinesOf::Servers, monitor, title);
            assert_eq!(names, ["server 1", "server 2"]);
            assert_eq!(title, "monitor 1, by server");
        }
    }

    #[test]
    fn figures_keep_their_names_in_a_file_that_does_not_tell_the_server() {
        let (names, title) =
            redacted(&[(0, "sent"), (1, "received")], LinesOf::Figures, "tokyo", "Network of tokyo");
        assert_eq!(
            (names, title.as_str()),
            (vec!["sent".to_owned(), "received".to_owned()], "Network of server 1")
        );
    }
}
