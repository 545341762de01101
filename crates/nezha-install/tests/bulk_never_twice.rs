//! Whatever happens on the way — refusals, lost answers, pages that go and come back: no server is made twice, none is
//! sent beside another or too early, and no note holds a secret.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic)]

use nezha_install::{Count, Known, NAMES_AT_ONCE, Next, Outcome, PAUSE_MS, Plan, Progress};
use proptest::prelude::*;

/// What the world does at one step.
#[derive(Debug, Clone, Copy)]
enum Step {
    /// Time passes, in milliseconds.
    Pass(u64),
    /// The page asks what is next and does it; the dashboard answers like this.
    Go(Answer),
    /// The page is gone, and comes back with a note, as many before the last one as said, and another clock.
    ComeBack { clock: u64, older: usize },
    /// The page is gone between the note and the answer; the dashboard may have made the server all the same.
    GoneWhileSending { made: bool },
    /// Somebody stops it before the request leaves the page.
    Stop,
    /// The list of servers comes.
    Look,
    /// A person clicks whatever there is to click.
    Click,
}

#[derive(Debug, Clone, Copy)]
enum Answer {
    Created,
    Refused,
    LostButMade,
    LostAndNotMade,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let answer = prop_oneof![
        4 => Just(Answer::Created),
        1 => Just(Answer::Refused),
        1 => Just(Answer::LostButMade),
        1 => Just(Answer::LostAndNotMade),
    ];
    let step = prop_oneof![
        (0..3000_u64).prop_map(Step::Pass),
        answer.prop_map(Step::Go),
        (any::<u16>(), prop_oneof![Just(0), 0..9_usize])
            .prop_map(|(clock, older)| Step::ComeBack { clock: clock.into(), older }),
        any::<bool>().prop_map(|made| Step::GoneWhileSending { made }),
        Just(Step::Stop),
        Just(Step::Look),
        Just(Step::Click),
    ];
    prop::collection::vec(step, 0..120)
}

/// The servers as a list shows them.
fn known(servers: &[(u64, String)]) -> Vec<Known<'_>> {
    servers.iter().map(|(id, name)| Known { id: *id, name, tag: "t" }).collect()
}

/// A dashboard and a page in front of it.
struct World {
    servers: Vec<(u64, String)>,
    plan: Plan,
    /// Every note that was kept, the last one at the end.
    notes: Vec<String>,
    /// The plan was taken up again or tried again: nothing is sent before somebody looked whether it is there already.
    resumed: bool,
    now_ms: u64,
    /// In real milliseconds, which no page knows.
    real_ms: u64,
    last_sent_ms: Option<u64>,
}

impl World {
    fn new(servers: Vec<(u64, String)>, plan: Plan) -> Self {
        let notes = vec![plan.note()];
        Self { servers, plan, notes, resumed: false, now_ms: 0, real_ms: 0, last_sent_ms: None }
    }

    fn keep_note(&mut self) {
        self.notes.push(self.plan.note());
    }

    fn make(&mut self, name: &str) {
        let id = self.servers.iter().map(|(id, _)| *id).max().unwrap_or(0) + 1;
        self.servers.push((id, name.to_owned()));
    }

    fn send(&mut self) -> Option<(usize, String)> {
        let Next::Send(at) = self.plan.next(self.now_ms) else { return None };
        if self.resumed && self.plan.find_waiting(at, &known(&self.servers), self.now_ms) {
            self.keep_note();
            return None;
        }
        let name = self.plan.sending(at, self.now_ms).unwrap().to_owned();
        self.keep_note();
        if let Some(last) = self.last_sent_ms.replace(self.real_ms) {
            assert!(self.real_ms - last >= PAUSE_MS, "sent after {} ms", self.real_ms - last);
        }
        Some((at, name))
    }

    fn step(&mut self, step: Step) {
        match step {
            Step::Pass(ms) => {
                self.now_ms += ms;
                self.real_ms += ms;
            }
            Step::Go(answer) => {
                let Some((at, name)) = self.send() else { return };
                if matches!(answer, Answer::Created | Answer::LostButMade) {
                    self.make(&name);
                }
                let outcome = match answer {
                    Answer::Created => Outcome::Created,
                    Answer::Refused => Outcome::Refused,
                    Answer::LostButMade | Answer::LostAndNotMade => Outcome::Lost,
                };
                self.plan.answered(at, outcome, self.now_ms);
                self.keep_note();
            }
            Step::ComeBack { clock, older } => {
                let note = &self.notes[self.notes.len().saturating_sub(older + 1)];
                self.plan = Plan::from_note(note).unwrap();
                self.resumed = true;
                self.now_ms = clock;
            }
            Step::GoneWhileSending { made } => {
                if let Some((_, name)) = self.send() {
                    if made {
                        self.make(&name);
                    }
                    self.step(Step::ComeBack { clock: 0, older: 0 });
                }
            }
            Step::Stop => {
                if let Some((at, _)) = self.send() {
                    self.plan.withdraw(at);
                    self.keep_note();
                }
            }
            Step::Look => {
                let servers = self.servers.clone();
                let known = known(&servers);
                if let Next::Lost(at) = self.plan.next(self.now_ms) {
                    let count = self.plan.count(at, &known);
                    assert!(!matches!(count, Some(Count::Several(_)) | None), "{count:?}");
                    if count == Some(Count::None) {
                        self.plan.believe_none(at);
                    }
                }
                self.keep_note();
            }
            Step::Click => {
                let servers = self.servers.clone();
                self.resumed = true;
                for at in 0..self.plan.servers().len() {
                    self.plan.try_again(at, &known(&servers));
                    self.plan.accept(at, 1);
                }
                self.keep_note();
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn no_server_is_made_twice(steps in steps(), names in prop::collection::vec("[ab\\\\\n]{1,2}", 1..6)) {
        // One of the planned names exists already, and does not count as made.
        let servers = vec![(4, names[0].clone())];
        let plan = Plan::new(names, "t", 4, 0);
        let mut world = World::new(servers, plan);
        let knows_all = steps.iter().all(|step| !matches!(step, Step::ComeBack { older: 1.., .. }));
        for step in steps {
            world.step(step);
        }
        for planned in world.plan.servers() {
            let made = world.servers.iter().filter(|(id, name)| *id > 4 && *name == planned.name).count();
            prop_assert!(made <= 1, "{} was made {} times", planned.name, made);
            match planned.progress {
                Progress::Done { .. } => prop_assert_eq!(made, 1),
                Progress::Waiting | Progress::Refused if knows_all => prop_assert_eq!(made, 0),
                Progress::Waiting | Progress::Refused | Progress::Sent | Progress::Lost { .. } => {}
            }
        }
    }

    #[test]
    fn with_a_patient_person_every_plan_ends(steps in steps()) {
        let names: Vec<String> = ["a", "b", "c"].map(str::to_owned).to_vec();
        let plan = Plan::new(names, "t", 0, 0);
        let mut world = World::new(Vec::new(), plan);
        for step in steps {
            world.step(step);
        }
        for _ in 0..10 {
            for step in [Step::Look, Step::Click, Step::Pass(PAUSE_MS), Step::Go(Answer::Created)] {
                world.step(step);
            }
        }
        prop_assert_eq!(world.plan.next(world.now_ms), Next::Finished);
        prop_assert_eq!(world.servers.len(), 3);
    }

    #[test]
    fn every_plan_is_read_back_from_its_note(
        names in prop::collection::vec("(?s).{0,12}|[\\\\nr\n\r ]{0,6}", 0..12),
        tag in "(?s).{1,8}",
        newest_before in any::<u64>(),
        began_s in any::<u64>(),
    ) {
        let plan = Plan::new(names, &tag, newest_before, began_s);
        let note = plan.note();
        let resumed = Plan::from_note(&note).unwrap();
        prop_assert_eq!(resumed.servers(), plan.servers());
        prop_assert_eq!((resumed.tag(), resumed.began_s()), (plan.tag(), began_s));
        prop_assert_eq!(resumed.note(), note);
    }

    #[test]
    fn whatever_was_stored_is_a_plan_or_an_error(text in "(?s).{0,80}|(nezha-lens bulk 1\n)(.{0,20}\n){0,8}") {
        if let Ok(plan) = Plan::from_note(&text) {
            prop_assert!(plan.servers().len() <= NAMES_AT_ONCE);
            prop_assert!(!plan.servers().iter().any(|server| server.progress == Progress::Sent));
        }
    }

    #[test]
    fn a_note_whose_lines_were_tampered_with_does_no_harm(
        lines in prop::collection::vec(
            "(began|after|tag|done|done-as|sent|lost|waiting|refused) ([0-9]{1,22}|-1|a|\\\\n|\\\\|) ?a{0,2}", 0..10)
    ) {
        let text = format!("nezha-lens bulk 1\nbegan 1\nafter 2\ntag t\n{}", lines.join("\n"));
        if let Ok(mut plan) = Plan::from_note(&text) {
            prop_assert_eq!(plan.sending(0, 0), None, "without a pause");
        }
    }
}
