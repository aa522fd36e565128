//! The history of an instance as sentences in the reader's language.

use weir_flow::Verdict;
use weir_flow::event::Happened;
use weir_forms::{Data, Labels, Reader, display, may_read, visible_data};
use weir_model::id::UserId;
use weir_model::issue::message;
use weir_model::{Key, Locale};

use super::case::{DataChanged, status_of};
use super::entries::{Entry, What};
use super::steps::Teller;
use crate::dto::approvals::{FieldChange, HistoryEntry};

impl Teller<'_> {
    /// What a reader is told of the history; the engine's inner steps are left out.
    pub fn history(&self, entries: &[Entry], labels: &dyn Labels) -> Vec<HistoryEntry> {
        let told = |entry: &Entry| {
            let (node, text) = match &entry.what {
                What::Form(changed) => {
                    let changes = self.changes(changed, labels);
                    if changes.is_empty() {
                        return None;
                    }
                    let text = self.say(
                        "history.data_changed",
                        &[("actor", &self.actor(entry)), ("node", &self.node(&changed.node))],
                    );
                    return Some(self.entry(entry, Some(changed.node.clone()), text, changes));
                }
                What::Documents(_) => return None,
                What::Flow(event) => self.sentence(entry, &event.what)?,
            };
            Some(self.entry(entry, node, text, Vec::new()))
        };
        entries.iter().filter_map(told).collect()
    }

    fn entry(
        &self,
        entry: &Entry,
        node: Option<Key>,
        text: String,
        changes: Vec<FieldChange>,
    ) -> HistoryEntry {
        HistoryEntry {
            seq: entry.seq,
            at: entry.at,
            actor: entry.by.map(|id| self.case.company.person(id)),
            kind: entry.kind.clone(),
            node,
            text,
            changes,
        }
    }

    fn sentence(&self, entry: &Entry, what: &Happened) -> Option<(Option<Key>, String)> {
        let actor = self.actor(entry);
        let at = |node: &Key, text: String| Some((Some(node.clone()), text));
        match what {
            Happened::Started { .. } => Some((None, self.say("history.started", &[("actor", &actor)]))),
            Happened::NodeEntered { node, actors, .. } if !actors.is_empty() => {
                let people = self.people(actors.iter().map(|a| a.user));
                at(node, self.say("history.entered", &[("node", &self.node(node)), ("people", &people)]))
            }
            Happened::ConditionTaken { node, edge, tried, .. } => {
                let reason = self.condition(node, edge, tried);
                at(node, self.say("history.condition", &[("node", &self.node(node)), ("reason", &reason)]))
            }
            Happened::Decided { node, user, verdict, comment, .. } => {
                let code = match verdict {
                    Verdict::Approve => "history.approved",
                    Verdict::Reject => "history.rejected",
                    Verdict::Complete => "history.completed",
                };
                let actor = self.case.company.person(*user).name;
                let text = self.say(code, &[("actor", &actor), ("node", &self.node(node))]);
                at(node, self.with_words(text, comment))
            }
            Happened::AutoPassed { node, why, .. } => {
                let why = self.say(why.code(), &[]);
                at(node, self.say("history.auto_passed", &[("node", &self.node(node)), ("why", &why)]))
            }
            Happened::AutoRejected { node, why, .. } => {
                let why = self.say(why.code(), &[]);
                at(node, self.say("history.auto_rejected", &[("node", &self.node(node)), ("why", &why)]))
            }
            Happened::Transferred { node, from, to, comment, .. } => {
                let code = match entry.by {
                    Some(by) if by != *from => "history.handed_over",
                    _ => "history.transferred",
                };
                let [from, to] = [from, to].map(|id| self.case.company.person(*id).name);
                let params =
                    [("actor", actor.as_str()), ("from", &from), ("to", &to), ("node", &self.node(node))];
                at(node, self.with_words(self.say(code, &params), comment))
            }
            Happened::Returned { node, to, .. } => {
                let params = [("node", self.node(node)), ("to", self.node(to))];
                let params = params.each_ref().map(|(name, value)| (*name, value.as_str()));
                at(node, self.say("history.returned", &params))
            }
            Happened::Resubmitted { comment, .. } => {
                let text = self.say("history.resubmitted", &[("actor", &actor)]);
                Some((None, self.with_words(text, comment)))
            }
            Happened::Copied { node, users, .. } if !users.is_empty() => {
                at(node, self.say("history.copied", &[("people", &self.people(users.iter().copied()))]))
            }
            Happened::Notified { node, users, .. } if !users.is_empty() => {
                at(node, self.say("history.notified", &[("people", &self.people(users.iter().copied()))]))
            }
            Happened::Withdrawn { comment } => {
                let text = self.say("history.withdrawn", &[("actor", &actor)]);
                Some((None, self.with_words(text, comment)))
            }
            Happened::Terminated { comment } => {
                let text = self.say("history.terminated", &[("actor", &actor)]);
                Some((None, self.with_words(text, comment)))
            }
            Happened::Failed { node, .. } => {
                at(node, self.say("history.failed", &[("node", &self.node(node))]))
            }
            Happened::Ended { status } => {
                let status = self.say(&format!("status.{}", status_of(*status)), &[]);
                Some((None, self.say("history.ended", &[("status", &status)])))
            }
            Happened::NodeEntered { .. }
            | Happened::NodeLeft { .. }
            | Happened::Forked { .. }
            | Happened::Joined { .. }
            | Happened::Copied { .. }
            | Happened::Notified { .. }
            | Happened::Yielded { .. } => None,
        }
    }

    /// The changed fields that the reader may see, cell by cell where a table hides columns.
    fn changes(&self, changed: &DataChanged, labels: &dyn Labels) -> Vec<FieldChange> {
        let company = &self.case.company;
        let reader = Reader { locale: self.locale, time_zone: &company.time_zone, labels };
        let shown = |change: &weir_forms::FieldChange| {
            let field = self.case.schema.field(&change.field)?;
            if !may_read(self.rights, &change.field) {
                return None;
            }
            let text = |value: &serde_json::Value| {
                let alone = Data::from_iter([(change.field.clone(), value.clone())]);
                let seen = visible_data(&self.case.schema, &alone, self.rights);
                let text = seen.get(&change.field).map(|v| display(field, v, &reader)).unwrap_or_default();
                Some(text).filter(|t| !t.is_empty())
            };
            Some(FieldChange {
                field: change.field.clone(),
                label: field.label.clone(),
                before: text(&change.before),
                after: text(&change.after),
            })
        };
        changed.changes.iter().filter_map(shown).collect()
    }

    fn say(&self, code: &str, params: &[(&str, &str)]) -> String {
        let params = params.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
        message(code, &params, self.locale)
    }

    fn with_words(&self, text: String, words: &str) -> String {
        match (words.trim(), self.locale) {
            ("", _) => text,
            (words, Locale::ZhCn) => format!("{text}：{words}"),
            (words, Locale::En) => format!("{text}: {words}"),
        }
    }

    fn actor(&self, entry: &Entry) -> String {
        entry.by.map(|id| self.case.company.person(id).name).unwrap_or_default()
    }

    fn node(&self, key: &Key) -> String {
        self.case.plan.node(key).map_or_else(|| key.to_string(), |n| n.name.get(self.locale).to_owned())
    }

    fn people(&self, users: impl Iterator<Item = UserId>) -> String {
        let names: Vec<String> = users.map(|id| self.case.company.person(id).name).collect();
        names.join(if self.locale == Locale::ZhCn { "、" } else { ", " })
    }
}
