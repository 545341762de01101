//! What a tick on the time axis says.

use crate::digits::push_padded;
use crate::wall::Wall;

/// A tick's label: the variant says how much of the wall time to show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TickLabel {
    /// Hour, minute and second.
    Second(Wall),
    /// Hour and minute.
    Minute(Wall),
    /// A whole hour.
    Hour(Wall),
    /// The date: the first tick of a day.
    Day(Wall),
}

/// How hours are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Clock {
    /// 00:00 to 23:59.
    #[default]
    H24,
    /// 12:00 to 11:59, twice a day.
    H12(HalfDays),
}

/// What tells the halves of a day apart: what stands before the time, and what behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HalfDays {
    /// From midnight on.
    pub morning: [&'static str; 2],
    /// From noon on.
    pub afternoon: [&'static str; 2],
}

impl TickLabel {
    /// `14:05`, `2:05 PM`, `11-22`: digits, and with the clock of twelve hours what that says of the half of the day.
    #[must_use]
    pub fn plain(self, clock: Clock) -> String {
        let mut out = String::with_capacity(14);
        let (Self::Second(wall) | Self::Minute(wall) | Self::Hour(wall) | Self::Day(wall)) = self;
        if let Self::Day(wall) = self {
            push_padded(&mut out, wall.month.into(), 2);
            out.push('-');
            push_padded(&mut out, wall.day.into(), 2);
            return out;
        }
        let [before, behind] = match clock {
            Clock::H24 => ["", ""],
            Clock::H12(halves) if wall.hour < 12 => halves.morning,
            Clock::H12(halves) => halves.afternoon,
        };
        out.push_str(before);
        match clock {
            Clock::H24 => push_padded(&mut out, wall.hour.into(), 2),
            Clock::H12(_) => push_padded(&mut out, u64::from((wall.hour + 11) % 12 + 1), 1),
        }
        if clock == Clock::H24 || !matches!(self, Self::Hour(_)) {
            out.push(':');
            push_padded(&mut out, wall.minute.into(), 2);
        }
        if let Self::Second(_) = self {
            out.push(':');
            push_padded(&mut out, wall.second.into(), 2);
        }
        out.push_str(behind);
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::zone::FixedZone;

    fn wall(hour: i64, minute: i64, second: i64) -> Wall {
        Wall::at(((hour * 60 + minute) * 60 + second) * 1000, &FixedZone(0))
    }

    #[test]
    fn twenty_four_hours() {
        assert_eq!(TickLabel::Second(wall(9, 5, 7)).plain(Clock::H24), "09:05:07");
        assert_eq!(TickLabel::Minute(wall(23, 59, 0)).plain(Clock::H24), "23:59");
        assert_eq!(TickLabel::Hour(wall(0, 0, 0)).plain(Clock::H24), "00:00");
        assert_eq!(TickLabel::Day(wall(0, 0, 0)).plain(Clock::H24), "01-01");
    }

    #[test]
    fn twelve_hours_have_no_zero() {
        let english = Clock::H12(HalfDays { morning: ["", " AM"], afternoon: ["", " PM"] });
        assert_eq!(TickLabel::Hour(wall(0, 0, 0)).plain(english), "12 AM");
        assert_eq!(TickLabel::Minute(wall(12, 30, 0)).plain(english), "12:30 PM");
        assert_eq!(TickLabel::Second(wall(13, 5, 0)).plain(english), "1:05:00 PM");
        let chinese = Clock::H12(HalfDays { morning: ["上午", ""], afternoon: ["下午", ""] });
        assert_eq!(TickLabel::Minute(wall(12, 30, 0)).plain(chinese), "下午12:30");
    }
}
