//! Who comes next, as things stand: for the confirm sheet and the dashed part of the timeline.
//!
//! A forecast with the present data and people, every rejection left aside. It writes nothing and promises
//! nothing: R4 is foreseen for approvals already given only.

use std::collections::HashSet;

use weir_model::Key;

use crate::assign::{self, Arrival};
use crate::commands::answer::Answers;
use crate::definition::{NodeKind, SignMode};
use crate::event::Asked;
use crate::nodes::{Station, condition};
use crate::plan::Plan;
use crate::state::{AutoReason, Stands, State, Via};
use crate::surroundings::{Reason, Surroundings};

/// A node with people that lies ahead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upcoming {
    /// The node.
    pub node: Key,
    /// How many of the people it takes; `None` for a copy, which waits for nobody.
    pub mode: Option<SignMode>,
    /// Who.
    pub people: Vec<Asked>,
    /// Why they (R1).
    pub reason: Reason,
    /// Set when the node will pass by itself.
    pub passes: Option<AutoReason>,
    /// Set when the node will reject by itself (R2).
    pub rejects: bool,
}

/// The people nodes ahead of `state`, in reading order. A state that never started is at its start. What a
/// script will say is not known here: behind a condition that asks one, nothing is foreseen.
#[must_use]
pub fn preview(plan: &Plan, state: &State, env: &dyn Surroundings) -> Vec<Upcoming> {
    let mut ahead: Vec<Key> = reached(plan, state, env).into_iter().cloned().collect();
    ahead.sort_by_key(|key| plan.reading_order(key));
    ahead.iter().filter_map(|key| upcoming(plan, state, env, key)).collect()
}

/// The nodes that tokens will enter, with conditions decided by the present data.
fn reached<'p>(plan: &'p Plan, state: &State, env: &dyn Surroundings) -> HashSet<&'p Key> {
    let unasked = Answers::new();
    let mut open: Vec<&Key> = Vec::new();
    if state.activations.is_empty() && state.tokens.is_empty() {
        open.push(plan.start());
    }
    for token in &state.tokens {
        match token.stands {
            Stands::Before | Stands::Asking => open.extend(plan.node(&token.node).map(|n| &n.key)),
            Stands::In(_) => open.extend(plan.next(&token.node)),
        }
    }
    let mut seen = HashSet::new();
    while let Some(key) = open.pop() {
        if !seen.insert(key) {
            continue;
        }
        match plan.node(key).map(|n| &n.kind) {
            Some(NodeKind::Condition {}) => {
                open.extend(condition::choose(plan, key, env, &unasked).map(|c| c.to));
            }
            _ => open.extend(plan.edges_from(key).map(|e| &e.to)),
        }
    }
    seen
}

fn upcoming(plan: &Plan, state: &State, env: &dyn Surroundings, key: &Key) -> Option<Upcoming> {
    let node = plan.node(key)?;
    if let NodeKind::CarbonCopy { who, .. } = &node.kind {
        let found = assign::readers(state, env, key, who);
        let people = (0..=u16::MAX).zip(found.users);
        return Some(Upcoming {
            node: key.clone(),
            mode: None,
            people: people.map(|(slot, user)| Asked { slot, user, via: Via::Resolved }).collect(),
            reason: found.reason,
            passes: None,
            rejects: false,
        });
    }
    let station = Station::of(&node.kind)?;
    let arrival = Arrival { cause: None, by_return: false };
    let dedup = plan.definition().settings.dedup;
    let found = assign::assign(state, env, dedup, key, &station, arrival);
    let passes = match found.nobody {
        Some(assign::WithNobody::Passes) => Some(AutoReason::Nobody {}),
        Some(assign::WithNobody::Rejects) => None,
        None if found.mode == SignMode::Any => found.seats.iter().find_map(|s| s.passes),
        None if found.seats.iter().all(|s| s.passes.is_some()) => found.seats.first().and_then(|s| s.passes),
        None => None,
    };
    let people = (0..=u16::MAX).zip(&found.seats);
    Some(Upcoming {
        node: key.clone(),
        mode: Some(found.mode),
        people: people.map(|(slot, seat)| Asked { slot, user: seat.actor, via: seat.via }).collect(),
        reason: found.reason,
        passes,
        rejects: found.nobody == Some(assign::WithNobody::Rejects),
    })
}
