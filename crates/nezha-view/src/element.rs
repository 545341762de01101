//! Elements, components, text and blocks.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use rstml::Infallible;
use rstml::node::{KeyedAttribute, Node, NodeAttribute, NodeElement};
use syn::spanned::Spanned;
use syn::{Error, Result};

use crate::attribute;

/// The elements of SVG that a view may have; all others are HTML.
const SVG: [&str; 10] = ["svg", "g", "path", "circle", "rect", "line", "polyline", "polygon", "defs", "text"];

/// Several nodes beside each other, as one view.
pub(crate) fn fragment(nodes: &[Node<Infallible>]) -> Result<TokenStream> {
    let views = nodes.iter().filter(|node| !matches!(node, Node::Comment(_))).map(view);
    let views = views.collect::<Result<Vec<_>>>()?;
    match views.as_slice() {
        [one] => Ok(one.clone()),
        _ => Ok(quote! { ::nezha_lens::dom::View::of_several([#(#views),*]) }),
    }
}

/// One node as a view.
fn view(node: &Node<Infallible>) -> Result<TokenStream> {
    match node {
        Node::Element(element) if is_component(element) => component(element),
        Node::Element(element) => html(element),
        Node::Text(text) => {
            let text = &text.value;
            Ok(quote! { ::nezha_lens::dom::Child::into_view(#text) })
        }
        Node::RawText(text) => {
            let text = text.to_token_stream_string();
            Ok(quote! { ::nezha_lens::dom::Child::into_view(#text) })
        }
        Node::Block(block) => {
            Ok(quote! { ::nezha_lens::dom::Child::into_view(#[allow(unused_braces)] #block) })
        }
        Node::Fragment(inner) => fragment(&inner.children),
        other => Err(Error::new(other.span(), "Neither an element, a text nor a block.")),
    }
}

fn is_component(element: &NodeElement<Infallible>) -> bool {
    element.name().to_string().starts_with(char::is_uppercase)
}

/// An element of HTML or SVG: made, given its attributes, filled.
fn html(element: &NodeElement<Infallible>) -> Result<TokenStream> {
    let name = element.name().to_string();
    let made = if SVG.contains(&name.as_str()) { format_ident!("svg") } else { format_ident!("html") };
    let attributes = keyed(element)?.into_iter().map(attribute::set).collect::<Result<Vec<_>>>()?;
    let children = element.children.iter().filter(|node| !matches!(node, Node::Comment(_)));
    let children = children.map(|node| match node {
        Node::Text(text) => {
            let text = &text.value;
            Ok(quote! { element.text(#text); })
        }
        node => view(node).map(|view| quote! { element.add(#view); }),
    });
    let children = children.collect::<Result<Vec<_>>>()?;
    Ok(quote! {{
        let element = ::nezha_lens::dom::Element::#made(#name);
        #(#attributes)*
        #(#children)*
        element.into_view()
    }})
}

/// A component: its properties by name, its content as `children`.
fn component(element: &NodeElement<Infallible>) -> Result<TokenStream> {
    let name = element.name();
    let properties = keyed(element)?.into_iter().map(|property| {
        let key = &property.key;
        match property.value() {
            Some(value) => quote! { .#key(#[allow(unused_braces)] { #value }) },
            None => quote! { .#key(#key) },
        }
    });
    let children = if element.children.is_empty() {
        quote! {}
    } else {
        let content = fragment(&element.children)?;
        quote! { .children(::nezha_lens::dom::Children::new(move || #content)) }
    };
    Ok(quote! {
        ::leptos::component::component_view(
            &#name,
            ::leptos::component::component_props_builder(&#name)#(#properties)*#children.build(),
        )
    })
}

/// The attributes; every one has a name.
fn keyed(element: &NodeElement<Infallible>) -> Result<Vec<&KeyedAttribute>> {
    let keyed = element.attributes().iter().map(|attribute| match attribute {
        NodeAttribute::Attribute(keyed) => Ok(keyed),
        NodeAttribute::Block(block) => Err(Error::new(block.span(), "An attribute needs a name.")),
    });
    keyed.collect()
}
