//! What is said in an element's tag.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use rstml::node::KeyedAttribute;
use syn::spanned::Spanned;
use syn::{Error, Expr, Lit, Result};

/// The call that gives `element` one attribute.
pub(crate) fn set(attribute: &KeyedAttribute) -> Result<TokenStream> {
    let key = attribute.key.to_string();
    let Some(value) = attribute.value() else {
        return Ok(quote! { element.set(#key, ""); });
    };
    let give = |kind: &str, name: &str| {
        let kind = format_ident!("{kind}");
        quote! {
            ::nezha_lens::dom::Source::flow(
                #[allow(unused_braces)] { #value },
                element.place(::nezha_lens::dom::Kind::#kind, #name),
            );
        }
    };
    match key.split_once(':') {
        Some(("on", event)) => {
            let event = format_ident!("{event}", span = attribute.key.span());
            Ok(quote! { element.on(::leptos::ev::#event, #value); })
        }
        Some(("prop", name)) => Ok(give("Property", name)),
        Some(("class", name)) => Ok(give("Class", name)),
        Some(("style", name)) => Ok(give("Style", name)),
        Some((other, _)) => {
            let known = format!("There is no {other}: here, only on:, prop:, class: and style:.");
            Err(Error::new(attribute.key.span(), known))
        }
        None if key == "node_ref" => Ok(quote! { element.fill(#value); }),
        None => Ok(match literal(value) {
            Some(text) => quote! { element.set(#key, #text); },
            None => give("Attribute", &key),
        }),
    }
}

/// The text of a literal.
fn literal(value: &Expr) -> Option<String> {
    let Expr::Lit(literal) = value else { return None };
    match &literal.lit {
        Lit::Str(text) => Some(text.value()),
        Lit::Int(number) => Some(number.base10_digits().to_owned()),
        _ => None,
    }
}
