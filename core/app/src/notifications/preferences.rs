//! On which channels a person hears of what. No choice stored: the product's own.

use std::collections::HashMap;

use weir_model::Issue;
use weir_model::id::UserId;
use weir_model::principal::Principal;
use weir_store::queries::notifications::{self, PrefRow};

use crate::context::App;
use crate::dto::operations::{NotificationEvent, NotificationPreference, NotificationPreferences};
use crate::error::{Result, refuse};
use crate::session::own_eyes;

const IN_APP: &str = "inApp";
const EMAIL: &str = "email";

impl NotificationEvent {
    /// Every event, in the order of the settings page.
    pub const ALL: [Self; 12] = [
        Self::TaskAssigned,
        Self::TaskDecided,
        Self::InstanceEnded,
        Self::Copied,
        Self::Commented,
        Self::Reminder,
        Self::Mentioned,
        Self::ItemAssigned,
        Self::ItemMoved,
        Self::FeedbackAnswered,
        Self::FileUnlocked,
        Self::ProjectFounded,
    ];

    /// The word, as it is stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::TaskAssigned => "taskAssigned",
            Self::TaskDecided => "taskDecided",
            Self::InstanceEnded => "instanceEnded",
            Self::Copied => "copied",
            Self::Commented => "commented",
            Self::Reminder => "reminder",
            Self::Mentioned => "mentioned",
            Self::ItemAssigned => "itemAssigned",
            Self::ItemMoved => "itemMoved",
            Self::FeedbackAnswered => "feedbackAnswered",
            Self::FileUnlocked => "fileUnlocked",
            Self::ProjectFounded => "projectFounded",
        }
    }

    /// Whether a mail is worth it for somebody who chose nothing: when they are asked, their own matter ends, or what
    /// they keep to themselves is open to others.
    const fn mailed_by_default(self) -> bool {
        matches!(
            self,
            Self::TaskAssigned
                | Self::InstanceEnded
                | Self::Reminder
                | Self::Mentioned
                | Self::ItemAssigned
                | Self::FeedbackAnswered
                | Self::FileUnlocked
                | Self::ProjectFounded
        )
    }
}

/// The stored choices of some people, over the product's own.
pub(crate) struct Chosen(HashMap<(UserId, String, String), bool>);

impl Chosen {
    pub(crate) fn new(rows: Vec<PrefRow>) -> Self {
        Self(rows.into_iter().map(|r| ((r.user, r.event, r.channel), r.enabled)).collect())
    }

    pub(crate) fn of(&self, user: UserId, event: NotificationEvent) -> NotificationPreference {
        let stored =
            |channel: &str| self.0.get(&(user, event.as_str().to_owned(), channel.to_owned())).copied();
        NotificationPreference {
            event,
            in_app: stored(IN_APP).unwrap_or(true),
            email: stored(EMAIL).unwrap_or(event.mailed_by_default()),
        }
    }
}

impl App {
    /// One's own choices, for every event.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn notification_preferences(&self, me: &Principal) -> Result<NotificationPreferences> {
        own_eyes(me)?;
        let tx = self.store().read(me.tenant).await?;
        let chosen = Chosen::new(notifications::prefs(&tx, &[me.user]).await?);
        Ok(NotificationPreferences { items: NotificationEvent::ALL.map(|e| chosen.of(me.user, e)).into() })
    }

    /// Stores one's own choices; events left out keep theirs.
    ///
    /// # Errors
    /// [`crate::Error::Invalid`] when an event stands twice.
    pub async fn save_notification_preferences(
        &self,
        me: &Principal,
        wish: NotificationPreferences,
    ) -> Result<NotificationPreferences> {
        let twice = wish
            .items
            .iter()
            .enumerate()
            .filter(|(i, item)| wish.items[..*i].iter().any(|earlier| earlier.event == item.event));
        refuse(twice.map(|(i, item)| named_twice(i, item.event)).collect())?;
        let tx = self.write(me).await?;
        for item in &wish.items {
            for (channel, enabled) in [(IN_APP, item.in_app), (EMAIL, item.email)] {
                let row = PrefRow {
                    user: me.user,
                    event: item.event.as_str().to_owned(),
                    channel: channel.to_owned(),
                    enabled,
                };
                notifications::set_pref(&tx, &row).await?;
            }
        }
        tx.commit().await?;
        self.notification_preferences(me).await
    }
}

fn named_twice(index: usize, event: NotificationEvent) -> Issue {
    Issue::new(format!("items[{index}].event"), "request.field_twice").with("field", event.as_str())
}
