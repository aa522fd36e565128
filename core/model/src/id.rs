//! Typed ids: UUIDv7 inside, `prefix_hex` outside, so that an id of one kind never passes for another.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use uuid::Uuid;

/// Why a string is not an id of the expected kind.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("expected an id that starts with `{prefix}_`")]
pub struct IdError {
    /// The prefix that the id should have, without the underscore.
    pub prefix: &'static str,
}

macro_rules! typed_ids {
    ($($(#[$doc:meta])* $name:ident = $prefix:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(Uuid);

        impl $name {
            /// What the outside form starts with, before the underscore.
            pub const PREFIX: &'static str = $prefix;

            /// Wraps a raw UUID, as a store row holds it.
            #[must_use]
            pub const fn from_uuid(uuid: Uuid) -> Self {
                Self(uuid)
            }

            /// The raw UUID, as a store row holds it.
            #[must_use]
            pub const fn uuid(self) -> Uuid {
                self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!($prefix, "_{}"), self.0.simple())
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self, f)
            }
        }

        impl FromStr for $name {
            type Err = IdError;
            fn from_str(s: &str) -> Result<Self, IdError> {
                parse($prefix, s).map(Self)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                s.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                let s = <std::borrow::Cow<'de, str>>::deserialize(d)?;
                s.parse().map_err(serde::de::Error::custom)
            }
        }

        #[cfg(feature = "openapi")]
        impl utoipa::PartialSchema for $name {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
                id_schema($prefix)
            }
        }

        #[cfg(feature = "openapi")]
        impl utoipa::ToSchema for $name {
            fn name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }
        }
    )*};
}

typed_ids! {
    /// A company that uses this server.
    TenantId = "ten";
    /// A sign-in identity, apart from its membership of tenants.
    AccountId = "acc";
    /// A person in a tenant.
    UserId = "usr";
    /// A department in a tenant's tree.
    DepartmentId = "dep";
    /// A kind of position, such as "buyer".
    PostId = "pst";
    /// A person's holding of a post in a department.
    MembershipId = "mbr";
    /// A named set of permissions.
    RoleId = "rol";
    /// A form, over all its versions.
    FormId = "frm";
    /// A record of a form.
    RecordId = "rec";
    /// A flow, over all its versions.
    FlowId = "flw";
    /// A running or ended instance of a flow.
    InstanceId = "ins";
    /// A to-do of one person.
    TaskId = "task";
    /// A copy of an instance sent to one person.
    CopyId = "cpy";
    /// An uploaded file.
    FileId = "fil";
    /// A draft of a submission, kept on the server.
    DraftId = "drf";
    /// A project.
    ProjectId = "prj";
    /// A template that projects are founded from.
    ProjectTemplateId = "ptl";
    /// A work item of a project; the same number as its record.
    WorkItemId = "wki";
    /// A comment.
    CommentId = "cmt";
    /// A browser or program session.
    SessionId = "ses";
    /// An API token.
    ApiTokenId = "tok";
    /// Somebody who looks after the server as a whole.
    PlatformAdminId = "pla";
    /// Their session.
    PlatformSessionId = "pls";
    /// An entry of what they did.
    PlatformEventId = "plv";
    /// An invitation by link.
    InvitationId = "inv";
    /// A notification to one person.
    NotificationId = "ntf";
    /// A unit of work outside a transaction.
    JobId = "job";
    /// A job that gave up and waits for an administrator.
    IncidentId = "inc";
    /// Long work that a person started.
    BackgroundTaskId = "bgt";
    /// What is brought in from one file.
    ImportId = "imp";
    /// A view of a list that somebody keeps.
    SavedViewId = "svw";
    /// A link by which others fill in a form.
    FormLinkId = "lnk";
    /// What somebody says about the product.
    FeedbackId = "fbk";
    /// An answer to it.
    FeedbackReplyId = "fbr";
}

fn parse(prefix: &'static str, s: &str) -> Result<Uuid, IdError> {
    s.strip_prefix(prefix)
        .and_then(|rest| rest.strip_prefix('_'))
        .filter(|hex| hex.len() == 32)
        .and_then(|hex| Uuid::try_parse(hex).ok())
        .ok_or(IdError { prefix })
}

#[cfg(feature = "openapi")]
fn id_schema(prefix: &str) -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
    use utoipa::openapi::schema::{ObjectBuilder, SchemaFormat, SchemaType, Type};
    ObjectBuilder::new()
        .schema_type(SchemaType::Type(Type::String))
        .format(Some(SchemaFormat::Custom(format!("id:{prefix}"))))
        .pattern(Some(format!("^{prefix}_[0-9a-f]{{32}}$")))
        .into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_reads_back_from_its_outside_form() {
        let id = TaskId::from_uuid(Uuid::from_u128(7));
        assert_eq!(id.to_string().parse(), Ok(id));
    }

    #[test]
    fn an_id_of_another_kind_is_refused() {
        let task = TaskId::from_uuid(Uuid::from_u128(7)).to_string();
        assert_eq!(task.parse::<FormId>(), Err(IdError { prefix: "frm" }));
        for bad in ["", "task_", "task_zz", "task-00000000000000000000000000000007"] {
            assert!(bad.parse::<TaskId>().is_err(), "{bad}");
        }
    }
}
