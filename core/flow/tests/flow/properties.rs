//! Random definitions × random operations: what holds after every single step.

use std::collections::BTreeMap;

use proptest::prelude::*;
use weir_flow::command::{Decide, Resubmit, Transfer, Withdraw};
use weir_flow::effect::Effect;
use weir_flow::event::Happened;
use weir_flow::state::{Branch, Stands, State};
use weir_flow::{Act, ActivationId, Command, FormFacts, Plan, Refusal, Status, Verdict, check, step};
use weir_model::id::UserId;

use crate::random::{definition, person};
use crate::world::*;

/// One random operation: which to-do, what, and to whom.
type Move = (u8, u8, u8);

fn verdict(desk: &Desk, activation: ActivationId, wish: Verdict) -> Verdict {
    let pass = desk.state.activation(activation).unwrap();
    let handles =
        matches!(desk.plan.node(&pass.node).unwrap().kind, weir_flow::definition::NodeKind::Handle { .. });
    if handles { Verdict::Complete } else { wish }
}

/// What somebody with that to-do could do: say yes or no, or submit again.
fn decision(desk: &Desk, task: (ActivationId, u16, UserId), wish: Verdict) -> Act {
    let (activation, slot, actor) = task;
    let pass = desk.state.activation(activation).unwrap();
    if pass.node == *desk.plan.start() {
        return Act::Resubmit(Resubmit { activation, slot, actor, chosen: None, comment: String::new() });
    }
    let (verdict, comment) = (verdict(desk, activation, wish), String::new());
    Act::Decide(Decide { activation, slot, actor, verdict, comment, signature: None, files: vec![] })
}

fn random_act(desk: &Desk, (which, what, whom): Move) -> Option<Act> {
    let task = *desk.tasks.iter().nth(usize::from(which) % desk.tasks.len().max(1))?;
    let (activation, slot, actor) = task;
    Some(match what % 16 {
        0 => Act::Withdraw(Withdraw { actor: person(whom), comment: String::new() }),
        1..=3 => {
            let to = person(whom);
            Act::Transfer(Transfer {
                activation,
                slot,
                actor,
                ordered_by: None,
                to,
                comment: String::new(),
                files: Vec::new(),
            })
        }
        4..=8 => decision(desk, task, Verdict::Reject),
        _ => decision(desk, task, Verdict::Approve),
    })
}

/// Every branch of every fork is in exactly one place: one token, one inner fork, or the count of arrivals.
/// Outside of all forks there is exactly one token or fork while the instance runs, and none afterwards.
fn tokens_are_conserved(state: &State) {
    let mut places: BTreeMap<Option<(u32, u16)>, usize> = BTreeMap::new();
    let place = |b: Option<Branch>| b.map(|b| (b.fork.0, b.index));
    for branch in state.tokens.iter().map(|t| t.branch).chain(state.forks.iter().map(|f| f.branch)) {
        *places.entry(place(branch)).or_default() += 1;
    }
    for fork in &state.forks {
        for index in &fork.arrived {
            *places.entry(Some((fork.id.0, *index))).or_default() += 1;
        }
    }
    let mut expected = BTreeMap::new();
    if state.status == Status::Running {
        expected.insert(None, 1);
    }
    for fork in &state.forks {
        assert!(
            fork.arrived.len() < usize::from(fork.branches),
            "a join that everybody reached is still open"
        );
        expected.extend((0..fork.branches).map(|i| (Some((fork.id.0, i)), 1)));
    }
    assert_eq!(places, expected);
}

fn to_dos_are_open_slots(desk: &Desk) {
    let slots: Vec<_> = desk.state.open_slots().map(|(a, s)| (a.id, s.index, s.actor)).collect();
    let tasks: Vec<_> = desk.tasks.iter().copied().collect();
    let mut sorted = slots.clone();
    sorted.sort();
    assert_eq!(sorted, tasks, "no to-do without a waiting slot, no open slot without a to-do");
}

fn every_wait_has_its_token(state: &State) {
    let mut waits: Vec<_> = state.waiting().map(|a| (a.id, a.token)).collect();
    let mut held: Vec<_> = state
        .tokens
        .iter()
        .filter_map(|t| match t.stands {
            Stands::In(activation) => Some((activation, t.id)),
            Stands::Before | Stands::Asking => None,
        })
        .collect();
    (waits.sort(), held.sort());
    assert_eq!(waits, held);
    for pass in state.waiting() {
        assert!(
            pass.slots.iter().any(|s| matches!(s.stand, weir_flow::state::SlotStand::Open {})),
            "{pass:?} waits for nobody"
        );
    }
}

fn nodes_are_left_once(desk: &Desk) {
    let mut left: BTreeMap<ActivationId, usize> = BTreeMap::new();
    for event in &desk.events {
        if let Happened::NodeLeft { activation, .. } = event.what {
            *left.entry(activation).or_default() += 1;
        }
    }
    assert!(left.values().all(|n| *n == 1), "{left:?}");
    let ends = desk.effects.iter().filter(|e| matches!(e, Effect::Ended { .. })).count();
    assert_eq!(ends, usize::from(desk.state.status != Status::Running));
}

fn invariants(desk: &Desk) {
    tokens_are_conserved(&desk.state);
    to_dos_are_open_slots(desk);
    every_wait_has_its_token(&desk.state);
    nodes_are_left_once(desk);
}

/// Carries out a command on the state and on what its snapshot reads back as: the same must come out (R28).
/// Then the same command again, which must be recognised.
fn act_twice(desk: &mut Desk, act: Act) -> Result<(), Refusal> {
    let command = Command { id: desk.name(), act };
    let reloaded = State::from_snapshot(&desk.state.to_snapshot().unwrap()).unwrap();
    let from_memory = step(&desk.plan, Some(&desk.state), command.clone(), &desk.world, now());
    let from_disk = step(&desk.plan, Some(&reloaded), command.clone(), &desk.world, now());
    assert_eq!(from_memory, from_disk);
    let transition = from_memory?;
    let again = step(&desk.plan, Some(&transition.state), command, &desk.world, now());
    assert_eq!(again.unwrap_err(), Refusal::Repeated);
    desk.commit(transition);
    Ok(())
}

fn world(numbers: u8) -> World {
    let numbers = (0..3).map(|i| (format!("x{i}"), u32::from(numbers >> i & 1).into())).collect();
    World { numbers, ..World::default() }
}

/// More approvals than any random definition has slots, sent back or not: approving alone always ends.
const APPROVALS_TO_END_MAX: usize = 400;

proptest! {
    #[test]
    fn drawn_definitions_pass_the_checks(definition in definition()) {
        let fields = (0..3).map(|i| (key(&format!("x{i}")), weir_flow::FieldFact::Value)).collect();
        prop_assert_eq!(check(&definition, &FormFacts { fields }), vec![]);
    }

    #[test]
    fn whatever_people_do_nothing_is_lost_and_every_instance_can_still_end(
        definition in definition(),
        numbers in any::<u8>(),
        moves in prop::collection::vec(any::<Move>(), 0..25),
    ) {
        let mut desk = begin_in(world(numbers), definition);
        invariants(&desk);
        for (n, a_move) in moves.into_iter().enumerate() {
            let told = desk.answer(numbers >> (n % 8) & 1 == 1);
            let act = match told {
                Some(answer) if desk.tasks.is_empty() || n % 2 == 0 => Some(answer),
                _ if desk.tasks.is_empty() => Some(Act::Continue),
                _ => random_act(&desk, a_move),
            };
            let Some(act) = act else { break };
            let before = desk.state.clone();
            if act_twice(&mut desk, act).is_err() {
                prop_assert_eq!(&before, &desk.state);
            }
            invariants(&desk);
        }
        let mut approvals = 0;
        while desk.is(Status::Running) {
            let first = desk.tasks.first().copied();
            let act = desk.answer(true).unwrap_or_else(|| {
                first.map_or(Act::Continue, |task| decision(&desk, task, Verdict::Approve))
            });
            act_twice(&mut desk, act).unwrap();
            invariants(&desk);
            approvals += 1;
            prop_assert!(approvals < APPROVALS_TO_END_MAX, "it does not end");
        }
        prop_assert!(desk.tasks.is_empty());
        prop_assert!(desk.state.waiting().next().is_none());
    }

    #[test]
    fn r26_two_signers_at_once_close_a_node_exactly_once(
        definition in definition(),
        numbers in any::<u8>(),
        wishes in prop::collection::vec(any::<(bool, bool)>(), 30),
    ) {
        let mut desk = begin_in(world(numbers), definition);
        for (first_yes, second_yes) in wishes {
            let tasks: Vec<_> = desk.tasks.iter().copied().collect();
            let Some(first) = tasks.first().copied() else { break };
            let wish = |yes| if yes { Verdict::Approve } else { Verdict::Reject };
            let second = tasks.get(1).map(|task| decision(&desk, *task, wish(second_yes)));
            let one = decision(&desk, first, wish(first_yes));
            act_twice(&mut desk, one).unwrap();
            if let Some(second) = second {
                match act_twice(&mut desk, second) {
                    Ok(()) | Err(Refusal::AlreadyDecided) => {}
                    Err(other) => prop_assert!(false, "{:?}", other),
                }
            }
            invariants(&desk);
        }
    }

    #[test]
    fn a_preview_never_fails_and_names_nodes_of_the_flow(definition in definition(), numbers in any::<u8>()) {
        let plan = Plan::compile(definition).unwrap();
        let state = State::new(EMPLOYEE, None, Default::default());
        for ahead in weir_flow::preview::preview(&plan, &state, &world(numbers)) {
            prop_assert!(plan.node(&ahead.node).is_some());
        }
    }
}
