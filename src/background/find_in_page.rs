//! Lets the browser's own search find servers that are off the screen, and so are not in the page.
//!
//! Where somebody searches with the browser, its search field takes the focus from the page. From then on, and until the page
//! has it back, the list holds a line for each of its servers that is hidden until it is found (`hidden="until-found"`): it is
//! neither laid out nor painted nor read out. Where the browser finds one it says so, the line takes its server's place, and
//! the list is scrolled there like to anything else. A browser that knows no such lines hides them, and finds what it sees.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use nezha_api::Server;
use nezha_fleet::hardware::{self, Cpu};
use web_sys::{Element, Event, HtmlElement};

use crate::browser::page;
use crate::components::list::{ListInSight, ListPlaces, focus_server, link_of_server, when_there};
use crate::dom::{View, shared};
use crate::shown::Shown;
use crate::words::{Words, format, names};

/// Hidden, unless the browser's search finds what is in it.
const HIDDEN: (&str, &str) = ("hidden", "until-found");

/// Which server a line is of.
const SERVER: &str = "data-found";

/// The lines that are in the page while somebody may search.
#[derive(Default)]
struct Lines {
    /// What holds them.
    all: Option<Element>,
    /// The one that was found last.
    found: Option<HtmlElement>,
}

/// Shows nothing, and has servers found from now on.
#[component]
pub fn FindInPage() -> View {
    let (shown, in_sight, words) = (shared::<Shown>(), ListInSight::of_app(), Words::of_app());
    let lines = Rc::new(RefCell::new(Lines::default()));
    let begin = {
        let lines = Rc::clone(&lines);
        move || {
            end(&lines);
            let list = in_sight.get().filter(|list| !list.is_whole());
            lines.borrow_mut().all = list.and_then(|list| write(&list, shown, words));
        }
    };
    // In a tab that was opened behind another one, say.
    if document().has_focus() == Ok(false) {
        begin();
    }
    page::listen(&window(), "blur", move |_: Event| begin());
    page::listen(&document(), "beforematch", {
        let lines = Rc::clone(&lines);
        move |event: Event| {
            let line = event.target().and_then(|target| target.dyn_into::<HtmlElement>().ok());
            let Some((line, id)) = line.and_then(|line| Some((line.clone(), server_of(&line)?))) else {
                return;
            };
            if let Some(list) = in_sight.get() {
                place(&line, &list, shown, id);
            }
            let before = lines.borrow_mut().found.replace(line.clone());
            if let Some(before) = before.filter(|before| *before != line) {
                set(&before, HIDDEN);
            }
        }
    });
    page::listen(&window(), "focus", move |_: Event| {
        // Where the search has led, the keyboard goes on.
        if let Some(id) = end(&lines).as_ref().and_then(server_of) {
            focus_server(id);
        }
    });
    View::nothing()
}

/// Takes the lines out of the page. Returns the one that was found last.
fn end(lines: &RefCell<Lines>) -> Option<HtmlElement> {
    let Lines { all, found } = lines.take();
    if let Some(all) = all {
        all.remove();
    }
    found
}

/// Puts a line into the list for each server that is shown in it.
fn write(list: &ListPlaces, shown: Shown, words: Words) -> Option<Element> {
    let outer = list.outer.found()?;
    let all = document().create_element("div").ok()?;
    for attribute in [("class", "find-names"), ("aria-hidden", "true"), HIDDEN] {
        set(&all, attribute);
    }
    let sections = shown.sections();
    let folded = sections.iter().flat_map(|section| std::iter::repeat_n(section.folded, section.items));
    let rows = shown.rows().read_untracked();
    for (row, _) in rows.iter().zip(folded).filter(|(_, folded)| !folded) {
        let line = document().create_element("span").ok()?;
        set(&line, HIDDEN);
        set(&line, (SERVER, &row.id.to_string()));
        line.set_text_content(Some(&said(&row.server.read_untracked(), words)));
        // An element takes any other.
        let _ = all.append_child(&line);
    }
    outer.append_child(&all).is_ok().then_some(all)
}

/// What is found of a server: what it is called, and what it is made of.
fn said(server: &Server, words: Words) -> String {
    let mut parts = vec![names::server_name(&server.name, server.id, words), format::shown(&server.tag)];
    if let Some(host) = server.known_host() {
        parts.push(format::shown(&hardware::system(host)));
        parts.extend(host.cpu.iter().map(|text| format::shown(Cpu::parse(text).model)));
    }
    parts.retain(|part| !part.is_empty());
    parts.join(" · ")
}

/// Puts a line where its server stands, since the browser is about to scroll there; and once the server is there, over its name.
fn place(line: &HtmlElement, list: &ListPlaces, shown: Shown, id: u64) {
    let Some(item) = shown.rows().read_untracked().iter().position(|row| row.id == id) else { return };
    let (top_px, left) = list.place_of(item);
    show_at(line, top_px, &[&left.to_string(), "%"].concat());
    let (line, outer) = (line.clone(), list.outer);
    when_there([&link_of_server(id), " bdi"].concat(), move |name| {
        let Some(outer) = outer.found() else { return };
        let (name_at, list_at) = (name.get_bounding_client_rect(), outer.get_bounding_client_rect());
        show_at(
            &line,
            name_at.top() - list_at.top(),
            &[&(name_at.left() - list_at.left()).to_string(), "px"].concat(),
        );
        if let Ok(Some(style)) = window().get_computed_style(name) {
            for property in ["font-size", "font-weight"] {
                write_style(&line, property, &style.get_property_value(property).unwrap_or_default());
            }
        }
    });
}

fn show_at(line: &HtmlElement, top_px: f64, left: &str) {
    write_style(line, "top", &[&top_px.to_string(), "px"].concat());
    write_style(line, "left", left);
}

fn write_style(line: &HtmlElement, property: &str, value: &str) {
    // Properties of ours are valid.
    let _ = line.style().set_property(property, value);
}

fn set(element: &Element, (name, value): (&str, &str)) {
    // Attributes of ours are valid.
    let _ = element.set_attribute(name, value);
}

fn server_of(line: &HtmlElement) -> Option<u64> {
    line.get_attribute(SERVER)?.parse().ok()
}
