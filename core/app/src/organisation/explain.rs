//! Why somebody may or may not: asked by who manages roles, or by anybody about themselves.
//!
//! What is told of a record is what data scopes ask about it, never what stands in it.

use std::collections::BTreeSet;

use jiff::Timestamp;
use weir_access::{Ground, Object};
use weir_model::DataScope;
use weir_model::id::{DepartmentId, FormId, UserId};
use weir_model::permission::{FieldRight, Permission};
use weir_model::principal::Principal;
use weir_store::Tx;
use weir_store::queries::definitions::{self, Kind};
use weir_store::queries::instances::{self, InstanceRow};
use weir_store::queries::organisation::{self, FieldRuleRow, GrantRow, HolderRow};
use weir_store::queries::records::{self, RecordRow};
use weir_store::queries::{copies, tasks};

use super::explain_words::Words;
use super::grants;
use crate::company::Company;
use crate::context::App;
use crate::dto::access::{
    AccessExplanation, AccessField, AccessGround, ExplainQuery, FormRef, HeldRole, Participation,
    ParticipationKind, RecordPlace,
};
use crate::dto::organisation::RoleRef;
use crate::error::{Error, Result};

/// What is asked, looked up.
struct Question {
    user: UserId,
    permission: Permission,
    form: Option<FormRef>,
    record: Option<RecordRow>,
    instance: Option<InstanceRow>,
    /// Whether the instance itself is asked about, which people also see by taking part.
    of_instance: bool,
}

impl App {
    /// Explains a right.
    ///
    /// # Errors
    /// [`Error::Denied`] about others without `roles.manage`; [`Error::NotFound`] for what is not there, and for a
    /// record that the asker may not know of.
    pub async fn explain_access(&self, who: &Principal, query: ExplainQuery) -> Result<AccessExplanation> {
        let tx = self.store().read(who.tenant).await?;
        let manages = match self.permit(&tx, who, Permission::RolesManage, Object::TENANT).await {
            Ok(_) => true,
            Err(Error::Denied) if query.user_id.is_none_or(|user| user == who.user) => false,
            Err(other) => return Err(other),
        };
        let company = self.company(&tx).await?;
        let asked = question(&tx, &query, who.user).await?;
        if !manages {
            self.known_to(&tx, who, &asked).await?;
        }
        self.answer(&tx, who, &company, &asked).await
    }

    /// Who asks about themselves learns nothing of what does not exist for them.
    async fn known_to(&self, tx: &Tx, who: &Principal, asked: &Question) -> Result<()> {
        if let Some(instance) = asked.instance.as_ref().filter(|_| asked.of_instance) {
            let case = self.case(tx, instance.id).await?;
            self.sight(tx, who, &case).await?;
        } else if let Some(record) = &asked.record {
            let permit = self.form_permit(tx, who, Permission::RecordsRead, record.form).await?;
            if record.deleted_at.is_some() || !permit.scope().covers(record.created_by, record.department) {
                return Err(Error::NotFound);
            }
        } else if let Some(form) = &asked.form {
            self.form_permit(tx, who, Permission::RecordsRead, form.id).await?;
        }
        Ok(())
    }

    async fn answer(
        &self,
        tx: &Tx,
        who: &Principal,
        company: &Company,
        asked: &Question,
    ) -> Result<AccessExplanation> {
        let now = self.now();
        let snapshot = self.snapshot(tx).await?;
        let object = asked.form.as_ref().map_or(Object::TENANT, |form| Object::form(form.id));
        let why = snapshot.explain(asked.user, asked.permission, object, now);
        let words = Words { company, locale: who.locale, user: asked.user, permission: asked.permission };
        let active = company.people.get(&asked.user).is_some_and(|p| p.active);
        let of = Standing { company, today: self.moment(company).today, asked };
        let grounds: Vec<AccessGround> = why.grounds.iter().map(|g| of.ground(&words, g)).collect();
        let held: Vec<HolderRow> =
            organisation::holders(tx).await?.into_iter().filter(|h| h.user == asked.user).collect();
        let granting: BTreeSet<_> = why.grounds.iter().map(|g| g.role).collect();
        let roles: Vec<HeldRole> = held
            .iter()
            .map(|h| HeldRole {
                role: role_ref(company, h.role),
                expires_at: h.expires_at,
                ended: h.expires_at.is_some_and(|end| end <= now),
                grants: granting.contains(&h.role),
            })
            .collect();
        let participation = self.participation(tx, asked).await?;
        let scoped = asked.permission.is_scoped() && asked.record.is_some();
        let gone = asked.record.as_ref().is_some_and(|r| r.deleted_at.is_some());
        let by_role = grounds.iter().any(|g| !scoped || g.covers == Some(true)) && !gone;
        let by_part =
            asked.of_instance && asked.permission == Permission::RecordsRead && !participation.is_empty();
        let fields = self.masked_fields(tx, &words, asked, &granting).await?;
        let allowed = active && (by_role || by_part);

        let mut reasons = vec![words.verdict(allowed)];
        reasons.extend((!active).then(|| words.inactive()));
        reasons.extend(gone.then(|| words.recycled()));
        reasons.extend(grounds.iter().map(|g| g.text.clone()));
        reasons.extend(grounds.is_empty().then(|| words.no_role()));
        reasons.extend(roles.iter().filter(|r| r.ended).filter_map(|r| words.ended(r, company)));
        reasons.extend(participation.iter().map(|p| words.takes_part(p)));
        reasons.extend(fields.iter().map(|f| f.text.clone()));
        let needed = match allowed {
            true => Vec::new(),
            false => {
                let all = organisation::grants(tx).await?;
                of.needed(&words, &all, &held, (active, gone), now)
            }
        };
        let record = asked.record.as_ref().map(|row| RecordPlace {
            id: row.id,
            created_by: company.person(row.created_by),
            department: row.department.map(|id| company.department(id)),
            deleted: row.deleted_at.is_some(),
        });
        Ok(AccessExplanation {
            allowed,
            person: company.person(asked.user),
            permission: asked.permission,
            form: asked.form.clone(),
            record,
            roles,
            grounds,
            fields,
            participation,
            reasons,
            needed,
        })
    }

    async fn participation(&self, tx: &Tx, asked: &Question) -> Result<Vec<Participation>> {
        let Some(instance) = &asked.instance else { return Ok(Vec::new()) };
        let plan = self.flow_plan(tx, instance.flow, instance.flow_version).await?;
        let part = |kind, node: Option<&weir_model::Key>| Participation {
            kind,
            node_name: node.and_then(|n| plan.node(n)).map(|n| n.name.clone()),
        };
        let mut parts = Vec::new();
        if instance.initiator == asked.user {
            parts.push(part(ParticipationKind::Initiator, None));
        }
        for task in tasks::of_instances(tx, &[instance.id]).await?.iter().filter(|t| t.user == asked.user) {
            parts.push(part(ParticipationKind::Actor, Some(&task.node)));
        }
        for copy in copies::of_reader(tx, instance.id, asked.user).await? {
            parts.push(part(ParticipationKind::Copied, Some(&copy.node)));
        }
        let snapshot = self.snapshot(tx).await?;
        if snapshot.decide(asked.user, Permission::FlowsAdmin, Object::TENANT, self.now()).is_ok() {
            parts.push(part(ParticipationKind::Administrator, None));
        }
        parts.dedup();
        Ok(parts)
    }

    /// The fields that the granting roles together keep from the person.
    async fn masked_fields(
        &self,
        tx: &Tx,
        words: &Words<'_>,
        asked: &Question,
        granting: &BTreeSet<weir_model::id::RoleId>,
    ) -> Result<Vec<AccessField>> {
        let Some(form) = &asked.form else { return Ok(Vec::new()) };
        let snapshot = self.snapshot(tx).await?;
        let Ok(permit) = snapshot.decide(asked.user, asked.permission, Object::form(form.id), self.now())
        else {
            return Ok(Vec::new());
        };
        let rules: Vec<FieldRuleRow> = organisation::field_rules(tx)
            .await?
            .into_iter()
            .filter(|r| r.form == form.id && granting.contains(&r.role))
            .collect();
        let labels = super::field_rules::labels(tx, form.id).await?;
        let masked = permit.field_rights().iter().filter(|(_, right)| **right != FieldRight::Edit);
        Ok(masked
            .map(|(field, right)| {
                let table = field.split_once('.').map_or(field.as_str(), |(table, _)| table);
                let says = |r: &&FieldRuleRow| r.field == *field || r.field == table;
                let roles: BTreeSet<_> = rules.iter().filter(says).map(|r| r.role).collect();
                let roles: Vec<RoleRef> = roles.into_iter().map(|id| role_ref(words.company, id)).collect();
                let label = labels.get(field).cloned().unwrap_or_default();
                let text = words.masked(field, &label, *right, &roles);
                AccessField { field: field.clone(), label, right: *right, roles, text }
            })
            .collect())
    }
}

async fn question(tx: &Tx, query: &ExplainQuery, me: UserId) -> Result<Question> {
    let instance = match query.instance_id {
        Some(id) => Some(instances::get(tx, id).await?),
        None => None,
    };
    let of_instance = instance.is_some();
    let record = match (query.record_id, &instance) {
        (Some(id), _) => Some((records::form_of(tx, id).await?, id)),
        (None, Some(instance)) => Some((instance.form, instance.record)),
        (None, None) => None,
    };
    let record = match record {
        Some((form, id)) => Some(records::get(tx, form, id, &weir_model::RecordScope::All).await?),
        None => None,
    };
    let named = [query.form_id, record.as_ref().map(|r| r.form), instance.as_ref().map(|i| i.form)];
    let forms: BTreeSet<FormId> = named.into_iter().flatten().collect();
    let records: BTreeSet<_> = record.iter().map(|r| r.id).chain(instance.iter().map(|i| i.record)).collect();
    if forms.len() > 1 || records.len() > 1 {
        return Err(Error::invalid("recordId", "explain.mismatch"));
    }
    let form = match forms.first() {
        Some(id) => {
            let name = definitions::header(tx, Kind::Form, id.uuid()).await?.name;
            Some(FormRef { id: *id, name })
        }
        None => None,
    };
    let instance = match (instance, &record) {
        (None, Some(record)) => instances::of_record(tx, record.form, record.id).await?,
        (instance, _) => instance,
    };
    let user = query.user_id.unwrap_or(me);
    // A person of another tenant is nobody here.
    if !organisation::people(tx).await?.iter().any(|p| p.id == user) {
        return Err(Error::NotFound);
    }
    Ok(Question { user, permission: query.permission, form, record, instance, of_instance })
}

pub(super) fn role_ref(company: &Company, id: weir_model::id::RoleId) -> RoleRef {
    RoleRef { id, name: company.roles.get(&id).map(|r| r.name.clone()).unwrap_or_default() }
}

/// Where the person stands on the day of the question.
struct Standing<'a> {
    company: &'a Company,
    today: jiff::civil::Date,
    asked: &'a Question,
}

impl Standing<'_> {
    /// The departments that a data scope means for the person.
    fn departments(&self, scope: &DataScope) -> Vec<DepartmentId> {
        match scope {
            DataScope::Department {} | DataScope::DepartmentAndBelow {} => {
                self.company.directory.departments_of(self.asked.user, self.today)
            }
            DataScope::Departments { departments } => departments.clone(),
            DataScope::All {} | DataScope::Own {} => Vec::new(),
        }
    }

    fn covers(&self, scope: &DataScope, record: &RecordRow) -> bool {
        let of_record =
            |departments: &[DepartmentId]| record.department.is_some_and(|d| departments.contains(&d));
        match scope {
            DataScope::All {} => true,
            DataScope::Own {} => record.created_by == self.asked.user,
            DataScope::Department {} | DataScope::Departments { .. } => of_record(&self.departments(scope)),
            DataScope::DepartmentAndBelow {} => {
                self.departments(scope).iter().any(|d| of_record(self.company.directory.subtree(*d)))
            }
        }
    }

    fn ground(&self, words: &Words<'_>, ground: &Ground) -> AccessGround {
        let row = GrantRow {
            role: ground.role,
            permission: self.asked.permission,
            form: ground.form,
            scope: ground.scope.clone(),
        };
        let record = self.asked.record.as_ref().filter(|_| self.asked.permission.is_scoped());
        let covers = record.map(|record| self.covers(&ground.scope, record));
        let departments = self.departments(&ground.scope);
        let role = role_ref(self.company, ground.role);
        let text = words.ground(&role, &row, &departments, ground.expires_at, covers);
        AccessGround {
            role,
            form_id: ground.form,
            data_scope: grants::shown(&row).data_scope,
            departments: departments.into_iter().map(|d| self.company.department(d)).collect(),
            expires_at: ground.expires_at,
            covers,
            text,
        }
    }

    /// What would have to change: first what stands in the way of everything, then the roles that would do.
    fn needed(
        &self,
        words: &Words<'_>,
        all: &[GrantRow],
        held: &[HolderRow],
        (active, gone): (bool, bool),
        now: Timestamp,
    ) -> Vec<String> {
        let mut needed = Vec::new();
        needed.extend((!active).then(|| words.enable()));
        needed.extend(gone.then(|| words.restore()));
        let holds = |role| held.iter().any(|h| h.role == role && h.expires_at.is_none_or(|end| now < end));
        let form = self.asked.form.as_ref().map(|f| f.id);
        let grants: Vec<&GrantRow> = all
            .iter()
            .filter(|g| g.permission == self.asked.permission && (g.form.is_none() || g.form == form))
            .collect();
        let would_do = |g: &&&GrantRow| {
            let record = self.asked.record.as_ref().filter(|_| self.asked.permission.is_scoped());
            !holds(g.role) && record.is_none_or(|record| self.covers(&g.scope, record))
        };
        let roles: BTreeSet<_> = grants.iter().filter(would_do).map(|g| g.role).collect();
        let too_narrow: BTreeSet<_> = grants.iter().filter(|g| holds(g.role)).map(|g| g.role).collect();
        if !gone {
            needed.extend(too_narrow.into_iter().map(|id| words.widen(&role_ref(self.company, id))));
            needed.extend(roles.iter().map(|id| words.give(&role_ref(self.company, *id))));
        }
        if needed.is_empty() {
            needed.push(words.grant_somewhere());
        }
        needed
    }
}
