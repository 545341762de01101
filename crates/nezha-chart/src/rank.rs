//! The n-th smallest of many numbers, without sorting them.

/// The key with `rank` smaller or equal ones before it in order (0 is the smallest), or `None` when there are
/// not so many keys.
///
/// Counts byte by byte from the top: four passes, no bad case, and a fraction of the code of a sort.
pub(crate) fn nth_smallest(keys: &[u32], mut rank: usize) -> Option<u32> {
    let mut prefix = 0u64;
    for shift in [24u32, 16, 8, 0] {
        let mut counts = [0usize; 256];
        for &key in keys {
            if (u64::from(key) ^ prefix) >> (shift + 8) == 0 {
                counts[(key >> shift) as usize & 0xff] += 1;
            }
        }
        let mut byte = 0u64;
        for count in counts {
            if rank < count {
                break;
            }
            rank -= count;
            byte += 1;
        }
        if byte == 256 {
            return None;
        }
        prefix |= byte << shift;
    }
    u32::try_from(prefix).ok()
}

#[cfg(test)]
mod tests {
    use super::nth_smallest;

    #[test]
    fn agrees_with_sorting() {
        let keys: Vec<u32> = (0..1000u32).map(|i| i.wrapping_mul(2_654_435_761) >> (i % 31)).collect();
        let mut sorted = keys.clone();
        sorted.sort_unstable();
        for rank in [0, 1, 17, 500, 979, 998, 999] {
            assert_eq!(nth_smallest(&keys, rank), Some(sorted[rank]));
        }
    }

    #[test]
    fn a_rank_beyond_the_last_key_is_none() {
        assert_eq!(nth_smallest(&[3, 3, u32::MAX], 2), Some(u32::MAX));
        assert_eq!(nth_smallest(&[3, 3, u32::MAX], 3), None);
        assert_eq!(nth_smallest(&[], 0), None);
    }
}
