//! Mails and other jobs against a real SMTP server, on a clock that the test owns.

mod digests;

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use jiff::Timestamp;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;
use weir_model::id::{AccountId, InstanceId, SessionId, TaskId, TenantId, UserId};
use weir_model::principal::{Channel, Principal};
use weir_model::{Clock, Ids, Locale, LocalizedText};
use weir_outbound::testing::{Behaviour, SmtpSink};
use weir_store::Store;
use weir_store::portable::catalogue;
use weir_store::queries::incidents::{self, IncidentRow};
use weir_store::queries::organisation::HolderRow;
use weir_store::queries::profile::{self, ProfileRow};
use weir_store::queries::{roles, tenants};
use weir_store::testing::{at, each_database, tenant, user};

use super::*;
use crate::dto::operations::NotificationEvent;
use crate::notifications::{Notice, Notification, link_to_task};
use crate::settings::{MailSettings, PasswordCost, Settings};

#[derive(Clone, Default)]
struct Time(Arc<AtomicI64>);

impl Clock for Time {
    fn now(&self) -> Timestamp {
        at(self.0.load(Ordering::Relaxed))
    }
}

#[derive(Default)]
struct Numbered(AtomicU64);

impl Ids for Numbered {
    fn next(&self) -> Uuid {
        Uuid::from_u128(
            0x01a0_0000_0000_7000_8000_0000_0000_0000 | u128::from(self.0.fetch_add(1, Ordering::Relaxed)),
        )
    }
}

struct House {
    app: App,
    time: Time,
    tenant: TenantId,
    wang: UserId,
    sink: SmtpSink,
}

const INSTANCE: InstanceId = InstanceId::from_uuid(Uuid::from_u128(0x1));
const TASK: TaskId = TaskId::from_uuid(Uuid::from_u128(0x7a5));

impl House {
    async fn new(store: Store) -> Self {
        let sink = SmtpSink::start().await.unwrap();
        let tenant = tenant(&store, 1).await;
        let wang = user(&store, tenant, 1).await;
        let tx = store.begin(tenant).await.unwrap();
        let address = ProfileRow {
            locale: None,
            theme: None,
            email: "wang.fang@example.com".to_owned(),
            phone: String::new(),
        };
        profile::update(&tx, wang, &address).await.unwrap();
        tx.commit().await.unwrap();
        let settings = Settings {
            data_dir: std::env::temp_dir(),
            public_url: "https://weir.example.com".to_owned(),
            demo: false,
            database_url: None,
            mail: Some(MailSettings { url: sink.url(), from: "Weir <weir@example.com>".to_owned() }),
            password_cost: PasswordCost::Cheap,
            secret_key: Some([7; 32]),
        };
        let time = Time::default();
        let app = App::new(store, settings, Arc::new(time.clone()), Arc::new(Numbered::default())).unwrap();
        Self { app, time, tenant, wang, sink }
    }

    fn worker(&self) -> Worker {
        Worker::new(self.app.clone())
    }

    /// Asks Wang Fang to act.
    async fn ask(&self, title: &str) {
        let tx = self.app.store().begin(self.tenant).await.unwrap();
        let notification = Notification {
            to: self.wang,
            event: NotificationEvent::TaskAssigned,
            notice: Notice {
                title: title.to_owned(),
                flow: LocalizedText::both("采购", "Purchase"),
                node: LocalizedText::both("经理审批", "Manager"),
                actor: Some(self.wang),
                ..Notice::default()
            },
            link: link_to_task(INSTANCE, TASK),
            instance: None,
            task: None,
            project: None,
        };
        self.app.notify(&tx, vec![notification]).await.unwrap();
        tx.commit().await.unwrap();
    }

    async fn wait(&self, seconds: i64) -> usize {
        self.time.0.fetch_add(seconds, Ordering::Relaxed);
        self.worker().work_off_due().await.unwrap()
    }

    async fn open_incidents(&self) -> Vec<IncidentRow> {
        let tx = self.app.store().read(self.tenant).await.unwrap();
        incidents::list(&tx, true, None, 10).await.unwrap()
    }

    fn wang(&self) -> Principal {
        Principal {
            tenant: self.tenant,
            user: self.wang,
            account: AccountId::from_uuid(Uuid::nil()),
            channel: Channel::Session(SessionId::from_uuid(Uuid::nil())),
            scopes: None,
            locale: Locale::ZhCn,
            authenticated_at: at(0),
            viewer: None,
        }
    }
}

#[tokio::test]
async fn a_mail_arrives_once_in_the_readers_language_with_a_link_that_opens_the_task() {
    each_database(|store| async move {
        let house = House::new(store).await;
        house.ask("办公设备采购 <华东>").await;
        assert_eq!(house.wait(0).await, 1);
        assert_eq!(house.wait(3_600).await, 0, "R27: applied once");
        let [mail] = &house.sink.received()[..] else { panic!("one mail") };
        assert_eq!(mail.to, ["wang.fang@example.com"]);
        assert_eq!(mail.subject(), "待您处理：办公设备采购 <华东>");
        let link = format!("https://weir.example.com/approvals/todo/{INSTANCE}?task={TASK}");
        assert!(mail.text().contains(&link), "{}", mail.text());
        assert!(mail.text().contains("采购 · 经理审批"), "{}", mail.text());
        assert!(mail.html().contains(&format!("href=\"{link}\"")), "{}", mail.html());
        assert!(mail.html().contains("&lt;华东&gt;"), "{}", mail.html());
    })
    .await;
}

#[tokio::test]
async fn an_invitation_is_mailed_with_its_link_which_waits_sealed() {
    each_database(|store| async move {
        let house = House::new(store.clone()).await;
        let lin = user(&store, house.tenant, 2).await;
        let tx = store.begin(house.tenant).await.unwrap();
        let address = ProfileRow {
            locale: None,
            theme: None,
            email: "lin@example.com".to_owned(),
            phone: String::new(),
        };
        profile::update(&tx, lin, &address).await.unwrap();
        let role = house.app.store_builtin_roles(&tx).await.unwrap();
        let holder = HolderRow { role, user: house.wang, expires_at: None };
        roles::assign(&tx, house.app.new_id(|id| id), &holder, None, at(0)).await.unwrap();
        tenants::bump_authz_version(&tx).await.unwrap();
        tenants::bump_org_version(&tx).await.unwrap();
        tx.commit().await.unwrap();

        let invited = house.app.invite_person(&house.wang(), lin).await.unwrap();
        assert!(invited.mailed);
        let (_, token) = invited.link.split_once('#').unwrap();
        let snapshot = store.snapshot().await.unwrap();
        for table in catalogue::tables() {
            let of = table.is_of_tenants().then_some(house.tenant);
            let rows = snapshot.page(&table, of, None).await.unwrap();
            assert!(!format!("{rows:?}").contains(token), "{}", table.name);
        }
        drop(snapshot);
        assert_eq!(house.wait(0).await, 1);
        let [mail] = &house.sink.received()[..] else { panic!("one mail") };
        assert_eq!(mail.to, ["lin@example.com"]);
        assert!(mail.text().contains(&invited.link), "{}", mail.text());
        assert!(mail.html().contains(&format!("href=\"{}\"", invited.link)), "{}", mail.html());

        // One that has ended is not sent.
        let ended = house.app.invite_person(&house.wang(), lin).await.unwrap();
        house.app.revoke_invitation(&house.wang(), ended.id).await.unwrap();
        assert_eq!(house.wait(0).await, 1);
        assert_eq!(house.sink.received().len(), 1);
        assert_eq!(house.open_incidents().await, []);
    })
    .await;
}

#[tokio::test]
async fn a_server_that_is_down_is_tried_with_growing_waits_then_an_administrator_is_asked_and_retries() {
    each_database(|store| async move {
        let house = House::new(store).await;
        house.sink.behave(Behaviour::AnswerMessage("451 4.3.0 try later".to_owned()));
        house.ask("采购").await;
        assert_eq!(house.wait(0).await, 1);
        assert_eq!(house.wait(1).await, 0, "not before the first wait is over");
        assert_eq!(house.wait(5).await, 1);
        assert_eq!(house.wait(4).await, 0, "the second wait is longer");
        assert_eq!(house.wait(6).await, 1);
        let mut attempts = 3;
        while attempts < ATTEMPTS_MAX {
            assert_eq!(house.open_incidents().await, []);
            attempts += u32::try_from(house.wait(3_600).await).unwrap();
        }
        assert_eq!(house.wait(7_200).await, 0, "given up");
        let [incident] = &house.open_incidents().await[..] else { panic!("one incident") };
        assert_eq!((incident.kind.as_str(), incident.attempts), ("mail", ATTEMPTS_MAX));
        assert!(incident.error.contains("try later"), "{}", incident.error);

        house.sink.behave(Behaviour::Accept);
        let tx = house.app.store().begin(house.tenant).await.unwrap();
        incidents::retry(&tx, incident.id, house.wang, house.app.now()).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(house.wait(0).await, 1);
        assert_eq!(house.sink.received().len(), 1);
        assert_eq!(house.open_incidents().await, []);
    })
    .await;
}

#[tokio::test]
async fn a_refused_address_is_told_at_once() {
    each_database(|store| async move {
        let house = House::new(store).await;
        house.sink.behave(Behaviour::AnswerRecipient("550 5.1.1 no such user".to_owned()));
        house.ask("采购").await;
        assert_eq!(house.wait(0).await, 1);
        let [incident] = &house.open_incidents().await[..] else { panic!("one incident") };
        assert!(incident.error.contains("no such user"), "{}", incident.error);
    })
    .await;
}

#[tokio::test]
async fn who_lost_the_lease_notes_nothing_and_a_repeated_mail_keeps_its_message_id() {
    each_database(|store| async move {
        let house = House::new(store).await;
        house.ask("采购").await;
        let worker = house.worker();
        let slow = worker.claim(1).await.unwrap().remove(0);
        worker.perform(&slow).await.unwrap();
        house.time.0.fetch_add(LEASE.as_secs(), Ordering::Relaxed);
        let quick = worker.claim(1).await.unwrap().remove(0);
        assert!(!worker.settle(&slow, Ok(())).await.unwrap(), "R27: fenced off");
        let late = Err(Failure::Permanent("late".to_owned()));
        assert!(!worker.settle(&slow, late).await.unwrap());
        assert_eq!(house.open_incidents().await, []);
        worker.perform(&quick).await.unwrap();
        assert!(worker.settle(&quick, Ok(())).await.unwrap());
        let ids: Vec<_> = house.sink.received().iter().map(|m| m.header("Message-ID")).collect();
        assert_eq!(ids.len(), 2);
        assert_eq!(ids[0], ids[1], "a mail program shows it once");
    })
    .await;
}

#[tokio::test]
async fn a_job_that_takes_its_worker_down_every_time_is_given_up() {
    each_database(|store| async move {
        let house = House::new(store).await;
        house.ask("采购").await;
        for _ in 0..ATTEMPTS_MAX {
            assert_eq!(house.worker().claim(1).await.unwrap().len(), 1);
            house.time.0.fetch_add(LEASE.as_secs(), Ordering::Relaxed);
        }
        assert_eq!(house.wait(0).await, 1);
        assert_eq!(house.sink.received(), []);
        assert_eq!(house.open_incidents().await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn the_worker_wakes_for_a_new_job_and_stops_when_told_to() {
    each_database(|store| async move {
        let house = House::new(store).await;
        let stop = CancellationToken::new();
        let (app, stopping) = (house.app.clone(), stop.clone());
        let running = tokio::spawn(async move { app.run_worker(stopping).await });
        house.ask("采购").await;
        house.sink.wait_for(1).await;
        stop.cancel();
        running.await.unwrap();
        let page = house.app.my_notifications(&house.wang(), Default::default()).await.unwrap();
        assert_eq!(page.items[0].title, "待您处理：采购");
        assert_eq!(page.items[0].link, link_to_task(INSTANCE, TASK));
    })
    .await;
}

#[tokio::test]
async fn who_wants_no_mail_gets_none_and_still_finds_it_in_the_app() {
    each_database(|store| async move {
        let house = House::new(store).await;
        let me = house.wang();
        let mut choice = house.app.notification_preferences(&me).await.unwrap();
        assert!(choice.items[0].email && choice.items[0].in_app, "asked to act: told on both");
        choice.items[0].email = false;
        let kept = house.app.save_notification_preferences(&me, choice.clone()).await.unwrap();
        assert_eq!(kept, choice);
        house.ask("采购").await;
        assert_eq!(house.wait(0).await, 0);
        assert_eq!(house.app.my_notifications(&me, Default::default()).await.unwrap().items.len(), 1);
        choice.items.push(choice.items[0]);
        assert!(house.app.save_notification_preferences(&me, choice).await.is_err(), "an event stands twice");
    })
    .await;
}
