//! The sentence behind a notification, in its reader's language.

use std::collections::BTreeMap;

use weir_flow::definition::MessageTemplate;
use weir_model::issue::message;
use weir_model::{Locale, LocalizedText};

use super::notice::{Notice, Outcome, Standing};
use crate::company::Company;
use crate::dto::operations::NotificationEvent;

/// A subject line and what stands below it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Sentence {
    /// The subject line.
    pub title: String,
    /// The text, where there is more to say.
    pub body: Option<String>,
}

/// Says what happened.
pub(crate) fn sentence(
    event: NotificationEvent,
    notice: &Notice,
    company: &Company,
    locale: Locale,
) -> Sentence {
    let actor = notice.actor.map_or_else(String::new, |id| company.person(id).name);
    let (flow, node) = (notice.flow.get(locale), notice.node.get(locale));
    let params: BTreeMap<String, String> =
        [("title", notice.title.as_str()), ("actor", &actor), ("flow", flow), ("node", node)]
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .into();
    let filled = |text: &str| Some(text.trim()).filter(|t| !t.is_empty()).map(str::to_owned);
    let own = |part: fn(&MessageTemplate) -> &LocalizedText| {
        notice.wording.as_ref().and_then(|wording| filled(part(wording).get(locale)))
    };
    let title = own(|w| &w.subject);
    let body = own(|w| &w.body);
    let text = filled(&notice.text);
    Sentence {
        title: title.unwrap_or_else(|| message(&code(event, notice), &params, locale)),
        body: body.or_else(|| match event {
            NotificationEvent::TaskAssigned => {
                Some(message("notification.task_assigned_body", &params, locale))
            }
            NotificationEvent::Copied => Some(message("notification.copied_body", &params, locale)),
            _ => text,
        }),
    }
}

fn code(event: NotificationEvent, notice: &Notice) -> String {
    let outcome = notice.outcome;
    match event {
        NotificationEvent::TaskAssigned => "notification.task_assigned".to_owned(),
        NotificationEvent::TaskDecided => {
            format!("notification.task_{}", outcome.unwrap_or(Outcome::Completed).word())
        }
        NotificationEvent::InstanceEnded => {
            format!("notification.ended_{}", outcome.unwrap_or(Outcome::Completed).word())
        }
        NotificationEvent::Copied => "notification.copied".to_owned(),
        NotificationEvent::Commented => "notification.commented".to_owned(),
        NotificationEvent::Reminder => "notification.reminder".to_owned(),
        NotificationEvent::Mentioned => "notification.mentioned".to_owned(),
        NotificationEvent::ItemAssigned => "notification.item_assigned".to_owned(),
        NotificationEvent::ItemMoved => "notification.item_moved".to_owned(),
        NotificationEvent::FeedbackAnswered if notice.node.is_empty() => {
            "notification.feedback_answered".to_owned()
        }
        NotificationEvent::FeedbackAnswered => "notification.feedback_moved".to_owned(),
        NotificationEvent::FileUnlocked => "notification.file_unlocked".to_owned(),
        NotificationEvent::ProjectFounded => match notice.standing {
            Some(Standing::Lead) => "notification.project_to_lead".to_owned(),
            Some(Standing::Outside) => "notification.project_outside".to_owned(),
            Some(Standing::Waits) => "notification.project_waits".to_owned(),
            Some(Standing::Mends) => "notification.project_mends".to_owned(),
            None => "notification.project_founded".to_owned(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_event_and_outcome_has_a_sentence_in_both_languages() {
        use Outcome::{Approved, Completed, Failed, Rejected, Returned, Terminated, Transferred, Withdrawn};
        use Standing::{Lead, Mends, Outside, Waits};
        let outcomes = [Approved, Completed, Failed, Rejected, Returned, Terminated, Transferred, Withdrawn];
        for event in NotificationEvent::ALL {
            for outcome in outcomes {
                for (locale, node) in
                    Locale::ALL.into_iter().zip([LocalizedText::default(), LocalizedText::both("x", "x")])
                {
                    for standing in [None, Some(Lead), Some(Outside), Some(Waits), Some(Mends)] {
                        let node = node.clone();
                        let notice = Notice { outcome: Some(outcome), node, standing, ..Notice::default() };
                        let code = code(event, &notice);
                        assert_ne!(message(&code, &BTreeMap::new(), locale), code, "{locale}");
                    }
                }
            }
        }
    }
}
