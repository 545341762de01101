//! The settings as a text.

use leptos::prelude::*;
use nezha_fleet::column::Column;
use nezha_fleet::query::Query;
use web_sys::HtmlTextAreaElement;

use crate::components::{CopyButton, SureButton};
use crate::dom::{Handle, Signal, Var, View, react, shared, view};
use crate::kept::{preferences::Preferences, settings::Settings};
use crate::navigation::Navigation;
use crate::words::{Words, fill, format};

/// The settings as a text: to copy, to paste from elsewhere, to reset. What cannot be read is told, and changes nothing.
#[component]
pub(super) fn TakeAlong() -> View {
    let words = Words::of_app();
    let settings = shared::<Settings>();
    let field = Handle::<HtmlTextAreaElement>::default();
    let navigation = shared::<Navigation>();
    let unread = Var::new(String::new());
    let text = Signal::derive(move || print(settings.preferences(), navigation.columns()));
    let differs = Signal::derive(move || !text.get().is_empty());
    let shown = StoredValue::new(String::new());
    let show = move |text: &str| {
        if let Some(field) = field.found() {
            field.set_value(text);
            shown.set_value(field.value());
        }
    };
    react(move || {
        let text = text.get();
        // What somebody is writing there stays, whatever is chosen meanwhile.
        if field.get().is_some_and(|field| shown.with_value(|shown| *shown == field.value())) {
            show(&text);
        }
    });
    let choose = move |(preferences, columns)| {
        unread.set(String::new());
        navigation.set_columns(columns);
        settings.replace(preferences);
    };
    let apply = move |_| {
        let Some(field) = field.found() else { return };
        match read(&field.value()) {
            Ok(choices) => {
                choose(choices);
                show(&text.get_untracked());
            }
            Err(line) => unread.set(line.to_owned()),
        }
    };
    let reset = move || {
        choose(Default::default());
        show(&text.get_untracked());
    };
    let problem = move || {
        let line = unread.get();
        (!line.is_empty()).then(|| fill(words.get().settings_unread(), &[("line", &format::isolated(&line))]))
    };
    view! {
        <section class="panel take-along">
            <h2 id="settings-text">{words.say(|w| w.settings_text())}</h2>
            <p class="hint">{words.say(|w| w.settings_text_hint())}</p>
            <textarea class="input" spellcheck="false" aria-labelledby="settings-text" node_ref=field></textarea>
            <p role="status">{problem}</p>
            <div class="actions">
                <CopyButton text/>
                <button type="button" class="button" on:click=apply>{words.say(|w| w.settings_apply())}</button>
                <SureButton class="button quiet" label=words.say(|w| w.settings_reset())
                    question=words.say(|w| w.settings_reset_sure()) asks=differs act=reset/>
            </div>
        </section>
    }
}

/// Every choice that is not the default, one a line: the settings, and the table's columns as addresses have them.
fn print(preferences: Preferences, columns: Vec<Column>) -> String {
    let columns = Query { columns, ..Query::default() }.to_string();
    let end = if columns.is_empty() { "" } else { "\n" };
    [&preferences.print(), &columns, end].concat()
}

/// Reads what [`print`] wrote.
///
/// # Errors
/// The first line that is none of it.
fn read(text: &str) -> Result<(Preferences, Vec<Column>), &str> {
    let (mut preferences, mut columns) = Default::default();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let named = Query { columns: Query::parse(line).columns, ..Query::default() };
        if named != Query::default() && named.to_string() == line {
            columns = named.columns;
        } else if !Preferences::read(&mut preferences, line) {
            return Err(line);
        }
    }
    Ok((preferences, columns))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kept::preferences::Setting;

    #[test]
    fn what_is_taken_along_is_read_elsewhere_with_the_columns() {
        let mut preferences = Preferences::default();
        preferences.choose(Setting::Pace, "10");
        let columns = vec![Column::Ip, Column::Cpu];
        let text = print(preferences, columns.clone());
        assert_eq!(text, "pace=10\ncols=ip,cpu\n");
        assert_eq!(read(&text.replace('\n', "\r\n")), Ok((preferences, columns)));
        assert_eq!(print(Preferences::default(), Vec::new()), "");
        assert_eq!(read(" \n"), Ok(Default::default()));
    }

    #[test]
    fn the_first_line_that_cannot_be_read_is_named() {
        for line in ["pace=7", "cols=cpu,soul", "cols=", "cols=cpu&q=x", "q=x", "hello"] {
            assert_eq!(read(&["theme=dark\n", line, "\nzzz"].concat()), Err(line));
        }
    }
}
