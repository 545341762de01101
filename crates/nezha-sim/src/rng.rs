//! Chance from a seed: the same numbers for the same seed, on every machine.
//!
//! Nothing here keeps state. A value is looked up by what it belongs to (a server, a property, a point in
//! time), so that the state of the fleet at any instant can be computed without living through what came before.

/// Mixes a number until every bit depends on every other (the finaliser of SplitMix64).
pub(crate) fn mix(value: u64) -> u64 {
    let mut z = value.wrapping_add(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

/// A number that depends on all `parts` and their order.
pub(crate) fn hash(parts: &[u64]) -> u64 {
    parts.iter().fold(0x5EED, |sum, part| mix(sum ^ part.wrapping_mul(0xD6E8_FEB8_6659_FD93)))
}

/// A fraction from 0 (included) to 1 (excluded).
pub(crate) fn fraction(parts: &[u64]) -> f64 {
    (hash(parts) >> 11) as f64 / (1_u64 << 53) as f64
}

/// One of the numbers from 0 to `count - 1`; 0 when `count` is 0.
pub(crate) fn pick(count: usize, parts: &[u64]) -> usize {
    (fraction(parts) * count as f64) as usize
}

/// A smooth wandering from -1 to 1: straight lines between a random value every `period_ms`.
pub(crate) fn wander(key: u64, time_ms: i64, period_ms: i64) -> f64 {
    let cell = time_ms.div_euclid(period_ms);
    let within = time_ms.rem_euclid(period_ms) as f64 / period_ms as f64;
    let at = |cell: i64| fraction(&[key, cell as u64]) * 2.0 - 1.0;
    at(cell) * (1.0 - within) + at(cell + 1) * within
}

/// A counter that only grows, one unit a millisecond on average, whose pace changes from cell to cell.
///
/// The value at the end of each cell is known without adding up the cells before it: it strays from the
/// average by less than half a cell.
pub(crate) fn odometer(key: u64, time_ms: i64, period_ms: i64) -> f64 {
    time_ms as f64 + wander(key, time_ms, period_ms) * 0.49 * period_ms as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_odometer_never_runs_backwards() {
        let mut last = f64::MIN;
        for time in (-100_000..100_000).step_by(250) {
            let value = odometer(7, time, 4_000);
            assert!(value >= last, "at {time}: {value} after {last}");
            last = value;
        }
    }

    #[test]
    fn wandering_stays_within_its_bounds_and_moves() {
        let values: Vec<f64> = (0..1_000).map(|step| wander(1, step * 100, 3_000)).collect();
        assert!(values.iter().all(|value| (-1.0..=1.0).contains(value)));
        assert!(values.windows(2).any(|pair| pair[0] != pair[1]));
    }

    #[test]
    fn a_hash_depends_on_the_order_of_its_parts() {
        assert_ne!(hash(&[1, 2]), hash(&[2, 1]));
        assert_eq!(hash(&[1, 2]), hash(&[1, 2]));
    }
}
