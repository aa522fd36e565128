//! Kinds of positions.

use std::collections::{HashMap, HashSet};

use jiff::civil::Date;
use serde_json::json;
use weir_model::change::{Subject, Verb};
use weir_model::id::{PostId, UserId};
use weir_model::permission::Permission;
use weir_model::principal::Principal;
use weir_store::queries::org_write;
use weir_store::queries::organisation::{MembershipRow, PostRow};

use super::check::{self, POSTS_MAX};
use super::to_the_end;
use crate::company::Company;
use crate::context::App;
use crate::dto::common::Page;
use crate::dto::organisation::{Post, SavePost};
use crate::error::{Error, Result, refuse};

impl App {
    /// Every post, in the order in which they were made.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn list_posts(&self, who: &Principal) -> Result<Page<Post>> {
        let tx = self.store().read(who.tenant).await?;
        let company = self.company(&tx).await?;
        let counts = holder_counts(&company, self.moment(&company).today);
        Ok(Page::whole(company.posts.values().map(|row| shown(row, &counts)).collect()))
    }

    /// Makes a post.
    ///
    /// # Errors
    /// [`Error::Invalid`] for a name that cannot be one.
    pub async fn create_post(&self, who: &Principal, wish: SavePost) -> Result<Post> {
        let (app, who) = (self.clone(), who.clone());
        to_the_end(async move {
            let tx = app.begin_change(&who, Permission::OrgManage).await?;
            if app.company(&tx).await?.posts.len() >= POSTS_MAX {
                return Err(Error::conflict("org.too_many_posts"));
            }
            refuse(check::localized_name("name", &wish.name))?;
            let row = PostRow { id: app.new_id(PostId::from_uuid), name: wish.name, rev: 1 };
            org_write::insert_post(&tx, &row).await?;
            let mut change = app.change(&who, Subject::Post, row.id.uuid(), Verb::Created);
            change.after = Some(json!({ "name": row.name }));
            app.commit_change(tx, change).await?;
            app.post(&who, row.id).await
        })
        .await
    }

    /// Renames a post.
    ///
    /// # Errors
    /// [`Error::Stale`] when somebody changed it since `rev`.
    pub async fn update_post(&self, who: &Principal, id: PostId, rev: i64, wish: SavePost) -> Result<Post> {
        let (app, who) = (self.clone(), who.clone());
        to_the_end(async move {
            let tx = app.begin_change(&who, Permission::OrgManage).await?;
            let company = app.company(&tx).await?;
            let old = company.posts.get(&id).ok_or(Error::NotFound)?;
            refuse(check::localized_name("name", &wish.name))?;
            let row = PostRow { id, name: wish.name, rev };
            org_write::update_post(&tx, &row).await?;
            let mut change = app.change(&who, Subject::Post, id.uuid(), Verb::Updated);
            change.before = Some(json!({ "name": old.name }));
            change.after = Some(json!({ "name": row.name }));
            app.commit_change(tx, change).await?;
            app.post(&who, id).await
        })
        .await
    }

    /// Removes a post that nobody holds.
    ///
    /// # Errors
    /// `org.post_in_use`.
    pub async fn delete_post(&self, who: &Principal, id: PostId) -> Result<()> {
        let (app, who) = (self.clone(), who.clone());
        to_the_end(async move {
            let tx = app.begin_change(&who, Permission::OrgManage).await?;
            let company = app.company(&tx).await?;
            let old = company.posts.get(&id).ok_or(Error::NotFound)?;
            let today = app.moment(&company).today;
            if company.memberships.iter().any(|m| holds_from(m, today) == Some(id)) {
                return Err(Error::conflict("org.post_in_use"));
            }
            org_write::remove_post(&tx, id).await?;
            let mut change = app.change(&who, Subject::Post, id.uuid(), Verb::Deleted);
            change.before = Some(json!({ "name": old.name }));
            app.commit_change(tx, change).await
        })
        .await
    }

    async fn post(&self, who: &Principal, id: PostId) -> Result<Post> {
        let tx = self.store().read(who.tenant).await?;
        let company = self.company(&tx).await?;
        let counts = holder_counts(&company, self.moment(&company).today);
        company.posts.get(&id).map(|row| shown(row, &counts)).ok_or(Error::NotFound)
    }
}

/// The post that a membership holds today or later.
fn holds_from(m: &MembershipRow, today: Date) -> Option<PostId> {
    m.post.filter(|_| m.ends_on.is_none_or(|end| today <= end))
}

/// Active people per post, those whose time is still to come included.
fn holder_counts(company: &Company, today: Date) -> HashMap<PostId, u64> {
    let held = company
        .memberships
        .iter()
        .filter(|m| company.directory.is_active(m.user))
        .filter_map(|m| Some((holds_from(m, today)?, m.user)));
    let mut counts = HashMap::new();
    for (post, _) in held.collect::<HashSet<(PostId, UserId)>>() {
        *counts.entry(post).or_default() += 1;
    }
    counts
}

fn shown(row: &PostRow, counts: &HashMap<PostId, u64>) -> Post {
    Post {
        id: row.id,
        name: row.name.clone(),
        holder_count: counts.get(&row.id).copied().unwrap_or_default(),
        rev: row.rev,
    }
}
