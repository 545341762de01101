//! The dashboard's cap on samples, which no JSON answer carries.

/// A cap below this would cut ordinary lines; no one sets it.
const LEAST_CAP: f32 = 50.0;
/// How often the same highest value must occur to be a cap rather than a chance.
const REPEATS: usize = 3;
/// So many of the other values are compared with each other, at most.
const SOME: usize = 60;

/// From which value on samples of a series are at the cap, in milliseconds.
///
/// `set` is what the settings say. Where samples stand above it, it is not the dashboard's cap and is left aside. A lower cap
/// shows itself: real samples hardly ever repeat to the microsecond, a cap is a whole number that repeats as the highest.
/// `None` when neither holds: nothing is at a cap.
pub(crate) fn cap_of(values: &[f32], set: f32) -> Option<f32> {
    let latencies = || values.iter().copied().filter(|value| *value > 0.0 && value.is_finite());
    let highest = latencies().fold(0.0, f32::max);
    if highest == set {
        return Some(set);
    }
    let repeats = latencies().filter(|value| *value == highest).count();
    if highest >= LEAST_CAP && highest.fract() == 0.0 && repeats >= REPEATS {
        // On a line that repeats values anyway (a coarse clock, a simulator) a repeated highest one says nothing.
        let below = values.len() - repeats;
        let others = latencies().filter(|value| *value != highest);
        let some: Vec<f32> = others.step_by(below / SOME + 1).collect();
        let different = (0..some.len()).filter(|i| !some[..*i].contains(&some[*i])).count();
        if some.len() >= 10 && different * 10 >= some.len() * 9 {
            return Some(highest);
        }
    }
    (highest < set).then_some(set)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line() -> Vec<f32> {
        (0..40).map(|i| 250.0 + i as f32 * 1.37).collect()
    }

    #[test]
    fn the_cap_of_the_settings_holds_while_nothing_is_above_it() {
        let mut values = line();
        values.push(1000.0);
        assert_eq!(cap_of(&values, 1000.0), Some(1000.0));
        values.push(1400.0);
        assert_eq!(cap_of(&values, 1000.0), None);
    }

    #[test]
    fn a_repeated_highest_whole_number_is_the_cap() {
        let mut values = line();
        values.extend([500.0; 3]);
        assert_eq!(cap_of(&values, 1000.0), Some(500.0));
        let above = values.iter().map(|value| value * 5.0).collect::<Vec<_>>();
        assert_eq!(cap_of(&above, 1000.0), Some(2500.0));
    }

    #[test]
    fn a_highest_value_that_came_once_is_no_cap() {
        let mut values = line();
        values.push(500.0);
        assert_eq!(cap_of(&values, 1000.0), Some(1000.0));
    }

    #[test]
    fn a_line_that_always_repeats_its_values_shows_no_cap() {
        let values: Vec<f32> = (0..90).map(|i| [200.0, 133.25, 66.625][i % 3]).collect();
        assert_eq!(cap_of(&values, 1000.0), Some(1000.0));
    }
}
