//! Automatic nodes: R29.

use weir_flow::definition::OnEmpty;
use weir_flow::effect::{Effect, IncidentCause};
use weir_flow::{Act, Refusal, Status};
use weir_model::limits::{AUTO_NODES_PER_INSTANCE, AUTO_NODES_PER_TRANSITION};

use crate::world::*;

#[test]
fn r29_after_a_hundred_automatic_nodes_the_engine_yields_and_goes_on_when_asked() {
    let mut desk = begin((0..150).map(|i| node(&format!("cc{i}"), copy(users(&[CLERK])))).collect());
    assert_eq!(desk.state.auto_nodes, AUTO_NODES_PER_TRANSITION);
    assert!(desk.is(Status::Running));
    assert_eq!(desk.effects.last(), Some(&Effect::Continue));
    desk.act(Act::Continue).unwrap();
    assert!(desk.is(Status::Approved));
    assert_eq!(desk.act(Act::Continue), Err(Refusal::NotRunning));
}

#[test]
fn r29_there_is_nothing_to_continue_while_people_are_asked() {
    let mut desk = begin(vec![node("n", approve(users(&[MANAGER])))]);
    assert_eq!(desk.act(Act::Continue), Err(Refusal::NothingToContinue));
}

#[test]
fn r29_a_flow_that_goes_in_circles_by_itself_ends_as_an_incident() {
    let mut desk = begin(vec![
        node("a", approve(users(&[GONE])).on_empty(OnEmpty::Pass {})),
        node("b", approve(users(&[GONE])).on_empty(OnEmpty::Reject {}).on_reject(back_to("a"))),
    ]);
    let mut transitions = 1;
    while desk.is(Status::Running) {
        desk.act(Act::Continue).unwrap();
        transitions += 1;
    }
    assert!(desk.is(Status::Failed));
    assert_eq!(transitions, AUTO_NODES_PER_INSTANCE / AUTO_NODES_PER_TRANSITION);
    let incident =
        |e: &Effect| matches!(e, Effect::Incident { cause: IncidentCause::TooManyAutomaticNodes, .. });
    assert!(desk.effects.iter().any(incident));
}
