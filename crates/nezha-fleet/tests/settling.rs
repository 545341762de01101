//! When rows move, as somebody who reads the list sees it.

use nezha_fleet::settling::{Hold, Settling};
use nezha_fleet::sort::Sort;
use proptest::prelude::*;

fn by_cpu() -> Option<Sort> {
    Sort::parse("cpu")
}

/// A list that is sorted by CPU since the instant 0.
fn sorted(ids: &[u64]) -> Settling {
    let mut settling = Settling::default();
    settling.settle(0.0, false, by_cpu(), ids);
    settling
}

#[test]
fn rows_move_every_ten_seconds_at_most() {
    let mut list = sorted(&[1, 2, 3]);
    assert_eq!(list.settle(2_000.0, false, by_cpu(), &[3, 2, 1]), [1, 2, 3]);
    assert_eq!(list.settle(9_999.0, false, by_cpu(), &[3, 2, 1]), [1, 2, 3]);
    assert_eq!(list.settle(10_000.0, false, by_cpu(), &[3, 2, 1]), [3, 2, 1]);
    assert_eq!(list.settle(12_000.0, false, by_cpu(), &[1, 2, 3]), [3, 2, 1]);
    assert_eq!(list.settle(20_000.0, false, by_cpu(), &[1, 2, 3]), [1, 2, 3]);
}

#[test]
fn a_list_at_rest_moves_at_once_when_there_is_a_reason() {
    let mut list = sorted(&[1, 2]);
    assert_eq!(list.settle(60_000.0, false, by_cpu(), &[1, 2]), [1, 2]);
    assert_eq!(list.settle(62_000.0, false, by_cpu(), &[2, 1]), [2, 1], "it last moved a minute ago");
}

#[test]
fn nothing_moves_under_the_pointer() {
    let mut list = sorted(&[1, 2]);
    assert_eq!(list.settle(60_000.0, true, by_cpu(), &[2, 1]), [1, 2]);
    assert_eq!(list.settle(3_600_000.0, true, by_cpu(), &[2, 1]), [1, 2]);
    assert_eq!(list.settle(3_602_000.0, false, by_cpu(), &[2, 1]), [2, 1], "as soon as it is let go");
}

#[test]
fn a_pointer_that_is_parked_holds_nothing_and_the_focus_does() {
    let pointer = Hold { pointer_ms: Some(5_000.0), focused: false };
    assert!(pointer.holds(34_999.0) && !pointer.holds(35_000.0));
    assert!(Hold { focused: true, ..pointer }.holds(3_600_000.0));
    assert!(!Hold::default().holds(0.0));
}

#[test]
fn another_sort_takes_effect_at_once_even_under_the_pointer() {
    let mut list = sorted(&[1, 2]);
    let upwards = Sort::parse("cpu.asc");
    assert_eq!(list.settle(1_000.0, true, upwards, &[2, 1]), [2, 1]);
    assert_eq!(list.settle(3_000.0, false, upwards, &[1, 2]), [2, 1], "and then holds still");
    assert_eq!(list.settle(4_000.0, false, None, &[1, 2]), [1, 2]);
}

#[test]
fn a_sort_that_changes_nothing_counts_as_a_move() {
    let mut list = sorted(&[1, 2]);
    list.settle(50_000.0, false, Sort::parse("memory"), &[1, 2]);
    assert_eq!(list.settle(52_000.0, false, Sort::parse("memory"), &[2, 1]), [1, 2]);
}

#[test]
fn the_dashboards_order_and_names_are_followed_at_once() {
    let mut list = Settling::default();
    assert_eq!(list.settle(0.0, false, None, &[1, 2]), [1, 2]);
    assert_eq!(list.settle(1.0, true, None, &[2, 1]), [2, 1]);
    let by_name = Sort::parse("name");
    list.settle(2.0, false, by_name, &[2, 1]);
    assert_eq!(list.settle(3.0, true, by_name, &[1, 2]), [1, 2]);
}

#[test]
fn new_servers_appear_at_once_beside_their_neighbours_and_gone_ones_go() {
    let mut list = sorted(&[1, 2, 3]);
    // Wanted otherwise: 3, 1. New: 9 first, 7 and 8 behind 3. Gone: 2.
    assert_eq!(list.settle(1_000.0, true, by_cpu(), &[9, 3, 7, 8, 1]), [9, 1, 3, 7, 8]);
    assert_eq!(list.settle(2_000.0, true, by_cpu(), &[]), [] as [u64; 0]);
    assert_eq!(list.settle(3_000.0, true, by_cpu(), &[5, 4]), [5, 4]);
}

#[test]
fn comings_and_goings_do_not_put_off_the_next_move() {
    let mut list = sorted(&[1, 2]);
    list.settle(8_000.0, false, by_cpu(), &[3, 2, 1]);
    assert_eq!(list.settle(10_000.0, false, by_cpu(), &[3, 2, 1]), [3, 2, 1]);
}

proptest! {
    #[test]
    fn exactly_the_wanted_servers_are_shown(
        before in Just((0..20u64).collect::<Vec<_>>()).prop_shuffle(),
        after in Just((10..30u64).collect::<Vec<_>>()).prop_shuffle(),
    ) {
        let mut list = sorted(&before);
        let shown = list.settle(1.0, true, by_cpu(), &after).to_vec();
        let stayed = |ids: &[u64]| -> Vec<u64> { ids.iter().copied().filter(|id| (10..20).contains(id)).collect() };
        prop_assert_eq!(stayed(&shown), stayed(&before), "nobody who stays moves");
        let mut all = shown;
        all.sort_unstable();
        prop_assert_eq!(all, (10..30).collect::<Vec<_>>());
    }
}
