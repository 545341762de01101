//! What the chart says at the cursor: nodes that stay, so that a move writes a few texts and nothing else.

use crate::browser::visitor;
use leptos::prelude::document;
use leptos::wasm_bindgen::JsCast;
use nezha_chart::style;
use nezha_fleet::units::decimal;
use web_sys::{HtmlElement, Text};

use super::picture::Picture;

/// What the longest value may grow by, in CSS pixels.
const SPARE_PX: i32 = 12;

/// So many rows stand one below the other; more would be higher than the chart.
const MOST_ROWS: usize = 12;

/// The lines of a read-out, inside the element that holds them.
#[derive(Default)]
pub(super) struct ReadOut {
    time: Option<TextNode>,
    rows: Vec<Row>,
    /// The element that holds them.
    frame: Option<HtmlElement>,
    /// How wide and high that was made, in rem.
    size: [f64; 2],
    /// Whether it tells of a stretch without data, whose two times are longer than one.
    is_gap: bool,
}

struct Row {
    index: usize,
    name: String,
    value: TextNode,
}

/// A text that is in the page, and what it says.
struct TextNode {
    node: Text,
    said: String,
    /// How long the longest was that it said, in bytes.
    longest: usize,
}

impl TextNode {
    /// Says it, and tells whether it is longer than all before.
    fn say(&mut self, text: String) -> bool {
        let is_longer = text.len() > self.longest;
        self.longest = self.longest.max(text.len());
        if self.said != text {
            self.node.set_data(&text);
            self.said = text;
        }
        is_longer
    }
}

impl ReadOut {
    /// Makes a row for each line, unless they are the same lines as before.
    pub(super) fn prepare(&mut self, frame: &HtmlElement, picture: &Picture) {
        let known = self.rows.iter().map(|row| (row.index, row.name.as_str()));
        if self.time.is_some() && known.eq(picture.lines.iter().map(|line| (line.index, line.name.as_str())))
        {
            return;
        }
        frame.set_text_content(None);
        (self.frame, self.size) = (Some(frame.clone()), [0.0; 2]);
        self.time = element("b", frame).map(|element| written(&element));
        self.rows = picture
            .lines
            .iter()
            .filter_map(|line| {
                let element = element("span", frame)?;
                // Names and values of ours are valid.
                let style = style(line.index);
                let _ = element.set_attribute("data-series", &style.colour.to_string());
                let _ = element.set_attribute("data-dash", &style.dash.to_string());
                let name = self::element("bdi", &element)?;
                name.set_text_content(Some(&line.name));
                let value = written(&self::element("i", &element)?);
                Some(Row { index: line.index, name: line.name.clone(), value })
            })
            .collect();
        // A name of ours is valid.
        let _ = frame.toggle_attribute_with_force("data-many", self.rows.len() > MOST_ROWS);
    }

    /// It is about to be shown anew, or to say another kind of thing: how large it was counts no more.
    pub(super) fn forget_size(&mut self) {
        self.size = [0.0; 2];
        for written in self.time.iter_mut().chain(self.rows.iter_mut().map(|row| &mut row.value)) {
            written.longest = 0;
        }
    }

    /// Says what each line has, in the order of the lines, at a moment or in a stretch without data.
    pub(super) fn say(&mut self, time: String, is_gap: bool, values: impl Iterator<Item = String>) {
        if std::mem::replace(&mut self.is_gap, is_gap) != is_gap {
            self.forget_size();
        }
        let mut is_longer = self.time.as_mut().is_some_and(|written| written.say(time));
        for (row, value) in self.rows.iter_mut().zip(values) {
            // Names differ: the widest row need not be the one with the longest value.
            is_longer |= row.value.say(value);
        }
        if let Some(frame) = self.frame.as_ref().filter(|_| is_longer) {
            fix_size(frame, &mut self.size);
        }
    }
}

/// Gives the read-out the size that it has, and none smaller than before, in rem, for what another row said then. Its texts
/// change from now on, and the page around it is not laid out again.
fn fix_size(frame: &HtmlElement, size: &mut [f64; 2]) {
    for property in ["width", "height"] {
        // Properties of ours are valid, here and below.
        let _ = frame.style().remove_property(property);
    }
    for attribute in ["data-sized", "data-cut"] {
        let _ = frame.remove_attribute(attribute);
    }
    // Every element that cuts what it holds is painted by itself, with every move: names are cut only where they have to be.
    if frame.scroll_width() > frame.client_width() {
        let _ = frame.set_attribute("data-cut", "");
    }
    let lengths = [frame.offset_width() + SPARE_PX, frame.offset_height()];
    let rem_px = visitor::text_scale() * 16.0;
    for ((property, length), size) in ["width", "height"].into_iter().zip(lengths).zip(size) {
        *size = size.max(f64::from(length) / rem_px);
        let _ = frame.style().set_property(property, &[&decimal(*size, 3), "rem"].concat());
    }
    let _ = frame.set_attribute("data-sized", "");
}

fn element(name: &str, parent: &HtmlElement) -> Option<HtmlElement> {
    let element: HtmlElement = document().create_element(name).ok()?.dyn_into().ok()?;
    parent.append_child(&element).ok()?;
    Some(element)
}

fn written(parent: &HtmlElement) -> TextNode {
    let node = document().create_text_node("");
    // An element takes any text.
    let _ = parent.append_child(&node);
    TextNode { node, said: String::new(), longest: 0 }
}
