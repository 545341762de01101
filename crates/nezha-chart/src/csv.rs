//! The chart's samples as a file for spreadsheets. Its column names and marks are a file format, and English in every language.

use crate::digits::{push_exact, push_padded};
use crate::range::Range;
use crate::series::{Mark, Series};
use crate::table::rows;
use crate::wall::Wall;
use crate::zone::Zone;

/// CSV after RFC 4180: a header, then a row for each time. `names` are the series' names in the same order,
/// and `unit` stands after each; a name that a spreadsheet would take for a formula gets an apostrophe.
///
/// Each series has a column of values, as short as they read back to the same number, and if any of its
/// samples is marked a second column that says `lost`, `partly lost`, `cannot tell` or `capped`.
/// Means have two more, for the minimum and the maximum. Lost samples have no value:
/// a zero would be averaged. Times are ISO 8601 with the offset of `zone`.
#[must_use]
pub fn csv(series: &[Series], names: &[&str], unit: &str, range: Range, zone: &dyn Zone) -> String {
    let mut out = String::with_capacity(64 * 1024);
    let marked: Vec<bool> = series.iter().map(|one| is_marked(one, range)).collect();
    out.push_str("time");
    for (at, has_marks) in marked.iter().enumerate() {
        let name = names.get(at).copied().unwrap_or_default();
        push_header(&mut out, name, &[unit]);
        if series.get(at).is_some_and(Series::has_extremes) {
            push_header(&mut out, name, &["min", unit]);
            push_header(&mut out, name, &["max", unit]);
        }
        if *has_marks {
            push_header(&mut out, name, &["mark"]);
        }
    }
    for row in rows(series, range) {
        out.push_str("\r\n");
        push_time(&mut out, row.time_ms, zone);
        for ((cell, has_marks), one) in row.cells.iter().zip(&marked).zip(series) {
            let mark = cell.map(|sample| sample.mark).unwrap_or_default();
            out.push(',');
            if let Some(sample) = cell
                && mark != Mark::Lost
            {
                push_exact(&mut out, sample.value);
            }
            if one.has_extremes() {
                let extremes = cell.and_then(|sample| sample.extremes);
                for value in [extremes.map(|both| both.0), extremes.map(|both| both.1)] {
                    out.push(',');
                    if let Some(value) = value {
                        push_exact(&mut out, value);
                    }
                }
            }
            if *has_marks {
                out.push(',');
                out.push_str(word(mark));
            }
        }
    }
    out.push_str("\r\n");
    out
}

fn is_marked(series: &Series, range: Range) -> bool {
    series.window(range).any(|at| series.mark(at) != Mark::Plain)
}

fn word(mark: Mark) -> &'static str {
    match mark {
        Mark::Plain => "",
        Mark::Lost => "lost",
        Mark::PartlyLost => "partly lost",
        Mark::Capped => "capped",
        Mark::CannotTell => "cannot tell",
    }
}

/// A quoted cell with a name and what the column holds. Names are free text from the dashboard.
fn push_header(out: &mut String, name: &str, what: &[&str]) {
    out.push_str(",\"");
    if is_formula(name) {
        out.push('\'');
    }
    for (at, character) in name.char_indices() {
        if character == '"' {
            out.push('"');
        }
        out.push(character);
        // Where spreadsheets separate by semicolons, the line begins without a quote, and these begin a cell.
        if matches!(character, ';' | '\n' | '\r') && is_formula(name[at + 1..].trim_start_matches(['"', ' ']))
        {
            out.push('\'');
        }
    }
    let mut before = " (";
    for word in what.iter().filter(|word| !word.is_empty()) {
        out.push_str(before);
        out.push_str(word);
        before = " ";
    }
    out.push_str(if before == " " { ")\"" } else { "\"" });
}

/// Some spreadsheets look behind blanks, and some take the wide forms that East Asian input methods write.
fn is_formula(name: &str) -> bool {
    name.starts_with(['\t', '\r', '\n'])
        || name.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
}

/// `2026-11-22T14:05:00+08:00`
fn push_time(out: &mut String, time_ms: i64, zone: &dyn Zone) {
    let wall = Wall::at(time_ms, zone);
    let offset = zone.offset_minutes_at(time_ms);
    push_padded(out, u64::try_from(wall.year).unwrap_or(0), 4);
    let ahead = if offset < 0 { '-' } else { '+' };
    let offset = offset.unsigned_abs();
    for (before, number) in [
        ('-', wall.month.into()),
        ('-', wall.day.into()),
        ('T', wall.hour.into()),
        (':', wall.minute.into()),
        (':', wall.second.into()),
        (ahead, u64::from(offset / 60)),
        (':', u64::from(offset % 60)),
    ] {
        out.push(before);
        push_padded(out, number, 2);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::zone::FixedZone;

    const RANGE: Range = Range { from_ms: 0, to_ms: 600_000 };

    #[test]
    fn values_are_as_sent_and_lost_ones_are_empty() {
        let marks = [Mark::Plain, Mark::Lost, Mark::PartlyLost, Mark::Capped];
        let series = [
            Series::new(0, &[0, 60_000, 120_000, 180_000], &[0.42949998, 0.0, 20.5, 1000.0], 180_000)
                .with_marks(&marks),
            Series::new(1, &[60_000], &[1e-7], 180_000),
        ];
        assert_eq!(
            csv(&series, &["Tokyo", "a \"b\", c"], "ms", RANGE, &FixedZone(480)),
            "time,\"Tokyo (ms)\",\"Tokyo (mark)\",\"a \"\"b\"\", c (ms)\"\r\n\
             1970-01-01T08:00:00+08:00,0.42949998,,\r\n\
             1970-01-01T08:01:00+08:00,,lost,0.0000001\r\n\
             1970-01-01T08:02:00+08:00,20.5,partly lost,\r\n\
             1970-01-01T08:03:00+08:00,1000,capped,\r\n"
        );
    }

    #[test]
    fn means_have_their_extremes_beside_them() {
        let series =
            [Series::new(0, &[0, 60_000], &[2.5, f32::NAN], 180_000).with_extremes(&[1.0; 2], &[4.0; 2])];
        let text = csv(&series, &["CPU"], "%", RANGE, &FixedZone(0));
        let expected =
            "time,\"CPU (%)\",\"CPU (min %)\",\"CPU (max %)\"\r\n1970-01-01T00:00:00+00:00,2.5,1,4\r\n";
        assert_eq!(text, expected);
    }

    #[test]
    fn names_that_look_like_formulas_are_defused() {
        for name in ["=1+1", "+1", "-1", "@x", "\t=1", " =x", "＝x", "\u{3000}=x", " ＠x"] {
            let text = csv(&[Series::new(0, &[], &[], 180_000)], &[name], "", RANGE, &FixedZone(0));
            assert_eq!(text, format!("time,\"'{name}\"\r\n"));
        }
    }

    #[test]
    fn a_formula_behind_a_semicolon_is_defused_too() {
        let text = csv(&[Series::new(0, &[], &[], 180_000)], &["a;=1+1; @x;b"], "", RANGE, &FixedZone(0));
        assert_eq!(text, "time,\"a;'=1+1;' @x;b\"\r\n");
        let text = csv(&[Series::new(0, &[], &[], 180_000)], &["a;\"=1+1;x"], "", RANGE, &FixedZone(0));
        assert_eq!(text, "time,\"a;'\"\"=1+1;x\"\r\n");
        let text = csv(&[Series::new(0, &[], &[], 180_000)], &["a\n=1+1\nb"], "", RANGE, &FixedZone(0));
        assert_eq!(text, "time,\"a\n'=1+1\nb\"\r\n", "nor where a line begins");
        let text = csv(&[Series::new(0, &[], &[], 180_000)], &["\r=1"], "", RANGE, &FixedZone(0));
        assert_eq!(text, "time,\"'\r'=1\"\r\n");
    }

    #[test]
    fn west_of_greenwich_the_offset_is_negative() {
        let mut text = String::new();
        push_time(&mut text, 0, &FixedZone(-210));
        assert_eq!(text, "1969-12-31T20:30:00-03:30");
    }
}
