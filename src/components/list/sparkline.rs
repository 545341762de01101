//! The last minutes of a server as two small lines.

use std::rc::Rc;

use nezha_fleet::liveness::State;
use nezha_fleet::recent::RingFigure;
use nezha_fleet::sparkline::{Frame, path};

use crate::browser::clock::monotonic_ms;
use crate::components::list::pattern::PatternBuilder;
use crate::dom::{Element, Kind, View, view};

/// What is drawn: as much as there is, within these bounds.
const SHORTEST_MS: f64 = 60_000.0;
const LONGEST_MS: f64 = 300_000.0;

/// A line that would move by little more than a pixel is not drawn again: in five minutes of a poll every two seconds, that is four
/// polls of five.
const EVERY_MS: f64 = 9_000.0;

/// Longer silence may be a gap: several polls at the usual pace, and more than one of those that are kept of the largest fleets.
const GAP_MS: f64 = 15_000.0;

const WIDTH: f64 = 46.0;
const HEIGHT: f64 = 18.0;

/// CPU and network of the last minutes. Drawn when the server's card is written, so that it costs no effect of its own.
pub fn sparkline(pattern: &mut PatternBuilder) -> View {
    let [cpu, network] = [(); 2].map(|()| {
        let line = Element::svg("path");
        line.set("class", "spark-line");
        line
    });
    network.set("transform", "translate(54)");
    let places = [&cpu, &network].map(|line| line.place(Kind::Attribute, "d"));
    pattern.written_by(
        places.into(),
        Rc::new(|spots| {
            let mut drawn_ms = f64::NEG_INFINITY;
            let mut drawn_from_ms = f64::NEG_INFINITY;
            Box::new(move |glance| {
                let (now_ms, recent) = (monotonic_ms(), glance.recent);
                let first_ms = recent.first_ms().unwrap_or(now_ms);
                // What an earlier visit saw may have been put before it.
                let is_longer = first_ms < drawn_from_ms;
                let is_live = glance.state() == State::Live;
                // Of a silent server the last minutes are those before it fell silent.
                let still = drawn_ms.is_finite() && !is_live;
                if !is_longer && (still || now_ms - drawn_ms < EVERY_MS) {
                    return;
                }
                // Not all cards in the same poll.
                let offset_ms = (glance.server.id % 5) as f64 * EVERY_MS / 5.0;
                drawn_from_ms = first_ms;
                drawn_ms = if drawn_ms.is_finite() { now_ms } else { now_ms - offset_ms };
                let to_ms = if is_live { now_ms } else { recent.last_ms().unwrap_or(now_ms) };
                for (spot, figure) in spots.iter().zip([RingFigure::Cpu, RingFigure::Network]) {
                    // Not `clamp`, whose panic would bring the printing of floats along.
                    let from_ms = first_ms.max(to_ms - LONGEST_MS).min(to_ms - SHORTEST_MS);
                    let highest = recent.highest_since(figure, from_ms).unwrap_or(0.0);
                    let frame = Frame {
                        width: WIDTH,
                        height: HEIGHT,
                        from_ms,
                        to_ms,
                        top: if figure == RingFigure::Cpu { 100.0 } else { highest },
                        gap_ms: GAP_MS,
                    };
                    spot.put(&path(recent, figure, &frame).into());
                }
            })
        }),
    );
    let lines = Element::svg("svg");
    lines.set("viewBox", "-1 -1 102 20");
    lines.set("role", "img");
    lines.add(view! { <path class="spark-floor" d="M0 18.5h46M54 18.5h46"></path> });
    lines.add(cpu.into_view());
    lines.add(network.into_view());
    let outer = Element::html("div");
    outer.set("class", "sparkline");
    let said = [pattern.word_text(|w| w.spark_cpu()), pattern.word_text(|w| w.spark_network())];
    let said = said.join(pattern.word_text(|w| w.list_separator()));
    outer.set("title", &said);
    lines.set("aria-label", &said);
    outer.add(lines.into_view());
    let (cpu, network) = (pattern.word(|w| w.cpu()), pattern.word(|w| w.network_short()));
    outer.add(view! { <small aria-hidden="true">{cpu}</small> });
    outer.add(view! { <small aria-hidden="true">{network}</small> });
    outer.into_view()
}
