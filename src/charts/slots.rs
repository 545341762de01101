//! Which colour, dash and number a monitor has, for as long as the page is open.

/// A slot for each monitor that was seen. One that comes takes none away, and one that goes leaves its own empty.
#[derive(Debug, Default)]
pub(super) struct Slots {
    /// The monitors' ids, each at its slot.
    ids: Vec<u64>,
}

impl Slots {
    /// The slot of a monitor: its own where it has one, else the next.
    pub(super) fn of(&mut self, monitor_id: u64) -> usize {
        self.ids.iter().position(|id| *id == monitor_id).unwrap_or_else(|| {
            self.ids.push(monitor_id);
            self.ids.len() - 1
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_monitor_keeps_its_slot_while_others_come_and_go() {
        let mut slots = Slots::default();
        let mut answer = |ids: &[u64]| ids.iter().map(|id| slots.of(*id)).collect::<Vec<_>>();
        assert_eq!(answer(&[3, 5, 9]), [0, 1, 2]);
        assert_eq!(answer(&[5, 9]), [1, 2]);
        assert_eq!(answer(&[1, 5, 7, 9]), [3, 1, 4, 2]);
        assert_eq!(answer(&[3]), [0]);
    }
}
