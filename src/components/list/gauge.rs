//! A bar for a share.

use std::rc::Rc;

use nezha_fleet::hardware::has_no_swap;
use nezha_fleet::units::decimal;

use crate::components::list::glance::Glance;
use crate::components::list::pattern::PatternBuilder;
use crate::dom::{Element, Kind, Place, View, view};
use crate::words::{Word, format};

/// A share of a server's: percent, 0 to 100. `None` when unknown.
pub type Share = fn(&Glance) -> Option<f64>;

/// A labelled bar for a share of something: CPU, memory, disk.
///
/// While the value is unknown there is no meter at all, only the label and what `missing` says: a meter needs a value,
/// and "no data" must never look or sound like "0 %".
pub(crate) fn gauge(
    pattern: &mut PatternBuilder,
    label: Word,
    share: Share,
    missing: fn(&Glance) -> &'static str,
) -> View {
    let (text, text_place) = Place::text();
    let outer = Element::html("div");
    outer.set("class", "gauge");
    // Most have nothing to say of it: copied, and not written.
    outer.set("data-level", "");
    let level = outer.place(Kind::Attribute, "data-level");
    let bar = bar(pattern, label, share);
    pattern.written_by(
        vec![level, text_place],
        Rc::new(move |spots| {
            let (mut before, mut was_level) = (None, "");
            Box::new(move |glance| {
                let share = share(glance);
                let said =
                    share.map_or_else(|| missing(glance).to_owned(), |share| format::percent(Some(share)));
                let now_level = format::level(share);
                let [level, text] = &*spots else { return };
                if was_level != now_level {
                    was_level = now_level;
                    level.put(&now_level.into());
                }
                if before.as_ref() != Some(&said) {
                    text.put(&said.clone().into());
                    before = Some(said);
                }
            })
        }),
    );
    let label = pattern.word(label);
    outer.add(view! { <span class="gauge-label">{label}</span> });
    outer.add(bar);
    outer.add(view! { <span class="gauge-value">{text}</span> });
    outer.into_view()
}

/// The bar alone: a meter as long as there is something to tell.
pub(crate) fn bar(pattern: &mut PatternBuilder, label: Word, share: Share) -> View {
    let track = Element::html("span");
    track.set("class", "gauge-bar");
    // A meter as most are: copied, and written only where nothing is known.
    let label = pattern.word_text(label);
    let meter = [("role", "meter"), ("aria-valuemin", "0"), ("aria-valuemax", "100"), ("aria-label", label)];
    meter.into_iter().for_each(|(name, value)| track.set(name, value));
    let filled = track.place(Kind::Style, "background-size");
    let of_value = ["aria-valuenow", "aria-valuetext"].into_iter();
    let attributes = of_value.chain(meter.map(|(name, _)| name));
    let mut places = vec![filled];
    places.extend(attributes.map(|name| track.place(Kind::Attribute, name)));
    pattern.written_by(
        places,
        Rc::new(move |spots| {
            let mut before = None;
            let mut was_known = true;
            Box::new(move |glance| {
                let [filled, now, text, of_meter @ ..] = &*spots else { return };
                let share = share(glance);
                // A thousandth is less than a pixel.
                let shown = share.map(|share| (share * 10.0).round() as i32);
                if before == Some(shown) {
                    return;
                }
                before = Some(shown);
                filled.put(&[&decimal(share.unwrap_or(0.0), 1), "% 100%"].concat().into());
                let known = share.is_some();
                if was_known != known {
                    was_known = known;
                    for (spot, (_, value)) in of_meter.iter().zip(meter) {
                        spot.put(&known.then_some(value).into());
                    }
                }
                now.put(&share.map(format::whole).into());
                text.put(&share.map(|share| format::percent(Some(share))).into());
            })
        }),
    );
    track.into_view()
}

/// Nothing is known.
pub fn unknown(_: &Glance) -> &'static str {
    format::UNKNOWN
}

/// What is said of the swap of a machine that has none; unknown otherwise.
pub fn no_swap(glance: &Glance) -> &'static str {
    let off = glance.server.known_host().is_some_and(has_no_swap);
    if off { glance.words.get().swap_off() } else { format::UNKNOWN }
}

/// Percent of all cores.
pub fn cpu(glance: &Glance) -> Option<f64> {
    glance.server.cpu_percent()
}

/// Percent of memory.
pub fn memory(glance: &Glance) -> Option<f64> {
    glance.server.mem_percent()
}

/// Percent of swap.
pub fn swap(glance: &Glance) -> Option<f64> {
    glance.server.swap_percent()
}

/// Percent of the disks.
pub fn disk(glance: &Glance) -> Option<f64> {
    glance.server.disk_percent()
}
