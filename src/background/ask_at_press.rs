//! The question for the latency of a server whose link is pressed: until it is let go, and the page opens, some 100 ms pass.
//! Where the answer is nearly there by then, the page waits for it: it is made, laid out and painted once instead of twice.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use futures::channel::oneshot::{self, Receiver};
use futures::future::select;
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::MouseEvent;

use crate::browser::address;
use crate::browser::at_once::spawn_at_once;
use crate::browser::page;
use crate::dom::{View, shared};
use crate::history::History;
use crate::navigation::Navigation;
use crate::route::Route;

/// So long a page waits for the answer, in milliseconds from when its link was let go: a frame. Longer, and what there was to
/// make meanwhile would come too late.
const TOGETHER_MS: u32 = 16;

/// A question that a press asked.
struct Question {
    /// Where the link leads.
    address: String,
    /// Ends when there is an answer, or will be none.
    under_way: Receiver<()>,
}

impl Question {
    /// Whether there is neither an answer nor none to come.
    fn is_open(&mut self) -> bool {
        self.under_way.try_recv().is_ok()
    }
}

/// Shows nothing, and asks from now on. A finger that scrolls presses nothing.
#[component]
pub fn AskAtPress() -> View {
    let (history, route) = (History::of_app(), shared::<Navigation>().route());
    let question = Rc::new(RefCell::new(None::<Question>));
    // Where the visitor goes as soon as it is answered.
    let next = Rc::new(Cell::new(None::<String>));
    page::listen(&document(), "mousedown", {
        let (question, next) = (Rc::clone(&question), Rc::clone(&next));
        move |event: MouseEvent| {
            next.take();
            let Some((id, address)) = plain_link(&event) else { return };
            let (end, under_way) = oneshot::channel();
            question.replace(Some(Question { address, under_way }));
            spawn_at_once(Box::pin(async move {
                history.ahead(id).await;
                drop(end);
            }));
        }
    });
    page::listen(&document(), "click", move |event: MouseEvent| {
        let (Some((_, address)), Some(mut asked)) = (plain_link(&event), question.take()) else { return };
        if address != asked.address || !asked.is_open() {
            return;
        }
        event.prevent_default();
        next.set(Some(asked.address));
        let (next, here) = (Rc::clone(&next), route.get_untracked());
        spawn_local(async move {
            select(asked.under_way, TimeoutFuture::new(TOGETHER_MS)).await;
            // Unless something else was pressed meanwhile, or a key led elsewhere.
            if let Some(address) = next.take().filter(|_| here.same_page(&route.get_untracked())) {
                address::open_hash(&address);
            }
        });
    });
    View::nothing()
}

/// The server whose link was hit, with the button and without the keys that open it elsewhere, and where it leads.
fn plain_link(event: &MouseEvent) -> Option<(u64, String)> {
    let is_held = |key: &&str| event.get_modifier_state(key);
    let is_plain = event.button() == 0 && !["Control", "Meta", "Shift", "Alt"].iter().any(is_held);
    let address = address::linked_hash(event).filter(|_| is_plain)?;
    match Route::parse(&address) {
        Route::Server { id, .. } => Some((id, address)),
        _ => None,
    }
}
