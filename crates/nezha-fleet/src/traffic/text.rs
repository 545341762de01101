//! A ledger and a plan as short texts, for the browser's storage, where anybody may have written.

use super::calendar::DAY;
use super::counter::Counters;
use super::ledger::{KEPT_DAYS, Ledger};
use super::total::{Brought, DayTotal};
use super::traffic_plan::{Counts, TrafficPlan};

/// Changes when the meaning of the text does; another one is not read.
const VERSION: &str = "1";
/// Seconds of the day on which clocks go back.
const LONGEST_DAY: u64 = DAY as u64 + 2 * 3600;
/// Digits of this base are short, and only letters and digits.
const BASE: u32 = 36;

impl Ledger {
    /// The ledger as a text, under four kilobytes; [`Ledger::parse`] reads it.
    pub fn print(&self) -> String {
        let mut out = VERSION.to_owned();
        let Some(last) = &self.last else { return out };
        push_numbers(
            &mut out,
            &[last.at.max(0) as u64, last.received, last.sent, last.uptime, last.boot_time],
        );
        for day in &self.days {
            let DayTotal { day, received, sent, known_s, watched_s, brought } = *day;
            let own = [day.max(0) as u64, received, sent, known_s.into(), watched_s.into()];
            let Brought { days, received, sent, known_s } = brought;
            push_numbers(&mut out, &[&own[..], &[days.into(), received, sent, known_s.into()]].concat());
        }
        out
    }

    /// Reads what [`Ledger::print`] wrote; `None` for anything else, and then the counting starts anew.
    pub fn parse(text: &str) -> Option<Ledger> {
        let mut parts = text.split(' ');
        if parts.next() != Some(VERSION) {
            return None;
        }
        let mut ledger = Ledger::default();
        if let Some(part) = parts.next() {
            let [at, received, sent, uptime, boot_time] = numbers(part)?;
            ledger.last = Some(Counters { at: i64::try_from(at).ok()?, received, sent, uptime, boot_time });
        }
        for part in parts {
            let [day, received, sent, known_s, watched_s, brought @ ..]: [u64; 9] = numbers(part)?;
            let day = i32::try_from(day).ok()?;
            let ascending = ledger.days.last().is_none_or(|last| last.day < day);
            if !ascending || ledger.days.len() >= KEPT_DAYS as usize {
                return None;
            }
            let [known_s, watched_s] = [known_s, watched_s].map(|seconds| seconds.min(LONGEST_DAY) as u32);
            let [days, brought_received, brought_sent, brought_s] = brought;
            let brought = Brought {
                days: u32::try_from(days).ok()?,
                received: brought_received,
                sent: brought_sent,
                known_s: u32::try_from(brought_s).ok()?,
            };
            ledger.days.push(DayTotal { day, received, sent, known_s, watched_s, brought });
        }
        Some(ledger)
    }
}

impl TrafficPlan {
    /// The plan as a text; [`TrafficPlan::parse`] reads it.
    pub fn print(&self) -> String {
        let counts = match self.counts {
            Counts::Both => 0,
            Counts::Sent => 1,
            Counts::Received => 2,
            Counts::Larger => 3,
        };
        let mut out = VERSION.to_owned();
        // Zero is no quota that anybody has.
        push_numbers(&mut out, &[u64::from(self.reset_day), self.quota.unwrap_or(0), counts]);
        out
    }

    /// Reads what [`TrafficPlan::print`] wrote; `None` for anything else.
    pub fn parse(text: &str) -> Option<TrafficPlan> {
        let [reset_day, quota, counts] = numbers(text.strip_prefix(VERSION)?.strip_prefix(' ')?)?;
        let counts = match counts {
            0 => Counts::Both,
            1 => Counts::Sent,
            2 => Counts::Received,
            3 => Counts::Larger,
            _ => return None,
        };
        let reset_day = u8::try_from(reset_day).ok().filter(|day| (1..=31).contains(day))?;
        Some(TrafficPlan { reset_day, quota: Some(quota).filter(|quota| *quota > 0), counts })
    }
}

fn push_numbers(out: &mut String, numbers: &[u64]) {
    for (at, number) in numbers.iter().enumerate() {
        out.push(if at == 0 { ' ' } else { '.' });
        let mut digits = Vec::with_capacity(13);
        let mut rest = *number;
        while rest > 0 || digits.is_empty() {
            digits.push(char::from_digit((rest % u64::from(BASE)) as u32, BASE).unwrap_or('0'));
            rest /= u64::from(BASE);
        }
        out.extend(digits.iter().rev());
    }
}

fn numbers<const N: usize>(part: &str) -> Option<[u64; N]> {
    let mut found = [0; N];
    let mut texts = part.split('.');
    for number in &mut found {
        *number = u64::from_str_radix(texts.next()?, BASE).ok()?;
    }
    texts.next().is_none().then_some(found)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const T: i64 = 1_795_341_896;

    fn ledger() -> Ledger {
        let mut ledger = Ledger::default();
        for day in 0..70_u64 {
            let at = T + day as i64 * DAY;
            let bytes = day * 123_456_789_012;
            ledger.observe(
                &Counters {
                    at,
                    received: bytes,
                    sent: bytes / 7,
                    uptime: 90 * 86_400 + day * 86_400,
                    boot_time: 9,
                },
                &|_| 3600,
            );
        }
        ledger
    }

    #[test]
    fn a_ledger_comes_back_and_is_short() {
        let text = ledger().print();
        assert_eq!(Ledger::parse(&text), Some(ledger()));
        assert!(text.len() < 4000, "{} bytes", text.len());
        assert_eq!(Ledger::parse(&Ledger::default().print()), Some(Ledger::default()));
    }

    #[test]
    fn a_plan_comes_back() {
        for counts in [Counts::Both, Counts::Sent, Counts::Received, Counts::Larger] {
            for quota in [None, Some(1), Some(u64::MAX)] {
                let plan = TrafficPlan { reset_day: 31, quota, counts };
                assert_eq!(TrafficPlan::parse(&plan.print()), Some(plan));
            }
        }
        for text in ["", "1", "1 0.0.0", "1 w.0.0", "1 1.0.9", "2 1.0.0", "1 1.0.0.0"] {
            assert_eq!(TrafficPlan::parse(text), None, "{text}");
        }
    }

    #[test]
    fn what_was_not_written_here_is_not_read() {
        for text in [
            "",
            "2",
            "1 ",
            "1 1.2.3",
            "1 1.2.3.4.5 1.1.1.1",
            "1 1.2.3.4.5 1.1.1.1.1.0.0.0.0 1.1.1.1.1.0.0.0.0",
            "1 zzzzzzzzzzzzzz.0.0.0.0",
            "{}",
        ] {
            assert_eq!(Ledger::parse(text), None, "{text}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn hostile_texts_and_reports_do_no_harm(
            text in "1( [0-9a-z.]{1,30}){0,5}",
            parts in prop::collection::vec(any::<[u64; 9]>(), 0..4),
            at in any::<i64>(), counters in any::<[u64; 4]>(), offset in any::<i32>(),
        ) {
            let mut made = VERSION.to_owned();
            push_numbers(&mut made, &[at.max(0) as u64, counters[0], counters[1], counters[2], counters[3]]);
            parts.iter().for_each(|part| push_numbers(&mut made, part));
            for text in [text, made] {
                let Some(mut ledger) = Ledger::parse(&text) else { continue };
                let [received, sent, uptime, boot_time] = counters;
                let offset = |_| offset;
                for at in [T, T + 60, at, T + 120, i64::MAX, i64::MIN] {
                    ledger.observe(&Counters { at, received, sent, uptime, boot_time }, &offset);
                    let total = ledger.today(at, &offset);
                    prop_assert!(total.watched_s <= total.known_s && total.known_s <= total.of_s);
                    ledger.total(i32::MIN..i32::MAX, at, &offset);
                }
            }
        }
    }
}
