//! Whether a type's workflow can be lived with: every status is reached, and every one leads to an end.

use std::collections::BTreeSet;

use weir_model::{Issue, Issues, Key, LocalizedText};

use crate::board::BoardSettings;
use crate::limits::{NAME_MAX_CHARS, STATUSES_MAX, TRANSITIONS_MAX, WIP_MAX};
use crate::workflow::{Category, Status, WorkType, Workflow};

/// What a transition may demand besides custom fields.
const DEMANDED: [&str; 3] = ["$assignee", "$start", "$due"];

/// Everything that keeps a type from being used. `types` are the keys of the project's types, `fields` those of
/// the type's own form.
#[must_use]
pub fn check_type(kind: &WorkType, types: &[Key], fields: &[&str]) -> Issues {
    let mut issues = Issues::new();
    name("name", &kind.name, &mut issues);
    for (n, parent) in kind.parents.iter().flatten().enumerate() {
        if !types.contains(parent) {
            issues.push(Issue::new(format!("parents[{n}]"), "work.type_unknown").with("type", parent));
        }
    }
    if !kind.root && kind.parents.as_ref().is_some_and(Vec::is_empty) {
        issues.push(Issue::new("root", "work.type_nowhere"));
    }
    statuses(&kind.workflow, &mut issues);
    transitions(&kind.workflow, fields, &mut issues);
    // Ways are judged only where every name means something.
    if issues.is_empty() {
        ways(&kind.workflow, &mut issues);
    }
    issues
}

/// Everything that is wrong with a board's settings.
#[must_use]
pub fn check_board(board: &BoardSettings) -> Issues {
    let wrong = board.wip.iter().filter(|(_, max)| !(1..=WIP_MAX).contains(*max));
    let told = |key: &Key| Issue::new(format!("board.wip.{key}"), "work.wip_range").with("max", WIP_MAX);
    let mut issues: Issues = wrong.map(|(key, _)| told(key)).collect();
    if board.wip.len() > STATUSES_MAX {
        issues.push(Issue::new("board.wip", "work.too_many_statuses").with("max", STATUSES_MAX));
    }
    issues
}

fn name(at: &str, name: &LocalizedText, issues: &mut Issues) {
    if name.is_empty() {
        issues.push(Issue::new(at, "design.name_missing"));
    } else if name.iter().any(|(_, text)| text.chars().count() > NAME_MAX_CHARS) {
        issues.push(Issue::new(at, "design.name_too_long").with("max", NAME_MAX_CHARS));
    }
}

fn statuses(workflow: &Workflow, issues: &mut Issues) {
    let at = "workflow.statuses";
    if workflow.statuses.is_empty() {
        issues.push(Issue::new(at, "work.no_statuses"));
        return;
    }
    if workflow.statuses.len() > STATUSES_MAX {
        issues.push(Issue::new(at, "work.too_many_statuses").with("max", STATUSES_MAX));
    }
    let mut seen = BTreeSet::new();
    for (n, status) in workflow.statuses.iter().enumerate() {
        name(&format!("{at}[{n}].name"), &status.name, issues);
        if !seen.insert(&status.key) {
            issues
                .push(Issue::new(format!("{at}[{n}].key"), "work.status_twice").with("status", &status.key));
        }
    }
    if workflow.status(workflow.initial.as_str()).is_none() {
        let issue = Issue::new("workflow.initial", "work.status_unknown");
        issues.push(issue.with("status", &workflow.initial));
    }
    if workflow.of_category(Category::Done).next().is_none() {
        issues.push(Issue::new(at, "work.no_done_status"));
    }
}

fn transitions(workflow: &Workflow, fields: &[&str], issues: &mut Issues) {
    let at = "workflow.transitions";
    if workflow.transitions.len() > TRANSITIONS_MAX {
        issues.push(Issue::new(at, "work.too_many_transitions").with("max", TRANSITIONS_MAX));
    }
    for (n, way) in workflow.transitions.iter().enumerate() {
        let mut known = |place: String, key: &Key| {
            if workflow.status(key.as_str()).is_none() {
                issues.push(Issue::new(place, "work.status_unknown").with("status", key));
            }
        };
        known(format!("{at}[{n}].to"), &way.to);
        for (m, from) in way.from.iter().enumerate() {
            known(format!("{at}[{n}].from[{m}]"), from);
        }
        for (m, field) in way.required.iter().enumerate() {
            if !DEMANDED.contains(&field.as_str()) && !fields.contains(&field.as_str()) {
                let issue = Issue::new(format!("{at}[{n}].required[{m}]"), "work.field_unknown");
                issues.push(issue.with("field", field));
            }
        }
    }
}

/// Every status is reached from the initial one, and from every status an end is reached.
fn ways(workflow: &Workflow, issues: &mut Issues) {
    let leads = |a: &Status, b: &Status| workflow.ways(a.key.as_str(), b.key.as_str()).next().is_some();
    let is_initial = |s: &Status| s.key == workflow.initial;
    let reached = closure(workflow, &is_initial, &leads);
    let is_end = |s: &Status| s.category == Category::Done;
    let ending = closure(workflow, &is_end, &|a, b| leads(b, a));
    for (n, status) in workflow.statuses.iter().enumerate() {
        let mut told = |code| {
            issues.push(Issue::new(format!("workflow.statuses[{n}]"), code).with("status", &status.key));
        };
        if !reached.contains(&n) {
            told("work.status_unreachable");
        } else if !ending.contains(&n) {
            told("work.status_dead_end");
        }
    }
}

/// The places of the statuses that `begins` holds for, and of all that are reached from them.
fn closure(
    workflow: &Workflow,
    begins: &dyn Fn(&Status) -> bool,
    leads: &dyn Fn(&Status, &Status) -> bool,
) -> BTreeSet<usize> {
    let all = &workflow.statuses;
    let mut open: Vec<usize> = (0..all.len()).filter(|n| begins(&all[*n])).collect();
    let mut reached: BTreeSet<usize> = open.iter().copied().collect();
    while let Some(n) = open.pop() {
        for next in 0..all.len() {
            if leads(&all[n], &all[next]) && reached.insert(next) {
                open.push(next);
            }
        }
    }
    reached
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::default_types;
    use crate::workflow::Transition;

    fn status(n: usize, category: Category) -> Status {
        let key: Key = format!("s{n}").parse().unwrap();
        Status { name: LocalizedText::both(key.as_str(), key.as_str()), key, category }
    }

    fn way(from: &[usize], to: usize) -> Transition {
        let key = |n: usize| format!("s{n}").parse::<Key>().unwrap();
        Transition {
            name: LocalizedText::default(),
            from: from.iter().map(|n| key(*n)).collect(),
            to: key(to),
            who: vec![],
            required: vec![],
        }
    }

    fn kind(statuses: Vec<Status>, transitions: Vec<Transition>) -> WorkType {
        let initial = Key::literal("s0");
        let workflow = Workflow { initial, statuses, transitions };
        WorkType {
            name: LocalizedText::both("类型", "Type"),
            icon: None,
            parents: None,
            root: true,
            workflow,
        }
    }

    fn told(kind: &WorkType) -> Vec<(String, String)> {
        check_type(kind, &[], &["result"]).iter().map(|i| (i.at.clone(), i.code.to_string())).collect()
    }

    #[track_caller]
    fn finds(kind: &WorkType, expected: &[(&str, &str)]) {
        let found = told(kind);
        let found: Vec<_> = found.iter().map(|(at, code)| (at.as_str(), code.as_str())).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn the_types_of_a_new_project_are_sound() {
        let types = default_types();
        let keys: Vec<Key> = types.iter().map(|(key, _)| key.clone()).collect();
        for (key, kind) in &types {
            assert_eq!(check_type(kind, &keys, &[]), vec![], "{key}");
        }
    }

    #[test]
    fn what_nobody_could_live_with_is_told_where_it_stands() {
        use Category::{Doing, Done, Todo};
        finds(&kind(vec![], vec![]), &[("workflow.statuses", "work.no_statuses")]);
        finds(
            &kind(vec![status(0, Todo)], vec![way(&[0], 9)]),
            &[
                ("workflow.statuses", "work.no_done_status"),
                ("workflow.transitions[0].to", "work.status_unknown"),
            ],
        );
        let two = || vec![status(0, Todo), status(1, Done)];
        finds(
            &kind(two(), vec![]),
            &[
                ("workflow.statuses[0]", "work.status_dead_end"),
                ("workflow.statuses[1]", "work.status_unreachable"),
            ],
        );
        finds(&kind(two(), vec![way(&[], 1)]), &[]);
        let mut trap = two();
        trap.push(status(2, Doing));
        finds(
            &kind(trap, vec![way(&[0], 1), way(&[0], 2)]),
            &[("workflow.statuses[2]", "work.status_dead_end")],
        );
        let mut nameless = kind(vec![status(1, Todo), status(1, Done)], vec![way(&[], 1)]);
        nameless.name = LocalizedText::default();
        finds(
            &nameless,
            &[
                ("name", "design.name_missing"),
                ("workflow.statuses[1].key", "work.status_twice"),
                ("workflow.initial", "work.status_unknown"),
            ],
        );
        let mut demanding = kind(two(), vec![way(&[0], 1)]);
        demanding.workflow.transitions[0].required = vec!["$due".into(), "result".into(), "other".into()];
        demanding.parents = Some(vec![Key::literal("epic")]);
        finds(
            &demanding,
            &[
                ("parents[0]", "work.type_unknown"),
                ("workflow.transitions[0].required[2]", "work.field_unknown"),
            ],
        );
        let mut nowhere = kind(two(), vec![way(&[0], 1)]);
        (nowhere.root, nowhere.parents) = (false, Some(vec![]));
        finds(&nowhere, &[("root", "work.type_nowhere")]);
    }

    #[test]
    fn a_column_holds_at_least_one() {
        let board = BoardSettings { wip: [(Key::literal("doing"), 0)].into_iter().collect() };
        assert_eq!(check_board(&board)[0].at, "board.wip.doing");
    }

    proptest! {
        /// In a workflow that is accepted, a walk from the start comes everywhere, and from everywhere to an end.
        #[test]
        fn an_accepted_workflow_has_no_dead_corner(
            categories in prop::collection::vec(0_usize..3, 1..7),
            arrows in prop::collection::vec((0_usize..7, 0_usize..7), 0..14),
        ) {
            let of = [Category::Todo, Category::Doing, Category::Done];
            let statuses: Vec<_> = categories.iter().enumerate().map(|(n, c)| status(n, of[*c])).collect();
            let count = statuses.len();
            let arrows: Vec<_> = arrows.into_iter().filter(|(a, b)| *a < count && *b < count).collect();
            let ways = arrows.iter().map(|(a, b)| way(&[*a], *b)).collect();
            let accepted = told(&kind(statuses, ways)).is_empty();
            // Written another way: the transitive closure of a matrix.
            let mut reach = vec![vec![false; count]; count];
            for n in 0..count { reach[n][n] = true; }
            for (a, b) in &arrows { reach[*a][*b] = true; }
            for k in 0..count { for i in 0..count { for j in 0..count {
                if reach[i][k] && reach[k][j] { reach[i][j] = true; }
            } } }
            let sound = (0..count).all(|n| {
                reach[0][n] && (0..count).any(|end| categories[end] == 2 && reach[n][end])
            });
            prop_assert_eq!(accepted, sound);
        }
    }
}
