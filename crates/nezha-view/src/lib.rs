//! The client's `view!` macro: Leptos' syntax, without a type for every tree.
//!
//! Leptos' own macro gives every tree of elements a type, and every type its code: the first load made with it
//! was 900 kB instead of 694. This one writes calls to `nezha_lens::dom`, which is in the bundle once.
//!
//! What it knows of Leptos' syntax: elements with literal or computed attributes; `on:event`, `prop:name`,
//! `class:name`, `style:name` and `node_ref`; text, `{blocks}`, fragments; components by their properties, with
//! `children` where they have some.

mod attribute;
mod element;

use proc_macro::TokenStream;
use rstml::{Infallible, Parser, ParserConfig};

/// Builds a view, a `nezha_lens::dom::View`.
#[proc_macro]
pub fn view(input: TokenStream) -> TokenStream {
    let config = ParserConfig::<Infallible>::new()
        .recover_block(true)
        .always_self_closed_elements(["br", "hr", "img", "input"].into_iter().collect());
    let nodes = match Parser::new(config).parse_simple(proc_macro2::TokenStream::from(input)) {
        Ok(nodes) => nodes,
        Err(error) => return error.into_compile_error().into(),
    };
    element::fragment(&nodes).unwrap_or_else(syn::Error::into_compile_error).into()
}
