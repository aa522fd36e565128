//! Begin: the form was submitted. Whether this person may start this flow, `app` has permitted.

use std::collections::BTreeMap;

use jiff::Timestamp;
use weir_model::Key;
use weir_model::id::{DepartmentId, UserId};

use super::check_chosen;
use crate::event::Happened;
use crate::plan::Plan;
use crate::refusal::Refusal;
use crate::run::Run;
use crate::state::{Stands, State, Token, TokenId};
use crate::surroundings::Surroundings;

/// Begin an instance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Start {
    /// Who submits the form.
    pub initiator: UserId,
    /// The department they act for.
    pub department: Option<DepartmentId>,
    /// Whom they chose, by node.
    pub chosen: BTreeMap<Key, Vec<UserId>>,
}

pub(crate) fn carry_out<'a>(
    start: Start,
    plan: &'a Plan,
    env: &'a dyn Surroundings,
    now: Timestamp,
) -> Result<Run<'a>, Refusal> {
    let Start { initiator, department, chosen } = start;
    check_chosen(&chosen, plan, env)?;
    let mut run = Run::new(plan, State::new(initiator, department, chosen), env, now);
    run.by = Some(initiator);
    run.happened(Happened::Started { initiator, department });
    let id = TokenId(run.state.next_id());
    let (node, stands) = (plan.start().clone(), Stands::Before);
    run.state.tokens.push(Token { id, node, stands, branch: None, cause: None, by_return: false });
    Ok(run)
}
