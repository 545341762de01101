//! What mouse, pen and fingers do to a chart: they read, mark a stretch, or zoom with two fingers.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::ev::PointerEvent;
use nezha_chart::{Pinch, Point, Range, is_double_tap, snap};
use web_sys::HtmlElement;

use super::chart_state::ChartState;
use super::picture::Looking;
use super::pointing::{put, set};
use crate::browser::focus;
use crate::dom::Handle;

/// A chart under the hands of somebody.
#[derive(Clone)]
pub(super) struct Hands {
    pub(super) state: Rc<RefCell<ChartState>>,
    pub(super) frame: Handle<HtmlElement>,
    /// What shows the stretch that is being marked.
    pub(super) shade: Handle<HtmlElement>,
    pub(super) looking: Looking,
    /// The least stretch that can be zoomed in to, in milliseconds.
    pub(super) shortest_ms: i64,
}

impl Hands {
    /// A pointer comes. A chart may have been moved aside since it was measured, by another chart or a scroll bar, and be as large
    /// as before.
    pub(super) fn enter(&self) {
        if let Some(frame) = self.frame.found() {
            self.state.borrow_mut().left = frame.get_bounding_client_rect().left() as f32;
        }
    }

    /// A button or a finger goes down.
    pub(super) fn begin(&self, event: &PointerEvent) {
        if is_finger(event) {
            // One finger reads, and drags the page up and down; two zoom. Not every browser tells of a double click by touch.
            let place = self.place(event);
            let mut state = self.state.borrow_mut();
            // When the finger came down: on a busy phone it is heard of later.
            let tap = (event.time_stamp(), place);
            let before = state.tapped.replace(tap);
            if state.fingers.is_empty() && before.is_some_and(|before| is_double_tap(before, tap)) {
                state.tapped = None;
                drop(state);
                self.looking.part.set(None);
                state = self.state.borrow_mut();
            }
            state.fingers.retain(|(id, _)| *id != event.pointer_id());
            state.fingers.push((event.pointer_id(), place));
            state.pinch = state.time.zip(two(&state.fingers)).map(|(time, two)| Pinch::new(time, two));
        } else if event.button() == 0 {
            let x = self.x(event);
            self.state.borrow_mut().drag_from = Some(x);
            if let Some(frame) = self.frame.found() {
                // A pointer that is already gone needs no capture.
                let _ = frame.set_pointer_capture(event.pointer_id());
            }
        }
        self.go_on(event);
    }

    /// A pointer moves over the chart.
    pub(super) fn go_on(&self, event: &PointerEvent) {
        let x = self.x(event);
        let mut state = self.state.borrow_mut();
        if let Some(finger) = state.fingers.iter_mut().find(|(id, _)| *id == event.pointer_id()) {
            finger.1 = self.place(event);
        }
        let ChartState { picture: Some(picture), time: Some(time), pinch, fingers, drag_from, .. } = &*state
        else {
            return;
        };
        if let Some((pinch, two)) = pinch.zip(two(fingers)) {
            let whole = picture.whole;
            drop(state);
            self.looking.cursor.set(None);
            return self.looking.show(pinch.range(two, self.shortest_ms, whole), whole);
        }
        if let (Some(from), Some(shade)) = (*drag_from, self.shade.found()) {
            let marked = Range::marked(time, from, x, self.shortest_ms);
            shade.set_hidden(marked.is_none());
            if let Some(marked) = marked {
                let (left, right) = (time.x(marked.from_ms), time.x(marked.to_ms));
                put(&shade, left.round());
                set(&shade, "width", right - left);
            }
        }
        let at_ms = snap(&picture.samples(), time.range(), time.time(x));
        drop(state);
        if self.looking.cursor.get_untracked() != Some(at_ms) {
            self.looking.cursor.set(Some(at_ms));
        }
    }

    /// A button or a finger goes up.
    pub(super) fn end(&self, event: &PointerEvent) {
        let (from, time) = {
            let mut state = self.state.borrow_mut();
            state.lift(event.pointer_id());
            state.is_held = is_finger(event);
            (state.drag_from.take(), state.time)
        };
        if let Some(frame) = self.frame.found().filter(|_| is_finger(event)) {
            let cursor = self.looking.cursor;
            let read_ms = cursor.get_untracked();
            // Without the focus, what is read out would only stay longer.
            focus::move_in_place(&frame);
            // Charts above each other have one cursor, and another one may have been turned away from.
            if cursor.get_untracked() != read_ms {
                cursor.set(read_ms);
            }
        }
        self.hide_shade();
        let (Some(from), Some(time)) = (from, time) else { return };
        let marked = Range::marked(&time, from, self.x(event), self.shortest_ms);
        if let Some(marked) = marked {
            self.looking.part.set(Some((marked.from_ms, marked.to_ms)));
        }
    }

    /// A pointer leaves the chart. What a finger has read stays when it is lifted, which is when one can see it.
    pub(super) fn leave(&self, event: &PointerEvent) {
        let is_held = {
            let mut state = self.state.borrow_mut();
            state.lift(event.pointer_id());
            state.drag_from = None;
            state.is_held && is_finger(event)
        };
        self.hide_shade();
        if !is_held {
            self.looking.cursor.set(None);
        }
    }

    /// The browser takes the finger for itself, to scroll the page.
    pub(super) fn cancel(&self, event: &PointerEvent) {
        self.state.borrow_mut().is_held = false;
        self.leave(event);
    }

    /// Somebody does something elsewhere.
    pub(super) fn turn_away(&self) {
        if std::mem::take(&mut self.state.borrow_mut().is_held) {
            self.looking.cursor.set(None);
        }
    }

    /// How far from the left edge of the chart a pointer is. By where that edge was when the pointer came: to ask the page
    /// with every move costs more than to find what is there.
    fn x(&self, event: &PointerEvent) -> f32 {
        event.client_x() as f32 - self.state.borrow().left
    }

    /// Where a pointer is on the chart.
    fn place(&self, event: &PointerEvent) -> Point {
        let Some(frame) = self.frame.found() else { return Point::default() };
        let corner = frame.get_bounding_client_rect();
        Point {
            x: (f64::from(event.client_x()) - corner.left()) as f32,
            y: (f64::from(event.client_y()) - corner.top()) as f32,
        }
    }

    fn hide_shade(&self) {
        if let Some(shade) = self.shade.found() {
            shade.set_hidden(true);
        }
    }
}

impl ChartState {
    /// A finger is no longer there: what two did is over.
    fn lift(&mut self, id: i32) {
        self.fingers.retain(|(finger, _)| *finger != id);
        self.pinch = None;
    }
}

fn is_finger(event: &PointerEvent) -> bool {
    event.pointer_type() == "touch"
}

/// Two fingers; `None` for less or more.
fn two(fingers: &[(i32, Point)]) -> Option<[Point; 2]> {
    match fingers {
        [(_, one), (_, other)] => Some([*one, *other]),
        _ => None,
    }
}
