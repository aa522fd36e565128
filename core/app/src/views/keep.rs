//! Keeping views: one's own for oneself, shared ones for everybody who sees the list.

use serde_json::{Value as Json, json};
use weir_model::Issue;
use weir_model::change::{Subject, Verb};
use weir_model::id::SavedViewId;
use weir_model::limits::SAVED_VIEWS_MAX;
use weir_model::principal::Principal;
use weir_store::Tx;
use weir_store::queries::saved_views::{self, SavedViewRow, ViewOf};

use super::check::{check_fields, check_name};
use super::place::Place;
use crate::company::Company;
use crate::context::App;
use crate::dto::common::Items;
use crate::dto::views::{CreateSavedView, SavedView, UpdateSavedView, ViewSettings};
use crate::error::{Error, Result, refuse};

impl App {
    /// The views of a list that the caller sees: their own and the shared ones, oldest first.
    ///
    /// # Errors
    /// [`Error::NotFound`] for who may not see the list.
    pub async fn list_views(&self, who: &Principal, of: ViewOf) -> Result<Items<SavedView>> {
        let tx = self.store().read(who.tenant).await?;
        let place = self.view_place(&tx, who, of).await?;
        let company = self.company(&tx).await?;
        let rows = saved_views::list(&tx, of, who.user).await?;
        let items = rows.into_iter().map(|row| self.shown_view(who, &company, &place, row));
        Ok(Items { items: items.collect::<Result<_>>()? })
    }

    /// Keeps a view.
    ///
    /// # Errors
    /// [`Error::NotFound`] for who may not see the list; [`Error::Denied`] for a shared one without the right to
    /// design the form or to arrange the project; [`Error::Invalid`] for what the view cannot show.
    pub async fn create_view(
        &self,
        who: &Principal,
        of: ViewOf,
        input: CreateSavedView,
    ) -> Result<SavedView> {
        let tx = self.write(who).await?;
        let place = self.view_place(&tx, who, of).await?;
        let company = self.company(&tx).await?;
        if input.shared && !place.may_share {
            return Err(Error::Denied);
        }
        let now = self.now();
        let row = SavedViewRow {
            id: self.new_id(SavedViewId::from_uuid),
            of,
            owner: who.user,
            shared: input.shared,
            name: input.name.trim().to_owned(),
            settings: self.checked_settings(who, &company, &place, (&input.name, &input.settings))?,
            created_at: now,
            updated_at: now,
            rev: 1,
        };
        if saved_views::kept_by(&tx, of, who.user).await? >= SAVED_VIEWS_MAX {
            return Err(Issue::new("name", "view.too_many").with("max", SAVED_VIEWS_MAX).into());
        }
        saved_views::insert(&tx, &row).await?;
        let mut change = self.change(who, Subject::SavedView, row.id.uuid(), Verb::Created);
        change.after = Some(facts(&row));
        tx.log(change).await?;
        let view = self.shown_view(who, &company, &place, row)?;
        tx.commit().await?;
        Ok(view)
    }

    /// Changes a view.
    ///
    /// # Errors
    /// As keeping one; [`Error::Stale`] when somebody changed it since `rev`.
    pub async fn update_view(
        &self,
        who: &Principal,
        id: SavedViewId,
        rev: i64,
        input: UpdateSavedView,
    ) -> Result<SavedView> {
        let tx = self.write(who).await?;
        let (place, mut row) = self.changeable_view(&tx, who, id).await?;
        let company = self.company(&tx).await?;
        if row.rev != rev {
            return Err(Error::Stale);
        }
        let before = facts(&row);
        row.shared = input.shared.unwrap_or(row.shared);
        if row.shared && !place.may_share {
            return Err(Error::Denied);
        }
        row.name = input.name.map_or(row.name, |name| name.trim().to_owned());
        if let Some(settings) = &input.settings {
            row.settings = self.checked_settings(who, &company, &place, (&row.name, settings))?;
        }
        refuse(check_name(&row.name))?;
        row.updated_at = self.now();
        saved_views::update(&tx, &row).await?;
        row.rev += 1;
        let mut change = self.change(who, Subject::SavedView, id.uuid(), Verb::Updated);
        (change.before, change.after) = (Some(before), Some(facts(&row)));
        tx.log(change).await?;
        let view = self.shown_view(who, &company, &place, row)?;
        tx.commit().await?;
        Ok(view)
    }

    /// Removes a view; the rows that it showed stay.
    ///
    /// # Errors
    /// As changing one.
    pub async fn delete_view(&self, who: &Principal, id: SavedViewId) -> Result<()> {
        let tx = self.write(who).await?;
        let (_, row) = self.changeable_view(&tx, who, id).await?;
        saved_views::delete(&tx, id).await?;
        let mut change = self.change(who, Subject::SavedView, id.uuid(), Verb::Deleted);
        change.before = Some(facts(&row));
        tx.log(change).await?;
        Ok(tx.commit().await?)
    }

    /// A view that the caller may change. Somebody else's own one does not exist for them.
    async fn changeable_view(
        &self,
        tx: &Tx,
        who: &Principal,
        id: SavedViewId,
    ) -> Result<(Place, SavedViewRow)> {
        let row = saved_views::get(tx, id).await?;
        let place = self.view_place(tx, who, row.of).await?;
        match () {
            () if may_change(who, &place, &row) => Ok((place, row)),
            () if row.shared => Err(Error::Denied),
            () => Err(Error::NotFound),
        }
    }

    /// The settings as they are stored.
    fn checked_settings(
        &self,
        who: &Principal,
        company: &Company,
        place: &Place,
        (name, settings): (&str, &ViewSettings),
    ) -> Result<Json> {
        let mut issues = check_name(name.trim());
        issues.extend(check_fields(place, settings));
        match place.check_rows(self, who, company, settings) {
            Err(Error::Invalid(found)) => issues.extend(found),
            other => other?,
        }
        refuse(issues)?;
        serde_json::to_value(settings).map_err(Error::internal)
    }

    fn shown_view(
        &self,
        who: &Principal,
        company: &Company,
        place: &Place,
        row: SavedViewRow,
    ) -> Result<SavedView> {
        let can_edit = may_change(who, place, &row);
        let mut settings: ViewSettings = serde_json::from_value(row.settings).map_err(Error::internal)?;
        let sound = match place.check_rows(self, who, company, &settings) {
            Ok(()) => check_fields(place, &settings).is_empty(),
            Err(Error::Invalid(_)) => false,
            Err(other) => return Err(other),
        };
        if !sound {
            // A comparison tells of values that the reader may not see.
            (settings.filter, settings.sort) = (None, None);
            settings.columns.retain(|c| place.is_standing(c) || place.kinds(c).next().is_some());
        }
        Ok(SavedView {
            id: row.id,
            name: row.name,
            shared: row.shared,
            owner: company.person(row.owner),
            can_edit,
            settings,
            broken: !sound,
            updated_at: row.updated_at,
            rev: row.rev,
        })
    }
}

/// One's own, as long as it is not for everybody; what is for everybody, whoever may share.
fn may_change(who: &Principal, place: &Place, view: &SavedViewRow) -> bool {
    if view.shared { place.may_share } else { view.owner == who.user }
}

fn facts(view: &SavedViewRow) -> Json {
    let of = match view.of {
        ViewOf::Form(id) => json!({"form": id}),
        ViewOf::Project(id) => json!({"project": id}),
    };
    json!({"of": of, "name": view.name, "shared": view.shared, "settings": view.settings})
}
