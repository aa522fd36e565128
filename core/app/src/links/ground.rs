//! What a link stands on: the rights of whoever made it as they are now, and the form as it is now.

use jiff::Timestamp;
use weir_access::Object;
use weir_forms::schema::FormSchema;
use weir_forms::{OpenForm, open_to_strangers};
use weir_model::id::TenantId;
use weir_model::permission::{FieldRights, Permission};
use weir_model::principal::Principal;
use weir_store::Tx;
use weir_store::queries::form_links::{self, FormLinkRow};

use crate::background::worded;
use crate::company::Company;
use crate::context::App;
use crate::dto::links::{FormLinkState, LinkAudience};
use crate::error::{Error, Result};
use crate::records::{FormInUse, readable_schema};
use crate::session::{TokenKind, token_hash};

/// A link that opens, as far as its maker and its form go.
pub(super) struct Ground {
    /// Whoever made it.
    pub owner: Principal,
    /// The form in use.
    pub form: FormInUse,
    /// By which rights a submission is checked.
    pub rights: FieldRights,
    /// What its page shows.
    pub page: FormSchema,
}

impl Ground {
    /// The rights of what the page shows.
    pub fn page_rights(&self) -> FieldRights {
        let shown = |path: &str| match path.split_once('.') {
            None => self.page.field(path).is_some(),
            Some((table, column)) => {
                let table = self.page.field(table);
                table.is_some_and(|t| t.columns().iter().any(|c| c.key.as_str() == column))
            }
        };
        self.rights.iter().filter(|(path, _)| shown(path)).map(|(path, r)| (path.clone(), *r)).collect()
    }
}

impl App {
    /// The link of a token, with its tenant.
    ///
    /// # Errors
    /// [`Error::NotFound`], alike for one that never was and one that was removed.
    pub(super) async fn link_of(&self, token: &str) -> Result<(TenantId, FormLinkRow)> {
        if !TokenKind::FormLink.is_kind_of(token) {
            return Err(Error::NotFound);
        }
        let found = form_links::of_token(&self.store().system_read(), &token_hash(token)).await?;
        found.ok_or(Error::NotFound)
    }

    /// What a link stands on; or why it does not open.
    pub(super) async fn ground(
        &self,
        tx: &Tx,
        company: &Company,
        link: &FormLinkRow,
    ) -> Result<Result<Ground, FormLinkState>> {
        let owner = self.acting_for(tx, company, link.created_by);
        let active = company.people.get(&owner.user).is_some_and(|person| person.active);
        let lent = match self.lent(tx, &owner, link).await {
            Ok(rights) if active => rights,
            Ok(_) | Err(Error::Denied | Error::NotFound) => {
                return Ok(Err(FormLinkState::OwnerWithoutRight));
            }
            Err(other) => return Err(other),
        };
        let form = match self.form_in_use(tx, link.form).await {
            Err(Error::NotFound) => return Ok(Err(FormLinkState::FormUnfit)),
            form => form?,
        };
        Ok(match worded(&link.audience)? {
            LinkAudience::Internal => {
                let page = readable_schema(&form.schema, &lent);
                Ok(Ground { owner, page, rights: lent, form })
            }
            LinkAudience::Public => match open_to_strangers(&form.schema, &lent) {
                OpenForm { schema: page, rights, lacking } if lacking.is_empty() => {
                    Ok(Ground { owner, page, rights, form })
                }
                _ => Err(FormLinkState::FormUnfit),
            },
        })
    }

    /// The field rights that whoever made a link lends by it.
    async fn lent(&self, tx: &Tx, owner: &Principal, link: &FormLinkRow) -> Result<FieldRights> {
        self.permit(tx, owner, Permission::FormsDesign, Object::TENANT).await?;
        let permit = self.form_permit(tx, owner, Permission::RecordsCreate, link.form).await?;
        Ok(permit.field_rights().clone())
    }
}

/// Whether a link opens by its own settings.
pub(super) fn by_itself(link: &FormLinkRow, now: Timestamp) -> FormLinkState {
    match () {
        () if !link.active => FormLinkState::Off,
        () if link.expires_at.is_some_and(|end| end <= now) => FormLinkState::Expired,
        () if link.max_submissions.is_some_and(|max| link.submissions >= max) => FormLinkState::Full,
        () => FormLinkState::Open,
    }
}

/// What a visitor is told of a link that does not open: not why it was closed.
pub(super) const fn closed(state: FormLinkState) -> Error {
    match state {
        FormLinkState::Expired => Error::conflict("links.expired"),
        FormLinkState::Full => Error::conflict("links.full"),
        FormLinkState::Open
        | FormLinkState::Off
        | FormLinkState::OwnerWithoutRight
        | FormLinkState::FormUnfit => Error::conflict("links.closed"),
    }
}
