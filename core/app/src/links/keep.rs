//! Keeping links: made, changed, turned off and removed by those who design forms.

use jiff::Timestamp;
use serde_json::{Value as Json, json};
use weir_access::Object;
use weir_forms::open_to_strangers;
use weir_forms::schema::FormSchema;
use weir_model::change::{Subject, Verb};
use weir_model::id::{FormId, FormLinkId, TenantId};
use weir_model::permission::{FieldRights, Permission};
use weir_model::principal::Principal;
use weir_model::{Issue, Issues, Locale};
use weir_store::Tx;
use weir_store::queries::definitions::{self, Kind};
use weir_store::queries::form_links::{self, FormLinkRow};

use super::PAGE;
use super::ground::by_itself;
use crate::background::{word, worded};
use crate::company::Company;
use crate::context::App;
use crate::dto::common::Items;
use crate::dto::links::{CreateFormLink, FormLink, FormLinkState, LinkAudience, UpdateFormLink};
use crate::error::{Error, Result, refuse};
use crate::session::vault::KeyVault;
use crate::session::{NewToken, TokenKind, seal, unseal};

/// Links of one form: more than anybody keeps apart.
pub const LINKS_PER_FORM_MAX: usize = 100;
/// Characters of a link's name: it has to fit a line.
pub const NAME_MAX_CHARS: usize = 60;
/// Characters of what is said after a submission: a screen of a phone.
pub const THANKS_MAX_CHARS: usize = 1_000;
/// The highest number of submissions that can be asked for; whoever wants more sets none.
pub const SUBMISSIONS_MAX: u32 = 1_000_000;

impl App {
    /// The links of a form, the newest first.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::Denied`] without `forms.design`.
    pub async fn list_form_links(&self, who: &Principal, form: FormId) -> Result<Items<FormLink>> {
        let vault = self.vault().await?;
        let tx = self.store().read(who.tenant).await?;
        self.may_keep_links(&tx, who, form).await?;
        let company = self.company(&tx).await?;
        let mut items = Vec::new();
        for row in form_links::of_form(&tx, form).await? {
            items.push(self.shown_link(&tx, &vault, &company, row).await?);
        }
        Ok(Items { items })
    }

    /// Makes a link. It lends the caller's right to create records of the form.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::Denied`] without `forms.design`, and without `records.create` on the form;
    /// [`Error::Invalid`] for wrong settings, and at `audience` for a form that strangers cannot fill in;
    /// `links.form_unpublished`.
    pub async fn create_form_link(
        &self,
        who: &Principal,
        form: FormId,
        wish: CreateFormLink,
    ) -> Result<FormLink> {
        let (vault, token) = (self.vault().await?, NewToken::make(TokenKind::FormLink)?);
        let tx = self.write(who).await?;
        self.may_keep_links(&tx, who, form).await?;
        let permit = self.form_permit(&tx, who, Permission::RecordsCreate, form).await?;
        if definitions::header(&tx, Kind::Form, form.uuid()).await?.current_version == 0 {
            return Err(Error::conflict("links.form_unpublished"));
        }
        let now = self.now();
        let id = self.new_id(FormLinkId::from_uuid);
        let row = FormLinkRow {
            id,
            form,
            name: wish.name.trim().to_owned(),
            audience: word(&wish.audience),
            token_sealed: seal(&*vault, who.tenant, id.uuid().as_bytes(), token.text.as_bytes())?,
            active: true,
            expires_at: wish.expires_at,
            max_submissions: wish.max_submissions,
            submissions: 0,
            thanks: wish.thanks.trim().to_owned(),
            created_by: who.user,
            created_at: now,
            updated_at: now,
            rev: 1,
        };
        let mut issues = check(&row);
        issues.extend(check_end(row.expires_at, now));
        if wish.audience == LinkAudience::Public {
            let schema = self.form_in_use(&tx, form).await?.schema;
            issues.extend(closed_to_strangers(&schema, permit.field_rights(), who.locale));
        }
        if form_links::of_form(&tx, form).await?.len() >= LINKS_PER_FORM_MAX {
            issues.push(Issue::new("name", "links.too_many").with("max", LINKS_PER_FORM_MAX));
        }
        refuse(issues)?;
        form_links::insert(&tx, &row, &token.hash).await?;
        let mut change = self.change(who, Subject::FormLink, id.uuid(), Verb::Created);
        change.after = Some(facts(&row));
        tx.log(change).await?;
        let company = self.company(&tx).await?;
        let link = self.shown_link(&tx, &vault, &company, row).await?;
        tx.commit().await?;
        Ok(link)
    }

    /// Changes a link's settings, turns it off and on. Whose rights it lends stays.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::Denied`] without `forms.design`; [`Error::Stale`] when somebody changed it
    /// since `rev`; [`Error::Invalid`] for wrong settings.
    pub async fn update_form_link(
        &self,
        who: &Principal,
        id: FormLinkId,
        rev: i64,
        wish: UpdateFormLink,
    ) -> Result<FormLink> {
        let vault = self.vault().await?;
        let tx = self.write(who).await?;
        let mut row = self.kept_link(&tx, who, id).await?;
        if row.rev != rev {
            return Err(Error::Stale);
        }
        let (before, now) = (facts(&row), self.now());
        row.name = wish.name.map_or(row.name, |name| name.trim().to_owned());
        row.thanks = wish.thanks.map_or(row.thanks, |text| text.trim().to_owned());
        row.active = wish.active.unwrap_or(row.active);
        row.max_submissions = wish.max_submissions.unwrap_or(row.max_submissions);
        let mut issues = check(&row);
        // An end that has come may stay while something else is changed.
        if let Some(end) = wish.expires_at.filter(|end| *end != row.expires_at) {
            row.expires_at = end;
            issues.extend(check_end(end, now));
        }
        refuse(issues)?;
        row.updated_at = now;
        form_links::update(&tx, &row).await?;
        row.rev += 1;
        let mut change = self.change(who, Subject::FormLink, id.uuid(), Verb::Updated);
        (change.before, change.after) = (Some(before), Some(facts(&row)));
        tx.log(change).await?;
        let company = self.company(&tx).await?;
        let link = self.shown_link(&tx, &vault, &company, row).await?;
        tx.commit().await?;
        Ok(link)
    }

    /// Takes a link over whose rights were lent by somebody else: from now on it lends the caller's, and the fields
    /// that its page shows are those that the caller may fill in. Nobody can lend the rights of another.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::Denied`] without `forms.design`, and without `records.create` on the form;
    /// [`Error::Stale`] when somebody changed it since `rev`; [`Error::Invalid`] at `audience` for a form that strangers
    /// cannot fill in with the caller's rights.
    pub async fn take_over_form_link(&self, who: &Principal, id: FormLinkId, rev: i64) -> Result<FormLink> {
        let vault = self.vault().await?;
        let tx = self.write(who).await?;
        let mut row = self.kept_link(&tx, who, id).await?;
        let permit = self.form_permit(&tx, who, Permission::RecordsCreate, row.form).await?;
        if row.rev != rev {
            return Err(Error::Stale);
        }
        if worded::<LinkAudience>(&row.audience)? == LinkAudience::Public {
            let schema = self.form_in_use(&tx, row.form).await?.schema;
            refuse(closed_to_strangers(&schema, permit.field_rights(), who.locale).into_iter().collect())?;
        }
        if row.created_by != who.user {
            let before = json!({ "lentBy": row.created_by });
            (row.created_by, row.updated_at) = (who.user, self.now());
            form_links::update(&tx, &row).await?;
            row.rev += 1;
            let mut change = self.change(who, Subject::FormLink, id.uuid(), Verb::Updated);
            (change.before, change.after) = (Some(before), Some(json!({ "lentBy": row.created_by })));
            tx.log(change).await?;
        }
        let company = self.company(&tx).await?;
        let link = self.shown_link(&tx, &vault, &company, row).await?;
        tx.commit().await?;
        Ok(link)
    }

    /// Removes a link; the records that came through it stay.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::Denied`] without `forms.design`.
    pub async fn delete_form_link(&self, who: &Principal, id: FormLinkId) -> Result<()> {
        let tx = self.write(who).await?;
        let row = self.kept_link(&tx, who, id).await?;
        form_links::delete(&tx, id, self.now()).await?;
        let mut change = self.change(who, Subject::FormLink, id.uuid(), Verb::Deleted);
        change.before = Some(facts(&row));
        tx.log(change).await?;
        Ok(tx.commit().await?)
    }

    async fn kept_link(&self, tx: &Tx, who: &Principal, id: FormLinkId) -> Result<FormLinkRow> {
        self.permit(tx, who, Permission::FormsDesign, Object::TENANT).await?;
        Ok(form_links::get(tx, id).await?)
    }

    /// Refuses who may not keep a form's links. The form of a work item type has none: its records are reached
    /// through their project.
    async fn may_keep_links(&self, tx: &Tx, who: &Principal, form: FormId) -> Result<()> {
        self.permit(tx, who, Permission::FormsDesign, Object::TENANT).await?;
        definitions::header(tx, Kind::Form, form.uuid()).await?;
        if self.is_form_of_type(tx, form).await? { Err(Error::NotFound) } else { Ok(()) }
    }

    async fn shown_link(
        &self,
        tx: &Tx,
        vault: &KeyVault,
        company: &Company,
        row: FormLinkRow,
    ) -> Result<FormLink> {
        let state = match by_itself(&row, self.now()) {
            FormLinkState::Open => self.ground(tx, company, &row).await?.err(),
            closed => Some(closed),
        };
        Ok(FormLink {
            id: row.id,
            form_id: row.form,
            audience: worded(&row.audience)?,
            address: self.address(vault, tx.tenant(), &row),
            name: row.name,
            active: row.active,
            state: state.unwrap_or(FormLinkState::Open),
            expires_at: row.expires_at,
            max_submissions: row.max_submissions,
            submissions: row.submissions,
            thanks: row.thanks,
            created_by: company.person(row.created_by),
            created_at: row.created_at,
            rev: row.rev,
        })
    }

    fn address(&self, vault: &KeyVault, tenant: TenantId, row: &FormLinkRow) -> Option<String> {
        let token = unseal(vault, tenant, row.id.uuid().as_bytes(), &row.token_sealed)?;
        Some(format!("{}{PAGE}{}", self.settings().public_url, String::from_utf8(token).ok()?))
    }
}

/// What is wrong with a link's settings.
fn check(row: &FormLinkRow) -> Issues {
    let mut issues = Issues::new();
    match row.name.chars().count() {
        0 => issues.push(Issue::new("name", "links.name_missing")),
        n if n > NAME_MAX_CHARS => {
            issues.push(Issue::new("name", "links.name_too_long").with("max", NAME_MAX_CHARS));
        }
        _ => {}
    }
    if row.thanks.chars().count() > THANKS_MAX_CHARS {
        issues.push(Issue::new("thanks", "links.thanks_too_long").with("max", THANKS_MAX_CHARS));
    }
    if row.max_submissions.is_some_and(|max| !(1..=SUBMISSIONS_MAX).contains(&max)) {
        issues.push(Issue::new("maxSubmissions", "links.max_range").with("max", SUBMISSIONS_MAX));
    }
    issues
}

fn check_end(end: Option<Timestamp>, now: Timestamp) -> Option<Issue> {
    end.filter(|end| *end <= now).map(|_| Issue::new("expiresAt", "links.expires_past"))
}

/// Why strangers cannot fill in a form, by the names of its fields.
fn closed_to_strangers(schema: &FormSchema, rights: &FieldRights, locale: Locale) -> Option<Issue> {
    let open = open_to_strangers(schema, rights);
    if !open.lacking.is_empty() {
        let labels: Vec<&str> = open.lacking.iter().map(|path| label(schema, path, locale)).collect();
        let between = if locale == Locale::En { ", " } else { "、" };
        return Some(Issue::new("audience", "links.fields_closed").with("fields", labels.join(between)));
    }
    let nothing = open.schema.fields.iter().all(|field| !weir_forms::may_enter(&open.rights, field));
    nothing.then(|| Issue::new("audience", "links.nothing_open"))
}

/// What people read above a field or a column.
fn label<'a>(schema: &'a FormSchema, path: &'a str, locale: Locale) -> &'a str {
    let (key, column) = path.split_once('.').map_or((path, None), |(table, column)| (table, Some(column)));
    let found = schema.field(key).and_then(|field| match column {
        None => Some(field),
        Some(column) => field.columns().iter().find(|c| c.key.as_str() == column),
    });
    found.map(|field| field.label.get(locale)).filter(|text| !text.is_empty()).unwrap_or(path)
}

fn facts(row: &FormLinkRow) -> Json {
    json!({
        "form": row.form, "name": row.name, "audience": row.audience, "active": row.active,
        "expiresAt": row.expires_at, "maxSubmissions": row.max_submissions, "thanks": row.thanks,
    })
}
