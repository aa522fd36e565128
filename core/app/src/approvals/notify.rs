//! Who is told what when an instance moves. The one place where messages of approvals are made; the flow's own
//! wording goes before the product's, and nobody reads a value in it that their node hides.

use weir_flow::definition::{MessageEvent, MessageTemplate};
use weir_flow::effect::Effect;
use weir_flow::{Event, Status, Verdict, event::Happened};
use weir_forms::schema::FieldKind;
use weir_forms::{Reader, display, visible_data};
use weir_model::id::{InstanceId, UserId};
use weir_model::permission::FieldRights;
use weir_model::{Key, Locale, LocalizedText};
use weir_store::Tx;
use weir_store::queries::tasks::TaskRow;

use super::case::{Case, Move, status_of, summary};
use super::sight::{Sight, node_rights, public_rights};
use crate::context::App;
use crate::dto::operations::NotificationEvent;
use crate::error::Result;
use crate::notifications::{Notice, Notification, Outcome, link_to_copy, link_to_started, link_to_task};
use crate::records::Names;

/// What stands in a message for a value that its reader may not see.
const WITHHELD: &str = "—";

impl App {
    /// Tells everybody whom a transition concerns.
    pub(crate) async fn tell_of_move(
        &self,
        tx: &Tx,
        case: &Case,
        (events, effects, opened): (&[Event], &[Effect], &[TaskRow]),
        moved: &Move<'_>,
    ) -> Result<()> {
        let names = Names::of(tx, &case.company, std::iter::once((&*case.schema, &case.record.data))).await?;
        let pen = Pen { case, names: &names };
        let mut told: Vec<Notification> = opened.iter().map(|task| pen.task_assigned(task)).collect();
        told.extend(pen.decided(events));
        for effect in effects {
            match effect {
                Effect::CopyTo { node, users, .. } => {
                    told.extend(users.iter().map(|user| pen.copied(node, *user)));
                }
                Effect::Notify { node, users, subject, body, .. } => {
                    let template = MessageTemplate { subject: subject.clone(), body: body.clone() };
                    told.extend(users.iter().map(|user| pen.message(node, *user, &template)));
                }
                Effect::Ended { status } => {
                    let by = moved.by.map(|p| p.user);
                    told.extend((by != Some(case.row.initiator)).then(|| pen.ended(*status, by)));
                }
                _ => {}
            }
        }
        self.notify(tx, told).await
    }
}

/// Where somebody who takes part finds the instance.
pub(crate) fn link(case: &Case, sight: &Sight, to: UserId) -> String {
    let instance = case.row.id;
    if let Some(task) = sight.tasks.iter().find(|t| t.user == to && t.state == "open") {
        link_to_task(instance, task.id)
    } else if to == case.row.initiator {
        link_to_started(instance)
    } else {
        link_to_done(instance)
    }
}

fn link_to_done(instance: InstanceId) -> String {
    format!("/approvals/done/{instance}")
}

struct Pen<'a> {
    case: &'a Case,
    names: &'a Names<'a>,
}

impl Pen<'_> {
    fn task_assigned(&self, task: &TaskRow) -> Notification {
        let rights = node_rights(&self.case.plan, &self.case.schema, &task.node);
        Notification {
            link: link_to_task(self.case.row.id, task.id),
            task: Some(task.id),
            ..self.notification(
                NotificationEvent::TaskAssigned,
                task.user,
                Notice {
                    node: self.node(&task.node),
                    actor: Some(self.case.row.initiator),
                    wording: self.own(MessageEvent::TaskAssigned, Some(&task.node), &rights),
                    ..self.notice(task.user)
                },
            )
        }
    }

    fn copied(&self, node: &Key, user: UserId) -> Notification {
        let rights = node_rights(&self.case.plan, &self.case.schema, node);
        Notification {
            link: link_to_copy(self.case.row.id),
            ..self.notification(
                NotificationEvent::Copied,
                user,
                Notice {
                    node: self.node(node),
                    actor: Some(self.case.row.initiator),
                    wording: self.own(MessageEvent::Copied, Some(node), &rights),
                    ..self.notice(user)
                },
            )
        }
    }

    fn message(&self, node: &Key, user: UserId, template: &MessageTemplate) -> Notification {
        let rights = public_rights(&self.case.plan);
        let notice = Notice {
            node: self.node(node),
            wording: Some(self.fill(template, Some(node), &rights)),
            ..self.notice(user)
        };
        self.notification(NotificationEvent::Reminder, user, notice)
    }

    /// The initiator learns of each decision; of the last one by how the instance ended.
    fn decided(&self, events: &[Event]) -> Option<Notification> {
        let initiator = self.case.row.initiator;
        let has = |wanted: fn(&Happened) -> bool| events.iter().any(|e| wanted(&e.what));
        if has(|what| matches!(what, Happened::Ended { .. })) {
            return None;
        }
        events.iter().find_map(|event| {
            let Happened::Decided { node, user, verdict, comment, .. } = &event.what else { return None };
            if *user == initiator {
                return None;
            }
            let outcome = match verdict {
                Verdict::Approve => Outcome::Approved,
                Verdict::Complete => Outcome::Completed,
                Verdict::Reject if has(|what| matches!(what, Happened::Returned { .. })) => Outcome::Returned,
                Verdict::Reject => Outcome::Rejected,
            };
            let notice = Notice {
                node: self.node(node),
                actor: Some(*user),
                outcome: Some(outcome),
                text: comment.clone(),
                ..self.notice(initiator)
            };
            Some(self.notification(NotificationEvent::TaskDecided, initiator, notice))
        })
    }

    fn ended(&self, status: Status, by: Option<UserId>) -> Notification {
        let initiator = self.case.row.initiator;
        let rights = node_rights(&self.case.plan, &self.case.schema, self.case.plan.start());
        let notice = Notice {
            actor: by,
            outcome: Some(match status {
                Status::Running | Status::Approved => Outcome::Approved,
                Status::Rejected => Outcome::Rejected,
                Status::Withdrawn => Outcome::Withdrawn,
                Status::Terminated => Outcome::Terminated,
                Status::Failed => Outcome::Failed,
            }),
            wording: self.own(MessageEvent::InstanceEnded, None, &rights),
            ..self.notice(initiator)
        };
        self.notification(NotificationEvent::InstanceEnded, initiator, notice)
    }

    fn notification(&self, event: NotificationEvent, to: UserId, notice: Notice) -> Notification {
        let instance = self.case.row.id;
        let link =
            if to == self.case.row.initiator { link_to_started(instance) } else { link_to_done(instance) };
        Notification { to, event, notice, link, instance: Some(instance), task: None, project: None }
    }

    fn notice(&self, to: UserId) -> Notice {
        Notice {
            title: self.case.row.title.clone(),
            flow: self.case.plan.definition().name.clone(),
            summary: summary(&self.case.row.summary, self.case.company.locale_of(to)),
            ..Notice::default()
        }
    }

    fn node(&self, key: &Key) -> LocalizedText {
        self.case.plan.node(key).map(|n| n.name.clone()).unwrap_or_default()
    }

    fn own(&self, event: MessageEvent, node: Option<&Key>, rights: &FieldRights) -> Option<MessageTemplate> {
        let template = self.case.plan.definition().settings.messages.get(&event)?;
        Some(self.fill(template, node, rights))
    }

    fn fill(&self, template: &MessageTemplate, node: Option<&Key>, rights: &FieldRights) -> MessageTemplate {
        let filled = |text: &LocalizedText| {
            let [zh, en] = [Locale::ZhCn, Locale::En]
                .map(|locale| fill(text.get(locale), &|place| self.place(place, node, rights, locale)));
            LocalizedText::both(zh, en)
        };
        MessageTemplate { subject: filled(&template.subject), body: filled(&template.body) }
    }

    fn place(&self, place: &str, node: Option<&Key>, rights: &FieldRights, locale: Locale) -> Option<String> {
        let case = self.case;
        match place {
            "$title" => return Some(case.row.title.clone()),
            "$initiator" => return Some(case.company.person(case.row.initiator).name),
            "$node" => return Some(node.map_or_else(String::new, |n| self.node(n).get(locale).to_owned())),
            "$status" => return Some(status_word(case.state.status, locale)),
            _ => {}
        }
        let field = case.schema.field(place)?;
        let seen = visible_data(&case.schema, &case.record.data, rights);
        let Some(value) = seen.get(place) else {
            return Some(if case.record.data.contains_key(place) {
                WITHHELD.to_owned()
            } else {
                String::new()
            });
        };
        let reader = Reader { locale, time_zone: &case.company.time_zone, labels: self.names };
        let text = display(field, value, &reader);
        // A template writes the currency itself, as in “CNY {amount}”.
        Some(match field.kind {
            FieldKind::Money { .. } => {
                text.trim_start_matches(|c: char| !c.is_ascii_digit() && c != '-').to_owned()
            }
            _ => text,
        })
    }
}

fn status_word(status: Status, locale: Locale) -> String {
    let code = format!("status.{}", status_of(status));
    weir_model::issue::message(&code, &std::collections::BTreeMap::new(), locale)
}

/// The template with its `{…}` places filled in; unknown places stay as they are.
fn fill(template: &str, value: &dyn Fn(&str) -> Option<String>) -> String {
    let mut text = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        match after.split_once('}').and_then(|(place, tail)| value(place).map(|value| (value, tail))) {
            Some((value, tail)) => {
                text.push_str(&value);
                rest = tail;
            }
            None => {
                text.push('{');
                rest = after;
            }
        }
    }
    text.push_str(rest);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_filled_and_unknown_ones_stay() {
        let value = |place: &str| (place == "$title").then(|| "Lathe {x}".to_owned());
        assert_eq!(fill("{$title}: {nothing} {", &value), "Lathe {x}: {nothing} {");
    }
}
