//! A small sign for an operating system.

use nezha_fleet::search::place_of;

use crate::components::list::glance::Glance;
use crate::components::list::pattern::PatternBuilder;
use crate::dom::{Element, View};

/// A sign for the system of a server, beside its name in words; nothing where it is not known. The signs are our own.
pub fn os_mark(pattern: &mut PatternBuilder) -> View {
    let mark = Element::svg("svg");
    for (name, value) in [("class", "os-mark"), ("viewBox", "0 0 12 12"), ("aria-hidden", "true")] {
        mark.set(name, value);
    }
    let line = Element::svg("path");
    pattern.attribute_value(&line, "d", |glance| shape_of(glance).into());
    pattern.attribute_value(&mark, "hidden", |glance| shape_of(glance).is_empty().into());
    mark.add(line.into_view());
    mark.into_view()
}

fn shape_of(glance: &Glance) -> &'static str {
    glance.server.known_host().map_or("", |host| shape(&host.platform))
}

fn shape(platform: &str) -> &'static str {
    let is = |names: &[&str]| names.iter().any(|name| place_of(platform, name).is_some());
    match platform {
        "" => "",
        // Four panes.
        _ if is(&["Windows"]) => "M1.5 1.5h4v4h-4zM6.7 1.5h4v4h-4zM1.5 6.7h4v4h-4zM6.7 6.7h4v4h-4z",
        // A laptop.
        "darwin" => "M2.5 2.5h7v5h-7zM1 10h10",
        // A spiral.
        "debian" | "raspbian" => {
            "M6 11C3 10 1.8 7.5 2.2 5S5 1 7.2 1.6 10 4.2 9.4 5.8 7 7.7 6 7 5.2 5 6.2 4.6"
        }
        // A ring of three.
        "ubuntu" => "M6 2.2a3.8 3.8 0 1 0 0 7.6a3.8 3.8 0 1 0 0-7.6M6 .8v2M1.9 8.3l1.7-1M10.1 8.3l-1.7-1",
        // Mountains.
        "alpine" | "rocky" => "M.8 9.5L4.6 3l3.8 6.5M6.8 6.6L8.4 4l3 5.5",
        // A peak.
        "arch" | "manjaro" => "M1.5 10.5L6 1.5l4.5 9Q6 6 1.5 10.5",
        // Waves.
        "openwrt" => "M1.5 5.5a6.4 6.4 0 0 1 9 0M3.2 7.6a4 4 0 0 1 5.6 0M6 9.8v.2",
        // A face with horns.
        "freebsd" | "openbsd" | "netbsd" => {
            "M6 2.6a4 4 0 1 0 0 8a4 4 0 1 0 0-8M3.2 3.7L1.8 1.4l2.9.9M8.8 3.7l1.4-2.3-2.9.9"
        }
        // A pinwheel.
        _ if is(&["centos", "alma", "redhat", "rhel", "fedora", "oracle"]) => {
            "M6 1.2L7.6 6 6 10.8 4.4 6zM1.2 6L6 4.4 10.8 6 6 7.6z"
        }
        // A prompt.
        _ => "M1.5 2.5h9v7h-9zM3.4 4.8l1.6 1.3-1.6 1.3M6.4 7.4h2",
    }
}
