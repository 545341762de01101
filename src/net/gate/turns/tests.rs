use super::*;

const A: u64 = 1;
const B: u64 = 2;
const C: u64 = 3;

fn registering(now_ms: f64) -> Turns {
    let turns = Turns::default();
    turns.begin_registering();
    turns.say_registering(now_ms);
    turns
}

#[test]
fn a_request_that_was_given_up_holds_back_registrations_and_no_requests() {
    let turns = registering(0.0);
    turns.begin_asking();
    turns.give_up();
    assert_eq!(turns.next(0.0), Next::Wait);
    assert_eq!(turns.hear(Word::Registering, A, 0.0), Some(Word::Asking));
    assert_eq!(turns.end_given_up(1.0), Some(Word::Quiet));
    assert_eq!(turns.next(1.0), Next::Send);
    let turns = Turns::default();
    for _ in 0..SLOTS {
        turns.begin_asking();
        turns.give_up();
    }
    assert!(turns.may_ask(0.0));
}

#[test]
fn two_monitor_requests_run_at_once_and_a_third_waits() {
    let turns = Turns::default();
    turns.begin_asking();
    assert!(turns.may_ask(0.0));
    turns.begin_asking();
    assert!(!turns.may_ask(0.0));
}

#[test]
fn a_registration_waits_for_running_monitor_requests_and_holds_back_new_ones() {
    let turns = registering(0.0);
    turns.begin_asking();
    assert!(turns.next(0.0) == Next::Wait && !turns.may_ask(0.0));
    assert_eq!(turns.end_asking(0.0), None);
    assert!(turns.next(0.0) == Next::Send && !turns.may_ask(0.0));
}

#[test]
fn of_two_registrations_in_a_tab_the_first_to_end_frees_nobody() {
    let turns = registering(0.0);
    turns.begin_registering();
    assert_eq!(turns.end_registering(), None);
    assert!(!turns.may_ask(0.0));
    assert_eq!(turns.end_registering(), Some(Word::Registered));
    assert!(turns.may_ask(0.0));
}

#[test]
fn a_tab_asks_nothing_before_others_could_say_that_they_register() {
    let turns = Turns::default();
    assert_eq!(turns.begin_listening(), Word::Hello);
    assert!(!turns.may_ask(0.0));
    turns.end_listening();
    assert!(turns.may_ask(0.0));
}

#[test]
fn a_registration_in_another_tab_holds_back_monitor_requests_here() {
    let turns = Turns::default();
    assert_eq!(turns.hear(Word::Registering, A, 0.0), Some(Word::Quiet));
    assert!(!turns.may_ask(1_000.0));
    turns.hear(Word::Registered, A, 2_000.0);
    assert!(turns.may_ask(2_000.0));
}

#[test]
fn one_of_two_tabs_that_register_is_done_and_the_other_still_holds_back_requests() {
    let turns = Turns::default();
    turns.hear(Word::Registering, A, 0.0);
    turns.hear(Word::Registering, B, 100.0);
    turns.hear(Word::Registered, A, 5_000.0);
    assert!(!turns.may_ask(5_000.0));
    turns.hear(Word::Registered, B, 6_000.0);
    assert!(turns.may_ask(6_000.0));
}

#[test]
fn a_registration_waits_for_monitor_requests_of_every_other_tab() {
    let (here, there) = (registering(0.0), Turns::default());
    there.begin_asking();
    assert_eq!(there.hear(Word::Registering, A, 0.0), Some(Word::Asking));
    // Said twice, as somebody else registers too; and by two tabs.
    for tab in [B, B, C] {
        here.hear(Word::Asking, tab, 1.0);
    }
    here.hear(Word::Quiet, B, 2.0);
    assert_eq!(here.next(3.0), Next::Wait);
    here.hear(Word::Quiet, C, 3.0);
    assert_eq!(here.next(4.0), Next::Send);
    assert_eq!(there.end_asking(4.0), Some(Word::Quiet));
}

#[test]
fn a_registration_that_is_stopped_while_it_waits_frees_the_others() {
    let (here, there) = (registering(0.0), Turns::default());
    there.begin_asking();
    there.hear(Word::Registering, A, 0.0);
    here.hear(Word::Asking, B, 1.0);
    assert!(here.next(2.0) == Next::Wait && !there.may_ask(2.0));
    assert_eq!(here.end_registering(), Some(Word::Registered));
    there.hear(Word::Registered, A, 3.0);
    assert!(here.may_ask(3.0) && there.may_ask(3.0));
    assert_eq!(there.end_asking(4.0), None, "nobody waits for it");
}

#[test]
fn a_long_wait_before_a_registration_is_not_taken_from_its_own_time() {
    let (here, there) = (registering(0.0), Turns::default());
    there.hear(Word::Registering, A, 0.0);
    here.hear(Word::Asking, B, 0.0);
    // The others hear of it again and again while it waits, and when it is sent.
    let mut now_ms = 0.0;
    while now_ms < 90_000.0 {
        now_ms += 50.0;
        if here.next(now_ms) == Next::Say {
            here.say_registering(now_ms);
            there.hear(Word::Registering, A, now_ms);
        }
        assert!(!there.may_ask(now_ms));
    }
    here.hear(Word::Quiet, B, now_ms);
    assert_eq!(here.next(now_ms), Next::Send);
    there.hear(Word::Registering, A, now_ms);
    assert!(!there.may_ask(now_ms + 30_000.0));
}

#[test]
fn a_registration_whose_tab_slept_tells_the_others_before_it_is_sent() {
    let turns = registering(0.0);
    assert_eq!(turns.next(60_000.0), Next::Send);
    assert_eq!(turns.next(70_000.0), Next::Say);
    turns.say_registering(70_000.0);
    assert_eq!(turns.next(70_200.0), Next::Send);
}

#[test]
fn a_tab_that_was_closed_in_the_middle_blocks_nobody_for_ever() {
    let (asking, registers) = (Turns::default(), registering(0.0));
    asking.hear(Word::Registering, A, 0.0);
    registers.hear(Word::Asking, A, 0.0);
    // A request and the latest that its end can come: 30 seconds, by a timer that is a minute late.
    assert!(!asking.may_ask(90_000.0) && registers.next(90_000.0) != Next::Send);
    registers.say_registering(100_000.0);
    assert!(asking.may_ask(100_000.0) && registers.next(100_000.0) == Next::Send);
}

#[test]
fn a_tab_opened_during_a_registration_learns_of_it() {
    let alone = Turns::default();
    assert!(!alone.has_company());
    assert_eq!(alone.hear(Word::Hello, A, 0.0), Some(Word::Quiet), "somebody is here");
    assert!(alone.has_company());
    let asking = Turns::default();
    asking.begin_asking();
    assert_eq!(asking.hear(Word::Hello, A, 0.0), Some(Word::Asking), "whoever registers hears it too");
    assert_eq!(registering(0.0).hear(Word::Hello, A, 0.0), Some(Word::Registering));
}
