//! Records of a form: the rows, fields and names of their list, no more and no less.

use std::mem;
use std::sync::Arc;

use serde_json::Value as Json;
use weir_access::Permit;
use weir_forms::schema::{Field, FieldKind};
use weir_forms::{CellWriter, Data, Reader, into_visible, may_read, visible_value};
use weir_model::Locale;
use weir_model::change::{Subject, Verb};
use weir_model::filter::{TypedFilter, TypedSort};
use weir_model::permission::Permission;
use weir_model::principal::Principal;
use weir_model::table::Cell;
use weir_store::Tx;
use weir_store::queries::change_log::Change;
use weir_store::queries::record_file::{self, FileRow};
use weir_store::queries::record_list::{self, Cursor, PageWish, Selection, Source};

use super::super::names::{Names as Known, NamesKept, OutOfCells};
use super::kind::{ExportColumn, ExportKind};
use super::picked::picked;
use crate::company::Company;
use crate::context::App;
use crate::dto::exchange::CreateExport;
use crate::error::{Error, Result};
use crate::records::{FormInUse, Mentioned, Names, Wished, visible_title};

/// Rows read at once.
const PAGE_ROWS: u32 = 2_000;
/// Columns that only some files have, so that their values are not read for all.
const TITLE: &str = "$title";
const STATUS: &str = "$status";
const DEPARTMENT: &str = "$department";
const UPDATED_AT: &str = "$updatedAt";
const OF_THE_REST: [&str; 4] = [TITLE, STATUS, DEPARTMENT, UPDATED_AT];

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
    type Rows = Vec<FileRow>;

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
            ExportColumn::fixed(TITLE, "标题", "Title", false),
            ExportColumn::fixed(STATUS, "流程状态", "Status", false),
            ExportColumn::fixed(DEPARTMENT, "所属部门", "Department of the record", false),
            ExportColumn::fixed("$createdBy", "创建人", "Created by", true),
            ExportColumn::fixed("$createdAt", "创建时间", "Created at", true),
            ExportColumn::fixed(UPDATED_AT, "更新时间", "Changed at", false),
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

    async fn read(
        &self,
        tx: &Tx,
        columns: &[String],
        after: Option<Cursor>,
    ) -> Result<(Vec<FileRow>, Option<Cursor>)> {
        let scope = self.permit.scope();
        let which =
            Selection { source: Source::Form(self.form.id), scope: &scope, filter: self.filter.as_ref() };
        let wish = PageWish { sort: self.sort, after, limit: PAGE_ROWS };
        let with_rest = columns.iter().any(|key| OF_THE_REST.contains(&key.as_str()));
        Ok(record_file::page(tx, which, &wish, with_rest).await?)
    }

    async fn cells(
        &self,
        app: &App,
        tx: &Tx,
        who: &Principal,
        columns: &[String],
        known: &mut NamesKept,
        mut rows: Vec<FileRow>,
    ) -> Result<Vec<Vec<Cell>>> {
        let rights = self.permit.field_rights();
        let picks = self.picks(columns);
        let keys: Vec<&str> = picks.iter().map(|field| field.key.as_str()).collect();
        let mut values = Vec::with_capacity(rows.len());
        for row in &rows {
            let mut of_row = picked(&row.data, &keys)?;
            for (field, value) in
                picks.iter().zip(&mut of_row).filter(|(field, _)| !field.columns().is_empty())
            {
                *value = visible_value(field, mem::take(value), rights);
            }
            values.push(of_row);
        }
        let names = if columns.iter().any(|key| key == TITLE) {
            self.entitle(app, tx, &mut rows).await?
        } else {
            self.mentioned(&picks, &values).names(tx).await?
        };
        let known = known.of(&self.company);
        let labels = OutOfCells { names: &known, others: &names, locale: who.locale };
        let reader = Reader { locale: who.locale, time_zone: &self.company.time_zone, labels: &labels };
        let place = |key: &String| keys.iter().position(|k| k == key);
        let columns: Vec<Column<'_>> = columns
            .iter()
            .map(|key| match self.form.schema.field(key) {
                Some(field) => Column::Field(place(key), CellWriter::new(field, &reader)),
                None => Column::System(key),
            })
            .collect();
        let mut table = Vec::with_capacity(rows.len());
        for (row, mut values) in rows.iter().zip(values) {
            let cell = |column: &Column<'_>| match column {
                Column::Field(at, writer) => {
                    let value = at.and_then(|at| values.get_mut(at)).map(mem::take);
                    value.map_or(Cell::Empty, |value| writer.cell(value))
                }
                Column::System(key) => self.system_cell(key, row, &known, who.locale),
            };
            table.push(columns.iter().map(cell).collect());
        }
        Ok(table)
    }

    fn logged(&self, app: &App, who: &Principal) -> Change {
        app.change(who, Subject::Form, self.form.id.uuid(), Verb::Exported)
    }
}

/// Whether values of a field are ids of other things, in a column of a table too.
fn mentions_things(kind: &FieldKind) -> bool {
    match kind {
        FieldKind::Person { .. }
        | FieldKind::Department { .. }
        | FieldKind::Reference { .. }
        | FieldKind::File { .. }
        | FieldKind::Image { .. }
        | FieldKind::Signature {} => true,
        FieldKind::Detail { fields, .. } => fields.iter().any(|column| mentions_things(&column.kind)),
        _ => false,
    }
}

/// A column of the file.
enum Column<'a> {
    /// With the place of its values; none once the reader may see it no more.
    Field(Option<usize>, CellWriter<'a>),
    System(&'a str),
}

impl Records {
    /// The fields of the columns that the reader may see now.
    fn picks(&self, columns: &[String]) -> Vec<&Field> {
        let rights = self.permit.field_rights();
        let wanted = |field: &&Field| {
            columns.iter().any(|key| field.key.as_str() == key) && may_read(rights, field.key.as_str())
        };
        self.form.schema.fields.iter().filter(wanted).collect()
    }

    /// Gives rows the titles that the reader may see, each by the version that it is written with; and everything that
    /// the rows mention.
    async fn entitle<'c>(&'c self, app: &App, tx: &Tx, rows: &mut [FileRow]) -> Result<Names<'c>> {
        let rights = self.permit.field_rights();
        let mut visible = Vec::with_capacity(rows.len());
        for row in &*rows {
            let schema = app.form_schema(tx, self.form.id, row.version).await?;
            let data: Data = serde_json::from_str(&row.data).map_err(Error::internal)?;
            visible.push(into_visible(&schema, data, rights));
        }
        let of_rows = visible.iter().map(|data| (&*self.form.schema, data));
        let names = Names::of(tx, &self.company, of_rows).await?;
        for (row, data) in rows.iter_mut().zip(&visible) {
            let Some(rest) = row.rest.as_mut() else { continue };
            let schema = app.form_schema(tx, self.form.id, row.version).await?;
            let stored = mem::take(&mut rest.title);
            rest.title = visible_title(&schema, rights, stored, (data, &names), &self.company);
        }
        Ok(names)
    }

    /// What the rows mention by id.
    fn mentioned(&self, picks: &[&Field], rows: &[Vec<Json>]) -> Mentioned<'_> {
        let mut mentioned = Mentioned::new(&self.company);
        for (at, field) in picks.iter().enumerate().filter(|(_, field)| mentions_things(&field.kind)) {
            rows.iter().filter_map(|row| row.get(at)).for_each(|value| mentioned.see(field, value));
        }
        mentioned
    }

    fn system_cell(&self, key: &str, row: &FileRow, known: &Known, locale: Locale) -> Cell {
        let instant =
            |at: jiff::Timestamp| Cell::DateTime(at.to_zoned(self.company.time_zone.clone()).datetime());
        let rest = row.rest.as_ref();
        match key {
            TITLE => Cell::text(rest.map(|r| r.title.as_str()).unwrap_or_default()),
            STATUS => Cell::text(rest.and_then(|r| r.status.as_deref()).unwrap_or_default()),
            DEPARTMENT => {
                let department = rest.and_then(|r| r.department);
                Cell::text(department.and_then(|id| known.department_text(id, locale)).unwrap_or_default())
            }
            "$createdBy" => Cell::text(known.user_text(row.created_by).unwrap_or_default()),
            "$createdAt" => instant(row.created_at),
            UPDATED_AT => rest.map_or(Cell::Empty, |r| instant(r.updated_at)),
            _ => Cell::Empty,
        }
    }
}
