//! 终止 (R20): an administrator stops an instance.

use weir_access::Object;
use weir_flow::command::Terminate;
use weir_flow::{Act, Command, CommandId};
use weir_model::id::InstanceId;
use weir_model::permission::Permission;
use weir_model::principal::Principal;

use super::case::Move;
use crate::context::App;
use crate::dto::approvals::{Instance, WithComment};
use crate::error::{Error, Result};

impl App {
    /// Stops an instance.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Denied`] without `flows.admin`, [`Error::Invalid`] without a reason.
    pub async fn terminate_instance(
        &self,
        who: &Principal,
        id: InstanceId,
        input: WithComment,
    ) -> Result<Instance> {
        let tx = self.write(who).await?;
        let mut case = self.case_for_change(&tx, id).await?;
        self.sight(&tx, who, &case).await?;
        self.permit(&tx, who, Permission::FlowsAdmin, Object::TENANT).await?;
        let comment = input.comment.trim().to_owned();
        if comment.is_empty() {
            return Err(Error::invalid("comment", "task.comment_required"));
        }
        let act = Act::Terminate(Terminate { actor: who.user, comment });
        let command = Command { id: CommandId(format!("terminate:{}", case.row.rev)), act };
        let data = case.record.data.clone();
        let transition = self.decide(&case, command, &data)?;
        let moved = Move { by: Some(who), outcome: "cancelled", changed: None };
        self.commit_move(&tx, &mut case, transition, moved).await?;
        tx.commit().await?;
        self.get_instance(who, id).await
    }
}
