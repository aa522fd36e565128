//! Who comes next, as far as it can be known.

use weir_flow::Plan;
use weir_flow::definition::{OnEmpty, OnSelf, SignMode, WhoActs};
use weir_flow::preview::preview;
use weir_flow::state::{AutoReason, State};

use crate::world::*;

fn flow() -> weir_flow::definition::FlowDefinition {
    draw(vec![
        node("manager", approve(users(&[MANAGER]))),
        condition(
            "c",
            vec![
                (Some(over("amount", "500000")), vec![node("finance", approve(users(&[FINANCE])))]),
                (None, vec![]),
            ],
        ),
        parallel(
            "p",
            vec![
                vec![node("own", approve(users(&[EMPLOYEE])).on_self(OnSelf::Skip))],
                vec![node("up", approve(WhoActs::Superiors { up_to: 2 }))],
            ],
        ),
        node("nobody", approve(users(&[GONE])).on_empty(OnEmpty::Reject {})),
        node("cc", copy(users(&[CLERK]))),
    ])
}

fn names(found: &[weir_flow::preview::Upcoming]) -> Vec<&str> {
    found.iter().map(|u| u.node.as_str()).collect()
}

#[test]
fn before_the_start_it_shows_the_whole_way_with_the_present_data() {
    let plan = Plan::compile(flow()).unwrap();
    let state = State::new(EMPLOYEE, Some(department()), Default::default());
    let cheap = preview(&plan, &state, &World::default());
    assert_eq!(names(&cheap), ["manager", "own", "up", "nobody", "cc"]);
    let numbers = [("amount".to_owned(), 500_001.into())].into();
    let dear = preview(&plan, &state, &World { numbers, ..World::default() });
    assert_eq!(names(&dear), ["manager", "finance", "own", "up", "nobody", "cc"]);
    let of = |k: &str| dear.iter().find(|u| u.node.as_str() == k).unwrap();
    assert_eq!(of("own").passes, Some(AutoReason::Initiator {}));
    assert_eq!(of("up").mode, Some(SignMode::Sequential));
    assert_eq!(of("up").people.iter().map(|p| p.user).collect::<Vec<_>>(), [MANAGER, DIRECTOR]);
    assert!(of("nobody").rejects);
    assert_eq!(of("cc").mode, None);
}

#[test]
fn while_it_runs_it_shows_what_lies_ahead_of_the_open_to_dos() {
    let mut desk = begin_in(World::default(), flow());
    assert_eq!(names(&preview(&desk.plan, &desk.state, &desk.world)), ["own", "up", "nobody", "cc"]);
    desk.approve(MANAGER).unwrap();
    assert_eq!(names(&preview(&desk.plan, &desk.state, &desk.world)), ["nobody", "cc"]);
}

#[test]
fn after_the_end_nothing_comes() {
    let mut desk = begin(vec![node("n", approve(users(&[MANAGER])))]);
    desk.approve(MANAGER).unwrap();
    assert!(preview(&desk.plan, &desk.state, &desk.world).is_empty());
}
