//! The table as a file for spreadsheets.

use super::table::Row;

/// CSV after RFC 4180 with the columns `name`, `secret` and `command`; every value in quotes, lines end with CR LF.
///
/// A name that a spreadsheet would take for a formula gets an apostrophe in front. The file holds the secrets.
pub fn bulk_csv(rows: &[Row]) -> String {
    let mut out = "name,secret,command\r\n".to_owned();
    for row in rows {
        push_name(&mut out, &row.made.name);
        out.push(',');
        push_value(&mut out, row.made.secret.reveal());
        out.push(',');
        push_value(&mut out, &row.command.text);
        out.push_str("\r\n");
    }
    out
}

fn push_name(out: &mut String, name: &str) {
    if is_formula(name) {
        push_value(out, &["'", name].concat());
    } else {
        push_value(out, name);
    }
}

/// As it is: whoever takes a secret or a command out of the file needs every byte of it.
fn push_value(out: &mut String, value: &str) {
    out.push('"');
    for c in value.chars() {
        if c == '"' {
            out.push('"');
        }
        out.push(c);
    }
    out.push('"');
}

/// Some spreadsheets look behind blanks, and some take the wide forms that East Asian input methods write.
fn is_formula(value: &str) -> bool {
    value.starts_with(['\t', '\r', '\n'])
        || value.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::table::{Made, bulk_table};
    use super::*;
    use crate::{Platform, example};

    /// A reader written from the grammar of RFC 4180; `None` when the text does not follow it.
    fn read(text: &str) -> Option<Vec<Vec<String>>> {
        let mut rest = text;
        let mut rows = Vec::new();
        while !rest.is_empty() {
            let mut row = Vec::new();
            loop {
                rest = rest.strip_prefix('"')?;
                let mut value = String::new();
                loop {
                    let end = rest.find('"')?;
                    value += &rest[..end];
                    rest = &rest[end + 1..];
                    let Some(more) = rest.strip_prefix('"') else { break };
                    value.push('"');
                    rest = more;
                }
                row.push(value);
                match rest.strip_prefix(',') {
                    Some(more) => rest = more,
                    None => break,
                }
            }
            rest = rest.strip_prefix("\r\n")?;
            rows.push(row);
        }
        Some(rows)
    }

    fn rows(names: &[String], platform: Platform) -> Vec<Row> {
        let options = example::options();
        let made = |name: &String| Made { name: name.clone(), secret: options.secret.clone() };
        let made = names.iter().map(made).collect::<Vec<_>>();
        bulk_table(&made, platform, &options).unwrap()
    }

    proptest! {
        #[test]
        fn every_value_is_read_back(
            names in prop::collection::vec("(?s).{0,12}|[\"',\r\n=+@ -]{0,6}", 0..6),
            platform in prop::sample::select(vec![Platform::LinuxManual, Platform::Ansible]),
        ) {
            let rows = rows(&names, platform);
            let text = bulk_csv(&rows);
            let body = text.strip_prefix("name,secret,command\r\n").unwrap();
            let read = read(body).unwrap();
            prop_assert_eq!(read.len(), rows.len());
            for (values, row) in read.iter().zip(&rows) {
                let [name, secret, command] = values.as_slice() else { panic!("{values:?}") };
                let marked = ["'", &row.made.name].concat();
                prop_assert!([&row.made.name, &marked].contains(&name));
                prop_assert!(!name.trim_start().starts_with(['=', '+', '-', '@']) && !name.starts_with(['\t', '\r']));
                prop_assert_eq!(secret, row.made.secret.reveal());
                prop_assert_eq!(command, &row.command.text);
            }
        }
    }

    #[test]
    fn a_name_that_is_a_formula_is_only_shown() {
        let names = ["=1+1", " @x", "＝1", "plain"].map(str::to_owned);
        let text = bulk_csv(&rows(&names, Platform::LinuxManual));
        for start in ["\r\n\"'=1+1\"", "\r\n\"' @x\"", "\r\n\"'＝1\"", "\r\n\"plain\""] {
            assert!(text.contains(start), "{text}");
        }
    }
}
