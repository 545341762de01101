//! What is loaded only when it is first needed.
//!
//! The servers as cards are what everybody opens; they come with the first load. Everything else belongs to a part: a
//! file of its own, which `xtask` cuts out of the compiled program, and which is fetched when it is first shown. A build
//! that is not cut (for tests, by `trunk serve`) has everything in one file, and its parts are there at once.

use leptos::task::spawn_local;

use crate::background::{AgesRunOn, AskAtPress, FindInPage, KeepFocus, KeepListLeft};
use crate::components::list::{ColumnChooser, ServerTable};
use crate::components::{SignIn, ViewPassword};
use crate::dom::{Var, View, view};
use crate::feed::{WatchSocket, watch_socket};
use crate::pages::{Compare, Hygiene, Register, Rehearsal, ServerPage, SettingsPage};
use crate::recorder::RunRecorder;

/// What makes a view of something that its part has, and nothing of anything else.
type Make = fn(Deferred) -> View;

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
pub enum Deferred {
    /// The servers as a table.
    Table,
    /// Which columns the table has.
    Columns,
    /// The token form.
    SignIn,
    /// The form for the view password.
    ViewPassword,
    /// One server.
    Server,
    /// Servers side by side.
    Compare,
    /// Nothing to see: what records for later, makes charts come sooner, lets the browser's own search find servers, and
    /// keeps the focus where it was.
    Background,
    /// Registering servers.
    Register,
    /// What could be tidied up.
    Hygiene,
    /// What the visitor prefers.
    Settings,
}

/// The files that they are in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Table,
    SignIn,
    Charts,
    Forms,
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

/// How far all parts are.
#[derive(Clone, Copy)]
pub struct Parts([Var<Coming>; Part::ALL.len()]);

impl Default for Parts {
    fn default() -> Self {
        Self(std::array::from_fn(|_| Var::default()))
    }
}

impl Parts {
    /// How far the part is that has it.
    pub fn coming(self, what: Deferred) -> Var<Coming> {
        self.0[what.part() as usize]
    }

    /// Fetches the part that has it, unless that is here or on its way.
    pub fn fetch(self, what: Deferred) {
        let coming = self.coming(what);
        if matches!(coming.get_untracked(), Coming::OnItsWay | Coming::Here(_)) {
            return;
        }
        coming.set(Coming::OnItsWay);
        spawn_local(async move {
            coming.set(what.part().load().await.map_or(Coming::Missing, Coming::Here));
        });
    }
}

impl Deferred {
    fn part(self) -> Part {
        match self {
            Self::Table | Self::Columns => Part::Table,
            Self::SignIn | Self::ViewPassword => Part::SignIn,
            Self::Server | Self::Compare | Self::Background => Part::Charts,
            Self::Register | Self::Hygiene | Self::Settings => Part::Forms,
        }
    }
}

impl Part {
    const ALL: [Self; 4] = [Self::Table, Self::SignIn, Self::Charts, Self::Forms];

    async fn load(self) -> Result<Make, Missing> {
        match self {
            Self::Table => table().await,
            Self::SignIn => sign_in().await,
            Self::Charts => charts().await,
            Self::Forms => forms().await,
        }
    }
}

/// `part!(part: What = it)` makes a function of that name that fetches the part and returns `it`, which lies in the part,
/// with all that only it uses.
macro_rules! part {
    ($(#[$about:meta])* $visible:vis $part:ident: $what:ty = $it:expr) => {
        $(#[$about])*
        #[cfg(in_parts)]
        #[leptos::wasm_split::wasm_split($part, wasm_split_path = leptos::wasm_split, fallible)]
        $visible fn $part() -> Result<$what, Missing> {
            Ok($it)
        }

        $(#[$about])*
        #[cfg(not(in_parts))]
        $visible async fn $part() -> Result<$what, Missing> {
            Ok($it)
        }
    };
}

part!(table: Make = |what| match what {
    Deferred::Table => view! { <ServerTable/> },
    Deferred::Columns => view! { <ColumnChooser/> },
    _ => View::nothing(),
});
part!(sign_in: Make = |what| match what {
    Deferred::SignIn => view! { <SignIn/> },
    Deferred::ViewPassword => view! { <ViewPassword/> },
    _ => View::nothing(),
});
part!(charts: Make = |what| match what {
    Deferred::Server => view! { <ServerPage/> },
    Deferred::Compare => view! { <Compare/> },
    Deferred::Background => view! { <RunRecorder/><AskAtPress/><Rehearsal/><FindInPage/><KeepFocus/><KeepListLeft/><AgesRunOn/> },
    _ => View::nothing(),
});
part!(forms: Make = |what| match what {
    Deferred::Register => view! { <Register/> },
    Deferred::Hygiene => view! { <Hygiene/> },
    Deferred::Settings => view! { <SettingsPage/> },
    _ => View::nothing(),
});
part!(
    /// What watches the servers for a guest, who cannot ask.
    ///
    /// # Errors
    /// When the part does not arrive.
    pub guest: WatchSocket = watch_socket
);
