//! What is recorded of a server.

use nezha_api::Server;

/// Something about a server that changes with every report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Figure {
    /// Percent of all cores.
    Cpu,
    /// Percent in use.
    Memory,
    /// Percent in use.
    Swap,
    /// Percent in use.
    Disk,
    /// Bytes received a second.
    NetIn,
    /// Bytes sent a second.
    NetOut,
    /// Connections.
    Tcp,
    /// Connections.
    Udp,
    /// How many run.
    Processes,
    /// Load average of one minute.
    Load1,
    /// Percent of the first GPU.
    Gpu,
    /// Degrees Celsius of the hottest sensor.
    Temperature,
}

impl Figure {
    /// All of them, in the order in which they are stored.
    pub const ALL: [Figure; 12] = [
        Figure::Cpu,
        Figure::Memory,
        Figure::Swap,
        Figure::Disk,
        Figure::NetIn,
        Figure::NetOut,
        Figure::Tcp,
        Figure::Udp,
        Figure::Processes,
        Figure::Load1,
        Figure::Gpu,
        Figure::Temperature,
    ];

    /// What a server's last report says; `None` for what it does not say.
    pub fn of(self, server: &Server) -> Option<f32> {
        let status = server.reported()?;
        let value = match self {
            Figure::Cpu => server.cpu_percent()?,
            Figure::Memory => server.mem_percent()?,
            Figure::Swap => server.swap_percent()?,
            Figure::Disk => server.disk_percent()?,
            Figure::NetIn => status.in_speed()? as f64,
            Figure::NetOut => status.out_speed()? as f64,
            Figure::Tcp => status.connections()?.0 as f64,
            Figure::Udp => status.connections()?.1 as f64,
            Figure::Processes => status.processes()? as f64,
            Figure::Load1 => status.load1,
            Figure::Gpu => server.gpu_percent()?,
            Figure::Temperature => status.warmest_celsius()?,
        };
        Some(value as f32).filter(|value| value.is_finite())
    }

    fn bit(self) -> u16 {
        1 << self as u8
    }
}

/// Some of the figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Figures(u16);

impl Figures {
    /// What is recorded of every server, by its ring: enough for the small charts of a list.
    pub const EVERYWHERE: Figures =
        Figures(1 << Figure::Cpu as u8 | 1 << Figure::NetIn as u8 | 1 << Figure::NetOut as u8);
    /// What is recorded of an open or pinned server.
    pub const ALL: Figures = Figures((1 << Figure::ALL.len()) - 1);

    /// The set with these bits, in the order of [`Figure::ALL`]; `None` for none, and for bits without a figure.
    pub(super) fn from_bits(bits: u16) -> Option<Figures> {
        (bits != 0 && bits & !Figures::ALL.0 == 0).then_some(Figures(bits))
    }

    pub(super) fn bits(self) -> u16 {
        self.0
    }

    /// How many they are.
    pub(super) fn count(self) -> usize {
        self.0.count_ones() as usize
    }

    /// Which of them a figure is; `None` when it is not recorded.
    pub(super) fn place(self, figure: Figure) -> Option<usize> {
        (self.0 & figure.bit() != 0).then(|| (self.0 & (figure.bit() - 1)).count_ones() as usize)
    }

    pub(super) fn iter(self) -> impl Iterator<Item = Figure> {
        Figure::ALL.into_iter().filter(move |figure| self.0 & figure.bit() != 0)
    }
}

#[cfg(test)]
mod tests {
    use nezha_api::{Status, Temperature};

    use super::*;

    #[test]
    fn places_are_counted_among_those_recorded() {
        let some = Figures::from_bits(Figure::Cpu.bit() | Figure::NetIn.bit() | Figure::Gpu.bit()).unwrap();
        assert_eq!((some.count(), some.place(Figure::NetIn), some.place(Figure::Memory)), (3, Some(1), None));
        assert_eq!(some.iter().collect::<Vec<_>>(), [Figure::Cpu, Figure::NetIn, Figure::Gpu]);
        assert_eq!(
            (Figures::ALL.count(), Figures::from_bits(0), Figures::from_bits(1 << 12)),
            (12, None, None)
        );
    }

    #[test]
    fn the_hottest_of_sensors_that_could_not_be_read_is_none() {
        let sensor = |celsius| Temperature { name: "coretemp".into(), celsius };
        let warmest = |degrees: &[f64]| {
            let temperatures = degrees.iter().copied().map(sensor).collect();
            let status = Some(Status { temperatures, ..Status::default() });
            Figure::Temperature.of(&Server { last_active: 1_795_341_896, status, ..Server::default() })
        };
        assert_eq!([warmest(&[0.0, 0.0]), warmest(&[0.0, -5.0]), warmest(&[])], [None, Some(-5.0), None]);
    }

    #[test]
    fn what_is_not_said_is_absent_and_not_zero() {
        let sensor = |name: &str, celsius| Temperature { name: name.into(), celsius };
        let status = Status {
            cpu: 12.5,
            net_in_speed: u64::MAX - 5,
            net_out_speed: 1000,
            temperatures: vec![sensor("a", 41.0), sensor("b", 63.5)],
            ..Status::default()
        };
        let server = Server { last_active: 1_795_341_896, status: Some(status), ..Server::default() };
        let said = Figure::ALL.map(|figure| figure.of(&server));
        let (cpu, sent, load, none) = (Some(12.5), Some(1000.0), Some(0.0), None);
        assert_eq!(
            said,
            [cpu, none, none, none, none, sent, none, none, none, load, none, Some(63.5)],
            "neither connections nor processes were counted"
        );
        let silent = Server { last_active: 0, ..server };
        assert!(Figure::ALL.iter().all(|figure| figure.of(&silent).is_none()));
    }
}
