//! Who is told what of a work item. Nobody is told of a project that they do not sit in any more.

use std::collections::BTreeSet;

use weir_access::Object;
use weir_model::LocalizedText;
use weir_model::id::{CommentId, ProjectId, UserId, WorkItemId};
use weir_model::permission::Permission;
use weir_model::principal::Principal;
use weir_store::Tx;
use weir_store::queries::{projects, work_items, work_links};

use super::access::Seat;
use super::show::item_key;
use crate::context::App;
use crate::dto::operations::NotificationEvent;
use crate::error::Result;
use crate::notifications::{Notice, Notification, link_to_comment, link_to_item};

/// Something that was said about an item.
pub(super) struct Said<'a> {
    /// The item.
    pub item: WorkItemId,
    /// Its title.
    pub title: &'a str,
    /// The comment.
    pub comment: CommentId,
    /// What it says.
    pub text: &'a str,
}

impl Said<'_> {
    fn place(&self, seat: &Seat) -> (WorkItemId, String) {
        (self.item, link_to_comment(seat.project.id, self.item, self.comment))
    }

    fn notice(&self) -> Notice {
        Notice { title: self.title.to_owned(), text: self.text.to_owned(), ..Notice::default() }
    }
}

fn at_item(seat: &Seat, id: WorkItemId) -> (WorkItemId, String) {
    (id, link_to_item(seat.project.id, id))
}

impl App {
    /// Tells somebody that an item is theirs now.
    pub(super) async fn tell_of_assignment(
        &self,
        tx: &Tx,
        who: &Principal,
        seat: &Seat,
        id: WorkItemId,
        title: &str,
        (before, after): (Option<UserId>, Option<UserId>),
    ) -> Result<()> {
        let told: BTreeSet<UserId> = after.filter(|user| before != Some(*user)).into_iter().collect();
        let notice = Notice { title: title.to_owned(), ..Notice::default() };
        self.tell(tx, who, seat, at_item(seat, id), (NotificationEvent::ItemAssigned, told), notice).await
    }

    /// Tells whoever watches an item how far it is.
    pub(super) async fn tell_of_status(
        &self,
        tx: &Tx,
        who: &Principal,
        seat: &Seat,
        id: WorkItemId,
        title: &str,
        status: LocalizedText,
    ) -> Result<()> {
        let told = work_links::watchers(tx, id).await?.into_iter().collect();
        let notice = Notice { title: title.to_owned(), node: status, ..Notice::default() };
        self.tell(tx, who, seat, at_item(seat, id), (NotificationEvent::ItemMoved, told), notice).await
    }

    /// Tells those who are named in a comment, and whoever watches the item besides.
    pub(super) async fn tell_of_item_comment(
        &self,
        tx: &Tx,
        who: &Principal,
        seat: &Seat,
        said: &Said<'_>,
        mentions: &BTreeSet<UserId>,
    ) -> Result<()> {
        self.tell_of_mention(tx, who, seat, said, mentions.clone()).await?;
        let id = said.item;
        let watching: BTreeSet<UserId> = work_links::watchers(tx, id).await?.into_iter().collect();
        let others = watching.difference(mentions).copied().collect();
        self.tell(tx, who, seat, said.place(seat), (NotificationEvent::Commented, others), said.notice())
            .await
    }

    /// Tells those who are named in a comment for the first time.
    pub(super) async fn tell_of_mention(
        &self,
        tx: &Tx,
        who: &Principal,
        seat: &Seat,
        said: &Said<'_>,
        named: BTreeSet<UserId>,
    ) -> Result<()> {
        self.tell(tx, who, seat, said.place(seat), (NotificationEvent::Mentioned, named), said.notice()).await
    }

    /// Whether a person may look into the project of a seat.
    pub(super) async fn may_look(
        &self,
        tx: &Tx,
        seat: &Seat,
        users: &BTreeSet<UserId>,
    ) -> Result<BTreeSet<UserId>> {
        let seats = self.seats_of(tx, seat.project.id).await?;
        let company = self.company(tx).await?;
        let snapshot = self.snapshot(tx).await?;
        let looks = |user: &&UserId| {
            company.people.get(*user).is_some_and(|p| p.active)
                && (seats.contains_key(*user)
                    || snapshot.decide(**user, Permission::ProjectsAdmin, Object::TENANT, self.now()).is_ok())
        };
        Ok(users.iter().filter(looks).copied().collect())
    }

    /// Whether somebody may still look into a project; nobody looks into one that is gone.
    pub(crate) async fn still_looks(&self, tx: &Tx, user: UserId, project: ProjectId) -> Result<bool> {
        let snapshot = self.snapshot(tx).await?;
        Ok(projects::role_of(tx, project, user).await?.is_some()
            || snapshot.decide(user, Permission::ProjectsAdmin, Object::TENANT, self.now()).is_ok())
    }

    async fn tell(
        &self,
        tx: &Tx,
        who: &Principal,
        seat: &Seat,
        (id, link): (WorkItemId, String),
        (event, mut people): (NotificationEvent, BTreeSet<UserId>),
        notice: Notice,
    ) -> Result<()> {
        people.remove(&who.user);
        if people.is_empty() {
            return Ok(());
        }
        let number = work_items::get(tx, id).await?.number;
        let title = format!("{} {}", item_key(&seat.project.key, number), notice.title);
        let notice = Notice { title, actor: Some(who.user), ..notice };
        let told = self.may_look(tx, seat, &people).await?.into_iter().map(|to| Notification {
            to,
            event,
            notice: notice.clone(),
            link: link.clone(),
            instance: None,
            task: None,
            project: Some(seat.project.id),
        });
        self.notify(tx, told.collect()).await
    }
}
