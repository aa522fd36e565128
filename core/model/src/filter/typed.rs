//! Filters over typed slot columns. No negation node: a form pushes `not` down to the comparisons, so that every
//! comparison is an index range or a plain test, and a missing value has one meaning everywhere.

use serde::{Deserialize, Serialize};

use crate::limits::{SLOT_TEXT_MAX_CHARS, SLOTS_PER_KIND};

/// A column of a record row that lists filter and sort by. Written `n1`…`n12`, `t1`…`t12`, `$createdAt`, ….
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum SlotRef {
    /// An integer slot, counted from 1.
    N(u8),
    /// A text slot, counted from 1.
    T(u8),
    /// When the record was created: microseconds since 1970-01-01 UTC.
    CreatedAt,
    /// When the record last changed: microseconds since 1970-01-01 UTC.
    UpdatedAt,
    /// The id of the person who created it, in its outside form.
    CreatedBy,
    /// The id of the department it belongs to, in its outside form.
    Department,
    /// The status of its flow instance.
    Status,
    /// Its title; compared without regard to case.
    Title,
    /// A work item's number in its project.
    Number,
    /// The key of a work item's type.
    Kind,
    /// The id of the person that a work item is assigned to, in its outside form.
    Assignee,
    /// The id of the work item above, in its outside form.
    Parent,
    /// The day on which a work item begins: days since 1970-01-01.
    Start,
    /// The day by which a work item is due: days since 1970-01-01.
    Due,
    /// A work item's place in the manual order.
    Rank,
    /// The id of a work item's project, in its outside form. The product's own lists narrow by it; nobody names it.
    Project,
}

impl SlotRef {
    /// The system columns, by the names under which filters know them.
    pub const SYSTEM: [(&'static str, Self); 6] = [
        ("$createdAt", Self::CreatedAt),
        ("$updatedAt", Self::UpdatedAt),
        ("$createdBy", Self::CreatedBy),
        ("$department", Self::Department),
        ("$status", Self::Status),
        ("$title", Self::Title),
    ];

    /// What a work item has besides the system columns of its record. `$status` is the status of its workflow.
    pub const ITEM: [(&'static str, Self); 7] = [
        ("$number", Self::Number),
        ("$type", Self::Kind),
        ("$assignee", Self::Assignee),
        ("$parent", Self::Parent),
        ("$start", Self::Start),
        ("$due", Self::Due),
        ("$rank", Self::Rank),
    ];

    /// The system column of that name.
    #[must_use]
    pub fn system(name: &str) -> Option<Self> {
        Self::SYSTEM.into_iter().find_map(|(known, slot)| (known == name).then_some(slot))
    }

    /// The column of that name that only work items have.
    #[must_use]
    pub fn item(name: &str) -> Option<Self> {
        Self::ITEM.into_iter().find_map(|(known, slot)| (known == name).then_some(slot))
    }

    /// Whether the column holds integers; text otherwise.
    #[must_use]
    pub const fn is_integer(self) -> bool {
        matches!(
            self,
            Self::N(_) | Self::CreatedAt | Self::UpdatedAt | Self::Number | Self::Start | Self::Due
        )
    }
}

impl From<SlotRef> for String {
    fn from(slot: SlotRef) -> Self {
        match slot {
            SlotRef::N(n) => format!("n{n}"),
            SlotRef::T(n) => format!("t{n}"),
            other => SlotRef::SYSTEM
                .into_iter()
                .chain(SlotRef::ITEM)
                .find_map(|(name, known)| (known == other).then(|| name.to_owned()))
                .unwrap_or_default(),
        }
    }
}

/// The text names no slot.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("expected `n1` to `n{SLOTS_PER_KIND}`, `t1` to `t{SLOTS_PER_KIND}` or a system column")]
pub struct UnknownSlot;

impl TryFrom<String> for SlotRef {
    type Error = UnknownSlot;
    fn try_from(text: String) -> Result<Self, UnknownSlot> {
        if let Some(slot) = Self::system(&text) {
            return Ok(slot);
        }
        let numbered = |prefix: char| {
            let number: u8 = text.strip_prefix(prefix)?.parse().ok()?;
            (1..=SLOTS_PER_KIND).contains(&usize::from(number)).then_some(number)
        };
        numbered('n').map(Self::N).or_else(|| numbered('t').map(Self::T)).ok_or(UnknownSlot)
    }
}

/// A test of one column. A missing value passes `Ne`, `NotIn`, `NotContains` and `Empty`, and nothing else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Test<T> {
    /// Equal.
    Eq(T),
    /// Not equal, or missing.
    Ne(T),
    /// Less.
    Lt(T),
    /// At most.
    Le(T),
    /// Greater.
    Gt(T),
    /// At least.
    Ge(T),
    /// Between both, both included.
    Between(T, T),
    /// One of these; never empty.
    In(Vec<T>),
    /// None of these, or missing; never empty.
    NotIn(Vec<T>),
    /// Contains this; text only.
    Contains(T),
    /// Does not contain this, or missing; text only.
    NotContains(T),
    /// Missing.
    Empty,
    /// Not missing.
    NotEmpty,
}

/// A filter that the store can turn into SQL by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TypedFilter {
    /// Every part holds; true for none.
    And(Vec<TypedFilter>),
    /// Some part holds; false for none.
    Or(Vec<TypedFilter>),
    /// A test of an integer column.
    Integer(SlotRef, Test<i64>),
    /// A test of a text column, in the column's normalised form.
    Text(SlotRef, Test<String>),
}

/// One sort key over a column. Missing values come last in either direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TypedSort {
    /// The column.
    pub slot: SlotRef,
    /// Greatest first.
    pub descending: bool,
}

/// The slots of one record.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SlotValues {
    /// `n1` to `n12`.
    pub n: [Option<i64>; SLOTS_PER_KIND],
    /// `t1` to `t12`.
    pub t: [Option<String>; SLOTS_PER_KIND],
}

/// A record row as a filter sees it.
pub trait SlotSource {
    /// The value of an integer column.
    fn integer(&self, slot: SlotRef) -> Option<i64>;
    /// The value of a text column.
    fn text(&self, slot: SlotRef) -> Option<&str>;
}

impl SlotSource for SlotValues {
    fn integer(&self, slot: SlotRef) -> Option<i64> {
        match slot {
            SlotRef::N(n) => *self.n.get(usize::from(n).checked_sub(1)?)?,
            _ => None,
        }
    }

    fn text(&self, slot: SlotRef) -> Option<&str> {
        match slot {
            SlotRef::T(n) => self.t.get(usize::from(n).checked_sub(1)?)?.as_deref(),
            _ => None,
        }
    }
}

impl TypedFilter {
    /// Whether a row passes.
    #[must_use]
    pub fn matches(&self, row: &dyn SlotSource) -> bool {
        match self {
            Self::And(parts) => parts.iter().all(|part| part.matches(row)),
            Self::Or(parts) => parts.iter().any(|part| part.matches(row)),
            Self::Integer(slot, test) => test.passes(row.integer(*slot).as_ref(), |_, _| false),
            Self::Text(SlotRef::Title, test) => {
                let title = row.text(SlotRef::Title).map(normalise_text);
                test.passes(title.as_ref(), |text, part| text.contains(part.as_str()))
            }
            Self::Text(slot, test) => {
                let value = row.text(*slot).map(str::to_owned);
                test.passes(value.as_ref(), |text, part| text.contains(part.as_str()))
            }
        }
    }

    /// The filter that passes exactly the rows that this one does not.
    #[must_use]
    pub fn negate(self) -> Self {
        match self {
            Self::And(parts) => Self::Or(parts.into_iter().map(Self::negate).collect()),
            Self::Or(parts) => Self::And(parts.into_iter().map(Self::negate).collect()),
            Self::Integer(slot, test) => {
                Self::Or(test.negate().into_iter().map(|t| Self::Integer(slot, t)).collect())
            }
            Self::Text(slot, test) => {
                Self::Or(test.negate().into_iter().map(|t| Self::Text(slot, t)).collect())
            }
        }
    }
}

impl<T: Ord> Test<T> {
    fn passes(&self, value: Option<&T>, contains: impl Fn(&T, &T) -> bool) -> bool {
        let is = |accept: &dyn Fn(&T) -> bool| value.is_some_and(accept);
        match self {
            Self::Eq(other) => is(&|v| v == other),
            Self::Ne(other) => !is(&|v| v == other),
            Self::Lt(other) => is(&|v| v < other),
            Self::Le(other) => is(&|v| v <= other),
            Self::Gt(other) => is(&|v| v > other),
            Self::Ge(other) => is(&|v| v >= other),
            Self::Between(low, high) => is(&|v| low <= v && v <= high),
            Self::In(others) => is(&|v| others.contains(v)),
            Self::NotIn(others) => !is(&|v| others.contains(v)),
            Self::Contains(part) => is(&|v| contains(v, part)),
            Self::NotContains(part) => !is(&|v| contains(v, part)),
            Self::Empty => value.is_none(),
            Self::NotEmpty => value.is_some(),
        }
    }

    /// The tests of which one passes exactly where this one does not.
    fn negate(self) -> Vec<Self> {
        match self {
            Self::Eq(v) => vec![Self::Ne(v)],
            Self::Ne(v) => vec![Self::Eq(v)],
            Self::Lt(v) => vec![Self::Ge(v), Self::Empty],
            Self::Le(v) => vec![Self::Gt(v), Self::Empty],
            Self::Gt(v) => vec![Self::Le(v), Self::Empty],
            Self::Ge(v) => vec![Self::Lt(v), Self::Empty],
            Self::Between(low, high) => vec![Self::Lt(low), Self::Gt(high), Self::Empty],
            Self::In(v) => vec![Self::NotIn(v)],
            Self::NotIn(v) => vec![Self::In(v)],
            Self::Contains(v) => vec![Self::NotContains(v)],
            Self::NotContains(v) => vec![Self::Contains(v)],
            Self::Empty => vec![Self::NotEmpty],
            Self::NotEmpty => vec![Self::Empty],
        }
    }
}

/// The form in which text slots hold a text: trimmed, lower case, no longer than a slot.
#[must_use]
pub fn normalise_text(text: &str) -> String {
    text.trim().to_lowercase().chars().take(SLOT_TEXT_MAX_CHARS).collect()
}

/// One key or id as it stands in a slot of several, `|it|`; the slot is the items with single bars between.
#[must_use]
pub fn list_item(item: &str) -> String {
    format!("|{item}|")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn any_test() -> impl Strategy<Value = Test<i64>> {
        let v = || -3_i64..4;
        prop_oneof![
            v().prop_map(Test::Eq),
            v().prop_map(Test::Ne),
            v().prop_map(Test::Lt),
            v().prop_map(Test::Le),
            v().prop_map(Test::Gt),
            v().prop_map(Test::Ge),
            (v(), v()).prop_map(|(a, b)| Test::Between(a, b)),
            prop::collection::vec(v(), 1..3).prop_map(Test::In),
            prop::collection::vec(v(), 1..3).prop_map(Test::NotIn),
            Just(Test::Empty),
            Just(Test::NotEmpty),
        ]
    }

    fn any_filter() -> impl Strategy<Value = TypedFilter> {
        let leaf =
            (1_u8..=2, any_test()).prop_map(|(slot, test)| TypedFilter::Integer(SlotRef::N(slot), test));
        leaf.prop_recursive(3, 12, 3, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..3).prop_map(TypedFilter::And),
                prop::collection::vec(inner, 0..3).prop_map(TypedFilter::Or),
            ]
        })
    }

    proptest! {
        #[test]
        fn a_negated_filter_passes_exactly_the_other_rows(
            filter in any_filter(),
            first in prop::option::of(-4_i64..5),
            second in prop::option::of(-4_i64..5),
        ) {
            let mut row = SlotValues::default();
            row.n[0] = first;
            row.n[1] = second;
            prop_assert_ne!(filter.matches(&row), filter.clone().negate().matches(&row));
        }
    }

    #[test]
    fn slots_read_back_from_their_names() {
        for name in ["n1", "n12", "t7", "$createdAt", "$title"] {
            assert_eq!(String::from(SlotRef::try_from(name.to_owned()).unwrap()), name);
        }
        for bad in ["n0", "n13", "x1", "", "$secret", "t"] {
            assert_eq!(SlotRef::try_from(bad.to_owned()), Err(UnknownSlot), "{bad}");
        }
    }

    #[test]
    fn several_values_contain_whole_items_only() {
        let mut row = SlotValues::default();
        row.t[0] = Some("|item|it|".to_owned());
        let contains =
            |item: &str| TypedFilter::Text(SlotRef::T(1), Test::Contains(list_item(item))).matches(&row);
        assert!(contains("it") && contains("item"));
        assert!(!contains("te"));
    }
}
