//! Random block-structured definitions and random surroundings for the properties.

use proptest::prelude::*;
use weir_flow::definition::*;
use weir_model::id::UserId;

use crate::world::*;

/// What a random row is made of; node keys and return targets are given when it is drawn.
#[derive(Debug, Clone)]
pub enum Bit {
    Approve { who: Who, mode: SignMode, on_empty: bool, on_self: OnSelf, reject: u8, at_once: bool },
    Handle(Who, SignMode),
    Copy(Who),
    Condition(Vec<Vec<Bit>>),
    Parallel(Vec<Vec<Bit>>),
}

#[derive(Debug, Clone)]
pub enum Who {
    Users(Vec<u8>),
    Role(u8),
    Superiors(u8),
    Initiator,
}

impl Who {
    fn rule(&self) -> WhoActs {
        match self {
            Self::Users(list) => WhoActs::User { users: list.iter().map(|n| person(*n)).collect() },
            Self::Role(n) => WhoActs::Role { role: role(u128::from(*n)) },
            Self::Superiors(n) => WhoActs::Superiors { up_to: *n },
            Self::Initiator => WhoActs::Initiator {},
        }
    }
}

pub const PEOPLE: [UserId; 7] = [EMPLOYEE, MANAGER, DIRECTOR, FINANCE, CLERK, ADMIN, GONE];

pub fn person(n: u8) -> UserId {
    PEOPLE[usize::from(n) % PEOPLE.len()]
}

fn who() -> impl Strategy<Value = Who> {
    prop_oneof![
        5 => prop::collection::vec(0u8..7, 1..4).prop_map(Who::Users),
        1 => (1u8..3).prop_map(Who::Role),
        1 => (1u8..3).prop_map(Who::Superiors),
        1 => Just(Who::Initiator),
    ]
}

fn mode() -> impl Strategy<Value = SignMode> {
    prop_oneof![Just(SignMode::Any), Just(SignMode::All), Just(SignMode::Sequential)]
}

fn on_self() -> impl Strategy<Value = OnSelf> {
    prop_oneof![
        Just(OnSelf::SelfApprove),
        Just(OnSelf::Skip),
        Just(OnSelf::Superior),
        Just(OnSelf::DepartmentHead)
    ]
}

fn bit() -> impl Strategy<Value = Bit> {
    let leaf = prop_oneof![
        6 => (who(), mode(), any::<bool>(), on_self(), any::<u8>(), any::<bool>()).prop_map(
            |(who, mode, on_empty, on_self, reject, at_once)| {
                Bit::Approve { who, mode, on_empty, on_self, reject, at_once }
            }
        ),
        1 => (who(), mode()).prop_map(|(w, m)| Bit::Handle(w, m)),
        1 => who().prop_map(Bit::Copy),
    ];
    leaf.prop_recursive(3, 16, 3, |inner| {
        let row = prop::collection::vec(inner, 0..3);
        prop_oneof![
            prop::collection::vec(row.clone(), 2..4).prop_map(Bit::Condition),
            prop::collection::vec(row, 2..4).prop_map(Bit::Parallel),
        ]
    })
}

pub fn definition() -> impl Strategy<Value = FlowDefinition> {
    let dedup = prop_oneof![Just(Dedup::None), Just(Dedup::OncePerInstance), Just(Dedup::Consecutive)];
    (prop::collection::vec(bit(), 1..5), dedup, any::<u8>()).prop_map(|(bits, dedup, scripts)| {
        let mut before = vec!["start".to_owned()];
        let mut definition = draw(pieces(&bits, &mut before, &mut 0));
        // Some branches ask a script instead of their rules.
        for (n, edge) in definition.edges.iter_mut().enumerate() {
            if edge.when.is_some() && scripts >> (n % 8) & 1 == 1 {
                edge.when = None;
                edge.script = Some("form.x0 > 0".to_owned());
            }
        }
        definition.settings.dedup = dedup;
        definition.settings.withdraw = WithdrawRule::WhileRunning;
        definition
    })
}

/// `before`: the people nodes that every walk passes before this row.
fn pieces(bits: &[Bit], before: &mut Vec<String>, count: &mut usize) -> Vec<Piece> {
    let depth = before.len();
    let row = bits.iter().map(|bit| {
        *count += 1;
        let name = format!("n{count}");
        match bit {
            Bit::Approve { who, mode, on_empty, on_self, reject, at_once } => {
                let on_reject = match reject % 3 {
                    0 => OnReject::End,
                    1 => OnReject::Initiator,
                    _ => back_to(&before[usize::from(reject / 3) % before.len()]),
                };
                let on_empty = if *on_empty { OnEmpty::Pass {} } else { OnEmpty::Administrator };
                let kind = approve(who.rule()).mode(*mode).on_empty(on_empty).on_self(*on_self);
                before.push(name.clone());
                node(&name, kind.on_reject(on_reject).reject_at_once(*at_once))
            }
            Bit::Handle(who, mode) => {
                before.push(name.clone());
                node(&name, handle(who.rule()).mode(*mode))
            }
            Bit::Copy(who) => node(&name, copy(who.rule())),
            Bit::Condition(rows) => {
                let last = rows.len() - 1;
                let branch = |(i, r): (usize, &Vec<Bit>)| {
                    let when = (i != last).then(|| over(&format!("x{i}"), "0"));
                    (when, pieces(r, before, count))
                };
                condition(&name, rows.iter().enumerate().map(branch).collect())
            }
            Bit::Parallel(rows) => parallel(&name, rows.iter().map(|r| pieces(r, before, count)).collect()),
        }
    });
    let row = row.collect();
    before.truncate(depth);
    row
}
