//! What people can do besides deciding: R14, R19, R20.

use weir_flow::command::Withdraw;
use weir_flow::definition::{OnReject, OnSelf, SignMode, WithdrawRule};
use weir_flow::{Act, Refusal, Status, TaskOutcome};

use crate::world::*;

#[test]
fn r14_the_new_actors_verdict_counts_and_the_old_one_stays_on_record() {
    let mut desk = begin(vec![node("n", approve(users(&[MANAGER])))]);
    desk.transfer(MANAGER, CLERK).unwrap();
    assert_eq!(desk.busy(), [CLERK]);
    assert_eq!(desk.closed(MANAGER), [TaskOutcome::Done]);
    desk.transfer(CLERK, FINANCE).unwrap();
    let chain: Vec<_> = desk.pass("n").slots[0].handovers.iter().map(|h| (h.from, h.to)).collect();
    assert_eq!(chain, [(MANAGER, CLERK), (CLERK, FINANCE)]);
    desk.approve(FINANCE).unwrap();
    assert!(desk.is(Status::Approved));
}

#[test]
fn r14_the_old_actor_may_not_decide_any_more() {
    let mut desk = begin(vec![node("n", approve(users(&[MANAGER])))]);
    let said = desk.decision(MANAGER, weir_flow::Verdict::Approve);
    desk.transfer(MANAGER, CLERK).unwrap();
    assert_eq!(desk.ask(Act::Decide(said)).unwrap_err(), Refusal::NotYours);
}

#[test]
fn r14_a_transfer_goes_to_somebody_who_may_decide() {
    let all = approve(users(&[MANAGER, CLERK])).mode(SignMode::All).on_self(OnSelf::Superior);
    let mut desk = begin(vec![node("n", all)]);
    assert_eq!(desk.transfer(MANAGER, MANAGER), Err(Refusal::TransferToSelf));
    assert_eq!(desk.transfer(MANAGER, GONE), Err(Refusal::NotActive));
    assert_eq!(desk.transfer(MANAGER, CLERK), Err(Refusal::TransferToActor), "one person, one vote");
    assert_eq!(desk.transfer(MANAGER, EMPLOYEE), Err(Refusal::TransferToInitiator), "R3 holds for transfers");
    let mut desk = begin(vec![node("n", approve(users(&[MANAGER])).no_transfer())]);
    assert_eq!(desk.transfer(MANAGER, CLERK), Err(Refusal::TransferNotAllowed));
}

#[test]
fn r14_a_returned_form_stays_with_its_initiator() {
    let mut desk = begin(vec![node("n", approve(users(&[MANAGER])).on_reject(OnReject::Initiator))]);
    desk.reject(MANAGER).unwrap();
    assert_eq!(desk.transfer(EMPLOYEE, CLERK), Err(Refusal::TransferNotAllowed));
}

fn withdrawable(rule: WithdrawRule) -> Desk {
    let mut definition = draw(vec![
        node("a", approve(users(&[MANAGER]))),
        node("b", approve(users(&[DIRECTOR])).on_reject(OnReject::Initiator)),
    ]);
    definition.settings.withdraw = rule;
    begin_in(World::default(), definition)
}

#[test]
fn r19_the_initiator_withdraws_until_the_first_verdict() {
    let mut desk = withdrawable(WithdrawRule::UntilFirstVerdict);
    assert_eq!(desk.withdraw(MANAGER), Err(Refusal::NotYours));
    desk.transfer(MANAGER, CLERK).unwrap();
    desk.withdraw(EMPLOYEE).expect("a transfer is no verdict");
    assert!(desk.is(Status::Withdrawn));
    assert_eq!(desk.closed(CLERK), [TaskOutcome::Cancelled]);
    assert_eq!(desk.withdraw(EMPLOYEE), Err(Refusal::NotRunning));

    let mut desk = withdrawable(WithdrawRule::UntilFirstVerdict);
    desk.approve(MANAGER).unwrap();
    assert_eq!(desk.withdraw(EMPLOYEE), Err(Refusal::WithdrawNotAllowed));
    desk.reject(DIRECTOR).unwrap();
    desk.withdraw(EMPLOYEE).expect("a returned form is the initiator's again");
}

#[test]
fn r19_as_the_definition_allows() {
    let mut desk = withdrawable(WithdrawRule::WhileRunning);
    desk.approve(MANAGER).unwrap();
    desk.withdraw(EMPLOYEE).unwrap();
    let mut desk = withdrawable(WithdrawRule::Never);
    assert_eq!(desk.withdraw(EMPLOYEE), Err(Refusal::WithdrawNotAllowed));
}

#[test]
fn r20_an_administrator_stops_a_running_instance() {
    let mut desk = withdrawable(WithdrawRule::Never);
    desk.terminate().unwrap();
    assert!(desk.is(Status::Terminated));
    assert!(desk.tasks.is_empty());
    assert_eq!(desk.terminate(), Err(Refusal::NotRunning));
}

#[test]
fn an_instance_that_ended_or_never_began_takes_no_commands() {
    let mut desk = begin(vec![node("n", approve(users(&[MANAGER])))]);
    desk.approve(MANAGER).unwrap();
    assert_eq!(desk.act(Act::Continue), Err(Refusal::NotRunning));
    let act = Act::Withdraw(Withdraw { actor: EMPLOYEE, comment: String::new() });
    let command = weir_flow::Command { id: desk.name(), act };
    let never = weir_flow::step(&desk.plan, None, command, &desk.world, now());
    assert_eq!(never.unwrap_err(), Refusal::NotRunning);
}

#[test]
fn every_refusal_has_a_sentence_in_both_languages() {
    use weir_model::Locale;
    let n = key("n");
    for refusal in [
        Refusal::Repeated,
        Refusal::AlreadyDecided,
        Refusal::NotYours,
        Refusal::NoSuchTask,
        Refusal::NotRunning,
        Refusal::AlreadyStarted,
        Refusal::WrongVerdict,
        Refusal::CommentRequired,
        Refusal::CommentTooLong { max: 1 },
        Refusal::SignatureRequired,
        Refusal::TooManyFiles { max: 1 },
        Refusal::TransferNotAllowed,
        Refusal::TransferToSelf,
        Refusal::TransferToInitiator,
        Refusal::TransferToActor,
        Refusal::NotActive,
        Refusal::ChoiceUnknown { node: n.clone() },
        Refusal::ChoiceTooMany { node: n },
        Refusal::WithdrawNotAllowed,
        Refusal::NothingToContinue,
    ] {
        for locale in Locale::ALL {
            let text = refusal.issue().message(locale);
            assert!(text != refusal.code() && !text.contains('{'), "{refusal:?}: {text}");
        }
    }
}
