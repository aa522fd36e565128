//! People, as who manages the organisation sees them, in the columns that an import of people knows.

use std::ops::Range;
use std::sync::Arc;

use weir_access::Object;
use weir_model::change::{Subject, Verb};
use weir_model::id::UserId;
use weir_model::permission::Permission;
use weir_model::principal::Principal;
use weir_model::table::Cell;
use weir_model::{Issue, Locale};
use weir_store::Tx;
use weir_store::queries::change_log::Change;
use weir_store::queries::organisation::PersonRow;

use super::super::names::{Names, NamesKept};
use super::kind::{ExportColumn, ExportKind};
use crate::company::Company;
use crate::context::App;
use crate::dto::exchange::CreateExport;
use crate::dto::organisation::Person;
use crate::error::Result;

/// People looked up at once.
const PAGE_ROWS: usize = 500;
/// Between roles in one cell.
const BETWEEN: &str = "; ";

/// The people of a company that somebody wants.
pub(super) struct People {
    company: Arc<Company>,
    found: Vec<UserId>,
}

impl ExportKind for People {
    type Place = usize;
    type Rows = Range<usize>;

    async fn open(app: &App, tx: &Tx, who: &Principal, wish: &CreateExport) -> Result<Self> {
        app.permit(tx, who, Permission::OrgManage, Object::TENANT).await?;
        let records_only = [
            ("formId", wish.form_id.is_some()),
            ("filter", wish.filter.is_some()),
            ("sort", wish.sort.is_some()),
        ];
        if let Some((at, _)) = records_only.into_iter().find(|(_, given)| *given) {
            return Err(Issue::new(at, "import.form_for_records").into());
        }
        let company = app.company(tx).await?;
        let needle = wish.q.as_deref().unwrap_or_default().trim().to_lowercase();
        let found = app.people_found(&company, &needle, wish.department, wish.active)?;
        let found = found.into_iter().map(|p| p.id).collect();
        Ok(Self { company, found })
    }

    fn columns(&self) -> Vec<ExportColumn> {
        vec![
            ExportColumn::fixed("login", "登录名", "Login", true),
            ExportColumn::fixed("name", "姓名", "Name", true),
            ExportColumn::fixed("email", "邮箱", "E-mail", true),
            ExportColumn::fixed("phone", "手机", "Phone", true),
            ExportColumn::fixed("department", "部门", "Department", true),
            ExportColumn::fixed("post", "岗位", "Post", true),
            ExportColumn::fixed("roles", "角色", "Roles", true),
            ExportColumn::fixed("active", "启用", "Active", true),
            ExportColumn::fixed("lastSeenAt", "最近登录", "Last seen", false),
        ]
    }

    fn title(&self, who: &Principal) -> String {
        match who.locale {
            Locale::ZhCn => "人员".to_owned(),
            Locale::En => "People".to_owned(),
        }
    }

    async fn total(&self, _: &Tx) -> Result<u64> {
        Ok(self.found.len() as u64)
    }

    async fn read(
        &self,
        _: &Tx,
        _: &[String],
        after: Option<usize>,
    ) -> Result<(Range<usize>, Option<usize>)> {
        let begin = after.unwrap_or_default().min(self.found.len());
        let end = self.found.len().min(begin + PAGE_ROWS);
        Ok((begin..end, (end < self.found.len()).then_some(end)))
    }

    async fn cells(
        &self,
        app: &App,
        tx: &Tx,
        who: &Principal,
        columns: &[String],
        names: &mut NamesKept,
        rows: Range<usize>,
    ) -> Result<Vec<Vec<Cell>>> {
        let rows: Vec<&PersonRow> =
            self.found[rows].iter().filter_map(|id| self.company.people.get(id)).collect();
        let people = app.people(tx, who, &self.company, &rows).await?;
        let names = names.of(&self.company);
        let row =
            |person: &Person| columns.iter().map(|key| self.cell(key, person, &names, who.locale)).collect();
        Ok(people.iter().map(row).collect())
    }

    fn logged(&self, app: &App, who: &Principal) -> Change {
        let change = app.change(who, Subject::User, who.user.uuid(), Verb::Exported);
        Change { subject_id: None, ..change }
    }
}

impl People {
    fn cell(&self, key: &str, person: &Person, names: &Names, locale: Locale) -> Cell {
        let main = person.memberships.iter().find(|m| m.main);
        match key {
            "login" => Cell::text(&person.login),
            "name" => Cell::text(&person.name),
            "email" => Cell::text(&person.email),
            "phone" => Cell::text(&person.phone),
            "department" => {
                let text = main.and_then(|m| names.department_text(m.department.id, locale));
                Cell::text(text.unwrap_or_default())
            }
            "post" => {
                let post = main.and_then(|m| m.post.as_ref());
                Cell::text(post.map(|p| p.name.get(locale)).unwrap_or_default())
            }
            "roles" => {
                let roles: Vec<&str> = person.roles.iter().map(|r| r.name.get(locale)).collect();
                Cell::text(roles.join(BETWEEN))
            }
            "active" => Cell::Bool(person.active),
            "lastSeenAt" => person.last_seen_at.map_or(Cell::Empty, |at| {
                Cell::DateTime(at.to_zoned(self.company.time_zone.clone()).datetime())
            }),
            _ => Cell::Empty,
        }
    }
}
