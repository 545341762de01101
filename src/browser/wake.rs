//! Waiting that can be cut short.

use std::cell::RefCell;
use std::rc::Rc;

use futures::channel::oneshot;
use futures::future::{Either, select};
use gloo_timers::future::TimeoutFuture;

/// Lets a sleeper be woken before its time. Clones wake the same sleeper.
#[derive(Clone, Default)]
pub struct Wake {
    sleeper: Rc<RefCell<Option<oneshot::Sender<()>>>>,
}

impl Wake {
    /// Wakes the sleeper, if there is one.
    pub fn ring(&self) {
        if let Some(sleeper) = self.sleeper.take() {
            // It may have stopped waiting by itself.
            let _ = sleeper.send(());
        }
    }

    /// Waits until woken.
    pub async fn wait(&self) {
        let (sleeper, woken) = oneshot::channel();
        self.sleeper.replace(Some(sleeper));
        // An error means that a later sleeper took the place: then this one has nothing to wait for.
        let _ = woken.await;
    }

    /// Waits until woken, but no longer than this. Returns whether it was woken.
    pub async fn wait_at_most(&self, ms: u32) -> bool {
        let woken = Box::pin(self.wait());
        matches!(select(TimeoutFuture::new(ms), woken).await, Either::Right(_))
    }
}
