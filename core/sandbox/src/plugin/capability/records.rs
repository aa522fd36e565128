//! `records`: what was filled in on forms.

use async_trait::async_trait;

use super::wit::records::Host;
use super::{Authority, Error, at_most};
use crate::limits::FIND_MAX;
use crate::plugin::guest::Guest;

pub use super::wit::records::{Document, Page as DocumentPage, Query as DocumentQuery};

/// Reads and changes records, each time on the rights of `authority`.
#[async_trait]
pub trait Records: Send + Sync {
    /// Reads a record.
    async fn record_get(&self, authority: Authority, id: String) -> Result<Document, Error>;
    /// Finds records.
    async fn record_find(&self, authority: Authority, query: DocumentQuery) -> Result<DocumentPage, Error>;
    /// Fills in a form.
    async fn record_create(
        &self,
        authority: Authority,
        form: String,
        fields: String,
    ) -> Result<Document, Error>;
    /// Changes fields.
    async fn record_update(
        &self,
        authority: Authority,
        id: String,
        revision: String,
        fields: String,
    ) -> Result<Document, Error>;
    /// Adds a comment.
    async fn record_comment(&self, authority: Authority, id: String, text: String) -> Result<(), Error>;
}

impl Host for Guest {
    fn get(&mut self, authority: Authority, id: String) -> wasmtime::Result<Result<Document, Error>> {
        self.ask_as(authority, |powers| async move { powers.record_get(authority, id).await })
    }

    fn find(
        &mut self,
        authority: Authority,
        query: DocumentQuery,
    ) -> wasmtime::Result<Result<DocumentPage, Error>> {
        let fits = at_most("records at once", query.limit as usize, FIND_MAX as usize);
        let allowed = self.may_act_as(authority).and(fits);
        self.ask(allowed, |powers| async move { powers.record_find(authority, query).await })
    }

    fn create(
        &mut self,
        authority: Authority,
        form: String,
        fields: String,
    ) -> wasmtime::Result<Result<Document, Error>> {
        self.ask_as(authority, |powers| async move { powers.record_create(authority, form, fields).await })
    }

    fn update(
        &mut self,
        authority: Authority,
        id: String,
        revision: String,
        fields: String,
    ) -> wasmtime::Result<Result<Document, Error>> {
        self.ask_as(
            authority,
            |powers| async move { powers.record_update(authority, id, revision, fields).await },
        )
    }

    fn comment(
        &mut self,
        authority: Authority,
        id: String,
        text: String,
    ) -> wasmtime::Result<Result<(), Error>> {
        self.ask_as(authority, |powers| async move { powers.record_comment(authority, id, text).await })
    }
}
