//! Who is asked at a node, before anybody is: resolution (R1), nobody found (R2), the initiator themselves
//! (R3), people who approved before (R4). Changes nothing, so that a preview may ask too.

use weir_model::Key;
use weir_model::id::UserId;

use crate::definition::{Dedup, OnEmpty, OnSelf, SignMode, WhoActs};
use crate::nodes::Station;
use crate::state::{ActivationId, AutoReason, State, Via};
use crate::surroundings::{Reason, Resolution, Surroundings};

/// Who is asked.
pub(crate) struct Assignment {
    pub(crate) mode: SignMode,
    pub(crate) reason: Reason,
    pub(crate) seats: Vec<Seat>,
    /// Set when there is nobody to ask and the node decides by itself.
    pub(crate) nobody: Option<WithNobody>,
}

/// Somebody who is asked, or who would be.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Seat {
    pub(crate) actor: UserId,
    pub(crate) via: Via,
    /// Set when they need not be asked.
    pub(crate) passes: Option<AutoReason>,
}

/// What a node with nobody does by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum WithNobody {
    Passes,
    Rejects,
}

/// How a token arrives.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Arrival {
    pub(crate) cause: Option<ActivationId>,
    pub(crate) by_return: bool,
}

/// Whom a rule names, active people only (R1).
pub(crate) fn resolve(state: &State, env: &dyn Surroundings, node: &Key, who: &WhoActs) -> Resolution {
    let known = |users: Vec<UserId>, code| Resolution { users, reason: Reason::new(code) };
    let mut found = match who {
        WhoActs::Nobody {} => known(Vec::new(), Reason::NOBODY),
        WhoActs::User { users } => known(users.clone(), Reason::NAMED),
        WhoActs::Initiator {} => known(vec![state.initiator], Reason::INITIATOR),
        WhoActs::InitiatorChooses { .. } => {
            known(state.chosen.get(node).cloned().unwrap_or_default(), Reason::CHOSEN)
        }
        _ => env.resolve(who, state.initiator, state.initiator_department),
    };
    found.users.retain(|u| env.is_active(*u));
    found
}

/// Whom a rule names, each once; for copies and messages.
pub(crate) fn readers(state: &State, env: &dyn Surroundings, node: &Key, who: &WhoActs) -> Resolution {
    let mut found = resolve(state, env, node, who);
    let mut seen = std::collections::HashSet::new();
    found.users.retain(|u| seen.insert(*u));
    found
}

/// Who is asked at a node that waits for people.
pub(crate) fn assign(
    state: &State,
    env: &dyn Surroundings,
    dedup: Dedup,
    node: &Key,
    station: &Station,
    arrival: Arrival,
) -> Assignment {
    let own = OwnRequest { state, env, on_self: station.on_self };
    let found = resolve(state, env, node, station.who);
    let mut mode = match station.who {
        WhoActs::Superiors { .. } => SignMode::Sequential,
        _ => station.mode,
    };
    let mut nobody = None;
    let mut seats = own.seats(found.users, Via::Resolved);
    if seats.is_empty() {
        // Whoever steps in, one of them is enough.
        mode = SignMode::Any;
        match station.on_empty {
            OnEmpty::Pass {} => nobody = Some(WithNobody::Passes),
            OnEmpty::Reject {} => nobody = Some(WithNobody::Rejects),
            OnEmpty::User { user } => seats = own.seats(vec![*user], Via::NamedForEmpty),
            OnEmpty::Administrator => {}
        }
        if seats.is_empty() && nobody.is_none() {
            seats = own.seats(env.flow_administrators(), Via::AdministratorForEmpty);
        }
        if seats.is_empty() && nobody.is_none() {
            // Not even an administrator may decide: an approval that nobody gave must not come about.
            nobody = Some(WithNobody::Rejects);
        }
    }
    if mode != SignMode::Sequential {
        let mut seen = std::collections::HashSet::new();
        seats.retain(|s| seen.insert(s.actor));
    }
    if !station.completes && !arrival.by_return {
        for seat in seats.iter_mut().filter(|s| s.passes.is_none()) {
            seat.passes = approved_before(state, dedup, seat.actor, arrival.cause);
        }
    }
    Assignment { mode, reason: found.reason, seats, nobody }
}

/// R4.
fn approved_before(
    state: &State,
    dedup: Dedup,
    user: UserId,
    cause: Option<ActivationId>,
) -> Option<AutoReason> {
    let mut theirs = state.approvals.iter().filter(|a| a.user == user);
    let found = match dedup {
        Dedup::None => None,
        Dedup::OncePerInstance => theirs.next(),
        Dedup::Consecutive => theirs.find(|a| Some(a.activation) == cause),
    };
    found.map(|a| AutoReason::ApprovedBefore { activation: a.activation })
}

/// R3: what becomes of the initiator among the approvers.
struct OwnRequest<'a> {
    state: &'a State,
    env: &'a dyn Surroundings,
    on_self: OnSelf,
}

impl OwnRequest<'_> {
    fn seats(&self, users: Vec<UserId>, via: Via) -> Vec<Seat> {
        users.into_iter().filter(|u| self.env.is_active(*u)).filter_map(|u| self.seat(u, via)).collect()
    }

    /// `None` when somebody else should decide and there is no such person.
    fn seat(&self, actor: UserId, via: Via) -> Option<Seat> {
        let (initiator, department) = (self.state.initiator, self.state.initiator_department);
        let asked = Seat { actor, via, passes: None };
        if actor != initiator {
            return Some(asked);
        }
        let (other, via) = match self.on_self {
            OnSelf::SelfApprove => return Some(asked),
            OnSelf::Skip => return Some(Seat { passes: Some(AutoReason::Initiator {}), ..asked }),
            OnSelf::Superior => (self.env.superior_of(initiator, department), Via::SuperiorOfInitiator),
            OnSelf::DepartmentHead => {
                (department.and_then(|d| self.env.department_head(d)), Via::DepartmentHead)
            }
        };
        other.filter(|u| *u != initiator && self.env.is_active(*u)).map(|actor| Seat {
            actor,
            via,
            passes: None,
        })
    }
}
