//! What people say about the product itself: said from anywhere with where they were, answered by who looks after the
//! company's settings, and followed by who said it.

mod answer;
mod report;
mod show;

pub use report::REPORTS_MAX;

use weir_access::Object;
use weir_model::id::FeedbackId;
use weir_model::permission::Permission;
use weir_model::principal::Principal;
use weir_store::Tx;
use weir_store::queries::feedback::{self, FeedbackRow};

use crate::context::App;
use crate::error::{Error, Result};

/// What files of feedback are attached to.
pub(crate) const FEEDBACK_ATTACHMENT: &str = "feedback";

impl App {
    /// Whether somebody handles feedback: whoever looks after the settings does.
    async fn handles_feedback(&self, tx: &Tx, who: &Principal) -> Result<bool> {
        match self.permit(tx, who, Permission::SettingsManage, Object::TENANT).await {
            Ok(_) => Ok(true),
            Err(Error::Denied) => Ok(false),
            Err(other) => Err(other),
        }
    }

    /// What somebody said, for themselves and for who handles it, and whether the caller does.
    async fn feedback_for(&self, tx: &Tx, who: &Principal, id: FeedbackId) -> Result<(FeedbackRow, bool)> {
        let row = feedback::get(tx, id).await?;
        let handles = self.handles_feedback(tx, who).await?;
        if handles || row.reporter == who.user { Ok((row, handles)) } else { Err(Error::NotFound) }
    }
}
