//! What a rejection does: R9, R17, R18.

use weir_flow::definition::{FlowDefinition, OnReject, SignMode};
use weir_flow::event::Happened;
use weir_flow::state::Outcome;
use weir_flow::{Act, Refusal, Status, TaskOutcome, Verdict};

use crate::world::*;

#[test]
fn r9_a_rejection_may_end_the_instance() {
    let mut desk = begin(vec![node("n", approve(users(&[MANAGER])))]);
    desk.reject(MANAGER).unwrap();
    assert!(desk.is(Status::Rejected));
    assert_eq!(desk.pass("n").outcome, Some(Outcome::Rejected));
}

#[test]
fn r9_a_rejection_may_give_the_form_back_to_the_initiator_who_submits_again() {
    let mut desk = begin(vec![
        node("a", approve(users(&[MANAGER]))),
        node("b", approve(users(&[DIRECTOR])).on_reject(OnReject::Initiator)),
    ]);
    desk.approve(MANAGER).unwrap();
    desk.reject(DIRECTOR).unwrap();
    assert!(desk.is(Status::Running));
    assert_eq!(desk.busy(), [EMPLOYEE]);
    assert_eq!(desk.waits_at(), ["start"]);
    let said = desk.decision(EMPLOYEE, Verdict::Complete);
    assert_eq!(desk.ask(Act::Decide(said)).unwrap_err(), Refusal::WrongVerdict, "there is nothing to decide");
    desk.resubmit().unwrap();
    assert_eq!(desk.busy(), [MANAGER]);
    desk.approve(MANAGER).unwrap();
    desk.approve(DIRECTOR).unwrap();
    assert!(desk.is(Status::Approved));
    let returned = |e: &Happened| matches!(e, Happened::Returned { to, .. } if to.as_str() == "start");
    assert_eq!(desk.count(returned), 1);
}

#[test]
fn r9_an_initiator_who_left_cannot_be_waited_for() {
    let mut desk = begin(vec![node("n", approve(users(&[MANAGER])).on_reject(OnReject::Initiator))]);
    desk.world.inactive.insert(EMPLOYEE);
    desk.reject(MANAGER).unwrap();
    assert!(desk.is(Status::Rejected));
}

#[test]
fn r9_a_rejection_may_go_back_to_a_node_and_a_sequence_starts_at_its_first_slot() {
    let row = approve(users(&[MANAGER, DIRECTOR])).mode(SignMode::Sequential);
    let mut desk =
        begin(vec![node("row", row), node("n", approve(users(&[FINANCE])).on_reject(back_to("row")))]);
    desk.approve(MANAGER).unwrap();
    desk.approve(DIRECTOR).unwrap();
    desk.reject(FINANCE).unwrap();
    assert_eq!(desk.busy(), [MANAGER]);
    assert!(desk.pass("row").by_return);
    assert_eq!(desk.pass("row").cause, Some(desk.pass("n").id));
}

/// before → p( a → a2 | b → b2 ) → after; where a2's rejection leads is the test's.
fn branches(rejected: OnReject) -> FlowDefinition {
    draw(vec![
        node("before", approve(users(&[DIRECTOR]))),
        parallel(
            "p",
            vec![
                vec![
                    node("a", approve(users(&[MANAGER]))),
                    node("a2", approve(users(&[FINANCE])).on_reject(rejected)),
                ],
                vec![node("b", approve(users(&[CLERK]))), node("b2", approve(users(&[ADMIN])))],
            ],
        ),
    ])
}

#[test]
fn r18_inside_one_branch_only_that_branch_goes_back() {
    let mut desk = begin_in(World::default(), branches(back_to("a")));
    desk.approve(DIRECTOR).unwrap();
    desk.approve(MANAGER).unwrap();
    desk.approve(CLERK).unwrap();
    desk.reject(FINANCE).unwrap();
    assert_eq!(desk.busy(), [ADMIN, MANAGER]);
    assert!(desk.closed(ADMIN).is_empty(), "the other branch did not notice");
    for who in [MANAGER, FINANCE, ADMIN] {
        desk.approve(who).unwrap();
    }
    assert!(desk.is(Status::Approved));
}

#[test]
fn r18_a_target_before_the_parallel_cancels_every_branch_and_its_counts() {
    let mut desk = begin_in(World::default(), branches(back_to("before")));
    desk.approve(DIRECTOR).unwrap();
    for who in [CLERK, ADMIN, MANAGER] {
        desk.approve(who).unwrap();
    }
    assert_eq!(desk.state.forks[0].arrived.len(), 1);
    desk.reject(FINANCE).unwrap();
    assert_eq!(desk.busy(), [DIRECTOR]);
    assert!(desk.state.forks.is_empty());
    desk.approve(DIRECTOR).unwrap();
    for who in [MANAGER, FINANCE, CLERK] {
        desk.approve(who).unwrap();
        assert!(desk.is(Status::Running), "the arrival of the first pass does not count in the second");
    }
    desk.approve(ADMIN).unwrap();
    assert!(desk.is(Status::Approved));
}

#[test]
fn r18_open_to_dos_of_the_other_branch_are_cancelled_and_named() {
    let mut desk = begin_in(World::default(), branches(OnReject::Initiator));
    desk.approve(DIRECTOR).unwrap();
    desk.approve(MANAGER).unwrap();
    let other = desk.pass("b").id;
    let stale = desk.decision(CLERK, Verdict::Approve);
    desk.reject(FINANCE).unwrap();
    assert_eq!(desk.closed(CLERK), [TaskOutcome::Cancelled]);
    let names = |e: &Happened| matches!(e, Happened::Returned { cancelled, .. } if *cancelled == [other]);
    assert_eq!(desk.count(names), 1);
    assert_eq!(desk.ask(Act::Decide(stale)).unwrap_err(), Refusal::AlreadyDecided);
}

#[test]
fn r18_from_a_parallel_inside_a_branch_back_into_that_branch_leaves_the_outer_fork_alone() {
    let mut desk = begin(vec![parallel(
        "out",
        vec![
            vec![
                node("a", approve(users(&[MANAGER]))),
                parallel(
                    "in",
                    vec![
                        vec![node("x", approve(users(&[FINANCE])).on_reject(back_to("a")))],
                        vec![node("y", approve(users(&[DIRECTOR])))],
                    ],
                ),
            ],
            vec![node("b", approve(users(&[CLERK])))],
        ],
    )]);
    desk.approve(MANAGER).unwrap();
    assert_eq!(desk.state.forks.len(), 2);
    desk.reject(FINANCE).unwrap();
    assert_eq!(desk.state.forks.len(), 1);
    assert_eq!(desk.busy(), [CLERK, MANAGER]);
    for who in [MANAGER, DIRECTOR, FINANCE, CLERK] {
        desk.approve(who).unwrap();
    }
    assert!(desk.is(Status::Approved));
}
