//! Who sees an instance, and which of its fields: at a node the node's rights, never more.
//!
//! Whoever does not take part and administers nothing may still reach the record by their data scope.

use weir_access::Object;
use weir_flow::Plan;
use weir_flow::definition::NodeKind;
use weir_forms::schema::{FieldKind, FormSchema};
use weir_forms::{Data, Reader, may_read, may_read_title, title_of};
use weir_model::Key;
use weir_model::permission::{FieldRight, FieldRights, Permission};
use weir_model::principal::Principal;
use weir_store::Tx;
use weir_store::queries::tasks::TaskRow;
use weir_store::queries::{copies, tasks};

use super::case::Case;
use crate::context::App;
use crate::error::{Error, Result};
use crate::records::Names;

/// How one reader sees one instance.
#[derive(Debug, Clone)]
pub(crate) struct Sight {
    /// What they may do with each field at this moment.
    pub rights: FieldRights,
    /// Every to-do that the instance ever had.
    pub tasks: Vec<TaskRow>,
    /// Whether they administer flows.
    pub is_admin: bool,
    /// Whether they take no part and see it by a role of theirs.
    pub by_role: bool,
}

impl Sight {
    /// The reader's own open to-dos.
    pub fn my_open<'a>(&'a self, who: &'a Principal) -> impl Iterator<Item = &'a TaskRow> {
        self.tasks.iter().filter(|t| t.user == who.user && t.state == "open")
    }

    /// The title as everybody reads it who takes part; for others without what their roles hide.
    pub fn title(&self, case: &Case, data: &Data, names: &Names<'_>) -> String {
        if !self.by_role || may_read_title(&case.schema, &self.rights) {
            return case.row.title.clone();
        }
        let company = &case.company;
        let reader = Reader { locale: company.locale, time_zone: &company.time_zone, labels: names };
        title_of(&case.schema, data, &reader)
    }
}

/// The serial number, where its field may be seen.
pub(crate) fn visible_serial(
    schema: &FormSchema,
    serial: &Option<String>,
    rights: &FieldRights,
) -> Option<String> {
    let field = schema.fields.iter().find(|f| matches!(f.kind, FieldKind::Serial { .. }))?;
    serial.clone().filter(|_| may_read(rights, field.key.as_str()))
}

impl App {
    /// How the principal sees the instance.
    ///
    /// # Errors
    /// [`Error::NotFound`] when it does not exist for them.
    pub(crate) async fn sight(&self, tx: &Tx, who: &Principal, case: &Case) -> Result<Sight> {
        let tasks = tasks::of_instances(tx, &[case.row.id]).await?;
        let copies = copies::of_reader(tx, case.row.id, who.user).await?;
        let is_admin = self.administers_flows(tx, who).await?;
        let mine = || tasks.iter().filter(|t| t.user == who.user);
        let is_initiator = case.row.initiator == who.user;
        let (plan, schema) = (&*case.plan, &*case.schema);

        let mut seen = Union::new(schema);
        if mine().any(|t| t.state == "open") {
            mine().filter(|t| t.state == "open").for_each(|t| seen.add(node_rights(plan, schema, &t.node)));
        } else {
            mine().for_each(|t| seen.add(reading(schema, &node_rights(plan, schema, &t.node))));
            copies.iter().for_each(|c| seen.add(reading(schema, &node_rights(plan, schema, &c.node))));
        }
        if is_initiator {
            seen.add(reading(schema, &node_rights(plan, schema, plan.start())));
        }
        let (rights, by_role) = match seen.rights {
            Some(rights) => (rights, false),
            None => (self.rights_of_outsider(tx, who, case, is_admin).await?, true),
        };
        Ok(Sight { rights, tasks, is_admin, by_role })
    }

    /// Whether the principal administers flows.
    pub(crate) async fn administers_flows(&self, tx: &Tx, who: &Principal) -> Result<bool> {
        match self.permit(tx, who, Permission::FlowsAdmin, Object::TENANT).await {
            Ok(_) => Ok(true),
            Err(Error::Denied) => Ok(false),
            Err(other) => Err(other),
        }
    }

    async fn rights_of_outsider(
        &self,
        tx: &Tx,
        who: &Principal,
        case: &Case,
        is_admin: bool,
    ) -> Result<FieldRights> {
        let permit = self.permit(tx, who, Permission::RecordsRead, Object::form(case.row.form)).await;
        match permit {
            Ok(permit) => {
                let record = &case.record;
                if is_admin || permit.scope().covers(record.created_by, record.department) {
                    return Ok(reading(&case.schema, permit.field_rights()));
                }
                Err(Error::NotFound)
            }
            Err(Error::Denied) if is_admin => Ok(reading(&case.schema, &FieldRights::new())),
            Err(Error::Denied) => Err(Error::NotFound),
            Err(other) => Err(other),
        }
    }
}

/// What a node lets whoever acts there do with each field. At the start a field not named has the form's own
/// settings, everywhere else it is read-only.
pub(crate) fn node_rights(plan: &Plan, schema: &FormSchema, node: &Key) -> FieldRights {
    let Some(kind) = plan.node(node).map(|n| &n.kind) else { return hidden_everywhere(schema) };
    let named = kind.field_rights().cloned().unwrap_or_default();
    match kind {
        NodeKind::Start { .. } => named,
        _ => with_default(schema, &named),
    }
}

/// The rights of somebody who only reads: what they might change, they may see.
pub(crate) fn reading(schema: &FormSchema, rights: &FieldRights) -> FieldRights {
    let mut rights = with_default(schema, rights);
    rights.values_mut().filter(|r| **r == FieldRight::Edit).for_each(|r| *r = FieldRight::Read);
    rights
}

/// The fields that some node of the flow hides: they stay out of titles, lists and messages, which everybody
/// who takes part may read.
pub(crate) fn public_rights(plan: &Plan) -> FieldRights {
    let nodes = plan.definition().nodes.iter().filter_map(|n| n.kind.field_rights());
    let hidden = nodes.flatten().filter(|(_, right)| **right == FieldRight::Hidden);
    hidden.map(|(path, right)| (path.clone(), *right)).collect()
}

/// Whether anything may be changed at all.
pub(crate) fn may_change(rights: &FieldRights) -> bool {
    rights.values().any(|r| *r == FieldRight::Edit)
}

fn with_default(schema: &FormSchema, named: &FieldRights) -> FieldRights {
    let mut rights = named.clone();
    for field in &schema.fields {
        rights.entry(field.key.to_string()).or_insert(FieldRight::Read);
    }
    rights
}

fn hidden_everywhere(schema: &FormSchema) -> FieldRights {
    schema.fields.iter().map(|f| (f.key.to_string(), FieldRight::Hidden)).collect()
}

/// The most permissive of several rights, field by field.
struct Union<'a> {
    schema: &'a FormSchema,
    rights: Option<FieldRights>,
}

impl<'a> Union<'a> {
    const fn new(schema: &'a FormSchema) -> Self {
        Self { schema, rights: None }
    }

    fn add(&mut self, more: FieldRights) {
        let Some(before) = self.rights.take() else {
            self.rights = Some(more);
            return;
        };
        let mut union = FieldRights::new();
        for field in &self.schema.fields {
            let table = field.key.as_str();
            // Without an entry the form's own settings hold, and those hide nothing.
            if let (Some(a), Some(b)) = (before.get(table), more.get(table)) {
                union.insert(table.to_owned(), wider(*a, *b));
            }
            for column in field.columns() {
                let path = format!("{table}.{}", column.key);
                let of = |rights: &FieldRights| {
                    let table = rights.get(table).copied();
                    match (table, rights.get(&path).copied()) {
                        (Some(FieldRight::Hidden), _) => Some(FieldRight::Hidden),
                        (_, Some(own)) => Some(own),
                        (table, None) => table.filter(|r| *r != FieldRight::Edit),
                    }
                };
                if let (Some(a), Some(b)) = (of(&before), of(&more)) {
                    union.insert(path, wider(a, b));
                }
            }
        }
        self.rights = Some(union);
    }
}

const fn wider(a: FieldRight, b: FieldRight) -> FieldRight {
    match (a, b) {
        (FieldRight::Edit, _) | (_, FieldRight::Edit) => FieldRight::Edit,
        (FieldRight::Read, _) | (_, FieldRight::Read) => FieldRight::Read,
        _ => FieldRight::Hidden,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn schema() -> FormSchema {
        serde_json::from_value(serde_json::json!({"name": {"en": "A"}, "fields": [
            {"key": "title", "label": {"en": "Title"}, "type": "text"},
            {"key": "items", "label": {"en": "Items"}, "type": "detail", "fields": [
                {"key": "name", "label": {"en": "Name"}, "type": "text"},
                {"key": "price", "label": {"en": "Price"}, "type": "text"},
            ]},
        ]}))
        .unwrap()
    }

    fn rights(entries: &[(&str, FieldRight)]) -> FieldRights {
        entries.iter().map(|(path, right)| ((*path).to_owned(), *right)).collect()
    }

    #[test]
    fn whoever_stands_in_two_places_sees_what_either_sees() {
        use FieldRight::{Edit, Hidden, Read};
        let schema = schema();
        let mut union = Union::new(&schema);
        union.add(rights(&[("title", Hidden), ("items", Read), ("items.price", Hidden)]));
        union.add(rights(&[("title", Edit), ("items", Hidden)]));
        assert_eq!(
            union.rights.unwrap(),
            rights(&[("title", Edit), ("items", Read), ("items.name", Read), ("items.price", Hidden)])
        );
    }

    #[test]
    fn reading_never_changes_and_keeps_hidden_what_is_hidden() {
        let read = reading(&schema(), &rights(&[("title", FieldRight::Edit), ("items", FieldRight::Hidden)]));
        assert_eq!(read, rights(&[("title", FieldRight::Read), ("items", FieldRight::Hidden)]));
    }
}
