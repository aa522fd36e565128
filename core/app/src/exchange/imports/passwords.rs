//! First passwords of people who were brought in: made when they are told, told once, kept nowhere.

use weir_model::change::{Subject, Verb};
use weir_model::id::{ImportId, UserId};
use weir_model::permission::Permission;
use weir_model::principal::Principal;
use weir_store::queries::{accounts, imports, org_people};

use super::draft::own;
use crate::context::App;
use crate::dto::exchange::{ImportPassword, ImportPasswords};
use crate::error::{Error, Result};
use crate::organisation::to_the_end;
use crate::session::password;

/// Passwords of one answer: hashing each takes some 30 ms, and nobody waits longer than a few seconds.
const AT_ONCE: u32 = 100;

impl App {
    /// Gives first passwords to people whom the import took in and who have not come yet. Ask again while `left` is
    /// not 0.
    ///
    /// # Errors
    /// [`Error::NotFound`] for an import of somebody else; [`Error::Denied`] without `org.manage`.
    pub async fn import_passwords(&self, who: &Principal, id: ImportId) -> Result<ImportPasswords> {
        let (app, who) = (self.clone(), who.clone());
        to_the_end(async move { app.tell_passwords(&who, id).await }).await
    }

    async fn tell_passwords(&self, who: &Principal, id: ImportId) -> Result<ImportPasswords> {
        let rows = {
            let tx = self.store().read(who.tenant).await?;
            own(imports::get(&tx, id).await?, who)?;
            self.permit(&tx, who, Permission::OrgManage, weir_access::Object::TENANT).await?;
            imports::untold(&tx, id, AT_ONCE).await?
        };
        let mut passwords = Vec::with_capacity(rows.len());
        for _ in &rows {
            let text = password::generate()?;
            passwords.push((self.passwords().hash(text.clone()).await?, text));
        }
        let tx = self.begin_change(who, Permission::OrgManage).await?;
        let company = self.company(&tx).await?;
        let numbers: Vec<u32> = rows.iter().map(|r| r.row).collect();
        if imports::mark_told(&tx, id, &numbers).await? != numbers.len() as u64 {
            // Another call tells them at this moment.
            return Err(Error::Stale);
        }
        let ids: Vec<UserId> = rows.iter().map(|r| UserId::from_uuid(r.thing)).collect();
        let came = org_people::last_seen(&tx, &ids).await?;
        let authority = self.authority(&tx, who).await?;
        let (mut items, mut changes) = (Vec::with_capacity(ids.len()), Vec::new());
        for (user_id, (hash, text)) in ids.into_iter().zip(passwords) {
            let Some(person) = company.people.get(&user_id).filter(|p| p.active) else { continue };
            // Whoever came has one, and whoever may more than the caller by now gets none from them.
            if came.iter().any(|(id, _)| *id == user_id) || authority.over_person(&tx, user_id).await.is_err()
            {
                continue;
            }
            accounts::set_password(&tx, user_id, &hash, true, self.now()).await?;
            let mut change = self.change(who, Subject::User, user_id.uuid(), Verb::Updated);
            change.after = Some(serde_json::json!({ "passwordReset": true }));
            changes.push(change);
            items.push(ImportPassword {
                user_id,
                login: person.login.clone(),
                name: person.name.clone(),
                initial_password: text,
            });
        }
        tx.log_many(changes).await?;
        let left = imports::count_untold(&tx, id).await?;
        tx.commit().await?;
        Ok(ImportPasswords { items, left })
    }
}
