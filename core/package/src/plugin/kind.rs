//! Which kinds of things a plugin adds, and the names of their particulars.

use std::fmt;
use std::str::FromStr;

use weir_model::Key;

/// The worlds of the contract that a contribution may be of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// A kind of field. Pure.
    FieldType,
    /// A report. Pure.
    Report,
    /// What a flow's node or a button carries out.
    Action,
    /// What listens to what happened.
    EventHandler,
    /// A way to another system.
    Connector,
    /// A part of a page.
    Panel,
    /// Who acts at a node of a flow.
    Resolver,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 7] = [
        Self::FieldType,
        Self::Report,
        Self::Action,
        Self::EventHandler,
        Self::Connector,
        Self::Panel,
        Self::Resolver,
    ];

    /// The name in the manifest, and of the world in the contract.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::FieldType => "field-type",
            Self::Report => "report",
            Self::Action => "action",
            Self::EventHandler => "event-handler",
            Self::Connector => "connector",
            Self::Panel => "panel",
            Self::Resolver => "resolver",
        }
    }

    /// The interface of the contract that a component exports for it.
    #[must_use]
    pub const fn export(self) -> &'static str {
        match self {
            Self::FieldType => "field-types",
            Self::Report => "reports",
            Self::Action => "actions",
            Self::EventHandler => "event-handlers",
            Self::Connector => "connectors",
            Self::Panel => "panels",
            Self::Resolver => "resolvers",
        }
    }

    /// Whether the same input always has to give the same result.
    #[must_use]
    pub const fn is_pure(self) -> bool {
        matches!(self, Self::FieldType | Self::Report)
    }
}

/// How a kind of field's values are kept and compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ValueKind {
    /// A text.
    Text,
    /// An exact decimal.
    Number,
    /// Yes or no.
    Boolean,
    /// A day.
    Date,
    /// Any JSON; it can be neither sorted nor filtered by.
    Json,
}

impl ValueKind {
    pub(super) const ALL: [Self; 5] = [Self::Text, Self::Number, Self::Boolean, Self::Date, Self::Json];

    /// The name in the manifest.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Number => "number",
            Self::Boolean => "boolean",
            Self::Date => "date",
            Self::Json => "json",
        }
    }
}

/// Where a panel may stand, in the order of the contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PanelPlace {
    /// On a record.
    Record,
    /// On a project.
    Project,
    /// On a dashboard.
    Dashboard,
}

impl PanelPlace {
    pub(super) const ALL: [Self; 3] = [Self::Record, Self::Project, Self::Dashboard];

    /// The name in the manifest and in the contract.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Record => "record",
            Self::Project => "project",
            Self::Dashboard => "dashboard",
        }
    }
}

/// What a report's query looks through.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Source {
    /// Records of forms.
    Records,
    /// Work items of projects.
    Items,
}

impl Source {
    pub(super) const ALL: [Self; 2] = [Self::Records, Self::Items];

    /// The name in the manifest.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Records => "records",
            Self::Items => "items",
        }
    }
}

/// Something that happens: `record.created`. Which there are, the application knows.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EventKind(String);

/// The text is no kind of event.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("expected a subject and what happened to it, such as `record.created`")]
pub struct EventKindError;

impl FromStr for EventKind {
    type Err = EventKindError;
    fn from_str(s: &str) -> Result<Self, EventKindError> {
        let (subject, verb) = s.split_once('.').ok_or(EventKindError)?;
        let both = [subject, verb].iter().all(|part| part.parse::<Key>().is_ok());
        if both { Ok(Self(s.to_owned())) } else { Err(EventKindError) }
    }
}

impl fmt::Display for EventKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
