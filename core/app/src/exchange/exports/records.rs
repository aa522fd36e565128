//! Records of a form: the rows, fields and names of their list, no more and no less.

use std::mem;
use std::sync::Arc;

use weir_access::Permit;
use weir_forms::schema::FieldKind;
use weir_forms::{Reader, into_visible, may_read, to_cell};
use weir_model::Locale;
use weir_model::change::{Subject, Verb};
use weir_model::filter::{TypedFilter, TypedSort};
use weir_model::permission::Permission;
use weir_model::principal::Principal;
use weir_model::table::Cell;
use weir_store::Tx;
use weir_store::queries::change_log::Change;
use weir_store::queries::record_list::{self, Cursor, PageWish, Selection, Source};
use weir_store::queries::records::RecordRow;

use super::super::names::{Names as Known, NamesKept, OutOfCells};
use super::kind::{ExportColumn, ExportKind};
use crate::company::Company;
use crate::context::App;
use crate::dto::exchange::CreateExport;
use crate::error::{Error, Result};
use crate::records::{FormInUse, Names, Wished, visible_title};

/// Rows read at once.
const PAGE_ROWS: u32 = 1_000;

/// A form, and what its reader may see of it.
pub(super) struct Records {
    company: Arc<Company>,
    form: FormInUse,
    permit: Permit,
    filter: Option<TypedFilter>,
    sort: TypedSort,
}

impl ExportKind for Records {
    type Place = Cursor;

    async fn open(app: &App, tx: &Tx, who: &Principal, wish: &CreateExport) -> Result<Self> {
        let form = wish.form_id.ok_or_else(|| Error::invalid("formId", "import.form_missing"))?;
        app.form_permit(tx, who, Permission::RecordsExport, form).await?;
        let permit = app.form_permit(tx, who, Permission::RecordsRead, form).await?;
        let company = app.company(tx).await?;
        let form = app.form_in_use(tx, form).await?;
        let wished = Wished { filter: wish.filter.clone(), sort: wish.sort.as_deref(), q: wish.q.as_deref() };
        let (filter, sort) = app.asked_rows(who, &company, &form, permit.field_rights(), &wished)?;
        Ok(Self { company, form, permit, filter, sort })
    }

    fn columns(&self) -> Vec<ExportColumn> {
        let rights = self.permit.field_rights();
        let holds = |kind: &FieldKind| !matches!(kind, FieldKind::Section {} | FieldKind::Hint { .. });
        let fields = self.form.schema.fields.iter();
        let mut columns: Vec<ExportColumn> = fields
            .filter(|f| holds(&f.kind) && may_read(rights, f.key.as_str()))
            .map(|f| ExportColumn { key: f.key.to_string(), label: f.label.clone(), usual: true })
            .collect();
        columns.extend([
            ExportColumn::fixed("$title", "标题", "Title", false),
            ExportColumn::fixed("$status", "流程状态", "Status", false),
            ExportColumn::fixed("$department", "所属部门", "Department of the record", false),
            ExportColumn::fixed("$createdBy", "创建人", "Created by", true),
            ExportColumn::fixed("$createdAt", "创建时间", "Created at", true),
            ExportColumn::fixed("$updatedAt", "更新时间", "Changed at", false),
        ]);
        columns
    }

    fn title(&self, who: &Principal) -> String {
        self.form.schema.name.get(who.locale).to_owned()
    }

    async fn total(&self, tx: &Tx) -> Result<u64> {
        let scope = self.permit.scope();
        let which =
            Selection { source: Source::Form(self.form.id), scope: &scope, filter: self.filter.as_ref() };
        Ok(record_list::count_all(tx, which).await?)
    }

    async fn page(
        &self,
        app: &App,
        tx: &Tx,
        who: &Principal,
        columns: &[String],
        known: &mut NamesKept,
        after: Option<Cursor>,
    ) -> Result<(Vec<Vec<Cell>>, Option<Cursor>)> {
        let scope = self.permit.scope();
        let which =
            Selection { source: Source::Form(self.form.id), scope: &scope, filter: self.filter.as_ref() };
        let wish = PageWish { sort: self.sort, after, limit: PAGE_ROWS };
        let (mut rows, next) = record_list::page(tx, which, &wish).await?;
        let rights = self.permit.field_rights();
        let mut visible = Vec::with_capacity(rows.len());
        for row in &mut rows {
            let schema = app.form_schema(tx, row.form, row.version).await?;
            visible.push(into_visible(&schema, mem::take(&mut row.data), rights));
        }
        let names = Names::of(tx, &self.company, visible.iter().map(|d| (&*self.form.schema, d))).await?;
        let mut titles = Vec::with_capacity(rows.len());
        for (row, data) in rows.iter_mut().zip(&visible) {
            let schema = app.form_schema(tx, row.form, row.version).await?;
            titles.push(visible_title(
                &schema,
                rights,
                mem::take(&mut row.title),
                (data, &names),
                &self.company,
            ));
        }
        let known = known.of(&self.company);
        let labels = OutOfCells { names: &known, others: &names, locale: who.locale };
        let reader = Reader { locale: who.locale, time_zone: &self.company.time_zone, labels: &labels };
        let mut table = Vec::with_capacity(rows.len());
        for ((row, data), title) in rows.iter().zip(&visible).zip(&titles) {
            let cell = |key: &String| match self.form.schema.field(key) {
                Some(field) => data.get(key).map_or(Cell::Empty, |value| to_cell(field, value, &reader)),
                None => self.system_cell(key, row, title, &known, who.locale),
            };
            table.push(columns.iter().map(cell).collect());
        }
        Ok((table, next))
    }

    fn logged(&self, app: &App, who: &Principal) -> Change {
        app.change(who, Subject::Form, self.form.id.uuid(), Verb::Exported)
    }
}

impl Records {
    fn system_cell(&self, key: &str, row: &RecordRow, title: &str, known: &Known, locale: Locale) -> Cell {
        let instant =
            |at: jiff::Timestamp| Cell::DateTime(at.to_zoned(self.company.time_zone.clone()).datetime());
        match key {
            "$title" => Cell::text(title),
            "$status" => Cell::text(row.status.clone().unwrap_or_default()),
            "$department" => {
                let name = row.department.and_then(|id| known.department_text(id, locale));
                Cell::text(name.unwrap_or_default())
            }
            "$createdBy" => Cell::text(known.user_text(row.created_by).unwrap_or_default()),
            "$createdAt" => instant(row.created_at),
            "$updatedAt" => instant(row.updated_at),
            _ => Cell::Empty,
        }
    }
}
