//! Days and instants in filters: a day as value means the whole day in the tenant's time zone.

use jiff::civil::Date;
use serde_json::Value as Json;
use weir_model::filter::{FilterLeaf, FilterOp, SlotRef, Test, TypedFilter};
use weir_model::value::parse_date;

use super::{FilterScope, operands, placed, test};
use crate::types::Report;

/// The number of an item, or a day as lists hold it.
pub(super) fn whole_or_day(slot: SlotRef, value: &Json) -> Option<i64> {
    if slot == SlotRef::Number {
        return value.as_i64().or_else(|| value.as_str()?.parse().ok());
    }
    let day = parse_date(value.as_str()?)?;
    Some(i64::from((day - Date::constant(1970, 1, 1)).get_days()))
}

/// A test of instants.
pub(super) fn instants(
    scope: &FilterScope,
    slot: SlotRef,
    leaf: &FilterLeaf,
    report: &mut Report,
) -> Option<TypedFilter> {
    let spans = operands(leaf, report)?
        .into_iter()
        .map(|value| span(scope, &placed(scope, value)))
        .collect::<Option<Vec<(i64, i64)>>>()?;
    let is = |test| TypedFilter::Integer(slot, test);
    let within = |(first, last): (i64, i64)| is(Test::Between(first, last));
    let (Some(&(first, last)), op) = (spans.first(), leaf.op) else {
        return test::<i64>(leaf.op, Vec::new()).map(is);
    };
    Some(match op {
        FilterOp::Eq => within((first, last)),
        FilterOp::Ne => within((first, last)).negate(),
        FilterOp::Lt => is(Test::Lt(first)),
        FilterOp::Le => is(Test::Le(last)),
        FilterOp::Gt => is(Test::Gt(last)),
        FilterOp::Ge => is(Test::Ge(first)),
        FilterOp::Between => within((first, spans.get(1)?.1)),
        FilterOp::In => TypedFilter::Or(spans.into_iter().map(within).collect()),
        FilterOp::NotIn => TypedFilter::Or(spans.into_iter().map(within).collect()).negate(),
        FilterOp::Contains | FilterOp::Empty | FilterOp::NotEmpty => return None,
    })
}

/// The first and the last microsecond that a value means.
fn span(scope: &FilterScope, value: &Json) -> Option<(i64, i64)> {
    let text = value.as_str()?;
    if let Some(day) = parse_date(text) {
        let begin =
            |day: Date| Some(day.to_zoned(scope.time_zone.clone()).ok()?.timestamp().as_microsecond());
        return Some((begin(day)?, begin(day.tomorrow().ok()?)? - 1));
    }
    let at = text.parse::<jiff::Timestamp>().ok()?.as_microsecond();
    Some((at, at))
}
