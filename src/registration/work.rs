//! The registration that is under way: a plan of one server or many, and what its answers brought.

use nezha_install::{Made, Plan, Progress};

use super::stand_still::StandStill;

/// What is being registered. One server is a plan of one.
#[derive(Clone, Default)]
pub struct Work {
    /// What was sent and what comes next; `None` while nothing has been begun.
    pub plan: Option<Plan>,
    /// What the answers gave, in memory only.
    pub made: Vec<Made>,
    /// How many of these somebody has seen, copied or saved.
    pub taken: usize,
    /// Why it stands still; `None` while nothing is in its way.
    pub stands_still: Option<StandStill>,
    /// Somebody is at it: asking, sending, waiting for the next.
    pub running: bool,
    /// Somebody wants it to stand still: nothing more is sent, and an answer on its way is waited for.
    pub stop: bool,
    /// Another tab has taken up the same plan, and this one keeps its hands off.
    pub elsewhere: bool,
    /// How often secrets were wiped: one whose answer is on its way then is not kept either.
    pub wipes: u32,
    /// When the last server was made, by the monotonic clock.
    pub made_ms: f64,
    /// What every server of the plan is given besides name and tag.
    pub extras: Extras,
    /// Begun before the page was loaded, tried again, or wanted by a copy of the tab: then nothing is sent before somebody looked
    /// whether it is there already.
    pub resumed: bool,
}

/// What a server is given besides name and tag.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Extras {
    /// For the dashboard's own pages only.
    pub note: String,
    /// Whether guests cannot see it.
    pub hidden: bool,
}

/// How one server alone has come on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Single {
    /// There is none, or it was not sent and may be corrected.
    Open,
    /// It is being sent, or is about to be.
    Sending,
    /// It exists, and its secret is at hand.
    Made,
    /// It exists, and its secret is gone.
    SecretGone,
    /// The dashboard refused, or could not be asked: nothing was created.
    Refused,
    /// Nobody knows yet whether it was created.
    Uncounted,
    /// The answer was lost, and as many new ones were found: none or several.
    Counted(u32),
}

impl Work {
    /// Whether a plan of several servers is under way.
    pub fn is_many(&self) -> bool {
        self.plan.as_ref().is_some_and(|plan| plan.servers().len() > 1)
    }

    /// How the one server has come on; the first of several.
    pub fn single(&self) -> Single {
        let Some(first) = self.plan.as_ref().and_then(|plan| plan.servers().first()) else {
            return if self.running {
                Single::Sending
            } else if self.stands_still.is_some() {
                Single::Refused
            } else {
                Single::Open
            };
        };
        match first.progress {
            Progress::Waiting if self.running => Single::Sending,
            Progress::Waiting if self.stands_still.is_none() => Single::Open,
            Progress::Sent => Single::Sending,
            Progress::Waiting | Progress::Refused => Single::Refused,
            Progress::Done { .. } if self.made.is_empty() => Single::SecretGone,
            Progress::Done { .. } => Single::Made,
            Progress::Lost { found: None } => Single::Uncounted,
            Progress::Lost { found: Some(found) } => Single::Counted(found),
        }
    }

    /// Whether an answer was lost and nobody has counted yet what turned up.
    pub fn is_uncounted(&self) -> bool {
        let uncounted = |plan: &Plan| {
            plan.servers().iter().any(|server| server.progress == Progress::Lost { found: None })
        };
        self.plan.as_ref().is_some_and(uncounted) && !self.running && self.stands_still.is_none()
    }

    /// Whether another plan may take its place: nothing of this one was created, nor may have been.
    pub fn may_be_replaced(&self) -> bool {
        let untouched = |plan: &Plan| {
            plan.servers()
                .iter()
                .all(|server| matches!(server.progress, Progress::Waiting | Progress::Refused))
        };
        !self.running && self.plan.as_ref().is_none_or(untouched)
    }

    /// Whether leaving the page would lose something: secrets, or an answer on its way.
    pub fn would_be_lost(&self) -> bool {
        self.running || !self.made.is_empty()
    }

    /// Whether there is a secret that nobody has seen, copied or saved yet.
    pub fn has_untaken(&self) -> bool {
        self.taken < self.made.len()
    }

    /// Lets go of every secret, also of one whose answer is on its way.
    pub fn forget_secrets(&mut self) {
        self.made.clear();
        self.taken = 0;
        self.wipes += 1;
    }

    /// Whether there is something to look at besides the form: several under way, or what came of one.
    pub fn has_outcome(&self) -> bool {
        self.is_many() || !matches!(self.single(), Single::Open | Single::Sending)
    }

    /// The plan as it is kept in the tab's storage. Never a secret.
    pub fn note(&self) -> Option<String> {
        let plan = self.plan.as_ref()?;
        let hidden = if self.extras.hidden { "hidden" } else { "shown" };
        Some([hidden, " ", &self.extras.note.replace(['\r', '\n'], " "), "\n", &plan.note()].concat())
    }

    /// The work of a kept note; `None` when the text is none.
    pub fn from_note(text: &str) -> Option<Self> {
        let (head, plan) = text.split_once('\n')?;
        let (hidden, note) = head.split_once(' ')?;
        let plan = Plan::from_note(plan).ok()?;
        let extras = Extras { note: note.to_owned(), hidden: hidden != "shown" };
        Some(Self { plan: Some(plan), extras, resumed: true, ..Self::default() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use nezha_api::Error;
    use nezha_install::{Outcome, Secret};

    fn sent() -> Work {
        let mut plan = Plan::new(vec!["a\nb".to_owned()], "t", 7, 0);
        assert!(plan.sending(0, 0).is_some());
        let extras = Extras { note: "for me".to_owned(), hidden: false };
        Work { plan: Some(plan), extras, ..Work::default() }
    }

    #[test]
    fn what_was_sent_when_the_page_went_away_has_to_be_counted() {
        let kept = Work::from_note(&sent().note().unwrap()).unwrap();
        assert_eq!(kept.single(), Single::Uncounted);
        assert!(!kept.may_be_replaced() && kept.resumed);
        assert_eq!(kept.extras, sent().extras);
        assert_eq!(kept.plan.unwrap().servers()[0].name, "a\nb");
    }

    #[test]
    fn a_count_that_broke_off_leaves_it_open_whether_it_was_created() {
        let mut work = sent();
        let plan = work.plan.as_mut().unwrap();
        plan.answered(0, Outcome::Lost, 10);
        plan.count(0, &[]);
        work.stands_still = Some(Error::Unreachable(String::new()).into());
        assert_eq!(work.single(), Single::Uncounted);
        assert!(!work.is_uncounted(), "a person counts again");
        work.plan.as_mut().unwrap().believe_none(0);
        assert_eq!(work.single(), Single::Counted(0));
    }

    #[test]
    fn what_waits_is_being_sent_only_while_somebody_is_at_it() {
        let plan = Some(Plan::new(vec!["a".to_owned()], "t", 7, 0));
        let mut work = Work { plan, running: true, ..Work::default() };
        assert_eq!(work.single(), Single::Sending);
        let kept = Work::from_note(&work.note().unwrap()).unwrap();
        assert!(kept.single() == Single::Open && kept.may_be_replaced());
        work.running = false;
        work.stands_still = Some(Error::Unreachable(String::new()).into());
        assert!(work.single() == Single::Refused && work.may_be_replaced());
    }

    #[test]
    fn no_secret_is_in_the_note() {
        let mut work = sent();
        work.plan.as_mut().unwrap().answered(0, Outcome::Created, 1);
        let secret = Secret::parse("FAKESECRET00000001").unwrap();
        work.made.push(Made { name: "a\nb".to_owned(), secret });
        assert_eq!(work.single(), Single::Made);
        let note = work.note().unwrap();
        assert!(!note.contains("FAKESECRET"));
        assert_eq!(Work::from_note(&note).unwrap().single(), Single::SecretGone);
    }

    #[test]
    fn only_what_was_certainly_not_created_may_be_replaced() {
        let mut work = sent();
        work.plan.as_mut().unwrap().answered(0, Outcome::Refused, 1);
        assert!(work.may_be_replaced());
        work.running = true;
        assert!(!work.may_be_replaced());
        assert!(Work::default().may_be_replaced() && !sent().may_be_replaced());
    }

    #[test]
    fn a_secret_is_untaken_until_it_was_seen_copied_or_saved() {
        let mut work = sent();
        assert!(!work.has_untaken(), "there is none");
        let made =
            |name: &str| Made { name: name.to_owned(), secret: Secret::parse("FAKESECRET00000001").unwrap() };
        work.made.push(made("a"));
        assert!(work.has_untaken());
        work.taken = work.made.len();
        assert!(!work.has_untaken());
        work.made.push(made("b"));
        assert!(work.has_untaken(), "one that came later");
        work.forget_secrets();
        assert!(!work.has_untaken(), "they are gone anyway");
        work.made.push(made("c"));
        assert!(work.has_untaken(), "one that came after the others were forgotten");
    }

    #[test]
    fn there_is_an_outcome_once_one_is_through_or_several_are_begun() {
        assert!(!Work::default().has_outcome() && !sent().has_outcome());
        let mut work = sent();
        work.plan.as_mut().unwrap().answered(0, Outcome::Refused, 1);
        assert!(work.has_outcome());
        let several = Plan::new(vec!["a".to_owned(), "b".to_owned()], "t", 7, 0);
        assert!(Work { plan: Some(several), running: true, ..Work::default() }.has_outcome());
    }

    #[test]
    fn something_else_in_the_storage_is_no_note() {
        for text in ["", "hidden", "hidden \n", "hidden x\nnezha-lens bulk 2\n"] {
            assert!(Work::from_note(text).is_none());
        }
    }
}
