//! Views: what components make of signals.
//!
//! The syntax is Leptos', and so are signals, effects, contexts and components. What Leptos makes of a `view!` is a type
//! of its own for every tree, with code of its own; with that the first load was 900 kB instead of 694. Here
//! every view is a [`View`], every element is made by the same few functions, and only closures differ.
//!
//! The [`view!`] macro is written in `crates/nezha-view` and calls what is in this folder.

mod child;
mod children;
mod context;
mod effect;
mod element;
mod handle;
mod keyed;
mod mount;
mod region;
mod signal;
mod source;
mod template;
mod value;
mod var;
mod view;

pub use child::Child;
pub use children::Children;
pub use context::{share, shared, shared_or};
pub use effect::{effect, react};
pub use element::Element;
pub use handle::Handle;
pub use keyed::{Key, keyed};
pub use mount::{Mounted, mount};
pub use nezha_view::view;
pub use signal::Signal;
pub use source::{Kind, Place, Source};
pub use template::{Spot, Template};
pub use value::Value;
pub use var::{ArcVar, Var};
pub use view::View;
