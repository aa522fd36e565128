//! What is wrong with a file, row by row: a page at a time, and whole as a table.

use serde::Deserialize;
use utoipa::IntoParams;
use weir_interop::csv::CsvWriter;
use weir_model::Locale;
use weir_model::id::ImportId;
use weir_model::principal::Principal;
use weir_model::table::Cell;
use weir_store::Tx;
use weir_store::queries::imports::{self, Finding};

use super::draft::own;
use super::kind::KindField;
use super::outline::{Outline, Settings};
use super::run::column_of;
use crate::background::worded;
use crate::context::App;
use crate::cursor;
use crate::dto::common::{Page, page_limit};
use crate::dto::exchange::ImportIssue;
use crate::error::{Error, Result};

/// Findings read at once.
const READ_ROWS: u32 = 1_000;

/// Which findings.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct IssueQuery {
    /// Rows of a page.
    pub limit: Option<u32>,
    /// `next` of the page before.
    pub cursor: Option<String>,
}

impl App {
    /// Findings of the last check, run or revert, in the order of the file.
    ///
    /// # Errors
    /// [`Error::NotFound`], also for an import of somebody else.
    pub async fn import_issues(
        &self,
        who: &Principal,
        id: ImportId,
        query: IssueQuery,
    ) -> Result<Page<ImportIssue>> {
        let limit = page_limit(query.limit)?;
        let behind = query.cursor.as_deref().map(cursor::read::<i64>).transpose()?.unwrap_or_default();
        let tx = self.store().read(who.tenant).await?;
        let teller = self.teller(&tx, who, id).await?;
        let mut rows = imports::findings(&tx, id, behind, limit + 1).await?;
        let next = cursor::next(&mut rows, limit, |f| f.place)?;
        Ok(Page::new(rows.into_iter().map(|f| teller.shown(f)).collect(), next))
    }

    /// The same as a table: row, column, what is wrong.
    ///
    /// # Errors
    /// [`Error::NotFound`], also for an import of somebody else.
    pub async fn import_issues_table(&self, who: &Principal, id: ImportId) -> Result<Vec<u8>> {
        let tx = self.store().read(who.tenant).await?;
        let teller = self.teller(&tx, who, id).await?;
        let mut table = CsvWriter::new(Vec::new()).map_err(Error::internal)?;
        let head = match who.locale {
            Locale::ZhCn => ["行", "列", "单元格内容", "问题", "代码"],
            Locale::En => ["Row", "Column", "Cell", "Issue", "Code"],
        };
        table.row(&head.map(Cell::text)).map_err(Error::internal)?;
        let mut behind = 0;
        loop {
            let rows = imports::findings(&tx, id, behind, READ_ROWS).await?;
            let Some(last) = rows.last() else { break };
            behind = last.place;
            for issue in rows.into_iter().map(|f| teller.shown(f)) {
                let cells = [
                    Cell::Number(issue.row.to_string()),
                    Cell::text(issue.column),
                    Cell::text(issue.refused.unwrap_or_default()),
                    Cell::text(issue.message),
                    Cell::text(issue.code),
                ];
                table.row(&cells).map_err(Error::internal)?;
            }
        }
        table.end().map_err(Error::internal)
    }

    async fn teller(&self, tx: &Tx, who: &Principal, id: ImportId) -> Result<Teller> {
        let import = own(imports::get(tx, id).await?, who)?;
        let settings = serde_json::from_value(import.settings).map_err(Error::internal)?;
        let outline: Outline = serde_json::from_value(import.outline).map_err(Error::internal)?;
        let fields = match self.import_fields(tx, who, worded(&import.kind)?, import.form, false).await {
            Ok(fields) => fields,
            Err(Error::Denied | Error::NotFound) => Vec::new(),
            Err(other) => return Err(other),
        };
        Ok(Teller { settings, head: outline.head, fields, locale: who.locale })
    }
}

/// Tells findings in their reader's language.
struct Teller {
    settings: Settings,
    head: Vec<String>,
    fields: Vec<KindField>,
    locale: Locale,
}

impl Teller {
    fn shown(&self, finding: Finding) -> ImportIssue {
        let Finding { row, issue, refused, .. } = finding;
        let mut column = column_of(&issue, &self.settings, &self.head);
        if column.is_empty() {
            let field = self.fields.iter().find(|f| f.field.key == issue.at);
            column = field.map(|f| f.field.label.get(self.locale).to_owned()).unwrap_or_default();
        }
        ImportIssue {
            row,
            column,
            refused,
            message: issue.message(self.locale),
            field: issue.at,
            code: issue.code.into_owned(),
            params: issue.params,
        }
    }
}
