//! Rules of the house that no compiler knows.

use std::collections::BTreeMap;
use std::fs;

use crate::shell::{Stop, root};

/// The only style sheets that name colours: of the first load, and of the part with charts.
const TOKENS: [&str; 2] = ["tokens.css", "chart_tokens.css"];

/// How a colour is written without `#`: functions, and the names that come to mind first.
const COLOURS: [&str; 31] = [
    "rgb", "rgba", "hsl", "hsla", "hwb", "lab", "lch", "aqua", "black", "blue", "brown", "cyan", "fuchsia",
    "gold", "gray", "green", "grey", "lime", "magenta", "maroon", "navy", "olive", "orange", "pink",
    "purple", "red", "silver", "teal", "violet", "white", "yellow",
];

/// The widths at which the layout changes; `style/tokens.css` says what each is.
const BREAKPOINTS: [&str; 9] =
    ["96rem", "92rem", "78rem", "56rem", "48rem", "36rem", "30rem", "17rem", "18em"];

/// Holds the style sheets to their rules: dark is written twice and must be the same twice, nothing is younger than the oldest
/// browsers that are promised, and nothing moves by itself.
pub fn styles() -> Result<(), Stop> {
    let read = |name: &str| {
        fs::read_to_string(root().join("style").join(name))
            .map_err(|why| Stop::new(format!("style/{name}: {why}"), "It belongs to the repository."))
    };
    for name in TOKENS {
        let tokens = read(name)?;
        let chosen = block(&tokens, ":root[data-theme=\"dark\"] {");
        let by_system = block(&tokens, ":root:not([data-theme=\"light\"]) {");
        if chosen.is_empty() || chosen != by_system {
            let differs = chosen.iter().find(|(name, value)| by_system.get(*name) != Some(value));
            return Err(Stop::new(
                format!("The two dark themes in style/{name} differ, first in {differs:?}."),
                "Change both.",
            ));
        }
    }
    let index = fs::read_to_string(root().join("index.html")).unwrap_or_default();
    for entry in fs::read_dir(root().join("style")).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let css = read(&name)?;
        let too_young = [
            "light-dark(",
            "color-mix(",
            "oklch(",
            "@starting-style",
            "anchor(",
            "text-wrap:",
            ":has(",
            "@scope",
        ];
        if let Some(found) = too_young.into_iter().find(|young| css.contains(young)) {
            return Err(Stop::new(
                format!("style/{name} uses {found}, which the oldest promised browsers do not know."),
                "Write it another way.",
            ));
        }
        if css.contains("transition") {
            return Err(Stop::new(
                format!("style/{name} has a transition, which would draw frames between two polls."),
                "Let it change at once.",
            ));
        }
        if !index.contains(&format!("style/{name}")) {
            return Err(Stop::new(
                format!("style/{name} is not linked in index.html."),
                "Link it, or delete it.",
            ));
        }
        if let Some(width) = own_breakpoint(&css) {
            return Err(Stop::new(
                format!("style/{name} changes at a width of its own: {width}"),
                "Take one that style/tokens.css lists, or list it there and in xtask/src/checks.rs.",
            ));
        }
        if let Some(value) = own_colour(&css).filter(|_| !TOKENS.contains(&name.as_str())) {
            return Err(Stop::new(
                format!("style/{name} names a colour of its own: {value}"),
                "Make it a token.",
            ));
        }
    }
    Ok(())
}

/// The declarations of a rule, by name.
fn block<'a>(css: &'a str, head: &str) -> BTreeMap<&'a str, &'a str> {
    let Some((_, rest)) = css.split_once(head) else { return BTreeMap::new() };
    let body = rest.split_once('}').map_or(rest, |(body, _)| body);
    body.split(';')
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.trim(), value.trim()))
        .collect()
}

/// The first width in a query that is no breakpoint of the house.
fn own_breakpoint(css: &str) -> Option<&str> {
    let heads =
        css.split_inclusive(['{', '}', ';']).filter(|piece| piece.ends_with('{') && piece.contains('@'));
    heads
        .flat_map(|head| head.split("-width:").skip(1))
        .filter_map(|rest| rest.split_once(')'))
        .map(|(width, _)| width.trim())
        .find(|width| !BREAKPOINTS.contains(width))
}

/// The first value of a style sheet that names a colour.
fn own_colour(css: &str) -> Option<&str> {
    // A piece before a brace that opens is a selector.
    let pieces = css.split_inclusive(['{', '}', ';']).filter(|piece| !piece.ends_with('{'));
    pieces
        .filter_map(|piece| piece.split_once(':'))
        .map(|(_, value)| value.trim())
        .find(|value| has_colour(value))
}

/// Whether a value is a colour, or has one in it. Words for the colours of the system or of the text around are none.
fn has_colour(value: &str) -> bool {
    let is_hexadecimal = value.split('#').skip(1).any(|rest| {
        let digits = rest.chars().take_while(char::is_ascii_hexdigit).count();
        matches!(digits, 3 | 4 | 6 | 8)
    });
    let mut words = value.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '-');
    is_hexadecimal || words.any(|word| COLOURS.contains(&word.to_ascii_lowercase().as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_width_of_ones_own_is_seen_in_queries_only() {
        let query =
            |width| format!(".x {{ max-width: 7rem; }}\n@media (min-width: {width}) {{ .y {{ gap: 0 }} }}");
        assert_eq!(own_breakpoint(&query("56rem")), None);
        assert_eq!(own_breakpoint(&query("55rem")), Some("55rem"));
        assert_eq!(own_breakpoint("@media (min-width: 78rem) and (max-width: 95rem) {}"), Some("95rem"));
    }

    #[test]
    fn a_colour_is_seen_and_an_id_is_not() {
        for value in ["#fff", "1px solid #00000066", "rgb(0 0 0 / 50%)", "HSL(0, 0%, 0%)", "1px solid Red"] {
            assert!(own_colour(&format!(".x:hover {{ gap: 0; y: {value} }}")).is_some(), "{value}");
        }
        for value in ["url(#x)", "var(--red)", "currentColor", "transparent", "Highlight", "grayscale(1)"] {
            assert_eq!(own_colour(&format!("#add:hover {{ y: {value}; }}")), None);
        }
    }

    #[test]
    fn declarations_are_read_by_name() {
        let css = ":root { --a: 1px; --b: #fff; } x { --a: 2px }";
        assert_eq!(block(css, ":root {"), BTreeMap::from([("--a", "1px"), ("--b", "#fff")]));
    }
}
