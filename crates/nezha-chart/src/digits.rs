//! Numbers as text without the formatting machinery, which is large and slow next to this.

/// Appends a whole number with leading zeros up to `width` digits.
pub(crate) fn push_padded(out: &mut String, number: u32, width: usize) {
    let mut digits = [b'0'; 10];
    let mut rest = number;
    let mut start = digits.len();
    while rest > 0 || digits.len() - start < width.clamp(1, 10) {
        start -= 1;
        digits[start] = b'0' + (rest % 10) as u8;
        rest /= 10;
    }
    out.extend(digits[start..].iter().map(|&digit| char::from(digit)));
}

/// Appends a number rounded to `places` decimals (at most 6), for labels and coordinates: what is beyond
/// ± 4·10⁹ is cut to that, and a value that is not a number is 0.
pub(crate) fn push_rounded(out: &mut String, value: f64, places: usize) {
    let places = places.min(6);
    let unit = 10u64.pow(places as u32);
    let scaled = (value.abs().min(f64::from(u32::MAX)) * unit as f64).round() as u64;
    if value < 0.0 && scaled > 0 {
        out.push('-');
    }
    push_padded(out, (scaled / unit).min(u64::from(u32::MAX)) as u32, 1);
    if places > 0 {
        out.push('.');
        push_padded(out, (scaled % unit) as u32, places);
    }
}

/// The same without zeros at the end of the decimals: `12`, `12.5`.
pub(crate) fn push_short(out: &mut String, value: f64, places: usize) {
    push_rounded(out, value, places);
    if places > 0 {
        let kept = out.trim_end_matches('0').trim_end_matches('.').len();
        out.truncate(kept);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rounded(value: f64, places: usize) -> String {
        let mut out = String::new();
        push_rounded(&mut out, value, places);
        out
    }

    fn short(value: f64, places: usize) -> String {
        let mut out = String::new();
        push_short(&mut out, value, places);
        out
    }

    #[test]
    fn rounds_like_people_do() {
        assert_eq!(rounded(0.0, 0), "0");
        assert_eq!(rounded(0.05, 1), "0.1");
        assert_eq!(rounded(-0.04, 1), "0.0");
        assert_eq!(rounded(-12.25, 1), "-12.3");
        assert_eq!(rounded(199.996, 2), "200.00");
        assert_eq!(rounded(0.000_5, 3), "0.001");
    }

    #[test]
    fn what_is_no_number_or_too_large_stays_a_number() {
        assert_eq!(rounded(f64::NAN, 1), "0.0");
        assert_eq!(rounded(f64::INFINITY, 0), "4294967295");
    }

    #[test]
    fn short_numbers_have_no_needless_zeros() {
        assert_eq!(short(12.0, 1), "12");
        assert_eq!(short(12.5, 2), "12.5");
        assert_eq!(short(100.0, 1), "100");
        assert_eq!(short(100.0, 0), "100");
    }
}
