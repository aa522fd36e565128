//! What a tenant decides about itself: its name and picture, time zone and first language, who signs in how.

use jiff::tz::TimeZone;
use weir_access::Object;
use weir_model::change::{Subject, Verb};
use weir_model::permission::Permission;
use weir_model::principal::Principal;
use weir_model::{Issue, limits};
use weir_store::Tx;
use weir_store::queries::files;
use weir_store::queries::tenants::{self, TenantRow};

use crate::company::{SignInPolicy, keep_logo, logo_of};
use crate::context::App;
use crate::dto::operations::{TenantSettings, UpdateSettings};
use crate::error::{Error, Result, refuse};
use crate::records::file_info;
use crate::session::password::PASSWORD_MIN_CHARS;

/// The greatest least length of passwords that a tenant may demand: beyond it people write them down.
const PASSWORD_MIN_CHOSEN_MAX: u32 = 64;

impl App {
    /// The tenant's settings.
    ///
    /// # Errors
    /// [`Error::Denied`] without `settings.manage`.
    pub async fn tenant_settings(&self, who: &Principal) -> Result<TenantSettings> {
        let tx = self.store().read(who.tenant).await?;
        self.permit(&tx, who, Permission::SettingsManage, Object::TENANT).await?;
        let tenant = tenants::current(&tx).await?;
        self.settings_shown(&tx, tenant).await
    }

    /// Changes them; what is left out stays.
    ///
    /// # Errors
    /// [`Error::Denied`] without `settings.manage`; [`Error::Stale`] when somebody changed them since `rev`;
    /// [`Error::Invalid`] for an empty name, a time zone that is none, and a file that is no picture.
    pub async fn update_tenant_settings(
        &self,
        who: &Principal,
        rev: i64,
        wish: UpdateSettings,
    ) -> Result<TenantSettings> {
        let before = {
            let tx = self.store().read(who.tenant).await?;
            self.permit(&tx, who, Permission::SettingsManage, Object::TENANT).await?;
            tenants::current(&tx).await?
        };
        let logo = wish.logo.filter(|logo| *logo != logo_of(&before.settings));
        if let Some(Some(file)) = logo {
            self.check_logo(who, file).await?;
        }
        let tx = self.write(who).await?;
        self.permit(&tx, who, Permission::SettingsManage, Object::TENANT).await?;
        let name = wish.name.map(|n| n.trim().to_owned());
        let issues =
            [name.as_deref().and_then(check_name), wish.time_zone.as_deref().and_then(check_time_zone)];
        let mut issues: Vec<Issue> = issues.into_iter().flatten().collect();
        issues.extend(wish.password_min_chars.and_then(check_password_min));
        refuse(issues)?;
        let before = tenants::current(&tx).await?;
        if before.settings_rev != rev {
            return Err(Error::Stale);
        }
        let mut after = before.clone();
        after.name = name.unwrap_or(after.name);
        after.time_zone = wish.time_zone.unwrap_or(after.time_zone);
        after.locale = wish.locale.unwrap_or(after.locale);
        let mut policy = SignInPolicy::of(&after.settings);
        policy.password_min_chars = wish.password_min_chars.or(policy.password_min_chars);
        policy.second_factor = wish.second_factor.unwrap_or(policy.second_factor);
        policy.keep_in(&mut after.settings);
        if let Some(logo) = logo {
            self.take_logo(&tx, who, logo).await?;
            keep_logo(&mut after.settings, logo);
        }
        tenants::update(&tx, &after).await?;
        after.settings_rev += 1;
        // The loaded rights and organisation know the time zone: "today" ends an assignment.
        tenants::bump_authz_version(&tx).await?;
        tenants::bump_org_version(&tx).await?;
        let mut change = self.change(who, Subject::Settings, who.tenant.uuid(), Verb::Updated);
        change.before = Some(logged(&before));
        change.after = Some(logged(&after));
        tx.log(change).await?;
        let settings = self.settings_shown(&tx, after).await?;
        tx.commit().await?;
        Ok(settings)
    }

    async fn settings_shown(&self, tx: &Tx, tenant: TenantRow) -> Result<TenantSettings> {
        let logo = match logo_of(&tenant.settings) {
            Some(id) => files::get_many(tx, &[id]).await?.pop(),
            None => None,
        };
        let policy = SignInPolicy::of(&tenant.settings);
        Ok(TenantSettings {
            password_min_chars: u32::try_from(policy.password_min()).unwrap_or(u32::MAX),
            second_factor: policy.second_factor,
            key: tenant.key.to_string(),
            name: tenant.name,
            time_zone: tenant.time_zone,
            locale: tenant.locale,
            logo: logo.map(file_info),
            mail: self.settings().mail.is_some(),
            mail_from: self.settings().mail.as_ref().map(|mail| mail.from.clone()),
            rev: tenant.settings_rev,
        })
    }
}

fn logged(tenant: &TenantRow) -> serde_json::Value {
    let policy = SignInPolicy::of(&tenant.settings);
    serde_json::json!({
        "name": tenant.name, "timeZone": tenant.time_zone, "locale": tenant.locale,
        "logo": logo_of(&tenant.settings), "passwordMinChars": policy.password_min(), "secondFactor": policy.second_factor,
    })
}

fn check_name(name: &str) -> Option<Issue> {
    if name.is_empty() {
        return Some(Issue::new("name", "request.text_empty"));
    }
    let max = limits::TEXT_MAX_CHARS;
    (name.chars().count() > max).then(|| Issue::new("name", "request.text_long").with("max", max))
}

fn check_password_min(chars: u32) -> Option<Issue> {
    let range = u32::try_from(PASSWORD_MIN_CHARS).unwrap_or(u32::MAX)..=PASSWORD_MIN_CHOSEN_MAX;
    (!range.contains(&chars)).then(|| {
        let issue = Issue::new("passwordMinChars", "settings.password_min_range");
        issue.with("min", range.start()).with("max", range.end())
    })
}

fn check_time_zone(name: &str) -> Option<Issue> {
    let known = name.contains('/') || name == "UTC";
    (!known || TimeZone::get(name).is_err()).then(|| Issue::new("timeZone", "request.time_zone_unknown"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_iana_names_are_time_zones() {
        for good in ["Asia/Shanghai", "Europe/Berlin", "UTC"] {
            assert_eq!(check_time_zone(good), None, "{good}");
        }
        for bad in ["", "Beijing", "GMT+8", "Asia/Nowhere", "../etc/passwd", "/etc/localtime"] {
            assert!(check_time_zone(bad).is_some(), "{bad}");
        }
    }
}
