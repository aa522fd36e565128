//! The types of a project's work items. The custom fields of each are a form, designed by the project's admins.

use indexmap::IndexMap;
use serde_json::json;
use weir_forms::schema::{Field, FieldKind, FormSchema, SelectOption, Width};
use weir_forms::slot_uses;
use weir_model::change::{Subject, Verb};
use weir_model::filter::{FilterOp, SlotRef};
use weir_model::id::{FormId, ProjectId};
use weir_model::principal::Principal;
use weir_model::{Issue, Issues, Key, Locale, LocalizedText};
use weir_store::Tx;
use weir_store::queries::definitions::Kind;
use weir_store::queries::work_types::{self, TypeRow};
use weir_store::queries::{forms, projects};
use weir_work::{Deed, TYPES_MAX, WorkType, Workflow, check_type, default_types};

use crate::context::App;
use crate::design::system_listing;
use crate::dto::common::Items;
use crate::dto::forms::{CreateForm, FieldListing};
use crate::dto::projects::{CreateWorkItemType, UpdateWorkItemType, WorkItemType};
use crate::error::{Error, Result, refuse};
use crate::records::FormInUse;

/// A type with the form of its fields.
#[derive(Debug, Clone)]
pub(crate) struct TypeInUse {
    /// Its key.
    pub key: Key,
    /// What it is.
    pub kind: WorkType,
    /// Its fields.
    pub form: FormInUse,
    sort: i64,
    rev: i64,
}

/// The types of a project, in their order.
#[derive(Debug, Clone)]
pub(crate) struct Types(pub Vec<TypeInUse>);

impl Types {
    /// Reads them.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn of(app: &App, tx: &Tx, project: ProjectId) -> Result<Self> {
        let rows: Vec<(TypeRow<WorkType>, u32)> = work_types::list(tx, project).await?;
        let mut types = Vec::with_capacity(rows.len());
        for (TypeRow { key, form, definition, sort, rev }, version) in rows {
            let form = app.form_in_use_at(tx, form, version).await?;
            types.push(TypeInUse { key, kind: definition, form, sort, rev });
        }
        Ok(Self(types))
    }

    /// The type of a key.
    pub fn get(&self, key: &str) -> Option<&TypeInUse> {
        self.0.iter().find(|t| t.key.as_str() == key)
    }

    /// The type of an item: one that items have is never removed.
    ///
    /// # Errors
    /// When the stored data contradicts itself.
    pub fn own(&self, key: &Key) -> Result<&TypeInUse> {
        self.get(key.as_str()).ok_or_else(|| Error::internal("an item of a type that is not there"))
    }

    fn keys(&self) -> Vec<Key> {
        self.0.iter().map(|t| t.key.clone()).collect()
    }
}

impl App {
    /// The types of a project's work items.
    ///
    /// # Errors
    /// [`Error::NotFound`] for who may not see the project.
    pub async fn list_work_item_types(&self, who: &Principal, id: ProjectId) -> Result<Items<WorkItemType>> {
        let tx = self.store().read(who.tenant).await?;
        self.seat(&tx, who, id).await?;
        Ok(Items { items: Types::of(self, &tx, id).await?.0.iter().map(shown).collect() })
    }

    /// Makes a type.
    ///
    /// # Errors
    /// [`Error::Invalid`] with every finding of its workflow and its fields, [`Error::Denied`] for who is no admin.
    pub async fn create_work_item_type(
        &self,
        who: &Principal,
        id: ProjectId,
        input: CreateWorkItemType,
    ) -> Result<WorkItemType> {
        let tx = self.write(who).await?;
        let seat = self.seat_for(&tx, who, id, Deed::Arrange).await?;
        projects::lock(&tx, id).await?;
        let types = Types::of(self, &tx, id).await?;
        if types.0.len() >= TYPES_MAX {
            return Err(Error::conflict("work.too_many_types"));
        }
        if types.get(input.key.as_str()).is_some() {
            return Err(Error::invalid("key", "design.key_taken"));
        }
        let usual = || default_types().into_iter().next().map(|(_, kind)| kind.workflow);
        let workflow = input.workflow.or_else(usual).ok_or_else(|| Error::internal("no usual workflow"))?;
        let CreateWorkItemType { name, icon, parents, root, .. } = input;
        let kind = WorkType { name, icon, parents, root, workflow };
        let schema = input.schema.unwrap_or_else(|| default_schema(input.key.as_str(), &kind.name));
        let mut keys = types.keys();
        keys.push(input.key.clone());
        refuse(named(check_type(&kind, &keys, &field_keys(&schema)), &[&kind.workflow], who.locale))?;
        let sort = types.0.last().map_or(1, |t| t.sort + 1);
        let key = input.key.clone();
        self.insert_type(&tx, who, (id, &seat.project.key), (key, kind, sort), Some(schema)).await?;
        self.log_type(&tx, who, id, Verb::Created, &input.key).await?;
        let made = Types::of(self, &tx, id).await?.own(&input.key).map(shown)?;
        tx.commit().await?;
        Ok(made)
    }

    /// Changes a type; what is left out stays.
    ///
    /// # Errors
    /// [`Error::Invalid`] with every finding of its workflow, also for a status that items stand in and that is
    /// gone; [`Error::Stale`] when somebody changed it since `rev`.
    pub async fn update_work_item_type(
        &self,
        who: &Principal,
        (id, key): (ProjectId, &str),
        rev: i64,
        input: UpdateWorkItemType,
    ) -> Result<WorkItemType> {
        let tx = self.write(who).await?;
        self.seat_for(&tx, who, id, Deed::Arrange).await?;
        projects::lock(&tx, id).await?;
        let types = Types::of(self, &tx, id).await?;
        let old = types.get(key).ok_or(Error::NotFound)?;
        let mut kind = old.kind.clone();
        kind.name = input.name.unwrap_or(kind.name);
        kind.icon = input.icon.unwrap_or(kind.icon);
        kind.parents = input.parents.unwrap_or(kind.parents);
        kind.root = input.root.unwrap_or(kind.root);
        kind.workflow = input.workflow.unwrap_or(kind.workflow);
        let mut issues = check_type(&kind, &types.keys(), &field_keys(&old.form.schema));
        issues.extend(lost_statuses(&tx, id, &old.key, &kind).await?);
        refuse(named(issues, &[&kind.workflow, &old.kind.workflow], who.locale))?;
        let row = TypeRow {
            key: old.key.clone(),
            form: old.form.id,
            definition: kind,
            sort: input.sort.unwrap_or(old.sort),
            rev,
        };
        work_types::update(&tx, id, &row).await?;
        self.log_type(&tx, who, id, Verb::Updated, &row.key).await?;
        let changed = Types::of(self, &tx, id).await?.own(&row.key).map(shown)?;
        tx.commit().await?;
        Ok(changed)
    }

    /// Removes a type that no item has, not even in the recycle bin.
    ///
    /// # Errors
    /// [`Error::Conflict`] while items have it, other types name it, or it is the only one.
    pub async fn delete_work_item_type(&self, who: &Principal, id: ProjectId, key: &str) -> Result<()> {
        let tx = self.write(who).await?;
        self.seat_for(&tx, who, id, Deed::Arrange).await?;
        projects::lock(&tx, id).await?;
        let types = Types::of(self, &tx, id).await?;
        let old = types.get(key).ok_or(Error::NotFound)?;
        let named = types
            .0
            .iter()
            .any(|t| t.key != old.key && t.kind.parents.as_ref().is_some_and(|p| p.contains(&old.key)));
        if types.0.len() == 1 || named {
            return Err(Error::conflict("work.type_needed"));
        }
        work_types::delete(&tx, id, &old.key).await.map_err(|error| match error {
            weir_store::Error::Reference => Error::conflict("work.type_in_use"),
            other => other.into(),
        })?;
        forms::archive(&tx, old.form.id).await?;
        self.log_type(&tx, who, id, Verb::Deleted, &old.key).await?;
        Ok(tx.commit().await?)
    }

    pub(super) async fn insert_type(
        &self,
        tx: &Tx,
        who: &Principal,
        (project, project_key): (ProjectId, &str),
        (key, kind, sort): (Key, WorkType, i64),
        schema: Option<FormSchema>,
    ) -> Result<()> {
        let mut schema = schema_of(&key, &kind.name, schema);
        schema.name = kind.name.clone();
        // Forms of types are reached through their projects; their keys need only be nobody else's.
        let form_key = format!("wt-{}", self.new_id(FormId::from_uuid).uuid().simple());
        let form = CreateForm {
            key: form_key.parse().map_err(Error::internal)?,
            name: kind.name.clone(),
            icon: kind.icon.clone(),
            schema: Some(schema),
        };
        let form = self.insert_form(tx, who, form).await?;
        let published = self.publish_form_in(tx, who, form, project_key).await;
        published.map_err(|error| match error {
            Error::Invalid(issues) => Error::Invalid(below("schema", issues)),
            other => other,
        })?;
        let row = TypeRow { key, form, definition: kind, sort, rev: 1 };
        Ok(work_types::insert(tx, project, &row).await?)
    }

    async fn log_type(&self, tx: &Tx, who: &Principal, id: ProjectId, verb: Verb, key: &Key) -> Result<()> {
        // A type is a part of its project: whoever looks at the project looks again.
        let mut change = self.change(who, Subject::Project, id.uuid(), Verb::Updated);
        change.after = Some(json!({ "type": key, "verb": verb }));
        Ok(tx.log(change).await?)
    }

    /// Refuses who may not design a form: the forms of a project's types are its admins', all others are for who
    /// designs forms.
    pub(crate) async fn may_design_form(&self, tx: &Tx, who: &Principal, form: FormId) -> Result<()> {
        let Some(project) = work_types::project_of_form(tx, form).await? else {
            return self.may_design(tx, who, Kind::Form).await;
        };
        match self.seat_for(tx, who, project, Deed::Arrange).await {
            // As for any form that is not there.
            Err(Error::NotFound) => {
                self.may_design(tx, who, Kind::Form).await?;
                Err(Error::NotFound)
            }
            seated => seated.map(drop),
        }
    }
}

/// Findings further down in a body.
pub(super) fn below(at: &str, issues: Issues) -> Issues {
    let moved = |mut issue: Issue| {
        issue.at = if issue.at.is_empty() { at.to_owned() } else { format!("{at}.{}", issue.at) };
        issue
    };
    issues.into_iter().map(moved).collect()
}

async fn lost_statuses(tx: &Tx, id: ProjectId, key: &Key, kind: &WorkType) -> Result<Issues> {
    let used = work_types::statuses_in_use(tx, id, key).await?;
    let lost = used.into_iter().filter(|status| kind.workflow.status(status).is_none());
    let told = |status: String| Issue::new("workflow.statuses", "work.status_in_use").with("status", status);
    Ok(lost.map(told).collect())
}

/// Issues whose sentences call statuses by their names, where one of the workflows has them.
fn named(mut issues: Issues, workflows: &[&Workflow], locale: Locale) -> Issues {
    for status in issues.iter_mut().filter_map(|issue| issue.params.get_mut("status")) {
        let name = workflows.iter().find_map(|w| w.status(status)).map(|found| found.name.get(locale));
        if let Some(name) = name.filter(|name| !name.is_empty()) {
            name.clone_into(status);
        }
    }
    issues
}

fn field_keys(schema: &FormSchema) -> Vec<&str> {
    schema.fields.iter().map(|f| f.key.as_str()).collect()
}

fn shown(it: &TypeInUse) -> WorkItemType {
    let uses = slot_uses(&it.form.schema, &it.form.slots).into_iter();
    let mut slots: IndexMap<String, FieldListing> = uses
        .map(|(key, u)| (key, FieldListing { filterable: u.filterable, sortable: u.sortable, ops: u.ops }))
        .collect();
    let system = SlotRef::SYSTEM.into_iter().filter(|(_, slot)| *slot != SlotRef::Department);
    slots.extend(system.map(|(name, slot)| (name.to_owned(), system_listing(slot))));
    slots.extend(SlotRef::ITEM.map(|(name, slot)| (name.to_owned(), item_listing(slot))));
    WorkItemType {
        key: it.key.clone(),
        name: it.kind.name.clone(),
        icon: it.kind.icon.clone(),
        parents: it.kind.parents.clone(),
        root: it.kind.root,
        workflow: it.kind.workflow.clone(),
        sort: it.sort,
        form_id: it.form.id,
        schema: (*it.form.schema).clone(),
        slots,
        rev: it.rev,
    }
}

/// What a list of items does with a column that only items have: the same that filters and sorting check.
fn item_listing(slot: SlotRef) -> FieldListing {
    use FilterOp::{Between, Empty, Eq, Ge, Gt, In, Le, Lt, Ne, NotEmpty, NotIn};
    let ops = match slot {
        SlotRef::Rank => vec![],
        _ if slot.is_integer() => vec![Eq, Ne, Lt, Le, Gt, Ge, Between, In, NotIn, Empty, NotEmpty],
        _ => vec![Eq, Ne, In, NotIn, Empty, NotEmpty],
    };
    let sortable = !matches!(slot, SlotRef::Assignee | SlotRef::Parent);
    FieldListing { filterable: !ops.is_empty(), sortable, ops }
}

/// The fields of a type: those that somebody drew, else those that it begins with.
pub(super) fn schema_of(key: &Key, name: &LocalizedText, drawn: Option<FormSchema>) -> FormSchema {
    drawn.unwrap_or_else(|| default_schema(key.as_str(), name))
}

/// The fields that a type begins with.
fn default_schema(key: &str, name: &LocalizedText) -> FormSchema {
    let mut fields = vec![
        field(
            "priority",
            ("优先级", "Priority"),
            Width::Half,
            FieldKind::SingleSelect {
                options: options(&[
                    ("urgent", "紧急", "Urgent"),
                    ("high", "高", "High"),
                    ("normal", "普通", "Normal"),
                    ("low", "低", "Low"),
                ]),
            },
        ),
        field("description", ("描述", "Description"), Width::Full, FieldKind::LongText { max_length: None }),
        field(
            "attachments",
            ("附件", "Attachments"),
            Width::Full,
            FieldKind::File { max_count: 20, extensions: Vec::new() },
        ),
    ];
    if key == "bug" {
        let severity = FieldKind::SingleSelect {
            options: options(&[
                ("critical", "致命", "Critical"),
                ("major", "严重", "Major"),
                ("minor", "一般", "Minor"),
            ]),
        };
        fields.insert(1, field("severity", ("严重程度", "Severity"), Width::Half, severity));
        let steps = FieldKind::LongText { max_length: None };
        fields.insert(2, field("steps", ("重现步骤", "Steps to reproduce"), Width::Full, steps));
    }
    FormSchema { name: name.clone(), fields, ..FormSchema::default() }
}

fn field(key: &'static str, (zh_cn, en): (&str, &str), width: Width, kind: FieldKind) -> Field {
    Field {
        key: Key::literal(key),
        label: LocalizedText::both(zh_cn, en),
        help: LocalizedText::default(),
        placeholder: LocalizedText::default(),
        required: false,
        unique: false,
        default: None,
        formula: None,
        width,
        hidden: false,
        read_only: false,
        kind,
    }
}

fn options(all: &[(&'static str, &str, &str)]) -> Vec<SelectOption> {
    let option = |(key, zh_cn, en): &(&'static str, &str, &str)| SelectOption {
        key: Key::literal(key),
        label: LocalizedText::both(*zh_cn, *en),
        retired: false,
    };
    all.iter().map(option).collect()
}
