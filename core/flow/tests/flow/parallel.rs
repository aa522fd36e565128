//! Conditions, parallels, joins, copies, messages: R30 and the counting of forks.

use weir_flow::definition::NodeKind;
use weir_flow::effect::Effect;
use weir_flow::event::Happened;
use weir_flow::{Status, definition::WhoActs};
use weir_model::LocalizedText;

use crate::world::*;

fn purchase() -> weir_flow::definition::FlowDefinition {
    draw(vec![
        node("manager", approve(users(&[MANAGER]))),
        condition(
            "bound",
            vec![
                (Some(over("amount", "500000")), vec![node("finance", approve(users(&[FINANCE])))]),
                (None, vec![]),
            ],
        ),
    ])
}

fn buy(amount: &str) -> Desk {
    let numbers = [("amount".to_owned(), amount.parse().unwrap())].into();
    let mut desk = begin_in(World { numbers, ..World::default() }, purchase());
    desk.approve(MANAGER).unwrap();
    desk
}

#[test]
fn r30_the_bound_itself_does_not_take_the_branch_above_it() {
    let desk = buy("500000.00");
    assert!(desk.is(Status::Approved));
    assert_eq!(desk.entered("finance"), 0);
}

#[test]
fn r30_one_cent_more_does_and_the_compared_values_are_kept() {
    let mut desk = buy("500000.01");
    assert_eq!(desk.busy(), [FINANCE]);
    let tried = desk.events.iter().find_map(|e| match &e.what {
        Happened::ConditionTaken { tried, is_default: false, .. } => Some(tried.clone()),
        _ => None,
    });
    let tried = tried.expect("a branch was taken");
    let compared = &tried[0].compared[0];
    assert_eq!((&*compared.field, &*compared.left, &*compared.right), ("amount", "500000.01", "500000"));
    desk.approve(FINANCE).unwrap();
    assert!(desk.is(Status::Approved));
}

#[test]
fn r30_the_default_keeps_the_values_of_what_did_not_hold() {
    let desk = buy("1");
    let kept = |e: &Happened| {
        matches!(e, Happened::ConditionTaken { is_default: true, tried, .. }
            if tried.len() == 1 && !tried[0].holds && tried[0].compared[0].left == "1")
    };
    assert_eq!(desk.count(kept), 1);
}

#[test]
fn branches_are_looked_at_in_order_and_the_first_that_holds_is_taken() {
    let branch = |bound, k, who| (Some(over("x", bound)), vec![node(k, approve(users(&[who])))]);
    let pieces = vec![condition(
        "c",
        vec![branch("10", "a", MANAGER), (None, vec![]), branch("5", "b", CLERK), branch("1", "d", FINANCE)],
    )];
    let numbers = [("x".to_owned(), 7.into())].into();
    let desk = begin_in(World { numbers, ..World::default() }, draw(pieces));
    assert_eq!(desk.busy(), [CLERK], "a default in the middle does not hide what stands after it");
}

#[test]
fn a_join_waits_for_every_branch_in_any_order() {
    for order in [[MANAGER, CLERK], [CLERK, MANAGER]] {
        let mut desk = begin(vec![
            parallel(
                "p",
                vec![
                    vec![node("a", approve(users(&[MANAGER])))],
                    vec![],
                    vec![node("b", handle(users(&[CLERK])))],
                ],
            ),
            node("after", approve(users(&[DIRECTOR]))),
        ]);
        for who in order {
            assert_eq!(desk.entered("after"), 0);
            if who == CLERK { desk.complete(who).unwrap() } else { desk.approve(who).unwrap() }
        }
        assert_eq!(desk.busy(), [DIRECTOR]);
        assert_eq!(desk.entered("p-join"), 1);
    }
}

#[test]
fn a_parallel_inside_a_parallel_counts_by_itself() {
    let mut desk = begin(vec![parallel(
        "out",
        vec![
            vec![parallel(
                "in",
                vec![
                    vec![node("a", approve(users(&[MANAGER])))],
                    vec![node("b", approve(users(&[DIRECTOR])))],
                ],
            )],
            vec![node("c", approve(users(&[CLERK])))],
        ],
    )]);
    desk.approve(DIRECTOR).unwrap();
    desk.approve(CLERK).unwrap();
    assert_eq!(desk.entered("in-join"), 0);
    assert!(desk.is(Status::Running));
    desk.approve(MANAGER).unwrap();
    assert!(desk.is(Status::Approved));
}

#[test]
fn a_rejection_that_ends_closes_the_other_branches() {
    let mut desk = begin(vec![parallel(
        "p",
        vec![vec![node("a", approve(users(&[MANAGER])))], vec![node("b", approve(users(&[CLERK])))]],
    )]);
    desk.reject(MANAGER).unwrap();
    assert!(desk.is(Status::Rejected));
    assert!(desk.tasks.is_empty() && desk.state.tokens.is_empty() && desk.state.forks.is_empty());
}

#[test]
fn a_condition_may_end_a_branch_early_outside_of_a_parallel() {
    let mut d = draw(vec![condition(
        "c",
        vec![(Some(over("x", "1")), vec![node("a", approve(users(&[MANAGER])))]), (None, vec![])],
    )]);
    add(&mut d, "early", NodeKind::End { project: None });
    for edge in d.edges.iter_mut().filter(|e| e.from.as_str() == "a") {
        edge.to = key("early");
    }
    let numbers = [("x".to_owned(), 2.into())].into();
    let mut desk = begin_in(World { numbers, ..World::default() }, d);
    desk.approve(MANAGER).unwrap();
    assert!(desk.is(Status::Approved));
}

#[test]
fn copies_and_messages_do_not_wait_and_reach_each_person_once() {
    let subject = LocalizedText::both("您好", "Hello");
    let message = NodeKind::Notify {
        who: WhoActs::Initiator {},
        subject: subject.clone(),
        body: LocalizedText::both("{amount}", "{amount}"),
    };
    let desk = begin(vec![
        node("cc", copy(users(&[CLERK, CLERK, GONE, FINANCE]))),
        node("nobody", copy(users(&[GONE]))),
        node("say", message),
    ]);
    assert!(desk.is(Status::Approved));
    let copies = desk.effects.iter().filter_map(|e| match e {
        Effect::CopyTo { users, .. } => Some(users.clone()),
        _ => None,
    });
    assert_eq!(copies.collect::<Vec<_>>(), [vec![CLERK, FINANCE]]);
    let said = |e: &Effect| matches!(e, Effect::Notify { users, subject: s, .. } if users == &[EMPLOYEE] && *s == subject);
    assert_eq!(desk.effects.iter().filter(|e| said(e)).count(), 1);
}
