//! Templates that projects are founded from: keeping a project as one, naming it, throwing it away.

use serde_json::{Value as Json, json};
use weir_access::Object;
use weir_model::change::{Subject, Verb};
use weir_model::id::{ProjectId, ProjectTemplateId};
use weir_model::limits::{LONG_TEXT_MAX_CHARS, TAB_NAME_MAX_CHARS};
use weir_model::permission::Permission;
use weir_model::principal::Principal;
use weir_model::{Issue, Issues, LocalizedText, ProjectTemplateRef};
use weir_package::ProjectPack;
use weir_store::Tx;
use weir_store::queries::project_templates::{self, TemplateRow};
use weir_work::Deed;

use super::shipped::shipped;
use crate::company::Company;
use crate::context::App;
use crate::dto::common::Items;
use crate::dto::project_templates::{
    CreateProjectTemplate, ProjectTemplate, ProjectTemplatePreview, TemplatePlaceInfo, TemplateStatusInfo,
    TemplateTypeInfo, UpdateProjectTemplate,
};
use crate::error::{Error, Result, refuse};
use crate::rights::within_token;

/// Templates of one company: a longer list is not read by whoever chooses from it.
const TEMPLATES_MAX: usize = 200;
/// What is said of a template that is not there.
const UNKNOWN: &str = "template.unknown";
/// Titles of items that a preview tells.
const TITLES_SHOWN: usize = 12;

impl App {
    /// What projects can be founded from: the company's own templates by name, then those of the product.
    ///
    /// # Errors
    /// [`Error::Denied`] without `projects.create`.
    pub async fn list_project_templates(&self, who: &Principal) -> Result<Items<ProjectTemplate>> {
        let tx = self.store().read(who.tenant).await?;
        self.permit(&tx, who, Permission::ProjectsCreate, Object::TENANT).await?;
        let company = self.company(&tx).await?;
        let administers = self.administers_projects(&tx, who).await?;
        let mut items = Vec::new();
        for row in project_templates::list(&tx).await? {
            items.push(shown(who, &company, row, administers)?);
        }
        items.extend(shipped()?.into_iter().map(|pack| shown_pack(pack, &company)));
        Ok(Items { items })
    }

    /// Keeps a project as a template, also an archived one.
    ///
    /// # Errors
    /// [`Error::NotFound`] and [`Error::Denied`] for who may not arrange the project; [`Error::Invalid`] for more work
    /// items than a template holds and for places of people who are not in the project.
    pub async fn create_project_template(
        &self,
        who: &Principal,
        project: ProjectId,
        input: CreateProjectTemplate,
    ) -> Result<ProjectTemplate> {
        let tx = self.write(who).await?;
        let mut seat = self.seat(&tx, who, project).await?;
        // Nothing of the project changes.
        seat.project.archived_at = None;
        seat.demand(Deed::Arrange)?;
        let company = self.company(&tx).await?;
        let now = self.now();
        let mut row = TemplateRow {
            id: self.new_id(ProjectTemplateId::from_uuid),
            name: input.name.trim().to_owned(),
            description: input.description.trim().to_owned(),
            preview: Json::Null,
            created_by: who.user,
            created_at: now,
            updated_at: now,
            rev: 1,
        };
        refuse(texts(&row))?;
        if project_templates::count(&tx).await? >= TEMPLATES_MAX {
            return Err(Issue::new("name", "template.too_many_templates").with("max", TEMPLATES_MAX).into());
        }
        let template = self.draw_template(&tx, who, &seat, &company, &input).await?;
        row.preview = serde_json::to_value(preview(&template, &company)).map_err(Error::internal)?;
        project_templates::insert(&tx, &row, &template).await?;
        let mut change = self.change(who, Subject::ProjectTemplate, row.id.uuid(), Verb::Created);
        let mut after = facts(&row);
        after["project"] = json!(project);
        change.after = Some(after);
        tx.log(change).await?;
        let administers = self.administers_projects(&tx, who).await?;
        let made = shown(who, &company, row, administers)?;
        tx.commit().await?;
        Ok(made)
    }

    /// Names or describes a template anew; what is left out stays.
    ///
    /// # Errors
    /// [`Error::Denied`] for who neither made it nor administers projects, [`Error::Stale`] when somebody changed it
    /// since `rev`.
    pub async fn update_project_template(
        &self,
        who: &Principal,
        id: ProjectTemplateId,
        rev: i64,
        input: UpdateProjectTemplate,
    ) -> Result<ProjectTemplate> {
        let tx = self.write(who).await?;
        let (before, administers) = self.changeable_template(&tx, who, id).await?;
        let mut row = TemplateRow { rev, updated_at: self.now(), ..before.clone() };
        row.name = input.name.map_or(row.name, |name| name.trim().to_owned());
        row.description = input.description.map_or(row.description, |text| text.trim().to_owned());
        refuse(texts(&row))?;
        project_templates::update(&tx, &row).await?;
        row.rev += 1;
        let mut change = self.change(who, Subject::ProjectTemplate, id.uuid(), Verb::Updated);
        (change.before, change.after) = (Some(facts(&before)), Some(facts(&row)));
        tx.log(change).await?;
        let company = self.company(&tx).await?;
        let changed = shown(who, &company, row, administers)?;
        tx.commit().await?;
        Ok(changed)
    }

    /// Throws a template away; the projects that were founded from it stay.
    ///
    /// # Errors
    /// [`Error::Denied`] for who neither made it nor administers projects.
    pub async fn delete_project_template(&self, who: &Principal, id: ProjectTemplateId) -> Result<()> {
        let tx = self.write(who).await?;
        let (row, _) = self.changeable_template(&tx, who, id).await?;
        project_templates::delete(&tx, id).await?;
        let mut change = self.change(who, Subject::ProjectTemplate, id.uuid(), Verb::Deleted);
        change.before = Some(facts(&row));
        tx.log(change).await?;
        Ok(tx.commit().await?)
    }

    /// A template that the caller may change, and whether they administer projects.
    async fn changeable_template(
        &self,
        tx: &Tx,
        who: &Principal,
        id: ProjectTemplateId,
    ) -> Result<(TemplateRow, bool)> {
        let row = project_templates::get(tx, id).await?;
        let administers = self.administers_projects(tx, who).await?;
        if may_change(who, &row, administers) { Ok((row, administers)) } else { Err(Error::Denied) }
    }

    /// Whether there is a template.
    pub(crate) async fn has_project_template(&self, tx: &Tx, template: &ProjectTemplateRef) -> Result<bool> {
        match template {
            ProjectTemplateRef::Own { id } => match project_templates::get(tx, *id).await {
                Ok(_) => Ok(true),
                Err(weir_store::Error::NotFound) => Ok(false),
                Err(other) => Err(other.into()),
            },
            ProjectTemplateRef::Shipped { key } => {
                Ok(shipped()?.iter().any(|pack| pack.manifest.key == *key))
            }
        }
    }

    /// What a template holds.
    ///
    /// # Errors
    /// [`Error::Invalid`] for one that is not there.
    pub(super) async fn project_template(
        &self,
        tx: &Tx,
        template: &ProjectTemplateRef,
    ) -> Result<weir_package::ProjectTemplate> {
        let unknown = || Error::invalid("template", UNKNOWN);
        match template {
            ProjectTemplateRef::Own { id } => {
                project_templates::content(tx, *id).await.map_err(|error| match error {
                    weir_store::Error::NotFound => unknown(),
                    other => other.into(),
                })
            }
            ProjectTemplateRef::Shipped { key } => {
                let pack = shipped()?.into_iter().find(|pack| pack.manifest.key == *key);
                pack.map(|pack| pack.template).ok_or_else(unknown)
            }
        }
    }
}

/// Whether a template could not be taken because it is not there.
pub(super) fn is_unknown_template<T>(taken: &Result<T>) -> bool {
    matches!(taken, Err(Error::Invalid(issues)) if issues.iter().any(|i| i.code == UNKNOWN))
}

/// Who made it, and whoever administers projects. A token must reach as far as arranging projects.
fn may_change(who: &Principal, row: &TemplateRow, administers: bool) -> bool {
    within_token(who, Permission::ProjectsAdmin) && (administers || row.created_by == who.user)
}

fn texts(row: &TemplateRow) -> Issues {
    let mut issues = Issues::new();
    if row.name.is_empty() {
        issues.push(Issue::new("name", "request.text_empty"));
    }
    for (at, text, max) in
        [("name", &row.name, TAB_NAME_MAX_CHARS), ("description", &row.description, LONG_TEXT_MAX_CHARS)]
    {
        if text.chars().count() > max {
            issues.push(Issue::new(at, "request.text_long").with("max", max));
        }
    }
    issues
}

fn facts(row: &TemplateRow) -> Json {
    json!({ "name": row.name, "description": row.description })
}

fn shown(who: &Principal, company: &Company, row: TemplateRow, administers: bool) -> Result<ProjectTemplate> {
    let can_edit = may_change(who, &row, administers);
    let mut preview: ProjectTemplatePreview = serde_json::from_value(row.preview).map_err(Error::internal)?;
    for place in &mut preview.places {
        // As they are called now; who left is not put in any more.
        let there = |id| company.people.get(&id).filter(|p| p.active).map(|_| company.person(id));
        place.person = place.person.take().and_then(|person| there(person.id));
    }
    let text = |text: String| LocalizedText::one(company.locale, text);
    Ok(ProjectTemplate {
        template: ProjectTemplateRef::Own { id: row.id },
        name: text(row.name),
        description: text(row.description),
        icon: None,
        preview,
        created_by: Some(company.person(row.created_by)),
        created_at: Some(row.created_at),
        updated_at: Some(row.updated_at),
        can_edit,
        rev: row.rev,
    })
}

fn shown_pack(pack: ProjectPack, company: &Company) -> ProjectTemplate {
    let ProjectPack { manifest, template } = pack;
    ProjectTemplate {
        preview: preview(&template, company),
        template: ProjectTemplateRef::Shipped { key: manifest.key },
        name: manifest.name,
        description: manifest.description,
        icon: Some(manifest.icon),
        created_by: None,
        created_at: None,
        updated_at: None,
        can_edit: false,
        rev: 0,
    }
}

/// What lists tell of a template.
fn preview(template: &weir_package::ProjectTemplate, company: &Company) -> ProjectTemplatePreview {
    let types = template.types.iter().map(|kind| {
        let workflow = &kind.definition.workflow;
        let schema = super::types::schema_of(&kind.key, &kind.definition.name, kind.schema.clone());
        let status =
            |s: &weir_work::Status| TemplateStatusInfo { name: s.name.clone(), category: s.category };
        TemplateTypeInfo {
            key: kind.key.clone(),
            name: kind.definition.name.clone(),
            icon: kind.definition.icon.clone(),
            statuses: workflow.statuses.iter().map(status).collect(),
            fields: schema.fields.len() as u64,
        }
    });
    let places = template.places.iter().filter(|p| template.lead.as_ref() != Some(&p.key));
    let places = places.map(|place| TemplatePlaceInfo {
        key: place.key.clone(),
        name: place.name.clone(),
        role: place.role,
        person: place.person.map(|id| company.person(id)),
    });
    let roots = template.items.iter().filter(|item| item.parent.is_none());
    ProjectTemplatePreview {
        types: types.collect(),
        places: places.collect(),
        views: template.views.iter().map(|view| view.name.clone()).collect(),
        items: template.items.len() as u64,
        titles: roots.take(TITLES_SHOWN).map(|item| item.title.clone()).collect(),
        days: template.days(),
    }
}
