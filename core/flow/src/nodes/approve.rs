//! 审批: people approve or reject.

use super::Station;
use crate::definition::NodeKind;

pub(super) fn station(kind: &NodeKind) -> Option<Station<'_>> {
    let NodeKind::Approve {
        who, mode, on_empty, on_self, on_reject, reject_at_once, buttons, demands, ..
    } = kind
    else {
        return None;
    };
    Some(Station {
        who,
        mode: *mode,
        on_empty,
        on_self: *on_self,
        on_reject,
        reject_at_once: *reject_at_once,
        demands: *demands,
        may_transfer: buttons.transfer,
        completes: false,
    })
}
