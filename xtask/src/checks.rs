//! Rules of the house that no compiler knows.

use std::collections::BTreeMap;
use std::fs;

use crate::shell::{Stop, root};

/// The only style sheets that name colours: of the first load, and of the part with charts.
const TOKENS: [&str; 2] = ["tokens.css", "chart_tokens.css"];

/// Holds the style sheets to their rules: dark is written twice and must be the same twice, and nothing is younger than
/// the oldest browsers that are promised.
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
        if !index.contains(&format!("style/{name}")) {
            return Err(Stop::new(
                format!("style/{name} is not linked in index.html."),
                "Link it, or delete it.",
            ));
        }
        if !TOKENS.contains(&name.as_str()) && css.lines().any(|line| line.contains("#") && has_colour(line))
        {
            return Err(Stop::new(format!("style/{name} names a colour of its own."), "Make it a token."));
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

/// Whether a line has a hexadecimal colour.
fn has_colour(line: &str) -> bool {
    line.split('#').skip(1).any(|rest| {
        let digits = rest.chars().take_while(char::is_ascii_hexdigit).count();
        matches!(digits, 3 | 4 | 6 | 8)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colour_is_seen_and_an_id_is_not() {
        assert!(has_colour("color: #fff;") && has_colour("background: #00000066;"));
        assert!(!has_colour("#shell { }") && !has_colour("url(#x)"));
    }

    #[test]
    fn declarations_are_read_by_name() {
        let css = ":root { --a: 1px; --b: #fff; } x { --a: 2px }";
        assert_eq!(block(css, ":root {"), BTreeMap::from([("--a", "1px"), ("--b", "#fff")]));
    }
}
