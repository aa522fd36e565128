//! One's own entry: who I am here, where I belong, what I may do, how I like it shown.

use weir_model::Issue;
use weir_model::change::{Subject, Verb};
use weir_model::principal::Principal;
use weir_store::Tx;
use weir_store::queries::{profile, tenants};

use crate::company::Company;
use crate::context::App;
use crate::dto::session::{
    Me, MembershipInfo, MyAccount, MyRole, PostRef, TenantInfo, Theme, UpdateMe, ViewInfo,
};
use crate::error::{Error, Result, refuse};

/// Characters of an e-mail address, by RFC 5321.
pub const EMAIL_MAX_CHARS: usize = 254;
/// Characters of a phone number with its separators.
pub const PHONE_MAX_CHARS: usize = 40;

impl App {
    /// Who is signed in.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn me(&self, me: &Principal) -> Result<Me> {
        let tx = self.store().read(me.tenant).await?;
        self.me_in(&tx, me).await
    }

    /// Changes one's own entry; what is left out stays.
    ///
    /// # Errors
    /// [`Error::Invalid`] for an address or a number that cannot be one.
    pub async fn update_me(&self, me: &Principal, wish: UpdateMe) -> Result<Me> {
        let mut issues = Vec::new();
        let email = wish.email.map(|e| e.trim().to_owned());
        let phone = wish.phone.map(|p| p.trim().to_owned());
        issues.extend(email.as_deref().and_then(|e| check_email("email", e)));
        issues.extend(phone.as_deref().and_then(|p| check_phone("phone", p)));
        refuse(issues)?;
        let tx = self.write(me).await?;
        let mut row = profile::get(&tx, me.user).await?;
        row.locale = wish.locale.or(row.locale);
        row.theme = wish.theme.map(|t| t.as_str().to_owned()).or(row.theme);
        row.email = email.unwrap_or(row.email);
        row.phone = phone.unwrap_or(row.phone);
        profile::update(&tx, me.user, &row).await?;
        tenants::bump_org_version(&tx).await?;
        tx.log(self.change(me, Subject::User, me.user.uuid(), Verb::Updated)).await?;
        let mine = self.me_in(&tx, me).await?;
        tx.commit().await?;
        self.forget_user(me.user);
        Ok(mine)
    }

    async fn me_in(&self, tx: &Tx, me: &Principal) -> Result<Me> {
        let company = self.company(tx).await?;
        let tenant = tenants::current(tx).await?;
        let profile = profile::get(tx, me.user).await?;
        let person = company.people.get(&me.user).ok_or(Error::NotFound)?;
        let moment = self.moment(&company);
        let holds = |role| company.directory.users_with_role(role, moment).iter().any(|f| f.user == me.user);
        let roles = company.roles.values().filter(|r| holds(r.id));
        Ok(Me {
            user: MyAccount {
                id: me.user,
                login: person.login.clone(),
                name: person.name.clone(),
                email: profile.email,
                phone: profile.phone,
                locale: profile.locale.unwrap_or(tenant.locale),
                theme: profile.theme.as_deref().and_then(Theme::parse).unwrap_or_default(),
            },
            tenant: TenantInfo {
                id: tenant.id,
                key: tenant.key.to_string(),
                name: tenant.name,
                time_zone: tenant.time_zone,
                logo: company.logo,
            },
            roles: roles.map(|r| MyRole { id: r.id, key: r.key.to_string(), name: r.name.clone() }).collect(),
            permissions: self.permissions(tx, me).await?,
            departments: memberships(&company, me, moment.today),
            demo: self.settings().demo,
            viewing: me.viewer.map(|viewer| ViewInfo {
                by: company.person(viewer.user),
                person: company.person(me.user),
                until: viewer.until,
            }),
        })
    }
}

fn memberships(company: &Company, me: &Principal, day: jiff::civil::Date) -> Vec<MembershipInfo> {
    let mut mine: Vec<_> = company.directory.memberships_of(me.user, day);
    mine.sort_by_key(|m| !m.main);
    let post = |id| company.posts.get(&id).map(|p| PostRef { id, name: p.name.clone() });
    mine.into_iter()
        .map(|m| MembershipInfo {
            id: m.id,
            department: company.department(m.department),
            post: m.post.and_then(post),
            main: m.main,
            starts_on: m.starts_on,
            ends_on: m.ends_on,
            head: company.directory.head_of(m.department) == Some(me.user),
        })
        .collect()
}

/// What is wrong with an e-mail address; an empty one is none.
#[must_use]
pub fn check_email(at: &str, email: &str) -> Option<Issue> {
    let shaped = |e: &str| {
        e.split_once('@').is_some_and(|(name, host)| {
            !name.is_empty()
                && host.contains('.')
                && !host.starts_with('.')
                && !host.ends_with('.')
                && !host.contains('@')
                && !e.chars().any(|c| c.is_whitespace() || c.is_control() || "<>\"(),;:\\".contains(c))
        })
    };
    let fine = email.is_empty() || (email.chars().count() <= EMAIL_MAX_CHARS && shaped(email));
    (!fine).then(|| Issue::new(at, "request.email_malformed"))
}

/// What is wrong with a phone number; an empty one is none.
#[must_use]
pub fn check_phone(at: &str, phone: &str) -> Option<Issue> {
    let digits = phone.chars().filter(char::is_ascii_digit).count();
    let known = phone.chars().all(|c| c.is_ascii_digit() || " +-().#*".contains(c));
    let fine = phone.is_empty() || (phone.chars().count() <= PHONE_MAX_CHARS && digits >= 3 && known);
    (!fine).then(|| Issue::new(at, "request.phone_malformed"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_a_name_and_a_host() {
        for good in ["", "a@b.cn", "林.黛玉@例子.中国", "a+b@mail.example.com"] {
            assert_eq!(check_email("email", good), None, "{good}");
        }
        for bad in
            ["a", "a@b", "@b.cn", "a@.cn", "a@b.", "a b@c.cn", "a@b@c.cn", "<a@b.cn>", "a@b.cn\nBcc: x@y.z"]
        {
            assert!(check_email("email", bad).is_some(), "{bad}");
        }
    }

    #[test]
    fn a_phone_number_is_digits_and_separators() {
        for good in ["", "110", "+86 138-0000-0000", "(021) 6000 0000"] {
            assert_eq!(check_phone("phone", good), None, "{good}");
        }
        for bad in ["a", "12", "call me", &"1".repeat(41)] {
            assert!(check_phone("phone", bad).is_some(), "{bad}");
        }
    }
}
