//! The permissions that a role may carry, by the names under which casbin and the API know them.

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

macro_rules! permissions {
    ($($(#[$doc:meta])* $name:ident = $text:literal,)*) => {
        /// One permission.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum Permission {
            $($(#[$doc])* #[serde(rename = $text)] $name,)*
        }

        impl Permission {
            /// Every permission, in the order of the roles page.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The name, as stored and as casbin knows it.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text),* }
            }

            /// The permission of that name.
            #[must_use]
            pub fn parse(name: &str) -> Option<Self> {
                match name { $($text => Some(Self::$name),)* _ => None }
            }
        }
    };
}

permissions! {
    /// Change departments, posts and people.
    OrgManage = "org.manage",
    /// Change roles, their permissions and who holds them.
    RolesManage = "roles.manage",
    /// Draw, publish and roll back forms.
    FormsDesign = "forms.design",
    /// Draw, publish and roll back flows.
    FlowsDesign = "flows.design",
    /// See records of a form, within a data scope.
    RecordsRead = "records.read",
    /// Create records of a form without a flow.
    RecordsCreate = "records.create",
    /// Change records of a form, within a data scope.
    RecordsUpdate = "records.update",
    /// Move records of a form to the recycle bin, within a data scope.
    RecordsDelete = "records.delete",
    /// Bring records of a form in from files; what creating and changing them needs is needed too.
    RecordsImport = "records.import",
    /// Take records of a form out as files, as far as they may be seen.
    RecordsExport = "records.export",
    /// Start flows.
    FlowsStart = "flows.start",
    /// See every instance, terminate it, jump in it.
    FlowsAdmin = "flows.admin",
    /// Found projects.
    ProjectsCreate = "projects.create",
    /// See and arrange every project, as its admins do.
    ProjectsAdmin = "projects.admin",
    /// See and retry incidents.
    JobsManage = "jobs.manage",
    /// Change the tenant's settings.
    SettingsManage = "settings.manage",
    /// Install template packs.
    TemplatesInstall = "templates.install",
    /// Read the change log.
    AuditRead = "audit.read",
    /// Look through the eyes of people who may no more than oneself.
    PeopleViewAs = "people.viewAs",
}

// By hand: the derive does not see names that a macro puts in.
#[cfg(feature = "openapi")]
impl utoipa::PartialSchema for Permission {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        use utoipa::openapi::schema::{ObjectBuilder, SchemaType, Type};
        ObjectBuilder::new()
            .schema_type(SchemaType::Type(Type::String))
            .enum_values(Some(Self::ALL.iter().map(|p| p.as_str())))
            .into()
    }
}

#[cfg(feature = "openapi")]
impl utoipa::ToSchema for Permission {}

impl Permission {
    /// Whether the permission may be granted for one form alone.
    #[must_use]
    pub const fn is_per_form(self) -> bool {
        matches!(
            self,
            Self::RecordsRead
                | Self::RecordsCreate
                | Self::RecordsUpdate
                | Self::RecordsDelete
                | Self::RecordsImport
                | Self::RecordsExport
        )
    }

    /// Whether the permission is granted over data, and so carries a data scope.
    #[must_use]
    pub const fn is_scoped(self) -> bool {
        matches!(self, Self::RecordsRead | Self::RecordsUpdate | Self::RecordsDelete)
    }
}

/// What may be done with a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub enum FieldRight {
    /// See and change.
    Edit,
    /// See only.
    Read,
    /// Neither; the value never leaves the server.
    Hidden,
}

impl FieldRight {
    /// The greater, the more it lets one do.
    #[must_use]
    pub const fn openness(self) -> u8 {
        match self {
            Self::Hidden => 0,
            Self::Read => 1,
            Self::Edit => 2,
        }
    }

    /// The one that lets one do less.
    #[must_use]
    pub const fn narrower(self, other: Self) -> Self {
        if self.openness() <= other.openness() { self } else { other }
    }
}

/// Field rights of one onlooker, by field key; a detail column is named `table.column` by its two keys.
pub type FieldRights = IndexMap<String, FieldRight>;
