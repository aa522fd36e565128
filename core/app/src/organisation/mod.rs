//! Departments, posts, people, roles: what everybody may look up and some may change.
//!
//! Every change goes through [`App::begin_change`] and [`App::commit_change`]: one at a time per tenant, logged,
//! and with the tenant's versions raised, so that loaded organisations and compiled rights are read anew. Between
//! the two nothing may be loaded through the caches, or a change that fails would stay in them.

mod authority;
mod check;
mod departments;
mod explain;
mod explain_words;
mod field_rules;
mod grants;
mod guard;
mod hand_over;
mod holders;
mod invitations;
mod memberships;
mod newcomers;
mod people;
mod people_list;
mod person_access;
mod posts;
mod roles;

use std::future::Future;

use tracing::Instrument;
use weir_access::Object;
use weir_model::permission::Permission;
use weir_model::principal::Principal;
use weir_store::Tx;
use weir_store::queries::change_log::Change;
use weir_store::queries::{org_write, tenants};

pub use people_list::ListPeople;

pub(crate) use check::PEOPLE_MAX;
pub(crate) use memberships::present as present_memberships;
pub(crate) use people::{facts, texts};

use crate::context::App;
use crate::error::{Error, Result};
use crate::request::carried;

impl App {
    /// Begins a change that nobody else's can come between, by somebody who may make it.
    pub(crate) async fn begin_change(&self, who: &Principal, permission: Permission) -> Result<Tx> {
        let tx = self.write(who).await?;
        org_write::lock(&tx).await?;
        self.permit(&tx, who, permission, Object::TENANT).await?;
        Ok(tx)
    }

    /// Logs the change, has everything loaded read anew, and commits.
    async fn commit_change(&self, tx: Tx, change: Change) -> Result<()> {
        tx.log(change).await?;
        self.note_change(&tx).await?;
        Ok(tx.commit().await?)
    }

    /// Has everything loaded read anew once the transaction is committed. The last thing in it.
    pub(crate) async fn note_change(&self, tx: &Tx) -> Result<()> {
        tenants::bump_org_version(tx).await?;
        Ok(tenants::bump_authz_version(tx).await?)
    }
}

/// Runs a change to its end, whether or not whoever asked for it still listens: a revoked right must not come
/// back because a connection broke, nor a cached session outlive its person.
pub(crate) async fn to_the_end<T, F>(change: F) -> Result<T>
where
    T: Send + 'static,
    F: Future<Output = Result<T>> + Send + 'static,
{
    tokio::spawn(carried(change.in_current_span())).await.map_err(Error::internal)?
}

#[cfg(test)]
mod tests {
    use tokio::sync::oneshot;

    use super::*;
    use crate::request::{in_request, request_id};

    #[tokio::test]
    async fn a_change_runs_to_its_end_when_nobody_listens_any_more() {
        let (go, wait) = oneshot::channel::<()>();
        let (done, end) = oneshot::channel();
        let mut change = Box::pin(in_request(
            "r1".to_owned(),
            to_the_end(async move {
                wait.await.map_err(Error::internal)?;
                done.send(request_id()).map_err(|_| Error::internal("nobody waits"))
            }),
        ));
        tokio::select! {
            biased;
            _ = &mut change => panic!("it waits"),
            () = std::future::ready(()) => {}
        }
        drop(change);
        go.send(()).unwrap();
        assert_eq!(end.await.unwrap().as_deref(), Some("r1"));
    }
}
