//! Lists of a project's work items: one filter over types whose fields differ.
//!
//! A field that some types have and others have not is missing for the others, as a value that was never entered.

use jiff::civil::Date;
use serde_json::{Value as Json, json};
use weir_forms::filter::{FilterScope, check, check_sort};
use weir_model::filter::{
    Filter, FilterLeaf, FilterOp, SlotRef, Test, TypedFilter, TypedSort, normalise_text,
};
use weir_model::id::ProjectId;
use weir_model::limits::COUNT_CAP;
use weir_model::permission::FieldRights;
use weir_model::principal::Principal;
use weir_model::scope::RecordScope;
use weir_model::{Issue, Issues};
use weir_store::queries::record_list::{self, Cursor, PageWish, Selection, Source};
use weir_store::queries::work_items;
use weir_work::Category;

use super::show::shown;
use super::types::{TypeInUse, Types};
use crate::company::Company;
use crate::context::App;
use crate::cursor;
use crate::dto::common::{page_limit, parse_filter, parse_sort};
use crate::dto::work::WorkItemPage;
use crate::error::{Error, Result};

/// The column that stands for what statuses mean, whatever they are called.
const CATEGORY: &str = "$category";

/// Which work items, as it stands in the query string.
#[derive(Debug, Clone, Default)]
pub struct WorkItemQuery {
    /// Rows at most.
    pub limit: Option<u32>,
    /// `next` of the page before.
    pub cursor: Option<String>,
    /// `-$due`; the manual order when left out.
    pub sort: Option<String>,
    /// A filter tree as JSON.
    pub filter: Option<String>,
    /// A part of the title, or a number.
    pub q: Option<String>,
    /// A type's key.
    pub kind: Option<String>,
    /// Whether to count.
    pub total: bool,
    /// Those in the recycle bin instead.
    pub deleted: bool,
}

/// What a list of items is asked for.
pub(crate) struct Asked<'a> {
    pub who: &'a Principal,
    pub company: &'a Company,
    pub types: Vec<&'a TypeInUse>,
    pub today: Date,
}

impl<'a> Asked<'a> {
    /// The list over all types of a project, or one of them.
    ///
    /// # Errors
    /// [`Error::Invalid`] for a type that is not there.
    pub fn of(
        app: &App,
        who: &'a Principal,
        company: &'a Company,
        types: &'a Types,
        kind: Option<&str>,
    ) -> Result<Self> {
        let chosen = match kind {
            None => types.0.iter().collect(),
            Some(key) => {
                let one = types.get(key);
                vec![one.ok_or_else(|| Issue::new("type", "work.type_unknown").with("type", key))?]
            }
        };
        Ok(Self { who, company, types: chosen, today: app.moment(company).today })
    }

    fn scope<'s>(&'s self, kind: &'s TypeInUse, rights: &'s FieldRights) -> FilterScope<'s> {
        FilterScope {
            schema: &kind.form.schema,
            slots: &kind.form.slots,
            rights,
            me: self.who.user,
            today: self.today,
            time_zone: &self.company.time_zone,
            items: true,
        }
    }

    /// The tests of a filter tree, for each type by its own fields; and what else narrows the list.
    ///
    /// # Errors
    /// [`Error::Invalid`] for a field that no type has, and for whatever else is wrong with the tree.
    pub fn filter(
        &self,
        tree: Option<&Filter>,
        q: Option<&str>,
        one_type: bool,
    ) -> Result<Option<TypedFilter>> {
        let rights = FieldRights::new();
        let mut parts = Vec::new();
        if let Some(tree) = tree {
            self.known_fields(tree)?;
            let mut by_type = Vec::new();
            // Columns that every item has need no word for each type.
            let alike = !one_type && self.alike(tree);
            for kind in self.types.iter().take(if alike { 1 } else { usize::MAX }) {
                let typed = check(&self.scope(kind, &rights), &self.told_to(kind, tree))?;
                let of_type = TypedFilter::Text(SlotRef::Kind, Test::Eq(kind.key.to_string()));
                by_type.push(if alike { typed } else { TypedFilter::And(vec![of_type, typed]) });
            }
            parts.push(TypedFilter::Or(by_type));
        } else if one_type {
            let keys = self.types.iter().map(|t| t.key.to_string()).collect();
            parts.push(TypedFilter::Text(SlotRef::Kind, Test::In(keys)));
        }
        if let Some(q) = q.map(str::trim).filter(|q| !q.is_empty()) {
            let title = TypedFilter::Text(SlotRef::Title, Test::Contains(normalise_text(q)));
            let number = q.rsplit('-').next().and_then(|n| n.parse().ok());
            let number = number.map(|n| TypedFilter::Integer(SlotRef::Number, Test::Eq(n)));
            parts.push(TypedFilter::Or([Some(title), number].into_iter().flatten().collect()));
        }
        Ok((!parts.is_empty()).then_some(TypedFilter::And(parts)))
    }

    /// Whether a tree means the same for every type.
    fn alike(&self, tree: &Filter) -> bool {
        let mut alike = true;
        each_leaf(tree, &mut |leaf| alike &= leaf.field.starts_with('$') && leaf.field != CATEGORY);
        alike
    }

    /// The order.
    ///
    /// # Errors
    /// [`Error::Invalid`] for a field that cannot order the items of several types.
    pub fn sort(&self, text: Option<&str>) -> Result<TypedSort> {
        let keys = parse_sort(text);
        let one = match keys.as_slice() {
            [] => return Ok(TypedSort { slot: SlotRef::Rank, descending: false }),
            [one] => one,
            _ => return Err(Error::invalid("sort", "filter.one_sort_key")),
        };
        if !one.field.starts_with('$') && self.types.len() > 1 {
            return Err(Issue::new("sort", "work.sort_needs_type").with("field", &one.field).into());
        }
        let first = self.types.first().ok_or(Error::NotFound)?;
        let rights = FieldRights::new();
        let typed = check_sort(&self.scope(first, &rights), &keys)?;
        typed.into_iter().next().ok_or_else(|| Error::invalid("sort", "filter.unknown_field"))
    }

    /// Refuses fields that no type has.
    fn known_fields(&self, tree: &Filter) -> Result<()> {
        let mut unknown = Issues::new();
        each_leaf(tree, &mut |leaf| {
            let own = leaf.field.starts_with('$');
            if !own && !self.types.iter().any(|t| t.form.schema.field(&leaf.field).is_some()) {
                unknown.push(Issue::new(&leaf.field, "filter.unknown_field").with("field", &leaf.field));
            }
        });
        if unknown.is_empty() { Ok(()) } else { Err(unknown.into()) }
    }

    /// The tree as one type understands it.
    fn told_to(&self, kind: &TypeInUse, tree: &Filter) -> Filter {
        let all = |parts: &[Filter]| parts.iter().map(|part| self.told_to(kind, part)).collect();
        match tree {
            Filter::And { and } => Filter::And { and: all(and) },
            Filter::Or { or } => Filter::Or { or: all(or) },
            Filter::Not { not } => Filter::Not { not: Box::new(self.told_to(kind, not)) },
            Filter::Leaf(leaf) if leaf.field == CATEGORY => by_category(kind, leaf),
            Filter::Leaf(leaf) => {
                let missing = !leaf.field.starts_with('$') && kind.form.schema.field(&leaf.field).is_none();
                let passes = matches!(leaf.op, FilterOp::Ne | FilterOp::NotIn | FilterOp::Empty);
                if missing { constant(passes) } else { tree.clone() }
            }
        }
    }
}

fn each_leaf(tree: &Filter, see: &mut impl FnMut(&FilterLeaf)) {
    match tree {
        Filter::And { and: parts } | Filter::Or { or: parts } => {
            for part in parts {
                each_leaf(part, see);
            }
        }
        Filter::Not { not } => each_leaf(not, see),
        Filter::Leaf(leaf) => see(leaf),
    }
}

fn constant(passes: bool) -> Filter {
    if passes { Filter::And { and: Vec::new() } } else { Filter::Or { or: Vec::new() } }
}

/// A comparison of what a status means, as one of the statuses that mean it. A value that means nothing is left
/// for the check to refuse.
fn by_category(kind: &TypeInUse, leaf: &FilterLeaf) -> Filter {
    let values: Vec<&Json> = match &leaf.value {
        Json::Array(many) => many.iter().collect(),
        one => vec![one],
    };
    let read = |value: &Json| serde_json::from_value::<Category>(value.clone()).ok();
    let categories: Option<Vec<Category>> = values.into_iter().map(read).collect();
    let wanted = matches!(leaf.op, FilterOp::Eq | FilterOp::In);
    let (Some(categories), true) = (categories, wanted || matches!(leaf.op, FilterOp::Ne | FilterOp::NotIn))
    else {
        return Filter::Leaf(FilterLeaf { op: FilterOp::Between, ..leaf.clone() });
    };
    let statuses = kind.kind.workflow.statuses.iter().filter(|s| categories.contains(&s.category));
    let keys: Vec<&str> = statuses.map(|s| s.key.as_str()).collect();
    if keys.is_empty() {
        return constant(!wanted);
    }
    let op = if wanted { FilterOp::In } else { FilterOp::NotIn };
    Filter::Leaf(FilterLeaf { field: "$status".to_owned(), op, value: json!(keys) })
}

impl App {
    /// One page of a project's work items.
    ///
    /// # Errors
    /// [`Error::NotFound`] for who may not see the project, [`Error::Invalid`] for a filter, sort or cursor that
    /// cannot be.
    pub async fn list_work_items(
        &self,
        who: &Principal,
        project: ProjectId,
        query: WorkItemQuery,
    ) -> Result<WorkItemPage> {
        let limit = page_limit(query.limit)?;
        let tx = self.store().read(who.tenant).await?;
        let seat = self.seat(&tx, who, project).await?;
        let company = self.company(&tx).await?;
        let types = Types::of(self, &tx, project).await?;
        let asked = Asked::of(self, who, &company, &types, query.kind.as_deref())?;
        let tree = parse_filter(query.filter.as_deref())?;
        let filter = asked.filter(tree.as_ref(), query.q.as_deref(), query.kind.is_some())?;
        let sort = asked.sort(query.sort.as_deref())?;
        let source = if query.deleted { Source::Bin(project) } else { Source::Items(project) };
        let which = Selection { source, scope: &RecordScope::All, filter: filter.as_ref() };
        let after: Option<Cursor> = query.cursor.as_deref().map(cursor::read).transpose()?;
        let (rows, next) = work_items::page(&tx, which, &PageWish { sort, after, limit }).await?;
        let total = if query.total { Some(record_list::count(&tx, which).await?) } else { None };
        let (items, refs) = shown(&tx, &company, (&seat.project, &types), rows).await?;
        Ok(WorkItemPage {
            items,
            next: next.as_ref().map(cursor::write).transpose()?,
            total: total.map(|n| n.min(COUNT_CAP)),
            total_capped: total.map(|n| n > COUNT_CAP),
            refs,
        })
    }
}
