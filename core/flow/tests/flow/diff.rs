//! What changed between two versions.

use weir_flow::definition::Dedup;
use weir_flow::diff::{ChangeKind, Part, diff};

use crate::world::*;

#[test]
fn a_definition_does_not_differ_from_itself() {
    let d = draw(vec![node("n", approve(users(&[MANAGER])))]);
    assert!(diff(&d, &d).is_empty());
}

#[test]
fn parts_are_compared_by_key_and_properties_by_name() {
    let old = draw(vec![node("n", approve(users(&[MANAGER]))), node("gone", copy(users(&[CLERK])))]);
    let mut new = draw(vec![node("n", approve(users(&[CLERK]))), node("fresh", handle(users(&[CLERK])))]);
    new.settings.dedup = Dedup::Consecutive;
    let found: Vec<_> = diff(&old, &new)
        .into_iter()
        .map(|c| (c.part, c.key.map(|k| k.to_string()), c.change, c.properties))
        .collect();
    let some = |k: &str| Some(k.to_owned());
    let names = |n: &[&str]| n.iter().map(|s| (*s).to_owned()).collect::<Vec<_>>();
    assert_eq!(
        found,
        [
            (Part::Flow, None, ChangeKind::Changed, names(&["settings"])),
            (Part::Node, some("n"), ChangeKind::Changed, names(&["who"])),
            (Part::Node, some("fresh"), ChangeKind::Added, vec![]),
            (Part::Node, some("gone"), ChangeKind::Removed, vec![]),
            (Part::Edge, some("e1"), ChangeKind::Changed, names(&["to"])),
            (Part::Edge, some("e2"), ChangeKind::Changed, names(&["from"])),
        ]
    );
}
