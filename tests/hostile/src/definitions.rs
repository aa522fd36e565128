//! Forms with their documents and filters, flows, packs.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use jiff::tz::TimeZone;
use serde_json::Value as Json;
use weir_flow::definition::FlowDefinition;
use weir_flow::{FieldFact, FormFacts, Plan};
use weir_forms::filter::FilterScope;
use weir_forms::schema::{FieldKind, FormSchema};
use weir_forms::{Data, NoLabels, Reader, Situation};
use weir_model::filter::{Filter, SortKey};
use weir_model::id::UserId;
use weir_model::permission::FieldRights;
use weir_model::{Issues, Locale};
use weir_package::{Pack, SymbolicRef};

use crate::{FILTER, WIDE_FORM, seed};

/// The form of the seeds, read once: fuzzing asks for it thousands of times a second.
static WIDE: LazyLock<FormSchema> = LazyLock::new(|| schema(&seed(WIDE_FORM)).expect("a form"));

fn situation() -> Situation {
    let now = "2026-11-21T01:00:00Z".parse().expect("an instant");
    Situation { today: jiff::civil::date(2026, 11, 21), now, initiator: Some(user()), department: None }
}

fn user() -> UserId {
    "usr_00000000000000000000000000000001".parse().expect("an id")
}

fn schema(json: &Json) -> Option<FormSchema> {
    serde_json::from_value(json.clone()).ok()
}

/// A form as a designer sends it, and a document of it. Only a form that may be published meets documents.
pub fn form(definition: &Json, data: &Json) {
    let Some(schema) = schema(definition) else { return };
    let _ = weir_forms::compare_schemas(&WIDE, &schema);
    let _ = weir_forms::check_schema(&schema, &[&*WIDE]);
    let _ = weir_forms::expression_types(&schema, schema.fields.first().map(|f| &f.key));
    if weir_forms::check_schema(&schema, &[]).is_empty() {
        filled(&schema, data);
        let filter = serde_json::from_value(seed(FILTER)).expect("a filter");
        filtered(&schema, &filter);
    }
}

/// A document of a good form.
pub fn document(data: &Json) {
    filled(&WIDE, data);
}

fn filled(schema: &FormSchema, data: &Json) {
    let Some(data) = data.as_object() else { return };
    let (rights, situation) = (FieldRights::default(), situation());
    let reader = Reader { locale: Locale::ZhCn, time_zone: &TimeZone::UTC, labels: &NoLabels };
    let initial = weir_forms::initial_data(schema, &situation);
    let _ = weir_forms::evaluate(schema, data, &rights, &situation);
    let slots = weir_forms::assign(schema, None);
    let valid = weir_forms::validate(schema, data, &rights, &situation, None);
    let _ = weir_forms::validate(schema, data, &rights, &situation, Some(&initial));
    let read = |data: &Data| {
        let _ = weir_forms::facts(schema, data, &situation);
        let _ = weir_forms::title_of(schema, data, &reader);
        let _ = weir_forms::summary_of(schema, data, &rights, &reader);
        let _ = weir_forms::visible_data(schema, data, &rights);
        let _ = weir_forms::diff(&initial, data);
        let _ = weir_forms::encode(schema, &slots, data);
    };
    // Drafts keep what was never validated.
    read(data);
    if let Ok(valid) = valid {
        read(&valid.data);
        let again = weir_forms::validate(schema, &valid.data, &rights, &situation, Some(&valid.data));
        assert!(again.is_ok(), "what was valid no longer is: {:?} {again:?}", valid.data);
    }
}

/// A filter as a client sends it, over a good form.
pub fn filter(json: &Json) {
    if let Ok(filter) = serde_json::from_value(json.clone()) {
        filtered(&WIDE, &filter);
    }
    if let Ok(keys) = serde_json::from_value::<Vec<SortKey>>(json.clone()) {
        over(&WIDE, |scope| drop(weir_forms::filter::check_sort(scope, &keys)));
    }
}

fn filtered(schema: &FormSchema, filter: &Filter) {
    let empty = weir_forms::encode(schema, &weir_forms::assign(schema, None), &Data::new());
    over(schema, |scope| {
        if let Ok(typed) = weir_forms::filter::check(scope, filter) {
            assert_ne!(typed.matches(&empty), typed.clone().negate().matches(&empty), "{typed:?}");
        }
    });
}

/// Over the records of a form, and over work items.
fn over(schema: &FormSchema, look: impl Fn(&FilterScope)) {
    let (slots, rights) = (weir_forms::assign(schema, None), FieldRights::default());
    let (today, time_zone) = (situation().today, TimeZone::UTC);
    for items in [false, true] {
        let me = user();
        look(&FilterScope {
            schema,
            slots: &slots,
            rights: &rights,
            me,
            today,
            time_zone: &time_zone,
            items,
        });
    }
}

/// What is wrong with a flow over the form of the seeds.
#[must_use]
pub fn flow_issues(definition: &FlowDefinition) -> Issues {
    weir_flow::check(definition, &facts(&WIDE))
}

/// A flow as a designer sends it. What passes the checks of publishing can be run.
pub fn flow(definition: &Json) {
    let Ok(definition) = serde_json::from_value::<FlowDefinition>(definition.clone()) else { return };
    let issues = flow_issues(&definition);
    let _ = weir_flow::check(&definition, &FormFacts::default());
    let _ = weir_flow::diff::diff(&definition, &FlowDefinition::default());
    let plan = Plan::compile(definition);
    assert!(!issues.is_empty() || plan.is_ok(), "publishable and cannot run: {:?}", plan.err());
}

fn facts(schema: &FormSchema) -> FormFacts {
    let fact = |kind: &FieldKind| match kind {
        FieldKind::Person { .. } => FieldFact::Person,
        FieldKind::Department { .. } => FieldFact::Department,
        FieldKind::Detail { fields, .. } => {
            FieldFact::Detail(fields.iter().map(|f| f.key.clone()).collect::<BTreeSet<_>>())
        }
        FieldKind::Section {} | FieldKind::Hint { .. } => FieldFact::Layout,
        _ => FieldFact::Value,
    };
    let fields = schema.fields.iter().map(|f| (f.key.clone(), fact(&f.kind)));
    FormFacts { fields: fields.collect::<BTreeMap<_, _>>() }
}

/// A pack's four files. What it holds goes through the checks of forms and flows.
pub fn pack(manifest: &str, form: &str, flow: &str, messages: &str) {
    let Ok(pack) = Pack::parse(manifest, form, flow, messages) else { return };
    let _ = pack.size();
    let _ = pack.resolve(|_| None);
    let known = |reference: &SymbolicRef| {
        let kind = if matches!(reference, SymbolicRef::Role(_)) { "rol" } else { "frm" };
        Some(format!("{kind}_00000000000000000000000000000001"))
    };
    if let Ok(resolved) = pack.resolve(known) {
        let _ = weir_forms::check_schema(&resolved.form, &[]);
        let _ = weir_flow::check(&resolved.flow, &facts(&resolved.form));
    }
}
