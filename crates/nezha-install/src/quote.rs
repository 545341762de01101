//! Quoting, one function a language. Every value is allow-listed before it comes here, and quoted all the same.

/// For a POSIX shell: single quotes, and a single quote inside as `'\''`.
pub(crate) fn sh(text: &str) -> String {
    ["'", &text.replace('\'', r"'\''"), "'"].concat()
}

/// For PowerShell: single quotes, doubled inside. Typographic ones end a text there as well.
pub(crate) fn powershell(text: &str) -> String {
    let mut quoted = String::from("'");
    for letter in text.chars() {
        quoted.push(letter);
        if ends_a_powershell_text(letter) {
            quoted.push(letter);
        }
    }
    quoted.push('\'');
    quoted
}

/// Whether PowerShell takes this for a single quote.
fn ends_a_powershell_text(letter: char) -> bool {
    matches!(letter, '\'' | '\u{2018}'..='\u{201b}')
}

/// For a command line in a systemd unit: double quotes; `%` and `$` are doubled, as they stand for more.
pub(crate) fn systemd(text: &str) -> String {
    let escaped = text.replace('\\', r"\\").replace('"', "\\\"").replace('%', "%%").replace('$', "$$");
    ["\"", &escaped, "\""].concat()
}

/// A text of several lines as the body of a YAML block scalar: every line that is not empty gets the indent.
pub(crate) fn yaml_block(text: &str, indent: &str) -> String {
    let mut block = String::new();
    for line in text.lines() {
        if !line.is_empty() {
            block.push_str(indent);
            block.push_str(line);
        }
        block.push('\n');
    }
    block
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::tokens::{Token, split};

    proptest! {
        #[test]
        fn a_shell_reads_back_whatever_was_quoted(texts in prop::collection::vec(any::<String>(), 1..5)) {
            let line = texts.iter().map(|text| sh(text)).collect::<Vec<_>>().join(" ");
            let words = texts.into_iter().map(Token::Word).collect::<Vec<_>>();
            prop_assert_eq!(split(&line), Some(words));
        }

        #[test]
        fn powershell_reads_back_whatever_was_quoted(
            texts in prop::collection::vec(prop_oneof![any::<String>(), hostile_to_powershell()], 1..5),
        ) {
            let line = texts.iter().map(|text| powershell(text)).collect::<Vec<_>>().join(" ");
            prop_assert_eq!(powershell_literals(&line), Some(texts));
        }
    }

    /// What ends, escapes, expands or chains something in PowerShell.
    fn hostile_to_powershell() -> impl Strategy<Value = String> {
        "['\u{2018}\u{2019}\u{201a}\u{201b}\"\u{201c}\u{201d}`$(){};|&#@,\\-\n\r \0a]{0,12}"
    }

    /// The texts of a line that is nothing but single-quoted literals with spaces between them, by the rules of
    /// PowerShell's language specification (2.3.5.2); `None` for a line with anything else in it.
    fn powershell_literals(line: &str) -> Option<Vec<String>> {
        const QUOTES: [char; 5] = ['\'', '‘', '’', '‚', '‛'];
        let mut letters = line.chars().peekable();
        let mut literals = Vec::new();
        loop {
            if !QUOTES.contains(&letters.next()?) {
                return None;
            }
            let mut literal = String::new();
            loop {
                let letter = letters.next()?;
                if QUOTES.contains(&letter) && letters.next_if(|next| QUOTES.contains(next)).is_none() {
                    break;
                }
                literal.push(letter);
            }
            literals.push(literal);
            match letters.next() {
                None => return Some(literals),
                Some(' ') => {}
                Some(_) => return None,
            }
        }
    }

    #[test]
    fn a_text_that_is_not_quoted_for_powershell_is_no_literal() {
        for line in ["a", "'a", "'a'b'", "'a';b", "'a\u{2019}; b #'"] {
            assert_eq!(powershell_literals(line), None, "{line}");
        }
    }

    #[test]
    fn quotes_inside_are_escaped_in_each_language() {
        assert_eq!(sh("a'b"), r"'a'\''b'");
        assert_eq!(powershell("a'b"), "'a''b'");
        assert_eq!(systemd(r#"a"b\c%d$e"#), r#""a\"b\\c%%d$$e""#);
    }

    #[test]
    fn a_block_keeps_its_lines() {
        assert_eq!(yaml_block("a\n\n  b", "    "), "    a\n\n      b\n");
    }
}
