//! What a plan says to do next, and what stops it.
#![allow(missing_docs, clippy::unwrap_used)]

use nezha_install::{Count, Known, Next, Outcome, Plan, Progress};

fn plan() -> Plan {
    Plan::new(vec!["a".to_owned(), "b".to_owned(), "a".to_owned()], "t", 10, 1_795_341_896)
}

fn known(id: u64, name: &'static str) -> Known<'static> {
    Known { id, name, tag: "t" }
}

#[test]
fn servers_go_one_by_one_a_second_after_the_last_answer() {
    let mut plan = plan();
    assert_eq!(plan.next(0), Next::Send(0));
    assert_eq!(plan.sending(1, 0), None);
    assert_eq!(plan.sending(0, 0), Some("a"));
    assert_eq!(plan.sending(0, 5000), None);
    assert_eq!(plan.next(5000), Next::Answer(0));
    plan.answered(0, Outcome::Created, 5000);
    assert_eq!(plan.next(5000), Next::Wait(1000));
    assert_eq!(plan.next(5999), Next::Wait(1));
    assert_eq!(plan.sending(1, 5999), None);
    assert_eq!(plan.sending(1, 6000), Some("b"));
    plan.answered(1, Outcome::Created, 6001);
    assert_eq!((plan.next(9000), plan.done()), (Next::Finished, 2));
}

#[test]
fn what_was_not_sent_after_all_waits_again_and_for_its_pause() {
    let mut plan = plan();
    plan.withdraw(0);
    plan.sending(0, 0);
    plan.withdraw(0);
    assert_eq!(plan.servers()[0].progress, Progress::Waiting);
    assert_eq!(plan.next(400), Next::Wait(600));
    assert_eq!(plan.sending(0, 1000), Some("a"));
    plan.answered(0, Outcome::Created, 1000);
    plan.withdraw(0);
    assert_eq!(plan.servers()[0].progress, Progress::Done { id: None });
}

#[test]
fn a_clock_that_went_back_begins_the_pause_anew() {
    let mut plan = plan();
    plan.sending(0, 50_000);
    plan.answered(0, Outcome::Created, 50_000);
    assert_eq!(plan.next(10), Next::Wait(1000));
    assert_eq!(plan.next(1009), Next::Wait(1));
    assert_eq!(plan.next(1010), Next::Send(1));
}

#[test]
fn a_refusal_stops_until_somebody_tries_again() {
    let mut plan = plan();
    plan.sending(0, 0);
    plan.answered(0, Outcome::Refused, 0);
    assert_eq!(plan.next(9000), Next::Refused(0));
    assert_eq!(plan.sending(1, 9000), None);
    assert!(plan.try_again(0, &[]));
    assert_eq!(plan.next(9000), Next::Send(0));
}

#[test]
fn a_lost_one_is_not_tried_again_before_it_was_looked_for() {
    let mut plan = plan();
    plan.sending(0, 0);
    plan.answered(0, Outcome::Lost, 0);
    assert_eq!(plan.next(9000), Next::Lost(0));
    assert!(!plan.try_again(0, &[]));
    let other_tag = Known { tag: "Tokyo", ..known(12, "a") };
    let others = [known(10, "a"), known(11, "b"), other_tag];
    assert_eq!(plan.count(0, &others), Some(Count::None));
    assert!(!plan.try_again(0, &[]), "it may still be on its way");
    plan.believe_none(0);
    assert_eq!(plan.next(9000), Next::Lost(0), "a person decides");
    assert!(plan.try_again(0, &[]));
    assert_eq!(plan.next(9000), Next::Send(0));
}

#[test]
fn none_in_one_list_is_not_believed() {
    let mut plan = plan();
    plan.believe_none(0);
    assert_eq!(plan.servers()[0].progress, Progress::Waiting);
    plan.sending(0, 0);
    plan.answered(0, Outcome::Lost, 0);
    for _ in 0..2 {
        assert_eq!(plan.count(0, &[]), Some(Count::None));
        assert_eq!(plan.servers()[0].progress, Progress::Lost { found: None });
    }
    plan.believe_none(0);
    assert_eq!(plan.servers()[0].progress, Progress::Lost { found: Some(0) });
    assert_eq!(plan.count(0, &[known(11, "a")]), Some(Count::One(11)));
}

#[test]
fn what_has_turned_up_by_now_is_not_tried_again() {
    for outcome in [Outcome::Refused, Outcome::Lost] {
        let mut plan = plan();
        plan.sending(0, 0);
        plan.answered(0, outcome, 0);
        if outcome == Outcome::Lost {
            plan.believe_none(0);
        }
        let mut twice = plan.clone();
        assert!(!plan.try_again(0, &[known(10, "a"), known(11, "a")]));
        assert_eq!(plan.servers()[0].progress, Progress::Done { id: Some(11) });
        assert!(!twice.try_again(0, &[known(12, "a"), known(11, "a")]));
        assert_eq!(twice.servers()[0].progress, Progress::Lost { found: Some(2) });
    }
}

#[test]
fn a_lost_one_that_is_found_is_done() {
    let mut plan = plan();
    plan.sending(0, 0);
    plan.answered(0, Outcome::Lost, 0);
    assert_eq!(plan.count(0, &[known(11, "a")]), Some(Count::One(11)));
    assert_eq!(plan.servers()[0].progress, Progress::Done { id: Some(11) });
    assert!(!plan.try_again(0, &[]));
    assert_eq!(plan.next(9000), Next::Send(1));
    assert_eq!(plan.count(0, &[]), None);
}

#[test]
fn one_that_was_made_twice_waits_for_a_person() {
    let mut plan = plan();
    plan.sending(0, 0);
    plan.answered(0, Outcome::Lost, 0);
    assert!(!plan.accept(0, 11));
    let twice = [known(12, "a"), known(11, "a")];
    assert_eq!(plan.count(0, &twice), Some(Count::Several(vec![11, 12])));
    assert!(!plan.try_again(0, &[]));
    assert!(plan.accept(0, 11));
    assert_eq!(plan.next(9000), Next::Send(1));
}

#[test]
fn what_waits_in_an_older_note_and_is_there_already_is_not_sent() {
    let mut plan = Plan::from_note(&plan().note()).unwrap();
    assert_eq!(plan.next(0), Next::Wait(1000));
    let before = plan.clone();
    assert!(!plan.find_waiting(0, &[known(10, "a"), known(11, "b")], 1000));
    assert_eq!(plan, before);
    let mut twice = plan.clone();
    assert!(plan.find_waiting(0, &[known(10, "a"), known(11, "a")], 1000));
    assert_eq!(plan.servers()[0].progress, Progress::Done { id: Some(11) });
    assert_eq!(plan.next(1000), Next::Wait(1000), "somebody else may be sending");
    assert!(twice.find_waiting(0, &[known(11, "a"), known(12, "a")], 1000));
    assert_eq!(twice.next(9000), Next::Lost(0), "a person looks at them");
}

#[test]
fn a_server_is_made_for_a_plan_when_it_is_newer_and_has_name_and_tag() {
    let plan = plan();
    assert!(plan.is_made(0, known(11, "a")) && plan.is_made(1, known(11, "b")));
    assert!(!plan.is_made(0, known(10, "a")) && !plan.is_made(0, known(11, "A")));
    assert!(!plan.is_made(0, Known { tag: "Tokyo", ..known(11, "a") }));
    assert!(!plan.is_made(2, known(11, "a")));
}

#[test]
fn an_answer_to_what_was_not_sent_changes_nothing() {
    let mut plan = plan();
    plan.answered(0, Outcome::Created, 0);
    plan.answered(99, Outcome::Created, 0);
    assert!(!plan.try_again(0, &[]) && !plan.try_again(99, &[]) && !plan.accept(99, 1));
    assert_eq!(plan, self::plan());
}
