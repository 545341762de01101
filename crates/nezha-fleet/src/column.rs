//! The columns of the servers' table.

use crate::sort::SortKey;

/// One column. The names of servers are always shown first and are no column of these.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    /// Live, late, offline …, and since when.
    State,
    /// The tag.
    Tag,
    /// The country code and its flag.
    Country,
    /// The operating system.
    System,
    /// Percent of all cores.
    Cpu,
    /// Load average of one minute.
    Load,
    /// Memory in use.
    Memory,
    /// Swap in use.
    Swap,
    /// Disk in use.
    Disk,
    /// Bytes per second sent.
    Up,
    /// Bytes per second received.
    Down,
    /// Bytes sent and received since boot.
    Traffic,
    /// Time since boot.
    Uptime,
    /// The last report.
    LastSeen,
    /// The warmest sensor.
    Temperature,
    /// The GPU.
    Gpu,
    /// TCP and UDP connections.
    Connections,
    /// Processes.
    Processes,
    /// The CPU's model and cores.
    Processor,
    /// The agent's version.
    Version,
    /// The address.
    Ip,
    /// The id.
    Id,
}

impl Column {
    /// Every column, in the order in which they are offered.
    pub const ALL: [Self; 22] = [
        Self::State,
        Self::Tag,
        Self::Country,
        Self::System,
        Self::Cpu,
        Self::Load,
        Self::Memory,
        Self::Swap,
        Self::Disk,
        Self::Up,
        Self::Down,
        Self::Traffic,
        Self::Uptime,
        Self::LastSeen,
        Self::Temperature,
        Self::Gpu,
        Self::Connections,
        Self::Processes,
        Self::Processor,
        Self::Version,
        Self::Ip,
        Self::Id,
    ];

    /// What is shown unless the visitor chooses.
    pub const DEFAULT: [Self; 11] = [
        Self::State,
        Self::Country,
        Self::System,
        Self::Cpu,
        Self::Load,
        Self::Memory,
        Self::Disk,
        Self::Up,
        Self::Down,
        Self::Traffic,
        Self::Uptime,
    ];

    /// A short name for markup and addresses.
    pub fn name(self) -> &'static str {
        match self {
            Self::State => "state",
            Self::Tag => "tag",
            Self::System => "system",
            Self::Processor => "processor",
            Self::Version => "version",
            Self::Ip => "ip",
            Self::Id => "id",
            _ => self.sort_key().map_or("", SortKey::name),
        }
    }

    /// What a click on its heading sorts by. `None` where there is nothing to sort by.
    pub fn sort_key(self) -> Option<SortKey> {
        Some(match self {
            Self::Country => SortKey::Country,
            Self::Cpu => SortKey::Cpu,
            Self::Load => SortKey::Load,
            Self::Memory => SortKey::Memory,
            Self::Swap => SortKey::Swap,
            Self::Disk => SortKey::Disk,
            Self::Up => SortKey::Up,
            Self::Down => SortKey::Down,
            Self::Traffic => SortKey::Traffic,
            Self::Uptime => SortKey::Uptime,
            Self::LastSeen => SortKey::LastSeen,
            Self::Temperature => SortKey::Temperature,
            Self::Gpu => SortKey::Gpu,
            Self::Connections => SortKey::Connections,
            Self::Processes => SortKey::Processes,
            Self::State
            | Self::Tag
            | Self::System
            | Self::Processor
            | Self::Version
            | Self::Ip
            | Self::Id => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_has_a_name_of_its_own() {
        let mut names = Column::ALL.map(Column::name).to_vec();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), Column::ALL.len());
        assert!(names.iter().all(|name| !name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase())));
    }
}
