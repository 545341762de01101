//! Answers that come once more: a cache in front of the dashboard repeats them, with a `Date` of its own or with the old
//! one, with `Age` or without.
//!
//! V0 lists servers in random order, so that two answers with the same reports in the same order are mostly one answer. The
//! fewer servers, the fewer orders: where nobody has reported in between, the same one comes again by chance.

use crate::clock::Seen;

/// Of up to so many servers an answer that comes again proves nothing, however often: Go begins a map of one bucket at one of
/// eight places.
const FEW: usize = 8;

/// So often in a row an answer of many servers must come again before its silent fleet is no longer taken at its word.
const DOUBTFUL: u32 = 3;

/// So often in a row no answer must be repeated where a cache was before it is taken to be gone.
const GONE: u32 = 5;

/// How old an answer may get, in milliseconds, while nobody knows for how long answers are repeated.
const PATIENCE_MS: i64 = 20_000;

/// Beyond the longest repetition so far: agents report at least this often, so that a fresh answer may tell the same.
const REPORT_MS: i64 = 10_000;

/// No repetition is expected to last longer, however long one has lasted.
const LONGEST_MS: i64 = 60_000;

/// By how much an answer must be younger than its first sight to have been fetched anew, in milliseconds: `Age` is in whole
/// seconds, and answers are not equally long under way.
const ANEW_MS: i64 = 2_500;

/// Who has been silent for so long, in seconds, has not been kept alive by a cache.
const SILENT_S: i64 = 70;

/// What an answer is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Told {
    /// It tells of the present.
    News,
    /// It tells what was so when it first came.
    Before,
    /// It tells of the past: a cache repeats it longer than anything it says can hold.
    Past,
    /// Either a cache repeats it, or the servers have fallen silent and chance does: it has not come again often enough to tell.
    Nothing,
}

/// Notices repeated answers, and learns for how long they are repeated.
#[derive(Debug, Clone, Default)]
pub(crate) struct Repeats {
    /// The last answer; the first sight of it, and its age when it came last, in milliseconds.
    last: Option<Seen>,
    since_ms: i64,
    age_ms: i64,
    /// When it was fetched, by its `Age` at first sight.
    then_ms: i64,
    /// How long answers are repeated, as far as is known from repetitions that ended in news, and the last of them.
    longest_ms: i64,
    lasted_ms: Option<i64>,
    /// As far as is known from those that surely were a cache's, and how often in a row no answer was repeated since.
    proven_ms: i64,
    fresh: u32,
    /// How often news came after the first answer, how often in a row the last one came again, and whether a cache surely
    /// repeated it.
    changes: u32,
    times: u32,
    is_cache: bool,
}

/// So often in a row an answer must come again to be a cache's. A bucket of Go's has six and a half servers, so that of thirteen
/// there are sixteen orders; where nobody reports any more, chance brings one so often in a row in a million answers.
fn proof(servers: usize) -> u32 {
    match servers {
        0..=13 => 5,
        14..=52 => 4,
        53..=416 => 3,
        _ => 2,
    }
}

impl Repeats {
    /// Takes in an answer whose freshest report is `silent_s` seconds old by the clock that came with it; `None` while that clock
    /// may be anybody's: then the answer tells no more than for how long it has come again.
    pub(crate) fn observe(&mut self, seen: Seen, silent_s: Option<i64>) -> Told {
        let last = self.last.replace(seen);
        let now_ms = seen.monotonic_ms as i64;
        let then_ms = now_ms - seen.age_s * 1000;
        let many = seen.servers > FEW;
        // What a cache has fetched anew may be the same once more, where servers are few: `Age` tells, while there is one.
        let tells_age = seen.age_s > 0 || last.is_some_and(|last| last.age_s > 0);
        let same = seen.print.is_some()
            && last.is_some_and(|last| last.print == seen.print)
            && (many || !tells_age || then_ms - self.then_ms < ANEW_MS);
        let gap_ms = last.map_or(0, |last| now_ms - last.monotonic_ms as i64);
        let pace_ms = gap_ms.min(LONGEST_MS / 2);
        if !same {
            // Of the time until everyone is back after a restart no cache is the cause.
            if let Some(last) = last.filter(|last| last.freshest_s.is_some()) {
                // A fleet that stays silent repeats itself by chance. One that is back after an answer came for long, or three
                // times, was hardly silent.
                let is_proof = self.times > 1 || self.times > 0 && self.age_ms > REPORT_MS;
                self.is_cache |= last.servers > FEW && is_proof && seen.freshest_s > last.freshest_s;
                self.learn(gap_ms - pace_ms);
            }
            self.changes += u32::from(last.is_some());
            (self.since_ms, self.then_ms) = (now_ms, then_ms);
        }
        self.times = if same { self.times + 1 } else { 0 };
        self.fresh = if same || seen.age_s > 0 { 0 } else { self.fresh + 1 };
        if self.fresh >= GONE {
            self.proven_ms = 0;
        }
        self.is_cache = seen.age_s > 0 || (many && self.times >= proof(seen.servers));
        let here_ms = if same { now_ms - self.since_ms } else { 0 };
        self.age_ms = here_ms.max(seen.age_s * 1000);
        let known = self.changes > 1;
        let least_ms = if known { 0 } else { PATIENCE_MS };
        let longest_ms = self.longest_ms.max(self.proven_ms);
        let too_old = self.age_ms > pace_ms + (longest_ms + REPORT_MS).max(least_ms);
        if too_old && self.is_cache {
            return Told::Past;
        }
        let is_long = silent_s.unwrap_or(self.age_ms / 1000) > SILENT_S;
        let is_silence = if many {
            is_long && self.times < DOUBTFUL && self.proven_ms == 0
        } else {
            is_long || too_old && known
        };
        if !same || (is_silence && !self.is_cache) {
            Told::News
        } else if too_old {
            Told::Nothing
        } else {
            Told::Before
        }
    }

    /// Whether a cache is known to repeat answers for longer than a person would guess.
    pub(crate) fn are_long(&self) -> bool {
        self.proven_ms > PATIENCE_MS
    }

    /// The last answer was repeated up to now, or longer while nobody asked for `unwatched_ms`. Of the first one of few
    /// servers nobody knows since when.
    ///
    /// A cache repeats answers every time, and few servers fall silent once: of theirs the lesser of two counts.
    fn learn(&mut self, unwatched_ms: i64) {
        if self.is_cache {
            self.proven_ms = self.proven_ms.max(self.age_ms.min(LONGEST_MS));
        } else if self.changes > 0 {
            let lasted_ms = (self.age_ms + unwatched_ms).min(LONGEST_MS);
            self.longest_ms =
                self.lasted_ms.replace(lasted_ms).map_or(lasted_ms, |before| before.min(lasted_ms));
        }
    }
}

/// A number that is the same for the same reports in the same order: ids and times, one after another.
pub fn print_of(reports: impl Iterator<Item = (u64, i64)>) -> u64 {
    reports.fold(0, |print: u64, (id, seen_s)| {
        (print.rotate_left(5) ^ id ^ (seen_s as u64).rotate_left(32)).wrapping_mul(0x517c_c1b7_2722_0a95)
    })
}
