//! The demo tenant: a believable company, its forms and flows, and work in every state.
//!
//! Everything that happens in it goes through the same use cases as everybody's work, on a clock that is set
//! back, so that history reads as history. An interrupted preparation goes on where it stopped.

mod clock;
mod company;
mod data;
mod passwords;
mod projects;
mod work;

use std::sync::Arc;

use weir_model::id::{TenantId, UserId};
use weir_model::principal::{Channel, Principal};
use weir_model::{Clock, Locale, LocalizedText};
use weir_store::queries::{accounts, platform, tenants};

use crate::context::App;
use crate::dto::session::DemoAccount;
use crate::error::Result;
use clock::DemoClock;
use data::Demo;
pub use passwords::DemoPasswords;

/// The demo tenant's key.
pub const TENANT_KEY: &str = "demo";

/// The accounts that the sign-in page offers, with what they do in both languages.
const ACCOUNTS: [(&str, &str, &str); 5] = [
    ("admin", "系统管理员", "System administrator"),
    ("employee", "采购专员", "Buyer"),
    ("manager", "采购部负责人", "Head of purchasing"),
    ("finance-director", "财务总监", "Finance director"),
    ("project-manager", "项目经理", "Project manager"),
];

/// Who looks after the demo server as a whole, on a page of their own.
const PLATFORM_LOGIN: &str = "platform";

/// How far the preparation has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Steps done.
    pub done: usize,
    /// Steps in all.
    pub total: usize,
}

impl App {
    /// Prepares the demo tenant where there is no tenant yet, or goes on where a preparation was interrupted.
    /// Answers with the accounts and their passwords; nothing when the server has tenants but no demo.
    ///
    /// # Errors
    /// When the data cannot be written, or the passwords cannot be kept.
    pub async fn prepare_demo(
        &self,
        fixed_password: Option<&str>,
        report: &(dyn Fn(Progress) + Sync),
    ) -> Result<Option<DemoPasswords>> {
        let demo = data::read()?;
        let known = tenants::by_key(&self.store().system_read(), TENANT_KEY).await?;
        if known.is_none() && !tenants::list(&self.store().system_read()).await?.is_empty() {
            return Ok(None);
        }
        let logins: Vec<&str> = ACCOUNTS.iter().map(|(login, ..)| *login).chain([PLATFORM_LOGIN]).collect();
        let passwords = DemoPasswords::load_or_create(&self.settings().data_dir, &logins, fixed_password)?;
        let tenant = match known {
            Some(tenant) => tenant.id,
            None => self.found_demo(&demo, &passwords).await?,
        };
        let clock = Arc::new(DemoClock::new(self.now()));
        let past = self.with_clock(Arc::clone(&clock) as Arc<dyn Clock>)?;
        past.fill_demo(tenant, &demo, &clock, report).await?;
        if fixed_password.is_some() {
            self.apply_demo_passwords(tenant, &passwords).await?;
        }
        self.demo_platform_admin(&passwords).await?;
        Ok(Some(passwords))
    }

    /// Who looks after the demo server, with the password that is kept for them.
    async fn demo_platform_admin(&self, passwords: &DemoPasswords) -> Result<()> {
        let password = passwords.of(PLATFORM_LOGIN).unwrap_or_default().to_owned();
        let known = platform::admin_by_login(&self.store().system_read(), PLATFORM_LOGIN).await?;
        let hash = known.map(|admin| admin.password_hash);
        if hash.is_some() && self.passwords().verify(password.clone(), hash).await? {
            return Ok(());
        }
        self.store_platform_admin(PLATFORM_LOGIN, "平台管理员", password, false).await.map(drop)
    }

    /// The demo's accounts for the sign-in page.
    pub(crate) fn demo_accounts() -> Result<Vec<DemoAccount>> {
        let demo = data::read()?;
        let name = |login: &str| {
            let person = demo.people.iter().find(|p| p.login == login);
            person.map_or_else(LocalizedText::default, |p| LocalizedText::one(Locale::ZhCn, p.name.clone()))
        };
        let account = |(login, zh_cn, en): &(&str, &str, &str)| DemoAccount {
            login: (*login).to_owned(),
            name: name(login),
            title: LocalizedText::both(*zh_cn, *en),
        };
        Ok(ACCOUNTS.iter().map(account).collect())
    }

    async fn fill_demo(
        &self,
        tenant: TenantId,
        demo: &Demo,
        clock: &DemoClock,
        report: &(dyn Fn(Progress) + Sync),
    ) -> Result<()> {
        let mut step = self.demo_step(tenant).await?;
        let total = demo.steps();
        while step < total {
            report(Progress { done: step, total });
            self.take_demo_step(tenant, demo, clock, step).await?;
            step += 1;
            self.note_demo_step(tenant, step).await?;
        }
        report(Progress { done: total, total });
        Ok(())
    }

    /// How many steps were done, as noted in the tenant's settings.
    async fn demo_step(&self, tenant: TenantId) -> Result<usize> {
        let tx = self.store().read(tenant).await?;
        let settings = tenants::current(&tx).await?.settings;
        let done = settings.get(STEP).and_then(serde_json::Value::as_u64).unwrap_or_default();
        Ok(usize::try_from(done).unwrap_or_default())
    }

    async fn note_demo_step(&self, tenant: TenantId, done: usize) -> Result<()> {
        let tx = self.store().begin(tenant).await?;
        let mut row = tenants::current(&tx).await?;
        if let Some(settings) = row.settings.as_object_mut() {
            settings.insert(STEP.to_owned(), done.into());
        }
        tenants::update(&tx, &row).await?;
        Ok(tx.commit().await?)
    }

    /// A person of the demo, acting for themselves.
    async fn demo_principal(&self, tenant: TenantId, user: UserId) -> Result<Principal> {
        let tx = self.store().read(tenant).await?;
        let account = accounts::of_user(&tx, user).await?.id;
        Ok(Principal {
            tenant,
            user,
            account,
            channel: Channel::System,
            scopes: None,
            locale: Locale::ZhCn,
            authenticated_at: self.now(),
            viewer: None,
        })
    }
}

/// The setting that notes the steps done.
const STEP: &str = "demoStep";

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use weir_store::testing::each_database;

    use super::*;
    use crate::settings::{PasswordCost, Settings};
    use crate::system::{SystemClock, SystemIds};

    #[tokio::test]
    async fn the_demo_is_prepared_to_its_end_and_only_once() {
        each_database(|store| async move {
            let dir = tempfile::tempdir().unwrap();
            let settings = Settings {
                data_dir: dir.path().to_path_buf(),
                public_url: "http://weir.test".to_owned(),
                demo: true,
                database_url: None,
                mail: None,
                password_cost: PasswordCost::Cheap,
                secret_key: Some([7; 32]),
            };
            let app = App::new(store, settings, Arc::new(SystemClock), Arc::new(SystemIds)).unwrap();
            let steps = Mutex::new(Vec::new());
            let note = |p: Progress| steps.lock().unwrap().push(p.done);
            let first = app.prepare_demo(None, &note).await.unwrap().unwrap();
            let total = data::read().unwrap().steps();
            assert_eq!(steps.lock().unwrap().len(), total + 1);
            let again = app.prepare_demo(None, &note).await.unwrap().unwrap();
            assert_eq!(first.accounts, again.accounts);
            let known = tenants::by_key(&app.store().system_read(), TENANT_KEY).await.unwrap().unwrap();
            let tx = app.store().read(known.id).await.unwrap();
            let company = app.company(&tx).await.unwrap();
            assert!(!company.calendar.is_working(jiff::civil::date(2026, 10, 1)), "National Day");
            assert!(
                company.calendar.is_working(jiff::civil::date(2026, 10, 10)),
                "a Saturday that is worked"
            );
            assert_eq!(steps.lock().unwrap().len(), total + 2, "nothing was left to do");
        })
        .await;
    }
}
