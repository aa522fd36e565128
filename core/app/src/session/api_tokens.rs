//! API tokens: credentials of programs, as wide as chosen and never wider than their owner.

use weir_model::Issue;
use weir_model::change::{Subject, Verb};
use weir_model::id::ApiTokenId;
use weir_model::permission::Permission;
use weir_model::principal::{Channel, Principal};
use weir_store::queries::tokens::{self, ApiTokenRow};

use super::sessions::{own_eyes, session_of};
use super::token::{self, Kind};
use crate::context::App;
use crate::dto::common::Page;
use crate::dto::session::{ApiTokenInfo, CreateApiToken, CreatedApiToken};
use crate::error::{Error, Result, refuse};

/// Tokens of one person: beyond it nobody knows any more what each is for.
const TOKENS_MAX: usize = 50;
/// Characters of a token's name.
const NAME_MAX_CHARS: usize = 100;

impl App {
    /// One's own tokens, newest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn my_api_tokens(&self, me: &Principal) -> Result<Page<ApiTokenInfo>> {
        own_eyes(me)?;
        let tx = self.store().read(me.tenant).await?;
        let rows = tokens::list(&tx, me.user).await?;
        Ok(Page::whole(rows.into_iter().map(info).collect()))
    }

    /// Makes a token. A token cannot make another: `auth.session_required`.
    ///
    /// # Errors
    /// [`Error::Invalid`] for a scope that its owner does not hold, an end in the past, a name too long.
    pub async fn create_api_token(&self, me: &Principal, wish: CreateApiToken) -> Result<CreatedApiToken> {
        session_of(me)?;
        let CreateApiToken { name, mut scopes, expires_at } = wish;
        scopes.sort_unstable();
        scopes.dedup();
        let now = self.now();
        let tx = self.write(me).await?;
        let held = self.permissions(&tx, me).await?;
        let name = name.trim();
        let mut issues = Vec::new();
        if name.is_empty() {
            issues.push(Issue::new("name", "request.text_empty"));
        }
        if name.chars().count() > NAME_MAX_CHARS {
            issues.push(Issue::new("name", "request.text_long").with("max", NAME_MAX_CHARS));
        }
        if scopes.is_empty() {
            issues.push(Issue::new("scopes", "auth.scopes_empty"));
        }
        for (i, scope) in scopes.iter().enumerate().filter(|(_, s)| !held.contains(s)) {
            let issue = Issue::new(format!("scopes[{i}]"), "auth.scope_not_held");
            issues.push(issue.with("permission", scope.as_str()));
        }
        if expires_at.is_some_and(|end| end <= now) {
            issues.push(Issue::new("expiresAt", "auth.expiry_past"));
        }
        refuse(issues)?;
        if tokens::list(&tx, me.user).await?.len() >= TOKENS_MAX {
            return Err(Error::conflict("auth.too_many_tokens"));
        }
        let secret = token::generate(Kind::Api)?;
        let row = ApiTokenRow {
            id: self.new_id(ApiTokenId::from_uuid),
            user: me.user,
            name: name.to_owned(),
            scopes: scopes.iter().map(|s| s.as_str().to_owned()).collect(),
            created_at: now,
            expires_at,
            last_used_at: None,
            revoked_at: None,
        };
        tokens::insert(&tx, &row, &secret.hash).await?;
        let mut change = self.change(me, Subject::Session, row.id.uuid(), Verb::Created);
        change.after = Some(serde_json::json!({ "name": row.name, "scopes": row.scopes }));
        tx.log(change).await?;
        tx.commit().await?;
        Ok(CreatedApiToken { token: secret.text, info: info(row) })
    }

    /// Ends one of one's own tokens.
    ///
    /// # Errors
    /// [`Error::NotFound`] when it is not theirs or has ended.
    pub async fn revoke_api_token(&self, me: &Principal, id: ApiTokenId) -> Result<()> {
        let tx = self.write(me).await?;
        tokens::revoke(&tx, me.user, id, self.now()).await?;
        tx.log(self.change(me, Subject::Session, id.uuid(), Verb::Revoked)).await?;
        tx.commit().await?;
        self.sessions().forget(Channel::ApiToken(id));
        Ok(())
    }
}

fn info(row: ApiTokenRow) -> ApiTokenInfo {
    ApiTokenInfo {
        id: row.id,
        name: row.name,
        scopes: row.scopes.iter().filter_map(|s| Permission::parse(s)).collect(),
        created_at: row.created_at,
        expires_at: row.expires_at,
        last_used_at: row.last_used_at,
    }
}
