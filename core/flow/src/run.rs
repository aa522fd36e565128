//! One transition under way: the state being changed, and what it leads to so far.

use jiff::Timestamp;
use weir_model::Key;
use weir_model::id::UserId;
use weir_model::limits::{AUTO_NODES_PER_INSTANCE, AUTO_NODES_PER_TRANSITION};

use crate::commands::answer::Answer;
use crate::effect::{Effect, IncidentCause, TaskOutcome};
use crate::event::{Event, Happened};
use crate::nodes;
use crate::plan::Plan;
use crate::state::{ActivationId, ForkId, Outcome, SlotStand, Stands, State, Status, Token, TokenId};
use crate::step::Transition;
use crate::surroundings::Surroundings;

pub(crate) struct Run<'a> {
    pub(crate) plan: &'a Plan,
    pub(crate) env: &'a dyn Surroundings,
    pub(crate) now: Timestamp,
    pub(crate) state: State,
    /// Whose command it is; the engine's own steps carry nobody.
    pub(crate) by: Option<UserId>,
    /// What the scripts of one condition said.
    pub(crate) answer: Option<Answer>,
    events: Vec<Event>,
    effects: Vec<Effect>,
    automatic: u32,
}

impl<'a> Run<'a> {
    pub(crate) fn new(plan: &'a Plan, state: State, env: &'a dyn Surroundings, now: Timestamp) -> Self {
        Self {
            plan,
            env,
            now,
            state,
            by: None,
            answer: None,
            events: Vec::new(),
            effects: Vec::new(),
            automatic: 0,
        }
    }

    pub(crate) fn finish(self) -> Transition {
        Transition { state: self.state, events: self.events, effects: self.effects }
    }

    pub(crate) fn happened(&mut self, what: Happened) {
        self.events.push(Event { at: self.now, by: self.by, what });
    }

    pub(crate) fn effect(&mut self, effect: Effect) {
        self.effects.push(effect);
    }

    pub(crate) fn is_running(&self) -> bool {
        self.state.status == Status::Running
    }

    /// Lets tokens enter nodes until every one waits, the instance ends, or a limit is met (R29).
    pub(crate) fn advance(&mut self) {
        self.by = None;
        while self.is_running() {
            let Some(token) = self.state.tokens.iter().find(|t| t.stands == Stands::Before) else { return };
            let token = token.clone();
            if self.state.auto_nodes >= AUTO_NODES_PER_INSTANCE {
                return self.fail(&token.node, IncidentCause::TooManyAutomaticNodes);
            }
            if self.automatic >= AUTO_NODES_PER_TRANSITION {
                self.happened(Happened::Yielded { node: token.node });
                return self.effect(Effect::Continue);
            }
            nodes::enter(self, token);
        }
    }

    /// Counts a node that nobody had to act at.
    pub(crate) fn count_automatic(&mut self) {
        self.automatic += 1;
        self.state.auto_nodes += 1;
    }

    pub(crate) fn token_mut(&mut self, id: TokenId) -> Option<&mut Token> {
        self.state.tokens.iter_mut().find(|t| t.id == id)
    }

    /// Sends a token to stand before `to`.
    pub(crate) fn go(&mut self, token: TokenId, to: &Key) {
        if let Some(token) = self.token_mut(token) {
            token.node.clone_from(to);
            token.stands = Stands::Before;
            token.by_return = false;
        }
    }

    /// Sends a token along the only way on.
    pub(crate) fn go_on(&mut self, token: TokenId, from: &Key) {
        if let Some(to) = self.plan.next(from) {
            self.go(token, to);
        }
    }

    /// Takes a token out of the flow.
    pub(crate) fn consume(&mut self, token: TokenId) {
        self.state.tokens.retain(|t| t.id != token);
    }

    /// Closes an activation: what is still open in it is cancelled. False when it was closed before.
    pub(crate) fn close(&mut self, id: ActivationId, outcome: Outcome) -> bool {
        let Some(activation) = self.state.activation_mut(id).filter(|a| a.outcome.is_none()) else {
            return false;
        };
        activation.outcome = Some(outcome);
        let node = activation.node.clone();
        let mut lost = Vec::new();
        for slot in &mut activation.slots {
            match slot.stand {
                SlotStand::Open {} => lost.push((slot.index, slot.actor)),
                SlotStand::Waiting {} => {}
                _ => continue,
            }
            slot.stand = SlotStand::Cancelled {};
        }
        for (slot, user) in lost {
            self.effect(Effect::CloseTask { activation: id, slot, user, outcome: TaskOutcome::Cancelled });
        }
        self.happened(Happened::NodeLeft { activation: id, node, outcome });
        true
    }

    /// Ends the instance; whatever is still under way is cancelled.
    pub(crate) fn end(&mut self, status: Status) {
        let waiting: Vec<ActivationId> = self.state.waiting().map(|a| a.id).collect();
        for id in waiting {
            self.close(id, Outcome::Cancelled);
        }
        self.state.tokens.clear();
        self.state.forks.clear();
        self.state.status = status;
        self.happened(Happened::Ended { status });
        self.effect(Effect::Ended { status });
    }

    /// Gives up: an administrator has to look.
    pub(crate) fn fail(&mut self, node: &Key, cause: IncidentCause) {
        self.happened(Happened::Failed { node: node.clone(), cause });
        self.effect(Effect::Incident { node: node.clone(), cause });
        self.end(Status::Failed);
    }

    /// Removes tokens and the activations they wait in; returns which activations that closed.
    pub(crate) fn cancel_tokens(&mut self, which: impl Fn(&Token) -> bool) -> Vec<ActivationId> {
        let (gone, kept) = std::mem::take(&mut self.state.tokens).into_iter().partition(|t| which(t));
        self.state.tokens = kept;
        let gone: Vec<Token> = gone;
        let waiting = gone.iter().filter_map(|t| match t.stands {
            Stands::In(activation) => Some(activation),
            Stands::Before | Stands::Asking => None,
        });
        waiting.filter(|a| self.close(*a, Outcome::Cancelled)).collect()
    }

    /// Removes a fork, every fork inside it, and all their tokens (R18).
    pub(crate) fn cancel_fork(&mut self, fork: ForkId) -> Vec<ActivationId> {
        let mut doomed = vec![fork];
        // A fork is always opened after the one around it, so one pass in order finds all of them.
        for inner in &self.state.forks {
            if inner.branch.is_some_and(|b| doomed.contains(&b.fork)) {
                doomed.push(inner.id);
            }
        }
        self.state.forks.retain(|f| !doomed.contains(&f.id));
        self.cancel_tokens(|t| t.branch.is_some_and(|b| doomed.contains(&b.fork)))
    }
}
