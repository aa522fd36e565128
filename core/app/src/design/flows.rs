//! Use cases of the flow designer.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use weir_flow::definition::{Edge, FlowDefinition, Node, NodeKind, OnEmpty, StarterRule, WhoActs};
use weir_flow::{FieldFact, FormFacts, check};
use weir_forms::expression_types;
use weir_forms::schema::{Field, FieldKind, FormSchema};
use weir_model::change::{Subject, Verb};
use weir_model::id::{FlowId, FormId};
use weir_model::principal::Principal;
use weir_model::{Issue, Issues, Key, LocalizedText};
use weir_store::Tx;
use weir_store::queries::definitions::{self, Header, Kind};
use weir_store::queries::flows::{self, NewFlow};
use weir_store::queries::forms::NewVersion;
use weir_store::queries::work_types;

use super::compare;
use super::flow_scripts::{CheckedScripts, Unchecked};
use super::forms::{current_schema, unknown_form};
use super::shared::{check_name, check_note, taken_key, version_info, version_page};
use crate::company::Company;
use crate::context::App;
use crate::dto::common::{Page, ProblemItem};
use crate::dto::definition::{DefinitionDiff, Publish, Rollback, VersionInfo};
use crate::dto::flows::{CreateFlow, FlowDraft, FlowSummary, FlowVersion, SaveFlowDraft};
use crate::error::{Error, Result, refuse};

impl App {
    /// Every flow, drawn or published, for who designs.
    ///
    /// # Errors
    /// [`Error::Denied`] without the right to design flows.
    pub async fn list_flows_to_design(&self, who: &Principal) -> Result<Page<FlowSummary>> {
        let tx = self.store().read(who.tenant).await?;
        self.may_design(&tx, who, Kind::Flow).await?;
        Ok(Page::whole(flow_summaries(&tx).await?))
    }

    /// Creates a flow on a form: start, then end.
    ///
    /// # Errors
    /// [`Error::Invalid`] when the key is taken, the name missing or the form unknown.
    pub async fn create_flow(&self, who: &Principal, input: CreateFlow) -> Result<FlowSummary> {
        check_name(&input.name)?;
        let tx = self.write(who).await?;
        self.may_design(&tx, who, Kind::Flow).await?;
        let draft = first_draft(&input.name);
        self.insert_flow(&tx, who, &input, None, &draft).await?;
        let summary = flow_summaries(&tx).await?.into_iter().find(|f| f.key == input.key);
        tx.commit().await?;
        summary.ok_or(Error::NotFound)
    }

    pub(crate) async fn insert_flow(
        &self,
        tx: &Tx,
        who: &Principal,
        input: &CreateFlow,
        icon: Option<&str>,
        draft: &FlowDefinition,
    ) -> Result<FlowId> {
        if work_types::project_of_form(tx, input.form_id).await?.is_some() {
            return Err(unknown_form("formId").into());
        }
        let id = self.new_id(FlowId::from_uuid);
        let flow = NewFlow {
            id,
            key: &input.key,
            form: input.form_id,
            name: &input.name,
            icon,
            draft,
            by: who.user,
            at: self.now(),
        };
        flows::insert(tx, flow).await.map_err(|error| match error {
            weir_store::Error::Reference => unknown_form("formId").into(),
            other => taken_key(other),
        })?;
        tx.log(self.change(who, Subject::Flow, id.uuid(), Verb::Created)).await?;
        Ok(id)
    }

    /// The draft and what keeps it from being published.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Denied`].
    pub async fn get_flow_draft(&self, who: &Principal, key: &Key) -> Result<FlowDraft> {
        let tx = self.store().read(who.tenant).await?;
        let header = self.designed_flow(&tx, who, key).await?;
        let draft = self.flow_draft(&tx, who, FlowId::from_uuid(header.id)).await?;
        drop(tx);
        Ok(self.with_scripts_checked(who, draft).await)
    }

    /// Saves the draft, however incomplete.
    ///
    /// # Errors
    /// [`Error::Stale`] when somebody saved since `rev`.
    pub async fn save_flow_draft(
        &self,
        who: &Principal,
        key: &Key,
        rev: i64,
        input: SaveFlowDraft,
    ) -> Result<FlowDraft> {
        let tx = self.write(who).await?;
        let header = self.designed_flow(&tx, who, key).await?;
        self.write_flow_draft(&tx, who, &header, rev, &input.definition).await?;
        let draft = self.flow_draft(&tx, who, FlowId::from_uuid(header.id)).await?;
        tx.commit().await?;
        Ok(self.with_scripts_checked(who, draft).await)
    }

    /// What publishing the draft would change.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Denied`].
    pub async fn diff_flow_draft(&self, who: &Principal, key: &Key) -> Result<DefinitionDiff> {
        let tx = self.store().read(who.tenant).await?;
        let header = self.designed_flow(&tx, who, key).await?;
        let draft = definitions::draft::<FlowDefinition>(&tx, Kind::Flow, header.id).await?;
        let current = current_definition(&tx, &header).await?;
        Ok(DefinitionDiff { changes: compare::flows(current.as_ref(), &draft.definition) })
    }

    /// Makes the draft the version in use; running instances stay on theirs.
    ///
    /// # Errors
    /// [`Error::Invalid`] with every finding, located by node or edge.
    pub async fn publish_flow(&self, who: &Principal, key: &Key, input: Publish) -> Result<FlowVersion> {
        check_note(&input.note)?;
        let scripts = self.check_flow_scripts(who, key).await?;
        let tx = self.write(who).await?;
        let header = self.designed_flow(&tx, who, key).await?;
        let number = self.publish_flow_in(&tx, who, &header, input.note.trim(), scripts).await?;
        let company = self.company(&tx).await?;
        let (version, definition) = definitions::version(&tx, Kind::Flow, header.id, number).await?;
        tx.commit().await?;
        Ok(FlowVersion { info: version_info(version, number, &company), definition })
    }

    pub(crate) async fn publish_flow_in(
        &self,
        tx: &Tx,
        who: &Principal,
        header: &Header,
        note: &str,
        scripts: CheckedScripts,
    ) -> Result<u32> {
        let flow = FlowId::from_uuid(header.id);
        let draft = definitions::draft::<FlowDefinition>(tx, Kind::Flow, header.id).await?.definition;
        let mut issues = self.flow_issues(tx, flow, &draft).await?;
        issues.extend(scripts.issues_of(&draft)?);
        refuse(issues)?;
        if current_definition(tx, header).await?.as_ref() == Some(&draft) {
            return Err(Error::conflict("design.nothing_to_publish"));
        }
        let form = flows::form_of(tx, flow).await?;
        let form_version = definitions::header(tx, Kind::Form, form.uuid()).await?.current_version;
        let version = NewVersion {
            version: header.current_version + 1,
            definition: &draft,
            name: &draft.name,
            note,
            by: who.user,
            at: self.now(),
        };
        let number = version.version;
        flows::publish(tx, flow, version, form_version).await?;
        let mut change = self.change(who, Subject::Flow, header.id, Verb::Published);
        change.after = Some(serde_json::json!({ "version": number, "note": note }));
        tx.log(change).await?;
        Ok(number)
    }

    /// The published versions, the newest first.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Denied`].
    pub async fn list_flow_versions(
        &self,
        who: &Principal,
        key: &Key,
        page: (Option<u32>, Option<&str>),
    ) -> Result<Page<VersionInfo>> {
        let tx = self.store().read(who.tenant).await?;
        let header = self.designed_flow(&tx, who, key).await?;
        let company = self.company(&tx).await?;
        version_page(&tx, Kind::Flow, header.id, &company, page).await
    }

    /// One published version.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Denied`].
    pub async fn get_flow_version(&self, who: &Principal, key: &Key, number: u32) -> Result<FlowVersion> {
        let tx = self.store().read(who.tenant).await?;
        let header = self.designed_flow(&tx, who, key).await?;
        let (version, definition) = definitions::version(&tx, Kind::Flow, header.id, number).await?;
        let company = self.company(&tx).await?;
        Ok(FlowVersion { info: version_info(version, header.current_version, &company), definition })
    }

    /// Takes an old version into the draft; publishing it makes a new version.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Stale`] when somebody saved since `rev`.
    pub async fn rollback_flow(
        &self,
        who: &Principal,
        key: &Key,
        rev: i64,
        input: Rollback,
    ) -> Result<FlowDraft> {
        let tx = self.write(who).await?;
        let header = self.designed_flow(&tx, who, key).await?;
        let (_, definition) =
            definitions::version::<FlowDefinition>(&tx, Kind::Flow, header.id, input.version).await?;
        self.write_flow_draft(&tx, who, &header, rev, &definition).await?;
        let draft = self.flow_draft(&tx, who, FlowId::from_uuid(header.id)).await?;
        tx.commit().await?;
        Ok(self.with_scripts_checked(who, draft).await)
    }

    pub(super) async fn designed_flow(&self, tx: &Tx, who: &Principal, key: &Key) -> Result<Header> {
        self.may_design(tx, who, Kind::Flow).await?;
        Ok(definitions::header_by_key(tx, Kind::Flow, key).await?)
    }

    async fn write_flow_draft(
        &self,
        tx: &Tx,
        who: &Principal,
        header: &Header,
        rev: i64,
        definition: &FlowDefinition,
    ) -> Result<()> {
        let (by, base) = ((who.user, self.now()), header.current_version);
        definitions::save_draft(tx, Kind::Flow, header.id, rev, (definition, base), by).await?;
        Ok(tx.log(self.change(who, Subject::Flow, header.id, Verb::Updated)).await?)
    }

    async fn flow_draft(&self, tx: &Tx, who: &Principal, id: FlowId) -> Result<Unchecked> {
        let draft = definitions::draft::<FlowDefinition>(tx, Kind::Flow, id.uuid()).await?;
        let issues = self.flow_issues(tx, id, &draft.definition).await?;
        let schema = self.schema_for_scripts(tx, id, &draft.definition).await?;
        let company = self.company(tx).await?;
        let draft = FlowDraft {
            issues: ProblemItem::list(&issues, who.locale),
            definition: draft.definition,
            base_version: (draft.base_version > 0).then_some(draft.base_version),
            rev: draft.rev,
            updated_at: draft.updated_at,
            updated_by: company.person(draft.updated_by),
        };
        Ok(Unchecked { draft, schema })
    }

    /// Everything that keeps a definition from being published: the engine's own checks, the types inside its
    /// conditions, and whether whom it names still exists.
    async fn flow_issues(&self, tx: &Tx, id: FlowId, definition: &FlowDefinition) -> Result<Issues> {
        let form = flows::form_of(tx, id).await?;
        let Some(schema) = current_schema(tx, form).await? else {
            return Ok(vec![Issue::new("", "flow.form_unpublished")]);
        };
        let mut issues = check(definition, &flow_facts(&schema));
        let types = expression_types(&schema, None);
        for edge in &definition.edges {
            if let Some(when) = &edge.when {
                if let Err(found) = weir_model::expr::check_condition(when, &types) {
                    issues.extend(found.into_iter().map(|i| Issue { at: edge.key.to_string(), ..i }));
                }
            }
        }
        let company = self.company(tx).await?;
        for node in &definition.nodes {
            issues.extend(missing_people(node, &company));
            if let NodeKind::End { project: Some(order) } = &node.kind
                && let Some(template) = &order.template
                && !self.has_project_template(tx, template).await?
            {
                issues.push(Issue::new(node.key.as_str(), "flow.project_template_unknown"));
            }
        }
        Ok(issues)
    }
}

/// What the engine's checks need to know of a form.
#[must_use]
pub fn flow_facts(schema: &FormSchema) -> FormFacts {
    let fact = |field: &Field| match &field.kind {
        FieldKind::Person { .. } => FieldFact::Person,
        FieldKind::Department { .. } => FieldFact::Department,
        FieldKind::Detail { fields, .. } => {
            FieldFact::Detail(fields.iter().map(|f| f.key.clone()).collect::<BTreeSet<_>>())
        }
        FieldKind::Text { .. } | FieldKind::LongText { .. } | FieldKind::Serial { .. } => FieldFact::Text,
        FieldKind::Date { .. } | FieldKind::DateRange {} => FieldFact::Day,
        FieldKind::Section {} | FieldKind::Hint { .. } => FieldFact::Layout,
        _ => FieldFact::Value,
    };
    FormFacts { fields: schema.fields.iter().map(|f| (f.key.clone(), fact(f))).collect::<BTreeMap<_, _>>() }
}

/// Whom a node names although they are not there any more.
fn missing_people(node: &Node, company: &Company) -> Issues {
    let at = || node.key.to_string();
    let who = match &node.kind {
        NodeKind::Start { starters, .. } => {
            let known = |rule: &StarterRule| match rule {
                StarterRule::User { users } => users.iter().all(|u| company.people.contains_key(u)),
                StarterRule::Role { role } => company.roles.contains_key(role),
                StarterRule::Department { department } => company.departments.contains_key(department),
            };
            return starters
                .iter()
                .filter(|r| !known(r))
                .map(|_| Issue::new(at(), "flow.starter_unknown"))
                .collect();
        }
        NodeKind::Approve { who, .. }
        | NodeKind::Handle { who, .. }
        | NodeKind::CarbonCopy { who, .. }
        | NodeKind::Notify { who, .. } => who,
        _ => return Vec::new(),
    };
    let stand_in = match &node.kind {
        NodeKind::Approve { on_empty: OnEmpty::User { user }, .. }
        | NodeKind::Handle { on_empty: OnEmpty::User { user }, .. } => Some(*user),
        _ => None,
    };
    let unknown_department =
        |d: &Option<weir_model::id::DepartmentId>| d.is_some_and(|d| !company.departments.contains_key(&d));
    let missing = match who {
        WhoActs::User { users } => users.iter().any(|u| !company.directory.is_active(*u)),
        WhoActs::Role { role } => !company.roles.contains_key(role),
        WhoActs::Post { post, department } => {
            !company.posts.contains_key(post) || unknown_department(department)
        }
        WhoActs::DepartmentHead { department } => unknown_department(department),
        _ => false,
    } || stand_in.is_some_and(|user| !company.directory.is_active(user));
    if missing { vec![Issue::new(at(), "flow.who_unknown")] } else { Vec::new() }
}

/// Every flow that is not archived.
pub(crate) async fn flow_summaries(tx: &Tx) -> Result<Vec<FlowSummary>> {
    let forms: HashMap<FlowId, FormId> = flows::forms_of(tx).await?.into_iter().collect();
    let form_names: HashMap<FormId, LocalizedText> = definitions::headers(tx, Kind::Form)
        .await?
        .into_iter()
        .map(|h| (FormId::from_uuid(h.id), h.name))
        .collect();
    let mut summaries = Vec::new();
    for header in definitions::headers(tx, Kind::Flow).await? {
        let id = FlowId::from_uuid(header.id);
        let Some(form_id) = forms.get(&id).copied() else { continue };
        let description = current_definition(tx, &header).await?.map(|d| d.description).unwrap_or_default();
        summaries.push(FlowSummary {
            id,
            key: header.key,
            name: header.name,
            description,
            version: (header.current_version > 0).then_some(header.current_version),
            form_id,
            form_name: form_names.get(&form_id).cloned().unwrap_or_default(),
            icon: header.icon,
            draft: header.draft,
        });
    }
    Ok(summaries)
}

/// The version of a flow in use; none before the first publication.
pub(crate) async fn current_definition(tx: &Tx, header: &Header) -> Result<Option<FlowDefinition>> {
    match header.current_version {
        0 => Ok(None),
        version => Ok(Some(definitions::version(tx, Kind::Flow, header.id, version).await?.1)),
    }
}

fn first_draft(name: &LocalizedText) -> FlowDefinition {
    let (start, end) = (Key::literal("start"), Key::literal("end"));
    let node = |key: &Key, name: LocalizedText, kind| Node { key: key.clone(), name, kind };
    FlowDefinition {
        name: name.clone(),
        nodes: vec![
            node(
                &start,
                LocalizedText::both("发起", "Start"),
                NodeKind::Start { starters: Vec::new(), field_rights: indexmap::IndexMap::new() },
            ),
            node(&end, LocalizedText::both("结束", "End"), NodeKind::End { project: None }),
        ],
        edges: vec![Edge {
            key: Key::literal("e1"),
            from: start,
            to: end,
            name: LocalizedText::default(),
            when: None,
            script: None,
        }],
        ..FlowDefinition::default()
    }
}
