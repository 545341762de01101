//! What is loaded only when it is first needed.
//!
//! The servers as cards are what everybody opens; they come with the first load. Everything else belongs to a part: a
//! file of its own, which `xtask` cuts out of the compiled program, and which is fetched when it is first shown. A build
//! that is not cut (for tests, by `trunk serve`) has everything in one file, and its parts are there at once.

use leptos::task::spawn_local;

use crate::components::{ServerTable, SignIn};
use crate::dom::{Var, View, view};
use crate::pages::{Compare, Hygiene, Register, ServerPage, SettingsPage};
use crate::recorder::RunRecorder;

/// What makes a view of it.
type Make = fn() -> View;

/// A part did not arrive.
#[derive(Debug, Clone, Copy)]
struct Missing;

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
pub struct Parts([Var<Coming>; 8]);

impl Default for Parts {
    fn default() -> Self {
        Self([(); 8].map(|()| Var::default()))
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

/// `part!(part, function: Component)` makes a function that fetches the part and returns what makes the component; the
/// component lies in the part, with all that only it uses.
macro_rules! part {
    ($part:ident, $function:ident: $component:ident) => {
        #[cfg(in_parts)]
        #[leptos::wasm_split::wasm_split($part, wasm_split_path = leptos::wasm_split, fallible)]
        fn $function() -> Result<Make, Missing> {
            Ok(|| view! { <$component/> })
        }

        #[cfg(not(in_parts))]
        async fn $function() -> Result<Make, Missing> {
            Ok(|| view! { <$component/> })
        }
    };
}

part!(table, table: ServerTable);
part!(sign_in, sign_in: SignIn);
part!(charts, server: ServerPage);
part!(charts, compare: Compare);
part!(charts, recorder: RunRecorder);
part!(forms, register: Register);
part!(forms, hygiene: Hygiene);
part!(forms, settings: SettingsPage);
