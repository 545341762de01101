//! The value at a given rank, without sorting.

/// The value that would be at index `rank`, which must be less than the length, if `values` were sorted. Changes their order.
///
/// Written out because the library's selection and sorting bring some ten kilobytes each into the client.
pub(super) fn nth(values: &mut [f64], rank: usize) -> f64 {
    let (mut from, mut to) = (0, values.len());
    while to - from > 1 {
        // The middle of three keeps sorted and constant input fast.
        let (a, b, c) = (values[from], values[from + (to - from) / 2], values[to - 1]);
        let pivot = a.min(b).max(a.max(b).min(c));
        let (mut below, mut above, mut i) = (from, to, from);
        while i < above {
            if values[i] < pivot {
                values.swap(i, below);
                below += 1;
                i += 1;
            } else if values[i] > pivot {
                above -= 1;
                values.swap(i, above);
            } else {
                i += 1;
            }
        }
        if rank < below {
            to = below;
        } else if rank >= above {
            from = above;
        } else {
            return pivot;
        }
    }
    values[from]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_the_value_at_that_index_of_the_sorted_values() {
        let values: Vec<f64> = (0..200).map(|i| f64::from(i * 7919 % 83)).collect();
        let mut sorted = values.clone();
        sorted.sort_by(f64::total_cmp);
        for (rank, expected) in sorted.iter().enumerate() {
            assert_eq!(nth(&mut values.clone(), rank), *expected);
        }
    }

    #[test]
    fn constant_and_single_values_are_found() {
        assert_eq!(nth(&mut [5.0; 40], 17), 5.0);
        assert_eq!(nth(&mut [3.0], 0), 3.0);
    }
}
