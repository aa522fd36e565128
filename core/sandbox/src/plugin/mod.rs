//! Plugins: components that others publish, each call in an instance of its own.
//!
//! A plugin reaches nothing but what the contract (`sdk/wit`) has and its manifest names. What it asks of the host, the
//! application answers through [`Powers`], one for each call; nothing here knows of records, rights or databases. What
//! bounds scripts bounds plugins too: the same turns, the same ledger, the same ticker.
//!
//! There is no compiler here. [`Plugins::prepare`] starts one as a process of its own; what comes of it is only ever
//! read from the server's own folder, and only when its code holds.

mod artifacts;
mod bindings;
mod capability;
mod compile;
pub(crate) mod config;
mod engine;
mod guest;
mod invocation;
mod loaded;
mod plugins;
mod refusal;
mod stop;
mod wasi;
mod worlds;

pub use artifacts::Digest;
pub use capability::{
    Authority, Capability, Declared, Document, DocumentPage, DocumentQuery, Entry, EntryPage, Error,
    Expected, Flows, Header, HeaderValue, Http, Item, ItemPage, ItemQuery, Items, Kv, Level, Message, Notify,
    Pending, Powers, Recipient, Records, Request, Response, ResponseHeader, Run, Scope, Secrets, State,
};
pub use invocation::{Call, Invocation, Line, Outcome, Report};
pub use plugins::{Code, Limits, Plugins, Settings};
pub use refusal::{Reason, Refusal};
pub use worlds::{
    Actor, Event, Failure, Field, Node, PanelRequest, Place, ReportDocument, ReportRequest, ResolverRequest,
    Tree, WebhookOutcome, WebhookRequest,
};
