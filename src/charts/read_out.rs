//! What the chart says at the cursor: nodes that stay, so that a move writes a few texts and nothing else.

use leptos::prelude::document;
use leptos::wasm_bindgen::JsCast;
use nezha_chart::COLOURS;
use web_sys::{HtmlElement, Text};

use super::picture::Picture;

/// The lines of a read-out, inside the element that holds them.
#[derive(Default)]
pub(super) struct ReadOut {
    time: Option<Written>,
    rows: Vec<Row>,
}

struct Row {
    index: usize,
    name: String,
    element: HtmlElement,
    value: Written,
    is_shown: bool,
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
                Some(Row { index: line.index, name: line.name.clone(), element, value, is_shown: true })
            })
            .collect();
    }

    /// Says what each line has, in the order of the lines; `None` for one that has nothing there.
    pub(super) fn say(&mut self, time: String, values: impl Iterator<Item = Option<String>>) {
        if let Some(written) = &mut self.time {
            written.say(time);
        }
        for (row, value) in self.rows.iter_mut().zip(values) {
            if row.is_shown != value.is_some() {
                row.is_shown = value.is_some();
                row.element.set_hidden(!row.is_shown);
            }
            if let Some(value) = value {
                row.value.say(value);
            }
        }
    }
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
