//! Conditions that ask scripts. The engine runs none: it waits before the node until it is told what they say.

use weir_flow::check::{FieldFact, FormFacts, check};
use weir_flow::command::Answer;
use weir_flow::definition::FlowDefinition;
use weir_flow::effect::Effect;
use weir_flow::event::Happened;
use weir_flow::state::{Stands, State, TokenId};
use weir_flow::{Act, Refusal, Status};

use crate::world::*;

/// start → c (e1: to the manager, when its script holds; else on) → end.
fn asks() -> FlowDefinition {
    let dear = vec![node("dear", approve(users(&[MANAGER])))];
    let branches = vec![(Some(over("amount", "5")), dear), (None, vec![])];
    scripted(draw(vec![condition("c", branches)]), "e1")
}

fn asked(desk: &Desk) -> usize {
    desk.effects.iter().filter(|e| matches!(e, Effect::AskScripts { .. })).count()
}

#[test]
fn the_flow_waits_before_the_condition_and_takes_the_branch_that_the_script_says() {
    for (holds, waits) in [(true, vec!["dear"]), (false, vec![])] {
        let mut desk = begin_in(World::default(), asks());
        assert_eq!((desk.entered("c"), asked(&desk)), (0, 1));
        assert!(desk.is(Status::Running) && desk.tasks.is_empty());
        desk.act(desk.answer(holds).unwrap()).unwrap();
        assert_eq!(desk.waits_at(), waits);
        assert_eq!(desk.is(Status::Approved), !holds);
        let tried = desk.events.iter().find_map(|e| match &e.what {
            Happened::ConditionTaken { tried, is_default, .. } => Some((tried.clone(), *is_default)),
            _ => None,
        });
        let (tried, is_default) = tried.unwrap();
        assert_eq!((tried[0].holds, tried[0].compared.len(), is_default), (holds, 0, !holds));
    }
}

#[test]
fn a_snapshot_that_asks_reads_back_as_it_was() {
    let desk = begin_in(World::default(), asks());
    let reloaded = State::from_snapshot(&desk.state.to_snapshot().unwrap()).unwrap();
    assert_eq!(reloaded, desk.state);
    assert_eq!(reloaded.tokens[0].stands, Stands::Asking);
}

#[test]
fn a_rule_that_holds_before_a_script_leaves_it_unasked() {
    let branches = vec![
        (Some(over("amount", "5")), vec![node("ruled", approve(users(&[MANAGER])))]),
        (Some(over("amount", "1")), vec![node("scripted", approve(users(&[CLERK])))]),
        (None, vec![]),
    ];
    let mut definition = draw(vec![condition("c", branches)]);
    let second = definition.edges.iter().filter(|e| e.from.as_str() == "c").nth(1).unwrap().key.to_string();
    definition = scripted(definition, &second);
    let numbers = [("amount".to_owned(), 6.into())].into();
    let desk = begin_in(World { numbers, ..World::default() }, definition.clone());
    assert_eq!((desk.waits_at(), asked(&desk)), (vec!["ruled"], 0));
    let mut desk = begin_in(World::default(), definition);
    assert_eq!(asked(&desk), 1);
    desk.act(desk.answer(true).unwrap()).unwrap();
    assert_eq!(desk.waits_at(), ["scripted"]);
}

#[test]
fn other_branches_of_a_parallel_go_on_meanwhile_and_ask_nothing_anew() {
    let dear = vec![node("dear", approve(users(&[MANAGER])))];
    let inner = condition("c", vec![(Some(over("amount", "5")), dear), (None, vec![])]);
    let other = vec![node("one", approve(users(&[CLERK]))), node("two", approve(users(&[FINANCE])))];
    let definition = draw(vec![parallel("p", vec![vec![inner], other])]);
    let asking = definition.edges.iter().find(|e| e.when.is_some()).unwrap().key.to_string();
    let mut desk = begin_in(World::default(), scripted(definition, &asking));
    desk.approve(CLERK).unwrap();
    assert_eq!((desk.waits_at(), asked(&desk)), (vec!["two"], 1));
    desk.act(desk.answer(false).unwrap()).unwrap();
    desk.approve(FINANCE).unwrap();
    assert!(desk.is(Status::Approved));
}

#[test]
fn an_answer_that_nothing_waits_for_changes_nothing() {
    let mut desk = begin_in(World::default(), asks());
    let Some(Act::Answer(right)) = desk.answer(true) else { panic!("it asks") };
    for wrong in
        [Answer { token: TokenId(99), ..right.clone() }, Answer { node: key("start"), ..right.clone() }]
    {
        assert_eq!(desk.act(Act::Answer(wrong)), Err(Refusal::NothingToContinue));
    }
    desk.act(Act::Answer(right.clone())).unwrap();
    assert_eq!(desk.act(Act::Answer(right.clone())), Err(Refusal::NothingToContinue));
    desk.terminate().unwrap();
    assert_eq!(desk.act(Act::Answer(right)), Err(Refusal::NotRunning));
}

#[test]
fn an_answer_without_the_script_that_was_asked_asks_again() {
    let mut desk = begin_in(World::default(), asks());
    let Some(Act::Answer(answer)) = desk.answer(true) else { panic!("it asks") };
    desk.act(Act::Answer(Answer { answers: Default::default(), ..answer })).unwrap();
    assert_eq!((asked(&desk), desk.state.tokens[0].stands), (2, Stands::Asking));
}

#[test]
fn an_instance_that_asks_can_be_withdrawn_and_stopped() {
    let mut desk = begin_in(World::default(), asks());
    desk.withdraw(EMPLOYEE).unwrap();
    assert!(desk.is(Status::Withdrawn) && desk.state.tokens.is_empty());
    let mut desk = begin_in(World::default(), asks());
    assert_eq!(desk.act(Act::Continue), Err(Refusal::NothingToContinue));
    desk.terminate().unwrap();
    assert!(desk.is(Status::Terminated));
}

#[test]
fn a_branch_with_a_script_is_no_default_and_has_no_rules_besides() {
    let fields = [(key("amount"), FieldFact::Value)].into();
    let form = FormFacts { fields };
    assert_eq!(check(&asks(), &form), vec![]);
    let mut both = asks();
    both.edges[1].when = Some(over("amount", "5"));
    both.edges[0].script = Some("true".to_owned());
    let found = check(&both, &form);
    let found: Vec<_> = found.iter().map(|i| (i.at.as_str(), &*i.code)).collect();
    assert_eq!(found, [("e0", "flow.when_outside_condition"), ("e1", "flow.when_and_script")]);
}
