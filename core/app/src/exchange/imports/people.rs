//! People: taken in as one by one, or changed where they are known already.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use serde_json::Value as Json;
use weir_access::Object;
use weir_forms::names_in;
use weir_model::change::{Subject, Verb};
use weir_model::id::{DepartmentId, FormId, PostId, RoleId, UserId};
use weir_model::permission::Permission;
use weir_model::principal::Principal;
use weir_model::table::Row;
use weir_model::{Issue, Issues};
use weir_store::Tx;
use weir_store::queries::imports::BroughtIn;
use weir_store::queries::org_people;
use weir_store::queries::organisation::PersonRow;

use super::super::IMPORT_CHANNEL;
use super::super::names::Names;
use super::kind::{Batch, ImportKind, KindField, Memory, Taken, Undone, mapped};
use super::outline::Settings;
use super::people_undo;
use crate::company::Company;
use crate::context::App;
use crate::dto::organisation::{CreatePerson, MembershipInput};
use crate::error::{Error, Result};
use crate::organisation::{PEOPLE_MAX, facts, present_memberships, texts};
use crate::session::password;

/// Fields of which no two people of one file may have the same.
const DISTINCT: [&str; 2] = ["login", "email"];

/// The company that people are taken into.
pub(super) struct People {
    company: Arc<Company>,
    /// Kept for everybody of a batch: nobody knows its password.
    unknown: Option<String>,
}

/// What a row says of somebody.
#[derive(Debug, Default)]
struct Said {
    login: String,
    name: String,
    email: String,
    phone: String,
    department: Option<DepartmentId>,
    post: Option<PostId>,
    roles: Vec<RoleId>,
}

impl ImportKind for People {
    async fn begin(app: &App, who: &Principal) -> Result<Tx> {
        app.begin_change(who, Permission::OrgManage).await
    }

    async fn open(
        app: &App,
        tx: &Tx,
        who: &Principal,
        _form: Option<FormId>,
        _matching: bool,
    ) -> Result<Self> {
        app.permit(tx, who, Permission::OrgManage, Object::TENANT).await?;
        Ok(Self { company: app.company(tx).await?, unknown: None })
    }

    fn fields(&self) -> Vec<KindField> {
        let field = KindField::fixed;
        vec![
            field(
                "login",
                ("登录名", "Login"),
                &["账号", "用户名", "帐号", "username", "sign-in name"],
                (true, true),
            ),
            field("name", ("姓名", "Name"), &["名字", "full name"], (true, false)),
            field(
                "email",
                ("邮箱", "E-mail"),
                &["电子邮箱", "电子邮件", "email address", "mail"],
                (false, true),
            ),
            field("phone", ("手机", "Phone"), &["电话", "手机号", "联系电话", "mobile"], (false, false)),
            field("department", ("部门", "Department"), &["所属部门", "部门编码"], (false, false)),
            field("post", ("岗位", "Post"), &["职务", "职位", "position"], (false, false)),
            field("roles", ("角色", "Roles"), &["role"], (false, false)),
        ]
    }

    fn remember(&self, settings: &Settings, memory: &mut Memory, rows: &[Row]) {
        for row in rows {
            repeats(settings, memory, row);
        }
    }

    async fn take(&self, batch: &Batch<'_>, memory: &mut Memory) -> Result<Taken> {
        let names = memory.names(&self.company);
        let known: HashMap<&str, &PersonRow> =
            self.company.people.values().map(|p| (p.login.as_str(), p)).collect();
        let emails: HashMap<String, &PersonRow> = self
            .company
            .people
            .values()
            .filter(|p| p.active && !p.email.is_empty())
            .map(|p| (p.email.to_lowercase(), p))
            .collect();
        let (mut taken, mut unknown, mut changes) = (Taken::default(), self.unknown.clone(), Vec::new());
        for row in batch.rows {
            let (said, mut issues) = read(batch.settings, row, &names);
            issues.extend(row.issue.clone());
            issues.extend(repeats(batch.settings, memory, row));
            let by_login = known.get(said.login.as_str()).copied();
            let by_email = emails.get(&said.email.to_lowercase()).copied();
            let found = match batch.settings.match_by.as_deref() {
                Some("login") => by_login,
                Some("email") => by_email,
                _ => None,
            };
            if found.is_none() && by_login.is_some() {
                issues.push(Issue::new("login", "org.login_taken"));
            }
            if let Some(other) = by_email.filter(|p| found.is_none_or(|f| f.id != p.id)) {
                issues.push(Issue::new("email", "import.person_known").with("name", &other.name));
            }
            if !issues.is_empty() {
                taken.refuse(row.number, issues);
                continue;
            }
            let outcome = match found {
                Some(person) => self.change(batch, row.number, person, &said, &mut taken).await?,
                None => self.take_in(batch, row.number, &said, &mut taken, &mut unknown).await?,
            };
            changes.extend(outcome);
        }
        batch.tx.log_many(changes).await?;
        Ok(taken)
    }

    async fn undo(
        app: &App,
        tx: &Tx,
        who: &Principal,
        _form: Option<FormId>,
        rows: &[BroughtIn],
    ) -> Result<Undone> {
        people_undo::undo(app, tx, who, rows).await
    }

    async fn finish(app: &App, tx: &Tx) -> Result<()> {
        app.note_change(tx).await
    }
}

type Change = weir_store::queries::change_log::Change;

impl People {
    async fn take_in(
        &self,
        batch: &Batch<'_>,
        row: u32,
        said: &Said,
        taken: &mut Taken,
        unknown: &mut Option<String>,
    ) -> Result<Option<Change>> {
        let Batch { app, tx, who, .. } = batch;
        let created = usize::try_from(taken.created).unwrap_or(usize::MAX);
        if self.company.people.len().saturating_add(created) >= PEOPLE_MAX {
            taken.refuse(row, [Issue::new("", "org.too_many_people")]);
            return Ok(None);
        }
        let membership = said.department.map(|department_id| MembershipInput {
            id: None,
            department_id,
            post_id: said.post,
            main: true,
            starts_on: None,
            ends_on: None,
        });
        let wish = CreatePerson {
            login: said.login.clone(),
            name: said.name.clone(),
            email: said.email.clone(),
            phone: said.phone.clone(),
            memberships: membership.into_iter().collect(),
            role_ids: said.roles.clone(),
        };
        let (newcomer, issues) = match app.plan_newcomer(tx, who, &self.company, wish).await {
            Ok(planned) => planned,
            Err(Error::Denied) => {
                taken.refuse(row, [Issue::new("roles", "import.roles_denied")]);
                return Ok(None);
            }
            Err(other) => return Err(other),
        };
        if !issues.is_empty() {
            taken.refuse(row, issues.into_iter().map(at_field));
            return Ok(None);
        }
        taken.created += 1;
        if !batch.write {
            return Ok(None);
        }
        // Nobody can sign in with it. First passwords are made when they are told, and kept nowhere.
        let hash = match unknown {
            Some(hash) => hash.clone(),
            None => unknown.insert(app.passwords().hash(password::generate()?).await?).clone(),
        };
        let thing = newcomer.row.id.uuid();
        let change = app.store_newcomer(tx, who, newcomer, hash).await?;
        taken.done.push(BroughtIn {
            row,
            action: "created".to_owned(),
            thing,
            rev: 1,
            before: None,
            undone: None,
        });
        Ok(Some(Change { channel: IMPORT_CHANNEL, ..change }))
    }

    async fn change(
        &self,
        batch: &Batch<'_>,
        row: u32,
        old: &PersonRow,
        said: &Said,
        taken: &mut Taken,
    ) -> Result<Option<Change>> {
        let Batch { app, tx, who, .. } = batch;
        let text = |new: &str, old: &str| if new.is_empty() { old.to_owned() } else { new.to_owned() };
        let new = PersonRow {
            name: text(&said.name, &old.name),
            email: text(&said.email, &old.email),
            phone: text(&said.phone, &old.phone),
            ..old.clone()
        };
        let wish = self.memberships(app, old.id, said);
        let mut issues = texts(&new);
        let plan = wish.map(|wish| {
            let (plan, found) = app.plan_memberships(&self.company, old.id, &wish);
            issues.extend(found.into_iter().map(at_field));
            plan
        });
        if new != *old && app.authority(tx, who).await?.over_person(tx, old.id).await.is_err() {
            issues.push(Issue::new("", "import.person_beyond_own"));
        }
        if !said.roles.is_empty() {
            let held = org_people::assignments(tx, &[old.id]).await?;
            let held: HashSet<RoleId> = held.into_iter().map(|h| h.role).collect();
            if said.roles.iter().any(|role| !held.contains(role)) {
                issues.push(Issue::new("roles", "import.roles_of_newcomers"));
            }
        }
        if !issues.is_empty() {
            taken.refuse(row, issues);
            return Ok(None);
        }
        if new == *old && plan.is_none() {
            taken.unchanged += 1;
            return Ok(None);
        }
        taken.updated += 1;
        if !batch.write {
            return Ok(None);
        }
        org_people::update(tx, &new).await?;
        let today = app.moment(&self.company).today;
        let before = people_undo::before(old, present_memberships(&self.company, old.id, today));
        let mut change = app.change(who, Subject::User, old.id.uuid(), Verb::Updated);
        let (mut was, mut is) = (facts(old), facts(&new));
        if let Some(plan) = &plan {
            plan.carry_out(tx).await?;
            was.insert("memberships".to_owned(), plan.before());
            is.insert("memberships".to_owned(), plan.after());
        }
        (change.before, change.after) = (Some(Json::Object(was)), Some(Json::Object(is)));
        taken.done.push(BroughtIn {
            row,
            action: "updated".to_owned(),
            thing: old.id.uuid(),
            rev: old.rev + 1,
            before: Some(before),
            undone: None,
        });
        Ok(Some(Change { channel: IMPORT_CHANNEL, ..change }))
    }

    /// All memberships of somebody with another main one, if the row says another.
    fn memberships(&self, app: &App, user: UserId, said: &Said) -> Option<Vec<MembershipInput>> {
        let department_id = said.department?;
        let held = present_memberships(&self.company, user, app.moment(&self.company).today);
        let main = held.iter().find(|m| m.main);
        let post_id =
            said.post.or_else(|| main.filter(|m| m.department == department_id).and_then(|m| m.post));
        if main.is_some_and(|m| m.department == department_id && m.post == post_id) {
            return None;
        }
        let mut wish: Vec<MembershipInput> = held
            .into_iter()
            .filter(|m| !m.main)
            .map(|m| MembershipInput {
                id: Some(m.id),
                department_id: m.department,
                post_id: m.post,
                main: false,
                starts_on: m.starts_on,
                ends_on: m.ends_on,
            })
            .collect();
        wish.push(MembershipInput {
            id: None,
            department_id,
            post_id,
            main: true,
            starts_on: None,
            ends_on: None,
        });
        Some(wish)
    }
}

/// Values that an earlier row of the file has already.
fn repeats(settings: &Settings, memory: &mut Memory, row: &Row) -> Issues {
    let mut issues = Issues::new();
    for (key, cell) in mapped(settings, row).filter(|(key, _)| DISTINCT.contains(key)) {
        let value = cell.plain().trim().to_lowercase();
        if value.is_empty() {
            continue;
        }
        if let Some(first) = memory.repeated(key, &value, row.number) {
            issues.push(Issue::new(key, "import.repeated").with("row", first));
        }
    }
    issues
}

/// What a row says, and which names in it mean nobody in particular.
fn read(settings: &Settings, row: &Row, names: &Names) -> (Said, Issues) {
    let (mut said, mut issues) = (Said::default(), Issues::new());
    for (key, cell) in mapped(settings, row).filter(|(_, cell)| !cell.is_empty()) {
        let text = cell.plain().trim().to_owned();
        match key {
            "login" => said.login = text.to_lowercase(),
            "name" => said.name = text,
            "email" => said.email = text,
            "phone" => said.phone = text,
            "department" => {
                said.department = meant(
                    names.find_department(&text),
                    (key, "import.department_unknown"),
                    &text,
                    &mut issues,
                );
            }
            "post" => {
                said.post = meant(names.find_post(&text), (key, "import.post_unknown"), &text, &mut issues)
            }
            "roles" => {
                let whole = names.find_role(&text).flatten();
                // A role's own name may hold a separator, so the whole cell is tried first; only when it names none
                // is it taken apart. The first of `names_in` is that whole again.
                let each = whole.is_none().then(|| names_in(&text).skip(1)).into_iter().flatten();
                said.roles.extend(whole);
                for name in each {
                    let role = meant(names.find_role(name), (key, "import.role_unknown"), name, &mut issues);
                    said.roles.extend(role);
                }
            }
            _ => {}
        }
    }
    if said.post.is_some() && said.department.is_none() && issues.is_empty() {
        issues.push(Issue::new("post", "import.post_without_department"));
    }
    (said, issues)
}

fn meant<I>(
    known: Option<Option<I>>,
    (key, unknown): (&str, &'static str),
    text: &str,
    issues: &mut Issues,
) -> Option<I> {
    match known {
        Some(Some(id)) => return Some(id),
        Some(None) => issues.push(Issue::new(key, "import.ambiguous").with("value", text)),
        None => issues.push(Issue::new(key, unknown).with("value", text)),
    }
    None
}

/// A finding of the organisation's own rules at the field that a column fills.
fn at_field(mut issue: Issue) -> Issue {
    let field = match issue.at.split(['[', '.']).next().unwrap_or_default() {
        "memberships" => "department",
        "roleIds" => "roles",
        other => other,
    };
    issue.at = field.to_owned();
    issue
}
