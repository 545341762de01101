//! What the chart says at the cursor: nodes that stay, so that a move writes a few texts and nothing else.

use leptos::prelude::document;
use leptos::wasm_bindgen::JsCast;
use nezha_chart::COLOURS;
use nezha_fleet::units::decimal;
use web_sys::{HtmlElement, Text};

use super::picture::Picture;
use crate::net::page;

/// What the longest value may grow by, in CSS pixels.
const SPARE_PX: i32 = 12;

/// The lines of a read-out, inside the element that holds them.
#[derive(Default)]
pub(super) struct ReadOut {
    time: Option<Written>,
    rows: Vec<Row>,
    /// The element that holds them.
    frame: Option<HtmlElement>,
    /// How many letters the time and the longest value had for which the element was made large enough.
    letters: [usize; 2],
}

struct Row {
    index: usize,
    name: String,
    value: Written,
}

/// A text that is in the page, and what it says.
struct Written {
    node: Text,
    said: String,
}

impl Written {
    fn say(&mut self, text: String) {
        if self.said != text {
            self.node.set_data(&text);
            self.said = text;
        }
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
        (self.frame, self.letters) = (Some(frame.clone()), [0; 2]);
        self.time = element("b", frame).map(|element| written(&element));
        self.rows = picture
            .lines
            .iter()
            .filter_map(|line| {
                let element = element("span", frame)?;
                // Names and values of ours are valid.
                let _ = element.set_attribute("data-series", &(line.index % COLOURS).to_string());
                let name = self::element("bdi", &element)?;
                name.set_text_content(Some(&line.name));
                let value = written(&self::element("i", &element)?);
                Some(Row { index: line.index, name: line.name.clone(), value })
            })
            .collect();
    }

    /// Says what each line has, in the order of the lines.
    pub(super) fn say(&mut self, time: String, values: impl Iterator<Item = String>) {
        let [of_time, of_values] = self.letters;
        self.letters[0] = of_time.max(time.len());
        if let Some(written) = &mut self.time {
            written.say(time);
        }
        for (row, value) in self.rows.iter_mut().zip(values) {
            self.letters[1] = self.letters[1].max(value.len());
            row.value.say(value);
        }
        if self.letters != [of_time, of_values]
            && let Some(frame) = &self.frame
        {
            fix_size(frame);
        }
    }
}

/// Gives the read-out the size that it has: then its texts change, and the page around it is not laid out again.
fn fix_size(frame: &HtmlElement) {
    for property in ["width", "height"] {
        // Properties of ours are valid, here and below.
        let _ = frame.style().remove_property(property);
    }
    let _ = frame.remove_attribute("data-sized");
    let (width, height) = (frame.offset_width() + SPARE_PX, frame.offset_height());
    let scale = page::text_scale();
    for (property, length) in [("width", width), ("height", height)] {
        let rem = decimal(f64::from(length) / scale / 16.0, 3);
        let _ = frame.style().set_property(property, &[&rem, "rem"].concat());
    }
    let _ = frame.set_attribute("data-sized", "");
}

fn element(name: &str, parent: &HtmlElement) -> Option<HtmlElement> {
    let element: HtmlElement = document().create_element(name).ok()?.dyn_into().ok()?;
    parent.append_child(&element).ok()?;
    Some(element)
}

fn written(parent: &HtmlElement) -> Written {
    let node = document().create_text_node("");
    // An element takes any text.
    let _ = parent.append_child(&node);
    Written { node, said: String::new() }
}
