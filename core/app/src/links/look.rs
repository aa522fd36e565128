//! The page behind a link: what it shows, and to whom.

use std::net::IpAddr;

use weir_forms::Situation;
use weir_model::permission::Permission;
use weir_model::principal::Principal;
use weir_store::Tx;
use weir_store::queries::form_links::FormLinkRow;

use super::ground::{Ground, by_itself, closed};
use crate::background::worded;
use crate::company::Company;
use crate::context::App;
use crate::dto::links::{FormLinkState, FormLinkToken, LinkAudience, OpenFormLink};
use crate::error::{Error, Result};
use crate::rights::within_token;

impl App {
    /// The form behind a public link.
    ///
    /// # Errors
    /// [`Error::NotFound`] for a token of no link; [`Error::Unauthenticated`] for a link of colleagues;
    /// `links.closed`, `links.expired`, `links.full`; [`Error::TooMany`].
    pub async fn look_at_form_link(&self, token: &FormLinkToken, from: IpAddr) -> Result<OpenFormLink> {
        self.count_look(from).await?;
        let (tenant, link) = self.link_of(&token.token).await?;
        for_strangers(&link)?;
        let tx = self.store().read(tenant).await?;
        self.opened(&tx, &link, None).await
    }

    /// The form behind a link of colleagues, for one of them.
    ///
    /// # Errors
    /// [`Error::NotFound`] for a token of no link of this company's colleagues; `links.closed`, `links.expired`,
    /// `links.full`; [`Error::Denied`] for an API token that may not create records.
    pub async fn look_at_internal_link(
        &self,
        who: &Principal,
        token: &FormLinkToken,
    ) -> Result<OpenFormLink> {
        let link = self.link_for(who, &token.token).await?;
        let tx = self.store().read(who.tenant).await?;
        self.opened(&tx, &link, Some(who)).await
    }

    /// The link of a token, for a colleague.
    pub(super) async fn link_for(&self, who: &Principal, token: &str) -> Result<FormLinkRow> {
        let (tenant, link) = self.link_of(token).await?;
        if tenant != who.tenant || worded::<LinkAudience>(&link.audience)? != LinkAudience::Internal {
            return Err(Error::NotFound);
        }
        // An API token is no wider here than where records are created without a link.
        if within_token(who, Permission::RecordsCreate) { Ok(link) } else { Err(Error::Denied) }
    }

    async fn opened(&self, tx: &Tx, link: &FormLinkRow, who: Option<&Principal>) -> Result<OpenFormLink> {
        let company = self.company(tx).await?;
        let state = by_itself(link, self.now());
        if state != FormLinkState::Open {
            return Err(closed(state));
        }
        let ground = self.ground(tx, &company, link).await?.map_err(closed)?;
        let Situation { initiator, department, .. } = self.facts_for(&company, &ground, who)?;
        Ok(OpenFormLink {
            company: company.name.clone(),
            time_zone: company.time_zone.iana_name().unwrap_or("UTC").to_owned(),
            audience: worded(&link.audience)?,
            rights: ground.page_rights(),
            schema: ground.page,
            initiator,
            initiator_department: department,
        })
    }

    /// The facts around a form that is filled in by a link. Of a stranger nothing is known.
    pub(super) fn facts_for(
        &self,
        company: &Company,
        ground: &Ground,
        who: Option<&Principal>,
    ) -> Result<Situation> {
        match who {
            Some(who) => {
                let department = self.acting_department(company, who, None)?;
                Ok(self.situation(company, who, department))
            }
            None => {
                let around = self.situation(company, &ground.owner, None);
                Ok(Situation { initiator: None, ..around })
            }
        }
    }
}

/// Refuses a link that asks who one is.
pub(super) fn for_strangers(link: &FormLinkRow) -> Result<()> {
    match worded(&link.audience)? {
        LinkAudience::Public => Ok(()),
        LinkAudience::Internal => Err(Error::Unauthenticated { code: "links.sign_in" }),
    }
}
