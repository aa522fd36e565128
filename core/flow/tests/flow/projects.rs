//! Ends that bring a project into being: once, and for an approval only.

use weir_flow::definition::{FlowDefinition, NodeKind, ProjectOrder};
use weir_flow::effect::Effect;
use weir_flow::{Refusal, Status};

use crate::world::*;

fn ordering(pieces: Vec<Piece>) -> FlowDefinition {
    let mut definition = draw(pieces);
    for node in definition.nodes.iter_mut().filter(|n| n.key.as_str() == "end") {
        node.kind = NodeKind::End { project: Some(ProjectOrder::default()) };
    }
    definition
}

fn founded(desk: &Desk) -> usize {
    desk.effects
        .iter()
        .filter(|e| matches!(e, Effect::FoundProject { node } if node.as_str() == "end"))
        .count()
}

#[test]
fn an_approval_brings_a_project_into_being() {
    let mut desk = begin_in(World::default(), ordering(vec![node("n", approve(users(&[MANAGER])))]));
    assert_eq!(founded(&desk), 0);
    desk.approve(MANAGER).unwrap();
    assert!(desk.is(Status::Approved));
    assert_eq!(founded(&desk), 1);
}

#[test]
fn nothing_but_an_approval_does() {
    type Ending = fn(&mut Desk) -> Result<(), Refusal>;
    let endings: [Ending; 3] = [|d| d.withdraw(EMPLOYEE), |d| d.terminate(), |d| d.reject(MANAGER)];
    for ended in endings {
        let mut desk = begin_in(World::default(), ordering(vec![node("n", approve(users(&[MANAGER])))]));
        ended(&mut desk).unwrap();
        assert!(!desk.is(Status::Running));
        assert_eq!(founded(&desk), 0);
    }
}
