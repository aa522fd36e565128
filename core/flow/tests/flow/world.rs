//! A small company, a few words for drawing flows, and a desk that plays an instance.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use uuid::Uuid;
use weir_flow::command::{Answer, Decide, Resubmit, Start, Terminate, Transfer, Withdraw};
use weir_flow::definition::*;
use weir_flow::effect::{Effect, TaskOutcome};
use weir_flow::event::{Event, Happened};
use weir_flow::state::{Activation, Stands, State, Status};
use weir_flow::surroundings::{Compared, ConditionResult, Reason, Resolution};
use weir_flow::{
    Act, ActivationId, Command, CommandId, Plan, Refusal, Surroundings, Transition, Verdict, step,
};
use weir_model::expr::{Compare, Expr, Literal};
use weir_model::id::{DepartmentId, RoleId, UserId};
use weir_model::{Decimal, Key, LocalizedText};

pub const EMPLOYEE: UserId = user(1);
pub const MANAGER: UserId = user(2);
pub const DIRECTOR: UserId = user(3);
pub const FINANCE: UserId = user(4);
pub const CLERK: UserId = user(5);
pub const ADMIN: UserId = user(9);
pub const GONE: UserId = user(66);

pub const fn user(n: u128) -> UserId {
    UserId::from_uuid(Uuid::from_u128(n))
}

pub const fn role(n: u128) -> RoleId {
    RoleId::from_uuid(Uuid::from_u128(n))
}

pub const fn department() -> DepartmentId {
    DepartmentId::from_uuid(Uuid::from_u128(1))
}

pub fn key(s: &str) -> Key {
    s.parse().unwrap()
}

pub fn now() -> Timestamp {
    Timestamp::from_second(1_795_000_000).unwrap()
}

/// The company: employee → manager → director.
pub struct World {
    pub admins: Vec<UserId>,
    pub inactive: BTreeSet<UserId>,
    pub roles: BTreeMap<RoleId, Vec<UserId>>,
    pub superiors: Vec<UserId>,
    pub head: Option<UserId>,
    pub numbers: BTreeMap<String, Decimal>,
}

impl Default for World {
    fn default() -> Self {
        Self {
            admins: vec![ADMIN],
            inactive: [GONE].into(),
            roles: [(role(1), vec![FINANCE, CLERK]), (role(2), vec![])].into(),
            superiors: vec![MANAGER, DIRECTOR],
            head: Some(MANAGER),
            numbers: BTreeMap::new(),
        }
    }
}

impl Surroundings for World {
    fn resolve(&self, who: &WhoActs, _: UserId, _: Option<DepartmentId>) -> Resolution {
        let (users, reason) = match who {
            WhoActs::Role { role } => (self.roles.get(role).cloned().unwrap_or_default(), Reason::ROLE),
            WhoActs::DepartmentHead { .. } => (self.head.into_iter().collect(), Reason::DEPARTMENT_HEAD),
            WhoActs::Superior { level } => {
                let found = self.superiors.get(usize::from(*level).wrapping_sub(1));
                (found.copied().into_iter().collect(), Reason::SUPERIOR)
            }
            WhoActs::Superiors { up_to } => {
                (self.superiors.iter().take(usize::from(*up_to)).copied().collect(), Reason::SUPERIORS)
            }
            _ => (Vec::new(), Reason::NOBODY),
        };
        Resolution { users, reason: Reason::new(reason) }
    }

    fn superior_of(&self, user: UserId, _: Option<DepartmentId>) -> Option<UserId> {
        match self.superiors.iter().position(|u| *u == user) {
            Some(at) => self.superiors.get(at + 1).copied(),
            None => self.superiors.first().copied(),
        }
    }

    fn department_head(&self, _: DepartmentId) -> Option<UserId> {
        self.head
    }

    fn flow_administrators(&self) -> Vec<UserId> {
        self.admins.clone()
    }

    fn is_active(&self, user: UserId) -> bool {
        !self.inactive.contains(&user)
    }

    fn condition(&self, expr: &Expr) -> ConditionResult {
        let Expr::Compare { cmp, left, right } = expr else { panic!("tests compare: {expr:?}") };
        let (Expr::Field { key }, Expr::Lit { value: Literal::Number(bound) }) = (&**left, &**right) else {
            panic!("tests compare a field with a number: {expr:?}")
        };
        let value = self.numbers.get(key.as_str()).copied().unwrap_or_default();
        let holds = match cmp {
            Compare::Gt => value > *bound,
            Compare::Le => value <= *bound,
            _ => panic!("tests compare by > and <="),
        };
        let (field, left, right) = (key.to_string(), value.to_string(), bound.to_string());
        ConditionResult { holds, compared: vec![Compared { field, left, cmp: *cmp, right }] }
    }
}

pub fn over(field: &str, bound: &str) -> Expr {
    let bound = Expr::number(bound.parse().unwrap());
    Expr::compare(Compare::Gt, Expr::field(key(field)), bound)
}

fn text(s: &str) -> LocalizedText {
    LocalizedText::both(s, s)
}

pub fn users(users: &[UserId]) -> WhoActs {
    WhoActs::User { users: users.to_vec() }
}

/// An approve node with the product's own settings, and no opinion demanded.
pub fn approve(who: WhoActs) -> NodeKind {
    NodeKind::Approve {
        who,
        mode: SignMode::Any,
        on_empty: OnEmpty::Administrator,
        on_self: OnSelf::SelfApprove,
        on_reject: OnReject::End,
        reject_at_once: true,
        buttons: Buttons::default(),
        demands: Demands { comment_on_reject: false, ..Demands::default() },
        field_rights: Default::default(),
    }
}

pub fn handle(who: WhoActs) -> NodeKind {
    NodeKind::Handle {
        who,
        mode: SignMode::Any,
        on_empty: OnEmpty::Administrator,
        buttons: Buttons::default(),
        demands: Demands::default(),
        field_rights: Default::default(),
    }
}

pub fn copy(who: WhoActs) -> NodeKind {
    NodeKind::CarbonCopy { who, field_rights: Default::default() }
}

/// Changes settings of an approve or handle node.
pub trait Settings: Sized {
    fn mode(self, mode: SignMode) -> Self;
    fn on_empty(self, rule: OnEmpty) -> Self;
    fn on_self(self, rule: OnSelf) -> Self;
    fn on_reject(self, rule: OnReject) -> Self;
    fn reject_at_once(self, at_once: bool) -> Self;
    fn demands(self, demands: Demands) -> Self;
    fn no_transfer(self) -> Self;
}

macro_rules! set {
    ($self:ident, $field:ident = $value:expr, $($kind:ident)|+) => {{
        let mut kind = $self;
        match &mut kind {
            $(NodeKind::$kind { $field, .. } => *$field = $value,)+
            other => panic!("no such setting: {other:?}"),
        }
        kind
    }};
}

impl Settings for NodeKind {
    fn mode(self, value: SignMode) -> Self {
        set!(self, mode = value, Approve | Handle)
    }
    fn on_empty(self, rule: OnEmpty) -> Self {
        set!(self, on_empty = rule, Approve | Handle)
    }
    fn on_self(self, rule: OnSelf) -> Self {
        set!(self, on_self = rule, Approve)
    }
    fn on_reject(self, rule: OnReject) -> Self {
        set!(self, on_reject = rule, Approve)
    }
    fn reject_at_once(self, at_once: bool) -> Self {
        set!(self, reject_at_once = at_once, Approve)
    }
    fn demands(self, value: Demands) -> Self {
        set!(self, demands = value, Approve | Handle)
    }
    fn no_transfer(self) -> Self {
        set!(self, buttons = Buttons { transfer: false, ..Buttons::default() }, Approve | Handle)
    }
}

pub fn back_to(node: &str) -> OnReject {
    OnReject::Node { node: key(node) }
}

/// A piece of a flow, as the tree designer thinks of it.
pub enum Piece {
    Node(String, NodeKind),
    Condition(String, Vec<(Option<Expr>, Vec<Piece>)>),
    Parallel(String, Vec<Vec<Piece>>),
}

pub fn node(key: &str, kind: NodeKind) -> Piece {
    Piece::Node(key.to_owned(), kind)
}

pub fn condition(key: &str, branches: Vec<(Option<Expr>, Vec<Piece>)>) -> Piece {
    Piece::Condition(key.to_owned(), branches)
}

pub fn parallel(key: &str, branches: Vec<Vec<Piece>>) -> Piece {
    Piece::Parallel(key.to_owned(), branches)
}

/// Draws a block-structured definition from `start` to `end`.
pub fn draw(pieces: Vec<Piece>) -> FlowDefinition {
    let mut d = FlowDefinition { name: text("flow"), ..Default::default() };
    add(&mut d, "start", NodeKind::Start { starters: vec![], field_rights: Default::default() });
    let last = row(&mut d, "start".to_owned(), None, pieces);
    add(&mut d, "end", NodeKind::End { project: None });
    arrow(&mut d, &last.0, "end", last.1);
    d
}

pub fn add(d: &mut FlowDefinition, k: &str, kind: NodeKind) {
    d.nodes.push(Node { key: key(k), name: text(k), kind });
}

pub fn arrow(d: &mut FlowDefinition, from: &str, to: &str, when: Option<Expr>) {
    let n = d.edges.len();
    let k = key(&format!("e{n}"));
    d.edges.push(Edge { key: k, from: key(from), to: key(to), name: Default::default(), when, script: None });
}

/// Gives the branch of that key a script instead of its condition.
pub fn scripted(mut definition: FlowDefinition, edge: &str) -> FlowDefinition {
    let edge = definition.edges.iter_mut().find(|e| e.key.as_str() == edge).expect("a branch");
    edge.when = None;
    edge.script = Some("form.amount > 5".to_owned());
    definition
}

/// Returns the node to go on from, with the condition of the edge that is still to be drawn.
fn row(
    d: &mut FlowDefinition,
    from: String,
    when: Option<Expr>,
    pieces: Vec<Piece>,
) -> (String, Option<Expr>) {
    let (mut from, mut when) = (from, when);
    for piece in pieces {
        from = match piece {
            Piece::Node(k, kind) => {
                add(d, &k, kind);
                arrow(d, &from, &k, when.take());
                k
            }
            Piece::Condition(k, branches) => {
                add(d, &k, NodeKind::Condition {});
                arrow(d, &from, &k, when.take());
                block(d, k, branches)
            }
            Piece::Parallel(k, branches) => {
                add(d, &k, NodeKind::Parallel {});
                arrow(d, &from, &k, when.take());
                block(d, k, branches.into_iter().map(|b| (None, b)).collect())
            }
        };
    }
    (from, when)
}

fn block(d: &mut FlowDefinition, opener: String, branches: Vec<(Option<Expr>, Vec<Piece>)>) -> String {
    let join = format!("{opener}-join");
    let mut open = Vec::new();
    for (when, pieces) in branches {
        open.push(row(d, opener.clone(), when, pieces));
    }
    add(d, &join, NodeKind::Join { of: key(&opener) });
    for (last, when) in open {
        arrow(d, &last, &join, when);
    }
    join
}

/// Plays one instance, keeping to-dos from the effects alone, as a store would.
pub struct Desk {
    pub plan: Plan,
    pub world: World,
    pub state: State,
    pub events: Vec<Event>,
    pub effects: Vec<Effect>,
    pub tasks: BTreeSet<(ActivationId, u16, UserId)>,
    commands: Cell<u32>,
}

pub fn begin(pieces: Vec<Piece>) -> Desk {
    begin_in(World::default(), draw(pieces))
}

pub fn begin_in(world: World, definition: FlowDefinition) -> Desk {
    begin_with(world, definition, BTreeMap::new())
}

pub fn begin_with(world: World, definition: FlowDefinition, chosen: BTreeMap<Key, Vec<UserId>>) -> Desk {
    let plan = Plan::compile(definition).unwrap();
    let start = Start { initiator: EMPLOYEE, department: Some(department()), chosen };
    let command = Command { id: CommandId("start".into()), act: Act::Start(start) };
    let first = step(&plan, None, command, &world, now()).unwrap();
    let mut desk = Desk {
        plan,
        world,
        state: first.state.clone(),
        events: vec![],
        effects: vec![],
        tasks: BTreeSet::new(),
        commands: Cell::new(0),
    };
    desk.commit(first);
    desk
}

impl Desk {
    pub fn name(&self) -> CommandId {
        self.commands.set(self.commands.get() + 1);
        CommandId(format!("c{}", self.commands.get()))
    }

    /// What the command would lead to.
    pub fn ask(&self, act: Act) -> Result<Transition, Refusal> {
        let command = Command { id: self.name(), act };
        step(&self.plan, Some(&self.state), command, &self.world, now())
    }

    pub fn commit(&mut self, t: Transition) {
        for effect in &t.effects {
            match effect {
                Effect::OpenTask { activation, slot, user, .. } => {
                    assert!(self.tasks.insert((*activation, *slot, *user)), "opened twice: {effect:?}");
                }
                Effect::CloseTask { activation, slot, user, .. } => {
                    assert!(self.tasks.remove(&(*activation, *slot, *user)), "closed twice: {effect:?}");
                }
                _ => {}
            }
        }
        self.state = t.state;
        self.events.extend(t.events);
        self.effects.extend(t.effects);
    }

    pub fn act(&mut self, act: Act) -> Result<(), Refusal> {
        let t = self.ask(act)?;
        self.commit(t);
        Ok(())
    }

    /// The open slot of a person; the first one when they have several.
    pub fn slot_of(&self, actor: UserId) -> (ActivationId, u16) {
        let found = self.tasks.iter().find(|t| t.2 == actor);
        let found = found.unwrap_or_else(|| panic!("{actor} has nothing to do; open: {:?}", self.tasks));
        (found.0, found.1)
    }

    pub fn decision(&self, actor: UserId, verdict: Verdict) -> Decide {
        let (activation, slot) = self.slot_of(actor);
        let comment = String::new();
        Decide { activation, slot, actor, verdict, comment, signature: None, files: vec![] }
    }

    pub fn approve(&mut self, actor: UserId) -> Result<(), Refusal> {
        self.act(Act::Decide(self.decision(actor, Verdict::Approve)))
    }

    pub fn reject(&mut self, actor: UserId) -> Result<(), Refusal> {
        self.act(Act::Decide(self.decision(actor, Verdict::Reject)))
    }

    pub fn complete(&mut self, actor: UserId) -> Result<(), Refusal> {
        self.act(Act::Decide(self.decision(actor, Verdict::Complete)))
    }

    pub fn transfer(&mut self, actor: UserId, to: UserId) -> Result<(), Refusal> {
        let (activation, slot) = self.slot_of(actor);
        self.act(Act::Transfer(Transfer {
            activation,
            slot,
            actor,
            ordered_by: None,
            to,
            comment: "away".into(),
            files: Vec::new(),
        }))
    }

    pub fn resubmit(&mut self) -> Result<(), Refusal> {
        let (activation, slot) = self.slot_of(EMPLOYEE);
        let comment = "changed".into();
        self.act(Act::Resubmit(Resubmit { activation, slot, actor: EMPLOYEE, chosen: None, comment }))
    }

    pub fn withdraw(&mut self, actor: UserId) -> Result<(), Refusal> {
        self.act(Act::Withdraw(Withdraw { actor, comment: String::new() }))
    }

    pub fn terminate(&mut self) -> Result<(), Refusal> {
        self.act(Act::Terminate(Terminate { actor: ADMIN, comment: "stopped".into() }))
    }

    /// Who has something to do, in the order of activations and slots.
    pub fn busy(&self) -> Vec<UserId> {
        self.tasks.iter().map(|t| t.2).collect()
    }

    /// Where it waits, in the order of entering.
    pub fn waits_at(&self) -> Vec<&str> {
        self.state.waiting().map(|a| a.node.as_str()).collect()
    }

    /// The last pass through a node.
    pub fn pass(&self, node: &str) -> &Activation {
        self.state.activations.iter().rev().find(|a| a.node.as_str() == node).expect("entered")
    }

    pub fn entered(&self, node: &str) -> usize {
        self.count(|e| matches!(e, Happened::NodeEntered { node: n, .. } if n.as_str() == node))
    }

    pub fn count(&self, is: impl Fn(&Happened) -> bool) -> usize {
        self.events.iter().filter(|e| is(&e.what)).count()
    }

    pub fn closed(&self, user: UserId) -> Vec<TaskOutcome> {
        let closes = self.effects.iter().filter_map(|e| match e {
            Effect::CloseTask { user: u, outcome, .. } if *u == user => Some(*outcome),
            _ => None,
        });
        closes.collect()
    }

    /// The answer to the first condition that asks, with all its scripts saying the same.
    pub fn answer(&self, holds: bool) -> Option<Act> {
        let token = self.state.tokens.iter().find(|t| t.stands == Stands::Asking)?;
        let asked = self.plan.edges_from(&token.node).filter(|e| e.script.is_some());
        let answers = asked.map(|e| (e.key.clone(), holds)).collect();
        Some(Act::Answer(Answer { token: token.id, node: token.node.clone(), answers }))
    }

    pub fn is(&self, status: Status) -> bool {
        self.state.status == status
    }
}
