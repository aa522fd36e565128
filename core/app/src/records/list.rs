//! Lists of records, and the look-up behind reference fields.

use std::mem;

use weir_forms::filter::{FilterScope, check, check_sort};
use weir_forms::schema::FormSchema;
use weir_forms::{Data, Reader, into_visible, may_read_title, title_of, visible_data};
use weir_model::filter::{Filter, SlotRef, Test, TypedFilter, TypedSort, normalise_text};
use weir_model::id::{FormId, RecordId};
use weir_model::limits::COUNT_CAP;
use weir_model::permission::{FieldRights, Permission};
use weir_model::principal::Principal;
use weir_store::queries::record_list::{self, Cursor, PageWish, Selection, Source};
use weir_store::queries::records::RecordRow as Stored;

use super::form_in_use::FormInUse;
use super::names::Names;
use super::origin::origins;
use crate::company::Company;
use crate::context::App;
use crate::cursor;
use crate::dto::common::{Items, RecordRef, page_limit, parse_filter, parse_sort};
use crate::dto::records::{RecordPage, RecordRow};
use crate::error::{Error, Result};

/// Rows that the look-up of a reference field offers at once.
const LOOKUP_ROWS: u32 = 20;

/// What a list of records is asked for, as it stands in the query string.
#[derive(Debug, Clone, Default)]
pub struct RecordQuery {
    /// Rows at most.
    pub limit: Option<u32>,
    /// `next` of the page before.
    pub cursor: Option<String>,
    /// `-amount`; the newest first when left out.
    pub sort: Option<String>,
    /// A filter tree as JSON.
    pub filter: Option<String>,
    /// A part of the title.
    pub q: Option<String>,
    /// Whether to count.
    pub total: bool,
}

/// Rows that are wished for.
#[derive(Debug, Default)]
pub(crate) struct Wished<'a> {
    /// A filter tree.
    pub filter: Option<Filter>,
    /// `-amount`; the newest first when none.
    pub sort: Option<&'a str>,
    /// A part of the title.
    pub q: Option<&'a str>,
}

impl App {
    /// One page of the records that the caller may see.
    ///
    /// # Errors
    /// [`Error::NotFound`] for who may not see the form's records, [`Error::Invalid`] for a filter, sort or
    /// cursor that cannot be.
    pub async fn list_records(
        &self,
        who: &Principal,
        form: FormId,
        query: RecordQuery,
    ) -> Result<RecordPage> {
        let limit = page_limit(query.limit)?;
        let tx = self.store().read(who.tenant).await?;
        // Read before the permit is asked for: one statement then serves both, and whoever gets none learns nothing.
        let in_use = self.form_in_use(&tx, form).await;
        let permit = self.form_permit(&tx, who, Permission::RecordsRead, form).await?;
        let (form, company) = (in_use?, self.company(&tx).await?);
        let rights = permit.field_rights();
        let wish = Wished {
            filter: parse_filter(query.filter.as_deref())?,
            sort: query.sort.as_deref(),
            q: query.q.as_deref(),
        };
        let (filter, sort) = self.asked_rows(who, &company, &form, rights, &wish)?;
        let scope = permit.scope();
        let which = Selection { source: Source::Form(form.id), scope: &scope, filter: filter.as_ref() };
        let after: Option<Cursor> = query.cursor.as_deref().map(cursor::read).transpose()?;
        let (mut rows, next) = record_list::page(&tx, which, &PageWish { sort, after, limit }).await?;
        let total = if query.total { Some(record_list::count(&tx, which).await?) } else { None };

        let mut visible = Vec::with_capacity(rows.len());
        for row in &mut rows {
            let schema = self.form_schema(&tx, form.id, row.version).await?;
            visible.push(into_visible(&schema, mem::take(&mut row.data), rights));
        }
        let names = Names::of(&tx, &company, visible.iter().map(|data| (&*form.schema, data))).await?;
        let ids: Vec<RecordId> = rows.iter().filter(|_| form.has_links).map(|row| row.id).collect();
        let mut came_by = origins(&tx, &ids).await?;
        let mut items = Vec::with_capacity(rows.len());
        for (mut row, data) in rows.into_iter().zip(visible) {
            let schema = self.form_schema(&tx, form.id, row.version).await?;
            row.title = visible_title(&schema, rights, row.title, (&data, &names), &company);
            let via_link = came_by.remove(&row.id);
            items.push(RecordRow { via_link, ..record_row(row, data, &company) });
        }
        Ok(RecordPage {
            items,
            next: next.as_ref().map(cursor::write).transpose()?,
            total: total.map(|n| n.min(COUNT_CAP)),
            total_capped: total.map(|n| n > COUNT_CAP),
            refs: names.refs,
        })
    }

    /// Which rows a list or an export is asked for, and their order, as far as the caller may see the fields that
    /// decide it.
    ///
    /// # Errors
    /// [`Error::Invalid`] for a filter or a sort key that cannot be.
    pub(crate) fn asked_rows(
        &self,
        who: &Principal,
        company: &Company,
        form: &FormInUse,
        rights: &FieldRights,
        wish: &Wished<'_>,
    ) -> Result<(Option<TypedFilter>, TypedSort)> {
        let asked = FilterScope {
            schema: &form.schema,
            slots: &form.slots,
            rights,
            me: who.user,
            today: self.moment(company).today,
            time_zone: &company.time_zone,
            items: false,
        };
        let filter = wish.filter.as_ref().map(|f| check(&asked, f)).transpose()?;
        let filter = narrowed(filter, searched(&form.schema, rights, wish.q)?);
        match check_sort(&asked, &parse_sort(wish.sort))?.as_slice() {
            [] => Ok((filter, record_list::newest_first())),
            [one] => Ok((filter, *one)),
            _ => Err(Error::invalid("sort", "filter.one_sort_key")),
        }
    }

    /// Records that a reference field may choose, by a part of their title.
    ///
    /// # Errors
    /// [`Error::NotFound`] for who may not see the form's records.
    pub async fn lookup_records(
        &self,
        who: &Principal,
        form: FormId,
        q: Option<&str>,
    ) -> Result<Items<RecordRef>> {
        let tx = self.store().read(who.tenant).await?;
        let permit = self.form_permit(&tx, who, Permission::RecordsRead, form).await?;
        let (rights, scope) = (permit.field_rights(), permit.scope());
        let company = self.company(&tx).await?;
        let form = self.form_in_use(&tx, form).await?;
        let filter = narrowed(None, searched(&form.schema, rights, q)?);
        let which = Selection { source: Source::Form(form.id), scope: &scope, filter: filter.as_ref() };
        let wish = PageWish { sort: record_list::newest_first(), after: None, limit: LOOKUP_ROWS };
        let (rows, _) = record_list::page(&tx, which, &wish).await?;
        let mut items = Vec::with_capacity(rows.len());
        for row in rows {
            let schema = self.form_schema(&tx, form.id, row.version).await?;
            let data = visible_data(&schema, &row.data, rights);
            let names = Names::of(&tx, &company, std::iter::once((&*schema, &data))).await?;
            let title = visible_title(&schema, rights, row.title, (&data, &names), &company);
            items.push(RecordRef { id: row.id, form_id: row.form, title });
        }
        Ok(Items { items })
    }
}

/// What is searched for, when the reader may see what stands in titles.
fn searched<'q>(schema: &FormSchema, rights: &FieldRights, q: Option<&'q str>) -> Result<Option<&'q str>> {
    match q.filter(|q| !q.trim().is_empty()) {
        Some(_) if !may_read_title(schema, rights) => Err(Error::invalid("q", "filter.title_hidden")),
        q => Ok(q),
    }
}

/// The stored title, or one made of what the reader may see.
pub(crate) fn visible_title(
    schema: &FormSchema,
    rights: &FieldRights,
    stored: String,
    (data, names): (&Data, &Names<'_>),
    company: &Company,
) -> String {
    if may_read_title(schema, rights) {
        return stored;
    }
    let reader = Reader { locale: company.locale, time_zone: &company.time_zone, labels: names };
    title_of(schema, data, &reader)
}

/// The filter, and the title containing `q`.
fn narrowed(filter: Option<TypedFilter>, q: Option<&str>) -> Option<TypedFilter> {
    let Some(q) = q.map(normalise_text).filter(|q| !q.is_empty()) else { return filter };
    let title = TypedFilter::Text(SlotRef::Title, Test::Contains(q));
    Some(TypedFilter::And(filter.into_iter().chain([title]).collect()))
}

/// A record as lists show it, with the data that the reader may see.
pub(super) fn record_row(row: Stored, data: Data, company: &Company) -> RecordRow {
    RecordRow {
        id: row.id,
        title: row.title,
        data,
        status: row.status.as_deref().and_then(status),
        instance_id: row.instance,
        created_by: company.person(row.created_by),
        via_link: None,
        created_at: row.created_at,
        updated_at: row.updated_at,
        department_id: row.department,
        version: row.version,
        rev: row.rev,
    }
}

fn status(word: &str) -> Option<crate::dto::approvals::InstanceStatus> {
    serde_json::from_value(serde_json::Value::String(word.to_owned())).ok()
}
