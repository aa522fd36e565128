//! Snapshots: R28, and that what an older release wrote keeps loading.

use weir_flow::state::{SNAPSHOT_FORMAT, SnapshotError, State};
use weir_flow::{Event, Status};

use crate::world::*;

/// In the middle of a parallel, after a return, with a transfer and an open sequence.
fn halfway() -> Desk {
    let definition = draw(vec![
        node("before", approve(users(&[DIRECTOR]))),
        parallel(
            "p",
            vec![
                vec![node("a", approve(users(&[MANAGER])).on_reject(back_to("before")))],
                vec![node("b", approve(WhoActs::Superiors { up_to: 2 }))],
            ],
        ),
    ]);
    let mut desk = begin_in(World::default(), definition);
    desk.approve(DIRECTOR).unwrap();
    desk.reject(MANAGER).unwrap();
    desk.approve(DIRECTOR).unwrap();
    desk.transfer(MANAGER, CLERK).unwrap();
    desk
}

use weir_flow::definition::WhoActs;

const GOLDEN: &str = include_str!("../golden/state-1.json");

#[test]
fn r28_a_snapshot_reads_back_as_the_same_state() {
    let desk = halfway();
    assert_eq!(State::from_snapshot(&desk.state.to_snapshot().unwrap()).unwrap(), desk.state);
    let json = serde_json::to_string(&desk.events).unwrap();
    assert_eq!(serde_json::from_str::<Vec<Event>>(&json).unwrap(), desk.events);
}

#[test]
fn the_golden_snapshot_of_format_1_keeps_loading_and_can_be_finished() {
    let mut desk = halfway();
    desk.state = State::from_snapshot(GOLDEN).unwrap();
    desk.approve(CLERK).unwrap();
    desk.approve(MANAGER).unwrap();
    desk.approve(DIRECTOR).unwrap();
    assert!(desk.is(Status::Approved));
}

/// When this fails, the format changed: give it a new number and a golden file of its own, and keep the old one.
#[test]
fn the_format_does_not_change_unnoticed() {
    let golden: serde_json::Value = serde_json::from_str(GOLDEN).unwrap();
    let now = serde_json::to_value(&halfway().state).unwrap();
    assert_eq!(now, golden, "{}", serde_json::to_string_pretty(&now).unwrap());
}

#[test]
fn a_snapshot_that_is_newer_or_damaged_is_refused() {
    let newer = GOLDEN.replace("\"format\": 1", &format!("\"format\": {}", SNAPSHOT_FORMAT + 1));
    assert!(matches!(State::from_snapshot(&newer), Err(SnapshotError::Newer(2))));
    for damaged in ["", "{}", "null", &GOLDEN[..GOLDEN.len() / 2], &GOLDEN.replace("running", "jogging")] {
        assert!(matches!(State::from_snapshot(damaged), Err(SnapshotError::Damaged(_))), "{damaged}");
    }
}
