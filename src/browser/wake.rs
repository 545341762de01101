//! Waiting that can be cut short.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use futures::channel::oneshot;
use futures::future::{Either, select};
use gloo_timers::future::TimeoutFuture;

/// Lets a sleeper be woken before its time. Clones wake the same sleeper.
#[derive(Clone, Default)]
pub struct Wake {
    sleeper: Rc<RefCell<Option<oneshot::Sender<()>>>>,
    is_urged: Rc<Cell<bool>>,
}

impl Wake {
    /// Wakes the sleeper, if there is one.
    pub fn ring(&self) {
        if let Some(sleeper) = self.sleeper.take() {
            // It may have stopped waiting by itself.
            let _ = sleeper.send(());
        }
    }

    /// Wakes the sleeper. Where nobody sleeps, since what was to be begun anew is under way, it is remembered for who asks
    /// [`Wake::take_urge`] after that.
    pub fn urge(&self) {
        self.is_urged.set(true);
        self.ring();
    }

    /// Whether there was an [`Wake::urge`] since this was asked last.
    pub fn take_urge(&self) -> bool {
        self.is_urged.take()
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
