//! Versions of a file: a new one, an old one brought back, all of them listed. The file stays where it stands, and
//! whoever follows a link to it finds the current version.

use weir_model::Issue;
use weir_model::change::{Subject, Verb};
use weir_model::id::FileId;
use weir_model::limits::{FILE_NOTE_MAX_CHARS, FILE_VERSIONS_MAX};
use weir_model::principal::Principal;
use weir_store::Tx;
use weir_store::queries::file_versions::{self, VersionRow};
use weir_store::queries::files::{self, FileRow};

use super::place::Place;
use crate::company::Company;
use crate::context::App;
use crate::dto::files::{FileCan, FileLock, FileVersion, FileVersions, NewFileVersion, WithNote};
use crate::error::{Error, Result};

impl App {
    /// A file with everything that it was, and what the caller may do with it.
    ///
    /// # Errors
    /// [`Error::NotFound`], also for a file that the caller may not see.
    pub async fn list_file_versions(&self, who: &Principal, id: FileId) -> Result<FileVersions> {
        let file = self.seen_file(who, id).await?;
        let tx = self.store().read(who.tenant).await?;
        let place = self.place_of(&tx, who, &file, false).await?;
        self.shown_versions(&tx, who, id, &place).await
    }

    /// Makes an upload of the caller the current version of a file.
    ///
    /// # Errors
    /// [`Error::Denied`] for who may not change where it stands, [`Error::Overtaken`] when another version came
    /// between or somebody else keeps it; the upload stays either way.
    pub async fn add_file_version(
        &self,
        who: &Principal,
        id: FileId,
        rev: i64,
        input: NewFileVersion,
    ) -> Result<FileVersions> {
        let note = checked(&input.note)?;
        let file = self.seen_file(who, id).await?;
        let tx = self.write(who).await?;
        let (place, current) = self.version_to_follow(&tx, who, &file, rev).await?;
        let upload = files::get_many(&tx, &[input.file]).await?.pop();
        let own = |upload: &FileRow| upload.owner == who.user && upload.attached.is_none();
        let upload = upload.filter(own).ok_or_else(|| Issue::new("file", "form.file_unknown"))?;
        place.check_name(&upload.name)?;
        let next = VersionRow {
            version: current.version + 1,
            sha256: upload.sha256,
            name: upload.name,
            size_bytes: upload.size_bytes,
            mime: upload.mime,
            by: who.user,
            at: self.now(),
            note,
            restored_from: None,
        };
        self.follow_version(&tx, who, id, (&current, &next)).await?;
        // Its bytes are the file's now.
        files::delete(&tx, upload.id).await?;
        let shown = self.shown_versions(&tx, who, id, &place).await?;
        tx.commit().await?;
        Ok(shown)
    }

    /// Brings an older version back: a new one with the same bytes.
    ///
    /// # Errors
    /// [`Error::NotFound`] for a version that there is not, else as for a new one.
    pub async fn restore_file_version(
        &self,
        who: &Principal,
        id: FileId,
        (rev, version): (i64, u32),
        input: &WithNote,
    ) -> Result<FileVersions> {
        let note = checked(&input.note)?;
        let file = self.seen_file(who, id).await?;
        let tx = self.write(who).await?;
        let (place, current) = self.version_to_follow(&tx, who, &file, rev).await?;
        let old = file_versions::get(&tx, id, version).await?;
        if old.version == current.version {
            return Err(Error::conflict("file.version_current"));
        }
        let next = VersionRow {
            version: current.version + 1,
            by: who.user,
            at: self.now(),
            note,
            restored_from: Some(version),
            ..old
        };
        self.follow_version(&tx, who, id, (&current, &next)).await?;
        let shown = self.shown_versions(&tx, who, id, &place).await?;
        tx.commit().await?;
        Ok(shown)
    }

    /// The current version, which the caller may follow with another one.
    async fn version_to_follow(
        &self,
        tx: &Tx,
        who: &Principal,
        file: &FileRow,
        rev: i64,
    ) -> Result<(Place, VersionRow)> {
        let place = self.place_of(tx, who, file, true).await?;
        if !place.change {
            return Err(Error::Denied);
        }
        let (current, lock) = file_versions::current(tx, file.id, true).await?;
        let company = self.company(tx).await?;
        if let Some(lock) = lock.filter(|lock| lock.by != who.user && lock.until > self.now()) {
            return Err(locked(&company, lock));
        }
        if i64::from(current.version) != rev {
            let by = Issue::new("version", "file.changed_meanwhile")
                .with("name", company.person(current.by).name)
                .with("version", current.version);
            return Err(Error::Overtaken { code: "stale", by: vec![by] });
        }
        if current.version >= FILE_VERSIONS_MAX {
            return Err(Error::conflict("file.too_many_versions"));
        }
        Ok((place, current))
    }

    /// Writes the next version; with it whoever made it is done with the file.
    async fn follow_version(
        &self,
        tx: &Tx,
        who: &Principal,
        id: FileId,
        (current, next): (&VersionRow, &VersionRow),
    ) -> Result<()> {
        file_versions::replace(tx, id, next).await?;
        file_versions::set_lock(tx, id, None).await?;
        let logged = |row: &VersionRow| {
            serde_json::json!({
                "version": row.version, "name": row.name, "size": row.size_bytes, "note": row.note,
                "restoredFrom": row.restored_from,
            })
        };
        let mut change = self.change(who, Subject::File, id.uuid(), Verb::Updated);
        (change.before, change.after) = (Some(logged(current)), Some(logged(next)));
        Ok(tx.log(change).await?)
    }

    pub(super) async fn shown_versions(
        &self,
        tx: &Tx,
        who: &Principal,
        id: FileId,
        place: &Place,
    ) -> Result<FileVersions> {
        let company = self.company(tx).await?;
        let (current, lock) = file_versions::current(tx, id, false).await?;
        let lock = lock.filter(|lock| lock.until > self.now());
        let version = current.version;
        let older = file_versions::older(tx, id).await?;
        Ok(FileVersions {
            version,
            items: std::iter::once(current).chain(older).map(|row| shown(row, &company)).collect(),
            can: FileCan {
                change: place.change,
                break_lock: place.arrange && lock.is_some_and(|lock| lock.by != who.user),
            },
            lock: lock.map(|lock| FileLock {
                by: company.person(lock.by),
                until: lock.until,
                mine: lock.by == who.user,
            }),
        })
    }
}

fn shown(row: VersionRow, company: &Company) -> FileVersion {
    FileVersion {
        version: row.version,
        name: row.name,
        size: row.size_bytes,
        sha256: row.sha256,
        mime: row.mime,
        by: company.person(row.by),
        at: row.at,
        note: row.note,
        restored_from: row.restored_from,
    }
}

pub(super) fn locked(company: &Company, lock: file_versions::Lock) -> Error {
    let by = Issue::new("lock", "file.locked_by").with("name", company.person(lock.by).name);
    Error::Overtaken { code: "file.locked", by: vec![by] }
}

pub(super) fn checked(note: &str) -> Result<String> {
    let note = note.trim();
    if note.chars().count() > FILE_NOTE_MAX_CHARS {
        return Err(Issue::new("note", "request.text_long").with("max", FILE_NOTE_MAX_CHARS).into());
    }
    Ok(note.to_owned())
}
