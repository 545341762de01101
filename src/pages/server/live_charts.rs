//! Which live charts there are, and of what.

use nezha_chart::{Limit, Unit};
use nezha_fleet::recorded::Figure;

use crate::words::Word;

/// A chart: what it is called, its lines, what they are in.
pub(super) struct LiveChart {
    pub(super) title: Word,
    pub(super) lines: &'static [(Figure, Word)],
    pub(super) unit: Unit,
    pub(super) limit: Limit,
    /// Whether every agent tells it. A chart of anything else is on the page only where it was told.
    pub(super) always: bool,
}

const SHARE: Limit = Limit::Fixed(0.0, 100.0);

/// Every chart, in the order of the page.
pub(super) const LIVE_CHARTS: [LiveChart; 9] = [
    LiveChart {
        title: |w| w.cpu(),
        lines: &[(Figure::Cpu, |w| w.cpu())],
        unit: Unit::Percent,
        limit: SHARE,
        always: true,
    },
    LiveChart {
        title: |w| w.live_memory(),
        lines: &[(Figure::Memory, |w| w.memory()), (Figure::Swap, |w| w.swap())],
        unit: Unit::Percent,
        limit: SHARE,
        always: true,
    },
    LiveChart {
        title: |w| w.network(),
        lines: &[(Figure::NetOut, |w| w.sent()), (Figure::NetIn, |w| w.received())],
        unit: Unit::BytesPerSecond,
        limit: Limit::Full,
        always: true,
    },
    LiveChart {
        title: |w| w.connections(),
        lines: &[(Figure::Tcp, |_| "TCP"), (Figure::Udp, |_| "UDP")],
        unit: Unit::Count,
        limit: Limit::Full,
        always: false,
    },
    LiveChart {
        title: |w| w.live_processes(),
        lines: &[(Figure::Processes, |w| w.live_processes())],
        unit: Unit::Count,
        limit: Limit::Full,
        always: false,
    },
    LiveChart {
        title: |w| w.live_load(),
        lines: &[(Figure::Load1, |w| w.live_load())],
        unit: Unit::None,
        limit: Limit::Full,
        always: true,
    },
    LiveChart {
        title: |w| w.disk(),
        lines: &[(Figure::Disk, |w| w.disk())],
        unit: Unit::Percent,
        limit: SHARE,
        always: true,
    },
    LiveChart {
        title: |w| w.gpu(),
        lines: &[(Figure::Gpu, |w| w.gpu())],
        unit: Unit::Percent,
        limit: SHARE,
        always: false,
    },
    LiveChart {
        title: |w| w.live_temperature(),
        lines: &[(Figure::Temperature, |w| w.live_temperature())],
        unit: Unit::Celsius,
        limit: Limit::Full,
        always: false,
    },
];
