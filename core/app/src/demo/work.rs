//! The demo's steps after the company is founded: packs, ledgers, and instances with what people did in them.

use std::collections::HashMap;

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use serde_json::{Map, Value as Json};
use weir_model::id::{InstanceId, TaskId, TenantId, UserId};
use weir_model::principal::Principal;
use weir_store::queries::tasks;

use super::clock::DemoClock;
use super::data::{Act, Demo, Form, Instance, Verdict};
use crate::approvals::Deed;
use crate::company::Company;
use crate::context::App;
use crate::dto::approvals::{DecideTask, StartInstance};
use crate::dto::comments::AddComment;
use crate::dto::forms::CreateForm;
use crate::dto::records::CreateRecord;
use crate::error::{Error, Result};

/// When people begin to submit, by the tenant's clock; each instance of a day a little later.
const DAY_BEGINS: (i8, i8) = (9, 12);
/// Minutes between two instances.
const BETWEEN_INSTANCES_MIN: i64 = 17;
/// Minutes until somebody acts on what came to them.
const UNTIL_ACT_MIN: i64 = 148;
/// How long ago the packs were installed and the ledgers begun, days.
const FOUNDED_DAYS_AGO: i64 = 45;

impl App {
    pub(super) async fn take_demo_step(
        &self,
        tenant: TenantId,
        demo: &Demo,
        clock: &DemoClock,
        step: usize,
    ) -> Result<()> {
        let tx = self.store().read(tenant).await?;
        let company = self.company(&tx).await?;
        drop(tx);
        let people: HashMap<&str, UserId> =
            company.people.values().map(|p| (p.login.as_str(), p.id)).collect();
        let who = async |login: &str| {
            let user = *people.get(login).ok_or(Error::NotFound)?;
            self.demo_principal(tenant, user).await
        };
        let (packs, forms) = (demo.packs.len(), demo.forms.len());
        clock.set(at(&company, clock, FOUNDED_DAYS_AGO, 0)?);
        if step < packs {
            let installed = self.install_template(&who("admin").await?, &demo.packs[step]).await;
            // Installed before an interruption.
            return if matches!(installed, Err(Error::Invalid(_))) { Ok(()) } else { installed.map(drop) };
        }
        if step < packs + forms {
            let form = &demo.forms[step - packs];
            return self.demo_form(&who("admin").await?, form, &people, today(&company, clock)).await;
        }
        let index = step - packs - forms;
        if index >= demo.instances.len() {
            let step = index - demo.instances.len();
            return self.take_project_step((tenant, demo), &company, clock, &people, step).await;
        }
        let instance = &demo.instances[index];
        let minute = i64::try_from(index % 7).unwrap_or_default() * BETWEEN_INSTANCES_MIN;
        clock.set(at(&company, clock, instance.days_ago, minute)?);
        let day = today(&company, clock);
        let started = self.demo_start(&who(&instance.by).await?, instance, &people, day).await?;
        for (number, act) in (1_i64..).zip(&instance.acts) {
            clock.set(at(&company, clock, instance.days_ago, minute + number * UNTIL_ACT_MIN)?);
            self.demo_act(&who(&act.by).await?, started, act).await?;
        }
        Ok(())
    }

    async fn demo_form(
        &self,
        admin: &Principal,
        form: &Form,
        people: &HashMap<&str, UserId>,
        today: Date,
    ) -> Result<()> {
        let input = CreateForm {
            key: form.key.clone(),
            name: form.schema.name.clone(),
            icon: Some(form.icon.clone()),
            schema: Some(form.schema.clone()),
        };
        let tx = self.store().begin(admin.tenant).await?;
        let id = match self.insert_form(&tx, admin, input).await {
            // Created before an interruption; its records go on below.
            Err(Error::Invalid(_)) => {
                drop(tx);
                self.list_forms(admin, true)
                    .await?
                    .items
                    .into_iter()
                    .find(|f| f.key == form.key)
                    .map(|f| f.id)
            }
            created => {
                let id = created?;
                self.publish_form_in(&tx, admin, id, "").await?;
                tx.commit().await?;
                Some(id)
            }
        };
        let id = id.ok_or(Error::NotFound)?;
        for data in &form.records {
            let data = resolved(data, people, today)?;
            match self.create_record(admin, id, CreateRecord { data, department_id: None }).await {
                // A unique name that is there already: entered before an interruption.
                Ok(_) | Err(Error::Invalid(_)) => {}
                Err(other) => return Err(other),
            }
        }
        Ok(())
    }

    async fn demo_start(
        &self,
        who: &Principal,
        instance: &Instance,
        people: &HashMap<&str, UserId>,
        today: Date,
    ) -> Result<InstanceId> {
        let input = StartInstance {
            data: resolved(&instance.data, people, today)?,
            department_id: None,
            chosen: indexmap::IndexMap::new(),
            draft_id: None,
        };
        Ok(self.start_instance(who, &instance.flow, input).await?.id)
    }

    async fn demo_act(&self, who: &Principal, instance: InstanceId, act: &Act) -> Result<()> {
        if act.verdict == Verdict::Comment {
            let comment = AddComment { text: act.comment.clone(), files: Vec::new() };
            return self.add_comment(who, instance, comment).await.map(drop);
        }
        let task = self.demo_task(who, instance).await?;
        let input = DecideTask { comment: act.comment.clone(), ..DecideTask::default() };
        let deed = match act.verdict {
            Verdict::Approve => Deed::Approve,
            Verdict::Reject => Deed::Reject,
            Verdict::Complete | Verdict::Comment => Deed::Complete,
        };
        self.decide_task(who, task, deed, &input).await.map(drop)
    }

    /// The to-do of a person in an instance.
    async fn demo_task(&self, who: &Principal, instance: InstanceId) -> Result<TaskId> {
        let tx = self.store().read(who.tenant).await?;
        let open = tasks::open_of_instances(&tx, &[instance]).await?;
        open.into_iter().find(|t| t.user == who.user).map(|t| t.id).ok_or(Error::NotFound)
    }
}

/// So many days ago by the tenant's calendar, at the hour when work begins, and some minutes later.
pub(super) fn at(company: &Company, clock: &DemoClock, days_ago: i64, minutes: i64) -> Result<Timestamp> {
    let day = today(company, clock).checked_sub(days_ago.days()).map_err(Error::internal)?;
    let begins = day.at(DAY_BEGINS.0, DAY_BEGINS.1, 0, 0).to_zoned(company.time_zone.clone());
    let at = begins.and_then(|b| b.checked_add(minutes.minutes())).map_err(Error::internal)?;
    Ok(at.timestamp())
}

pub(super) fn today(company: &Company, clock: &DemoClock) -> Date {
    company.time_zone.to_datetime(clock.end()).date()
}

/// The data with `@user/login` as ids and `@day+3` as dates.
pub(super) fn resolved(
    data: &Map<String, Json>,
    people: &HashMap<&str, UserId>,
    today: Date,
) -> Result<Map<String, Json>> {
    data.iter().map(|(key, value)| Ok((key.clone(), resolve(value, people, today)?))).collect()
}

pub(super) fn resolve(value: &Json, people: &HashMap<&str, UserId>, today: Date) -> Result<Json> {
    Ok(match value {
        Json::String(text) => {
            if let Some(login) = text.strip_prefix("@user/") {
                people.get(login).ok_or(Error::NotFound)?.to_string().into()
            } else if let Some(days) = text.strip_prefix("@day") {
                let days: i64 = days.parse().map_err(Error::internal)?;
                today.checked_add(days.days()).map_err(Error::internal)?.to_string().into()
            } else {
                value.clone()
            }
        }
        Json::Array(items) => {
            items.iter().map(|item| resolve(item, people, today)).collect::<Result<Vec<_>>>()?.into()
        }
        Json::Object(map) => resolved(map, people, today)?.into(),
        other => other.clone(),
    })
}
