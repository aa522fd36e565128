//! `items`: what is to be done in projects.

use async_trait::async_trait;

use super::wit::items::Host;
use super::{Authority, Error, at_most};
use crate::limits::FIND_MAX;
use crate::plugin::guest::Guest;

pub use super::wit::items::{Item, Page as ItemPage, Query as ItemQuery};

/// Reads and changes items, each time on the rights of `authority`.
#[async_trait]
pub trait Items: Send + Sync {
    /// Reads an item.
    async fn item_get(&self, authority: Authority, id: String) -> Result<Item, Error>;
    /// Finds items.
    async fn item_find(&self, authority: Authority, query: ItemQuery) -> Result<ItemPage, Error>;
    /// Adds an item to a project.
    async fn item_create(
        &self,
        authority: Authority,
        project: String,
        kind: String,
        title: String,
        fields: String,
    ) -> Result<Item, Error>;
    /// Changes fields.
    async fn item_update(
        &self,
        authority: Authority,
        id: String,
        revision: String,
        fields: String,
    ) -> Result<Item, Error>;
    /// Adds a comment.
    async fn item_comment(&self, authority: Authority, id: String, text: String) -> Result<(), Error>;
}

impl Host for Guest {
    fn get(&mut self, authority: Authority, id: String) -> wasmtime::Result<Result<Item, Error>> {
        self.ask_as(authority, |powers| async move { powers.item_get(authority, id).await })
    }

    fn find(&mut self, authority: Authority, query: ItemQuery) -> wasmtime::Result<Result<ItemPage, Error>> {
        let fits = at_most("items at once", query.limit as usize, FIND_MAX as usize);
        let allowed = self.may_act_as(authority).and(fits);
        self.ask(allowed, |powers| async move { powers.item_find(authority, query).await })
    }

    fn create(
        &mut self,
        authority: Authority,
        project: String,
        kind: String,
        title: String,
        fields: String,
    ) -> wasmtime::Result<Result<Item, Error>> {
        self.ask_as(authority, |powers| async move {
            powers.item_create(authority, project, kind, title, fields).await
        })
    }

    fn update(
        &mut self,
        authority: Authority,
        id: String,
        revision: String,
        fields: String,
    ) -> wasmtime::Result<Result<Item, Error>> {
        self.ask_as(
            authority,
            |powers| async move { powers.item_update(authority, id, revision, fields).await },
        )
    }

    fn comment(
        &mut self,
        authority: Authority,
        id: String,
        text: String,
    ) -> wasmtime::Result<Result<(), Error>> {
        self.ask_as(authority, |powers| async move { powers.item_comment(authority, id, text).await })
    }
}
