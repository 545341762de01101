//! Where charts are drawn before they are shown.

use leptos::wasm_bindgen::JsCast;
use web_sys::{OffscreenCanvas, OffscreenCanvasRenderingContext2d};

/// A canvas out of sight. One does for all charts of the page: what is drawn on it is handed over whole, and to make another for
/// each would take a millisecond.
#[derive(Clone)]
pub(super) struct Easel {
    pub(super) canvas: OffscreenCanvas,
    pub(super) context: OffscreenCanvasRenderingContext2d,
}

impl Easel {
    /// An empty one; `None` where the browser has no memory for it.
    pub(super) fn new() -> Option<Self> {
        let canvas = OffscreenCanvas::new(1, 1).ok()?;
        let context = canvas.get_context("2d").ok()??.unchecked_into();
        Some(Self { canvas, context })
    }

    /// Takes away what is drawn, and how, and has so many pixels from now on.
    pub(super) fn clear(&self, [width, height]: [u32; 2]) {
        self.canvas.set_width(width);
        self.canvas.set_height(height);
    }
}
