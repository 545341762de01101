//! By which figure servers are sorted.

use std::cmp::Ordering;

use nezha_api::Server;

use crate::liveness::{Liveness, State};
use crate::places::sorted_places;

/// What servers can be sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SortKey {
    /// The name, as the visitor's language orders names.
    Name,
    /// Percent of all cores.
    Cpu,
    /// Percent of memory in use.
    Memory,
    /// Percent of swap in use.
    Swap,
    /// Percent of the disks in use.
    Disk,
    /// Load average of one minute.
    Load,
    /// Bytes per second sent.
    Up,
    /// Bytes per second received.
    Down,
    /// Bytes sent and received since boot.
    Traffic,
    /// Seconds since boot.
    Uptime,
    /// The last report. Live servers are all equal.
    LastSeen,
    /// Degrees of the warmest sensor.
    Temperature,
    /// Percent of the GPU that is measured.
    Gpu,
    /// TCP and UDP connections together.
    Connections,
    /// Processes.
    Processes,
    /// The country code.
    Country,
}

impl SortKey {
    /// Every key, in the order in which they are offered.
    pub const ALL: [Self; 16] = [
        Self::Name,
        Self::Cpu,
        Self::Memory,
        Self::Swap,
        Self::Disk,
        Self::Load,
        Self::Up,
        Self::Down,
        Self::Traffic,
        Self::Uptime,
        Self::LastSeen,
        Self::Temperature,
        Self::Gpu,
        Self::Connections,
        Self::Processes,
        Self::Country,
    ];

    /// A short name for markup and addresses.
    pub fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Cpu => "cpu",
            Self::Memory => "memory",
            Self::Swap => "swap",
            Self::Disk => "disk",
            Self::Load => "load",
            Self::Up => "up",
            Self::Down => "down",
            Self::Traffic => "traffic",
            Self::Uptime => "uptime",
            Self::LastSeen => "seen",
            Self::Temperature => "temperature",
            Self::Gpu => "gpu",
            Self::Connections => "connections",
            Self::Processes => "processes",
            Self::Country => "country",
        }
    }

    /// Whether its values are texts.
    pub fn is_text(self) -> bool {
        matches!(self, Self::Name | Self::Country)
    }

    /// Whether its values change from one answer to the next, so that rows must not follow at once.
    pub fn is_live(self) -> bool {
        !self.is_text()
    }

    /// The direction that people mean when they choose this key: texts from A, figures from the highest.
    pub fn usual_direction(self) -> Direction {
        if self.is_text() { Direction::Ascending } else { Direction::Descending }
    }
}

/// Which end comes first. What is unknown comes last in both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// The smallest first; texts from A.
    Ascending,
    /// The largest first.
    Descending,
}

impl Direction {
    /// The other direction.
    pub fn opposite(self) -> Self {
        match self {
            Self::Ascending => Self::Descending,
            Self::Descending => Self::Ascending,
        }
    }
}

/// A key with its direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sort {
    /// What servers are sorted by.
    pub key: SortKey,
    /// Which end comes first.
    pub direction: Direction,
}

impl Sort {
    /// Reads `cpu.desc`, `cpu.asc`, or `cpu` for the usual direction. `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let (name, direction) = text.split_once('.').unwrap_or((text, ""));
        let key = SortKey::ALL.into_iter().find(|key| key.name() == name)?;
        let direction = match direction {
            "" => key.usual_direction(),
            "asc" => Direction::Ascending,
            "desc" => Direction::Descending,
            _ => return None,
        };
        Some(Self { key, direction })
    }

    /// What a click on the heading of `key` leads to: its usual direction, the other one, the dashboard's order.
    pub fn after_click(now: Option<Self>, key: SortKey) -> Option<Self> {
        let usual = Self { key, direction: key.usual_direction() };
        match now {
            Some(sort) if sort == usual => Some(Self { key, direction: sort.direction.opposite() }),
            Some(sort) if sort.key == key => None,
            _ => Some(usual),
        }
    }

    /// The end of the written form: `.asc` or `.desc`.
    pub(crate) fn suffix(self) -> &'static str {
        if self.direction == Direction::Ascending { ".asc" } else { ".desc" }
    }
}

/// How a language orders texts. A browser knows best, by its `Intl.Collator`.
pub trait Collation {
    /// The language, by its BCP 47 tag.
    fn language(&self) -> &'static str;

    /// Which of two texts comes first.
    fn compare(&self, a: &str, b: &str) -> Ordering;
}

/// What a server is sorted by, taken out of it.
#[derive(Debug, Clone, PartialEq)]
pub enum SortValue {
    /// A figure.
    Number(f64),
    /// A text.
    Text(String),
    /// Not known, or without meaning: always last.
    Unknown,
}

impl SortValue {
    /// Takes the value out of a server.
    ///
    /// What a machine was doing when it fell silent is no longer so: CPU, memory, load, speeds, uptime and the like of offline
    /// servers are unknown. Their disks and traffic stay. While nobody's state is known, last values count, so that the
    /// list does not jump when the dashboard is out of reach.
    pub fn of(key: SortKey, server: &Server, liveness: Liveness) -> Self {
        let gone = matches!(liveness.state(), State::Offline | State::NoReport);
        let now = || server.reported().filter(|_| !gone);
        let number = match key {
            SortKey::Name => return Self::text(&server.name),
            SortKey::Country => {
                return Self::text(server.known_host().map_or("", |host| &host.country_code));
            }
            SortKey::Cpu => server.cpu_percent().filter(|_| !gone),
            SortKey::Memory => server.mem_percent().filter(|_| !gone),
            SortKey::Swap => server.swap_percent().filter(|_| !gone),
            SortKey::Disk => server.disk_percent(),
            SortKey::Load => now().map(|status| status.load1),
            SortKey::Up => now().and_then(|status| status.out_speed()).map(|speed| speed as f64),
            SortKey::Down => now().and_then(|status| status.in_speed()).map(|speed| speed as f64),
            SortKey::Traffic => {
                server.reported().map(|status| status.net_in_transfer as f64 + status.net_out_transfer as f64)
            }
            SortKey::Uptime => now().and_then(|status| status.known_uptime()).map(|uptime| uptime as f64),
            SortKey::LastSeen if liveness == Liveness::Live => Some(f64::MAX),
            SortKey::LastSeen => liveness
                .last_seen_s()
                .or(Some(server.last_active).filter(|seen_s| *seen_s > 0))
                .map(|seen_s| seen_s as f64),
            SortKey::Temperature => now().and_then(|status| status.warmest_celsius()),
            SortKey::Gpu => server.gpu_percent().filter(|_| !gone),
            SortKey::Connections => {
                now().and_then(|status| status.connections()).map(|(tcp, udp)| tcp as f64 + udp as f64)
            }
            SortKey::Processes => now().and_then(|status| status.processes()).map(|count| count as f64),
        };
        number.filter(|number| number.is_finite()).map_or(Self::Unknown, Self::Number)
    }

    fn text(text: &str) -> Self {
        let text = text.trim();
        if text.is_empty() { Self::Unknown } else { Self::Text(text.to_owned()) }
    }
}

/// The places of the values, sorted.
///
/// Give the values in the dashboard's order ([`crate::order::dashboard_place`]): it decides between equals, in both
/// directions.
pub fn sorted(values: &[SortValue], direction: Direction, collation: &dyn Collation) -> Vec<usize> {
    let directed = |order: Ordering| if direction == Direction::Descending { order.reverse() } else { order };
    let value = |place: usize| values.get(place).unwrap_or(&SortValue::Unknown);
    sorted_places(values.len(), &mut |a, b| match (value(a), value(b)) {
        (SortValue::Number(a), SortValue::Number(b)) => directed(a.total_cmp(b)),
        (SortValue::Text(a), SortValue::Text(b)) => directed(collation.compare(a, b)),
        (a, b) => rank(a).cmp(&rank(b)),
    })
}

/// What cannot be compared: one kind after the other, the unknown last.
fn rank(value: &SortValue) -> u8 {
    match value {
        SortValue::Number(_) => 0,
        SortValue::Text(_) => 1,
        SortValue::Unknown => 2,
    }
}
