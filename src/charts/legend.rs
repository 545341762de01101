//! Which lines are which, which are shown, and what they say of what is shown.

use leptos::ev::MouseEvent;
use leptos::prelude::*;
use nezha_chart::{Range, Style, style};
use nezha_fleet::latency::{SampleKind, Summary, is_notable};

use super::study::{Studied, Study};
use crate::dom::{Signal, View, keyed, view};
use crate::kept::hidden_monitors::HiddenMonitors;
use crate::words::{
    Word, Words, fill, format,
    losses::{no_data, part},
};

/// A column of numbers.
struct Column {
    word: Word,
    /// What it means, where the word alone does not say.
    rule: Word,
    say: fn(&Numbers) -> String,
    /// As which class the style sheet knows it.
    class: fn(&Numbers) -> &'static str,
}

/// What a cell is made from.
struct Numbers {
    summary: Summary,
    cap: Option<f32>,
    range: Range,
    words: Words,
}

/// A number like any other, whose word says what it is.
const PLAIN: Column = Column { word: |_| "", rule: |_| "", say: |_| String::new(), class: |_| "" };

const COLUMNS: [Column; 10] = [
    Column { word: |w| w.stat_last(), say: last, class: last_class, ..PLAIN },
    Column { word: |w| w.stat_min(), say: |n| format::milliseconds(n.summary.min), ..PLAIN },
    Column { word: |w| w.stat_median(), say: |n| n.capped(n.summary.median), class: |_| "strong", ..PLAIN },
    Column { word: |w| w.stat_p95(), rule: |w| w.stat_p95_rule(), say: |n| n.capped(n.summary.p95), ..PLAIN },
    Column { word: |w| w.stat_max(), say: |n| n.capped(n.summary.max), ..PLAIN },
    Column {
        word: |w| w.stat_jitter(),
        rule: |w| w.stat_jitter_rule(),
        say: |n| format::milliseconds(n.summary.jitter),
        ..PLAIN
    },
    Column {
        word: |w| w.stat_lost(),
        say: |n| part(n.summary.lost, n.summary.lost_share()),
        class: |n| loss_class("lost", n.summary.lost_share()),
        ..PLAIN
    },
    Column {
        word: |w| w.stat_partly_lost(),
        say: |n| part(n.summary.partly_lost, n.summary.partly_lost_share()),
        class: |n| loss_class("partly-lost", n.summary.partly_lost_share()),
        ..PLAIN
    },
    Column {
        word: |w| w.cannot_tell(),
        say: |n| part(n.summary.cannot_tell, n.summary.cannot_tell_share()),
        class: |n| if n.summary.cannot_tell > 0 { "doubt" } else { "" },
        ..PLAIN
    },
    Column {
        word: |w| w.no_data(),
        say: |n| no_data(n.summary.no_data_ms, n.range, n.words),
        class: |n| if n.summary.no_data_ms == Some(0) { "" } else { "gap" },
        ..PLAIN
    },
];

impl Numbers {
    /// A value in milliseconds; at the cap it is at least that.
    fn capped(&self, value: Option<f32>) -> String {
        let text = format::milliseconds(value);
        let is_capped =
            self.summary.at_cap > 0 && value.zip(self.cap).is_some_and(|(value, cap)| value >= cap);
        if is_capped { ["≥ ", &text].concat() } else { text }
    }
}

fn last(numbers: &Numbers) -> String {
    let words = numbers.words.get();
    match numbers.summary.last {
        None => format::UNKNOWN.to_owned(),
        Some(last) => match last.kind {
            SampleKind::Lost => words.lost_all().to_owned(),
            SampleKind::AtCap => ["≥ ", &format::milliseconds(Some(last.value))].concat(),
            SampleKind::Whole => format::milliseconds(Some(last.value)),
            // No latency that anything took: it may be less than the least.
            SampleKind::PartlyLost { .. } => marked(last.value, words.partly_lost()),
            SampleKind::CannotTell => marked(last.value, words.cannot_tell()),
        },
    }
}

/// A value, and on a line of its own what is special about it.
fn marked(value: f32, word: &str) -> String {
    [&format::milliseconds(Some(value)), "\n", word].concat()
}

fn last_class(numbers: &Numbers) -> &'static str {
    match numbers.summary.last.map(|last| last.kind) {
        Some(SampleKind::Lost) => "lost",
        Some(SampleKind::PartlyLost { .. }) => "partly-lost",
        Some(SampleKind::CannotTell) => "doubt",
        Some(SampleKind::Whole | SampleKind::AtCap) | None => "",
    }
}

/// How a share of loss is set: as `class` says from where it is worth a colour on, and like any other number below.
pub(crate) fn loss_class(class: &'static str, share: Option<f64>) -> &'static str {
    if is_notable(share) { class } else { "" }
}

/// A row a monitor: a switch with its colour and name, and its numbers over what is shown.
#[component]
pub(super) fn Legend(
    /// The monitors.
    study: Study,
    /// Which are hidden.
    hidden_monitors: HiddenMonitors,
    /// What is shown of the time.
    range: Signal<Range>,
) -> View {
    let words = Words::of_app();
    let all = {
        let study = study.clone();
        move || study.monitors_untracked().iter().map(|monitor| monitor.monitor_id).collect::<Vec<_>>()
    };
    let rows = {
        let study = study.clone();
        move || {
            let monitors = study.monitors();
            monitors.into_iter().map(|monitor| (monitor.monitor_id, monitor.line.index)).collect()
        }
    };
    let (all_shown, all_inverted, all_solo) = (all.clone(), all.clone(), all);
    let show_all = move |_| hidden_monitors.show_all(&all_shown());
    let invert = move |_| hidden_monitors.invert(&all_inverted());
    let row = move |(id, slot): (u64, usize)| {
        // V0 lets monitors be renamed.
        let name = Signal::derive({
            let study = study.clone();
            move || study.monitor(id).map(|monitor| monitor.line.name.clone()).unwrap_or_default()
        });
        let study = study.clone();
        let numbers = Signal::memo(move || {
            let monitor: Studied = study.monitor(id)?;
            let range = range.get();
            Some((monitor.summary(range)?, monitor.cap(), range))
        });
        let numbers = move || {
            let (summary, cap, range) = numbers.get()?;
            Some(Numbers { summary, cap, range, words })
        };
        let cells = COLUMNS.map(|Column { word, say, class, .. }| {
            let text = move || numbers().as_ref().map(say).unwrap_or_default();
            let class = move || numbers().as_ref().map(class).unwrap_or_default();
            view! { <td data-label=words.say(word) class=class>{text}</td> }
        });
        let ids = all_solo.clone();
        let choose = {
            let ids = ids.clone();
            move |event: MouseEvent| {
                if event.get_modifier_state("Alt") {
                    hidden_monitors.solo(id, &ids());
                } else {
                    hidden_monitors.toggle(id);
                }
            }
        };
        let solo = move |_| hidden_monitors.solo(id, &ids());
        let Style { colour, dash } = style(slot);
        let pressed = move || hidden_monitors.is_shown(id).to_string();
        let only = move || fill(words.get().legend_solo(), &[("name", &name.get())]);
        view! {
            <tr>
                <th scope="row">
                    <button type="button" class="legend" aria-pressed=pressed on:click=choose>
                        <i data-series=usize::from(colour) data-dash=usize::from(dash)></i><bdi>{name}</bdi>
                    </button>
                    <button type="button" class="solo" aria-label=only on:click=solo>{words.say(|w| w.legend_only())}</button>
                </th>
                {cells}
            </tr>
        }
    };
    let heads = COLUMNS.map(|Column { word, rule, .. }| {
        view! { <th scope="col" title=words.say(rule)>{words.say(word)}</th> }
    });
    view! {
        <div class="numbers-frame">
            <table class="numbers">
                <thead>
                    <tr>
                        <th scope="col">
                            {words.say(|w| w.monitor())}
                            <button type="button" class="solo" on:click=show_all>{words.say(|w| w.all())}</button>
                            <button type="button" class="solo" on:click=invert>{words.say(|w| w.legend_invert())}</button>
                            " " <span class="hint">{words.say(|w| w.stat_unit())}</span>
                        </th>
                        {heads}
                    </tr>
                </thead>
                <tbody>{keyed(rows, |row| *row, row)}</tbody>
            </table>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_lost_sample_of_many_is_never_rounded_away() {
        assert_eq!(part(1, Some(1.0 / 1440.0)), "<0.1%");
        assert_eq!(part(1439, Some(1439.0 / 1440.0)), ">99.9%");
        assert_eq!((part(0, Some(0.0)).as_str(), part(3, Some(1.0)).as_str()), ("0%", "100%"));
        assert_eq!(part(0, None), format::UNKNOWN);
    }
}
