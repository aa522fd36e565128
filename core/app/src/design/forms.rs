//! Use cases of the form designer, and the form as everyone else sees it.

use std::collections::{HashMap, HashSet};

use weir_forms::schema::{FieldKind, FormSchema};
use weir_forms::{SlotMap, assign, check_schema, slot_uses};
use weir_model::change::{Subject, Verb};
use weir_model::filter::{FilterOp, SlotRef};
use weir_model::id::FormId;
use weir_model::permission::Permission;
use weir_model::principal::Principal;
use weir_model::{Issue, Issues, Key};
use weir_store::Tx;
use weir_store::queries::definitions::{self, Header, Kind};
use weir_store::queries::forms::{self, NewForm, NewVersion};

use super::compare;
use super::shared::{check_name, check_note, taken_key, version_info, version_page};
use crate::context::App;
use crate::dto::common::{Page, ProblemItem};
use crate::dto::definition::{DefinitionDiff, Publish, Rollback, VersionInfo};
use crate::dto::forms::{
    CreateForm, FieldListing, Form, FormDraft, FormRights, FormSummary, FormVersion, SaveFormDraft,
};
use crate::error::{Error, Result, refuse};
use crate::records::readable_schema;

impl App {
    /// Forms: all of them for who designs, else those whose records the caller may see.
    ///
    /// # Errors
    /// [`Error::Denied`] for the designer's list without the right to design.
    pub async fn list_forms(&self, who: &Principal, design: bool) -> Result<Page<FormSummary>> {
        let tx = self.store().read(who.tenant).await?;
        if design {
            self.may_design(&tx, who, Kind::Form).await?;
        }
        let visible = self.permitted_forms(&tx, who, Permission::RecordsRead).await?;
        let mut flow_keys = flow_keys(&tx).await?;
        let headers = definitions::headers(&tx, Kind::Form).await?;
        let shown = headers
            .into_iter()
            .filter(|h| design || (h.current_version > 0 && visible.contains(FormId::from_uuid(h.id))))
            .map(|h| summary(h, &mut flow_keys));
        Ok(Page::whole(shown.collect()))
    }

    /// Creates a form with a first draft.
    ///
    /// # Errors
    /// [`Error::Invalid`] when the key is taken or the name missing.
    pub async fn create_form(&self, who: &Principal, input: CreateForm) -> Result<FormSummary> {
        check_name(&input.name)?;
        let tx = self.write(who).await?;
        self.may_design(&tx, who, Kind::Form).await?;
        let id = self.insert_form(&tx, who, input).await?;
        let header = definitions::header(&tx, Kind::Form, id.uuid()).await?;
        tx.commit().await?;
        Ok(summary(header, &mut HashMap::new()))
    }

    pub(crate) async fn insert_form(&self, tx: &Tx, who: &Principal, input: CreateForm) -> Result<FormId> {
        let id = self.new_id(FormId::from_uuid);
        let empty = || FormSchema { name: input.name.clone(), ..FormSchema::default() };
        let form = NewForm {
            id,
            key: &input.key,
            name: &input.name,
            icon: input.icon.as_deref(),
            draft: &input.schema.clone().unwrap_or_else(empty),
            by: who.user,
            at: self.now(),
        };
        forms::insert(tx, form).await.map_err(taken_key)?;
        tx.log(self.change(who, Subject::Form, id.uuid(), Verb::Created)).await?;
        Ok(id)
    }

    /// The published form, as far as the caller may see its fields.
    ///
    /// # Errors
    /// [`Error::NotFound`] before the first publication and for who may not see its records.
    pub async fn get_form(&self, who: &Principal, id: FormId) -> Result<Form> {
        let tx = self.store().read(who.tenant).await?;
        let permit = self.form_permit(&tx, who, Permission::RecordsRead, id).await?;
        let header = definitions::header(&tx, Kind::Form, id.uuid()).await?;
        let (_, schema) = published(&tx, id, header.current_version).await?;
        let slots: SlotMap = forms::slot_map(&tx, id).await?;
        let may = async |permission| self.form_permit(&tx, who, permission, id).await.is_ok();
        let rights = FormRights {
            create: may(Permission::RecordsCreate).await,
            update: may(Permission::RecordsUpdate).await,
            delete: may(Permission::RecordsDelete).await,
            import: may(Permission::RecordsImport).await,
            export: may(Permission::RecordsExport).await,
            design: self.may_design_form(&tx, who, id).await.is_ok(),
        };
        let schema = readable_schema(&schema, permit.field_rights());
        let mut listing: indexmap::IndexMap<String, FieldListing> = slot_uses(&schema, &slots)
            .into_iter()
            .map(|(key, u)| {
                (key, FieldListing { filterable: u.filterable, sortable: u.sortable, ops: u.ops })
            })
            .collect();
        listing.extend(SlotRef::SYSTEM.map(|(name, slot)| (name.to_owned(), system_listing(slot))));
        let mut flow_keys = flow_keys(&tx).await?;
        Ok(Form { summary: summary(header, &mut flow_keys), schema, slots: listing, rights })
    }

    /// The draft and what keeps it from being published.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Denied`].
    pub async fn get_form_draft(&self, who: &Principal, id: FormId) -> Result<FormDraft> {
        let tx = self.store().read(who.tenant).await?;
        self.may_design_form(&tx, who, id).await?;
        self.form_draft(&tx, who, id).await
    }

    /// Saves the draft, however incomplete.
    ///
    /// # Errors
    /// [`Error::Stale`] when somebody saved since `rev`.
    pub async fn save_form_draft(
        &self,
        who: &Principal,
        id: FormId,
        rev: i64,
        input: SaveFormDraft,
    ) -> Result<FormDraft> {
        let tx = self.write(who).await?;
        self.may_design_form(&tx, who, id).await?;
        self.write_form_draft(&tx, who, id, rev, &input.schema).await?;
        let draft = self.form_draft(&tx, who, id).await?;
        tx.commit().await?;
        Ok(draft)
    }

    /// What publishing the draft would change.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Denied`].
    pub async fn diff_form_draft(&self, who: &Principal, id: FormId) -> Result<DefinitionDiff> {
        let tx = self.store().read(who.tenant).await?;
        self.may_design_form(&tx, who, id).await?;
        let draft = definitions::draft::<FormSchema>(&tx, Kind::Form, id.uuid()).await?;
        let current = current_schema(&tx, id).await?;
        Ok(DefinitionDiff { changes: compare::forms(current.as_ref(), &draft.definition) })
    }

    /// Makes the draft the version in use.
    ///
    /// # Errors
    /// [`Error::Invalid`] with every finding, located.
    pub async fn publish_form(&self, who: &Principal, id: FormId, input: Publish) -> Result<FormVersion> {
        check_note(&input.note)?;
        let tx = self.write(who).await?;
        self.may_design_form(&tx, who, id).await?;
        let number = self.publish_form_in(&tx, who, id, input.note.trim()).await?;
        let company = self.company(&tx).await?;
        let (version, schema) = definitions::version(&tx, Kind::Form, id.uuid(), number).await?;
        tx.commit().await?;
        Ok(FormVersion { info: version_info(version, number, &company), schema })
    }

    pub(crate) async fn publish_form_in(
        &self,
        tx: &Tx,
        who: &Principal,
        id: FormId,
        note: &str,
    ) -> Result<u32> {
        let header = definitions::header(tx, Kind::Form, id.uuid()).await?;
        let draft = definitions::draft::<FormSchema>(tx, Kind::Form, id.uuid()).await?.definition;
        refuse(form_issues(tx, id, &draft).await?)?;
        if current_schema(tx, id).await?.as_ref() == Some(&draft) {
            return Err(Error::conflict("design.nothing_to_publish"));
        }
        let previous: SlotMap = forms::slot_map(tx, id).await?;
        let slots = assign(&draft, Some(&previous));
        let version = NewVersion {
            version: header.current_version + 1,
            definition: &draft,
            name: &draft.name,
            note,
            by: who.user,
            at: self.now(),
        };
        let number = version.version;
        forms::publish(tx, id, version, &slots).await?;
        let mut change = self.change(who, Subject::Form, id.uuid(), Verb::Published);
        change.after = Some(serde_json::json!({ "version": number, "note": note }));
        tx.log(change).await?;
        Ok(number)
    }

    /// The published versions, the newest first.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Denied`].
    pub async fn list_form_versions(
        &self,
        who: &Principal,
        id: FormId,
        page: (Option<u32>, Option<&str>),
    ) -> Result<Page<VersionInfo>> {
        let tx = self.store().read(who.tenant).await?;
        self.may_design_form(&tx, who, id).await?;
        let company = self.company(&tx).await?;
        version_page(&tx, Kind::Form, id.uuid(), &company, page).await
    }

    /// One published version.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Denied`].
    pub async fn get_form_version(&self, who: &Principal, id: FormId, number: u32) -> Result<FormVersion> {
        let tx = self.store().read(who.tenant).await?;
        self.may_design_form(&tx, who, id).await?;
        let current = definitions::header(&tx, Kind::Form, id.uuid()).await?.current_version;
        let (version, schema) = definitions::version(&tx, Kind::Form, id.uuid(), number).await?;
        let company = self.company(&tx).await?;
        Ok(FormVersion { info: version_info(version, current, &company), schema })
    }

    /// Takes an old version into the draft; publishing it makes a new version.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Stale`] when somebody saved since `rev`.
    pub async fn rollback_form(
        &self,
        who: &Principal,
        id: FormId,
        rev: i64,
        input: Rollback,
    ) -> Result<FormDraft> {
        let tx = self.write(who).await?;
        self.may_design_form(&tx, who, id).await?;
        let (_, schema) = published(&tx, id, input.version).await?;
        self.write_form_draft(&tx, who, id, rev, &schema).await?;
        let draft = self.form_draft(&tx, who, id).await?;
        tx.commit().await?;
        Ok(draft)
    }

    async fn write_form_draft(
        &self,
        tx: &Tx,
        who: &Principal,
        id: FormId,
        rev: i64,
        schema: &FormSchema,
    ) -> Result<()> {
        let base = definitions::header(tx, Kind::Form, id.uuid()).await?.current_version;
        let by = (who.user, self.now());
        definitions::save_draft(tx, Kind::Form, id.uuid(), rev, (schema, base), by).await?;
        Ok(tx.log(self.change(who, Subject::Form, id.uuid(), Verb::Updated)).await?)
    }

    async fn form_draft(&self, tx: &Tx, who: &Principal, id: FormId) -> Result<FormDraft> {
        let draft = definitions::draft::<FormSchema>(tx, Kind::Form, id.uuid()).await?;
        let issues = form_issues(tx, id, &draft.definition).await?;
        let company = self.company(tx).await?;
        Ok(FormDraft {
            issues: ProblemItem::list(&issues, who.locale),
            schema: draft.definition,
            base_version: (draft.base_version > 0).then_some(draft.base_version),
            rev: draft.rev,
            updated_at: draft.updated_at,
            updated_by: company.person(draft.updated_by),
        })
    }
}

/// Everything that keeps a schema from being published as the next version of a form.
async fn form_issues(tx: &Tx, id: FormId, schema: &FormSchema) -> Result<Issues> {
    let published = definitions::every_version::<FormSchema>(tx, Kind::Form, id.uuid()).await?;
    let mut issues = check_schema(schema, &published.iter().collect::<Vec<_>>());
    issues.extend(unknown_references(tx, schema).await?);
    Ok(issues)
}

/// Reference fields and columns whose form is not there.
async fn unknown_references(tx: &Tx, schema: &FormSchema) -> Result<Issues> {
    let mut wanted = Vec::new();
    for field in &schema.fields {
        if let FieldKind::Reference { form, .. } = field.kind {
            wanted.push((field.key.to_string(), form));
        }
        for column in field.columns() {
            if let FieldKind::Reference { form, .. } = column.kind {
                wanted.push((format!("{}.{}", field.key, column.key), form));
            }
        }
    }
    if wanted.is_empty() {
        return Ok(Issues::new());
    }
    let known: HashSet<uuid::Uuid> =
        definitions::headers(tx, Kind::Form).await?.into_iter().map(|h| h.id).collect();
    let unknown = wanted.into_iter().filter(|(_, form)| !known.contains(&form.uuid()));
    Ok(unknown.map(|(at, _)| unknown_form(&at)).collect())
}

/// A published version of a form.
pub(crate) async fn published(tx: &Tx, id: FormId, version: u32) -> Result<(u32, FormSchema)> {
    let (row, schema) = definitions::version(tx, Kind::Form, id.uuid(), version).await?;
    Ok((row.version, schema))
}

/// The version of a form in use; none before the first publication.
pub(crate) async fn current_schema(tx: &Tx, id: FormId) -> Result<Option<FormSchema>> {
    match definitions::header(tx, Kind::Form, id.uuid()).await?.current_version {
        0 => Ok(None),
        version => Ok(Some(published(tx, id, version).await?.1)),
    }
}

async fn flow_keys(tx: &Tx) -> Result<HashMap<FormId, Vec<Key>>> {
    let mut keys: HashMap<FormId, Vec<Key>> = HashMap::new();
    for (form, key) in forms::flow_keys(tx).await? {
        keys.entry(form).or_default().push(key);
    }
    Ok(keys)
}

fn summary(header: Header, flow_keys: &mut HashMap<FormId, Vec<Key>>) -> FormSummary {
    let id = FormId::from_uuid(header.id);
    FormSummary {
        id,
        key: header.key,
        name: header.name,
        icon: header.icon,
        version: (header.current_version > 0).then_some(header.current_version),
        draft: header.draft,
        flow_keys: flow_keys.remove(&id).unwrap_or_default(),
        rev: header.rev,
    }
}

/// What a list does with a system column: the same that filters and sorting check.
pub(crate) fn system_listing(slot: SlotRef) -> FieldListing {
    use FilterOp::{Between, Contains, Empty, Eq, Ge, Gt, In, Le, Lt, Ne, NotEmpty, NotIn};
    let ops = match slot {
        SlotRef::CreatedAt | SlotRef::UpdatedAt => vec![Eq, Ne, Lt, Le, Gt, Ge, Between],
        SlotRef::Title => vec![Contains, Eq, Ne],
        _ => vec![Eq, Ne, In, NotIn, Empty, NotEmpty],
    };
    let sortable = matches!(slot, SlotRef::CreatedAt | SlotRef::UpdatedAt | SlotRef::Status | SlotRef::Title);
    FieldListing { filterable: true, sortable, ops }
}

/// A finding, for callers that build issues of their own.
pub(crate) fn unknown_form(at: &str) -> Issue {
    Issue::new(at, "design.form_unknown")
}
