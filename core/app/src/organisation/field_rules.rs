//! What a role may do with the fields of forms: everything, save what its rules take away.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value as Json, json};
use weir_access::Object;
use weir_forms::schema::FormSchema;
use weir_model::change::{Subject, Verb};
use weir_model::id::{FormId, RoleId};
use weir_model::limits::FORM_FIELDS_MAX;
use weir_model::permission::{FieldRight, Permission};
use weir_model::principal::Principal;
use weir_model::{Issue, Issues, LocalizedText};
use weir_store::queries::definitions::{self, Kind};
use weir_store::queries::organisation::{self, FieldRuleRow};
use weir_store::queries::{field_rules, roles_write};
use weir_store::{Error as StoreError, Tx};

use super::authority::Authority;
use super::to_the_end;
use crate::context::App;
use crate::dto::access::{FieldRule, FormRules, RoleField, RoleFields, SetFieldRules};
use crate::dto::common::Items;
use crate::error::{Error, Result, refuse};
use crate::session::admin::ADMINISTRATOR;

/// Where the list stands in a body.
const AT: &str = "rules";

impl App {
    /// The forms of which a role may do less than everything with some field.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::Denied`] without `roles.manage`.
    pub async fn role_field_rules(&self, who: &Principal, id: RoleId) -> Result<Items<FormRules>> {
        let tx = self.store().read(who.tenant).await?;
        self.permit(&tx, who, Permission::RolesManage, Object::TENANT).await?;
        self.company(&tx).await?.roles.get(&id).ok_or(Error::NotFound)?;
        let mut by_form: BTreeMap<FormId, Vec<FieldRuleRow>> = BTreeMap::new();
        for rule in organisation::field_rules(&tx).await?.into_iter().filter(|r| r.role == id) {
            by_form.entry(rule.form).or_default().push(rule);
        }
        let mut items = Vec::with_capacity(by_form.len());
        for (form_id, mut rules) in by_form {
            rules.sort_by(|a, b| a.field.cmp(&b.field));
            let form_name = definitions::header(&tx, Kind::Form, form_id.uuid()).await?.name;
            items.push(FormRules { form_id, form_name, rules: rules.into_iter().map(shown).collect() });
        }
        Ok(Items { items })
    }

    /// Every field of a form with what a role may do with it.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::Denied`] without `roles.manage`.
    pub async fn role_fields(&self, who: &Principal, id: RoleId, form: FormId) -> Result<RoleFields> {
        let tx = self.store().read(who.tenant).await?;
        self.permit(&tx, who, Permission::RolesManage, Object::TENANT).await?;
        self.role_fields_in(&tx, id, form).await
    }

    /// Replaces what a role may do with the fields of a form.
    ///
    /// # Errors
    /// [`Error::Invalid`] for fields that the form never had, and for what one may not do oneself; [`Error::Stale`];
    /// `org.administrator_sees_all`.
    pub async fn set_role_fields(
        &self,
        who: &Principal,
        (id, form): (RoleId, FormId),
        rev: i64,
        wish: SetFieldRules,
    ) -> Result<RoleFields> {
        let (app, who) = (self.clone(), who.clone());
        to_the_end(async move {
            let tx = app.begin_change(&who, Permission::RolesManage).await?;
            let company = app.company(&tx).await?;
            let role = company.roles.get(&id).ok_or(Error::NotFound)?;
            let known = Drawn::load(&tx, form).await?;
            if role.rev != rev {
                return Err(Error::Stale);
            }
            // What nobody sees, nobody could show again.
            if role.builtin && role.key.as_str() == ADMINISTRATOR {
                return Err(Error::conflict("org.administrator_sees_all"));
            }
            let authority = app.authority(&tx, &who).await?;
            let (before, after) = plan(&authority, &known, (id, form), wish)?;
            field_rules::replace(&tx, id, form, &after).await?;
            roles_write::update(&tx, id, &role.name, rev).await?;
            let mut change = app.change(&who, Subject::Role, id.uuid(), Verb::Updated);
            change.before = Some(facts(form, &before));
            change.after = Some(facts(form, &after));
            app.commit_change(tx, change).await?;
            let tx = app.store().read(who.tenant).await?;
            app.role_fields_in(&tx, id, form).await
        })
        .await
    }

    async fn role_fields_in(&self, tx: &Tx, id: RoleId, form: FormId) -> Result<RoleFields> {
        let company = self.company(tx).await?;
        let role = company.roles.get(&id).ok_or(Error::NotFound)?;
        let drawn = Drawn::load(tx, form).await?;
        let rules: BTreeMap<String, FieldRight> = organisation::field_rules(tx)
            .await?
            .into_iter()
            .filter(|r| r.role == id && r.form == form)
            .map(|r| (r.field, r.right))
            .collect();
        let right = |path: &str| rules.get(path).copied().unwrap_or(FieldRight::Edit);
        let fields =
            drawn.fields.into_iter().map(|(field, label)| RoleField { right: right(&field), label, field });
        Ok(RoleFields {
            role_id: id,
            form_id: form,
            form_name: drawn.name,
            fields: fields.collect(),
            rev: role.rev,
        })
    }
}

/// Every field that a form has or had, the present ones first; a detail column is `table.column`.
struct Drawn {
    name: LocalizedText,
    fields: Vec<(String, LocalizedText)>,
}

impl Drawn {
    async fn load(tx: &Tx, form: FormId) -> Result<Self> {
        let header = definitions::header(tx, Kind::Form, form.uuid()).await.map_err(|e| match e {
            StoreError::NotFound => Error::NotFound,
            other => other.into(),
        })?;
        let mut versions = definitions::every_version::<FormSchema>(tx, Kind::Form, form.uuid()).await?;
        versions.push(definitions::draft::<FormSchema>(tx, Kind::Form, form.uuid()).await?.definition);
        let (mut fields, mut seen) = (Vec::new(), BTreeSet::new());
        for schema in versions.into_iter().rev() {
            for field in schema.fields {
                let table = field.key.to_string();
                if seen.insert(table.clone()) {
                    fields.push((table.clone(), field.label.clone()));
                }
                for column in field.columns() {
                    let path = format!("{table}.{}", column.key);
                    if seen.insert(path.clone()) {
                        fields.push((path, column.label.clone()));
                    }
                }
            }
        }
        Ok(Self { name: header.name, fields })
    }
}

/// What people call the fields that a form has or had.
pub(super) async fn labels(tx: &Tx, form: FormId) -> Result<BTreeMap<String, LocalizedText>> {
    Ok(Drawn::load(tx, form).await?.fields.into_iter().collect())
}

type Rules = Vec<(String, FieldRight)>;

/// The rules as they are and as they shall be, when nothing is wrong with the wish and `authority` covers every
/// difference.
fn plan(
    authority: &Authority,
    known: &Drawn,
    (role, form): (RoleId, FormId),
    wish: SetFieldRules,
) -> Result<(Rules, Rules)> {
    if wish.rules.len() > FORM_FIELDS_MAX {
        return Err(Issue::new(AT, "org.rules_max").with("max", FORM_FIELDS_MAX).into());
    }
    let (mut issues, mut seen) = (Issues::new(), BTreeSet::new());
    for (i, rule) in wish.rules.iter().enumerate() {
        if !known.fields.iter().any(|(field, _)| *field == rule.field) {
            issues
                .push(Issue::new(format!("{AT}[{i}].field"), "org.field_unknown").with("field", &rule.field));
        } else if !seen.insert(rule.field.as_str()) {
            issues.push(Issue::new(format!("{AT}[{i}]"), "org.rule_repeated").with("field", &rule.field));
        }
    }
    refuse(issues)?;
    let old = authority.rules().iter().filter(|r| r.role == role && r.form == form);
    let before: Rules = old.map(|r| (r.field.clone(), r.right)).collect();
    let at: BTreeMap<String, usize> =
        wish.rules.iter().enumerate().map(|(i, r)| (r.field.clone(), i)).collect();
    // To do everything is what a role may without a rule.
    let after: Rules =
        wish.rules.into_iter().filter(|r| r.right != FieldRight::Edit).map(|r| (r.field, r.right)).collect();
    let right = |rules: &Rules, field: &str| {
        rules.iter().find(|(f, _)| f == field).map_or(FieldRight::Edit, |(_, right)| *right)
    };
    let touched: BTreeSet<&String> = before.iter().chain(&after).map(|(field, _)| field).collect();
    let mut issues = Issues::new();
    for field in touched {
        let (was, is) = (right(&before, field), right(&after, field));
        let widest = if was.openness() >= is.openness() { was } else { is };
        if was != is && !authority.covers_field(role, form, field, widest) {
            let at = at.get(field).map_or_else(|| AT.to_owned(), |i| format!("{AT}[{i}]"));
            issues.push(Issue::new(at, "org.rule_beyond_own").with("field", field));
        }
    }
    refuse(issues)?;
    Ok((before, after))
}

fn shown(row: FieldRuleRow) -> FieldRule {
    FieldRule { field: row.field, right: row.right }
}

fn facts(form: FormId, rules: &Rules) -> Json {
    let rules: BTreeMap<&str, FieldRight> = rules.iter().map(|(f, r)| (f.as_str(), *r)).collect();
    json!({ "formId": form, "fields": rules })
}
