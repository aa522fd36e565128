//! Whether a script can stand at a flow's condition, and what it gives on sample data.

use serde_json::Value as Json;
use weir_flow::definition::FlowDefinition;
use weir_forms::facts;
use weir_forms::schema::FormSchema;
use weir_model::id::TenantId;
use weir_model::principal::Principal;
use weir_model::value::Value;
use weir_model::{Issue, Issues};
use weir_sandbox::{Sandbox, Script};
use weir_store::queries::definitions::Kind;
use weir_store::queries::work_types;

use super::finding::Finding;
use super::scope::{FORM, names, scope};
use crate::context::App;
use crate::design::{current_schema, unknown_form};
use crate::dto::scripts::{CheckScript, ScriptCheck, ScriptError, ScriptPlace};
use crate::error::{Error, Result};

impl App {
    /// Checks a script and tries it out on sample data. Nothing is kept.
    ///
    /// # Errors
    /// [`Error::Denied`] without the right to design flows; [`Error::Invalid`] when there is no such form, or it was
    /// not published yet.
    pub async fn check_script(&self, who: &Principal, input: CheckScript) -> Result<ScriptCheck> {
        let ScriptPlace::FlowCondition { form_id } = input.place;
        let tx = self.store().read(who.tenant).await?;
        self.may_design(&tx, who, Kind::Flow).await?;
        if work_types::project_of_form(&tx, form_id).await?.is_some() {
            return Err(unknown_form("place.formId").into());
        }
        let schema = current_schema(&tx, form_id).await.map_err(|error| match error {
            Error::NotFound => unknown_form("place.formId").into(),
            other => other,
        })?;
        let company = self.company(&tx).await?;
        drop(tx);
        let schema = schema.ok_or_else(|| Issue::new("place.formId", "flow.form_unpublished"))?;
        let found = self.findings(who.tenant, &schema, &input.script).await;
        if !found.is_empty() {
            return Ok(ScriptCheck::refused(errors(&found, who)));
        }
        let facts = facts(&schema, &input.sample, &self.situation(&company, who, None));
        let tried = self.try_out(who.tenant, &input.script, &schema, &facts).await;
        Ok(match tried {
            Err(finding) => ScriptCheck::refused(errors(&[finding], who)),
            Ok((Value::Bool(holds), cpu)) => ScriptCheck {
                errors: Vec::new(),
                value: Json::Bool(holds),
                time_us: Some(u64::try_from(cpu.as_micros()).unwrap_or(u64::MAX)),
            },
            Ok((other, _)) => ScriptCheck {
                value: other.to_json(),
                ..ScriptCheck::refused(errors(&[not_a_condition(&other)], who))
            },
        })
    }

    /// What keeps a definition's scripts from being published, each at its branch. To be asked while no transaction
    /// is open.
    pub(crate) async fn script_issues(
        &self,
        tenant: TenantId,
        definition: &FlowDefinition,
        schema: &FormSchema,
    ) -> Issues {
        let mut issues = Issues::new();
        for edge in &definition.edges {
            let Some(script) = &edge.script else { continue };
            let found = self.findings(tenant, schema, script).await;
            issues.extend(found.iter().map(|finding| finding.issue(edge.key.as_str())));
        }
        issues
    }

    /// What is wrong with a script as it is written: the language, the names, the fields.
    async fn findings(&self, tenant: TenantId, schema: &FormSchema, script: &str) -> Vec<Finding> {
        if script.trim().is_empty() {
            return vec![Finding::new("script.empty", None, "")];
        }
        let checked = async {
            let sandbox = self.scripts_door().await?;
            Ok::<_, Finding>(sandbox.check_script(tenant, Script::new(script)?, Some(names())).await?)
        };
        let used = match checked.await {
            Ok(used) => used,
            Err(finding) => return vec![finding],
        };
        let field = |name: &str| name.strip_prefix(FORM)?.strip_prefix('.').map(str::to_owned);
        used.iter()
            .filter_map(|used| Some((field(&used.name)?, used.at)))
            .filter(|(key, _)| schema.field(key).is_none())
            .map(|(key, at)| Finding::new("script.unknown_field", at, key))
            .collect()
    }

    async fn try_out(
        &self,
        tenant: TenantId,
        script: &str,
        schema: &FormSchema,
        facts: &weir_model::expr::Facts,
    ) -> Result<(Value, std::time::Duration), Finding> {
        let sandbox = self.scripts_door().await?;
        Ok(sandbox.evaluate_timed(tenant, Script::new(script)?, scope(schema, facts)).await?)
    }

    /// The sandbox; one that cannot be had is a finding like any other, told in the log.
    pub(super) async fn scripts_door(&self) -> Result<Sandbox, Finding> {
        self.sandbox().await.map_err(|error| {
            tracing::error!(error.source = %error, "there is no sandbox; scripts do not run");
            Finding::new("script.fault", None, "")
        })
    }
}

/// What a script gives that decides nothing.
pub(super) fn not_a_condition(value: &Value) -> Finding {
    /// As much of the value as says which one it is.
    const SHOWN_MAX_CHARS: usize = 60;
    Finding::new(
        "script.not_a_condition",
        None,
        value.to_text().chars().take(SHOWN_MAX_CHARS).collect::<String>(),
    )
}

fn errors(found: &[Finding], who: &Principal) -> Vec<ScriptError> {
    let error = |finding: &Finding| ScriptError {
        line: finding.at.line,
        column: finding.at.column,
        code: finding.code.to_owned(),
        message: finding.message(who.locale),
        params: finding.params(),
    };
    found.iter().map(error).collect()
}
