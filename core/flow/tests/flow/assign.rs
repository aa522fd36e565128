//! Who is asked: R1, R2, R3, R4.

use weir_flow::definition::{Dedup, OnEmpty, OnReject, OnSelf, SignMode, WhoActs};
use weir_flow::event::Happened;
use weir_flow::state::{AutoReason, Outcome, Via};
use weir_flow::surroundings::Reason;
use weir_flow::{Refusal, Status};
use weir_model::Locale;

use crate::world::*;

#[test]
fn r1_people_are_found_when_the_node_activates_and_the_reason_is_kept() {
    let mut desk = begin(vec![
        node("first", approve(users(&[MANAGER]))),
        node("finance", approve(WhoActs::Role { role: role(1) })),
    ]);
    desk.world.roles.insert(role(1), vec![CLERK]);
    desk.approve(MANAGER).unwrap();
    assert_eq!(desk.busy(), [CLERK], "as it was when the node was entered, not when the instance started");
    desk.world.roles.insert(role(1), vec![FINANCE]);
    assert_eq!(desk.busy(), [CLERK], "and it stays so");
    let reason = desk.events.iter().find_map(|e| match &e.what {
        Happened::NodeEntered { node, reason, .. } if node.as_str() == "finance" => reason.clone(),
        _ => None,
    });
    assert_eq!(reason, Some(Reason::new(Reason::ROLE)));
}

#[test]
fn r1_a_reason_reads_in_both_languages() {
    let reason = Reason::new(Reason::ROLE).with("role", "财务总监");
    assert_eq!(reason.message(Locale::ZhCn), "角色：财务总监");
    assert_eq!(reason.message(Locale::En), "Role: 财务总监");
}

#[test]
fn r1_people_who_left_are_not_asked() {
    let desk = begin(vec![node("n", approve(users(&[GONE, MANAGER])).mode(SignMode::All))]);
    assert_eq!(desk.busy(), [MANAGER]);
}

#[test]
fn superiors_are_asked_one_after_the_other() {
    let up = approve(WhoActs::Superiors { up_to: 2 }).mode(SignMode::Any);
    let mut desk = begin(vec![node("n", up)]);
    assert_eq!(desk.busy(), [MANAGER]);
    desk.approve(MANAGER).unwrap();
    assert_eq!(desk.busy(), [DIRECTOR]);
    desk.approve(DIRECTOR).unwrap();
    assert!(desk.is(Status::Approved));
}

#[test]
fn the_initiator_chooses_by_node_and_within_the_rules() {
    let chooses = |multiple| draw(vec![node("n", approve(WhoActs::InitiatorChooses { multiple }))]);
    let chosen = |users: &[_]| [(key("n"), users.to_vec())].into();
    let desk = begin_with(World::default(), chooses(false), chosen(&[CLERK]));
    assert_eq!(desk.busy(), [CLERK]);
    let refused = |definition, chosen| {
        use weir_flow::{Act, Command, CommandId, Plan, command::Start, step};
        let plan = Plan::compile(definition).unwrap();
        let start = Start { initiator: EMPLOYEE, department: None, chosen };
        let command = Command { id: CommandId("s".into()), act: Act::Start(start) };
        step(&plan, None, command, &World::default(), now()).unwrap_err()
    };
    assert!(matches!(refused(chooses(false), chosen(&[CLERK, FINANCE])), Refusal::ChoiceTooMany { .. }));
    assert_eq!(refused(chooses(true), chosen(&[CLERK, GONE])), Refusal::NotActive);
    let elsewhere = [(key("end"), vec![CLERK])].into();
    assert!(matches!(refused(chooses(true), elsewhere), Refusal::ChoiceUnknown { .. }));
}

fn with_nobody(rule: OnEmpty) -> Desk {
    begin(vec![node("n", approve(WhoActs::Role { role: role(2) }).on_empty(rule))])
}

#[test]
fn r2_nobody_found_never_stalls() {
    let desk = with_nobody(OnEmpty::Pass {});
    assert!(desk.is(Status::Approved), "the instance ends in the same transition");
    assert_eq!(desk.pass("n").outcome, Some(Outcome::Passed));
    assert!(with_nobody(OnEmpty::Reject {}).is(Status::Rejected));
    assert_eq!(with_nobody(OnEmpty::User { user: CLERK }).busy(), [CLERK]);
    assert_eq!(with_nobody(OnEmpty::Administrator).busy(), [ADMIN]);
    assert_eq!(with_nobody(OnEmpty::User { user: GONE }).busy(), [ADMIN], "the named user left as well");
}

#[test]
fn r2_without_any_administrator_nothing_is_approved_by_nobody() {
    let world = World { admins: vec![GONE], ..World::default() };
    let desk = begin_in(world, draw(vec![node("n", approve(users(&[GONE])))]));
    assert!(desk.is(Status::Rejected));
    let nobody = |e: &Happened| matches!(e, Happened::AutoRejected { why: AutoReason::Nobody {}, .. });
    assert_eq!(desk.count(nobody), 1);
}

#[test]
fn r2_one_administrator_is_enough_whatever_the_mode() {
    let world = World { admins: vec![ADMIN, CLERK], ..World::default() };
    let all = approve(users(&[GONE])).mode(SignMode::All);
    let mut desk = begin_in(world, draw(vec![node("n", all)]));
    assert_eq!(desk.pass("n").slots[0].via, Via::AdministratorForEmpty);
    desk.approve(CLERK).unwrap();
    assert!(desk.is(Status::Approved));
}

fn own(rule: OnSelf) -> Desk {
    begin(vec![node("n", approve(users(&[EMPLOYEE])).on_self(rule))])
}

#[test]
fn r3_the_approver_is_the_initiator() {
    assert_eq!(own(OnSelf::SelfApprove).busy(), [EMPLOYEE]);
    assert!(own(OnSelf::Skip).is(Status::Approved));
    let desk = own(OnSelf::Superior);
    assert_eq!(desk.busy(), [MANAGER]);
    assert_eq!(desk.pass("n").slots[0].via, Via::SuperiorOfInitiator);
    let desk = own(OnSelf::DepartmentHead);
    assert_eq!(desk.busy(), [MANAGER]);
    assert_eq!(desk.pass("n").slots[0].via, Via::DepartmentHead);
}

#[test]
fn r3_who_may_not_decide_and_has_nobody_above_falls_to_the_rule_for_nobody() {
    let definition = draw(vec![node("n", approve(users(&[EMPLOYEE])).on_self(OnSelf::Superior))]);
    let alone = World { superiors: vec![], ..World::default() };
    assert_eq!(begin_in(alone, definition.clone()).busy(), [ADMIN]);
    let own_admin = World { superiors: vec![], admins: vec![EMPLOYEE], ..World::default() };
    assert!(begin_in(own_admin, definition).is(Status::Rejected), "not through the back door either");
    let head = World { head: Some(EMPLOYEE), ..World::default() };
    let definition = draw(vec![node("n", approve(users(&[EMPLOYEE])).on_self(OnSelf::DepartmentHead))]);
    assert_eq!(begin_in(head, definition).busy(), [ADMIN]);
}

#[test]
fn r3_in_a_countersignature_only_the_initiators_slot_passes() {
    let all = approve(users(&[EMPLOYEE, MANAGER])).mode(SignMode::All).on_self(OnSelf::Skip);
    let mut desk = begin(vec![node("n", all)]);
    assert_eq!(desk.busy(), [MANAGER]);
    desk.approve(MANAGER).unwrap();
    assert!(desk.is(Status::Approved));
    let replaced = approve(users(&[EMPLOYEE, MANAGER])).mode(SignMode::All).on_self(OnSelf::Superior);
    assert_eq!(begin(vec![node("n", replaced)]).busy(), [MANAGER], "nobody has two slots");
}

fn deduplicating(rule: Dedup, rows: &[&[weir_model::id::UserId]]) -> Desk {
    let pieces = rows.iter().enumerate();
    let pieces = pieces.map(|(i, u)| node(&format!("n{i}"), approve(users(u)).mode(SignMode::All))).collect();
    let mut definition = draw(pieces);
    definition.settings.dedup = rule;
    begin_in(World::default(), definition)
}

#[test]
fn r4_none_asks_every_time() {
    let mut desk = deduplicating(Dedup::None, &[&[MANAGER], &[MANAGER]]);
    desk.approve(MANAGER).unwrap();
    assert_eq!(desk.busy(), [MANAGER]);
}

#[test]
fn r4_once_per_instance_passes_whoever_approved_before() {
    let mut desk = deduplicating(Dedup::OncePerInstance, &[&[MANAGER], &[CLERK], &[MANAGER, FINANCE]]);
    desk.approve(MANAGER).unwrap();
    desk.approve(CLERK).unwrap();
    assert_eq!(desk.busy(), [FINANCE]);
    let first = desk.pass("n0").id;
    let why = AutoReason::ApprovedBefore { activation: first };
    assert_eq!(desk.count(|e| matches!(e, Happened::AutoPassed { why: w, .. } if *w == why)), 1);
    desk.approve(FINANCE).unwrap();
    assert!(desk.is(Status::Approved));
}

#[test]
fn r4_consecutive_passes_whoever_approved_the_node_just_before() {
    let mut desk = deduplicating(Dedup::Consecutive, &[&[MANAGER], &[CLERK], &[MANAGER]]);
    desk.approve(MANAGER).unwrap();
    desk.approve(CLERK).unwrap();
    assert_eq!(desk.busy(), [MANAGER], "a node lies between");
    let mut desk = deduplicating(Dedup::Consecutive, &[&[MANAGER], &[MANAGER], &[MANAGER]]);
    desk.approve(MANAGER).unwrap();
    assert!(desk.is(Status::Approved), "along a row of nodes");
}

#[test]
fn r4_is_off_on_an_activation_entered_by_a_return_and_for_what_the_return_took_back() {
    let mut definition = draw(vec![
        node("a", approve(users(&[MANAGER]))),
        node("b", approve(users(&[CLERK]))),
        node("c", approve(users(&[FINANCE])).on_reject(back_to("a"))),
    ]);
    definition.settings.dedup = Dedup::OncePerInstance;
    let mut desk = begin_in(World::default(), definition);
    desk.approve(MANAGER).unwrap();
    desk.approve(CLERK).unwrap();
    desk.reject(FINANCE).unwrap();
    assert_eq!(desk.busy(), [MANAGER], "asked again although they approved before");
    desk.approve(MANAGER).unwrap();
    assert_eq!(desk.busy(), [CLERK], "walking down again asks again");
}

#[test]
fn r4_work_is_never_taken_as_done_because_somebody_approved() {
    let pieces = vec![node("a", approve(users(&[CLERK]))), node("work", handle(users(&[CLERK])))];
    let mut definition = draw(pieces);
    definition.settings.dedup = Dedup::OncePerInstance;
    let mut desk = begin_in(World::default(), definition);
    desk.approve(CLERK).unwrap();
    assert_eq!(desk.busy(), [CLERK]);
}

#[test]
fn an_instance_in_which_nobody_is_asked_ends_approved_in_its_first_transition() {
    let skip =
        |k: &str| node(k, approve(users(&[EMPLOYEE])).on_self(OnSelf::Skip).on_reject(OnReject::Initiator));
    let desk = begin(vec![skip("a"), node("cc", copy(users(&[CLERK]))), skip("b")]);
    assert!(desk.is(Status::Approved));
    assert!(desk.tasks.is_empty());
}
