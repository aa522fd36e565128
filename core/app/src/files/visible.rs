//! Who may see a file: its uploader, and whoever sees it where it is attached. A file in a field that is hidden
//! from somebody is hidden with it.

use weir_model::id::RecordId;
use weir_model::principal::Principal;
use weir_store::queries::files::FileRow;

use crate::context::App;
use crate::error::{Error, Result};
use crate::records::RECORD_ATTACHMENT;

impl App {
    pub(super) async fn may_see_file(&self, who: &Principal, file: &FileRow) -> Result<bool> {
        if file.owner == who.user {
            return Ok(true);
        }
        let Some(to) = &file.attached else { return Ok(false) };
        match to.kind.as_str() {
            RECORD_ATTACHMENT => self.sees_in_record(who, RecordId::from_uuid(to.id), file).await,
            _ => Ok(false),
        }
    }

    async fn sees_in_record(&self, who: &Principal, record: RecordId, file: &FileRow) -> Result<bool> {
        match self.get_record(who, record).await {
            Ok(detail) => Ok(detail.refs.files.contains_key(&file.id)),
            Err(Error::NotFound | Error::Denied) => Ok(false),
            Err(other) => Err(other),
        }
    }
}
