//! An import before anything is brought in: given a file, looked at, mapped.

use jiff::Timestamp;
use weir_model::change::{Subject, Verb};
use weir_model::id::{FileId, FormId, ImportId};
use weir_model::principal::Principal;
use weir_store::Tx;
use weir_store::queries::files::{self, Attachment, FileRow};
use weir_store::queries::imports::{self, ImportRow};

use super::super::source::blocking;
use super::kind::{ImportKind, KindField};
use super::outline::{Outline, Settings, check, look, propose};
use super::people::People;
use super::records::Records;
use crate::background::{word, worded};
use crate::context::App;
use crate::cursor;
use crate::dto::common::{Page, page_limit};
use crate::dto::exchange::{
    CreateImport, ExchangeKind, Import, ImportColumn, ImportCounts, ImportState, ImportSummary, UpdateImport,
};
use crate::error::{Error, Result, refuse};
use crate::records::file_info;

/// What the files of imports are attached to.
const IMPORT_FILE: &str = "import";

impl App {
    /// Takes an uploaded file as an import: looks at its head and first rows and proposes which columns fill which
    /// fields.
    ///
    /// # Errors
    /// [`Error::Invalid`] for a file that is not the caller's own or cannot be read, and for a mapping that cannot
    /// be; [`Error::Denied`] without the right to import.
    pub async fn create_import(&self, who: &Principal, wish: CreateImport) -> Result<Import> {
        if wish.kind == ExchangeKind::People && wish.form_id.is_some() {
            return Err(Error::invalid("formId", "import.form_for_records"));
        }
        let (fields, file) = {
            let tx = self.store().read(who.tenant).await?;
            let fields =
                self.import_fields(&tx, who, wish.kind, wish.form_id, wish.match_by.is_some()).await?;
            (fields, loose(&tx, who, wish.file).await?)
        };
        let mut settings = Settings {
            encoding: wish.encoding,
            sheet: wish.sheet,
            mapping: Vec::new(),
            match_by: wish.match_by,
            mode: wish.mode,
        };
        let outline = self.looked_at(who, &file, &settings).await?;
        settings.mapping = wish.mapping.unwrap_or_else(|| propose(&outline.head, &fields));
        refuse(check(&settings, &outline, &fields))?;
        let now = self.now();
        let import = ImportRow {
            id: self.new_id(ImportId::from_uuid),
            kind: word(&wish.kind),
            owner: who.user,
            form: wish.form_id,
            file: file.id,
            outline: serde_json::to_value(outline).map_err(Error::internal)?,
            settings: serde_json::to_value(settings).map_err(Error::internal)?,
            state: word(&ImportState::Draft),
            counts: serde_json::to_value(ImportCounts::default()).map_err(Error::internal)?,
            task: None,
            created_at: now,
            updated_at: now,
            rev: 1,
        };
        let tx = self.write(who).await?;
        let to = Attachment { kind: IMPORT_FILE.to_owned(), id: import.id.uuid() };
        if files::attach(&tx, who.user, &[file.id], &to, None).await? != 1 {
            return Err(Error::invalid("file", "form.file_unknown"));
        }
        imports::insert(&tx, &import).await?;
        let mut change = self.change(who, Subject::Import, import.id.uuid(), Verb::Created);
        change.after =
            Some(serde_json::json!({ "kind": import.kind, "formId": import.form, "file": file.name }));
        tx.log(change).await?;
        let shown = self.import_shown(&tx, who, import).await?;
        tx.commit().await?;
        Ok(shown)
    }

    /// An import of the caller.
    ///
    /// # Errors
    /// [`Error::NotFound`], also for one of somebody else.
    pub async fn get_import(&self, who: &Principal, id: ImportId) -> Result<Import> {
        let tx = self.store().read(who.tenant).await?;
        let import = own(imports::get(&tx, id).await?, who)?;
        self.import_shown(&tx, who, import).await
    }

    /// The caller's imports, newest first.
    ///
    /// # Errors
    /// [`Error::Invalid`] for a limit or a cursor that cannot be.
    pub async fn my_imports(
        &self,
        who: &Principal,
        limit: Option<u32>,
        place: Option<&str>,
    ) -> Result<Page<ImportSummary>> {
        let limit = page_limit(limit)?;
        let after = place.map(cursor::read::<(Timestamp, ImportId)>).transpose()?;
        let tx = self.store().read(who.tenant).await?;
        let mut rows = imports::of_owner(&tx, who.user, after, limit + 1).await?;
        let next = cursor::next(&mut rows, limit, |r| (r.created_at, r.id))?;
        let ids: Vec<FileId> = rows.iter().map(|r| r.file).collect();
        let known = files::get_many(&tx, &ids).await?;
        let name = |id| known.iter().find(|f| f.id == id).map(|f| f.name.clone()).unwrap_or_default();
        let shown = |row: ImportRow| {
            Ok(ImportSummary {
                id: row.id,
                kind: worded(&row.kind)?,
                form_id: row.form,
                file_name: name(row.file),
                state: worded(&row.state)?,
                counts: serde_json::from_value(row.counts).map_err(Error::internal)?,
                task_id: row.task,
                created_at: row.created_at,
            })
        };
        Ok(Page::new(rows.into_iter().map(shown).collect::<Result<_>>()?, next))
    }

    /// Changes how the file is read. Another encoding or sheet is looked at anew, and its columns are proposed.
    ///
    /// # Errors
    /// [`Error::Stale`]; [`Error::Conflict`] while a task works on it and once it is brought in; [`Error::Invalid`]
    /// for a mapping that cannot be.
    pub async fn update_import(
        &self,
        who: &Principal,
        id: ImportId,
        rev: i64,
        wish: UpdateImport,
    ) -> Result<Import> {
        let (known, file) = {
            let tx = self.store().read(who.tenant).await?;
            let known = own(imports::get(&tx, id).await?, who)?;
            let file = files::get(&tx, known.file).await?;
            (known, file)
        };
        if known.rev != rev {
            return Err(Error::Stale);
        }
        let mut settings: Settings =
            serde_json::from_value(known.settings.clone()).map_err(Error::internal)?;
        let mut outline: Outline = serde_json::from_value(known.outline.clone()).map_err(Error::internal)?;
        let anew = wish.encoding.is_some() || wish.sheet.is_some();
        settings.encoding = wish.encoding.or(settings.encoding);
        settings.sheet = wish.sheet.or(settings.sheet);
        settings.match_by = wish.match_by.unwrap_or(settings.match_by);
        settings.mode = wish.mode.unwrap_or(settings.mode);
        if anew {
            outline = self.looked_at(who, &file, &settings).await?;
        }
        let tx = self.write(who).await?;
        let mut import = own(imports::lock(&tx, id).await?, who)?;
        if import.rev != rev {
            return Err(Error::Stale);
        }
        self.free_import(&tx, &import).await?;
        let kind = worded(&import.kind)?;
        let fields = self.import_fields(&tx, who, kind, import.form, settings.match_by.is_some()).await?;
        match wish.mapping {
            Some(mapping) => settings.mapping = mapping,
            None if anew => settings.mapping = propose(&outline.head, &fields),
            None => {}
        }
        refuse(check(&settings, &outline, &fields))?;
        import.settings = serde_json::to_value(settings).map_err(Error::internal)?;
        import.outline = serde_json::to_value(outline).map_err(Error::internal)?;
        import.state = word(&ImportState::Draft);
        import.updated_at = self.now();
        imports::save(&tx, &import).await?;
        import.rev += 1;
        tx.log(self.change(who, Subject::Import, id.uuid(), Verb::Updated)).await?;
        let shown = self.import_shown(&tx, who, import).await?;
        tx.commit().await?;
        Ok(shown)
    }

    /// The fields that the caller may fill.
    pub(super) async fn import_fields(
        &self,
        tx: &Tx,
        who: &Principal,
        kind: ExchangeKind,
        form: Option<FormId>,
        matching: bool,
    ) -> Result<Vec<KindField>> {
        Ok(match kind {
            ExchangeKind::Records => Records::open(self, tx, who, form, matching).await?.fields(),
            ExchangeKind::People => People::open(self, tx, who, form, matching).await?.fields(),
        })
    }

    async fn looked_at(&self, who: &Principal, file: &FileRow, settings: &Settings) -> Result<Outline> {
        let _turn = self.readings().acquire().await.map_err(Error::internal)?;
        let bytes = self.spooled(who.tenant, &file.sha256).await?;
        let wish = settings.wish();
        blocking(move || look(bytes, &wish)).await?.map_err(|mut issue| {
            if issue.at.is_empty() {
                issue.at = "file".to_owned();
            }
            issue.into()
        })
    }

    pub(super) async fn import_shown(&self, tx: &Tx, who: &Principal, import: ImportRow) -> Result<Import> {
        let settings: Settings = serde_json::from_value(import.settings).map_err(Error::internal)?;
        let outline: Outline = serde_json::from_value(import.outline).map_err(Error::internal)?;
        let kind = worded(&import.kind)?;
        // Whoever lost the right still sees what they did, and no fields.
        let fields = match self.import_fields(tx, who, kind, import.form, false).await {
            Ok(fields) => fields,
            Err(Error::Denied | Error::NotFound) => Vec::new(),
            Err(other) => return Err(other),
        };
        let field_of = |column| settings.mapping.iter().find(|m| m.column == column).map(|m| m.field.clone());
        let columns = (0..).zip(outline.head).map(|(column, header)| ImportColumn {
            column,
            header,
            field: field_of(column),
        });
        let passwords_left = match kind {
            ExchangeKind::People => Some(imports::count_untold(tx, import.id).await?),
            ExchangeKind::Records => None,
        };
        Ok(Import {
            id: import.id,
            kind,
            form_id: import.form,
            file: file_info(files::get(tx, import.file).await?),
            format: outline.format,
            encoding: outline.encoding,
            sheets: outline.sheets,
            sheet: outline.sheet,
            columns: columns.collect(),
            fields: fields.into_iter().map(|f| f.field).collect(),
            preview: outline.preview,
            match_by: settings.match_by.clone(),
            mode: settings.mode,
            state: worded(&import.state)?,
            counts: serde_json::from_value(import.counts).map_err(Error::internal)?,
            task_id: import.task,
            passwords_left,
            created_at: import.created_at,
            updated_at: import.updated_at,
            rev: import.rev,
        })
    }
}

/// What is somebody else's does not exist.
pub(super) fn own(import: ImportRow, who: &Principal) -> Result<ImportRow> {
    if import.owner == who.user { Ok(import) } else { Err(Error::NotFound) }
}

/// The caller's own upload that nothing took up yet.
async fn loose(tx: &Tx, who: &Principal, id: FileId) -> Result<FileRow> {
    let unknown = || Error::invalid("file", "form.file_unknown");
    match files::get(tx, id).await {
        Ok(file) if file.owner == who.user && file.attached.is_none() => Ok(file),
        Ok(_) | Err(weir_store::Error::NotFound) => Err(unknown()),
        Err(other) => Err(other.into()),
    }
}
