//! The nodes that an instance entered, each with who acted, what they decided and why (R1, R30).

use std::collections::{BTreeMap, HashMap};

use weir_flow::definition::{Edge, NodeKind};
use weir_flow::event::{Asked, Happened, Tried};
use weir_flow::state::{AutoReason, Outcome, Via};
use weir_flow::{ActivationId, Event, Verdict};
use weir_forms::may_read;
use weir_forms::schema::FieldKind;
use weir_model::expr::{Compare, fields_of};
use weir_model::id::{DepartmentId, FileId, UserId};
use weir_model::issue::message;
use weir_model::permission::FieldRights;
use weir_model::{Key, Locale, LocalizedText};

use super::case::Case;
use super::documents::{DocumentsDecided, Older};
use super::entries::{Entry, What};
use super::start::kind_name;
use super::surroundings::reason_text;
use crate::dto::approvals::{Decision, Step, StepStatus};
use crate::dto::common::FileInfo;

/// Tells the steps of an instance to one reader.
pub(crate) struct Teller<'a> {
    /// The instance.
    pub case: &'a Case,
    /// What the reader may see.
    pub rights: &'a FieldRights,
    /// The files that came with decisions.
    pub files: &'a HashMap<FileId, FileInfo>,
    /// The documents of the form as they were when somebody decided about them.
    pub older: &'a Older,
    /// The reader's language.
    pub locale: Locale,
}

impl Teller<'_> {
    /// Every entered node, in order.
    pub fn steps(&self, entries: &[Entry]) -> Vec<Step> {
        let mut steps: Vec<Step> = Vec::new();
        // Who had a to-do before it was handed on, by activation and slot.
        let mut owners: HashMap<(u32, u16), UserId> = HashMap::new();
        for entry in entries {
            let event = match &entry.what {
                What::Flow(event) => event,
                What::Documents(decided) => {
                    self.about(&mut steps, decided);
                    continue;
                }
                What::Form(_) => continue,
            };
            if let Happened::NodeEntered { activation, node, actors, reason, .. } = &event.what {
                let reason = reason.as_ref().map(|r| reason_text(r, self.locale)).unwrap_or_default();
                steps.push(self.entered(event, *activation, node, actors, reason));
                continue;
            }
            let Some(id) = activation_of(&event.what) else { continue };
            if let Some(step) = steps.iter_mut().find(|s| s.activation == id.0) {
                self.advance(step, event, &mut owners);
            }
        }
        steps
    }

    /// Ties older versions of documents to the decision that was about them.
    fn about(&self, steps: &mut [Step], decided: &DocumentsDecided) {
        let step = steps.iter_mut().find(|s| s.activation == decided.activation);
        if let Some(decision) = step.and_then(|s| s.decisions.last_mut()) {
            let older = decided.versions.iter().filter_map(|(id, version)| self.older.get(&(*id, *version)));
            decision.documents = older.cloned().collect();
        }
    }

    fn entered(
        &self,
        event: &Event,
        activation: ActivationId,
        node: &Key,
        actors: &[Asked],
        mut reason: String,
    ) -> Step {
        let definition = self.case.plan.node(node);
        let mut people: Vec<_> = actors.iter().map(|a| self.case.company.person(a.user)).collect();
        people.dedup();
        for via in actors.iter().map(|a| a.via).filter(|via| *via != Via::Resolved).take(1) {
            reason = self.joined(reason, message(via_code(via), &BTreeMap::new(), self.locale));
        }
        let mut step = Step {
            activation: activation.0,
            node: node.clone(),
            name: definition.map(|n| n.name.clone()).unwrap_or_default(),
            kind: definition.map(|n| kind_name(&n.kind)).unwrap_or_default().to_owned(),
            status: StepStatus::Waiting,
            actors: people,
            decisions: Vec::new(),
            reason,
            entered_at: event.at,
            left_at: None,
        };
        if actors.is_empty() && definition.is_some_and(|n| matches!(n.kind, NodeKind::Start { .. })) {
            let initiator = self.case.company.person(self.case.row.initiator);
            step.status = StepStatus::Completed;
            step.actors = vec![initiator.clone()];
            step.decisions.push(Decision {
                actor: initiator,
                on_behalf_of: None,
                verdict: "submit".to_owned(),
                comment: None,
                signature: None,
                files: Vec::new(),
                documents: Vec::new(),
                at: event.at,
            });
        }
        step
    }

    fn advance(&self, step: &mut Step, event: &Event, owners: &mut HashMap<(u32, u16), UserId>) {
        let company = &self.case.company;
        let decision = |actor: UserId, verdict: &str, comment: &str| Decision {
            actor: company.person(actor),
            on_behalf_of: None,
            verdict: verdict.to_owned(),
            comment: Some(comment.to_owned()).filter(|c| !c.is_empty()),
            signature: None,
            files: Vec::new(),
            documents: Vec::new(),
            at: event.at,
        };
        match &event.what {
            Happened::ConditionTaken { node, edge, is_default: _, tried, .. } => {
                step.status = StepStatus::Taken;
                step.reason = self.condition(node, edge, tried);
            }
            Happened::Decided { activation, slot, user, verdict, comment, signature, files, .. } => {
                let owner = owners.get(&(activation.0, *slot)).copied();
                step.decisions.push(Decision {
                    on_behalf_of: owner.filter(|o| o != user).map(|o| company.person(o)),
                    signature: signature.and_then(|id| self.files.get(&id).cloned()),
                    files: files.iter().filter_map(|id| self.files.get(id).cloned()).collect(),
                    ..decision(*user, verdict_word(*verdict), comment)
                });
            }
            Happened::Transferred { activation, slot, from, to, comment, files, .. } => {
                owners.entry((activation.0, *slot)).or_insert(*from);
                step.decisions.push(Decision {
                    files: files.iter().filter_map(|id| self.files.get(id).cloned()).collect(),
                    ..decision(*from, "transfer", comment)
                });
                match step.actors.iter_mut().find(|a| a.id == *from) {
                    Some(actor) => *actor = company.person(*to),
                    None => step.actors.push(company.person(*to)),
                }
            }
            Happened::Resubmitted { comment, .. } => {
                step.decisions.push(decision(self.case.row.initiator, "submit", comment));
            }
            Happened::AutoPassed { user, why, .. } => self.by_itself(step, *user, *why),
            Happened::AutoRejected { why, .. } => self.by_itself(step, None, *why),
            Happened::Copied { users, reason, .. } | Happened::Notified { users, reason, .. } => {
                step.status = StepStatus::Sent;
                step.actors = users.iter().map(|u| company.person(*u)).collect();
                step.reason = reason_text(reason, self.locale);
            }
            Happened::Returned { .. } => step.status = StepStatus::Returned,
            Happened::NodeLeft { outcome, .. } => {
                step.left_at = Some(event.at);
                if step.status == StepStatus::Waiting {
                    step.status = status_of(*outcome);
                }
            }
            _ => {}
        }
    }

    fn by_itself(&self, step: &mut Step, user: Option<UserId>, why: AutoReason) {
        let mut told = message(why.code(), &BTreeMap::new(), self.locale);
        if let Some(user) = user.filter(|_| step.actors.len() > 1) {
            told = format!("{}: {told}", self.case.company.person(user).name);
        }
        step.reason = self.joined(std::mem::take(&mut step.reason), told);
    }

    fn joined(&self, first: String, second: String) -> String {
        match (first.is_empty(), self.locale) {
            (true, _) => second,
            (false, Locale::ZhCn) => format!("{first}；{second}"),
            (false, Locale::En) => format!("{first}; {second}"),
        }
    }

    /// What a condition compared and where it led; without the values of fields that the reader may not see.
    pub fn condition(&self, node: &Key, taken: &Key, tried: &[Tried]) -> String {
        let edges: Vec<&Edge> = self.case.plan.edges_from(node).collect();
        let edge = |key: &Key| edges.iter().find(|e| e.key == *key).copied();
        let say = |code: &str, params: &[(&str, &str)]| {
            let params = params.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
            message(code, &params, self.locale)
        };
        let mut told = String::new();
        for tried in tried {
            if edge(&tried.edge).is_some_and(|e| e.script.is_some()) {
                // What a script compared is its own; which way it decided is told.
                let code = if tried.holds { "flow.script_holds" } else { "flow.script_fails" };
                told = self.joined(told, say(code, &[]));
                continue;
            }
            let readable = edge(&tried.edge).and_then(|e| e.when.as_ref()).is_none_or(|when| {
                fields_of(when).iter().all(|f| match &f.table {
                    Some(table) => may_read(self.rights, &format!("{table}.{}", f.key)),
                    None => may_read(self.rights, f.key.as_str()),
                })
            });
            let sentence = if readable {
                let separator = if self.locale == Locale::ZhCn { "，" } else { ", " };
                let compared: Vec<String> = tried
                    .compared
                    .iter()
                    .map(|c| {
                        let (left, right) = (self.value(&c.field, &c.left), self.value(&c.field, &c.right));
                        let text = format!("{} {left} {} {right}", self.label(&c.field), self.sign(c.cmp));
                        text.trim().to_owned()
                    })
                    .collect();
                let code = if tried.holds { "flow.condition_holds" } else { "flow.condition_fails" };
                say(code, &[("compared", &compared.join(separator))])
            } else {
                say("flow.condition_withheld", &[])
            };
            told = self.joined(told, sentence);
        }
        let target = edge(taken).and_then(|e| self.case.plan.node(&e.to)).map(|n| &n.name);
        let own = edge(taken).map(|e| &e.name).filter(|name| !name.is_empty());
        let branch = own.or(target).map(|name: &LocalizedText| name.get(self.locale)).unwrap_or_default();
        self.joined(told, say("flow.condition_took", &[("branch", branch)]))
    }

    fn label(&self, path: &str) -> String {
        let schema = &self.case.schema;
        let label = match path.split_once('.') {
            None => schema.field(path).map(|f| f.label.get(self.locale)),
            Some((table, column)) => schema
                .field(table)
                .and_then(|t| t.columns().iter().find(|c| c.key.as_str() == column))
                .map(|c| c.label.get(self.locale)),
        };
        label.unwrap_or(path).to_owned()
    }

    /// A compared value as it was: exact numbers stay, keys and ids get their names.
    fn value(&self, path: &str, text: &str) -> String {
        let company = &self.case.company;
        let named = |one: &str| -> Option<String> {
            match &self.case.schema.field(path)?.kind {
                FieldKind::SingleSelect { options } | FieldKind::MultiSelect { options } => options
                    .iter()
                    .find(|o| o.key.as_str() == one)
                    .map(|o| o.label.get(self.locale).to_owned()),
                FieldKind::Person { .. } => {
                    company.people.get(&one.parse::<UserId>().ok()?).map(|p| p.name.clone())
                }
                FieldKind::Department { .. } => company
                    .departments
                    .get(&one.parse::<DepartmentId>().ok()?)
                    .map(|d| d.name.get(self.locale).to_owned()),
                _ => None,
            }
        };
        let parts: Vec<String> =
            text.split(", ").map(|one| named(one).unwrap_or_else(|| one.to_owned())).collect();
        parts.join(", ")
    }

    fn sign(&self, cmp: Compare) -> String {
        let code = match cmp {
            Compare::Eq => return "=".to_owned(),
            Compare::Ne => return "≠".to_owned(),
            Compare::Lt => return "<".to_owned(),
            Compare::Le => return "≤".to_owned(),
            Compare::Gt => return ">".to_owned(),
            Compare::Ge => return "≥".to_owned(),
            Compare::In => "flow.compare_in",
            Compare::NotIn => "flow.compare_not_in",
            Compare::Contains => "flow.compare_contains",
            Compare::NotContains => "flow.compare_not_contains",
            Compare::StartsWith => "flow.compare_starts_with",
            Compare::Empty => "flow.compare_empty",
            Compare::NotEmpty => "flow.compare_not_empty",
        };
        message(code, &BTreeMap::new(), self.locale)
    }
}

/// The activation that an event belongs to.
fn activation_of(what: &Happened) -> Option<ActivationId> {
    match what {
        Happened::NodeEntered { activation, .. }
        | Happened::ConditionTaken { activation, .. }
        | Happened::Decided { activation, .. }
        | Happened::AutoPassed { activation, .. }
        | Happened::AutoRejected { activation, .. }
        | Happened::Transferred { activation, .. }
        | Happened::Returned { activation, .. }
        | Happened::Resubmitted { activation, .. }
        | Happened::NodeLeft { activation, .. }
        | Happened::Forked { activation, .. }
        | Happened::Joined { activation, .. }
        | Happened::Copied { activation, .. }
        | Happened::Notified { activation, .. } => Some(*activation),
        Happened::Started { .. }
        | Happened::Withdrawn { .. }
        | Happened::Terminated { .. }
        | Happened::Yielded { .. }
        | Happened::Failed { .. }
        | Happened::Ended { .. } => None,
    }
}

pub(crate) const fn via_code(via: Via) -> &'static str {
    match via {
        Via::Resolved => "flow.via_resolved",
        Via::SuperiorOfInitiator => "flow.via_superior",
        Via::DepartmentHead => "flow.via_department_head",
        Via::NamedForEmpty => "flow.via_named_for_empty",
        Via::AdministratorForEmpty => "flow.via_administrator",
    }
}

pub(crate) const fn verdict_word(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Approve => "approve",
        Verdict::Reject => "reject",
        Verdict::Complete => "complete",
    }
}

const fn status_of(outcome: Outcome) -> StepStatus {
    match outcome {
        Outcome::Approved => StepStatus::Approved,
        Outcome::Rejected => StepStatus::Rejected,
        Outcome::Completed | Outcome::Resubmitted => StepStatus::Completed,
        Outcome::Passed => StepStatus::Passed,
        Outcome::Cancelled => StepStatus::Cancelled,
    }
}
