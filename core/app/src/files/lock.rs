//! Keeping a file to oneself while one works on it, so that two people do not overwrite each other. A lock ends by
//! itself, with the new version, or when somebody who looks after the place breaks it and says why.

use jiff::SignedDuration;
use weir_model::change::{Subject, Verb};
use weir_model::id::{FileId, UserId};
use weir_model::principal::Principal;
use weir_store::Tx;
use weir_store::queries::file_versions::{self, Lock};
use weir_store::queries::files::FileRow;

use super::versions::{checked, locked};
use crate::context::App;
use crate::dto::files::{FileVersions, WithNote};
use crate::dto::operations::NotificationEvent;
use crate::error::{Error, Result};
use crate::notifications::{Notice, Notification, link_to_file};

/// How long a lock holds: half a working day. Who needs longer takes it again.
const LOCK_LASTS: SignedDuration = SignedDuration::from_hours(4);

impl App {
    /// Keeps a file to the caller for some hours; again: from now on.
    ///
    /// # Errors
    /// [`Error::Denied`] for who may not change where it stands, [`Error::Overtaken`] while somebody else keeps it.
    pub async fn lock_file(&self, who: &Principal, id: FileId) -> Result<FileVersions> {
        let file = self.seen_file(who, id).await?;
        let tx = self.write(who).await?;
        let place = self.place_of(&tx, who, &file, true).await?;
        if !place.change {
            return Err(Error::Denied);
        }
        let (_, lock) = file_versions::current(&tx, id, true).await?;
        if let Some(lock) = lock.filter(|lock| lock.by != who.user && lock.until > self.now()) {
            let company = self.company(&tx).await?;
            return Err(locked(&company, lock));
        }
        let until = self.now().checked_add(LOCK_LASTS).map_err(Error::internal)?;
        file_versions::set_lock(&tx, id, Some(Lock { by: who.user, until })).await?;
        let mut change = self.change(who, Subject::File, id.uuid(), Verb::Updated);
        change.after = Some(serde_json::json!({ "lockedBy": who.user }));
        tx.log(change).await?;
        let shown = self.shown_versions(&tx, who, id, &place).await?;
        tx.commit().await?;
        Ok(shown)
    }

    /// Sets a file free: one's own at once, another's with a reason and by who looks after the place.
    ///
    /// # Errors
    /// [`Error::Denied`] for somebody else's lock and for who may change the file no more, [`Error::Invalid`] without a
    /// reason.
    pub async fn unlock_file(&self, who: &Principal, id: FileId, input: &WithNote) -> Result<FileVersions> {
        let note = checked(&input.note)?;
        let file = self.seen_file(who, id).await?;
        let tx = self.write(who).await?;
        let place = self.place_of(&tx, who, &file, true).await?;
        let (_, lock) = file_versions::current(&tx, id, true).await?;
        if let Some(lock) = lock.filter(|lock| lock.until > self.now()) {
            let own = lock.by == who.user;
            if !(if own { place.change } else { place.arrange }) {
                return Err(Error::Denied);
            }
            if !own && note.is_empty() {
                return Err(Error::invalid("note", "request.text_empty"));
            }
            file_versions::set_lock(&tx, id, None).await?;
            let mut change = self.change(who, Subject::File, id.uuid(), Verb::Updated);
            change.before = Some(serde_json::json!({ "lockedBy": lock.by }));
            change.after = Some(serde_json::json!({ "lockedBy": null, "note": &note }));
            tx.log(change).await?;
            if !own {
                self.tell_holder(&tx, who, &file, (lock.by, note)).await?;
            }
        }
        let shown = self.shown_versions(&tx, who, id, &place).await?;
        tx.commit().await?;
        Ok(shown)
    }

    /// Tells whoever kept a file that others may change it again, as long as they find it on a page.
    async fn tell_holder(
        &self,
        tx: &Tx,
        who: &Principal,
        file: &FileRow,
        (holder, note): (UserId, String),
    ) -> Result<()> {
        let company = self.company(tx).await?;
        if company.people.get(&holder).is_none_or(|person| !person.active) {
            return Ok(());
        }
        let they = self.acting_for(tx, &company, holder);
        let Some(page) = self.place_of(tx, &they, file, false).await?.page else { return Ok(()) };
        let notification = Notification {
            to: holder,
            event: NotificationEvent::FileUnlocked,
            notice: Notice {
                title: file.name.clone(),
                actor: Some(who.user),
                text: note,
                ..Notice::default()
            },
            link: link_to_file(&page.link, file.id),
            instance: page.instance,
            task: None,
            project: page.project,
        };
        self.notify(tx, vec![notification]).await
    }
}
