//! From the filter tree of the API to tests of slot columns: types, operators and rights are settled here, so that
//! the store only writes SQL.
//!
//! A hidden field does not exist for filters and sorting: comparing would tell its value.

mod days;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde_json::Value as Json;
use weir_model::expr::Type;
use weir_model::filter::{
    Filter, FilterLeaf, FilterOp, SlotRef, SortKey, Test, TypedFilter, TypedSort, list_item, normalise_text,
};
use weir_model::id::{DepartmentId, UserId, WorkItemId};
use weir_model::limits::{FILTER_DEPTH_MAX, FILTER_LEAVES_MAX, FILTER_LIST_MAX};
use weir_model::permission::FieldRights;
use weir_model::{Issue, Issues};

use crate::access::may_read;
use crate::schema::FormSchema;
use crate::slots::SlotMap;
use crate::title::may_read_title;
use crate::types::{FieldType, Report, Slot, behaviour};
use days::{instants, whole_or_day};

/// Sort keys of one list: a third one already decides almost nothing.
const SORT_KEYS_MAX: usize = 3;

/// Who filters which form.
pub struct FilterScope<'a> {
    /// The form.
    pub schema: &'a FormSchema,
    /// Its slots.
    pub slots: &'a SlotMap,
    /// What the caller may see.
    pub rights: &'a FieldRights,
    /// The caller: what `$me` stands for.
    pub me: UserId,
    /// Today in the tenant's time zone: what `$today` stands for.
    pub today: Date,
    /// The time zone in which a day begins and ends.
    pub time_zone: &'a TimeZone,
    /// Whether the rows are work items, which have columns of their own.
    pub items: bool,
}

impl FilterScope<'_> {
    /// The column that every row has, by its name.
    fn system(&self, name: &str) -> Option<SlotRef> {
        SlotRef::system(name).or_else(|| SlotRef::item(name).filter(|_| self.items))
    }
}

/// A filter's tests of slot columns.
///
/// # Errors
/// Everything that is wrong with it; each finding stands at its field.
pub fn check(scope: &FilterScope, filter: &Filter) -> Result<TypedFilter, Issues> {
    let mut leaves = 0;
    if depth(filter, &mut leaves) > FILTER_DEPTH_MAX {
        return Err(vec![Issue::new("", "filter.too_deep").with("max", FILTER_DEPTH_MAX)]);
    }
    if leaves > FILTER_LEAVES_MAX {
        return Err(vec![Issue::new("", "filter.too_long").with("max", FILTER_LEAVES_MAX)]);
    }
    let mut issues = Vec::new();
    let typed = tree(scope, filter, &mut issues);
    if issues.is_empty() { Ok(typed) } else { Err(issues) }
}

/// The columns to sort by.
///
/// # Errors
/// Fields that are unknown, hidden or without a sortable slot.
pub fn check_sort(scope: &FilterScope, keys: &[SortKey]) -> Result<Vec<TypedSort>, Issues> {
    if keys.len() > SORT_KEYS_MAX {
        return Err(vec![Issue::new("", "sort.too_many_keys").with("max", SORT_KEYS_MAX)]);
    }
    let mut issues = Vec::new();
    let mut typed = Vec::with_capacity(keys.len());
    for key in keys {
        match sort_slot(scope, &key.field) {
            Ok(slot) => typed.push(TypedSort { slot, descending: key.descending }),
            Err(code) => issues.push(Issue::new(&key.field, code).with("field", &key.field)),
        }
    }
    if issues.is_empty() { Ok(typed) } else { Err(issues) }
}

fn sort_slot(scope: &FilterScope, name: &str) -> Result<SlotRef, &'static str> {
    if let Some(slot) = scope.system(name) {
        if hides(scope, slot) {
            return Err("filter.unknown_field");
        }
        // An order by ids would mean nothing to anybody.
        let sortable =
            !matches!(slot, SlotRef::CreatedBy | SlotRef::Department | SlotRef::Assignee | SlotRef::Parent);
        return if sortable { Ok(slot) } else { Err("sort.no_slot") };
    }
    let field =
        scope.schema.field(name).filter(|_| may_read(scope.rights, name)).ok_or("filter.unknown_field")?;
    if !behaviour(&field.kind).is_sortable() {
        return Err("sort.no_slot");
    }
    scope.slots.get(name).ok_or("sort.no_slot")
}

/// A title that shows what the caller may not see is hidden like a field.
fn hides(scope: &FilterScope, slot: SlotRef) -> bool {
    slot == SlotRef::Title && !may_read_title(scope.schema, scope.rights)
}

fn depth(filter: &Filter, leaves: &mut usize) -> usize {
    let parts: &[Filter] = match filter {
        Filter::And { and } => and,
        Filter::Or { or } => or,
        Filter::Not { not } => std::slice::from_ref(not),
        Filter::Leaf(_) => {
            *leaves += 1;
            return 1;
        }
    };
    1 + parts.iter().map(|part| depth(part, leaves)).max().unwrap_or(0)
}

fn tree(scope: &FilterScope, filter: &Filter, issues: &mut Issues) -> TypedFilter {
    match filter {
        Filter::And { and } => TypedFilter::And(and.iter().map(|part| tree(scope, part, issues)).collect()),
        Filter::Or { or } => TypedFilter::Or(or.iter().map(|part| tree(scope, part, issues)).collect()),
        Filter::Not { not } => tree(scope, not, issues).negate(),
        Filter::Leaf(leaf) => {
            let before = issues.len();
            let mut report = Report { at: &leaf.field, issues };
            let typed = match scope.system(&leaf.field) {
                Some(slot) => system(scope, slot, leaf, &mut report),
                None => field(scope, leaf, &mut report),
            };
            // Without a finding of its own a leaf that gives no test is one whose value is of no use.
            if typed.is_none() && issues.len() == before {
                issues.push(Issue::new(&leaf.field, "filter.bad_value").with("field", &leaf.field));
            }
            typed.unwrap_or(TypedFilter::And(Vec::new()))
        }
    }
}

fn system(scope: &FilterScope, slot: SlotRef, leaf: &FilterLeaf, report: &mut Report) -> Option<TypedFilter> {
    use FilterOp::{Contains, Empty, Eq, In, Ne, NotEmpty, NotIn};
    if hides(scope, slot) {
        report.add("filter.unknown_field", &[("field", &leaf.field)]);
        return None;
    }
    let time = matches!(slot, SlotRef::CreatedAt | SlotRef::UpdatedAt);
    let allowed = match slot {
        SlotRef::Title => matches!(leaf.op, Contains | Eq | Ne),
        SlotRef::Rank => false,
        _ if time => !matches!(leaf.op, Contains | In | NotIn | Empty | NotEmpty),
        _ if slot.is_integer() => leaf.op != Contains,
        _ => matches!(leaf.op, Eq | Ne | In | NotIn | Empty | NotEmpty),
    };
    if !allowed {
        report.add("filter.operator", &[("field", &leaf.field)]);
        return None;
    }
    if time {
        return instants(scope, slot, leaf, report);
    }
    if slot.is_integer() {
        let read = |value: &Json| whole_or_day(slot, &placed(scope, value));
        let operands = operands(leaf, report)?.into_iter().map(read).collect::<Option<Vec<i64>>>()?;
        return test(leaf.op, operands).map(|test| TypedFilter::Integer(slot, test));
    }
    let read = |value: &Json| {
        let text = value.as_str()?;
        match slot {
            SlotRef::CreatedBy | SlotRef::Assignee if text == "$me" => Some(scope.me.to_string()),
            SlotRef::Parent => text.parse::<WorkItemId>().ok().map(|id| id.to_string()),
            SlotRef::CreatedBy | SlotRef::Assignee => text.parse::<UserId>().ok().map(|id| id.to_string()),
            SlotRef::Department => text.parse::<DepartmentId>().ok().map(|id| id.to_string()),
            SlotRef::Title => Some(normalise_text(text)),
            _ => Some(text.to_owned()),
        }
    };
    let operands = operands(leaf, report)?.into_iter().map(read).collect::<Option<Vec<String>>>()?;
    test(leaf.op, operands).map(|test| TypedFilter::Text(slot, test))
}

fn field(scope: &FilterScope, leaf: &FilterLeaf, report: &mut Report) -> Option<TypedFilter> {
    let name = &leaf.field;
    let Some(field) = scope.schema.field(name).filter(|_| may_read(scope.rights, name)) else {
        report.add("filter.unknown_field", &[("field", name)]);
        return None;
    };
    let kind = behaviour(&field.kind);
    let (Some(slot), Some(holds)) = (scope.slots.get(name), kind.slot()) else {
        report.add("filter.no_slot", &[("field", name)]);
        return None;
    };
    if !kind.operators().contains(&leaf.op) {
        report.add("filter.operator", &[("field", name)]);
        return None;
    }
    if kind.value_type() == Some(Type::Instant) {
        return instants(scope, slot, leaf, report);
    }
    let given = operands(leaf, report)?;
    let given: Vec<Json> = given.into_iter().map(|value| placed(scope, value)).collect();
    match holds {
        Slot::Integer => {
            let read = |value: &Json| kind.integer_operand(value, report);
            let operands = given.iter().map(read).collect::<Option<Vec<i64>>>()?;
            test(leaf.op, operands).map(|test| TypedFilter::Integer(slot, test))
        }
        Slot::Text => {
            let operands = texts(&*kind, &given, report)?;
            test(leaf.op, operands).map(|test| TypedFilter::Text(slot, test))
        }
        Slot::List => {
            let items: Vec<String> =
                texts(&*kind, &given, report)?.iter().map(|item| list_item(item)).collect();
            let each = |make: fn(String) -> Test<String>| {
                items.iter().map(|item| TypedFilter::Text(slot, make(item.clone()))).collect::<Vec<_>>()
            };
            match leaf.op {
                FilterOp::Contains => Some(TypedFilter::And(each(Test::Contains))),
                FilterOp::In => Some(TypedFilter::Or(each(Test::Contains))),
                FilterOp::NotIn => Some(TypedFilter::And(each(Test::NotContains))),
                op => test(op, Vec::new()).map(|test| TypedFilter::Text(slot, test)),
            }
        }
    }
}

fn texts(kind: &dyn FieldType, given: &[Json], report: &mut Report) -> Option<Vec<String>> {
    given.iter().map(|value| kind.text_operand(value, report)).collect()
}

/// The value with `$me` and `$today` filled in.
fn placed(scope: &FilterScope, value: &Json) -> Json {
    match value.as_str() {
        Some("$me") => Json::String(scope.me.to_string()),
        Some("$today") => Json::String(scope.today.to_string()),
        _ => value.clone(),
    }
}

/// The values of a comparison, as many as its operator takes.
fn operands<'a>(leaf: &'a FilterLeaf, report: &mut Report) -> Option<Vec<&'a Json>> {
    match (leaf.op, &leaf.value) {
        (FilterOp::Empty | FilterOp::NotEmpty, _) => Some(Vec::new()),
        (FilterOp::In | FilterOp::NotIn, Json::Array(values)) if values.len() > FILTER_LIST_MAX => {
            report.add("filter.list_too_long", &[("max", &FILTER_LIST_MAX)]);
            None
        }
        (FilterOp::In | FilterOp::NotIn, Json::Array(values)) if !values.is_empty() => {
            Some(values.iter().collect())
        }
        (FilterOp::Between, Json::Array(values)) if values.len() == 2 => Some(values.iter().collect()),
        (FilterOp::In | FilterOp::NotIn | FilterOp::Between, _) | (_, Json::Null | Json::Array(_)) => None,
        (_, value) => Some(vec![value]),
    }
}

/// The test of an operator over its values; none when their number is wrong.
fn test<T>(op: FilterOp, operands: Vec<T>) -> Option<Test<T>> {
    match op {
        FilterOp::In => return Some(Test::In(operands)),
        FilterOp::NotIn => return Some(Test::NotIn(operands)),
        FilterOp::Empty => return Some(Test::Empty),
        FilterOp::NotEmpty => return Some(Test::NotEmpty),
        _ => {}
    }
    let mut operands = operands.into_iter();
    let first = operands.next()?;
    Some(match op {
        FilterOp::Eq => Test::Eq(first),
        FilterOp::Ne => Test::Ne(first),
        FilterOp::Lt => Test::Lt(first),
        FilterOp::Le => Test::Le(first),
        FilterOp::Gt => Test::Gt(first),
        FilterOp::Ge => Test::Ge(first),
        FilterOp::Contains => Test::Contains(first),
        _ => Test::Between(first, operands.next()?),
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;
    use weir_model::permission::FieldRight;

    use super::*;
    use crate::Data;
    use crate::schema::sample;
    use crate::slots::{assign, encode};

    fn run(filter: Json, rights: &FieldRights) -> Result<TypedFilter, Issues> {
        let schema = sample::purchase();
        let slots = assign(&schema, None);
        let zone = TimeZone::fixed(jiff::tz::Offset::constant(8));
        let scope = FilterScope {
            schema: &schema,
            slots: &slots,
            rights,
            me: UserId::from_uuid(Default::default()),
            today: Date::constant(2026, 11, 21),
            time_zone: &zone,
            items: false,
        };
        check(&scope, &serde_json::from_value(filter).unwrap())
    }

    fn passes(filter: Json, data: Json) -> bool {
        let schema = sample::purchase();
        let slots = assign(&schema, None);
        let row = encode(&schema, &slots, data.as_object().unwrap());
        run(filter, &FieldRights::new()).unwrap().matches(&row)
    }

    #[track_caller]
    fn refused(filter: Json, code: &str) {
        let issues = run(filter.clone(), &FieldRights::new()).unwrap_err();
        assert_eq!(issues[0].code, code, "{filter}");
    }

    #[test]
    fn fields_are_compared_by_their_type() {
        let me = UserId::from_uuid(Default::default()).to_string();
        let row = json!({
            "title": "New Laptops", "budget": "500000.01", "needed": "2026-11-21", "tags": ["it", "hw"],
            "urgent": true, "buyer": [me], "watchers": [me],
        });
        for (filter, wanted) in [
            (json!({"field": "budget", "op": "gt", "value": "500000"}), true),
            (json!({"field": "budget", "op": "gt", "value": "500000.01"}), false),
            (json!({"field": "budget", "op": "between", "value": ["1", "600000"]}), true),
            (json!({"field": "title", "op": "contains", "value": "LAPTOP"}), true),
            (json!({"field": "title", "op": "eq", "value": "new laptops "}), true),
            (json!({"field": "needed", "op": "le", "value": "$today"}), true),
            (json!({"field": "needed", "op": "in", "value": ["2026-11-20", "2026-11-22"]}), false),
            (json!({"field": "tags", "op": "contains", "value": "it"}), true),
            (json!({"field": "tags", "op": "in", "value": ["old", "hw"]}), true),
            (json!({"field": "tags", "op": "notIn", "value": ["old", "hw"]}), false),
            (json!({"field": "urgent", "op": "eq", "value": true}), true),
            (json!({"field": "buyer", "op": "eq", "value": "$me"}), true),
            (json!({"field": "watchers", "op": "contains", "value": "$me"}), true),
            (json!({"field": "total", "op": "empty"}), true),
            (json!({"not": {"field": "total", "op": "gt", "value": "1"}}), true),
            (
                json!({"or": [{"field": "budget", "op": "lt", "value": "1"}, {"field": "title", "op": "notEmpty"}]}),
                true,
            ),
            (json!({"and": []}), true),
        ] {
            assert_eq!(passes(filter.clone(), row.clone()), wanted, "{filter}");
        }
    }

    #[test]
    fn what_makes_no_sense_is_refused_with_a_reason() {
        for (filter, code) in [
            (json!({"field": "colour", "op": "eq", "value": "red"}), "filter.unknown_field"),
            (json!({"field": "reason", "op": "contains", "value": "x"}), "filter.no_slot"),
            (json!({"field": "items", "op": "empty"}), "filter.no_slot"),
            (json!({"field": "title", "op": "gt", "value": "a"}), "filter.operator"),
            (json!({"field": "$status", "op": "contains", "value": "a"}), "filter.operator"),
            (json!({"field": "budget", "op": "gt", "value": "a lot"}), "form.number_expected"),
            (json!({"field": "budget", "op": "gt"}), "filter.bad_value"),
            (json!({"field": "budget", "op": "between", "value": ["1"]}), "filter.bad_value"),
            (json!({"field": "budget", "op": "in", "value": []}), "filter.bad_value"),
            (json!({"field": "tags", "op": "contains", "value": "nothing"}), "form.unknown_option"),
            (json!({"field": "buyer", "op": "eq", "value": "rec_1"}), "form.id_expected"),
            (json!({"field": "$createdBy", "op": "eq", "value": "someone"}), "filter.bad_value"),
            (json!({"field": "$createdAt", "op": "gt", "value": "soon"}), "filter.bad_value"),
        ] {
            refused(filter, code);
        }
        let many = json!({"field": "title", "op": "notEmpty"});
        refused(json!({"and": vec![many.clone(); FILTER_LEAVES_MAX + 1]}), "filter.too_long");
        let deep = (0..FILTER_DEPTH_MAX).fold(many, |inner, _| json!({"not": inner}));
        refused(deep, "filter.too_deep");
    }

    #[test]
    fn a_hidden_field_does_not_exist_for_filters_and_sorting() {
        let rights = FieldRights::from_iter([("budget".to_owned(), FieldRight::Hidden)]);
        let issues = run(json!({"field": "budget", "op": "gt", "value": "1"}), &rights).unwrap_err();
        assert_eq!(issues[0].code, "filter.unknown_field");
    }

    #[test]
    fn a_day_of_an_instant_is_the_whole_day_in_the_tenants_time_zone() {
        let typed =
            run(json!({"field": "$createdAt", "op": "eq", "value": "2026-11-21"}), &FieldRights::new());
        let begin: jiff::Timestamp = "2026-11-20T16:00:00Z".parse().unwrap();
        let day = 24 * 3_600 * 1_000_000;
        let first = begin.as_microsecond();
        assert_eq!(
            typed,
            Ok(TypedFilter::Integer(SlotRef::CreatedAt, Test::Between(first, first + day - 1)))
        );
    }

    #[test]
    fn sorting_needs_a_sortable_slot() {
        let schema = sample::purchase();
        let slots = assign(&schema, None);
        let rights = FieldRights::new();
        let scope = FilterScope {
            schema: &schema,
            slots: &slots,
            rights: &rights,
            me: UserId::from_uuid(Default::default()),
            today: Date::constant(2026, 11, 21),
            time_zone: &TimeZone::UTC,
            items: false,
        };
        let key = |field: &str| SortKey { field: field.to_owned(), descending: true };
        let sorted = check_sort(&scope, &[key("budget"), key("$createdAt")]).unwrap();
        assert_eq!(sorted[0], TypedSort { slot: SlotRef::N(1), descending: true });
        for (field, code) in
            [("reason", "sort.no_slot"), ("tags", "sort.no_slot"), ("x", "filter.unknown_field")]
        {
            assert_eq!(check_sort(&scope, &[key(field)]).unwrap_err()[0].code, code, "{field}");
        }
    }

    proptest! {
        #[test]
        fn filtering_decides_as_comparing_the_numbers_does(
            cents in prop::option::of(-1_000_i64..1_000), limit in -1_000_i64..1_000, op in 0_usize..6,
        ) {
            let text = |n: i64| weir_model::Decimal::new(n, 2).to_string();
            let mut data = Data::new();
            if let Some(cents) = cents {
                data.insert("budget".into(), Json::String(text(cents)));
            }
            let (name, wanted) = [
                ("eq", cents == Some(limit)),
                ("ne", cents != Some(limit)),
                ("lt", cents.is_some_and(|c| c < limit)),
                ("le", cents.is_some_and(|c| c <= limit)),
                ("gt", cents.is_some_and(|c| c > limit)),
                ("ge", cents.is_some_and(|c| c >= limit)),
            ][op];
            let filter = json!({"field": "budget", "op": name, "value": text(limit)});
            prop_assert_eq!(passes(filter.clone(), Json::Object(data.clone())), wanted);
            prop_assert_eq!(passes(json!({"not": filter}), Json::Object(data)), !wanted);
        }
    }
}
