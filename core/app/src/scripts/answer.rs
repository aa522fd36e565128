//! What the scripts of a condition say about one instance: asked by a job, outside of any transaction.
//!
//! A script that fails makes no decision. Its job becomes an incident; an administrator tries it again, lets the flow
//! go on as if the script did not hold, or stops the instance.

use serde::{Deserialize, Serialize};
use weir_flow::command::{Answer, Answers};
use weir_flow::state::{Stands, TokenId};
use weir_flow::{Act, Command, CommandId, Refusal, Surroundings, step};
use weir_model::Key;
use weir_model::id::{InstanceId, TenantId};
use weir_model::value::Value;
use weir_sandbox::{Scope, Script};
use weir_store::Tx;
use weir_store::queries::incidents::IncidentRow;
use weir_store::queries::jobs::{self, NewJob};

use super::check::not_a_condition;
use super::finding::{Finding, passes};
use super::scope::scope;
use crate::approvals::{Case, Move, refused};
use crate::context::App;
use crate::error::{Error, Result};
use crate::worker::Failure;

/// A condition whose scripts are to be asked.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct AskScriptsJob {
    /// The instance.
    pub instance_id: InstanceId,
    /// The token that waits.
    pub token: TokenId,
    /// The condition that it stands before.
    pub node: Key,
    /// Whether a script that fails counts as one that does not hold: an administrator gave up on it.
    #[serde(default)]
    pub without_failing: bool,
}

/// A guarded branch on its way to an answer.
enum Guard {
    /// Its rules were evaluated at once.
    Rules(bool),
    Script(String),
}

/// What evaluating takes out of the transaction.
struct Question {
    guards: Vec<(Key, Guard)>,
    scope: Scope,
    data: weir_forms::Data,
    locale: weir_model::Locale,
}

impl App {
    /// Asks the scripts and lets the instance go on. Nothing that waits is fine: the job runs at least once, its
    /// effect counts once (R27).
    pub(crate) async fn answer_condition(
        &self,
        tenant: TenantId,
        job: &AskScriptsJob,
    ) -> std::result::Result<(), Failure> {
        let tx = self.store().read(tenant).await?;
        let case = self.case(&tx, job.instance_id).await?;
        drop(tx);
        let Some(question) = self.question(&case, job) else { return Ok(()) };
        let answers = self.ask(tenant, job, &question).await?;
        let tx = self.store().begin(tenant).await?;
        let mut case = self.case_for_change(&tx, job.instance_id).await?;
        if case.record.data != question.data {
            // Somebody changed the form meanwhile: what was said is about something else.
            return Err(Error::Stale.into());
        }
        let answer = Answer { token: job.token, node: job.node.clone(), answers };
        let command =
            Command { id: CommandId(format!("scripts:{}", case.row.rev)), act: Act::Answer(answer) };
        let transition = {
            let world = self.world(&case, &question.data);
            match step(&case.plan, Some(&case.state), command, &world, self.now()) {
                Ok(transition) => transition,
                Err(Refusal::NothingToContinue | Refusal::NotRunning | Refusal::Repeated) => return Ok(()),
                Err(other) => return Err(refused(other).into()),
            }
        };
        let moved = Move { by: None, outcome: "cancelled", changed: None };
        self.commit_move(&tx, &mut case, transition, moved).await?;
        Ok(tx.commit().await?)
    }

    /// `None` when nothing waits there any more.
    fn question(&self, case: &Case, job: &AskScriptsJob) -> Option<Question> {
        let waits = |t: &weir_flow::state::Token| {
            t.id == job.token && t.node == job.node && t.stands == Stands::Asking
        };
        case.state.tokens.iter().find(|t| waits(t))?;
        let data = case.record.data.clone();
        let (guards, scope) = {
            let world = self.world(case, &data);
            let guards = case.plan.edges_from(&job.node).filter_map(|edge| {
                let guard = match (&edge.when, &edge.script) {
                    (Some(when), _) => Guard::Rules(world.condition(when).holds),
                    (None, Some(script)) => Guard::Script(script.clone()),
                    (None, None) => return None,
                };
                Some((edge.key.clone(), guard))
            });
            (guards.collect(), scope(&case.schema, world.facts()))
        };
        Some(Question { guards, scope, data, locale: case.company.locale })
    }

    /// Asks branch by branch, up to the first that holds.
    async fn ask(
        &self,
        tenant: TenantId,
        job: &AskScriptsJob,
        question: &Question,
    ) -> std::result::Result<Answers, Failure> {
        let mut answers = Answers::new();
        for (edge, guard) in &question.guards {
            let holds = match guard {
                Guard::Rules(holds) => *holds,
                Guard::Script(script) => {
                    let holds = match self.holds(tenant, script, &question.scope).await {
                        Ok(holds) => holds,
                        Err((finding, true)) => {
                            return Err(Failure::Temporary(told(&finding, edge, question.locale)));
                        }
                        Err(_) if job.without_failing => false,
                        Err((finding, false)) => {
                            return Err(Failure::Permanent(told(&finding, edge, question.locale)));
                        }
                    };
                    answers.insert(edge.clone(), holds);
                    holds
                }
            };
            if holds {
                break;
            }
        }
        Ok(answers)
    }

    /// Whether a script holds; else what is wrong, and whether it may well hold when it is asked again.
    async fn holds(
        &self,
        tenant: TenantId,
        script: &str,
        scope: &Scope,
    ) -> std::result::Result<bool, (Finding, bool)> {
        let sandbox = self.scripts_door().await.map_err(|finding| (finding, true))?;
        let failed = |refusal: weir_sandbox::Refusal| {
            let again = passes(refusal.reason);
            (Finding::from(refusal), again)
        };
        let script = Script::new(script).map_err(failed)?;
        match sandbox.evaluate(tenant, script, scope.clone()).await.map_err(failed)? {
            Value::Bool(holds) => Ok(holds),
            other => Err((not_a_condition(&other), false)),
        }
    }

    /// Lets a flow go on whose scripts an administrator gave up on: those that fail count as not holding.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) async fn go_on_without_script(&self, tx: &Tx, incident: &IncidentRow) -> Result<()> {
        if incident.kind != crate::worker::ask_scripts::KIND {
            return Ok(());
        }
        let job: AskScriptsJob = serde_json::from_value(incident.payload.clone()).map_err(Error::internal)?;
        let job = AskScriptsJob { without_failing: true, ..job };
        jobs::enqueue(tx, &self.ask_scripts_job(&job, &format!("without:{}", incident.id))?).await?;
        Ok(())
    }

    /// The job that asks the scripts of a condition; `asked` tells it from others about the same token.
    pub(crate) fn ask_scripts_job(&self, job: &AskScriptsJob, asked: &str) -> Result<NewJob> {
        Ok(NewJob {
            id: self.new_id(weir_model::id::JobId::from_uuid),
            kind: crate::worker::ask_scripts::KIND,
            payload: serde_json::to_value(job).map_err(Error::internal)?,
            idempotency_key: format!("scripts:{}:{}:{asked}", job.instance_id, job.token.0),
            run_at: self.now(),
            created_at: self.now(),
        })
    }
}

/// What the incident says, for an administrator of the company.
fn told(finding: &Finding, edge: &Key, locale: weir_model::Locale) -> String {
    format!("{edge}: {}", finding.message(locale))
}
