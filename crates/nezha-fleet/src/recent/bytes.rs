//! A minute of all servers as one record for the browser's database.
//!
//! Little-endian: `F`, version, the Unix milliseconds that times count from (8); then for each server its id (8), how many
//! samples it has (2), and the samples: tenths of a second (2), hundredths of a percent of CPU (2; all ones for none), bytes
//! received and sent a second (4 each; NaN for none).

use super::ring::{Recent, Sample, WINDOW_DS};

const KIND: u8 = b'F';
/// Changes when the meaning of the bytes does; other versions are not read.
const VERSION: u8 = 1;
const HEAD: usize = 10;
/// Of every server: its id and the number of its samples.
const SERVER: usize = 10;
const SAMPLE: usize = 12;

/// No machine is as fast, in bytes a second: what says so is no number of ours.
const FASTEST: f32 = (1_u64 << 40) as f32;

/// A record that is being written.
#[derive(Debug)]
pub struct FleetMinutes {
    bytes: Vec<u8>,
    after_ds: i64,
    servers: usize,
}

impl FleetMinutes {
    /// Of what so many servers said after a moment, at most ten minutes before `now_ms`; both by the rings' clock.
    /// `epoch_ms` is that clock's zero in Unix milliseconds.
    pub fn new(after_ms: f64, now_ms: f64, epoch_ms: i64, servers: usize) -> Self {
        let after_ds = ((after_ms / 100.0) as i64).max((now_ms / 100.0) as i64 - WINDOW_DS);
        let base_ms = epoch_ms.saturating_add(after_ds.saturating_mul(100));
        let mut bytes = vec![KIND, VERSION];
        bytes.extend(base_ms.to_le_bytes());
        Self { bytes, after_ds, servers }
    }

    /// Adds what a server said; one that said nothing takes no room.
    pub fn add(&mut self, id: u64, recent: &Recent) {
        let after_ds = self.after_ds;
        let is_new = |at_ds: i64| (1..=i64::from(u16::MAX)).contains(&at_ds.saturating_sub(after_ds));
        let count = recent.timed().rev().take_while(|(at_ds, _)| is_new(*at_ds)).count();
        let Ok(told) = u16::try_from(count) else { return };
        if count == 0 {
            return;
        }
        let size = SERVER + count * SAMPLE;
        if self.bytes.len() == HEAD {
            // Most servers have as many samples. Doubling would take half a megabyte too much, and wasm gives none back.
            self.bytes.reserve_exact(self.servers.saturating_mul(size));
        }
        self.bytes.extend(id.to_le_bytes());
        self.bytes.extend(told.to_le_bytes());
        for (at_ds, sample) in recent.newest(count) {
            let mut row = [0; SAMPLE];
            row[..2].copy_from_slice(&((at_ds - after_ds) as u16).to_le_bytes());
            row[2..4].copy_from_slice(&sample.cpu.to_le_bytes());
            row[4..8].copy_from_slice(&sample.received.to_le_bytes());
            row[8..].copy_from_slice(&sample.sent.to_le_bytes());
            self.bytes.extend_from_slice(&row);
        }
    }

    /// The bytes; `None` when nobody said anything.
    pub fn finish(self) -> Option<Vec<u8>> {
        (self.bytes.len() > HEAD).then_some(self.bytes)
    }
}

/// What a record has of one server.
#[derive(Debug, Clone, Copy)]
pub struct Earlier<'a> {
    /// By the rings' clock.
    base_ds: i64,
    samples: &'a [u8],
}

/// Takes a record apart: the id of every server, and what was seen of it. `epoch_ms` is as in [`FleetMinutes::new`]. `None` for
/// bytes that are no whole record of this version.
pub fn read_fleet_minutes(bytes: &[u8], epoch_ms: i64) -> Option<Vec<(u64, Earlier<'_>)>> {
    let ([KIND, VERSION], rest) = bytes.split_first_chunk::<2>()? else { return None };
    let (base_ms, mut rest) = rest.split_first_chunk::<8>()?;
    let base_ds = i64::from_le_bytes(*base_ms).checked_sub(epoch_ms)?.div_euclid(100);
    let mut servers = Vec::new();
    while !rest.is_empty() {
        let (id, after) = rest.split_first_chunk::<8>()?;
        let (count, after) = after.split_first_chunk::<2>()?;
        let (samples, after) = after.split_at_checked(usize::from(u16::from_le_bytes(*count)) * SAMPLE)?;
        servers.push((u64::from_le_bytes(*id), Earlier { base_ds, samples }));
        rest = after;
    }
    Some(servers)
}

impl Recent {
    /// Takes in what an earlier visit saw of this server, or this one: only what is older than its own samples, and not
    /// older than ten minutes. `now_ms`, by the ring's clock, tells what cannot be, because it would be in the future.
    pub fn take_in(&mut self, earlier: Earlier<'_>, now_ms: f64) {
        let samples = earlier.samples.chunks(SAMPLE).filter_map(|bytes| {
            let (offset, rest) = bytes.split_first_chunk::<2>()?;
            let (cpu, rest) = rest.split_first_chunk::<2>()?;
            let (received, rest) = rest.split_first_chunk::<4>()?;
            let sent = rest.first_chunk::<4>()?;
            let at_ds = u16::from_le_bytes(*offset);
            let cpu = u16::from_le_bytes(*cpu);
            // More than everything is no share.
            let cpu = if cpu > 10_000 { u16::MAX } else { cpu };
            let sample = Sample { at_ds, cpu, received: speed(*received), sent: speed(*sent) };
            Some((earlier.base_ds.saturating_add(i64::from(at_ds)), sample))
        });
        self.take_earlier(samples, (now_ms / 100.0) as i64);
    }
}

fn speed(bytes: [u8; 4]) -> f32 {
    let value = f32::from_le_bytes(bytes);
    if (0.0..FASTEST).contains(&value) { value } else { f32::NAN }
}
