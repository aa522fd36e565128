//! What keeps a definition from being published, and where the finding points.

use weir_flow::definition::*;
use weir_flow::{FieldFact, FormFacts, Plan, check};
use weir_model::Locale;
use weir_model::expr::Expr;
use weir_model::limits::FLOW_NODES_MAX;
use weir_model::permission::FieldRight;

use crate::world::*;

fn form() -> FormFacts {
    let fields = [
        (key("amount"), FieldFact::Value),
        (key("buyer"), FieldFact::Person),
        (key("cost-centre"), FieldFact::Department),
        (key("items"), FieldFact::Detail([key("price")].into())),
        (key("hint"), FieldFact::Layout),
        (key("subject"), FieldFact::Text),
        (key("period"), FieldFact::Day),
    ];
    FormFacts { fields: fields.into() }
}

/// Checks a definition; every finding must read in both languages.
fn found(definition: &FlowDefinition) -> Vec<(String, String)> {
    let issues = check(definition, &form());
    for issue in &issues {
        for locale in Locale::ALL {
            let text = issue.message(locale);
            assert!(text != issue.code && !text.contains('{'), "{issue:?}: {text}");
        }
    }
    issues.into_iter().map(|i| (i.at, i.code.into_owned())).collect()
}

#[track_caller]
fn finds(definition: FlowDefinition, expected: &[(&str, &str)]) {
    let found = found(&definition);
    for (at, code) in expected {
        let code = format!("flow.{code}");
        assert!(found.iter().any(|f| f.0 == *at && f.1 == code), "{code} at {at:?} not in {found:?}");
    }
    assert_eq!(found.len(), expected.len(), "{found:?}");
}

fn simple() -> FlowDefinition {
    draw(vec![node("n", approve(users(&[MANAGER])))])
}

fn changed(change: impl FnOnce(&mut FlowDefinition)) -> FlowDefinition {
    let mut d = simple();
    change(&mut d);
    d
}

#[test]
fn a_sound_definition_has_no_findings() {
    finds(simple(), &[]);
    finds(
        draw(vec![
            parallel(
                "p",
                vec![
                    vec![condition(
                        "c",
                        vec![
                            (
                                Some(over("amount", "1")),
                                vec![node("a", approve(WhoActs::Field { field: key("buyer") }))],
                            ),
                            (None, vec![]),
                        ],
                    )],
                    vec![node("b", handle(WhoActs::Field { field: key("cost-centre") }))],
                ],
            ),
            node("n", approve(WhoActs::Superiors { up_to: 3 }).on_reject(back_to("start"))),
        ]),
        &[],
    );
}

#[test]
fn starts_and_ends() {
    finds(FlowDefinition { name: simple().name, ..Default::default() }, &[("", "no_start"), ("", "no_end")]);
    let second = changed(|d| {
        add(d, "again", NodeKind::Start { starters: vec![], field_rights: Default::default() });
        arrow(d, "again", "end", None);
    });
    finds(second, &[("again", "several_starts")]);
    finds(changed(|d| arrow(d, "end", "n", None)), &[("end", "edge_from_end"), ("n", "merge_without_join")]);
    finds(changed(|d| d.edges[1].to = key("start")), &[("start", "edge_into_start")]);
}

#[test]
fn keys_and_edges() {
    finds(changed(|d| d.nodes.push(d.nodes[1].clone())), &[("n", "node_key_twice"), ("n", "no_way_on")]);
    finds(changed(|d| d.edges[1].key = d.edges[0].key.clone()), &[("e0", "edge_key_twice")]);
    finds(changed(|d| d.edges[1].to = key("nowhere")), &[("e1", "edge_dangling"), ("n", "no_way_on")]);
    finds(changed(|d| arrow(d, "n", "end", None)), &[("n", "several_ways_on")]);
    finds(changed(|d| d.edges[0].when = Some(over("amount", "1"))), &[("e0", "when_outside_condition")]);
}

#[test]
fn nodes_that_nobody_reaches_and_circles() {
    let lost = changed(|d| {
        add(d, "lost", approve(users(&[CLERK])));
        arrow(d, "lost", "end", None);
    });
    finds(lost, &[("lost", "unreachable")]);
    let mut circle = draw(vec![condition(
        "c",
        vec![(Some(over("amount", "1")), vec![node("a", approve(users(&[CLERK])))]), (None, vec![])],
    )]);
    add(&mut circle, "j", NodeKind::Join { of: key("c") });
    arrow(&mut circle, "j", "c", None);
    circle.edges[0].to = key("j");
    for edge in circle.edges.iter_mut().filter(|e| e.from.as_str() == "a") {
        edge.to = key("j");
    }
    finds(circle, &[("c", "cycle"), ("a", "cycle"), ("j", "cycle")]);
}

#[test]
fn conditions_have_exactly_one_default() {
    let with =
        |first: Option<Expr>, second| draw(vec![condition("c", vec![(first, vec![]), (second, vec![])])]);
    finds(with(None, None), &[("c", "condition_several_defaults")]);
    finds(with(Some(over("amount", "1")), Some(over("amount", "2"))), &[("c", "condition_no_default")]);
    finds(draw(vec![parallel("p", vec![vec![]])]), &[("p", "branches_too_few")]);
}

#[test]
fn blocks_are_closed_by_their_own_join() {
    let mut wrong = draw(vec![parallel("p", vec![vec![], vec![]])]);
    wrong.nodes.iter_mut().for_each(|n| {
        if let NodeKind::Join { of } = &mut n.kind {
            *of = key("start");
        }
    });
    finds(wrong, &[("p", "block_not_closed")]);

    let mut early = draw(vec![parallel("p", vec![vec![node("a", approve(users(&[CLERK])))], vec![]])]);
    for edge in early.edges.iter_mut().filter(|e| e.from.as_str() == "a") {
        edge.to = key("end");
    }
    finds(early, &[("p", "end_inside_parallel")]);

    let alone = changed(|d| {
        add(d, "j", NodeKind::Join { of: key("start") });
        d.edges[1].to = key("j");
        arrow(d, "j", "end", None);
    });
    finds(alone, &[("j", "join_alone")]);
}

#[test]
fn r17_r18_where_a_return_may_lead() {
    let rejecting = |target: &str| approve(users(&[MANAGER])).on_reject(back_to(target));
    let with = |target: &str| {
        draw(vec![
            node("before", approve(users(&[CLERK]))),
            condition(
                "c",
                vec![
                    (Some(over("amount", "1")), vec![node("maybe", approve(users(&[CLERK])))]),
                    (None, vec![]),
                ],
            ),
            parallel(
                "p",
                vec![
                    vec![node("same", approve(users(&[CLERK]))), node("n", rejecting(target))],
                    vec![node("sibling", approve(users(&[CLERK])))],
                ],
            ),
            node("after", approve(users(&[CLERK]))),
        ])
    };
    for fine in ["start", "before", "same"] {
        finds(with(fine), &[]);
    }
    finds(with("nowhere"), &[("n", "return_target_missing")]);
    finds(with("p"), &[("n", "return_target_kind")]);
    finds(with("sibling"), &[("n", "return_target_sibling")]);
    for not_before in ["maybe", "after", "n"] {
        finds(with(not_before), &[("n", "return_target_not_before")]);
    }
}

#[test]
fn everybody_who_acts_is_named() {
    let with = |who| draw(vec![node("n", approve(who))]);
    finds(with(WhoActs::Nobody {}), &[("n", "who_missing")]);
    finds(with(users(&[])), &[("n", "who_missing")]);
    finds(draw(vec![node("cc", copy(WhoActs::Nobody {}))]), &[("cc", "who_missing")]);
    for level in [0, 99] {
        finds(with(WhoActs::Superior { level }), &[("n", "level_range")]);
        finds(with(WhoActs::Superiors { up_to: level }), &[("n", "level_range")]);
    }
    finds(with(WhoActs::Field { field: key("amount") }), &[("n", "field_not_people")]);
    finds(with(WhoActs::Field { field: key("gone") }), &[("n", "field_missing")]);
}

#[test]
fn conditions_and_rights_name_fields_of_the_form() {
    let with = |when| draw(vec![condition("c", vec![(Some(when), vec![]), (None, vec![])])]);
    finds(with(over("gone", "1")), &[("e1", "field_missing")]);
    finds(with(over("hint", "1")), &[("e1", "field_missing")]);
    let column = |k: &str| Expr::Not { arg: Box::new(Expr::Column { table: key("items"), key: key(k) }) };
    finds(with(column("price")), &[]);
    finds(with(column("colour")), &[("e1", "field_missing")]);
    let rights = changed(|d| {
        if let NodeKind::Approve { field_rights, .. } = &mut d.nodes[1].kind {
            for name in ["amount", "hint", "items.price", "items.colour", "gone", "amount.x", ""] {
                field_rights.insert(name.to_owned(), FieldRight::Edit);
            }
        }
    });
    finds(rights, &[("n", "field_right_unknown"); 4]);
}

#[test]
fn people_can_read_the_names() {
    let nameless = changed(|d| {
        d.name = Default::default();
        d.nodes[1].name = Default::default();
    });
    finds(nameless, &[("", "name_missing"), ("n", "node_name_missing")]);
    let message =
        NodeKind::Notify { who: users(&[CLERK]), subject: Default::default(), body: Default::default() };
    finds(draw(vec![node("say", message)]), &[("say", "subject_missing")]);
}

#[test]
fn size_is_limited_and_the_largest_compiles() {
    let row = |n| draw((0..n).map(|i| node(&format!("n{i}"), approve(users(&[CLERK])))).collect());
    finds(row(FLOW_NODES_MAX - 2), &[]);
    finds(row(FLOW_NODES_MAX - 1), &[("", "too_large")]);
    let deep = (0..(FLOW_NODES_MAX - 2) / 2)
        .fold(vec![], |inner, i| vec![parallel(&format!("p{i}"), vec![inner, vec![]])]);
    assert!(Plan::compile(draw(deep)).is_ok(), "nested as deep as the limit allows");
}

#[test]
fn what_check_refuses_for_its_graph_does_not_compile() {
    assert!(Plan::compile(FlowDefinition::default()).is_err());
    assert!(Plan::compile(changed(|d| d.edges.clear())).is_err());
}

#[test]
fn a_project_is_filled_in_from_fields_that_suit() {
    let ordered = |order: ProjectOrder| {
        let mut definition = simple();
        let end = definition.nodes.iter_mut().find(|n| n.key.as_str() == "end").unwrap();
        end.kind = NodeKind::End { project: Some(order) };
        definition
    };
    finds(ordered(ProjectOrder::default()), &[]);
    let sound = ProjectOrder {
        name: Some(key("subject")),
        key: Some(key("subject")),
        start: Some(key("period")),
        lead: Some(key("buyer")),
        members: vec![key("buyer")],
        description: Some(key("subject")),
        ..ProjectOrder::default()
    };
    finds(ordered(sound.clone()), &[]);
    finds(ordered(ProjectOrder { name: Some(key("gone")), ..sound.clone() }), &[("end", "field_missing")]);
    finds(
        ordered(ProjectOrder { description: Some(key("hint")), ..sound.clone() }),
        &[("end", "project_field_not_text")],
    );
    finds(
        ordered(ProjectOrder { start: Some(key("amount")), ..sound.clone() }),
        &[("end", "project_field_not_day")],
    );
    let people = ProjectOrder { lead: Some(key("cost-centre")), members: vec![key("subject")], ..sound };
    finds(ordered(people), &[("end", "project_field_not_person"), ("end", "project_field_not_person")]);
}
