//! A returned form, changed and submitted again by its initiator (R9).

use weir_flow::command::Resubmit;
use weir_flow::{Act, ActivationId, Command, CommandId};
use weir_model::id::InstanceId;
use weir_model::principal::Principal;

use super::case::Move;
use super::sight::node_rights;
use crate::context::App;
use crate::dto::approvals::{Instance, ResubmitInstance};
use crate::error::{Error, Result};

impl App {
    /// Submits a returned form again; the flow walks down again from the start.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Conflict`] when it was not returned, [`Error::Invalid`] for everything that
    /// is wrong with the form.
    pub async fn resubmit_instance(
        &self,
        who: &Principal,
        id: InstanceId,
        input: ResubmitInstance,
    ) -> Result<Instance> {
        let tx = self.write(who).await?;
        let mut case = self.case_for_change(&tx, id).await?;
        let sight = self.sight(&tx, who, &case).await?;
        let start = case.plan.start().clone();
        let Some(task) = sight.my_open(who).find(|t| t.node == start).cloned() else {
            return Err(Error::conflict("instance.not_returned"));
        };
        let rights = node_rights(&case.plan, &case.schema, &start);
        let changed = self.change_data(&tx, who, &mut case, &start, (&input.data, &rights)).await?;
        let chosen = (!input.chosen.is_empty()).then(|| input.chosen.into_iter().collect());
        let act = Act::Resubmit(Resubmit {
            activation: ActivationId(task.activation),
            slot: task.slot,
            actor: who.user,
            chosen,
            comment: String::new(),
        });
        let command = Command { id: CommandId(format!("resubmit:{}", task.id)), act };
        let data = case.record.data.clone();
        let transition = self.decide(&case, command, &data)?;
        let moved = Move { by: Some(who), outcome: "submit", changed };
        self.commit_move(&tx, &mut case, transition, moved).await?;
        tx.commit().await?;
        self.get_instance(who, id).await
    }
}
