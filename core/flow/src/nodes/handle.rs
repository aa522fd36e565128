//! 办理: people do work and say that it is done. The initiator may be among them, nobody is passed over for
//! having approved, and only the rule for nobody (R2) can reject, which ends the instance.

use super::Station;
use crate::definition::{NodeKind, OnReject, OnSelf};

pub(super) fn station(kind: &NodeKind) -> Option<Station<'_>> {
    let NodeKind::Handle { who, mode, on_empty, buttons, demands, .. } = kind else { return None };
    Some(Station {
        who,
        mode: *mode,
        on_empty,
        on_self: OnSelf::SelfApprove,
        on_reject: &OnReject::End,
        reject_at_once: true,
        demands: *demands,
        may_transfer: buttons.transfer,
        completes: true,
    })
}
