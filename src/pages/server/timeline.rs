//! Which stretch of a server's recording live charts show: up to now, or up to where they were held.

use std::rc::Rc;

use leptos::prelude::*;
use nezha_chart::Range;
use nezha_fleet::recorded::Recording;
use nezha_fleet::units::MINUTE_MS;

use crate::dom::Var;
use crate::recorder::Recorder;

/// What is recorded of a server, as far back as one wants to look.
#[derive(Clone, Copy)]
pub(super) struct Timeline {
    server_id: u64,
    recorder: Recorder,
    minutes: Var<i64>,
    /// `None` while it goes on. While it stands still nothing follows the recorder.
    held: Var<Option<Rc<Held>>>,
}

/// What charts show while they stand still: what was recorded, up to a moment in Unix milliseconds.
struct Held {
    recording: Recording,
    to_ms: i64,
}

impl Timeline {
    /// So many minutes of a server's recording.
    pub(super) fn new(server_id: u64, recorder: Recorder, minutes: Var<i64>) -> Self {
        Self { server_id, recorder, minutes, held: Var::new(None) }
    }

    /// From when to when it is shown; the caller follows it.
    pub(super) fn range(self) -> Range {
        let to_ms = self.held.get().map_or_else(|| self.recorder.answered_ms(), |held| held.to_ms);
        Range::last(self.minutes.get() * MINUTE_MS, to_ms)
    }

    /// Looks at what is held, or else at what the recorder has now; the caller follows only the one.
    pub(super) fn with<T>(self, look: impl FnOnce(&Recording) -> T) -> Option<T> {
        match self.held.get() {
            Some(held) => Some(look(&held.recording)),
            None => self.recorder.with(self.server_id, look),
        }
    }

    /// Whether it stands still; the caller follows it.
    pub(super) fn is_held(self) -> bool {
        self.held.with(Option::is_some)
    }

    /// Lets it stand still where it goes on, and go on where it stands still.
    pub(super) fn turn(self) {
        if self.held.with_untracked(Option::is_some) {
            return self.go_on();
        }
        let held = untrack(|| {
            let to_ms = self.recorder.answered_ms();
            let hold = |recording: &Recording| Rc::new(Held { recording: recording.clone(), to_ms });
            self.recorder.with(self.server_id, hold)
        });
        self.held.set(held);
    }

    /// Lets it go on.
    pub(super) fn go_on(self) {
        self.held.set(None);
    }
}
