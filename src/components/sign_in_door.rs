//! The way to the token form, which is loaded when it is first wanted.

use crate::dom::Var;

/// Opens the token form from anywhere.
#[derive(Clone, Copy)]
pub struct SignInDoor {
    pub(super) open: Var<bool>,
    wanted: Var<bool>,
}

impl Default for SignInDoor {
    fn default() -> Self {
        Self { open: Var::new(false), wanted: Var::new(false) }
    }
}

impl SignInDoor {
    /// Shows the form.
    pub fn open(self) {
        self.wanted.set_if_new(true);
        self.open.set(true);
    }

    /// Shows the form by itself: not to somebody who has seen it.
    pub fn offer(self) {
        if !self.wanted.get_untracked() {
            self.open();
        }
    }

    /// Whether it was ever opened.
    pub fn is_wanted(self) -> bool {
        self.wanted.get()
    }
}
