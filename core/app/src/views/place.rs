//! The list that a view belongs to, as the caller may see it: the proof that they may, and what can be named in it.

use weir_access::Object;
use weir_forms::may_read;
use weir_forms::schema::FieldKind;
use weir_model::filter::SlotRef;
use weir_model::permission::{FieldRights, Permission};
use weir_model::principal::Principal;
use weir_store::Tx;
use weir_store::queries::saved_views::ViewOf;
use weir_work::Deed;

use crate::company::Company;
use crate::context::App;
use crate::dto::views::ViewSettings;
use crate::error::{Error, Result};
use crate::projects::{Asked, Types};
use crate::records::{FormInUse, Wished};

/// A list with what the caller may see of it.
pub(super) struct Place {
    /// Whether the caller may keep views for everybody.
    pub may_share: bool,
    rows: Rows,
}

enum Rows {
    Form { form: FormInUse, rights: FieldRights },
    Items { types: Types },
}

impl Place {
    /// Whether the caller could ask the list for these rows in this order.
    ///
    /// # Errors
    /// [`Error::Invalid`] for a filter, a sort key or a type that cannot be.
    pub fn check_rows(
        &self,
        app: &App,
        who: &Principal,
        company: &Company,
        settings: &ViewSettings,
    ) -> Result<()> {
        let (filter, sort) = (settings.filter.as_ref(), settings.sort.as_deref());
        match &self.rows {
            Rows::Form { form, rights } => {
                if settings.item_type.is_some() {
                    return Err(Error::invalid("settings.itemType", "view.no_item_types"));
                }
                let wish = Wished { filter: filter.cloned(), sort, q: None };
                app.asked_rows(who, company, form, rights, &wish).map(drop)
            }
            Rows::Items { types } => {
                let asked = Asked::of(app, who, company, types, settings.item_type.as_deref())?;
                asked.filter(filter, None, settings.item_type.is_some())?;
                asked.sort(sort).map(drop)
            }
        }
    }

    /// The kinds of field of that name that the caller may see; one for each type of item that has it.
    pub fn kinds<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a FieldKind> {
        let (form, types) = match &self.rows {
            Rows::Form { form, rights } => (Some((form, rights)), None),
            Rows::Items { types } => (None, Some(&types.0)),
        };
        let own = form.filter(|(_, rights)| may_read(rights, name)).and_then(|(f, _)| f.schema.field(name));
        let of_types = types.into_iter().flatten().filter_map(|t| t.form.schema.field(name));
        own.into_iter().chain(of_types).map(|field| &field.kind)
    }

    /// Whether every row has a column of that name.
    pub fn is_standing(&self, name: &str) -> bool {
        let of_items = matches!(self.rows, Rows::Items { .. }) && SlotRef::item(name).is_some();
        of_items || SlotRef::system(name).is_some()
    }
}

impl App {
    /// The list of a view.
    ///
    /// # Errors
    /// [`Error::NotFound`] for who may not see it.
    pub(super) async fn view_place(&self, tx: &Tx, who: &Principal, of: ViewOf) -> Result<Place> {
        match of {
            ViewOf::Form(id) => {
                let permit = self.form_permit(tx, who, Permission::RecordsRead, id).await?;
                let form = self.form_in_use(tx, id).await?;
                let may_share = match self.permit(tx, who, Permission::FormsDesign, Object::TENANT).await {
                    Ok(_) => true,
                    Err(Error::Denied) => false,
                    Err(other) => return Err(other),
                };
                let rights = permit.field_rights().clone();
                Ok(Place { may_share, rows: Rows::Form { form, rights } })
            }
            ViewOf::Project(id) => {
                let seat = self.seat(tx, who, id).await?;
                let types = Types::of(self, tx, id).await?;
                Ok(Place { may_share: seat.may(Deed::Arrange), rows: Rows::Items { types } })
            }
        }
    }
}
