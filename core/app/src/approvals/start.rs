//! Before a submission: which flows somebody may start, what the start page needs, and who would be asked.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use weir_access::Object;
use weir_flow::definition::{NodeKind, StarterRule};
use weir_flow::preview::{Upcoming, preview};
use weir_flow::{Plan, State};
use weir_forms::schema::FormSchema;
use weir_forms::{Data, evaluate, initial_data, visible_data};
use weir_model::id::{DepartmentId, FlowId, FormId, UserId};
use weir_model::permission::{FieldRights, Permission};
use weir_model::principal::Principal;
use weir_model::{Key, Locale, LocalizedText};
use weir_store::Tx;
use weir_store::queries::definitions::{self, Header, Kind};
use weir_store::queries::flows;

use super::sight::node_rights;
use super::surroundings::{World, reason_text};
use crate::company::Company;
use crate::context::App;
use crate::dto::common::{Page, ProblemItem};
use crate::dto::flows::{ChoosingNode, Flow, FlowPreview, FlowStart, FlowSummary, PreviewFlow, UpcomingNode};
use crate::dto::records::{FieldState, FormState};
use crate::error::{Error, Result};

/// A flow that the caller may start.
pub(crate) struct Startable {
    pub id: FlowId,
    pub version: u32,
    pub form: FormId,
    pub plan: Arc<Plan>,
    header: Header,
}

impl App {
    /// The flows that the caller may start, by key.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn list_startable_flows(&self, who: &Principal) -> Result<Page<FlowSummary>> {
        let tx = self.store().read(who.tenant).await?;
        let company = self.company(&tx).await?;
        let permitted = self.permitted_forms(&tx, who, Permission::FlowsStart).await?;
        let forms: HashMap<FlowId, FormId> = flows::forms_of(&tx).await?.into_iter().collect();
        let names: HashMap<FormId, LocalizedText> = definitions::headers(&tx, Kind::Form)
            .await?
            .into_iter()
            .map(|h| (FormId::from_uuid(h.id), h.name))
            .collect();
        let mut items = Vec::new();
        for header in definitions::headers(&tx, Kind::Flow).await? {
            let id = FlowId::from_uuid(header.id);
            let Some(form) = forms.get(&id).copied().filter(|form| permitted.contains(*form)) else {
                continue;
            };
            if header.current_version == 0 {
                continue;
            }
            let plan = self.flow_plan(&tx, id, header.current_version).await?;
            if self.may_start(who.user, &plan, &company) {
                let name = names.get(&form).cloned().unwrap_or_default();
                items.push(summary(header, &plan, form, name));
            }
        }
        Ok(Page::whole(items))
    }

    /// What the start page of a flow needs.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the caller may not start it.
    pub async fn get_flow(&self, who: &Principal, key: &Key) -> Result<Flow> {
        let tx = self.store().read(who.tenant).await?;
        let company = self.company(&tx).await?;
        let flow = self.startable(&tx, who, key, &company).await?;
        let (form_version, form_name, schema) = self.current_form(&tx, flow.form).await?;
        let rights = node_rights(&flow.plan, &schema, flow.plan.start());
        let department = self.acting_department(&company, who, None)?;
        let situation = self.situation(&company, who, department);
        let data = evaluate(&schema, &initial_data(&schema, &situation), &rights, &situation).data;
        let state = State::new(who.user, department, BTreeMap::new());
        let upcoming = self.foresee(&tx, who, &company, (&flow.plan, &schema), (&state, &data)).await?;
        let chooses = flow
            .plan
            .choices()
            .map(|(node, multiple)| ChoosingNode {
                node: node.key.clone(),
                name: node.name.clone(),
                multiple,
            })
            .collect();
        let start = FlowStart {
            schema: crate::records::readable_schema(&schema, &rights),
            form_version,
            rights,
            chooses,
            upcoming,
        };
        Ok(Flow { summary: summary(flow.header, &flow.plan, flow.form, form_name), start })
    }

    /// What would happen if the form were submitted as it stands. Writes nothing.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the caller may not start the flow.
    pub async fn preview_flow(&self, who: &Principal, key: &Key, input: PreviewFlow) -> Result<FlowPreview> {
        let tx = self.store().read(who.tenant).await?;
        let company = self.company(&tx).await?;
        let flow = self.startable(&tx, who, key, &company).await?;
        let (_, _, schema) = self.current_form(&tx, flow.form).await?;
        let rights = node_rights(&flow.plan, &schema, flow.plan.start());
        let department = self.acting_department(&company, who, input.department_id)?;
        let situation = self.situation(&company, who, department);
        let settled = evaluate(&schema, &input.data, &rights, &situation);
        let state = State::new(who.user, department, input.chosen.into_iter().collect());
        let upcoming =
            self.foresee(&tx, who, &company, (&flow.plan, &schema), (&state, &settled.data)).await?;
        let issues = weir_forms::validate(&schema, &input.data, &rights, &situation, None).err();
        let issues = ProblemItem::list(&issues.unwrap_or_default(), who.locale);
        let state = FormState { issues, ..form_state(&schema, settled, &rights) };
        Ok(FlowPreview { upcoming, state })
    }

    /// A published flow, when the caller may start it.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub(crate) async fn startable(
        &self,
        tx: &Tx,
        who: &Principal,
        key: &Key,
        company: &Company,
    ) -> Result<Startable> {
        let header = definitions::header_by_key(tx, Kind::Flow, key).await?;
        let id = FlowId::from_uuid(header.id);
        let form = flows::form_of(tx, id).await?;
        let permit = self.permit(tx, who, Permission::FlowsStart, Object::form(form)).await;
        if header.current_version == 0 || matches!(permit, Err(Error::Denied)) {
            return Err(Error::NotFound);
        }
        permit?;
        let plan = self.flow_plan(tx, id, header.current_version).await?;
        if !self.may_start(who.user, &plan, company) {
            return Err(Error::NotFound);
        }
        Ok(Startable { id, version: header.current_version, form, plan, header })
    }

    /// Whether the person is among those who start a flow.
    pub(crate) fn may_start(&self, user: UserId, plan: &Plan, company: &Company) -> bool {
        let Some(NodeKind::Start { starters, .. }) = plan.node(plan.start()).map(|n| &n.kind) else {
            return false;
        };
        let (moment, directory) = (self.moment(company), &company.directory);
        let belongs = |department: &DepartmentId| {
            let own = directory.departments_of(user, moment.today);
            directory.subtree(*department).iter().any(|d| own.contains(d))
        };
        starters.is_empty()
            || starters.iter().any(|rule| match rule {
                StarterRule::User { users } => users.contains(&user),
                StarterRule::Role { role } => {
                    directory.users_with_role(*role, moment).iter().any(|f| f.user == user)
                }
                StarterRule::Department { department } => belongs(department),
            })
    }

    pub(crate) async fn current_form(
        &self,
        tx: &Tx,
        form: FormId,
    ) -> Result<(u32, LocalizedText, Arc<FormSchema>)> {
        let header = definitions::header(tx, Kind::Form, form.uuid()).await?;
        let schema = self.form_schema(tx, form, header.current_version).await?;
        Ok((header.current_version, header.name, schema))
    }

    async fn foresee(
        &self,
        tx: &Tx,
        who: &Principal,
        company: &Company,
        (plan, schema): (&Plan, &FormSchema),
        (state, data): (&State, &Data),
    ) -> Result<Vec<UpcomingNode>> {
        let snapshot = self.snapshot(tx).await?;
        let situation = self.situation(company, who, state.initiator_department);
        let world = World::new((company, &snapshot, self.moment(company)), (schema, data), &situation);
        Ok(upcoming(plan, company, preview(plan, state, &world), who.locale))
    }
}

/// The nodes ahead, as people read them.
pub(crate) fn upcoming(
    plan: &Plan,
    company: &Company,
    ahead: Vec<Upcoming>,
    locale: Locale,
) -> Vec<UpcomingNode> {
    let shown = |up: Upcoming| {
        let node = plan.node(&up.node)?;
        let message = |code: &str| weir_model::issue::message(code, &BTreeMap::new(), locale);
        let mut reason = reason_text(&up.reason, locale);
        if let Some(why) = up.passes {
            reason = message(why.code());
        } else if up.rejects {
            reason = message("flow.auto_nobody");
        }
        Some(UpcomingNode {
            node: up.node.clone(),
            name: node.name.clone(),
            kind: kind_name(&node.kind).to_owned(),
            actors: up.people.iter().map(|asked| company.person(asked.user)).collect(),
            reason,
        })
    };
    ahead.into_iter().filter_map(shown).collect()
}

/// A node's kind in the definition's word.
pub(crate) const fn kind_name(kind: &NodeKind) -> &'static str {
    match kind {
        NodeKind::Start { .. } => "start",
        NodeKind::Approve { .. } => "approve",
        NodeKind::Handle { .. } => "handle",
        NodeKind::CarbonCopy { .. } => "carbonCopy",
        NodeKind::Condition {} => "condition",
        NodeKind::Parallel {} => "parallel",
        NodeKind::Join { .. } => "join",
        NodeKind::Notify { .. } => "notify",
        NodeKind::End { .. } => "end",
    }
}

/// A form as it stands, without what the reader may not see.
pub(crate) fn form_state(
    schema: &FormSchema,
    settled: weir_forms::FormState,
    rights: &FieldRights,
) -> FormState {
    let seen = |path: &str| weir_forms::may_read(rights, path);
    FormState {
        data: visible_data(schema, &settled.data, rights),
        fields: settled
            .fields
            .into_iter()
            .filter(|(path, _)| seen(path))
            .map(|(path, f)| {
                (path, FieldState { visible: f.visible, required: f.required, read_only: f.read_only })
            })
            .collect(),
        totals: settled.totals.into_iter().filter(|(path, _)| seen(path)).collect(),
        issues: Vec::new(),
    }
}

fn summary(header: Header, plan: &Plan, form_id: FormId, form_name: LocalizedText) -> FlowSummary {
    FlowSummary {
        id: FlowId::from_uuid(header.id),
        key: header.key,
        name: header.name,
        description: plan.definition().description.clone(),
        version: Some(header.current_version),
        form_id,
        form_name,
        icon: header.icon,
        draft: header.draft,
    }
}
