//! What is loaded only when it is first needed.
//!
//! The servers as cards are what everybody opens; they come with the first load. Everything else belongs to a part: a
//! file of its own, which `xtask` cuts out of the compiled program, and which is fetched when it is first shown. A build
//! that is not cut (for tests, by `trunk serve`) has everything in one file, and its parts are there at once.

use leptos::task::spawn_local;

use crate::components::{ColumnChooser, ServerTable, SignIn};
use crate::dom::{Var, View, view};
use crate::feed::{Watch, watch};
use crate::pages::{Compare, Hygiene, Register, ServerPage, SettingsPage};
use crate::recorder::RunRecorder;

/// What makes a view of it.
type Make = fn() -> View;

/// A part did not arrive.
#[derive(Debug, Clone, Copy)]
pub struct Missing;

#[cfg(in_parts)]
impl From<leptos::wasm_split::SplitLoaderError> for Missing {
    fn from(_: leptos::wasm_split::SplitLoaderError) -> Self {
        Self
    }
}

/// What is loaded when it is first shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Late {
    /// The servers as a table.
    Table,
    /// Which columns the table has.
    Columns,
    /// The token form.
    SignIn,
    /// One server.
    Server,
    /// Servers side by side.
    Compare,
    /// Registering servers.
    Register,
    /// What could be tidied up.
    Hygiene,
    /// What the visitor prefers.
    Settings,
    /// Nothing to see: what records for later.
    Recorder,
}

/// How far a part is.
#[derive(Debug, Clone, Copy, Default)]
pub enum Coming {
    /// Nobody wanted it yet.
    #[default]
    NotAsked,
    /// It is being fetched.
    OnItsWay,
    /// It is here.
    Here(Make),
    /// It did not arrive: no network, or another build is on the server by now.
    Missing,
}

/// How far everything is that is loaded late.
#[derive(Clone, Copy)]
pub struct Parts([Var<Coming>; 9]);

impl Default for Parts {
    fn default() -> Self {
        Self(std::array::from_fn(|_| Var::default()))
    }
}

impl Parts {
    /// How far it is.
    pub fn coming(self, what: Late) -> Var<Coming> {
        self.0[what as usize]
    }

    /// Fetches it, unless it is here or on its way.
    pub fn fetch(self, what: Late) {
        let coming = self.coming(what);
        if matches!(coming.get_untracked(), Coming::OnItsWay | Coming::Here(_)) {
            return;
        }
        coming.set(Coming::OnItsWay);
        spawn_local(async move {
            coming.set(what.load().await.map_or(Coming::Missing, Coming::Here));
        });
    }
}

impl Late {
    async fn load(self) -> Result<Make, Missing> {
        match self {
            Self::Table => table().await,
            Self::Columns => columns().await,
            Self::SignIn => sign_in().await,
            Self::Server => server().await,
            Self::Compare => compare().await,
            Self::Register => register().await,
            Self::Hygiene => hygiene().await,
            Self::Settings => settings().await,
            Self::Recorder => recorder().await,
        }
    }
}

/// `part!(part, function: What = it)` makes a function that fetches the part and returns `it`, which lies in the part,
/// with all that only it uses.
macro_rules! part {
    ($(#[$about:meta])* $part:ident, $visible:vis $function:ident: $what:ty = $it:expr) => {
        $(#[$about])*
        #[cfg(in_parts)]
        #[leptos::wasm_split::wasm_split($part, wasm_split_path = leptos::wasm_split, fallible)]
        $visible fn $function() -> Result<$what, Missing> {
            Ok($it)
        }

        $(#[$about])*
        #[cfg(not(in_parts))]
        $visible async fn $function() -> Result<$what, Missing> {
            Ok($it)
        }
    };
}

part!(table, table: Make = || view! { <ServerTable/> });
part!(table, columns: Make = || view! { <ColumnChooser/> });
part!(sign_in, sign_in: Make = || view! { <SignIn/> });
part!(charts, server: Make = || view! { <ServerPage/> });
part!(charts, compare: Make = || view! { <Compare/> });
part!(charts, recorder: Make = || view! { <RunRecorder/> });
part!(forms, register: Make = || view! { <Register/> });
part!(forms, hygiene: Make = || view! { <Hygiene/> });
part!(forms, settings: Make = || view! { <SettingsPage/> });
part!(
    /// What watches the servers for a guest, who cannot ask.
    ///
    /// # Errors
    /// When the part does not arrive.
    guest, pub guest: Watch = watch
);
