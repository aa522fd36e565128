//! Founding a project: what it begins with, from a template or as usual.

use std::collections::HashMap;

use indexmap::IndexMap;
use jiff::civil::Date;
use weir_model::change::{Subject, Verb};
use weir_model::id::{SavedViewId, UserId};
use weir_model::principal::Principal;
use weir_model::{Issue, Issues, Key, ProjectTemplateRef};
use weir_package::{ProjectTemplate, TemplateView, check_project_template};
use weir_store::Tx;
use weir_store::queries::projects::{self, MemberRow, ProjectRow};
use weir_store::queries::saved_views::{self, SavedViewRow, ViewOf};
use weir_work::{MEMBERS_MAX, ProjectRole, default_types};

use super::access::role_word;
use super::members::check_member;
use super::project::{check_key, facts, texts};
use super::types::below;
use crate::company::Company;
use crate::context::App;
use crate::dto::projects::FilledPlace;
use crate::error::{Error, Result, refuse};

/// What a project is founded with.
pub(super) struct Founding {
    /// The project.
    pub row: ProjectRow,
    /// Who is in it besides those who fill the template's places; of several roles somebody has the highest.
    pub members: Vec<(UserId, ProjectRole)>,
    /// The template as this project takes it; none for the usual types alone.
    pub ground: Option<Ground>,
}

/// A template as one project takes it.
pub(super) struct Ground {
    /// The template.
    pub template: ProjectTemplate,
    /// The day from which its days are counted.
    pub start: Date,
    /// Who fills its places.
    pub filled: HashMap<Key, UserId>,
}

impl App {
    /// A template for a project that somebody leads.
    ///
    /// # Errors
    /// [`Error::Invalid`] for a template that is not there or from which no project can be founded, for places that it
    /// does not have, and for people who are not there.
    pub(super) async fn project_ground(
        &self,
        tx: &Tx,
        company: &Company,
        (template, start): (&ProjectTemplateRef, Date),
        lead: UserId,
        wishes: &[FilledPlace],
    ) -> Result<Ground> {
        let template = self.project_template(tx, template).await?;
        refuse(below("template", check_project_template(&template)))?;
        let mut issues = Issues::new();
        let mut wished: HashMap<&Key, Option<UserId>> = HashMap::new();
        for (n, FilledPlace { place, user }) in wishes.iter().enumerate() {
            if template.place(place).is_none() || template.lead.as_ref() == Some(place) {
                let issue = Issue::new(format!("places[{n}].place"), "template.place_unknown");
                issues.push(issue.with("place", place));
            }
            if let Some(user) = *user {
                issues.extend(check_member(company, &format!("places[{n}].user"), user));
            }
            wished.insert(place, *user);
        }
        refuse(issues)?;
        let is_there = |user: &UserId| company.people.get(user).is_some_and(|p| p.active);
        let filled = template.places.iter().filter_map(|place| {
            let user = match wished.get(&place.key) {
                _ if template.lead.as_ref() == Some(&place.key) => Some(lead),
                Some(wish) => *wish,
                // Who left since leaves the place to be filled.
                None => place.person.filter(is_there),
            };
            user.map(|user| (place.key.clone(), user))
        });
        let filled = filled.collect();
        Ok(Ground { template, start, filled })
    }

    /// What keeps a project from being founded: a key that is taken or cannot be one, texts, its lead.
    pub(super) async fn check_founding(
        &self,
        tx: &Tx,
        company: &Company,
        founding: &Founding,
    ) -> Result<Issues> {
        let row = &founding.row;
        let mut issues = check_key(&row.key);
        if issues.is_empty() && projects::key_taken(tx, &row.key).await? {
            issues.push(Issue::new("key", "design.key_taken"));
        }
        issues.extend(texts(row));
        issues.extend(check_member(company, "lead", row.lead));
        if seated(founding).len() > MEMBERS_MAX {
            issues.push(Issue::new("members", "work.too_many_members").with("max", MEMBERS_MAX));
        }
        Ok(issues)
    }

    /// Founds a project that nothing was found against, with everything that it begins with.
    ///
    /// # Errors
    /// [`Error::Invalid`] for a key that somebody took at this moment, and for types that no longer fit: their fields
    /// name a form that is gone.
    pub(super) async fn found(&self, tx: &Tx, who: &Principal, founding: &Founding) -> Result<()> {
        let Founding { row, ground, .. } = founding;
        let company = self.company(tx).await?;
        projects::insert(tx, row).await.map_err(|error| match error {
            // Another worker founded it for the same instance: a further look finds it.
            weir_store::Error::Duplicate { what } if what.ends_with("instance_id") => Error::Stale,
            weir_store::Error::Duplicate { .. } => Error::invalid("key", "design.key_taken"),
            other => other.into(),
        })?;
        for (user, role) in seated(founding) {
            let member = MemberRow { user, role: role_word(role).to_owned(), added_at: row.created_at };
            projects::put_member(tx, row.id, &member).await?;
        }
        let usual = || default_types().into_iter().map(|(key, kind)| (key, kind, None)).collect();
        let types: Vec<_> = ground.as_ref().map_or_else(usual, |ground| {
            let types = ground.template.types.iter();
            types.map(|t| (t.key.clone(), t.definition.clone(), t.schema.clone())).collect()
        });
        for (sort, (key, kind, schema)) in (1..).zip(types) {
            let made = self.insert_type(tx, who, (row.id, &row.key), (key, kind, sort), schema).await;
            made.map_err(|error| match error {
                Error::Invalid(issues) => {
                    Error::Invalid(below(&format!("template.types[{}]", sort - 1), issues))
                }
                other => other,
            })?;
        }
        let mut change = self.change(who, Subject::Project, row.id.uuid(), Verb::Created);
        change.after = Some(facts(row));
        tx.log(change).await?;
        if let Some(ground) = ground {
            for view in &ground.template.views {
                self.insert_view(tx, who, row, view).await?;
            }
            self.raise_skeleton(tx, who, &company, (row, ground)).await?;
        }
        Ok(())
    }

    async fn insert_view(
        &self,
        tx: &Tx,
        who: &Principal,
        project: &ProjectRow,
        view: &TemplateView,
    ) -> Result<()> {
        let row = SavedViewRow {
            id: self.new_id(SavedViewId::from_uuid),
            of: ViewOf::Project(project.id),
            owner: project.lead,
            shared: true,
            name: view.name.get(who.locale).to_owned(),
            settings: view.settings.clone(),
            created_at: project.created_at,
            updated_at: project.created_at,
            rev: 1,
        };
        saved_views::insert(tx, &row).await?;
        let mut change = self.change(who, Subject::SavedView, row.id.uuid(), Verb::Created);
        change.after = Some(serde_json::json!({ "of": { "project": project.id }, "name": row.name }));
        Ok(tx.log(change).await?)
    }
}

/// Who is in a new project. Its lead arranges it.
fn seated(founding: &Founding) -> IndexMap<UserId, ProjectRole> {
    let mut seated: IndexMap<UserId, ProjectRole> = IndexMap::new();
    let places = founding.ground.iter().flat_map(|ground| {
        let filled =
            |place: &weir_package::TemplatePlace| Some((*ground.filled.get(&place.key)?, place.role));
        ground.template.places.iter().filter_map(filled)
    });
    let lead = (founding.row.lead, ProjectRole::Admin);
    for (user, role) in std::iter::once(lead).chain(founding.members.iter().copied()).chain(places) {
        let held = seated.entry(user).or_insert(role);
        *held = role.max(*held);
    }
    seated
}
