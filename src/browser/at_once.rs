//! Work that begins before its caller goes on.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Waker};

use leptos::prelude::untrack;
use leptos::task::spawn_local;

/// Runs work up to where it first waits, now, and the rest whenever that is over.
///
/// A question to the dashboard leaves before what its caller does next: pages take longer to make than answers to come.
/// What the caller follows does not grow by what the work reads.
pub fn spawn_at_once(mut work: Pin<Box<dyn Future<Output = ()>>>) {
    let first = untrack(|| work.as_mut().poll(&mut Context::from_waker(Waker::noop())));
    if first.is_pending() {
        // It is asked again there, with a waker that wakes.
        spawn_local(work);
    }
}
