//! 撤回 (R19): the initiator takes an instance back, as long as the flow's rule allows.

use weir_flow::command::Withdraw;
use weir_flow::{Act, Command, CommandId};
use weir_model::id::InstanceId;
use weir_model::principal::Principal;

use super::case::Move;
use crate::context::App;
use crate::dto::approvals::{Instance, WithComment};
use crate::error::{Error, Result};

impl App {
    /// Takes an instance back.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Denied`] for somebody else's, [`Error::Conflict`] when it is too late.
    pub async fn withdraw_instance(
        &self,
        who: &Principal,
        id: InstanceId,
        input: WithComment,
    ) -> Result<Instance> {
        let tx = self.write(who).await?;
        let mut case = self.case_for_change(&tx, id).await?;
        self.sight(&tx, who, &case).await?;
        if case.row.initiator != who.user {
            return Err(Error::Denied);
        }
        let act = Act::Withdraw(Withdraw { actor: who.user, comment: input.comment.trim().to_owned() });
        let command = Command { id: CommandId(format!("withdraw:{}", case.row.rev)), act };
        let data = case.record.data.clone();
        let transition = self.decide(&case, command, &data)?;
        let moved = Move { by: Some(who), outcome: "cancelled", changed: None };
        self.commit_move(&tx, &mut case, transition, moved).await?;
        tx.commit().await?;
        self.get_instance(who, id).await
    }
}
