//! What stands in a column of the table.

use std::rc::Rc;

use nezha_fleet::column::Column;
use nezha_fleet::hardware::{self, Cpu};
use nezha_fleet::units::decimal;

use crate::components::list::country::country;
use crate::components::list::gauge::{self, Share, bar};
use crate::components::list::glance::{Glance, Say, whole_minutes};
use crate::components::list::os_mark::os_mark;
use crate::components::list::pattern::PatternBuilder;
use crate::components::list::row_mark::{StateWord, liveness_mark};
use crate::dom::{Element, Kind, View, view};
use crate::words::{Catalogue, Word, Words, fill, format, states::state_word};

/// The width of the column with the names, in tenths of a rem.
pub const NAME_WIDTH: u32 = 104;

/// What a column is called.
pub fn heading(column: Column, words: &'static Catalogue) -> &'static str {
    match column {
        Column::State => words.column_state(),
        Column::Tag => words.field_tag(),
        Column::Country => words.column_country(),
        Column::System => words.fact_system(),
        Column::Cpu => words.cpu(),
        Column::Load => words.column_load(),
        Column::Memory => words.memory(),
        Column::Swap => words.swap(),
        Column::Disk => words.disk(),
        Column::Up => words.column_up(),
        Column::Down => words.column_down(),
        Column::Traffic => words.column_traffic(),
        Column::Uptime => words.column_uptime(),
        Column::LastSeen => words.column_seen(),
        Column::Temperature => words.column_temperature(),
        Column::Gpu => words.gpu(),
        Column::Connections => words.connections(),
        Column::Processes => words.column_processes(),
        Column::Processor => words.column_processor(),
        Column::Version => words.fact_agent(),
        Column::Ip => words.column_ip(),
        Column::Id => words.fact_number(),
    }
}

/// The least width of a column, in tenths of a rem.
pub fn width(column: Column) -> u32 {
    match column {
        Column::Load | Column::Id => 40,
        Column::Country | Column::Temperature | Column::Processes | Column::Version => 48,
        Column::Uptime | Column::Traffic => 54,
        Column::Up | Column::Down => 58,
        Column::State | Column::Cpu | Column::Memory | Column::Swap | Column::Disk | Column::Connections => {
            62
        }
        Column::System | Column::LastSeen => 76,
        Column::Tag | Column::Ip => 82,
        Column::Gpu | Column::Processor => 130,
    }
}

/// Whether a column is figures, which stand at its end.
pub fn is_figure(column: Column) -> bool {
    !matches!(
        column,
        Column::State
            | Column::Tag
            | Column::Country
            | Column::System
            | Column::Processor
            | Column::Gpu
            | Column::Ip
            | Column::Version
    )
}

/// One server's cell of a column.
pub fn cell(pattern: &mut PatternBuilder, column: Column, with_flags: bool) -> View {
    let cell = Element::html("span");
    cell.set("role", "cell");
    cell.set("class", if is_figure(column) { "cell cell-figure" } else { "cell" });
    match column {
        Column::State => {
            cell.add(liveness_mark(pattern, &[&cell], StateWord::Beside));
            cell.add(pattern.text(|glance| state_word(glance.state(), glance.words).to_owned()));
        }
        Column::Country => cell.add(country(pattern, with_flags)),
        Column::System => {
            cell.add(os_mark(pattern));
            let text = pattern.text(known(column));
            cell.add(view! { <span>{text}</span> });
        }
        _ => {
            if let Some(share) = share(column) {
                level(pattern, &cell, share);
                cell.add(bar(pattern, label(column), share));
            }
            let text = pattern.text(known(column));
            cell.add(view! { <span>{text}</span> });
        }
    }
    cell.into_view()
}

/// A share that is high is seen in its whole cell.
fn level(pattern: &mut PatternBuilder, cell: &Element, share: Share) {
    pattern.written_by(
        vec![cell.place(Kind::Attribute, "data-level")],
        Rc::new(move |spots| {
            let mut before = "";
            Box::new(move |glance| {
                let level = format::level(share(glance));
                if let [spot] = &*spots
                    && before != level
                {
                    before = level;
                    spot.put(&level.into());
                }
            })
        }),
    );
}

/// The share that a column draws.
fn share(column: Column) -> Option<Share> {
    Some(match column {
        Column::Cpu => gauge::cpu,
        Column::Memory => gauge::memory,
        Column::Swap => gauge::swap,
        Column::Disk => gauge::disk,
        _ => return None,
    })
}

fn label(column: Column) -> Word {
    match column {
        Column::Memory => |words| words.memory(),
        Column::Swap => |words| words.swap(),
        Column::Disk => |words| words.disk(),
        _ => |words| words.cpu(),
    }
}

/// The text of a column.
fn known(column: Column) -> Say {
    match column {
        Column::Tag => |glance| format::shown(&glance.server.tag),
        Column::System => |glance| of_host(glance, |host| format::shown(&hardware::system(host))),
        Column::Cpu => |glance| format::percent(glance.server.cpu_percent()),
        Column::Memory => |glance| format::percent(glance.server.mem_percent()),
        Column::Swap => |glance| match glance.server.swap_percent() {
            None => gauge::no_swap(glance).to_owned(),
            share => format::percent(share),
        },
        Column::Disk => |glance| format::percent(glance.server.disk_percent()),
        Column::Load => |glance| of_status(glance, |status, _| decimal(status.load1, 2)),
        Column::Up => |glance| glance.out_speed(),
        Column::Down => |glance| glance.in_speed(),
        Column::Traffic => |glance| {
            of_status(glance, |status, words| {
                words.bytes(status.net_in_transfer.saturating_add(status.net_out_transfer))
            })
        },
        Column::Uptime => |glance| or_unknown(glance.uptime()),
        Column::LastSeen => |glance| match (glance.silent_s, glance.liveness.last_seen_s()) {
            (Some(silent_s), Some(_)) => {
                fill(glance.words.get().ago(), &[("age", &glance.words.span(whole_minutes(silent_s)))])
            }
            _ if glance.liveness == nezha_fleet::liveness::Liveness::Live => {
                glance.words.get().live().to_owned()
            }
            _ => format::UNKNOWN.to_owned(),
        },
        Column::Temperature => |glance| or_unknown(glance.temperature()),
        Column::Gpu => |glance| {
            let Some(percent) = glance.server.gpu_percent() else { return format::UNKNOWN.to_owned() };
            let models = of_host(glance, |host| format::beside(&hardware::gpu_models(host)));
            [&format::percent(Some(percent)), " ", &models].concat()
        },
        Column::Connections => |glance| {
            of_status(glance, |status, _| {
                counted(status.connections().map(|(tcp, udp)| tcp.saturating_add(udp)))
            })
        },
        Column::Processes => |glance| of_status(glance, |status, _| counted(status.processes())),
        Column::Processor => |glance| {
            of_host(glance, |host| {
                let said = |text| match Cpu::parse(text) {
                    Cpu { model: "", cores } => cores.map_or(String::new(), |cores| cores.to_string()),
                    Cpu { model, cores: Some(cores) } => [&cores.to_string(), " × ", model].concat(),
                    Cpu { model, cores: None } => model.to_owned(),
                };
                let processors: Vec<String> = hardware::processors(host).into_iter().map(said).collect();
                format::beside(&processors.join(" + "))
            })
        },
        Column::Version => |glance| of_host(glance, |host| format::shown(&host.version)),
        Column::Ip => |glance| {
            let address =
                glance.server.addresses.as_ref().map(|addresses| format::shown(&addresses.valid_ip));
            or_unknown(address.unwrap_or_default())
        },
        Column::Id => |glance| glance.server.id.to_string(),
        Column::State | Column::Country => |_| String::new(),
    }
}

fn of_host(glance: &Glance, say: fn(&nezha_api::Host) -> String) -> String {
    or_unknown(glance.server.known_host().map(say).unwrap_or_default())
}

fn of_status(glance: &Glance, say: fn(&nezha_api::Status, Words) -> String) -> String {
    glance.server.reported().map_or(format::UNKNOWN.to_owned(), |status| say(status, glance.words))
}

fn counted(count: Option<u64>) -> String {
    count.map_or(format::UNKNOWN.to_owned(), |count| count.to_string())
}

fn or_unknown(text: String) -> String {
    if text.is_empty() { format::UNKNOWN.to_owned() } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_figure_can_be_sorted_by() {
        let figures = Column::ALL.into_iter().filter(|column| is_figure(*column) || *column == Column::Gpu);
        for column in figures.filter(|column| *column != Column::Id) {
            assert!(column.sort_key().is_some(), "{column:?}");
        }
    }
}
