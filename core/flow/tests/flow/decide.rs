//! How a node decides: R5, R6, R7, R10, R25, R26.

use weir_flow::definition::{Demands, SignMode};
use weir_flow::state::Outcome;
use weir_flow::{Act, Command, CommandId, Refusal, Status, TaskOutcome, Verdict, step};
use weir_model::id::FileId;
use weir_model::limits::COMMENT_MAX_CHARS;

use crate::world::*;

fn three(mode: SignMode) -> Desk {
    begin(vec![node("n", approve(users(&[MANAGER, DIRECTOR, FINANCE])).mode(mode))])
}

#[test]
fn r5_any_the_first_approval_decides_and_closes_the_rest_as_cancelled() {
    let mut desk = three(SignMode::Any);
    assert_eq!(desk.busy(), [MANAGER, DIRECTOR, FINANCE]);
    desk.approve(DIRECTOR).unwrap();
    assert!(desk.is(Status::Approved));
    assert_eq!(desk.closed(MANAGER), [TaskOutcome::Cancelled]);
    assert_eq!(desk.closed(DIRECTOR), [TaskOutcome::Done]);
    assert_eq!(desk.closed(FINANCE), [TaskOutcome::Cancelled]);
}

#[test]
fn r5_any_the_first_rejection_decides_too() {
    let mut desk = three(SignMode::Any);
    desk.reject(MANAGER).unwrap();
    assert!(desk.is(Status::Rejected));
    assert!(desk.tasks.is_empty());
}

#[test]
fn r6_all_takes_everyone() {
    let mut desk = three(SignMode::All);
    desk.approve(FINANCE).unwrap();
    desk.approve(MANAGER).unwrap();
    assert!(desk.is(Status::Running));
    assert_eq!(desk.busy(), [DIRECTOR]);
    desk.approve(DIRECTOR).unwrap();
    assert!(desk.is(Status::Approved));
}

#[test]
fn r6_all_one_rejection_decides_at_once_when_the_node_says_so() {
    let mut desk = three(SignMode::All);
    desk.reject(FINANCE).unwrap();
    assert!(desk.is(Status::Rejected));
    assert_eq!(desk.closed(MANAGER), [TaskOutcome::Cancelled]);
}

#[test]
fn r6_all_a_rejection_waits_for_the_others_when_the_node_says_so() {
    let all = approve(users(&[MANAGER, DIRECTOR])).mode(SignMode::All).reject_at_once(false);
    let mut desk = begin(vec![node("n", all)]);
    desk.reject(MANAGER).unwrap();
    assert!(desk.is(Status::Running));
    assert_eq!(desk.busy(), [DIRECTOR]);
    desk.approve(DIRECTOR).unwrap();
    assert!(desk.is(Status::Rejected));
}

#[test]
fn r7_sequential_opens_one_slot_after_the_other() {
    let mut desk = three(SignMode::Sequential);
    for next in [MANAGER, DIRECTOR, FINANCE] {
        assert_eq!(desk.busy(), [next]);
        desk.approve(next).unwrap();
    }
    assert!(desk.is(Status::Approved));
}

#[test]
fn r7_sequential_a_rejection_decides_and_later_slots_never_open() {
    let mut desk = three(SignMode::Sequential);
    desk.approve(MANAGER).unwrap();
    desk.reject(DIRECTOR).unwrap();
    assert!(desk.is(Status::Rejected));
    assert!(desk.closed(FINANCE).is_empty());
}

#[test]
fn r7_the_same_person_may_stand_twice_in_a_sequence() {
    let twice = approve(users(&[MANAGER, DIRECTOR, MANAGER])).mode(SignMode::Sequential);
    let mut desk = begin(vec![node("n", twice)]);
    for next in [MANAGER, DIRECTOR, MANAGER] {
        desk.approve(next).unwrap();
    }
    assert!(desk.is(Status::Approved));
    let desk = begin(vec![node("n", approve(users(&[MANAGER, MANAGER])).mode(SignMode::All))]);
    assert_eq!(desk.busy(), [MANAGER], "outside of a sequence everyone is asked once");
}

#[test]
fn r7_a_later_slot_of_a_sequence_is_not_there_yet() {
    let desk = three(SignMode::Sequential);
    let mut early = desk.decision(MANAGER, Verdict::Approve);
    (early.slot, early.actor) = (1, DIRECTOR);
    assert_eq!(desk.ask(Act::Decide(early)).unwrap_err(), Refusal::NoSuchTask);
}

#[test]
fn r10_what_a_node_demands_must_come_with_the_decision() {
    let demands = Demands { comment_on_approve: true, comment_on_reject: true, signature: true };
    let desk = begin(vec![node("n", approve(users(&[MANAGER])).demands(demands))]);
    let mut said = desk.decision(MANAGER, Verdict::Approve);
    assert_eq!(desk.ask(Act::Decide(said.clone())).unwrap_err(), Refusal::CommentRequired);
    said.comment = "  \n".into();
    assert_eq!(desk.ask(Act::Decide(said.clone())).unwrap_err(), Refusal::CommentRequired);
    said.comment = "fine".into();
    assert_eq!(desk.ask(Act::Decide(said.clone())).unwrap_err(), Refusal::SignatureRequired);
    let file = FileId::from_uuid(uuid::Uuid::from_u128(5));
    said.signature = Some(file);
    assert!(desk.ask(Act::Decide(said.clone())).is_ok());
    said.files = vec![file; weir_flow::DECISION_FILES_MAX + 1];
    assert!(matches!(desk.ask(Act::Decide(said.clone())).unwrap_err(), Refusal::TooManyFiles { .. }));
    said.files.clear();
    said.comment = "字".repeat(COMMENT_MAX_CHARS + 1);
    assert!(matches!(desk.ask(Act::Decide(said.clone())).unwrap_err(), Refusal::CommentTooLong { .. }));
    said.comment = "字".repeat(COMMENT_MAX_CHARS);
    assert!(desk.ask(Act::Decide(said.clone())).is_ok());
    (said.verdict, said.signature) = (Verdict::Reject, None);
    assert!(desk.ask(Act::Decide(said)).is_ok(), "a rejection needs no signature");
}

#[test]
fn a_handle_node_is_completed_and_an_approve_node_is_not() {
    let mut desk = begin(vec![node("work", handle(users(&[CLERK]))), node("n", approve(users(&[MANAGER])))]);
    assert_eq!(desk.approve(CLERK), Err(Refusal::WrongVerdict));
    assert_eq!(desk.reject(CLERK), Err(Refusal::WrongVerdict));
    desk.complete(CLERK).unwrap();
    assert_eq!(desk.pass("work").outcome, Some(Outcome::Completed));
    assert_eq!(desk.complete(MANAGER), Err(Refusal::WrongVerdict));
    desk.approve(MANAGER).unwrap();
    assert!(desk.is(Status::Approved));
}

#[test]
fn a_slot_answers_to_its_own_actor_only() {
    let desk = three(SignMode::All);
    let mut foreign = desk.decision(MANAGER, Verdict::Approve);
    foreign.actor = CLERK;
    assert_eq!(desk.ask(Act::Decide(foreign.clone())).unwrap_err(), Refusal::NotYours);
    foreign.slot = 77;
    assert_eq!(desk.ask(Act::Decide(foreign)).unwrap_err(), Refusal::NoSuchTask);
}

#[test]
fn r25_a_refused_command_changes_nothing_and_the_same_input_gives_the_same_output() {
    let desk = three(SignMode::All);
    let before = desk.state.clone();
    assert!(desk.ask(Act::Continue).is_err());
    assert_eq!(desk.state, before);
    let command =
        || Command { id: CommandId("x".into()), act: Act::Decide(desk.decision(MANAGER, Verdict::Approve)) };
    let once = step(&desk.plan, Some(&desk.state), command(), &desk.world, now());
    assert_eq!(once, step(&desk.plan, Some(&desk.state), command(), &desk.world, now()));
}

#[test]
fn r26_of_two_signers_at_once_the_second_hears_already_decided() {
    let mut desk = three(SignMode::Any);
    let second = desk.decision(FINANCE, Verdict::Reject);
    desk.approve(MANAGER).unwrap();
    assert_eq!(desk.ask(Act::Decide(second)).unwrap_err(), Refusal::AlreadyDecided);
    assert!(desk.is(Status::Approved));
}

#[test]
fn r26_the_same_command_again_is_recognised_and_a_new_one_on_the_same_slot_refused() {
    let mut desk = three(SignMode::All);
    let said = desk.decision(MANAGER, Verdict::Approve);
    let command = Command { id: CommandId("once".into()), act: Act::Decide(said.clone()) };
    let first = step(&desk.plan, Some(&desk.state), command.clone(), &desk.world, now()).unwrap();
    desk.commit(first);
    let again = step(&desk.plan, Some(&desk.state), command, &desk.world, now());
    assert_eq!(again, Err(Refusal::Repeated));
    assert_eq!(desk.ask(Act::Decide(said)).unwrap_err(), Refusal::AlreadyDecided);
}
