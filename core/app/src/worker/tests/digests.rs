//! Mails that wait: gathered by the hour or the day, kept back while it is quiet. Each begins on a Thursday at
//! midnight of the tenant's clock.

use weir_model::calendar::DayKind;
use weir_model::id::NotificationId;
use weir_store::queries::work_calendar::{self, CalendarRow, SpecialDayRow};
use weir_store::queries::{jobs, mail_times, org_people, organisation};

use super::*;
use crate::dto::operations::{DigestKind, MailTimes, MailTimesInfo, QuietHours};

const HOUR: i64 = 3_600;
const DAY: i64 = 24 * HOUR;
/// The beginning of Thursday, 16 November 2023, in Shanghai, as the test's clock counts.
const MIDNIGHT: i64 = 64_000;

impl House {
    async fn at_midnight(store: Store) -> Self {
        let house = Self::new(store).await;
        house.set(0);
        house
    }

    fn set(&self, behind_midnight: i64) {
        self.time.0.store(MIDNIGHT + behind_midnight, Ordering::Relaxed);
    }

    async fn tell(&self, event: NotificationEvent, title: &str, text: &str) {
        let tx = self.app.store().begin(self.tenant).await.unwrap();
        let notice = Notice {
            title: title.to_owned(),
            text: text.to_owned(),
            actor: Some(self.wang),
            ..Notice::default()
        };
        let link = link_to_task(INSTANCE, TASK);
        let (to, instance, task, project) = (self.wang, None, None, None);
        let told = Notification { to, event, notice, link, instance, task, project };
        self.app.notify(&tx, vec![told]).await.unwrap();
        tx.commit().await.unwrap();
    }

    async fn company(&self) -> String {
        let tx = self.app.store().read(self.tenant).await.unwrap();
        self.app.company(&tx).await.unwrap().name.clone()
    }

    async fn choose(&self, digest: DigestKind, quiet: Option<(&str, &str)>) -> MailTimesInfo {
        let quiet = quiet.map(|(from, until)| QuietHours { from: from.to_owned(), until: until.to_owned() });
        let wish = MailTimes { digest, daily_at: "09:00".to_owned(), quiet };
        self.app.save_mail_times(&self.wang(), wish).await.unwrap()
    }

    /// What the person finds in the app, the latest first.
    async fn told(&self) -> Vec<NotificationId> {
        let page = self.app.my_notifications(&self.wang(), Default::default()).await.unwrap();
        page.items.iter().map(|row| row.id).collect()
    }

    async fn waiting(&self) -> u64 {
        self.app.mail_times(&self.wang()).await.unwrap().waiting
    }

    fn subjects(&self) -> Vec<String> {
        self.sink.received().iter().map(|mail| mail.subject()).collect()
    }
}

#[tokio::test]
async fn a_daily_digest_gathers_what_happened_since_the_last_one_each_with_its_link() {
    each_database(|store| async move {
        let house = House::at_midnight(store).await;
        let chosen = house.choose(DigestKind::Daily, None).await;
        assert_eq!((chosen.next_at, chosen.waiting), (at(MIDNIGHT + 9 * HOUR), 0));
        house.ask("采购 <华东>").await;
        house.tell(NotificationEvent::Mentioned, "差旅", "请补发票").await;
        assert_eq!(house.wait(8 * HOUR).await, 0, "not yet");
        house.ask("用印").await;
        assert_eq!(house.waiting().await, 3);
        assert_eq!(house.wait(HOUR).await, 3, "a job for each, a mail for all");
        let [mail] = &house.sink.received()[..] else { panic!("one mail") };
        assert!(mail.subject().ends_with("：3 条消息待您查看"), "{}", mail.subject());
        let text = mail.text();
        let places = ["待您处理 (2)", "采购 <华东>", "用印", "提到您 (1)", "差旅", "请补发票"]
            .map(|words| text.find(words));
        assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{places:?} in {text}");
        let link = format!("https://weir.example.com/approvals/todo/{INSTANCE}?task={TASK}");
        assert_eq!(text.matches(&link).count(), 3, "{text}");
        assert!(mail.html().contains("&lt;华东&gt;"), "{}", mail.html());
        assert_eq!((house.waiting().await, house.wait(20 * DAY).await), (0, 0), "nothing twice");

        // From Friday evening it is Monday's.
        house.set(29 * DAY + 18 * HOUR);
        house.ask("周末").await;
        assert_eq!(house.wait(2 * DAY).await, 0);
        assert_eq!(house.wait(15 * HOUR).await, 1);
        assert_eq!(house.subjects()[1], "待您处理：周末", "one thing is a mail like any other");
    })
    .await;
}

#[tokio::test]
async fn what_was_read_or_is_not_wanted_any_more_is_left_out_and_nothing_left_is_no_mail() {
    each_database(|store| async move {
        let house = House::at_midnight(store).await;
        house.choose(DigestKind::Hourly, None).await;
        house.ask("一").await;
        house.ask("二").await;
        house.tell(NotificationEvent::Mentioned, "三", "好").await;
        let read = house.told().await[1];
        house.app.read_notification(&house.wang(), read).await.unwrap();
        let mut choice = house.app.notification_preferences(&house.wang()).await.unwrap();
        choice.items.iter_mut().find(|i| i.event == NotificationEvent::Mentioned).unwrap().email = false;
        house.app.save_notification_preferences(&house.wang(), choice).await.unwrap();
        house.wait(HOUR).await;
        assert_eq!(house.subjects(), ["待您处理：一"]);

        house.ask("四").await;
        house.app.read_all_notifications(&house.wang()).await.unwrap();
        house.wait(HOUR).await;
        assert_eq!((house.subjects().len(), house.waiting().await), (1, 0));
    })
    .await;
}

#[tokio::test]
async fn mails_wait_for_the_end_of_the_quiet_and_one_that_is_tried_again_waits_too() {
    each_database(|store| async move {
        let house = House::at_midnight(store).await;
        house.choose(DigestKind::Off, Some(("22:00", "07:30"))).await;
        house.ask("夜里").await;
        house.ask("凌晨").await;
        assert_eq!(house.wait(7 * HOUR).await, 0);
        assert_eq!(house.wait(HOUR / 2).await, 2);
        assert_eq!(house.subjects().len(), 1, "one mail in the morning");

        // At ten to ten the mail server is away; when it is back it is quiet.
        house.sink.behave(Behaviour::AnswerMessage("451 4.3.0 try later".to_owned()));
        house.set(22 * HOUR - 2);
        house.ask("故障").await;
        assert_eq!(house.wait(0).await, 1);
        house.sink.behave(Behaviour::Accept);
        assert_eq!(house.wait(10).await, 1, "looks, and puts it off");
        assert_eq!((house.subjects().len(), house.wait(HOUR).await), (1, 0));
        assert_eq!(house.wait(9 * HOUR).await, 1);
        assert_eq!(house.subjects()[1], "待您处理：故障");
        assert_eq!(house.open_incidents().await, []);
    })
    .await;
}

#[tokio::test]
async fn a_new_choice_takes_hold_of_what_waits() {
    each_database(|store| async move {
        let house = House::at_midnight(store).await;
        house.choose(DigestKind::Daily, None).await;
        house.ask("一").await;
        house.ask("二").await;
        let kept = house.choose(DigestKind::Hourly, None).await;
        assert_eq!((kept.waiting, kept.next_at), (2, at(MIDNIGHT + HOUR)));
        assert_eq!(house.wait(HOUR - 1).await, 0);
        let kept = house.choose(DigestKind::Off, None).await;
        assert_eq!(kept.next_at, at(MIDNIGHT + HOUR - 1));
        assert_eq!(house.wait(0).await, 2, "turned off: what waits is sent");
        assert_eq!(house.subjects().len(), 1);
        house.ask("三").await;
        assert_eq!((house.wait(0).await, house.subjects().len()), (1, 2), "at once again");
        assert_eq!(house.wait(DAY).await, 0);
    })
    .await;
}

#[tokio::test]
async fn a_new_calendar_takes_hold_of_what_waits() {
    each_database(|store| async move {
        let house = House::at_midnight(store).await;
        house.choose(DigestKind::Daily, None).await;
        house.ask("一").await;
        let thursday = SpecialDayRow {
            day: jiff::civil::date(2023, 11, 16),
            kind: DayKind::Holiday,
            name: "厂庆".to_owned(),
        };
        let calendar = CalendarRow { week: vec![1, 2, 3, 4, 5], days: vec![thursday], rev: 0 };
        let tx = house.app.store().begin(house.tenant).await.unwrap();
        work_calendar::replace(&tx, &calendar, house.app.now()).await.unwrap();
        tenants::bump_org_version(&tx).await.unwrap();
        let company = house.app.company(&tx).await.unwrap();
        house.app.reckon_digests_anew(&tx, &company).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(house.wait(9 * HOUR).await, 0, "Thursday is a holiday now");
        assert_eq!((house.wait(DAY).await, house.subjects().len()), (1, 1));
    })
    .await;
}

#[tokio::test]
async fn broken_off_at_any_point_nothing_is_lost_and_nothing_is_another_mail() {
    each_database(|store| async move {
        let house = House::at_midnight(store).await;
        house.choose(DigestKind::Hourly, None).await;
        for title in ["一", "二", "三"] {
            house.ask(title).await;
        }
        house.time.0.fetch_add(HOUR, Ordering::Relaxed);
        let worker = house.worker();
        let first = worker.claim(1).await.unwrap().remove(0);
        // Taken, and the server dies before it sends.
        let job: super::super::digest::DigestJob = serde_json::from_value(first.payload.clone()).unwrap();
        let tx = house.app.store().begin(house.tenant).await.unwrap();
        let taken = mail_times::take(&tx, house.wang, (job.notification, first.id), 200).await.unwrap();
        assert_eq!(taken.len(), 3);
        tx.commit().await.unwrap();
        house.ask("四").await;
        assert_eq!(house.wait(0).await, 2, "the other two find theirs in another's hands");
        assert_eq!(house.sink.received().len(), 0);
        // Its lease lapses; it sends the same, and dies before it notes that it is done.
        house.time.0.fetch_add(LEASE.as_secs(), Ordering::Relaxed);
        let again = worker.claim(1).await.unwrap().remove(0);
        assert_eq!(again.id, first.id);
        worker.perform(&again).await.unwrap();
        assert_eq!(house.subjects(), [format!("{}：3 条消息待您查看", house.company().await)]);
        house.wait(LEASE.as_secs()).await;
        assert_eq!(house.sink.received().len(), 1, "it was sent, whatever was noted");
        house.wait(HOUR).await;
        assert_eq!(house.subjects()[1..], ["待您处理：四"], "what came meanwhile has a mail of its own");
        let ids: Vec<_> = house.sink.received().iter().map(|m| m.header("Message-ID")).collect();
        assert_ne!(ids[0], ids[1]);
    })
    .await;
}

#[tokio::test]
async fn two_servers_at_once_send_one_mail() {
    each_database(|store| async move {
        let house = House::at_midnight(store).await;
        house.choose(DigestKind::Hourly, None).await;
        for n in 0..6 {
            house.ask(&format!("第{n}件")).await;
        }
        house.time.0.fetch_add(HOUR, Ordering::Relaxed);
        let (one, two) = (house.worker(), house.worker());
        let (mine, others) = (one.claim(3).await.unwrap(), two.claim(3).await.unwrap());
        assert_eq!((mine.len(), others.len()), (3, 3));
        let mine = futures::future::join_all(mine.into_iter().map(|job| one.attempt(job)));
        let others = futures::future::join_all(others.into_iter().map(|job| two.attempt(job)));
        tokio::join!(mine, others);
        house.wait(DAY).await;
        assert_eq!(house.subjects(), [format!("{}：6 条消息待您查看", house.company().await)]);
        assert_eq!((house.open_incidents().await.len(), house.waiting().await), (0, 0));
    })
    .await;
}

#[tokio::test]
async fn a_mail_that_failed_for_good_is_retried_by_an_administrator_with_all_that_was_in_it() {
    each_database(|store| async move {
        let house = House::at_midnight(store).await;
        house.choose(DigestKind::Hourly, None).await;
        house.ask("一").await;
        house.ask("二").await;
        house.sink.behave(Behaviour::AnswerRecipient("550 5.1.1 no such user".to_owned()));
        house.wait(HOUR).await;
        let [incident] = &house.open_incidents().await[..] else { panic!("one incident") };
        assert_eq!(incident.kind, "digest");
        house.sink.behave(Behaviour::Accept);
        let tx = house.app.store().begin(house.tenant).await.unwrap();
        incidents::retry(&tx, incident.id, house.wang, house.app.now()).await.unwrap();
        tx.commit().await.unwrap();
        house.wait(0).await;
        assert_eq!(house.subjects(), [format!("{}：2 条消息待您查看", house.company().await)]);
    })
    .await;
}

#[tokio::test]
async fn nothing_goes_out_to_somebody_who_was_disabled_meanwhile() {
    each_database(|store| async move {
        let house = House::at_midnight(store).await;
        house.choose(DigestKind::Daily, None).await;
        house.ask("一").await;
        house.ask("二").await;
        let tx = house.app.store().begin(house.tenant).await.unwrap();
        let people = organisation::people(&tx).await.unwrap();
        let mut person = people.into_iter().find(|p| p.id == house.wang).unwrap();
        person.active = false;
        org_people::update(&tx, &person).await.unwrap();
        tenants::bump_org_version(&tx).await.unwrap();
        tx.commit().await.unwrap();
        house.wait(9 * HOUR).await;
        assert_eq!(house.sink.received().len(), 0);
        assert_eq!(house.open_incidents().await, []);
        let tx = house.app.store().read(house.tenant).await.unwrap();
        assert_eq!(mail_times::waiting(&tx, house.wang).await.unwrap(), 0);
        assert_eq!(jobs::next_due(&house.app.store().system_read()).await.unwrap(), None);
    })
    .await;
}

#[tokio::test]
async fn a_time_that_is_none_is_refused_and_nothing_changes() {
    each_database(|store| async move {
        let house = House::at_midnight(store).await;
        let before = house.choose(DigestKind::Daily, Some(("22:00", "07:00"))).await;
        let quiet =
            |from: &str, until: &str| Some(QuietHours { from: from.to_owned(), until: until.to_owned() });
        for (daily_at, quiet) in [
            ("25:00", None),
            ("9:00", None),
            ("09:00", quiet("22:00", "22:00")),
            ("09:00", quiet("", "07:00")),
        ] {
            let wish = MailTimes { digest: DigestKind::Off, daily_at: daily_at.to_owned(), quiet };
            assert!(house.app.save_mail_times(&house.wang(), wish).await.is_err());
        }
        assert_eq!(house.app.mail_times(&house.wang()).await.unwrap(), before);
    })
    .await;
}
