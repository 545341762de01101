//! Quoting, one function a language. Every value is allow-listed before it comes here, and quoted all the same.

/// For a POSIX shell: single quotes, and a single quote inside as `'\''`.
pub(crate) fn sh(text: &str) -> String {
    ["'", &text.replace('\'', r"'\''"), "'"].concat()
}

/// For PowerShell: single quotes, doubled inside.
pub(crate) fn powershell(text: &str) -> String {
    ["'", &text.replace('\'', "''"), "'"].concat()
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
