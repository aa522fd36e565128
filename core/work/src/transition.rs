//! Whether an item may go from one status to another, and if not, why.

use serde::{Deserialize, Serialize};
use weir_model::{Issue, Issues, Locale};

use crate::role::{Deed, ProjectRole};
use crate::workflow::{Transition, Workflow};

/// Who may go a way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub enum Mover {
    /// Any member of the project.
    AnyMember,
    /// The person that the item is assigned to.
    Assignee,
    /// Whoever created it.
    Creator,
    /// The project's admins.
    Admin,
}

/// One step of an item, with what decides about it.
pub struct Step<'a> {
    /// The status before.
    pub from: &'a str,
    /// The status after.
    pub to: &'a str,
    /// The mover's role in the project.
    pub role: ProjectRole,
    /// Whether the item is assigned to the mover.
    pub is_assignee: bool,
    /// Whether the mover created it.
    pub is_creator: bool,
    /// Whether a field, or `$assignee`, `$start`, `$due`, has a value afterwards.
    pub is_filled: &'a dyn Fn(&str) -> bool,
    /// How a field is called.
    pub label: &'a dyn Fn(&str) -> String,
    /// The limit of the column that it enters, and how many items stand there already.
    pub column: Option<(u32, u64)>,
    /// The mover's language.
    pub locale: Locale,
}

/// What stands in the way of a step.
enum Obstacle<'a> {
    NoStatus,
    NoWay,
    NotThisPerson,
    FieldsEmpty(&'a Transition),
    Full(u32),
}

/// Whether a step may be made: what [`verdict`] tells, without its words.
#[must_use]
pub fn is_open(workflow: &Workflow, step: &Step<'_>) -> bool {
    obstacle(workflow, step).is_none()
}

/// Decides about a step; a step that stays where it is needs no way.
///
/// # Errors
/// Why not: no such status, no way, not this person, fields missing, the column is full.
pub fn verdict(workflow: &Workflow, step: &Step<'_>) -> Result<(), Issues> {
    let name = |key: &str| {
        let status = workflow.status(key);
        status.map_or_else(|| key.to_owned(), |s| s.name.get(step.locale).to_owned())
    };
    let refused = |code| Issue::new("status", code).with("from", name(step.from)).with("to", name(step.to));
    let issues = match obstacle(workflow, step) {
        None => return Ok(()),
        Some(Obstacle::NoStatus) => {
            vec![Issue::new("status", "work.status_unknown").with("status", step.to)]
        }
        Some(Obstacle::NoWay) => vec![refused("work.transition_missing")],
        Some(Obstacle::NotThisPerson) => vec![refused("work.transition_forbidden")],
        Some(Obstacle::FieldsEmpty(way)) => {
            let missing = way.required.iter().filter(|field| !(step.is_filled)(field));
            let told = |field: &String| {
                Issue::new(field.as_str(), "work.field_required")
                    .with("field", (step.label)(field))
                    .with("to", name(step.to))
            };
            missing.map(told).collect()
        }
        Some(Obstacle::Full(max)) => {
            vec![Issue::new("status", "work.wip_reached").with("status", name(step.to)).with("max", max)]
        }
    };
    Err(issues)
}

fn obstacle<'a>(workflow: &'a Workflow, step: &Step<'_>) -> Option<Obstacle<'a>> {
    if workflow.status(step.to).is_none() {
        return Some(Obstacle::NoStatus);
    }
    if step.from == step.to {
        return None;
    }
    let mut ways = workflow.ways(step.from, step.to).peekable();
    if ways.peek().is_none() {
        return Some(Obstacle::NoWay);
    }
    let mut mine = ways.filter(|way| may_go(way, step)).peekable();
    let Some(first) = mine.peek().copied() else { return Some(Obstacle::NotThisPerson) };
    if !mine.any(|way| way.required.iter().all(|field| (step.is_filled)(field))) {
        return Some(Obstacle::FieldsEmpty(first));
    }
    match step.column {
        Some((max, count)) if count >= u64::from(max) => Some(Obstacle::Full(max)),
        _ => None,
    }
}

fn may_go(way: &Transition, step: &Step<'_>) -> bool {
    let as_one = |mover: &Mover| match mover {
        Mover::AnyMember => true,
        Mover::Assignee => step.is_assignee,
        Mover::Creator => step.is_creator,
        Mover::Admin => step.role.may(Deed::Arrange),
    };
    step.role.may(Deed::Work) && (way.who.is_empty() || way.who.iter().any(as_one))
}

#[cfg(test)]
mod tests {
    use weir_model::{Key, LocalizedText};

    use super::*;
    use crate::workflow::{Category, Status};

    fn workflow(transitions: Vec<Transition>) -> Workflow {
        let status = |key: &'static str, category| Status {
            key: Key::literal(key),
            name: LocalizedText::both(key, key),
            category,
        };
        Workflow {
            initial: Key::literal("todo"),
            statuses: vec![
                status("todo", Category::Todo),
                status("doing", Category::Doing),
                status("done", Category::Done),
            ],
            transitions,
        }
    }

    fn way(from: &'static str, to: &'static str, who: Vec<Mover>, required: &[&str]) -> Transition {
        Transition {
            name: LocalizedText::default(),
            from: vec![Key::literal(from)],
            to: Key::literal(to),
            who,
            required: required.iter().map(|f| (*f).to_owned()).collect(),
        }
    }

    #[derive(Clone, Copy)]
    struct Who {
        role: ProjectRole,
        assignee: bool,
        creator: bool,
    }

    const MEMBER: Who = Who { role: ProjectRole::Member, assignee: false, creator: false };

    fn told(w: &Workflow, (from, to): (&str, &str), who: Who, column: Option<(u32, u64)>) -> Vec<String> {
        let step = Step {
            from,
            to,
            role: who.role,
            is_assignee: who.assignee,
            is_creator: who.creator,
            is_filled: &|field| field == "$due",
            label: &str::to_owned,
            column,
            locale: Locale::En,
        };
        match verdict(w, &step) {
            Ok(()) => vec![],
            Err(issues) => issues.iter().map(|i| format!("{} {}", i.at, i.code)).collect(),
        }
    }

    #[test]
    fn an_item_goes_only_where_a_way_leads() {
        let w = workflow(vec![way("todo", "doing", vec![], &[])]);
        assert!(told(&w, ("todo", "doing"), MEMBER, None).is_empty());
        assert!(told(&w, ("doing", "doing"), MEMBER, None).is_empty(), "it stays where it is");
        assert_eq!(told(&w, ("todo", "done"), MEMBER, None), ["status work.transition_missing"]);
        assert_eq!(told(&w, ("todo", "nowhere"), MEMBER, None), ["status work.status_unknown"]);
    }

    #[test]
    fn a_way_is_open_to_those_it_names_and_never_to_a_viewer() {
        for (mover, who) in [
            (Mover::Assignee, Who { assignee: true, ..MEMBER }),
            (Mover::Creator, Who { creator: true, ..MEMBER }),
            (Mover::Admin, Who { role: ProjectRole::Admin, ..MEMBER }),
            (Mover::AnyMember, MEMBER),
        ] {
            let w = workflow(vec![way("todo", "done", vec![mover], &[])]);
            assert!(told(&w, ("todo", "done"), who, None).is_empty(), "{mover:?}");
            let viewer = Who { role: ProjectRole::Viewer, ..who };
            assert_eq!(told(&w, ("todo", "done"), viewer, None), ["status work.transition_forbidden"]);
            if mover != Mover::AnyMember {
                assert_eq!(told(&w, ("todo", "done"), MEMBER, None), ["status work.transition_forbidden"]);
            }
        }
    }

    #[test]
    fn what_a_way_demands_must_be_filled_in_or_another_way_taken() {
        let strict = way("todo", "done", vec![], &["$due", "result", "$assignee"]);
        let w = workflow(vec![strict.clone()]);
        assert_eq!(
            told(&w, ("todo", "done"), MEMBER, None),
            ["result work.field_required", "$assignee work.field_required"]
        );
        let w = workflow(vec![strict, way("todo", "done", vec![Mover::Admin], &["$due"])]);
        let admin = Who { role: ProjectRole::Admin, ..MEMBER };
        assert!(told(&w, ("todo", "done"), admin, None).is_empty());
        assert_eq!(told(&w, ("todo", "done"), MEMBER, None).len(), 2);
    }

    #[test]
    fn a_full_column_takes_nothing_in() {
        let w = workflow(vec![way("todo", "doing", vec![], &[])]);
        assert!(told(&w, ("todo", "doing"), MEMBER, Some((2, 1))).is_empty());
        assert_eq!(told(&w, ("todo", "doing"), MEMBER, Some((2, 2))), ["status work.wip_reached"]);
        assert!(told(&w, ("doing", "doing"), MEMBER, Some((2, 9))).is_empty(), "it was there already");
    }
}
