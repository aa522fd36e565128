//! What each command does. One command per file; the closed list is `command::Act`.

pub mod answer;
pub mod decide;
pub(crate) mod proceed;
pub mod resubmit;
pub mod start;
pub mod terminate;
pub mod transfer;
pub mod withdraw;

use std::collections::BTreeMap;

use weir_model::Key;
use weir_model::id::UserId;
use weir_model::limits::COMMENT_MAX_CHARS;

use crate::plan::Plan;
use crate::refusal::Refusal;
use crate::state::{ActivationId, SlotStand, State};
use crate::surroundings::Surroundings;

fn check_comment(comment: &str) -> Result<(), Refusal> {
    if comment.chars().nth(COMMENT_MAX_CHARS).is_some() {
        return Err(Refusal::CommentTooLong { max: COMMENT_MAX_CHARS });
    }
    Ok(())
}

/// The node of a slot that the actor may decide now.
fn open_slot(state: &State, activation: ActivationId, slot: u16, actor: UserId) -> Result<Key, Refusal> {
    let activation = state.activation(activation).ok_or(Refusal::NoSuchTask)?;
    let slot = activation.slots.iter().find(|s| s.index == slot).ok_or(Refusal::NoSuchTask)?;
    if slot.actor != actor {
        return Err(Refusal::NotYours);
    }
    match slot.stand {
        SlotStand::Open {} => Ok(activation.node.clone()),
        SlotStand::Waiting {} => Err(Refusal::NoSuchTask),
        SlotStand::Decided { .. } | SlotStand::Passed { .. } | SlotStand::Cancelled {} => {
            Err(Refusal::AlreadyDecided)
        }
    }
}

/// Whom the initiator chose: only at nodes that ask for it, only as many, only people who can act.
fn check_chosen(
    chosen: &BTreeMap<Key, Vec<UserId>>,
    plan: &Plan,
    env: &dyn Surroundings,
) -> Result<(), Refusal> {
    for (key, users) in chosen {
        let Some((_, multiple)) = plan.choices().find(|(node, _)| node.key == *key) else {
            return Err(Refusal::ChoiceUnknown { node: key.clone() });
        };
        if users.len() > 1 && !multiple {
            return Err(Refusal::ChoiceTooMany { node: key.clone() });
        }
        if !users.iter().all(|u| env.is_active(*u)) {
            return Err(Refusal::NotActive);
        }
    }
    Ok(())
}
