//! One sort for everything that is sorted now and then.

use std::cmp::Ordering;

/// The places `0..len` in the order that `compare` tells of two of them; equals keep theirs.
///
/// Not generic on purpose: the library's sorts are compiled for every type, 2 to 4 kB of wasm each.
pub fn sorted_places(len: usize, compare: &mut dyn FnMut(usize, usize) -> Ordering) -> Vec<usize> {
    let mut places: Vec<usize> = (0..len).collect();
    places.sort_by(|a, b| compare(*a, *b));
    places
}

/// The same things in the order of a key, told once for each; equals keep their order.
pub fn sorted_by_number<T>(things: Vec<T>, key: impl Fn(&T) -> u64) -> Vec<T> {
    let keys: Vec<u64> = things.iter().map(key).collect();
    in_order(things, &sorted_places(keys.len(), &mut |a, b| keys[a].cmp(&keys[b])))
}

/// Things by their places; a place that is none is passed over.
pub fn in_order<T>(things: Vec<T>, places: &[usize]) -> Vec<T> {
    let mut things: Vec<Option<T>> = things.into_iter().map(Some).collect();
    places.iter().filter_map(|place| things.get_mut(*place)?.take()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equals_keep_their_order() {
        let words = ["b1", "a1", "b2", "a2"];
        let places = sorted_places(words.len(), &mut |a, b| words[a][..1].cmp(&words[b][..1]));
        assert_eq!(in_order(words.to_vec(), &places), ["a1", "a2", "b1", "b2"]);
        assert_eq!(sorted_by_number(vec![(2, 'x'), (1, 'y'), (2, 'z')], |pair| pair.0)[0], (1, 'y'));
    }

    #[test]
    fn a_place_that_is_none_or_twice_does_no_harm() {
        assert_eq!(in_order(vec!['a', 'b'], &[1, 7, 1, 0]), ['b', 'a']);
    }
}
