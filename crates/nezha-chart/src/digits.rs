//! Numbers as text without the formatting machinery, which is large and slow next to this.

/// Appends a whole number with leading zeros up to `width` digits.
pub(crate) fn push_padded(out: &mut String, number: u64, width: usize) {
    let mut digits = [b'0'; 20];
    let mut rest = number;
    let mut start = digits.len();
    while rest > 0 || digits.len() - start < width.clamp(1, 20) {
        start -= 1;
        digits[start] = b'0' + (rest % 10) as u8;
        rest /= 10;
    }
    out.extend(digits[start..].iter().map(|&digit| char::from(digit)));
}

/// Appends a number rounded to `places` decimals (at most 6), for labels and coordinates: what is beyond
/// ± 10¹² is cut to that, and a value that is not a number is 0.
pub(crate) fn push_rounded(out: &mut String, value: f64, places: usize) {
    let places = places.min(6);
    let unit = 10u64.pow(places as u32);
    let value = if value.is_nan() { 0.0 } else { value };
    let scaled = (value.abs().min(1e12) * unit as f64).round() as u64;
    if value < 0.0 && scaled > 0 {
        out.push('-');
    }
    push_scaled(out, scaled, unit, places);
}

/// Appends `scaled / unit`, where `unit` is ten to the power of `places`.
fn push_scaled(out: &mut String, scaled: u64, unit: u64, places: usize) {
    push_padded(out, scaled / unit, 1);
    if places > 0 {
        out.push('.');
        push_padded(out, scaled % unit, places);
    }
}

/// Appends a number with the fewest decimals that read back as the very same one, from 10⁻⁷ up: what V0 sends.
/// Smaller ones are rounded to 16 decimals.
pub(crate) fn push_exact(out: &mut String, value: f32) {
    let (wide, mut unit) = (f64::from(value.abs()), 1u64);
    if value < 0.0 {
        out.push('-');
    }
    for places in 0..=16 {
        let scaled = (wide * unit as f64).round();
        if places == 16 || (scaled / unit as f64) as f32 == value.abs() {
            push_scaled(out, scaled as u64, unit, places);
            return;
        }
        unit *= 10;
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
        assert_eq!(rounded(f64::INFINITY, 0), "1000000000000");
        assert_eq!(rounded(f64::NEG_INFINITY, 6), "-1000000000000.000000");
    }

    #[test]
    fn short_numbers_have_no_needless_zeros() {
        assert_eq!(short(12.0, 1), "12");
        assert_eq!(short(12.5, 2), "12.5");
        assert_eq!(short(100.0, 1), "100");
        assert_eq!(short(100.0, 0), "100");
    }

    #[test]
    fn what_was_sent_is_written_as_it_was_sent() {
        for text in
            ["0", "0.42949998", "0.0000001", "0.00000012345679", "999.99994", "1000", "16777216", "-38.5"]
        {
            let mut out = String::new();
            push_exact(&mut out, text.parse().unwrap());
            assert_eq!(out, text);
        }
    }

    #[test]
    fn every_number_reads_back_as_itself() {
        let mut bits = 1e-7f32.to_bits();
        while f32::from_bits(bits) < 1e15 {
            let mut out = String::new();
            push_exact(&mut out, f32::from_bits(bits));
            assert_eq!(out.parse(), Ok(f32::from_bits(bits)), "{out}");
            bits += 7919;
        }
    }
}
