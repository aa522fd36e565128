//! Records as a file of many tells them: a page at a time, and no column that the file does not have.

use jiff::Timestamp;
use weir_model::id::{DepartmentId, RecordId, UserId};

use super::record_list::{Cursor, PageWish, Selection, Shape, rows_of};
use crate::row::Row;
use crate::{Result, Tx};

/// What a file of many records tells of one.
#[derive(Debug, Clone, PartialEq)]
pub struct FileRow {
    /// Its id.
    pub id: RecordId,
    /// The form's version that it is written with.
    pub version: u32,
    /// Its values by field key, as the document that is stored: whoever needs few of them reads no more.
    pub data: String,
    /// Who created it.
    pub created_by: UserId,
    /// When.
    pub created_at: Timestamp,
    /// The rest, where it was asked for.
    pub rest: Option<FileRowRest>,
}

/// What only some files tell of a record.
#[derive(Debug, Clone, PartialEq)]
pub struct FileRowRest {
    /// What it is called.
    pub title: String,
    /// How the flow that carries it stands.
    pub status: Option<String>,
    /// The department that it belongs to.
    pub department: Option<DepartmentId>,
    /// When it was changed last.
    pub updated_at: Timestamp,
}

/// One page of records as a file tells them, and where the next one begins. Every column that is not read makes a file
/// of many rows faster.
///
/// # Errors
/// When the database fails.
pub async fn page(
    tx: &Tx,
    which: Selection<'_>,
    wish: &PageWish,
    with_rest: bool,
) -> Result<(Vec<FileRow>, Option<Cursor>)> {
    let shape = if with_rest {
        Shape { columns: FILE_COLUMNS_WITH_REST, read: file_row_with_rest, id: |r: &FileRow| r.id }
    } else {
        Shape { columns: FILE_COLUMNS, read: file_row, id: |r: &FileRow| r.id }
    };
    rows_of(tx, which, wish, &shape).await
}

const FILE_COLUMNS: &str = "record.id, record.version, record.data, record.created_by, record.created_at";
const FILE_COLUMNS_WITH_REST: &str = "record.id, record.version, record.data, record.created_by, record.created_at, \
     record.title, record.status, record.department_id, record.updated_at";

fn file_row(row: &Row) -> Result<FileRow> {
    Ok(FileRow {
        id: row.id("id", RecordId::from_uuid)?,
        version: row.count("version")?,
        data: row.text("data")?,
        created_by: row.id("created_by", UserId::from_uuid)?,
        created_at: row.instant("created_at")?,
        rest: None,
    })
}

fn file_row_with_rest(row: &Row) -> Result<FileRow> {
    let rest = FileRowRest {
        title: row.text("title")?,
        status: row.opt_text("status")?,
        department: row.opt_id("department_id", DepartmentId::from_uuid)?,
        updated_at: row.instant("updated_at")?,
    };
    Ok(FileRow { rest: Some(rest), ..file_row(row)? })
}
